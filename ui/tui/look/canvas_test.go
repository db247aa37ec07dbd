package look_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

func themes() map[string]look.Theme {
	all := map[string]look.Theme{}
	for _, p := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256, colorprofile.TrueColor} {
		for _, m := range []look.Mode{look.Dark, look.Light} {
			for _, a := range []bool{false, true} {
				all[fmt.Sprintf("%v mode %d ascii %v", p, m, a)] = look.NewTheme(m, p, a)
			}
		}
	}
	return all
}

var dark = look.NewTheme(look.Dark, colorprofile.TrueColor, false)

func TestTextIsClippedToTheCanvas(t *testing.T) {
	for _, tc := range []struct {
		name string
		x    int
		text string
		want string
		n    int
	}{
		{"inside", 1, "券", " 券", 2},
		{"past the right edge", 4, "abcd", "    ab", 4},
		{"wide straddles the right edge", 5, "券", "", 2},
		{"wide straddles the left edge", -1, "券后", " 后", 4},
		{"far left", -9, "abc", "", 3},
		{"control characters are not drawn", 0, "a\x1b\nb", "ab", 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := look.NewCanvas(6, 1, look.Back)
			if n := c.Text(tc.x, 0, tc.text, look.Style{}); n != tc.n {
				t.Errorf("advanced %d cells, want %d", n, tc.n)
			}
			if got := c.Plain(); got != tc.want {
				t.Errorf("row %q, want %q", got, tc.want)
			}
		})
	}
}

func TestOverwritingHalfOfAWideCharacterBlanksTheOther(t *testing.T) {
	for _, tc := range []struct {
		name string
		draw func(c *look.Canvas)
		want string
	}{
		{"right half", func(c *look.Canvas) { c.Text(1, 0, "x", look.Style{}) }, " x车"},
		{"left half", func(c *look.Canvas) { c.Text(2, 0, "x", look.Style{}) }, "购x"},
		{"wide over two halves", func(c *look.Canvas) { c.Text(1, 0, "物", look.Style{}) }, " 物"},
		{"fill through the middle", func(c *look.Canvas) { c.Fill(cell.Rect{X: 1, W: 2, H: 1}, look.Raised) }, ""},
		{"window edge", func(c *look.Canvas) { c.Sub(cell.Rect{X: 1, W: 1, H: 1}).Text(0, 0, "券", look.Style{}) }, "  车"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := look.NewCanvas(4, 1, look.Back)
			c.Text(0, 0, "购车", look.Style{})
			tc.draw(c)
			if got := c.Plain(); got != tc.want {
				t.Errorf("row %q, want %q", got, tc.want)
			}
		})
	}
}

func TestWindowHasItsOwnOriginAndClip(t *testing.T) {
	c := look.NewCanvas(8, 3, look.Back)
	w := c.Sub(cell.Rect{X: 2, Y: 1, W: 4, H: 1})
	w.Text(0, 0, "abcdef", look.Style{})
	w.Text(0, 1, "below", look.Style{})
	w.Sub(cell.Rect{X: -1, Y: 0, W: 3, H: 1}).Text(0, 0, "123", look.Style{})
	if got, want := c.Plain(), "\n  23cd\n"; got != want {
		t.Errorf("canvas %q, want %q", got, want)
	}
	if got := w.Plain(); got != "23cd" {
		t.Errorf("window %q", got)
	}
}

func TestBlitScrollsATallCanvas(t *testing.T) {
	tall := look.NewCanvas(4, 9, look.Surface)
	for y := range 9 {
		tall.Text(0, y, fmt.Sprintf("%d页", y), look.Style{})
	}
	c := look.NewCanvas(4, 3, look.Back)
	c.Blit(0, 0, tall, cell.Rect{Y: 7, W: 4, H: 3})
	if got := c.Plain(); got != "7页\n8页\n" {
		t.Errorf("scrolled to the end: %q", got)
	}
	c.Clear(look.Back)
	c.Blit(-2, 1, tall, cell.Rect{W: 4, H: 1})
	if got := c.Plain(); got != "\n\n" {
		t.Errorf("half a character shifted in: %q", got)
	}
}

