package story

import (
	"errors"
	"slices"
	"strings"
	"time"

	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Story is a parsed story. It is read-only and may be played by several goroutines at once.
type Story struct {
	Name     string // the file's name without .yaml or .story.yaml
	File     string // as it was given to Parse, for positions
	Title    text.Text
	Flows    []string     // names; none leaves the choice to who plays it
	Shoppers []string     // ids; none likewise
	Start    shop.Instant // 0 where the story names none
	Still    bool         // no tap takes time; it passes by waits alone
	Seed     uint64
	Seeded   bool // the story names its seed
	Tags     []string
	Env      []Value // words of its env and the texts that they stand for, those of Reading.Env before its own
	Cases    []Case  // one without a name where the story has no table
	// Thresholds bound what all runs of the story come to.
	Thresholds []Threshold

	refs []ref // in the head: flows, shoppers
}

// Case is a row of a story's table.
type Case struct {
	Name string // "" where the story has no table
	Row  strict.Pos
	of   *program
	row  *caseRow // nil where the story has no table
}

// Script lists the lines of a case in the order in which they stand, those of an only-when and of a story that is run behind
// the line that holds them, one deeper. The texts of a row, and of an env, are in them.
func (c *Case) Script() []Line {
	lines := c.script()
	script := make([]Line, len(lines))
	for i, l := range lines {
		script[i] = l.told()
	}
	return script
}

// Source is a story that was not read yet.
type Source struct {
	File string
	Data []byte
}

// Reading is what a story is read with beside its own text.
type Reading struct {
	// Find finds the story that a `run:` line of the file from names; nil where there is none to be found. It returns
	// ErrNoStory where there is none of that name.
	Find func(from, name string) (Source, error)
	// Env are values that come before those of the story's own env.
	Env map[string]string
}

// mostErrors is how many mistakes of a file Parse and Check count. strict.Errors prints fewer, and how many more there are.
const mostErrors = 1000

// Limits of a story.
const (
	mostCases = 1000
	mostLines = 100_000 // of all cases together
	mostTags  = 50
	mostSeed  = 1<<53 - 1 // the largest whole number that JSON readers keep
)

// The clocks of a story: taps take the time that they are predicted to, or none.
const (
	clockPredicted = "predicted"
	clockStill     = "still"
)

// startLayouts are how a story may write its start, in China time.
var startLayouts = []string{"2006-01-02 15:04", time.DateTime}

// Parse reads a story that needs nothing beside its text.
func Parse(file string, data []byte) (*Story, error) { return Reading{}.Parse(file, data) }

// Parse reads a story, and those that it runs. The error is strict.Errors, at most a thousand, each at file:line:column; or
// ErrEnv where a value of r.Env fits nothing in a file without mistakes.
func (r Reading) Parse(file string, data []byte) (*Story, error) {
	s, err := r.parse(file, data)
	if err != nil {
		return nil, clip(err)
	}
	return s, nil
}

// ParseOn parses a story and looks up in the set what it names, as Check does; in a story with mistakes, what the lines name
// that could be read. The mistakes of both are reported together.
func (r Reading) ParseOn(set Set, file string, data []byte) (*Story, error) {
	s, err := r.parse(file, data)
	var all strict.Errors
	if s == nil || err != nil && !errors.As(err, &all) {
		return nil, err
	}
	var both strict.Problems
	both.Add(strict.Pos{}, err)
	both.Add(strict.Pos{}, s.Check(set))
	if err := both.Err(); err != nil {
		return nil, clip(err)
	}
	return s, nil
}

// parse returns what could be read of a story with mistakes, nil where that is nothing.
func (r Reading) parse(file string, data []byte) (*Story, error) {
	root, err := strict.Parse(file, data, limits())
	if err != nil {
		return nil, err
	}
	p := &parser{said: make(map[string]bool), find: r.Find, values: r.Env}
	s := &Story{Name: NameOf(file), File: file}
	badEnv := p.head(root, s)
	if err := p.problems.Err(); err != nil {
		return s, err
	}
	return s, badEnv
}

// NameOf returns the name of the story that a file holds: the file's name without its folder and endings.
func NameOf(file string) string {
	name := file[strings.LastIndexAny(file, `/\:`)+1:]
	return strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".story")
}

