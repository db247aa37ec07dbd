package look

import "tagtap/ui/tui/cell"

// Class is the kind of screen, by its size.
type Class uint8

const (
	Tiny  Class = iota // below 36x16: one sentence
	Phone              // the phone alone, the meter as one line
	Desk               // phone and meter
	Wide               // coach, phone and meter
)

// Tallness says how much of a page there is room for.
type Tallness uint8

const (
	Short  Tallness = iota // page of fewer than 24 rows: hero 7 rows, three label rows
	Middle                 // 24 to 35: typeset price on one row, hero 9
	Tall                   // 36 and more: figure price, hero 14, tall buttons
)

// Layout is where everything goes. An empty rectangle is not drawn. On a desk
// of fewer than 28 rows Banner is the first row of Meter; otherwise no two
// rectangles overlap, apart from Frame, which encloses Page.
type Layout struct {
	Class                     Class
	Coach, Frame, Page, Meter cell.Rect
	MeterLine, Banner, Hints  cell.Rect
	Border                    bool
}

// Tallness is the height class of the page.
func (l Layout) Tallness() Tallness {
	switch {
	case l.Page.H >= 36:
		return Tall
	case l.Page.H >= 24:
		return Middle
	}
	return Short
}

// Hero is the height of a page's main picture, in rows.
func (l Layout) Hero() int { return [...]int{Short: 7, Middle: 9, Tall: 14}[l.Tallness()] }

// TallButtons says that the page has room for buttons of three rows.
func (l Layout) TallButtons() bool { return l.Page.H >= 28 }

// LayoutFor divides a screen of the given columns and rows.
func LayoutFor(cols, rows int) Layout {
	switch {
	case cols < 36 || rows < 16:
		return Layout{Class: Tiny}
	case cols < 80:
		return Layout{
			Class:     Phone,
			Page:      cell.Rect{W: cols, H: rows - 2},
			MeterLine: cell.Rect{X: 1, Y: rows - 2, W: cols - 2, H: 1},
			Hints:     cell.Rect{X: 1, Y: rows - 1, W: cols - 2, H: 1},
		}
	case cols < 120:
		return deskLayout(cols, rows)
	}
	return wideLayout(cols, rows)
}

func deskLayout(w, h int) Layout {
	l := Layout{Class: Desk, Hints: cell.Rect{X: 2, Y: h - 1, W: w - 4, H: 1}}
	if h < 28 {
		l.Page = cell.Rect{W: 46, H: h - 1}
		l.Meter = cell.Rect{X: 48, W: min(w-49, 44), H: h - 1}
		l.Banner = cell.Rect{X: 48, W: l.Meter.W, H: 1}
		return l
	}
	p, gap, edge := 46, 2, 1
	if w >= 96 {
		p, gap, edge = 50, 3, 2
	}
	m := min(w-2*edge-gap-p, 46)
	x := (w - p - gap - m) / 2
	l.Banner = cell.Rect{X: 2, W: w - 4, H: 1}
	l.frame(x, p, h)
	l.Meter = cell.Rect{X: x + p + gap, Y: 2, W: m, H: h - 4}
	return l
}

func wideLayout(w, h int) Layout {
	p := 48
	if w >= 136 {
		p = 50
	}
	rest := w - p - 10
	m := max(34, min(rest*53/100, 46))
	c := min(rest-m, 42)
	x := (w - c - m - p - 6) / 2
	l := Layout{
		Class:  Wide,
		Coach:  cell.Rect{X: x, Y: 2, W: c, H: h - 4},
		Meter:  cell.Rect{X: x + c + p + 6, Y: 2, W: m, H: h - 4},
		Banner: cell.Rect{X: 2, W: w - 4, H: 1},
		Hints:  cell.Rect{X: 2, Y: h - 1, W: w - 4, H: 1},
	}
	if h < 28 {
		l.Page = cell.Rect{X: x + c + 4, Y: 1, W: p - 2, H: h - 2}
		return l
	}
	l.frame(x+c+3, p, h)
	return l
}

func (l *Layout) frame(x, p, h int) {
	l.Border = true
	l.Frame = cell.Rect{X: x, Y: 1, W: p, H: h - 2}
	l.Page = l.Frame.Inset(1, 1)
}
