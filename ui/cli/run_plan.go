package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tagtap/flow"
	"tagtap/flow/story"
	"tagtap/ui/suite"
	"tagtap/ui/tui/cell"
)

// reader reads stories and looks up what they name.
type reader struct {
	set  story.Set
	find func(from, name string) (story.Source, error)
	env  map[string]string

	files map[string][]byte // that were read, for messages
	fits  map[string]bool   // words of env that a story has
	odd   map[string]error  // of those that a story has not
}

// reader returns one. Those of env are given to each story that has such a word.
func (w *world) reader(env map[string]string) *reader {
	r := &reader{set: w.storySet(), env: env, files: map[string][]byte{}, fits: map[string]bool{}, odd: map[string]error{}}
	find := w.beside()
	r.find = func(from, name string) (story.Source, error) {
		src, err := find(from, name)
		if err == nil {
			r.keep(src)
		}
		return src, err
	}
	return r
}

// keep remembers a file. What is read again while others look it up is there already.
func (r *reader) keep(src story.Source) {
	if _, ok := r.files[src.File]; !ok {
		r.files[src.File] = src.Data
	}
}

// read reads a story. Its mistakes are errInput.
func (r *reader) read(src story.Source) (*story.Story, error) {
	r.keep(src)
	s, err := r.parse(src)
	if err != nil && !is[errUsage](err) {
		return nil, errInput{err}
	}
	return s, err
}

// parse leaves those words of env out that the story does not have.
func (r *reader) parse(src story.Source) (*story.Story, error) {
	env := map[string]string{}
	for name, value := range r.env {
		env[name] = value
	}
	for {
		s, err := story.Reading{Find: r.find, Env: env}.ParseOn(r.set, src.File, src.Data)
		odd := story.ErrEnv{}
		switch {
		case errors.As(err, &odd) && odd.Why == "":
			r.odd[odd.Name] = usage(odd.Hint(), "--env: %v", odd)
			delete(env, odd.Name)
			continue
		case errors.As(err, &odd):
			return nil, usage(odd.Hint(), "--env: %v", odd)
		}
		for name := range env {
			r.fits[name] = true
		}
		return s, err
	}
}

