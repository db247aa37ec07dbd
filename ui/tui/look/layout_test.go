package look_test

import (
	"testing"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

func TestLayoutOfKnownSizes(t *testing.T) {
	for _, tc := range []struct {
		cols, rows                int
		class                     look.Class
		coach, frame, page, meter cell.Rect
	}{
		{60, 30, look.Phone, cell.Rect{}, cell.Rect{}, cell.Rect{X: 0, Y: 0, W: 60, H: 28}, cell.Rect{}},
		{80, 24, look.Desk, cell.Rect{}, cell.Rect{}, cell.Rect{X: 0, Y: 0, W: 46, H: 23}, cell.Rect{X: 48, Y: 0, W: 31, H: 23}},
		{100, 32, look.Desk, cell.Rect{}, cell.Rect{X: 2, Y: 1, W: 50, H: 30}, cell.Rect{X: 3, Y: 2, W: 48, H: 28}, cell.Rect{X: 55, Y: 2, W: 43, H: 28}},
		{120, 40, look.Wide, cell.Rect{X: 2, Y: 2, W: 28, H: 36}, cell.Rect{X: 33, Y: 1, W: 48, H: 38}, cell.Rect{X: 34, Y: 2, W: 46, H: 36}, cell.Rect{X: 84, Y: 2, W: 34, H: 36}},
		{140, 45, look.Wide, cell.Rect{X: 2, Y: 2, W: 38, H: 41}, cell.Rect{X: 43, Y: 1, W: 50, H: 43}, cell.Rect{X: 44, Y: 2, W: 48, H: 41}, cell.Rect{X: 96, Y: 2, W: 42, H: 41}},
		{160, 45, look.Wide, cell.Rect{X: 8, Y: 2, W: 42, H: 41}, cell.Rect{X: 53, Y: 1, W: 50, H: 43}, cell.Rect{X: 54, Y: 2, W: 48, H: 41}, cell.Rect{X: 106, Y: 2, W: 46, H: 41}},
		{240, 70, look.Wide, cell.Rect{X: 48, Y: 2, W: 42, H: 66}, cell.Rect{X: 93, Y: 1, W: 50, H: 68}, cell.Rect{X: 94, Y: 2, W: 48, H: 66}, cell.Rect{X: 146, Y: 2, W: 46, H: 66}},
		{35, 40, look.Tiny, cell.Rect{}, cell.Rect{}, cell.Rect{}, cell.Rect{}},
		{200, 15, look.Tiny, cell.Rect{}, cell.Rect{}, cell.Rect{}, cell.Rect{}},
	} {
		l := look.LayoutFor(tc.cols, tc.rows)
		if l.Class != tc.class || l.Coach != tc.coach || l.Frame != tc.frame || l.Page != tc.page || l.Meter != tc.meter {
			t.Errorf("%dx%d: %+v, want %+v", tc.cols, tc.rows, l, tc)
		}
		if l.Border != !l.Frame.Empty() {
			t.Errorf("%dx%d: border %v with frame %v", tc.cols, tc.rows, l.Border, l.Frame)
		}
	}
}

func TestLayoutFitsEverySize(t *testing.T) {
	for cols := 1; cols <= 300; cols++ {
		for rows := 1; rows <= 80; rows++ {
			l := look.LayoutFor(cols, rows)
			if l.Class == look.Tiny {
				if cols >= 36 && rows >= 16 {
					t.Fatalf("%dx%d is tiny", cols, rows)
				}
				continue
			}
			checkLayout(t, l, cols, rows)
		}
	}
}

func checkLayout(t *testing.T, l look.Layout, cols, rows int) {
	t.Helper()
	screen := cell.Rect{W: cols, H: rows}
	parts := map[string]cell.Rect{
		"coach": l.Coach, "page": l.Page, "meter": l.Meter, "meter line": l.MeterLine, "banner": l.Banner, "hints": l.Hints,
	}
	if l.Border {
		parts["page"] = l.Frame
		if l.Frame.Inset(1, 1) != l.Page {
			t.Fatalf("%dx%d: page %v in frame %v", cols, rows, l.Page, l.Frame)
		}
	}
	if l.Page.W < 36 || l.Page.H < 14 || l.Hints.Empty() {
		t.Fatalf("%dx%d: page %v, hints %v", cols, rows, l.Page, l.Hints)
	}
	if l.Class == look.Desk && l.Banner.Y == l.Meter.Y { // the banner is the meter's first row
		delete(parts, "banner")
		if l.Banner.Intersect(l.Meter) != l.Banner {
			t.Fatalf("%dx%d: banner %v outside meter %v", cols, rows, l.Banner, l.Meter)
		}
	}
	for name, r := range parts {
		if !r.Empty() && r.Intersect(screen) != r {
			t.Fatalf("%dx%d: %s %v leaves the screen", cols, rows, name, r)
		}
		for other, o := range parts {
			if name < other && !r.Intersect(o).Empty() {
				t.Fatalf("%dx%d: %s %v overlaps %s %v", cols, rows, name, r, other, o)
			}
		}
	}
}

func TestPageHeightDecidesHowMuchIsShown(t *testing.T) {
	for _, tc := range []struct {
		cols, rows int
		want       look.Tallness
		hero       int
		tall       bool
	}{
		{140, 45, look.Tall, 14, true},
		{100, 32, look.Middle, 9, true},
		{60, 30, look.Middle, 9, true},
		{60, 29, look.Middle, 9, false},
		{80, 24, look.Short, 7, false},
	} {
		l := look.LayoutFor(tc.cols, tc.rows)
		if l.Tallness() != tc.want || l.Hero() != tc.hero || l.TallButtons() != tc.tall {
			t.Errorf("%dx%d: tallness %d, hero %d, tall buttons %v", tc.cols, tc.rows, l.Tallness(), l.Hero(), l.TallButtons())
		}
	}
}
