package story

import (
	"slices"

	"tagtap/flow/strict"
)

// program is what the cases of a story are made of. A step in which no column stands is read once, and its lines are shared by
// all cases. The others are read anew whenever a case is wanted: a table of a thousand rows would otherwise keep a
// thousand of each. Once its story is parsed, a program is read-only.
type program struct {
	file          string
	steps         []*strict.Node
	bracketed     bool         // they stand in brackets
	budget, given *strict.Node // nil where there is none
	rows          []caseRow    // of the table; none where the story has no table
	env           []binding
	found         map[string]string // the file of a story that a line runs, by who names it and how
	subs          map[string]*sub   // those stories by their files

	whole []*line   // all lines, where no column stands in any
	fixed [][]*line // for each step its lines, nil where a column stands in it
	marks [][]mark  // for each of those the checkpoints in it
	bound []check   // the budget where no column stands in it
}

// cases reads all steps with the values of every row, so that every mistake is found now, and keeps what does not vary.
func (p *parser) cases(m *program) []Case {
	if len(m.rows) > 0 {
		m.leaveTable()
	}
	m.fixed, m.marks = make([][]*line, len(m.steps)), make([][]mark, len(m.steps))
	rows := max(1, len(m.rows))
	all := make([]Case, rows)
	for i := range rows {
		all[i].of = m
		if len(m.rows) > 0 {
			all[i].row = &m.rows[i]
			all[i].Name, all[i].Row = m.rows[i].name, m.rows[i].pos
		}
		if p.count < mostErrors {
			p.scan(m, all[i].row, i == 0)
		}
	}
	if !slices.ContainsFunc(m.fixed, func(lines []*line) bool { return lines == nil }) {
		m.whole = slices.Concat(m.fixed...)
	}
	return all
}

// leaveTable keeps the parts of the story apart from the table, whose texts are in the rows.
func (m *program) leaveTable() {
	steps := make([]*strict.Node, len(m.steps))
	for i, step := range m.steps {
		steps[i] = step.Apart()
	}
	m.steps = steps
	if m.budget != nil {
		m.budget = m.budget.Apart()
	}
	if m.given != nil {
		m.given = m.given.Apart()
	}
}

// scan reads the steps for a row; first says that nothing was read before.
func (p *parser) scan(m *program, row *caseRow, first bool) {
	p.begin(m, row)
	for j, step := range m.steps {
		switch {
		case m.fixed[j] != nil:
			p.marks = append(p.marks, m.marks[j]...)
		case p.names.varies(step):
			p.step(step)
		case first:
			before := len(p.marks)
			m.fixed[j] = p.step(step)
			m.marks[j] = slices.Clone(p.marks[before:])
		}
	}
	if m.given != nil && (first || p.names.varies(m.given)) {
		p.filled(m.given)
	}
	switch {
	case m.budget == nil:
	case p.names.varies(m.budget):
		p.bounds(m.budget)
	case first:
		m.bound = p.bounds(m.budget)
	}
}

// begin makes ready to read the steps of a story for one row.
func (p *parser) begin(m *program, row *caseRow) {
	p.program, p.marks, p.prefix, p.depth, p.nested = m, p.marks[:0], "", 0, 0
	p.bracketed = m.bracketed
	p.names = &scope{row: row, env: m.env, from: origin{row: row}}
	p.chain = append(p.chain[:0], m.file)
}

// script makes the lines of a case.
func (c *Case) script() []*line {
	if c.of.whole != nil {
		return c.of.whole
	}
	return c.lines(true)
}

// lines makes the lines of a case: all, or those alone in which a column stands.
func (c *Case) lines(all bool) []*line {
	m := c.of
	n := 0
	for _, lines := range m.fixed {
		n += max(1, len(lines))
	}
	p := &parser{said: make(map[string]bool)}
	p.begin(m, c.row)
	made := make([]*line, 0, n)
	for j, step := range m.steps {
		lines := m.fixed[j]
		if lines == nil {
			made = append(made, p.step(step)...)
			continue
		}
		p.marks = append(p.marks, m.marks[j]...)
		if all {
			made = append(made, lines...)
		}
	}
	return made
}

// budget makes the bounds of a case.
func (c *Case) budget() []check {
	m := c.of
	if m.budget == nil || m.bound != nil {
		return m.bound
	}
	p := &parser{said: make(map[string]bool)}
	p.begin(m, c.row)
	return p.bounds(m.budget)
}

// given is what the session of a case begins with, nil for the beginning of a journey.
func (c *Case) given() *strict.Node {
	if c.of.given == nil {
		return nil
	}
	p := &parser{said: make(map[string]bool)}
	p.begin(c.of, c.row)
	return p.filled(c.of.given)
}

// origin is where the values of what is given come from, for messages.
func (c *Case) origin() origin {
	s := scope{row: c.row}
	if c.of.given == nil || !s.varies(c.of.given) {
		return origin{}
	}
	return origin{row: c.row}
}

// step reads one item of the steps of a story with the values of the scope.
func (p *parser) step(n *strict.Node) []*line {
	if !holed(n) {
		return p.item(n)
	}
	filled := p.filled(n)
	if filled == nil {
		return nil
	}
	before, outer := p.from, p.filling
	p.from = p.names.from
	if p.from.run.Line == 0 && !p.names.varies(n) {
		p.from = origin{}
	}
	p.filling = p.names
	defer func() { p.from, p.filling = before, outer }()
	return p.item(filled)
}

// bounds reads the budget with the values of the scope.
func (p *parser) bounds(n *strict.Node) []check {
	if !holed(n) {
		return p.budget(n)
	}
	filled := p.filled(n)
	if filled == nil {
		return nil
	}
	if p.names.varies(n) {
		p.from = p.names.from
	}
	defer func() { p.from = origin{} }()
	return p.budget(filled)
}
