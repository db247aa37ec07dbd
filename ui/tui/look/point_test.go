package look

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
)

func TestPointMarksWhatIsTappedAndNothingElse(t *testing.T) {
	for _, row := range []struct {
		name string
		at   cell.Rect
		want string
	}{
		{"a low target keeps its text", cell.Rect{X: 2, Y: 1, W: 6, H: 1}, "aaaaaaaaaa\n购物车购物\naaaaaaaaaa\naaaaaaaaaa\naaaaaaaaaa\naaaaaaaaaa"},
		{"one that cuts characters", cell.Rect{X: 3, Y: 1, W: 4, H: 1}, "aaaaaaaaaa\n购  车  物\naaaaaaaaaa\naaaaaaaaaa\naaaaaaaaaa\naaaaaaaaaa"},
		{"a high target has a ring around it", cell.Rect{X: 2, Y: 1, W: 4, H: 4}, "aa▄▄▄▄aaaa\n ▐物车▌ 物\na▐aaaa▌aaa\na▐aaaa▌aaa\na▐aaaa▌aaa\naa▀▀▀▀aaaa"},
		{"at the edge the ring is on it", cell.Rect{W: 10, H: 6}, "▌▀▀▀▀▀▀▀▀▐\n▌ 物车购 ▐\n▌aaaaaaaa▐\n▌aaaaaaaa▐\n▌aaaaaaaa▐\n▌▄▄▄▄▄▄▄▄▐"},
		{"below a text it is on the picture", cell.Rect{X: 1, Y: 2, W: 8, H: 4}, "aaaaaaaaaa\n购物车购物\n▐▀▀▀▀▀▀▀▀▌\n▐▀▀▀▀▀▀▀▀▌\n▐▀▀▀▀▀▀▀▀▌\n▐▄▄▄▄▄▄▄▄▌"},
		{"one that is elsewhere", cell.Rect{X: 20, Y: 1, W: 3, H: 3}, "aaaaaaaaaa\n购物车购物\naaaaaaaaaa\naaaaaaaaaa\naaaaaaaaaa\naaaaaaaaaa"},
	} {
		c := NewCanvas(10, 6, Surface)
		for y := range 6 {
			c.Text(0, y, strings.Repeat("a", 10), Style{})
		}
		c.Text(0, 1, "购物车购物", Style{})
		if strings.Contains(row.name, "picture") {
			for y := 2; y < 6; y++ {
				c.Text(1, y, strings.Repeat("▀", 8), Style{})
			}
		}
		c.Point(row.at, NewTheme(Dark, colorprofile.TrueColor, false), false)
		if got := c.Plain(); got != row.want {
			t.Errorf("%s:\n%s\nwant\n%s", row.name, got, row.want)
		}
	}
}

func TestAPointShowsInEveryTheme(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		for _, kind := range []ButtonKind{Primary, Secondary} {
			theme := NewTheme(Light, profile, false)
			seen := map[string]bool{}
			for n := range 3 {
				c := NewCanvas(12, 3, Surface)
				r := Button(c, theme, cell.Rect{X: 1, Y: 0, W: 10, H: 3}, "Pay", kind, false)
				if n > 0 && profile > colorprofile.ANSI || n == 1 {
					c.Point(r, theme, n == 2)
				}
				seen[c.Render(theme)] = true
			}
			want := 3
			if profile <= colorprofile.ANSI {
				want = 2 // without fills pressing looks like pointing
			}
			if len(seen) != want {
				t.Errorf("%v, kind %d: %d pictures, want %d", profile, kind, len(seen), want)
			}
		}
	}
}
