package story

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// sub is a story that a line of another one runs.
type sub struct {
	file, name string
	env        []binding
	steps      []*strict.Node // none where it has mistakes, which were said
	bracketed  bool
}

// mostRuns is how deep stories run stories.
const mostRuns = 8

// loneKeys are the keys of a head that say how a story is played. A story that is run by another is played as that one is.
var loneKeys = []string{"flow", "shopper", "start", "clock", "seed", "cases", "budget", "given", "thresholds"}

// ErrNoStory says that there is no story of the name that a line runs.
type ErrNoStory struct {
	Name  string
	Known []string // names that there are
}

func (e ErrNoStory) Error() string {
	return fmt.Sprintf("there is no story %q", text.Clean(e.Name, text.Name))
}

// Beside lists the files that a `run:` line may mean by a name, in the order in which to look for them: the name is a path
// from the folder of the file in which the line stands. Without an ending it stands for NAME.yaml and NAME.story.yaml.
func Beside(from, name string) []string {
	folder := from[:strings.LastIndexAny(from, `/\:`)+1]
	to := name
	if !strings.HasPrefix(name, "/") {
		to = path.Clean(strings.ReplaceAll(folder, `\`, "/") + name)
	}
	if strings.HasSuffix(name, ".yaml") {
		return []string{to}
	}
	return []string{to + ".yaml", to + ".story.yaml"}
}

// run reads the lines of the story that a line runs: NAME, or {story: NAME, env: {word: text}}.
func (p *parser) run(l *line, n *strict.Node) []*line {
	at, given := n, []strict.Pair(nil)
	if n.Kind() != strict.Scalar {
		var own strict.Problems
		r := own.Read(n)
		at, given = r.Node("story"), r.Pairs("env")
		r.Done()
		p.add(n.Pos(), own.Err())
		if at == nil {
			return nil
		}
	}
	name, err := at.Text()
	if err != nil || strings.TrimSpace(name) == "" {
		p.add(at.Pos(), at.Errorf("got %s, want the name of a story: %s", at.Got(), exampleOf(lineRun)))
		return nil
	}
	story := p.sub(at, name)
	if story == nil {
		return nil
	}
	inner := &scope{env: p.replaced(story, given), from: origin{run: l.pos}}
	return p.inside(story, inner)
}

// replaced is the env of a story with what the line that runs it puts in place of its texts.
func (p *parser) replaced(story *sub, given []strict.Pair) []binding {
	env := story.env
	for i, pair := range given {
		if i == 0 {
			env = slices.Clone(env)
		}
		name, _ := pair.Key.Text()
		value, err := pair.Value.Text()
		p.add(pair.Value.Pos(), err)
		at := slices.IndexFunc(env, func(b binding) bool { return b.name == name })
		if at >= 0 {
			env[at].value = value
			continue
		}
		known := make([]string, len(env))
		for i := range env {
			known[i] = env[i].name
		}
		e := pair.Key.Errorf("the story %s has no env %q", story.name, name)
		e.Near, _ = text.Nearest(name, known)
		e.Allowed = known
		p.add(e.Pos, e)
	}
	return env
}

// inside reads the steps of a story that is run.
func (p *parser) inside(story *sub, inner *scope) []*line {
	names, marks, prefix, from, filling, bracketed := p.names, p.marks, p.prefix, p.from, p.filling, p.bracketed
	own := instance(marks, story.name) + "."
	p.names, p.marks, p.prefix, p.from, p.filling = inner, nil, prefix+own, origin{}, nil
	p.bracketed = story.bracketed
	p.chain = append(p.chain, story.file)
	p.depth++
	var lines []*line
	for _, step := range story.steps {
		if p.count >= mostErrors {
			break
		}
		lines = append(lines, p.step(step)...)
	}
	p.depth--
	p.chain = p.chain[:len(p.chain)-1]
	for _, m := range p.marks {
		marks = append(marks, mark{own + m.name, m.key, m.pos})
	}
	p.names, p.marks, p.prefix, p.from, p.filling, p.bracketed = names, marks, prefix, from, filling, bracketed
	return lines
}

// instance names one of several times that a story is run: buy, buy-2, buy-3, …
func instance(marks []mark, name string) string {
	free := name
	for n := 2; slices.ContainsFunc(marks, func(m mark) bool { return strings.HasPrefix(m.name, free+".") }); n++ {
		free = name + "-" + itoa(n)
	}
	return free
}

// sub finds and reads the story of a name; nil where that cannot be, which is said.
func (p *parser) sub(at *strict.Node, name string) *sub {
	from := p.chain[len(p.chain)-1]
	key := from + "\x00" + name
	file, known := p.program.found[key]
	var source Source
	if !known {
		if p.find == nil {
			p.add(at.Pos(), at.Errorf("the story %q cannot be found here, where this one is read alone", name))
			return nil
		}
		var err error
		if source, err = p.find(from, name); err != nil {
			p.add(at.Pos(), notFound(at, err))
			return nil
		}
		file = source.File
	}
	if i := slices.IndexFunc(p.chain, func(above string) bool { return sameFile(above, file) }); i >= 0 {
		p.add(at.Pos(), at.Errorf("a story cannot run itself: %s", strings.Join(append(slices.Clone(p.chain[i:]), file), " → ")))
		return nil
	}
	if len(p.chain) > mostRuns {
		p.add(at.Pos(), at.Errorf("stories run stories more than %d deep: %s", mostRuns, strings.Join(append(slices.Clone(p.chain), file), " → ")))
		return nil
	}
	story := p.program.subs[file]
	if story == nil {
		story = p.readSub(source, at)
		p.program.subs[file] = story
	}
	if !known {
		p.program.found[key] = file
	}
	if len(story.steps) == 0 {
		p.count++ // its mistakes are said; nothing of it can be played
		return nil
	}
	return story
}

// sameFile says whether two paths are spelled as one when what leads nowhere is left out, as ./a.yaml and a.yaml.
func sameFile(a, b string) bool {
	clean := func(s string) string { return path.Clean(strings.ReplaceAll(s, `\`, "/")) }
	return a == b || clean(a) == clean(b)
}

// notFound says why the story of a name is not there.
func notFound(at *strict.Node, err error) error {
	e := at.Errorf("%s", err)
	if none := (ErrNoStory{}); errors.As(err, &none) {
		e.Near, _ = text.Nearest(none.Name, none.Known)
		if len(none.Known) <= mostNamed {
			e.Allowed = none.Known
		}
	}
	return e
}

// readSub reads the head of a story that another runs. Its steps are read where they are run, with what is put into them.
func (p *parser) readSub(source Source, at *strict.Node) *sub {
	story := &sub{file: source.File, name: NameOf(source.File)}
	root, err := strict.Parse(source.File, source.Data, limits())
	if err != nil {
		p.add(at.Pos(), err)
		return story
	}
	var own strict.Problems
	outer := p.problems
	p.problems = strict.Problems{}
	p.unfilled(root)
	r := p.problems.Read(root)
	_ = r.Title("story", text.Line)
	_ = p.tags(r)
	story.env = p.env(r)
	steps, bracketed := p.steps(r)
	for _, key := range loneKeys {
		if r.Has(key) {
			r.Failf(key, "a story that another one runs has no %s of its own; it is run at %s and played as that story is", key, at.Pos())
		}
	}
	r.Done()
	own, p.problems = p.problems, outer
	if err := own.Err(); err != nil {
		p.add(at.Pos(), err)
		return story
	}
	story.steps, story.bracketed = steps, bracketed
	return story
}
