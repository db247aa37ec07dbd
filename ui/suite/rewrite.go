package suite

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tagtap/flow/story"
	"tagtap/flow/strict"
)

// Rewrite collects the expectations and budgets that runs missed, so that what they got can be put in their place. What made a
// run stop is never rewritten: a story that cannot be walked has to be thought about.
type Rewrite struct {
	misses  map[spot]*miss
	sources map[string][]byte // of the stories that were asked for
	runs    map[string]int    // of each of them
	all     int
	short   bool // not all runs were played, so that nobody knows what the others get
}

// spot is where something is asked.
type spot struct {
	file         string
	line, column int
}

func (s spot) compare(other spot) int {
	return cmp.Or(cmp.Compare(s.file, other.file), cmp.Compare(s.line, other.line), cmp.Compare(s.column, other.column))
}

// miss is what came of one expectation.
type miss struct {
	message string
	want    string
	got     string
	runs    int  // of its own story that missed it
	last    int  // of them
	differ  bool // they got different things
	rows    []row
}

// row is a case in which something was missed.
type row struct {
	name, got string
	line      int
}

// mostRows is how many rows of a table are told for one expectation.
const mostRows = 20

// NewRewrite returns a reporter that collects.
func NewRewrite() *Rewrite {
	return &Rewrite{misses: map[spot]*miss{}, sources: map[string][]byte{}, runs: map[string]int{}}
}

// Begin does nothing.
func (w *Rewrite) Begin(int) error { return nil }

// Run collects what a run missed.
func (w *Rewrite) Run(j *Job, r *story.Result) error {
	w.all++
	w.runs[j.Source.File]++
	w.sources[j.Source.File] = j.Source.Data
	for i := range r.Failures {
		f := &r.Failures[i]
		if kindOf(f) == "stopped" {
			continue
		}
		at := spot{f.File, f.Line, f.Column}
		m := w.misses[at]
		if m == nil {
			m = &miss{message: f.Message, want: f.Want, got: f.Got}
			w.misses[at] = m
		}
		m.differ = m.differ || m.got != f.Got
		if f.File != j.Source.File {
			continue // of a story that runs it, whose rows are elsewhere
		}
		if m.last != w.all {
			m.last = w.all
			m.runs++
		}
		if r.Case != "" && len(m.rows) < mostRows && !slices.ContainsFunc(m.rows, func(x row) bool { return x.name == r.Case }) {
			m.rows = append(m.rows, row{r.Case, f.Got, r.Line})
		}
	}
	return nil
}

// End only looks whether all runs were played: what is to be rewritten is asked for behind the play.
func (w *Rewrite) End(s *Summary) error {
	w.short = s.Skipped > 0
	return nil
}

// Changes are what a rewrite makes of the story files, and what it leaves.
type Changes struct {
	Files []Changed
	Left  []Left
}

// Changed is a file before and after.
type Changed struct {
	File          string
	Before, After []byte
	Edits         []Edit // by line and column
}

// Edit is one value that is replaced.
type Edit struct {
	Line, Column int // of the value, from 1; the column in runes
	Was, Becomes string

	from, to int // in bytes
	at       spot
}

// Left is something that was missed and is not rewritten.
type Left struct {
	File         string
	Line, Column int
	Message, Why string
}

// errLeft says why something is not rewritten.
type errLeft string

func (e errLeft) Error() string { return string(e) }

