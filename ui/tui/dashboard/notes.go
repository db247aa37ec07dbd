package dashboard

import (
	"cmp"
	"slices"

	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
	"tagtap/ui/tui/screen"
)

// notes is the fourth tab: which content brings shoppers who buy.
func (c *columns) notes() {
	first := c.col(0)
	if len(c.cols) == 1 {
		first.sources(0)
		first.carriers()
		return
	}
	last := c.col(len(c.cols) - 1)
	wide := c.wide(0)
	wide.w -= last.w + columnGap
	if wide.w < roomForTable {
		wide.sources(0)
	} else {
		wide.sourceTable()
	}
	last.carriers()
	last.authors()
	first.y = max(first.y, wide.y)
}

// roomForTable is the width from which the notes are a table.
const roomForTable = 70

// carriers draws through what was sold: notes, videos, product cards.
func (c *column) carriers() {
	c.store("report.carriers", c.Say("sales.gmv"))
	most := shop.Fen(0)
	for i := range c.report.Carriers {
		most = max(most, c.report.Carriers[i].GMV)
	}
	name := 0
	for i := range c.report.Carriers {
		name = max(name, width(c.Say("sales.carrier."+c.report.Carriers[i].ID)))
	}
	for i := range c.report.Carriers {
		r := &c.report.Carriers[i]
		c.share(c.Say("sales.carrier."+r.ID), name, int64(r.GMV), int64(most), money(r.GMV))
	}
}

// share draws a name, a bar, and a number at the end.
func (c *column) share(name string, nameW int, n, most int64, value string) {
	const valueW = 10
	c.part.Text(c.x, c.y, cut(name, nameW), look.Style{FG: look.Ink2})
	c.part.TextRight(c.x+c.w, c.y, value, look.Style{FG: look.Ink})
	plot.Thin(c.part.Canvas, c.x+nameW+2, c.y, max(0, c.w-nameW-2-valueW-1), n, most, look.Muted)
	c.y++
}

// sources lists the notes that sold most, the money of the last touch and of the first beside each other; at most so many, 0 for
// all.
func (c *column) sources(most int) {
	rows := c.brand.sources
	c.heading("sales.sources", c.Say("dashboard.touch"))
	if len(rows) == 0 {
		c.say("dashboard.none", look.Muted)
		return
	}
	shown := len(rows)
	if most > 0 {
		shown = min(most, shown)
	}
	for i := range rows[:shown] {
		c.source(&rows[i])
	}
	if shown < len(rows) {
		c.text(c.Say("dashboard.more", "n", itoa(len(rows)-shown)), look.Muted)
	}
}

// roomForReads is the width from which a note says how often it was read.
const roomForReads = 52

// source draws a note on two rows: its title with the money, and below it how good its readers are.
func (c *column) source(r *measure.SourceRow) {
	if !c.Sees(c.y, 2) {
		c.y += 2
		return
	}
	value := money(r.GMV)
	x := c.part.TextRight(c.x+c.w, c.y, value, look.Style{FG: look.Ink, Attr: look.Bold})
	c.part.Text(c.x, c.y, cut(c.noteTitle(r.ID), x-2-c.x), look.Style{FG: look.Ink2})
	c.y++
	first := c.Say("dashboard.first", "amount", money(r.FirstGMV))
	x = c.part.TextRight(c.x+c.w, c.y, first, look.Style{FG: look.Muted})
	facts := screen.Dotted(c.Say("dashboard.tagged", "rate", rate(r.Tagged)), c.Say("dashboard.paid", "rate", rate(r.PayRate)))
	if c.w >= roomForReads {
		facts = screen.Dotted(c.Say("dashboard.reads", "n", plot.Count(r.Reads)), facts)
	}
	c.part.Text(c.x, c.y, cut(facts, x-2-c.x), look.Style{FG: look.Muted})
	c.y++
}

// noteTitle is the title of a note, its id where the catalogue has it no more.
func (c *column) noteTitle(id string) string {
	if n := noteOf(c.Shown.World, id); n != nil {
		return c.Words(n.Title)
	}
	return id
}

