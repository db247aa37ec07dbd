package story

import (
	"errors"
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
	Cases    []Case // one without a name where the story has no table

	refs []ref // in the head: flows, shoppers
}

// Case is a row of a story's table with the lines that it makes.
type Case struct {
	Name   string // "" where the story has no table
	Row    strict.Pos
	lines  []*line
	budget []check
	given  *strict.Node // what the session begins with, nil for the beginning of a journey
	row    *caseRow     // whose columns stand in given
}

// Script lists the lines of a case as the file has them.
func (c *Case) Script() []Line {
	script := make([]Line, len(c.lines))
	for i, l := range c.lines {
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
	// Find finds the story that a `run:` line of a file names; nil where there is none to be found.
	Find func(from, name string) (Source, error)
	// Env are values that come before those of the story's own env.
	Env map[string]string
}

// mostErrors is how many mistakes of a file Parse and Check report.
const mostErrors = 20

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

// Parse reads a story. The error is strict.Errors, at most twenty, each at file:line:column.
func (r Reading) Parse(file string, data []byte) (*Story, error) {
	root, err := strict.Parse(file, data, strict.Story)
	if err != nil {
		return nil, clip(err)
	}
	p := &parser{said: make(map[string]bool)}
	s := &Story{Name: NameOf(file), File: file}
	p.head(root, s)
	if err := p.problems.Err(); err != nil {
		return nil, clip(err)
	}
	return s, nil
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

// parser reads one file.
type parser struct {
	problems strict.Problems
	count    int // of mistakes in lines
	rows     []caseRow
	row      *caseRow // whose columns stand in the lines that are read now
	marks    []mark
	filled   int             // bytes that columns were put into
	said     map[string]bool // mistakes; the same one of another row is left out
}

// mark is a checkpoint.
type mark struct {
	name string
	pos  strict.Pos
}

func (p *parser) head(root *strict.Node, s *Story) {
	if root.Kind() == strict.List {
		p.problems.Add(root.Pos(), root.Errorf(`got a list alone, want "story: …", then "steps:", then the list`))
		return
	}
	r := p.problems.Read(root)
	s.Title = r.Title("story", text.Line)
	s.Flows = p.names(r, s, "flow")
	s.Shoppers = p.names(r, s, "shopper")
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
	budget, given := r.OptNode("budget"), r.OptNode("given")
	if given != nil && given.Kind() != strict.Map {
		r.Failf("given", "got %s, want what the session begins with: {cart: {lip-tint-03: 2}}", given.Got())
	}
	var steps []*strict.Node
	if n := r.Node("steps"); n != nil && n.Kind() == strict.Map {
		p.problems.Add(n.Pos(), n.Errorf(`got lines without dashes, want "- " before each step, as in "- open-note: oily-skin-empties"`))
	} else if n != nil {
		steps = r.List("steps")
	}
	if n := r.OptNode("steps"); n != nil && n.Kind() == strict.List && len(steps) == 0 {
		r.Failf("steps", "no step, want at least one")
	}
	r.Done()
	if len(p.rows)*len(steps) > mostLines {
		r.Failf("cases", "%d rows of %d steps are too many, want at most %d lines in all", len(p.rows), len(steps), mostLines)
		return
	}
	s.Cases = p.cases(steps, budget, given)
}

// names reads a name or a list of names that Check will look up.
func (p *parser) names(r *strict.Reader, s *Story, kind string) []string {
	var names []string
	for _, n := range r.Several(kind) {
		name, _ := n.Text()
		for _, known := range names {
			if known == name {
				p.problems.Add(n.Pos(), n.Errorf("%s %q is here twice", kind, name))
			}
		}
		names = append(names, name)
		s.refs = append(s.refs, ref{kind: kind, id: name, node: n})
	}
	if len(names) == 0 && r.Has(kind) {
		r.Failf(kind, "no %s, want at least one, or leave the key out", kind)
	}
	return names
}

func (p *parser) start(n *strict.Node) shop.Instant {
	s, _ := n.Text()
	for _, layout := range startLayouts {
		if t, err := time.ParseInLocation(layout, s, shop.China); err == nil {
			return shop.At(t)
		}
	}
	p.problems.Add(n.Pos(), n.Errorf("got %s, want a day and a time such as 2026-11-11 20:00", n.Got()))
	return 0
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

// add notes a mistake in a line; the row that made it is named with it.
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
		if p.row != nil {
			e.What += p.row.where()
		}
		p.problems.Add(pos, e)
	}
}
