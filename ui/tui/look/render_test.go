package look_test

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

func TestRenderWritesOnlyWhatChanges(t *testing.T) {
	c := look.NewCanvas(6, 2, look.Back)
	c.Text(1, 0, "价", look.Style{FG: look.Price, Attr: look.Bold})
	c.Text(4, 0, "x", look.Style{FG: look.Price})
	for _, tc := range []struct {
		profile colorprofile.Profile
		want    string
	}{
		{colorprofile.TrueColor, "\x1b[48;2;12;13;15m \x1b[1;38;2;255;77;99m价 \x1b[0;38;2;255;77;99;48;2;12;13;15mx\u00a0\x1b[m\n\x1b[48;2;12;13;15m     \u00a0\x1b[m"},
		{colorprofile.ANSI256, "\x1b[48;5;232m \x1b[1;38;5;203m价 \x1b[0;38;5;203;48;5;232mx\u00a0\x1b[m\n\x1b[48;5;232m     \u00a0\x1b[m"},
		{colorprofile.ANSI, "\x1b[49m \x1b[1;91m价 \x1b[0;91;49mx \x1b[m\n\x1b[49m      \x1b[m"},
		{colorprofile.ASCII, " \x1b[1m价 \x1b[0mx \n      "},
	} {
		if got := c.Render(look.NewTheme(look.Dark, tc.profile, false)); got != tc.want {
			t.Errorf("%v:\n%q\nwant\n%q", tc.profile, got, tc.want)
		}
	}
}

// 16 colours have two greys for five: where ink and ground fall on the same one, the ink gives way.
func TestIn16ColoursInkIsNeverItsGround(t *testing.T) {
	sgr := regexp.MustCompile(`\x1b\[([0-9;]+)mx`)
	for _, mode := range []look.Mode{look.Dark, look.Light} {
		for _, ink := range []look.Role{look.Ink, look.Ink2, look.Muted, look.Faint, look.Info, look.Price} {
			c := look.NewCanvas(1, 1, look.Raised2)
			c.Text(0, 0, "x", look.Style{FG: ink, BG: look.Raised2})
			m := sgr.FindStringSubmatch(c.Render(look.NewTheme(mode, colorprofile.ANSI, false)))
			if m == nil {
				t.Fatalf("mode %d role %d: no colour", mode, ink)
			}
			fg, bg, ok := strings.Cut(m[1], ";")
			if f, err := strconv.Atoi(fg); !ok || err != nil || strconv.Itoa(f+10) == bg {
				t.Errorf("mode %d role %d: %s on %s", mode, ink, fg, bg)
			}
		}
	}
}

func TestSoftColoursUseTheNamedPaletteEntry(t *testing.T) {
	for _, tc := range []struct {
		mode look.Mode
		role look.Role
		want string
	}{
		{look.Dark, look.Soft, "48;5;52m"}, {look.Light, look.Soft, "48;5;224m"},
		{look.Dark, look.SoftWarn, "48;5;58m"}, {look.Light, look.SoftWarn, "48;5;230m"},
		{look.Dark, look.SoftOK, "48;5;22m"}, {look.Light, look.SoftOK, "48;5;194m"},
		{look.Dark, look.Accent, "48;5;197m"}, {look.Light, look.Surface, "48;5;231m"},
	} {
		c := look.NewCanvas(1, 1, tc.role)
		if got := c.Render(look.NewTheme(tc.mode, colorprofile.ANSI256, false)); !strings.Contains(got, tc.want) {
			t.Errorf("mode %d role %d: %q, want %q in it", tc.mode, tc.role, got, tc.want)
		}
	}
}

func TestWithoutColourNoColourIsSent(t *testing.T) {
	colours := regexp.MustCompile(`\x1b\[[0-9;]*\b([34][0-9]|9[0-7]|10[0-7])\b`)
	for seed := range uint64(40) {
		c := look.NewCanvas(30, 6, look.Surface)
		scribble(rand.New(rand.NewPCG(seed, 5)), c, 1)
		for _, ascii := range []bool{false, true} {
			if got := c.Render(look.NewTheme(look.Dark, colorprofile.ASCII, ascii)); colours.MatchString(got) {
				t.Fatalf("seed %d: %q", seed, got)
			}
		}
	}
	c := look.NewCanvas(4, 1, look.Accent)
	c.Text(0, 0, "买", look.Style{FG: look.OnAccent})
	if got, want := c.Render(look.Theme{}), "\x1b[1;7m买  \x1b[m"; got != want {
		t.Errorf("accent fill %q, want %q", got, want)
	}
}