// clip keeps a report short: one slip in a table would bury the rest.
func clip(err error) error {
	var all strict.Errors
	if errors.As(err, &all) && len(all) > mostErrors {
		return all[:mostErrors]
	}
	return err
}

// parser reads one file, and those that it runs.
type parser struct {
	problems strict.Problems
	count    int             // of mistakes in lines
	said     map[string]bool // mistakes; the same one of another row is left out
	find     func(from, name string) (Source, error)
	values   map[string]string // from outside, before those of the env
	rows     []caseRow

	program   *program
	chain     []string // the files that are read now: the story's, that of one which it runs, and so on
	names     *scope   // what stands for ${name} in the steps of the last of them
	filling   *scope   // whose values stand in the item that is read now, nil for none
	from      origin   // of those values
	marks     []mark   // above the line that is read now, in its story
	prefix    string   // of the names of checkpoints there
	depth     int      // how many lines stand around the one that is read now
	nested    int      // how many of those are only-when
	bracketed bool     // it stands in brackets
	made      int      // lines
	size      int      // of what values were put into, in bytes
}

// mark is a checkpoint. The key tells it from those of other stories that the same run plays.
type mark struct {
	name, key string
	pos       strict.Pos
}

// head reads a whole story. It returns ErrEnv where a value from outside fits nothing.
func (p *parser) head(root *strict.Node, s *Story) error {
	if root.Kind() == strict.List {
		p.problems.Add(root.Pos(), root.Errorf(`got a list alone, want "story: …", then "steps:", then the list`))
		return nil
	}
	p.unfilled(root)
	r := p.problems.Read(root)
	s.Title = r.Title("story", text.Line)
	s.Flows = p.players(r, s, "flow")
	s.Shoppers = p.players(r, s, "shopper")
	if n := r.OptNode("start"); n != nil {
		s.Start = p.start(n)
	}
	s.Still = r.OptOne("clock", clockPredicted, clockPredicted, clockStill) == clockStill
	s.Seeded = r.Has("seed")
	s.Seed = uint64(r.OptInt("seed", 0, mostSeed, 0))
	s.Tags = p.tags(r)
	if n := r.OptNode("cases"); n != nil {
		p.table(n)
	}
	m := &program{file: s.File, found: make(map[string]string), subs: make(map[string]*sub), rows: p.rows, budget: r.OptNode("budget"), given: r.OptNode("given")}
	if m.given != nil && m.given.Kind() != strict.Map {
		r.Failf("given", "got %s, want what the session begins with: {cart: {lip-tint-03: 2}}", m.given.Got())
		m.given = nil
	}
	if m.given != nil {
		if day, ok := m.given.Get(givenCampaign); ok && r.Has("start") {
			p.problems.Add(day.Pos(), day.Errorf("the story has a start, which says when it begins; want one of the two"))
		}
	}
	env, bad := over(p.env(r), p.values, s.Name)
	m.env = env
	var err error
	for _, b := range env {
		s.Env = append(s.Env, Value{b.name, b.value})
	}
	if n := r.OptNode("thresholds"); n != nil {
		s.Thresholds, err = ParseThresholds(n)
		r.Fail("thresholds", err)
	}
	m.steps, m.bracketed = p.steps(r)
	r.Done()
	if len(m.rows)*len(m.steps) > mostLines {
		r.Failf("cases", "%d rows of %d steps are too many, want at most %d lines in all", len(m.rows), len(m.steps), mostLines)
		return nil
	}
	s.Cases = p.cases(m)
	return bad
}

// filledKeys are the keys of a head below which ${…} stands for something.
var filledKeys = []string{"steps", "given", "budget"}

// unfilled notes where ${…} stands for nothing.
func (p *parser) unfilled(root *strict.Node) {
	pairs, _ := root.Map()
	for _, pair := range pairs {
		key, _ := pair.Key.Text()
		if slices.Contains(filledKeys, key) || strings.HasPrefix(key, "x-") || !holed(pair.Value) {
			continue
		}
		p.problems.Add(pair.Value.Pos(), pair.Value.Errorf("${…} is put into steps, given and budget; it stands for nothing here"))
	}
}