func TestTransparentBackgroundKeepsWhatIsThere(t *testing.T) {
	c := look.NewCanvas(4, 1, look.Raised)
	c.Text(0, 0, "ab", look.Style{FG: look.Ink})
	raised := dark.Colour(look.Raised)
	if got, want := c.Render(dark), fmt.Sprintf("48;2;%d;%d;%dm", raised.R, raised.G, raised.B); !strings.Contains(got, want) {
		t.Errorf("%q has no %q", got, want)
	}
	clear := look.NewCanvas(2, 1, look.None)
	clear.Text(0, 0, "x", look.Style{})
	c.Blit(1, 0, clear, clear.Bounds())
	if got := c.Render(dark); strings.Count(got, "48;2;") != 1 {
		t.Errorf("background changed: %q", got)
	}
}

// scraps are texts that go wrong easily: wide, joined, combining, control,
// half a sequence.
var scraps = []string{
	"到手价 ¥289，立即购买", "abc", "购", " ", "👨‍👩‍👧1️⃣❤️👍🏽", "🇨🇳🇨", "e\u0301x", "\u0301", "नमस्ते", "\u1100\u1161\u11a8가",
	"\u1161", "\x1b[31mred\x1b[0m", "\t\n\r\n", "\xff\xe4\xb8", "\u200d\ufe0f", "…★☆♡►▲▾‹›⋯≡", "ﾊﾟ", "ก็", "\u202e\u2066bidi", "👍\u200d", "؀a", "🏽",
}

func scribble(rng *rand.Rand, c *look.Canvas, depth int) {
	rect := func() cell.Rect {
		return cell.Rect{X: rng.IntN(c.W()+8) - 4, Y: rng.IntN(c.H()+4) - 2, W: rng.IntN(c.W() + 4), H: rng.IntN(c.H() + 2)}
	}
	role := func() look.Role { return look.Role(rng.IntN(int(look.WarnLine) + 1)) }
	for range 12 {
		r := rect()
		switch rng.IntN(7) {
		case 0:
			c.Fill(r, role())
		case 1:
			other := look.NewCanvas(rng.IntN(20), rng.IntN(6), role())
			if depth > 0 {
				scribble(rng, other, 0)
			}
			c.Blit(r.X, r.Y, other, rect())
		case 2:
			if depth > 0 {
				scribble(rng, c.Sub(r), depth-1)
			}
		case 3:
			c.Dim(r, dark)
		default:
			st := look.Style{FG: role(), BG: role(), Attr: look.Attr(rng.IntN(32))}
			c.Text(r.X, r.Y, scraps[rng.IntN(len(scraps))], st)
		}
	}
}

func TestEveryRowStaysExactlyAsWide(t *testing.T) {
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 7))
		w, h := rng.IntN(40)+1, rng.IntN(10)+1
		c := look.NewCanvas(w, h, look.Surface)
		scribble(rng, c, 2)
		for name, theme := range themes() {
			rows := strings.Split(c.Render(theme), "\n")
			if len(rows) != h {
				t.Fatalf("seed %d, %s: %d rows, want %d", seed, name, len(rows), h)
			}
			for y, row := range rows {
				if a, b := ansi.StringWidth(row), ansi.StringWidthWc(row); a != w || b != w {
					t.Fatalf("seed %d, %s: row %d is %d cells by grapheme, %d by code point, want %d: %q", seed, name, y, a, b, w, ansi.Strip(row))
				}
			}
		}
	}
}

func TestPlainAgreesWithRender(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 3))
		c := look.NewCanvas(30, 8, look.Surface)
		scribble(rng, c, 1)
		var rows []string
		for row := range strings.SplitSeq(ansi.Strip(c.Render(dark)), "\n") {
			rows = append(rows, strings.TrimRight(row, " \u00a0"))
		}
		if got := c.Plain(); got != strings.Join(rows, "\n") {
			t.Fatalf("seed %d:\n%s\nwant\n%s", seed, got, strings.Join(rows, "\n"))
		}
	}
}