func TestRowsAreIndependent(t *testing.T) {
	for seed := range uint64(40) {
		c := look.NewCanvas(24, 5, look.Surface)
		scribble(rand.New(rand.NewPCG(seed, 9)), c, 1)
		for name, theme := range themes() {
			for row := range strings.SplitSeq(c.Render(theme), "\n") {
				i := strings.LastIndex(row, "\x1b[")
				if i >= 0 && !strings.HasPrefix(row[i:], "\x1b[m") && !strings.HasPrefix(row[i:], "\x1b[0m") {
					t.Fatalf("seed %d, %s: row keeps its style: %q", seed, name, row)
				}
			}
		}
	}
}

func TestAsciiThemeDrawsBordersInAscii(t *testing.T) {
	c := look.NewCanvas(8, 3, look.Back)
	c.Frame(c.Bounds())
	c.Text(1, 1, "●◉○★…", look.Style{})
	got := c.Render(look.NewTheme(look.Dark, colorprofile.ASCII, true))
	if want := "+------+\n|*@o*. |\n+------+"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDimGoesMostOfTheWayToBack(t *testing.T) {
	c := look.NewCanvas(2, 1, look.Surface)
	c.Text(0, 0, "a", look.Style{FG: look.Ink})
	c.Dim(cell.Rect{W: 1, H: 1}, dark)
	back := dark.Colour(look.Back)
	want := look.NewCanvas(2, 1, look.Surface)
	want.TextPaint(0, 0, "a", look.Mix(dark.Colour(look.Ink), back, 68).Paint(), look.Mix(dark.Colour(look.Surface), back, 68).Paint(), 0)
	if got := c.Render(dark); got != want.Render(dark) {
		t.Errorf("%q, want %q", got, want.Render(dark))
	}
}

// screenful is a page at its worst: pictures of single colours a cell, Chinese
// text, and many short runs.
func screenful(w, h int, t look.Theme) *look.Canvas {
	c := look.NewCanvas(w, h, look.Back)
	half := look.Scaled(gradient(288, 192), 70, h-10, t, look.Finish{})
	c.Image(cell.Rect{X: 2, Y: 2, W: 70, H: h - 10}, half)
	for y := range h {
		c.Text(74, y, "到手价 ¥289 店铺券自动算入 限时特价 余 05:42:11 屏障修护霜", look.Style{FG: look.Role(y%8 + 6)})
		look.PriceTag(c, w-12, y, int64(y)*1234, look.PriceStyle{Decimals: true})
	}
	return c
}

func BenchmarkRender140x45(b *testing.B) {
	for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256, colorprofile.ASCII} {
		b.Run(p.String(), func(b *testing.B) {
			t := look.NewTheme(look.Dark, p, false)
			c := screenful(140, 45, t)
			var buf []byte
			b.ReportAllocs()
			for b.Loop() {
				buf = c.AppendRender(buf[:0], t)
			}
			b.SetBytes(int64(len(buf)))
		})
	}
}

func BenchmarkDraw140x45(b *testing.B) {
	c := look.NewCanvas(140, 45, look.Back)
	b.ReportAllocs()
	for b.Loop() {
		c.Clear(look.Surface)
		for y := range 45 {
			c.Text(0, y, "到手价 ¥289 店铺券自动算入 限时特价 余 05:42:11 屏障修护霜 barrier cream · 跨境商品税费在结算页计算", look.Style{FG: look.Ink2})
		}
	}
}

func BenchmarkDimPage(b *testing.B) {
	for _, p := range []colorprofile.Profile{colorprofile.TrueColor, colorprofile.ANSI256} {
		b.Run(p.String(), func(b *testing.B) {
			t := look.NewTheme(look.Dark, p, false)
			page := look.NewCanvas(48, 28, look.Surface)
			page.Image(page.Bounds(), look.Scaled(gradient(288, 192), 48, 28, t, look.Finish{}))
			c := look.NewCanvas(48, 28, look.Surface)
			b.ReportAllocs()
			for b.Loop() {
				c.Blit(0, 0, page, page.Bounds())
				c.Dim(c.Bounds(), t)
			}
		})
	}
}