// steps reads the items of the steps, as they stand, and whether they stand in brackets.
func (p *parser) steps(r *strict.Reader) (steps []*strict.Node, bracketed bool) {
	n := r.Node("steps")
	switch {
	case n == nil:
		return nil, false
	case n.Kind() == strict.Map:
		p.problems.Add(n.Pos(), n.Errorf(`got lines without dashes, want "- " before each step, as in "- open-note: oily-skin-empties"`))
		return nil, false
	}
	steps = r.List("steps")
	if n.Kind() == strict.List && len(steps) == 0 {
		r.Failf("steps", "no step, want at least one")
	}
	return steps, inBrackets(n)
}

// inBrackets says whether a list is written in brackets.
func inBrackets(n *strict.Node) bool { return strings.HasPrefix(n.Row(), "[") }

// players reads a name or a list of names that Check will look up.
func (p *parser) players(r *strict.Reader, s *Story, kind string) []string {
	var names []string
	for _, n := range r.Several(kind) {
		name, _ := n.Text()
		for _, known := range names {
			if known == name {
				p.problems.Add(n.Pos(), n.Errorf("%s %q is here twice", kind, name))
			}
		}
		names = append(names, name)
		if !holed(n) { // which was said
			s.refs = append(s.refs, ref{kind: kind, id: name, node: n})
		}
	}
	if len(names) == 0 && r.Has(kind) {
		r.Failf(kind, "no %s, want at least one, or leave the key out", kind)
	}
	return names
}

func (p *parser) start(n *strict.Node) shop.Instant {
	s, _ := n.Text()
	t, ok := dayAndTime(s)
	switch {
	case !ok:
		p.problems.Add(n.Pos(), n.Errorf("got %s, want a day and a time such as 2026-11-11 20:00", n.Got()))
	case !inYears(t):
		p.problems.Add(n.Pos(), n.Errorf("got %s, want a year from %d to %d", n.Got(), firstYear, lastYear))
	}
	return shop.At(t)
}

// The years in which stories play.
const (
	firstYear = 2000
	lastYear  = 2100
)

func inYears(t time.Time) bool { return t.Year() >= firstYear && t.Year() <= lastYear }

// dayAndTime reads a day and a time in China.
func dayAndTime(s string) (t time.Time, ok bool) {
	for _, layout := range startLayouts {
		if t, err := time.ParseInLocation(layout, s, shop.China); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// tags are words of letters, digits and hyphens, so that a report can be asked for one.
func (p *parser) tags(r *strict.Reader) []string {
	var tags []string
	for _, n := range r.Several("tags") {
		tag, _ := n.Text()
		if !isWord(tag) {
			p.problems.Add(n.Pos(), n.Errorf("got %s, want a word of letters, digits and hyphens, as in smoke or A15", n.Got()))
			continue
		}
		tags = append(tags, tag)
	}
	if len(tags) > mostTags {
		r.Failf("tags", "got %d, want at most %d", len(tags), mostTags)
	}
	return tags
}

// mostWord bounds a word that a story makes up: a tag, a column, a checkpoint.
const mostWord = 40

func isWord(s string) bool {
	if s == "" || len(s) > mostWord {
		return false
	}
	for _, r := range s {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.' {
			return false
		}
	}
	return true
}

// add notes a mistake in a line; where its values come from is named with it.
func (p *parser) add(pos strict.Pos, err error) {
	var many strict.Errors
	var one strict.Error
	switch {
	case err == nil:
		return
	case errors.As(err, &one) && !errors.As(err, &many):
		many = strict.Errors{one}
	case many == nil:
		many = strict.Errors{{Pos: pos, What: err.Error()}}
	}
	for _, e := range many {
		key := e.Error()
		if p.said[key] {
			continue
		}
		p.said[key] = true
		p.count++
		e.What += p.from.where()
		p.problems.Add(pos, e)
	}
}