// unfit reports the words of env that no story has.
func (r *reader) unfit() error {
	var all []error
	for name := range r.env {
		if !r.fits[name] && r.odd[name] != nil {
			all = append(all, r.odd[name])
		}
	}
	slices.SortFunc(all, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return several(all...)
}

// planned is what is to be played, and what is told of it.
type planned struct {
	suite.Plan
	thresholds []story.Threshold // of the stories
	reader     *reader
	flags      map[string]string // what was typed for a flow or shopper that comes from a file
	name, who  int               // the widest cells
	folded     bool              // a job has too many runs for a line each
}

// plan reads and looks up everything; all mistakes of all files are reported together.
func (sh *shell) plan(w *world, names []string, a *running) (*planned, error) {
	p := &planned{flags: map[string]string{}}
	flows, badFlows := each(sh.flows, w.flowOf)
	shoppers, badShoppers := each(sh.shoppers, w.shopperOf)
	for _, name := range sh.flows {
		if f, err := w.flowOf(name); err == nil && isFile(name) {
			p.flags["flow "+f.Name] = name
		}
	}
	for _, name := range sh.shoppers {
		if s, err := w.shopperOf(name); err == nil && isFile(name) {
			p.flags["shopper "+s.ID] = name
		}
	}
	sources, noStories := w.storyFiles(names, a.stdin)
	p.reader = w.reader(a.env.values)
	p.Read = p.reader.read
	m := matrix{sh: sh, w: w, a: a, plan: p, flows: flows, shoppers: shoppers}
	mistakes := []error{badFlows, badShoppers, noStories}
	for _, src := range sources {
		if err := m.add(src); is[errUsage](err) || is[errInput](err) || err == nil {
			mistakes = append(mistakes, err)
		} else {
			return nil, err
		}
	}
	if len(sources) > 0 {
		mistakes = append(mistakes, p.reader.unfit())
	}
	err := several(mistakes...)
	if err == nil {
		err = m.nothing()
	}
	if err == nil && a.shuffle {
		p.Shuffle(sh.seed.value)
	}
	return p, err
}

// matrix makes jobs of stories.
type matrix struct {
	sh       *shell
	w        *world
	a        *running
	plan     *planned
	flows    []*flow.Flow    // of the command line; none leaves it to the story
	shoppers []*flow.Shopper // likewise
	tags     []string        // of all stories
	cases    []string        // of those that are chosen
}

func (m *matrix) add(src story.Source) error {
	s, err := m.plan.reader.read(src)
	if err != nil {
		return err
	}
	m.tags = append(m.tags, s.Tags...)
	if !m.a.tags.has(s.Tags) {
		return nil
	}
	if m.sh.db != "" && slices.ContainsFunc(s.Cases, func(c story.Case) bool { return c.Furnished() }) {
		return usage("leave --db out", "%s: %v", s.Name, story.ErrFurnished)
	}
	j := &suite.Job{Source: src, Flows: m.flows, Shoppers: m.shoppers, Repeat: m.a.repeat.value, Case: m.a.oneCase}
	if err := m.sh.players(m.w, s, j); err != nil {
		return err
	}
	if j.Seed+uint64(j.Repeat) > mostSeed+1 {
		return usage(fmt.Sprintf("a seed is at most %d", uint64(mostSeed)), "%s: --repeat %d from seed %d on is too far", s.Name, j.Repeat, j.Seed)
	}
	for i := range s.Cases {
		if name := s.Cases[i].Name; name != "" && m.a.oneCase != "" {
			m.cases = append(m.cases, name)
		}
	}
	taken, err := m.plan.Add(j, s)
	if err != nil {
		return usage("play fewer stories, cases or seeds at once", "%v", err)
	}
	if taken {
		m.plan.thresholds = append(m.plan.thresholds, s.Thresholds...)
		m.plan.measure(j, s)
	}
	return nil
}

// nothing says why there is nothing to play, where that is so.
func (m *matrix) nothing() error {
	if err := m.a.tags.unknown(m.tags); err != nil {
		return err
	}
	switch {
	case m.plan.Runs() > 0:
		return nil
	case m.a.oneCase != "" && len(m.cases) > 0:
		return unknown("case", m.a.oneCase, m.cases)
	case m.a.oneCase != "":
		return usage("leave --case out", "these stories have no cases")
	}
	return usage("see the tags in the heads of the stories", "no story has tags as --tag wants them")
}

// runsOf makes the runs of one story, for commands that play few.
func (sh *shell) runsOf(w *world, s *story.Story, flows []*flow.Flow, shoppers []*flow.Shopper) ([]story.Run, error) {
	j := suite.Job{Flows: flows, Shoppers: shoppers}
	if err := sh.players(w, s, &j); err != nil {
		return nil, err
	}
	return story.Runs(s, j.Flows, j.Shoppers, j.Seed), nil
}

// players fills in what the command line leaves to the story: flows, shoppers and the seed.
func (sh *shell) players(w *world, s *story.Story, j *suite.Job) (err error) {
	j.Seed = sh.seed.value
	if s.Seeded && !sh.seed.given {
		j.Seed = s.Seed
	}
	if len(j.Flows) == 0 {
		if j.Flows, err = w.flowsOf(s.Flows); err != nil {
			return err
		}
	}
	if len(j.Shoppers) == 0 {
		j.Shoppers, err = w.shoppersOf(s.Shoppers)
	}
	return err
}

// has says whether the story of a job has a case.
func (p *planned) has(j *suite.Job, name string) bool {
	s, err := p.Read(j.Source)
	return err == nil && slices.ContainsFunc(s.Cases, func(c story.Case) bool { return c.Name == name })
}

// mostShown is the widest cell that makes a column wider.
const mostShown = 64

// measure makes the columns as wide as the job needs.
func (p *planned) measure(j *suite.Job, s *story.Story) {
	who := 0
	for _, f := range j.Flows {
		for _, shopper := range j.Shoppers {
			who = max(who, cell.Width(f.Name+" × "+shopper.ID))
		}
	}
	switch {
	case folds(j):
		p.folded = true
		who += cell.Width(fmt.Sprintf(" × %d runs", j.Runs()))
	case j.Case != "":
		who += cell.Width(" × " + j.Case)
	default:
		widest := 0
		for i := range s.Cases {
			if name := framed(s.Cases[i].Name); name != "" {
				widest = max(widest, cell.Width(" × "+name))
			}
		}
		who += widest
	}
	if j.Repeat > 1 && !folds(j) {
		who += len(fmt.Sprintf(" × seed %d", j.Seed+uint64(j.Repeat)-1))
	}
	p.name = max(p.name, min(cell.Width(framed(j.Name)), mostShown))
	p.who = max(p.who, min(who, mostShown))
}
