package look_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

func TestMoneyIsSplitExactly(t *testing.T) {
	for _, tc := range []struct {
		fen         int64
		full, short string
	}{
		{0, "¥0.00", "¥0"},
		{5, "¥0.05", "¥0.05"},
		{28900, "¥289.00", "¥289"},
		{12990, "¥129.90", "¥129.9"},
		{12905, "¥129.05", "¥129.05"},
		{-3000, "−¥30.00", "−¥30"},
		{-5, "−¥0.05", "−¥0.05"},
		{-9223372036854775808, "−¥92233720368547758.08", "−¥92233720368547758.08"},
	} {
		if got := look.Money(tc.fen, true); got != tc.full {
			t.Errorf("Money(%d, true) = %q, want %q", tc.fen, got, tc.full)
		}
		if got := look.Money(tc.fen, false); got != tc.short {
			t.Errorf("Money(%d, false) = %q, want %q", tc.fen, got, tc.short)
		}
	}
}

func TestPricesTakeTheWidthOfTheirText(t *testing.T) {
	for _, fen := range []int64{0, 5, 28900, 12990, -3000, 12345678} {
		for _, decimals := range []bool{false, true} {
			c := look.NewCanvas(40, 3, look.Surface)
			if got, want := look.PriceTag(c, 0, 0, fen, look.PriceStyle{Decimals: decimals}), cell.Width(look.Money(fen, decimals)); got != want {
				t.Errorf("%d: price takes %d cells, text %d", fen, got, want)
			}
			if got, want := look.FigurePrice(c, 0, 0, fen, decimals, look.Ink), look.FigurePriceWidth(fen, decimals); got != want {
				t.Errorf("%d: figure takes %d cells, measured %d", fen, got, want)
			}
			look.PriceRight(c, 40, 1, fen, look.PriceStyle{Decimals: decimals})
			if row := strings.Split(c.Plain(), "\n")[1]; cell.Width(row) != 40 {
				t.Errorf("%d: right-aligned price ends at %d", fen, cell.Width(row))
			}
		}
	}
}

func TestNumeralsAreThreeRowsOfHalfBlocks(t *testing.T) {
	c := look.NewCanvas(20, 3, look.Surface)
	if got := look.Figure(c, 0, 0, "4.9", look.Ink); got != 9 || look.FigureWidth("4.9") != 9 {
		t.Errorf("width %d, measured %d, want 9", got, look.FigureWidth("4.9"))
	}
	if got, want := c.Plain(), "█ █   █▀█\n▀▀█   ▀▀█\n  ▀ ▀ ▀▀▀"; got != want {
		t.Errorf("drawn\n%s\nwant\n%s", got, want)
	}
}

func TestTraceBarsCompareBetweenScreens(t *testing.T) {
	for _, tc := range []struct {
		ms   int64
		want int
	}{{-5, 0}, {0, 0}, {100, 1}, {1300, 2}, {1900, 3}, {2400, 3}, {3800, 5}, {4900, 7}, {6900, 10}, {7000, 10}, {60_000, 10}} {
		c := look.NewCanvas(20, 1, look.Surface)
		if got := look.TraceBar(c, 0, 0, tc.ms); got != tc.want || cell.Width(c.Plain()) != tc.want {
			t.Errorf("%d ms: %d cells, want %d", tc.ms, got, tc.want)
		}
	}
}

func TestWaterfallBarStaysOnItsScale(t *testing.T) {
	for _, tc := range []struct {
		from, to, most int64
		want           string
	}{
		{0, 100, 100, "██████████"},
		{50, 100, 100, "     █████"},
		{55, 60, 100, "     ▐"},
		{50, 55, 100, "     ▌"},
		{65, 45, 100, "    ▐█▌"},
		{100, 100, 100, ""},
		{99, 100, 100, "         ▐"},
		{0, 1, 1_000_000, "▌"},
		{999_999, 1_000_000, 1_000_000, "         ▐"},
		{-50, 500, 100, "██████████"},
		{0, 1, 0, ""},
	} {
		c := look.NewCanvas(10, 1, look.Surface)
		look.WaterfallBar(c, dark, 0, 0, 10, tc.from, tc.to, tc.most, look.Ink2)
		if got := c.Plain(); got != tc.want {
			t.Errorf("%d to %d of %d: %q, want %q", tc.from, tc.to, tc.most, got, tc.want)
		}
	}
}

func TestTapsLandOnWhatIsDrawn(t *testing.T) {
	for name, theme := range themes() {
		t.Run(name, func(t *testing.T) {
			c := look.NewCanvas(60, 6, look.Surface)
			if got, want := look.Button(c, theme, cell.Rect{X: 2, Y: 1, H: 3}, "立即购买", look.Primary, false), (cell.Rect{X: 2, Y: 1, W: 12, H: 3}); got != want {
				t.Errorf("button %v, want %v", got, want)
			}
			chip := look.Chip(c, theme, 20, 1, "50ml", look.Chosen, false)
			if want := (cell.Rect{X: 20, Y: 1, W: 6, H: 1}); chip != want {
				t.Errorf("chip %v, want %v", chip, want)
			}
			s := look.Stepper(c, theme, 30, 1, 2, 1, 5, false)
			if !s.Minus.Contains(31, 1) || !s.Number.Contains(34, 1) || !s.Plus.Contains(37, 1) || s.All.W != look.StepperWidth {
				t.Errorf("stepper %+v", s)
			}
			hits := look.HintLine(c, theme, cell.Rect{X: 2, Y: 5, W: 40, H: 1}, []look.Hint{{Key: "↵", Word: "打开"}, {Key: "c", Word: "购物车"}, {Key: "x", Word: "太长的一个词放不下了"}}, look.Hint{Key: "q", Word: "退出"})
			if len(hits) != 3 || hits[2].Right() != 42 {
				t.Errorf("hints %v", hits)
			}
		})
	}
}

