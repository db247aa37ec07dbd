package dashboard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func stand(t testing.TB) session.Shown {
	t.Helper()
	return tuitest.Open(t, "native", "returning").Shown().Snapshot()
}

// opened is the panel with the report of the sample.
func opened(t testing.TB) screen.Screen {
	t.Helper()
	s := stand(t)
	return put(t, s, sample(t, s.World), "")
}

func put(t testing.TB, s session.Shown, r *measure.Report, failed string) screen.Screen {
	t.Helper()
	d, ok := Put(New(s, 1), s, 1, r, failed)
	if !ok {
		t.Fatal("the panel does not take its report")
	}
	return d
}

// sizes are those of the panel on the four terminals that are looked at: 60×30, 80×24, 100×32, 140×45.
var sizes = [][2]int{{60, 28}, {80, 23}, {100, 30}, {140, 43}}

func TestGolden(t *testing.T) {
	d := opened(t)
	for _, size := range sizes {
		for _, l := range []words.Lang{words.ZH, words.EN} {
			for tab := range tabs {
				f := tuitest.Frame(size[0], size[1], l, tuitest.Dark())
				shown, _ := tuitest.Press(d, f, itoa(tab+1))
				tuitest.Golden(t, fmt.Sprintf("tab%d-%dx%d-%s", tab+1, size[0], size[1], l), shown.Draw(f).Canvas.Plain())
			}
		}
	}
	f := tuitest.Frame(140, 43, words.Both, tuitest.Dark())
	brand, _ := tuitest.Press(d, f, "right", "right")
	tuitest.Golden(t, "brand-140x43-both", brand.Draw(f).Canvas.Plain())
}

// states are the panel in all its states.
func states(t testing.TB) map[string]func() screen.Screen {
	t.Helper()
	s := stand(t)
	full := sample(t, s.World)
	none := measure.NewReport(measure.Ledger{}, &measure.Query{Rule: measure.Usual()}, &measure.Market{Catalogue: s.World.Catalogue})
	return map[string]func() screen.Screen{
		"counting": func() screen.Screen { return New(s, 1) },
		"failed":   func() screen.Screen { return put(t, s, nil, "read tallies: the disk is gone") },
		"empty":    func() screen.Screen { return put(t, s, none, "") },
		"full":     func() screen.Screen { return put(t, s, full, "") },
	}
}

func TestThePanelWithoutNumbersSaysWhy(t *testing.T) {
	for name, want := range map[string][]string{
		"counting": {"正在汇总"},
		"failed":   {"没有读到数据", "read tallies: the disk is gone"},
		"empty":    {"还没有数据", "tagtap simulate", "tagtap run loop"},
	} {
		plain := states(t)[name]().Draw(tuitest.Frame(46, 23, words.ZH, tuitest.Dark())).Canvas.Plain()
		for _, w := range want {
			if !strings.Contains(strings.ReplaceAll(plain, "\n", " "), w) {
				t.Errorf("%s: no %q in\n%s", name, w, plain)
			}
		}
		tuitest.Golden(t, name+"-46x23-zh", plain)
	}
}

// Each tab and brand is exact to the cell at every size, in every language, with every set of colours.
func TestFits(t *testing.T) {
	for name, made := range states(t) {
		if name == "full" {
			tuitest.Fits(t, made)
		}
		themes := []look.Theme{tuitest.Dark(), tuitest.Plain(), look.NewTheme(look.Light, colorprofile.ANSI, true)}
		for tab := range tabs {
			for i, w := range []int{36, 46, 79, 91, 92, 119, 120, 160} {
				l := [...]words.Lang{words.ZH, words.EN, words.Both}[(i+tab)%3]
				f := tuitest.Frame(w, 14+(i*7+tab*5)%47, l, themes[(i+2*tab)%len(themes)])
				keys := []string{itoa(tab + 1)}
				for range i % 4 {
					keys = append(keys, "right")
				}
				d, _ := tuitest.Press(made(), f, keys...)
				for range 4 {
					fits(t, fmt.Sprintf("%s tab %d %dx%d %s", name, tab+1, w, f.H, l), d.Draw(f), f)
					d, _ = tuitest.Press(d, f, "pgdown")
				}
			}
		}
	}
}

func fits(t *testing.T, where string, pic screen.Picture, f screen.Frame) {
	t.Helper()
	lines := strings.Split(pic.Canvas.Plain(), "\n")
	if len(lines) != f.H || pic.Canvas.W() != f.W {
		t.Fatalf("%s: %d rows of %d", where, len(lines), pic.Canvas.W())
	}
	for _, line := range lines {
		if cell.Width(line) > f.W || strings.ContainsAny(line, "{}") || strings.Contains(line, "‹dashboard.") || strings.Contains(line, "‹sales.") ||
			strings.Contains(line, "‹report.") {
			t.Fatalf("%s: %q", where, line)
		}
	}
	for _, hit := range pic.Hits {
		if r := hit.Rect; r.X < 0 || r.Y < 0 || r.Right() > f.W || r.Bottom() > f.H {
			t.Fatalf("%s: %s is off the panel: %v", where, hit.Target, r)
		}
	}
}