// Changes works out what to write. Read parses a story and looks it up, as Plan.Read does; a value that it does not accept is
// left, and so is a file that it would not accept any more. Nothing is written yet.
func (w *Rewrite) Changes(read func(story.Source) (*story.Story, error)) Changes {
	spots := make([]spot, 0, len(w.misses))
	for at := range w.misses {
		spots = append(spots, at)
	}
	slices.SortFunc(spots, spot.compare)
	var c Changes
	files := map[string]*page{}
	for _, at := range spots {
		p := files[at.file]
		if p == nil {
			p = w.page(at.file)
			files[at.file] = p
		}
		e, err := w.edit(p, at)
		if err == nil {
			err = p.try(read, e)
		}
		if err != nil {
			c.leave(at, w.misses[at], err)
			continue
		}
		p.edits = append(p.edits, *e)
	}
	for _, at := range spots { // in order, each file once
		p := files[at.file]
		delete(files, at.file)
		if p == nil || len(p.edits) == 0 {
			continue
		}
		after := p.with(p.edits)
		if _, err := read(story.Source{File: at.file, Data: after}); err != nil {
			for _, e := range p.edits {
				c.leave(e.at, w.misses[e.at], fmt.Errorf("the story would not be one any more: %w", first(err)))
			}
			continue
		}
		c.Files = append(c.Files, Changed{File: at.file, Before: p.data, After: after, Edits: p.edits})
	}
	slices.SortFunc(c.Left, func(x, y Left) int {
		return spot{x.File, x.Line, x.Column}.compare(spot{y.File, y.Line, y.Column})
	})
	return c
}

func (c *Changes) leave(at spot, m *miss, why error) {
	c.Left = append(c.Left, Left{File: at.file, Line: at.line, Column: at.column, Message: m.message, Why: why.Error()})
}

// page reads a file again, for the places of its values.
func (w *Rewrite) page(file string) *page {
	data, asked := w.sources[file]
	if !asked {
		return &page{err: errLeft("it stands in a file that was not asked for; run that file with --update")}
	}
	if strings.HasPrefix(file, "builtin:") {
		return &page{err: errLeft("a built-in story cannot be written")}
	}
	if file == Stdin {
		return &page{err: errLeft("it came from stdin")}
	}
	root, err := strict.Parse(file, data, strict.Story)
	if err != nil {
		return &page{err: first(err)}
	}
	p := &page{data: data, values: map[spot]*strict.Node{}}
	p.collect(root)
	return p
}

// edit works out the edit of one miss.
func (w *Rewrite) edit(p *page, at spot) (*Edit, error) {
	m := w.misses[at]
	switch {
	case p.err != nil:
		return nil, p.err
	case w.short:
		return nil, errLeft("not all runs were played, and the others may get something else")
	}
	n := p.values[at]
	if n == nil {
		return nil, errLeft("it is not written there as a value")
	}
	if is, ok := n.Get("is"); ok {
		n = is
	}
	if hole(n) {
		return nil, m.change(n)
	}
	if m.differ {
		return nil, errLeft("its runs do not agree on what they got")
	}
	e, loosens, err := p.replace(n, m)
	if err != nil {
		return nil, err
	}
	switch all := w.runs[at.file]; {
	case loosens:
	case m.runs == 0:
		return nil, errLeft("a story that runs this one missed it, and this one alone did not")
	case m.runs < all:
		return nil, errLeft(fmt.Sprintf("%d of %d runs missed it, the others got something else", m.runs, all))
	}
	e.at = at
	return e, nil
}

// change says which rows to change where a value is read from a column.
func (m *miss) change(n *strict.Node) error {
	written, _ := n.Text()
	if len(m.rows) == 0 {
		return errLeft(fmt.Sprintf("it reads %s; got %s", written, m.got))
	}
	var parts []string
	for _, r := range m.rows {
		parts = append(parts, fmt.Sprintf("the row of case %q in line %d to %s", r.name, r.line, r.got))
	}
	return errLeft(fmt.Sprintf("it reads %s; change %s", written, strings.Join(parts, ", ")))
}

// hole says whether a column stands in a value.
func hole(n *strict.Node) bool {
	if s, err := n.Text(); err == nil {
		return strings.Contains(s, "${")
	}
	items, _ := n.List()
	return slices.ContainsFunc(items, hole)
}

// try asks whether a story accepts one edit.
func (p *page) try(read func(story.Source) (*story.Story, error), e *Edit) error {
	_, err := read(story.Source{File: e.at.file, Data: p.with([]Edit{*e})})
	var mistakes strict.Errors
	if errors.As(err, &mistakes) && len(mistakes) > 0 {
		return errLeft(fmt.Sprintf("%s cannot stand there: %s", e.Becomes, mistakes[0].What))
	}
	return err
}
