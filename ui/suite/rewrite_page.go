package suite

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"tagtap/flow/strict"
)

// page is a story file whose values are looked for.
type page struct {
	err    error // why nothing of it is rewritten
	data   []byte
	values map[spot]*strict.Node // of expectations and budgets, by where their keys stand
	edits  []Edit
}

// collect notes the values below a node that an expectation or a budget compares.
func (p *page) collect(n *strict.Node) {
	pairs, _ := n.Map()
	for _, pair := range pairs {
		if path := pair.Value.Path(); strings.HasPrefix(path, "expect.") || strings.HasPrefix(path, "budget.") {
			at := pair.Key.Pos()
			p.values[spot{at.File, at.Line, at.Column}] = pair.Value
		}
		p.collect(pair.Value)
	}
	items, _ := n.List()
	for _, item := range items {
		p.collect(item)
	}
}

// with returns the file with edits made. They do not overlap.
func (p *page) with(edits []Edit) []byte {
	sorted := slices.Clone(edits)
	slices.SortFunc(sorted, func(x, y Edit) int { return x.from - y.from })
	var out []byte
	at := 0
	for _, e := range sorted {
		out = append(append(out, p.data[at:e.from]...), e.Becomes...)
		at = e.to
	}
	return append(out, p.data[at:]...)
}

// offset returns where a place of the file is in its bytes; the file may begin with a byte order mark, which has no column.
func (p *page) offset(at strict.Pos) (int, bool) {
	from := 0
	if bytes.HasPrefix(p.data, []byte("\uFEFF")) {
		from = len("\uFEFF")
	}
	for range at.Line - 1 {
		next := bytes.IndexByte(p.data[from:], '\n')
		if next < 0 {
			return 0, false
		}
		from += next + 1
	}
	for range at.Column - 1 {
		_, size := utf8.DecodeRune(p.data[from:])
		if size == 0 || p.data[from] == '\n' {
			return 0, false
		}
		from += size
	}
	return from, true
}

// replace works out what stands in the place of a value. Loosens says that whatever held before holds afterwards as well.
func (p *page) replace(n *strict.Node, m *miss) (e *Edit, loosens bool, err error) {
	from, ok := p.offset(n.Pos())
	if !ok {
		return nil, false, errLeft("its place in the file is not clear")
	}
	if slices.Contains(strayKeys, lastKey(n)) {
		return nil, false, errLeft("what else it should be has to be thought about")
	}
	rest, _, _ := bytes.Cut(p.data[from:], []byte("\n"))
	e = &Edit{Line: n.Pos().Line, Column: n.Pos().Column, from: from}
	if n.Kind() == strict.List {
		end := bytes.IndexByte(rest, ']')
		if rest[0] != '[' || end < 0 {
			return nil, false, errLeft("a list of several lines is not rewritten; got " + m.got)
		}
		e.Becomes, err = word(m.got)
		e.Was, e.to = string(rest[:end+1]), from+end+1
		return e, false, err
	}
	was, err := n.Text()
	if err != nil {
		return nil, false, errLeft("a map is not rewritten; got " + m.got)
	}
	quote := ""
	if n.Quoted() {
		if quote = string(rest[:1]); quote != `"` && quote != "'" {
			return nil, false, errLeft("a block of lines is not rewritten")
		}
	}
	e.Was = quote + was + quote
	if !bytes.HasPrefix(rest, []byte(e.Was)) {
		return nil, false, errLeft("it is written with escapes")
	}
	e.to = from + len(e.Was)
	inner, loosens, err := renewed(was, m.got)
	if err != nil {
		return nil, false, err
	}
	e.Becomes = quote + inner + quote
	if strings.HasPrefix(inner, "[") {
		e.Becomes = inner
	}
	return e, loosens, nil
}

// strayKeys are expectations of which what came instead is no better answer.
var strayKeys = []string{"feed-has", "stage", "see", "see-not"}

// lastKey returns the key under which a value stands.
func lastKey(n *strict.Node) string {
	path := strings.TrimSuffix(n.Path(), ".is")
	return path[strings.LastIndexByte(path, '.')+1:]
}
