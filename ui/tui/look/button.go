package look

import "tagtap/ui/tui/cell"

// ButtonKind is how much a button asks to be tapped.
type ButtonKind uint8

const (
	Primary   ButtonKind = iota // the one accent of the screen
	Secondary                   //
	Disabled                    // its reason belongs on the row above, in Warn
)

// ButtonWidth is the width that suits a label: two blanks on either side.
func ButtonWidth(label string) int { return cell.Width(label) + 4 }

// Button draws a button on r and returns where it can be tapped. With r.W 0
// it takes ButtonWidth; three rows or more make a tall one, whose outer rows
// are half rows. Without fills it is `[ label ]`, and `[►label ]` in focus.
func Button(c *Canvas, t Theme, r cell.Rect, label string, kind ButtonKind, focus bool) cell.Rect {
	if r.W <= 0 {
		r.W = ButtonWidth(label)
	}
	r.H = max(r.H, 1)
	fill, ink, attr := Raised2, Ink, Bold
	switch kind {
	case Primary:
		fill, ink = Accent, OnAccent
	case Disabled:
		ink, attr = Faint, 0
	}
	if focus && kind != Primary { // the accent stays the one red fill; its focus is the mark before the label
		fill, ink = ink, fill
	}
	mid := r.Y + r.H/2
	if !t.Fills() {
		bracketed(c, t, cell.Rect{X: r.X, Y: mid, W: r.W, H: 1}, label, kind, focus)
		return r
	}
	if r.H >= 3 && !t.ascii {
		for y := r.Y; y < r.Y+r.H; y++ {
			edge := ""
			switch y {
			case r.Y:
				edge = "▄"
			case r.Y + r.H - 1:
				edge = "▀"
			}
			if edge == "" {
				c.Fill(cell.Rect{X: r.X, Y: y, W: r.W, H: 1}, fill)
				continue
			}
			for x := r.X; x < r.X+r.W; x++ {
				c.Text(x, y, edge, Style{FG: fill})
			}
		}
	} else {
		c.Fill(cell.Rect{X: r.X, Y: mid, W: r.W, H: 1}, fill)
	}
	if focus && kind == Primary && cell.Width(label)+4 <= r.W {
		label = t.Glyph("►") + " " + label + "  "
	}
	c.TextCentre(r.X, mid, r.W, cell.Truncate(label, r.W), Style{FG: ink, Attr: attr})
	return r
}

// bracketed is a button where backgrounds tell nothing.
func bracketed(c *Canvas, t Theme, r cell.Rect, label string, kind ButtonKind, focus bool) {
	attr := Bold
	switch {
	case kind == Disabled:
		attr = 0
	case kind == Primary || focus:
		attr |= Reverse
	}
	st := Style{FG: Ink, Attr: attr}
	if kind == Disabled {
		st.FG = Faint
	}
	c.Text(r.X, r.Y, "["+blanks(r.W-2)+"]", st)
	inner := max(r.W-2, 0)
	label = cell.Truncate(label, inner)
	x := r.X + 1 + (inner-cell.Width(label))/2
	c.Text(x, r.Y, label, st)
	if focus && x > r.X+1 {
		c.Text(x-1, r.Y, t.Glyph("►"), st)
	}
}

// ChipKind is the state of a chip.
type ChipKind uint8

const (
	Choice   ChipKind = iota // can be chosen
	Chosen                   //
	SoldOut                  // no fill, struck; its reason follows it on the line
	Coupon                   // a coupon strip
	Excluded                 // goes with none of the other choices; choosing it changes those
)

// ChipWidth is the width of a chip: one blank on either side.
func ChipWidth(label string) int { return cell.Width(label) + 2 }

// Chip draws " label " and returns where it can be tapped. Chips stand one
// cell apart. Without fills the blanks become brackets.
func Chip(c *Canvas, t Theme, x, y int, label string, kind ChipKind, focus bool) cell.Rect {
	r := cell.Rect{X: x, Y: y, W: ChipWidth(label), H: 1}
	st := Style{FG: Ink, BG: Raised2}
	switch kind {
	case Chosen:
		st = Style{FG: Accent, BG: Soft, Attr: Bold}
	case SoldOut:
		c.Text(x+1, y, label, Style{FG: Faint, Attr: Strike | focused(focus)})
		return r
	case Coupon:
		st = Style{FG: Price, BG: Soft}
	case Excluded:
		st.FG = Muted
	}
	left, right := " ", " "
	if !t.Fills() {
		left, right = "[", "]"
		if kind == Chosen {
			st.Attr |= Reverse
		}
	}
	if focus {
		st.Attr |= Bold | Reverse
	}
	c.Text(x, y, left+label+right, st)
	return r
}