// sourceTable lists all notes with all their figures.
func (c *column) sourceTable() {
	rows := c.brand.sources
	c.heading("sales.sources", c.Say("sales.sources.note"))
	if len(rows) == 0 {
		c.say("dashboard.none", look.Muted)
		return
	}
	t := c.table("sales.note", []cellOf{
		{"report.column.reads", 0}, {"report.column.tagged", 8}, {"report.column.add-rate", 8}, {"report.column.paid", 8}, {"report.column.orders", 0},
		{"report.column.gmv", 11}, {"report.column.first", 11}, {"report.column.average", 10},
	})
	for i := range rows {
		r := &rows[i]
		t.row(c.noteTitle(r.ID), plot.Count(r.Reads), rate(r.Tagged), rate(r.AddRate), rate(r.PayRate), plot.Count(r.Orders), money(r.GMV),
			money(r.FirstGMV), dashed(r.PerOrder, r.Orders))
	}
}

func dashed(fen shop.Fen, of int64) string {
	if of <= 0 {
		return dash
	}
	return money(fen)
}

// authors adds the notes up by who wrote them: the brand, opinion leaders, shoppers.
func (c *column) authors() {
	var kinds []measure.SourceRow
	most := shop.Fen(0)
	for i := range c.brand.sources {
		s := &c.brand.sources[i]
		at := 0
		for at < len(kinds) && kinds[at].ID != s.Kind {
			at++
		}
		if at == len(kinds) {
			kinds = append(kinds, measure.SourceRow{ID: s.Kind})
		}
		kinds[at].GMV += s.GMV
		most = max(most, kinds[at].GMV)
	}
	if len(kinds) == 0 {
		return
	}
	slices.SortStableFunc(kinds, func(a, b measure.SourceRow) int { return cmp.Compare(b.GMV, a.GMV) })
	c.heading("dashboard.authors", c.Say("dashboard.touch.last"))
	name := 0
	for i := range kinds {
		name = max(name, width(c.authorKind(kinds[i].ID)))
	}
	for i := range kinds {
		c.share(c.authorKind(kinds[i].ID), name, int64(kinds[i].GMV), int64(most), money(kinds[i].GMV))
	}
}

func (c *column) authorKind(kind string) string {
	switch kind {
	case "brand", "kol", "koc":
		return c.Say("dashboard.author." + kind)
	}
	return c.Say("dashboard.author.shopper")
}

// cellOf is a column of a table: the key of its heading and its width, 0 for as much as its heading and a number of six cells take.
type cellOf struct {
	key string
	w   int
}

// table has a name column and numbers at its right; columns that have no room are left out from the end.
type table struct {
	*column
	cells []cellOf
	name  int
}

// leastName is what a table leaves to its name column, in a narrow one half of it.
const leastName = 24

func (c *column) table(name string, cells []cellOf) *table {
	c.y++
	used := 0
	for i := range cells {
		cells[i].w = max(cells[i].w, 8, width(c.Say(cells[i].key))+2)
		if used+cells[i].w > c.w-min(leastName, c.w/2) {
			cells = cells[:i]
			break
		}
		used += cells[i].w
	}
	t := &table{column: c, cells: cells, name: min(c.w-used, 40)}
	st := look.Style{FG: look.Muted}
	c.part.Text(c.x, c.y, cut(c.Say(name), t.name-1), st)
	x := c.x + t.name
	for _, k := range cells {
		x += k.w
		c.part.TextRight(x, c.y, c.Say(k.key), st)
	}
	c.y++
	return t
}

func (t *table) row(name string, values ...string) {
	c := t.column
	if c.Sees(c.y, 1) {
		c.part.Text(c.x, c.y, cell.Truncate(name, t.name-1), look.Style{FG: look.Ink2})
		x := c.x + t.name
		for i, k := range t.cells {
			x += k.w
			c.part.TextRight(x, c.y, cut(values[i], k.w-1), look.Style{FG: look.Ink})
		}
	}
	c.y++
}
