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
	x := c.x
	for j := range axis.Values {
		value := &axis.Values[j]
		kind, why := c.state(i, value.ID)
		label := cell.Truncate(c.Words(value.Name), c.w-2)
		w := look.ChipWidth(label)
		unit := w
		if why != "" {
			unit += 1 + cell.Width(why)
		}
		if x > c.x && x+min(unit, c.w) > c.x+c.w {
			x = c.x
			c.y++
		}
		id := chipID(axis.ID, value.ID)
		at := look.Chip(c.part.Canvas, c.Theme, x, c.y, label, kind, c.Focused(id, false))
		c.part.Target(screen.Target{
			ID: id, Rect: at, Action: flow.Action{Verb: flow.Choose, ID: axis.ID, Value: value.ID}, Label: "verb.choose",
		})
		x = at.Right() + 1
		if why != "" {
			c.part.Text(x, c.y, cell.Truncate(why, max(0, c.x+c.w-x)), look.Style{FG: look.Ink2})
			x = c.x + c.w
		}
	}
	c.y += 2
}

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