func focused(focus bool) Attr {
	if focus {
		return Bold | Reverse
	}
	return 0
}

// BadgeKind is the colour of a badge.
type BadgeKind uint8

const (
	InfoBadge    BadgeKind = iota // KOC, default
	WarnBadge                     // paid partnership
	VerifiedMark                  // V
	OKBadge                       // a confirmed fact
)

// Badge draws a small label and returns its width.
func Badge(c *Canvas, t Theme, x, y int, label string, kind BadgeKind) int {
	st := Style{FG: Info, BG: Raised}
	switch kind {
	case WarnBadge:
		st = Style{FG: Warn, BG: SoftWarn}
	case VerifiedMark:
		st = Style{FG: Surface, BG: Info, Attr: Bold}
	case OKBadge:
		st = Style{FG: Success, BG: SoftOK}
	}
	if !t.Fills() {
		return c.Text(x, y, "["+label+"]", Style{FG: Ink2, Attr: st.Attr})
	}
	return c.Text(x, y, " "+label+" ", st)
}

// Seal size in cells.
const (
	SealW = 4
	SealH = 2
)

// Seal is the mark of a shop or an author: the first two characters of name
// above each other on the brand's colour.
func Seal(c *Canvas, t Theme, x, y int, name string, brand RGB) cell.Rect {
	r := cell.Rect{X: x, Y: y, W: SealW, H: SealH}
	ink, attr := RGB{0xF4, 0xF3, 0xF1}, Bold
	if int(brand.R)*299+int(brand.G)*587+int(brand.B)*114 > 150_000 {
		ink = RGB{0x17, 0x18, 0x1A}
	}
	bg := t.settle(brand)
	if !t.Fills() {
		bg, attr = Back.Paint(), Bold|Reverse
	}
	row := 0
	for cl := range cell.Clusters(name) {
		if cl.Width == 0 || cl.Text == " " {
			continue
		}
		if row == SealH {
			break
		}
		c.TextPaint(x, y+row, cell.Pad(" "+cl.Text, SealW), t.settle(ink), bg, attr)
		row++
	}
	for ; row < SealH; row++ {
		c.TextPaint(x, y+row, blanks(SealW), t.settle(ink), bg, attr)
	}
	return r
}

// TickWidth is what a tick takes, with the room behind it.
const TickWidth = 3

// Tick draws ◉ or ○. Where colour cannot tell them apart it draws [x] or [ ]
// from the column before x, which must be free. It returns where it can be
// tapped.
func Tick(c *Canvas, t Theme, x, y int, on, disabled bool) cell.Rect {
	mark, st := "○", Style{FG: Muted}
	if on {
		mark, st = "◉", Style{FG: Accent}
	}
	if disabled {
		st.FG = Faint
	}
	if !t.Fills() {
		x = max(x-1, 0)
		mark = "[ ]"
		if on {
			mark, st.FG = "[x]", Ink
		}
	}
	c.Text(x, y, t.Glyph(mark), st)
	return cell.Rect{X: x, Y: y, W: TickWidth, H: 1}
}

// Steps is where a stepper can be tapped.
type Steps struct{ Minus, Number, Plus, All cell.Rect }

// StepperWidth is the width of a stepper.
const StepperWidth = 9

// Stepper draws − n +; an end that is reached is faint.
func Stepper(c *Canvas, t Theme, x, y, n, least, most int, focus bool) Steps {
	s := Steps{
		Minus:  cell.Rect{X: x, Y: y, W: 3, H: 1},
		Number: cell.Rect{X: x + 3, Y: y, W: 3, H: 1},
		Plus:   cell.Rect{X: x + 6, Y: y, W: 3, H: 1},
		All:    cell.Rect{X: x, Y: y, W: StepperWidth, H: 1},
	}
	end := func(r cell.Rect, mark string, live bool) {
		st := Style{FG: Ink, BG: Raised2}
		if !live {
			st.FG = Faint
		}
		text := " " + t.Glyph(mark) + " "
		if !t.Fills() {
			text = "[" + t.Glyph(mark) + "]"
			if !live {
				text, st.BG = blanks(3), None
			}
		}
		c.Text(r.X, r.Y, text, st)
	}
	end(s.Minus, "−", n > least)
	end(s.Plus, "+", n < most)
	c.TextCentre(s.Number.X, y, 3, cell.Truncate(decimal(int64(n)), 3), Style{FG: Ink, Attr: Bold | focused(focus)})
	return s
}
