package story

import (
	"fmt"
	"strconv"
	"strings"

	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// caseRow is one row of the table of cases.
type caseRow struct {
	name    string
	pos     strict.Pos
	columns []string
	values  []string
}

// where names the row behind a message.
func (r *caseRow) where() string {
	return fmt.Sprintf(" (case %q at %d:%d)", r.name, r.pos.Line, r.pos.Column)
}

// table reads the cases: a list of maps that all have the same columns.
func (p *parser) table(n *strict.Node) {
	items, err := n.List()
	if err != nil {
		p.problems.Add(n.Pos(), n.Errorf("got %s, want a list of rows such as - {name: one, qty: 1}", n.Got()))
		return
	}
	if len(items) == 0 || len(items) > mostCases {
		p.problems.Add(n.Pos(), n.Errorf("got %d rows, want 1 to %d", len(items), mostCases))
		return
	}
	for i, item := range items {
		p.tableRow(i, item)
	}
}

func (p *parser) tableRow(i int, item *strict.Node) {
	pairs, err := item.Map()
	if err != nil {
		p.problems.Add(item.Pos(), item.Errorf("got %s, want a row such as {name: one, qty: 1}", item.Got()))
		return
	}
	r := caseRow{name: strconv.Itoa(i + 1), pos: item.Pos()}
	for _, pair := range pairs {
		column, _ := pair.Key.Text()
		value, err := pair.Value.Text()
		switch {
		case !isWord(column):
			p.problems.Add(pair.Key.Pos(), pair.Key.Errorf("got %s, want a column of letters, digits and hyphens", pair.Key.Got()))
		case err != nil:
			p.problems.Add(pair.Value.Pos(), err)
		}
		if column == "name" {
			t, err := pair.Value.Title(text.Line)
			p.problems.Add(pair.Value.Pos(), err)
			r.name = t.String()
		}
		r.columns = append(r.columns, column)
		r.values = append(r.values, value)
	}
	p.like(item, &r)
	p.rows = append(p.rows, r)
}

// like demands that a row has the columns of the first, and a name of its own.
func (p *parser) like(item *strict.Node, r *caseRow) {
	for i := range p.rows {
		if p.rows[i].name == r.name {
			at := p.rows[i].pos
			p.problems.Add(r.pos, item.Errorf("case %q is here twice, first at %d:%d", r.name, at.Line, at.Column))
			break
		}
	}
	if len(p.rows) == 0 {
		return
	}
	first := &p.rows[0]
	for _, column := range first.columns {
		if _, ok := r.value(column); !ok && column != "name" {
			p.problems.Add(r.pos, item.Errorf("this row has no %q, which the row at %d:%d has", column, first.pos.Line, first.pos.Column))
		}
	}
	for i, column := range r.columns {
		if _, ok := first.value(column); !ok && column != "name" {
			at := r.pos
			if pairs, _ := item.Map(); i < len(pairs) {
				at = pairs[i].Key.Pos()
			}
			e := strict.Error{Pos: at, What: fmt.Sprintf("column %q is not in the row at %d:%d", column, first.pos.Line, first.pos.Column)}
			e.Near, _ = text.Nearest(column, first.columns)
			p.problems.Add(at, e)
		}
	}
}

func (r *caseRow) value(column string) (string, bool) {
	for i, name := range r.columns {
		if name == column {
			return r.values[i], true
		}
	}
	return "", false
}

// cases reads the lines, once for each row. Lines in which no column stands are read once for all.
func (p *parser) cases(steps []*strict.Node, budget, given *strict.Node) []Case {
	rows := p.rows
	if len(rows) == 0 {
		rows = []caseRow{{}}
	}
	fixed := make([]*line, len(steps))
	var fixedBudget []check
	all := make([]Case, 0, len(rows))
	for i := range rows {
		if p.count >= mostErrors {
			break
		}
		c := Case{Name: rows[i].name, Row: rows[i].pos, lines: make([]*line, len(steps)), given: given}
		if given != nil && holed(given) {
			c.given, c.row = p.filledNode(given, &rows[i]), p.named(&rows[i])
		}
		p.marks = p.marks[:0]
		for j, step := range steps {
			switch {
			case fixed[j] != nil:
				c.lines[j] = fixed[j]
				if m := fixed[j].mark; m != "" {
					p.marks = append(p.marks, mark{m, fixed[j].pos})
				}
			case holed(step):
				c.lines[j] = p.filledLine(step, &rows[i])
			case i == 0:
				fixed[j] = p.line(step)
				c.lines[j] = fixed[j]
			}
		}
		if budget != nil {
			if holed(budget) {
				c.budget = p.filledBudget(budget, &rows[i])
			} else {
				if i == 0 {
					fixedBudget = p.budget(budget)
				}
				c.budget = fixedBudget
			}
		}
		all = append(all, c)
	}
	return all
}

// filledLine reads a line with a row's values in it.
func (p *parser) filledLine(step *strict.Node, r *caseRow) *line {
	if n, ok := step.Get(lineCheckpoint); ok && holed(n) {
		p.add(n.Pos(), n.Errorf("got %s; a checkpoint has the same name in all cases", n.Got()))
		return nil
	}
	filled := p.filledNode(step, r)
	if filled == nil {
		return nil
	}
	p.row = p.named(r)
	defer func() { p.row = nil }()
	return p.line(filled)
}

func (p *parser) filledBudget(n *strict.Node, r *caseRow) []check {
	filled := p.filledNode(n, r)
	if filled == nil {
		return nil
	}
	p.row = p.named(r)
	defer func() { p.row = nil }()
	return p.budget(filled)
}

// filledNode notes a column that is not there for the first row alone: all rows have the same.
func (p *parser) filledNode(n *strict.Node, r *caseRow) *strict.Node {
	filled, err := n.Fill(func(part *strict.Node) (string, error) { return p.fill(part, r) })
	p.add(n.Pos(), err)
	return filled
}

// named is the row for messages; a story without a table has none.
func (p *parser) named(r *caseRow) *caseRow {
	if len(p.rows) == 0 {
		return nil
	}
	return r
}

// holed says whether a column stands anywhere in a part of the story.
func holed(n *strict.Node) bool {
	if s, err := n.Text(); err == nil {
		return strings.Contains(s, "${")
	}
	if items, err := n.List(); err == nil {
		for _, item := range items {
			if holed(item) {
				return true
			}
		}
	}
	if pairs, err := n.Map(); err == nil {
		for _, pair := range pairs {
			if holed(pair.Key) || holed(pair.Value) {
				return true
			}
		}
	}
	return false
}

// mostFilled bounds what columns may make of a file, in bytes.
const mostFilled = 4 << 20

// fill puts a row's values into a text: ${column}, and $${ for the two signs themselves.
func (p *parser) fill(part *strict.Node, r *caseRow) (string, error) {
	s, err := part.Text()
	if err != nil || !strings.Contains(s, "${") {
		return s, err
	}
	var b strings.Builder
	for s != "" {
		i := strings.Index(s, "${")
		if i < 0 {
			b.WriteString(s)
			break
		}
		if i > 0 && s[i-1] == '$' {
			b.WriteString(s[:i-1] + "${")
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		name, rest, ok := strings.Cut(s[i+2:], "}")
		if !ok {
			return "", part.Errorf("${ without its }; write $${ for the two signs themselves")
		}
		value, err := p.column(part, strings.TrimSpace(name), r)
		if err != nil {
			return "", err
		}
		b.WriteString(value)
		s = rest
		if b.Len() > mostFilled {
			break
		}
	}
	if p.filled += b.Len(); p.filled > mostFilled {
		return "", part.Errorf("the columns make the story too long, want at most %d bytes", mostFilled)
	}
	return b.String(), nil
}

func (p *parser) column(part *strict.Node, name string, r *caseRow) (string, error) {
	if value, ok := r.value(name); ok {
		return value, nil
	}
	if len(p.rows) == 0 {
		return "", part.Errorf("there is no column %q; the story has no cases", name)
	}
	e := part.Errorf("there is no column %q", name)
	e.Near, _ = text.Nearest(name, r.columns)
	e.Allowed = r.columns
	return "", e
}
