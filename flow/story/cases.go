package story

import (
	"fmt"
	"slices"
	"strconv"

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
	switch {
	case len(items) == 0:
		p.problems.Add(n.Pos(), n.Errorf("no row, want 1 to %d", mostCases))
	case len(items) > mostCases:
		p.problems.Add(n.Pos(), n.Errorf("got %d rows, want at most %d", len(items), mostCases))
		items = items[:1] // its columns are those of all
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
	if len(p.rows) > 0 && slices.Equal(r.columns, p.rows[0].columns) {
		r.columns = p.rows[0].columns
	}
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