// Nothing in the panel is an action of the shop, and each key goes where it says.
func TestKeys(t *testing.T) {
	f := tuitest.Frame(80, 23, words.EN, tuitest.Dark())
	for _, c := range []struct {
		keys    []string
		at, tab int
	}{
		{nil, 0, 0},
		{[]string{"right"}, 1, 0},
		{[]string{"l", "l", "h"}, 1, 0},
		{[]string{"left"}, -1, 0},
		{[]string{"right", "left"}, 0, 0},
		{[]string{"tab"}, 0, 1},
		{[]string{"tab", "tab", "shift+tab"}, 0, 1},
		{[]string{"shift+tab"}, 0, tabGoods},
		{[]string{"3", "right"}, 1, tabFunnel},
		{[]string{"5", "tab"}, 0, 0},
	} {
		d := opened(t)
		for _, k := range c.keys {
			var a flow.Action
			if d, a = tuitest.Press(d, f, k); a.Verb != flow.None {
				t.Errorf("%v: %s is done", c.keys, a)
			}
		}
		v := d.(*screen.Page).View().(View)
		if want := (c.at + len(v.brands)) % len(v.brands); v.at != want || v.tab != c.tab {
			t.Errorf("%v: brand %d, tab %d; want %d and %d", c.keys, v.at, v.tab, want, c.tab)
		}
	}
}

func TestClicks(t *testing.T) {
	f := tuitest.Frame(140, 43, words.ZH, tuitest.Dark())
	d := opened(t)
	for _, hit := range d.Draw(f).Hits {
		next, a := tuitest.Click(d, f, hit.Target)
		if a.Verb != flow.None {
			t.Errorf("a click on %s does %s", hit.Target, a)
		}
		p := next.(*screen.Page)
		v := p.View().(View)
		moved := v.at != 0 || v.tab != 0 || p.Closed()
		if still := hit.Target == brandID+"0" || hit.Target == tabID+"1"; moved == still {
			t.Errorf("a click on %s: brand %d, tab %d, closed %v", hit.Target, v.at, v.tab, p.Closed())
		}
	}
}

func TestAnotherTabBeginsAtItsTop(t *testing.T) {
	f := tuitest.Frame(46, 23, words.ZH, tuitest.Dark())
	d, _ := tuitest.Press(opened(t), f, "4", "pgdown", "pgdown")
	far := d.Draw(f).Canvas.Plain()
	if strings.Contains(far, words.Say(words.ZH, "sales.sources")+" ") {
		t.Fatalf("the page down leads nowhere:\n%s", far)
	}
	d, _ = tuitest.Press(d, f, "5")
	if plain := d.Draw(f).Canvas.Plain(); !strings.Contains(plain, words.Say(words.ZH, "sales.products")) {
		t.Errorf("the tab does not begin at its top:\n%s", plain)
	}
}

// A brand's rows are those of its own products and of the notes that tag one; they add up.
func TestABrandHasItsOwnRows(t *testing.T) {
	s := stand(t)
	r := sample(t, s.World)
	all := brandsOf(s.World, r)
	if len(all) != 1+len(s.World.Catalogue.Shops) {
		t.Fatalf("%d brands of %d shops", len(all)-1, len(s.World.Catalogue.Shops))
	}
	products, goods := 0, all[0].sum.GMV
	for _, b := range all[1:] {
		products += len(b.products)
		goods -= b.sum.GMV
		for _, p := range b.products {
			if at := s.World.Catalogue.Product(shop.ProductID(p.ID)); at.Shop != b.shop.ID {
				t.Errorf("%s is of %s, not of %s", p.ID, at.Shop, b.shop.ID)
			}
		}
		if len(b.cadence) != 1 || b.cadence[0].Shop != string(b.shop.ID) {
			t.Errorf("%s: cadence %v", b.shop.ID, b.cadence)
		}
	}
	if products != len(r.Products) || goods != 0 {
		t.Errorf("the brands have %d products of %d, and %s is left", products, len(r.Products), goods)
	}
}

// What the records know for all brands together only is never shown as one brand's.
func TestWhatIsOfTheWholeStoreSaysSo(t *testing.T) {
	f := tuitest.Frame(46, 60, words.ZH, tuitest.Dark())
	for tab, sections := range map[string]int{"1": 1, "2": 1, "3": 2, "4": 1, "5": 1} {
		all, _ := tuitest.Press(opened(t), f, tab)
		one, _ := tuitest.Press(opened(t), f, tab, "right")
		mark := words.Say(words.ZH, "dashboard.store")
		if n := strings.Count(all.Draw(f).Canvas.Plain(), mark); n != 0 {
			t.Errorf("tab %s of all brands says it %d times", tab, n)
		}
		if tab == "4" || tab == "5" {
			one, _ = tuitest.Press(one, f, "end")
		}
		if plain := one.Draw(f).Canvas.Plain(); strings.Count(plain, mark) < sections {
			t.Errorf("tab %s of one brand does not say it:\n%s", tab, plain)
		}
	}
}

// A report that comes too late, or for another opening, changes nothing.
func TestAReportOfAnotherOpeningIsNotTaken(t *testing.T) {
	s := stand(t)
	r := sample(t, s.World)
	if _, ok := Put(New(s, 2), s, 1, r, ""); ok {
		t.Error("the report of the first opening is shown in the second")
	}
	if _, ok := Put(put(t, s, r, ""), s, 1, nil, "late"); ok {
		t.Error("a panel takes two reports")
	}
	if _, ok := Put(screen.NewSheet(View{}, s, ""), s, 1, r, ""); ok {
		t.Error("another panel takes it")
	}
}

func BenchmarkDraw140x43(b *testing.B) {
	d := opened(b)
	for _, tab := range []string{"1", "2", "3", "4", "5"} {
		b.Run(tab, func(b *testing.B) {
			f := tuitest.Frame(140, 43, words.ZH, tuitest.Dark())
			d, _ := tuitest.Press(d, f, tab)
			b.ReportAllocs()
			for b.Loop() {
				d.Draw(f)
			}
		})
	}
}
