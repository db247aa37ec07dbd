package sku

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// axis writes the name of an axis and its values as chips, as many on a row as fit. What cannot be had says why right after
// its chip, and the next one starts a row.
func (c *column) axis(i int) {
	axis := &c.p.Axes[i]
	c.part.Text(c.x, c.y, cell.Truncate(c.Words(axis.Name), c.w), look.Style{FG: look.Ink2})
	if gloss := c.Gloss("place.sku"); gloss != "" && !axis.Name.EN.IsZero() {
		n := cell.Width(c.Words(axis.Name)) + 1
		c.part.Text(c.x+n, c.y, cell.Truncate(axis.Name.EN.String(), max(0, c.w-n)), look.Style{FG: look.Faint})
	}
	c.y++
	all := c.chips(i)
	last := 0
	for j := range all {
		at := &all[j]
		value := at.value
		y := c.y + at.row*c.pitch
		id := chipID(axis.ID, value)
		r := look.Chip(c.part.Canvas, c.Theme, at.x, y, at.label, at.kind, c.Focused(id, false))
		c.part.Target(screen.Target{
			ID: id, Rect: r, Action: flow.Action{Verb: flow.Choose, ID: axis.ID, Value: value}, Label: "verb.choose",
		})
		c.part.Text(r.Right()+1, y, cell.Truncate(at.why, max(0, c.x+c.w-r.Right()-1)), look.Style{FG: look.Ink2})
		last = at.row
	}
	c.y += last*c.pitch + 2
}

// chip is a value of an axis and where its chip goes.
type chip struct {
	value, label, why string
	kind              look.ChipKind
	x, row            int
}

// chips places the values of an axis.
func (c *column) chips(i int) []chip {
	axis := &c.p.Axes[i]
	all := make([]chip, len(axis.Values))
	x, row := c.x, 0
	for j := range axis.Values {
		value := &axis.Values[j]
		at := chip{value: value.ID, label: cell.Truncate(c.Words(value.Name), c.w-2)}
		at.kind, at.why = c.state(i, value.ID)
		unit := look.ChipWidth(at.label)
		if at.why != "" {
			unit += 1 + cell.Width(at.why)
		}
		if x > c.x && x+min(unit, c.w) > c.x+c.w {
			x = c.x
			row++
		}
		at.x, at.row = x, row
		if x += look.ChipWidth(at.label) + 1; at.why != "" {
			x = c.x + c.w
		}
		all[j] = at
	}
	return all
}

// airy says whether rows of chips of one axis have a blank row between them: where the whole sheet has room for that.
func (c *column) airy(fixed int) bool {
	rows := fixed + 2 + remarkRows
	wraps := false
	for i := range c.p.Axes {
		if all := c.chips(i); len(all) > 0 {
			last := all[len(all)-1].row
			rows += 3 + 2*last
			wraps = wraps || last > 0
		}
	}
	return wraps && rows <= c.H
}

// remarkRows are kept for the remarks below the stepper.
const remarkRows = 3

// state is how the chip of a value looks, and why it cannot be had with the other choices.
func (c *column) state(i int, value string) (look.ChipKind, string) {
	if c.values[i] == value {
		if c.variant != nil && c.left() == 0 {
			return look.Chosen, c.soldOut(c.variant)
		}
		return look.Chosen, ""
	}
	w := c.Shown.World
	alone, stocked := (*shop.Variant)(nil), false
	for k := range c.p.Variants {
		if v := &c.p.Variants[k]; i < len(v.Values) && v.Values[i] == value {
			stocked = stocked || w.Left(v.SKU) > 0
			if alone == nil || alone.Restock.ZH.IsZero() {
				alone = v
			}
		}
	}
	switch {
	case alone == nil:
		return look.SoldOut, c.Say("sku.no-match")
	case !stocked:
		return look.SoldOut, c.soldOut(alone)
	}
	want := append(make([]string, 0, 4), c.values...)
	want[i] = value
	if flow.Available(w, c.p, want) {
		return look.Choice, ""
	}
	if v := c.p.Pick(want); v != nil {
		return look.Excluded, c.soldOut(v)
	}
	return look.Excluded, ""
}

// quantity is the stepper; what stops it stands before it.
func (c *column) quantity() {
	s := c.Shown
	n := int(s.State.Sheet.Quantity)
	x := c.x + c.w - look.StepperWidth
	more := flow.Refuse(s.World, s.Now, s.State, flow.Action{Verb: flow.Increase})
	fewer := flow.Refuse(s.World, s.Now, s.State, flow.Action{Verb: flow.Decrease})
	least, most := n-1, n+1
	if fewer.Refused() {
		least = n
	}
	if more.Refused() {
		most = n
	}
	at := c.part.Text(c.x, c.y, c.Say("sku.quantity"), look.Style{FG: look.Ink2})
	if why := c.stop(more); why != "" {
		if room := x - 2 - (c.x + at + 2); cell.Width(why) <= room {
			c.part.TextRight(x-2, c.y, why, look.Style{FG: look.Warn})
		}
	}
	steps := look.Stepper(c.part.Canvas, c.Theme, x, c.y, n, least, most, false)
	c.step(steps.Minus, idMinus, "−", flow.Decrease)
	c.step(steps.Plus, idPlus, "+", flow.Increase)
	c.y += 2
}

// step makes an end of the stepper a target and marks it while it has the focus.
func (c *column) step(at cell.Rect, id, mark string, verb flow.Verb) {
	if c.Focused(id, false) {
		c.part.Text(at.X, at.Y, " "+c.Theme.Glyph(mark)+" ", look.Style{FG: look.Ink, BG: look.Raised2, Attr: look.Bold | look.Reverse})
	}
	c.part.Target(screen.Target{ID: id, Rect: at, Action: flow.Action{Verb: verb}, Label: "verb." + verb.String()})
}

// stop says in short why there cannot be more.
func (c *column) stop(r flow.Refusal) string {
	for _, d := range r.Args {
		switch {
		case r.Code == flow.StockShort && d.Name == "left":
			return c.Say("sku.left", "left", d.Value)
		case r.Code == flow.OverLimit && d.Name == "max":
			return c.Say("sku.limit", "max", d.Value)
		}
	}
	return ""
}