func TestNoFactHangsOnColour(t *testing.T) {
	plain := look.NewTheme(look.Dark, colorprofile.ASCII, false)
	c := look.NewCanvas(30, 4, look.Surface)
	look.Button(c, plain, cell.Rect{}, "立即购买", look.Primary, false)
	look.Button(c, plain, cell.Rect{X: 14}, "收藏", look.Secondary, true)
	look.Tick(c, plain, 1, 1, true, false)
	look.Tick(c, plain, 6, 1, false, false)
	look.Chip(c, plain, 10, 1, "50ml", look.Chosen, false)
	if got, want := c.Plain(), "[ 立即购买 ]  [►收藏 ]\n[x]  [ ]  [50ml]\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := c.Render(plain); !strings.Contains(got, "\x1b[1;7m[ 立即购买 ]") || !strings.Contains(got, "[50ml]") {
		t.Errorf("the thing to tap next is not reversed: %q", got)
	}
}

func TestGoodAndBadNewsHaveMarksOfTheirOwn(t *testing.T) {
	for name, theme := range themes() {
		seen := map[string]look.NoticeKind{}
		for _, kind := range []look.NoticeKind{look.Good, look.Caution, look.Bad} {
			c := look.NewCanvas(20, 1, look.Surface)
			look.Notice(c, theme, 0, 0, 20, "text", kind)
			c.Render(theme)
			mark := strings.ToLower(strings.TrimSuffix(strings.TrimSpace(c.Plain()), " text"))
			if other, twice := seen[mark]; twice || mark == "" {
				t.Errorf("%s: %d and %d are both marked %q", name, other, kind, mark)
			}
			seen[mark] = kind
		}
	}
}

func TestSixteenColoursAreThoseOfTheConsole(t *testing.T) {
	for _, mode := range []look.Mode{look.Dark, look.Light} {
		theme := look.NewTheme(mode, colorprofile.ANSI, false)
		c := look.NewCanvas(40, 3, look.Surface)
		look.Notice(c, theme, 0, 0, 40, "saved", look.Good)
		look.Notice(c, theme, 0, 1, 40, "sold out", look.Bad)
		look.Button(c, theme, cell.Rect{Y: 2}, "Buy now", look.Primary, false)
		got := c.Render(theme)
		if strings.Contains(got, "38;2;") || strings.Contains(got, "48;") {
			t.Errorf("soft colours: %q", got)
		}
		if !strings.Contains(c.Plain(), "[ Buy now ]") || !strings.Contains(got, "\x1b[") {
			t.Errorf("the accent is not told apart: %q", got)
		}
	}
}

func TestRowMeasuresTheFactFirst(t *testing.T) {
	c := look.NewCanvas(24, 1, look.Surface)
	look.Row{Label: "发货", LabelW: look.LabelZH, Value: "杭州保税仓发货", Fact: "包邮", Chevron: true}.Draw(c, dark, 0, 0, 24)
	if got, want := c.Plain(), "发货  杭州保税… 包邮 ›"; cell.Width(got) != 24 || !strings.HasPrefix(got, "发货  杭州保税") || !strings.HasSuffix(got, " 包邮 ›") {
		t.Errorf("%q, want like %q", got, want)
	}
	for w := range 30 {
		c := look.NewCanvas(w, 1, look.Surface)
		look.Row{Label: "发货", LabelW: look.LabelZH, Value: "杭州保税仓发货", Fact: "包邮", Chevron: true}.Draw(c, dark, 0, 0, w)
		if got := cell.Width(c.Plain()); got > w {
			t.Errorf("%d columns: row takes %d", w, got)
		}
	}
}

func TestSheetKeepsThePictureBehindItsRoundedTop(t *testing.T) {
	c := look.NewCanvas(12, 6, look.Surface)
	im := look.Scaled(gradient(288, 192), 12, 6, dark, look.Finish{})
	c.Image(c.Bounds(), im)
	look.Sheet(c, dark, cell.Rect{Y: 3, W: 12, H: 3})
	if got, want := c.Plain(), "▀▀▀▀▀▀▀▀▀▀▀▀\n▀▀▀▀▀▀▀▀▀▀▀▀\n▀▄▄▄▄▄▄▄▄▄▄▀\n   ━━━━━━\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDerivedRolesLieHalfWay(t *testing.T) {
	for _, mode := range []look.Mode{look.Dark, look.Light} {
		theme := look.NewTheme(mode, colorprofile.TrueColor, false)
		for _, tc := range []struct{ role, from, to look.Role }{
			{look.Border, look.Line, look.Faint}, {look.Keypad, look.Raised, look.Back}, {look.WarnLine, look.Warn, look.Back},
		} {
			if got, want := theme.Colour(tc.role), theme.Toward(tc.from, tc.to, 50); got != want {
				t.Errorf("mode %d role %d: %v, want %v", mode, tc.role, got, want)
			}
		}
	}
}
