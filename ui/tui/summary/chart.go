package summary

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// name is what a walk is called: this one, or how many before.
func (c *card) name(i int) string {
	if i == 0 {
		return c.Say("summary.this")
	}
	return c.Say("summary.ago", "n", strconv.Itoa(i))
}

// chart draws a figure of the walks as bars of one scale, and last the least that would have been enough, where it is known.
func (c *card) chart(key string, of func(*measure.Summary) int, print func(int) string, least *int) {
	most := 1
	for i := range c.walks {
		most = max(most, of(&c.walks[i]))
	}
	label := max(cell.Width(c.Say("summary.taps")), cell.Width(c.Say("summary.seconds"))) + 1
	name := max(cell.Width(c.Say("summary.this")), cell.Width(c.name(9)), cell.Width(c.Say("summary.least"))) + 1
	if c.y < c.end {
		c.Text(0, c.y, c.Say(key), look.Style{FG: look.Ink, Attr: look.Bold})
	}
	bar := func(what string, n int, st look.Style, role look.Role) {
		if c.y < c.end {
			c.Text(label, c.y, what, look.Style{FG: look.Muted, Attr: st.Attr})
			end := label + name + numberW
			c.TextRight(end, c.y, print(n), st)
			look.ShareBar(c.Canvas, end+1, c.y, c.w-end-1, int64(n), int64(most), role)
		}
		c.y++
	}
	for i := range c.walks {
		st, role := look.Style{FG: look.Muted}, look.Faint
		if i == 0 {
			st, role = look.Style{FG: look.Ink, Attr: look.Bold}, look.Ink2
		}
		bar(c.name(i), of(&c.walks[i]), st, role)
	}
	if least != nil {
		bar(c.Say("summary.least"), *least, look.Style{FG: look.Success}, look.Success)
	}
}

// numberW is the room for the number before a bar: 999.9.
const numberW = 5

// row is a figure of the table.
type row struct {
	key string
	of  func(*measure.Summary) int
}

// rows are the figures in their order; the first one is left out where it has a chart.
var rows = [...]row{
	{"summary.seconds", func(s *measure.Summary) int { return int(s.Seconds) }},
	{"summary.steps", func(s *measure.Summary) int { return s.Steps }},
	{"summary.fields", func(s *measure.Summary) int { return s.Fields }},
	{"summary.keys", func(s *measure.Summary) int { return s.Keys }},
	{"summary.checkout", func(s *measure.Summary) int { return s.CheckoutSteps }},
	{"summary.surprises", func(s *measure.Summary) int { return s.Surprises }},
	{"summary.decisions", func(s *measure.Summary) int { return s.Decisions }},
	{"summary.refused", func(s *measure.Summary) int { return s.Refused }},
	{"summary.backtracks", func(s *measure.Summary) int { return s.Backtracks }},
}

// table has a column a walk; its last one ends at the right edge.
type table struct {
	*card
	label   int               // columns of the labels
	columns []measure.Summary // as many walks as have room
}

// Columns of a walk in cells, and how many walks the card compares at most.
const (
	columnLeast = 8
	columnMost  = 13
	mostWalks   = 4
)

// fit returns how many walks have room, the names of their flows and stages whole.
func (t *table) fit() int {
	for n := min(len(t.walks), mostWalks); n > 1; n-- {
		need := columnLeast
		for i := range n {
			need = max(need, cell.Width(t.walks[i].Flow)+1, cell.Width(t.reached(t.walks[i].Stages))+1)
		}
		if n*need <= t.w-t.label {
			return n
		}
	}
	return 1
}

func (t *table) column() int { return min(columnMost, (t.w-t.label)/len(t.columns)) }

// right is the column behind the i-th figure.
func (t *table) right(i int) int { return t.w - (len(t.columns)-1-i)*t.column() }

func (t *table) draw(rows []row) {
	if len(t.walks) > 1 {
		t.cells("", look.Ink, func(i int) string { return t.name(i) })
	}
	t.cells("summary.flow", look.Ink2, func(i int) string { return t.walks[i].Flow })
	t.cells("summary.stage", look.Ink2, func(i int) string { return t.reached(t.walks[i].Stages) })
	for _, row := range rows {
		print := strconv.Itoa
		if row.key == "summary.seconds" {
			print = tenth
		}
		t.cells(row.key, t.role(row), func(i int) string { return print(row.of(&t.walks[i])) })
	}
}

// role tells a figure that is better than that of the walk before, or worse, from one that is as it was. Walks that reached
// other stages are not compared.
func (t *table) role(r row) look.Role {
	if len(t.walks) < 2 || !together(&t.walks[0], &t.walks[1]) {
		return look.Ink
	}
	switch now, before := r.of(&t.walks[0]), r.of(&t.walks[1]); {
	case now < before:
		return look.Success
	case now > before:
		return look.Warn
	}
	return look.Ink
}

func (t *table) cells(key string, role look.Role, of func(int) string) {
	if t.y < t.end {
		if key != "" {
			t.Text(0, t.y, cell.Truncate(t.Say(key), t.label-1), look.Style{FG: look.Muted})
		}
		for i := range t.columns {
			st := look.Style{FG: look.Muted}
			if i == 0 {
				st = look.Style{FG: role, Attr: look.Bold}
			}
			t.TextRight(t.right(i), t.y, cell.Truncate(of(i), t.column()-1), st)
		}
	}
	t.y++
}

func (t *table) reached(stages flow.StageSet) string {
	if stage, ok := stages.Last(); ok {
		return t.Say("stage." + stage.String())
	}
	return "—"
}
