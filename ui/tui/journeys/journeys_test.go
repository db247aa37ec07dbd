package journeys

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// people are the walking shopper among others, more than a low page holds.
func people(s session.Shown) []*flow.Shopper {
	say := func(zh, en string) shop.Words {
		return shop.Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(en, text.Line)}
	}
	return []*flow.Shopper{
		{ID: "new", Title: say("新用户：还没有地址", "New: no address yet"), Name: text.Clean("周一禾", text.Name), New: true},
		s.World.Shopper,
		{ID: "unbound", Title: say("第一次付款：还没有绑卡", "First payment: no card bound"), Addresses: make([]shop.Address, 1), Unbound: true},
		{ID: "far-away", Title: say("住在新疆", "Lives in Xinjiang"), Name: text.Clean("阿依", text.Name), Addresses: make([]shop.Address, 1)},
		{ID: "doubter", Title: say("犹豫", "Doubtful"), Addresses: make([]shop.Address, 3)},
		{ID: "gift-buyer", Title: say("买来送人的", "Buys for others"), Addresses: make([]shop.Address, 2)},
	}
}

func shown(t testing.TB) session.Shown {
	t.Helper()
	return tuitest.Open(t, "native", "returning").Shown().Snapshot()
}

func page(h int, l words.Lang) screen.Frame { return tuitest.Frame(48, h, l, tuitest.Dark()) }

func TestKeysChoose(t *testing.T) {
	s := shown(t)
	for _, c := range []struct {
		keys []string
		want string
	}{
		{nil, ""},
		{[]string{"enter"}, "returning"}, // the focus begins at who walks now
		{[]string{"down", "enter"}, "unbound"},
		{[]string{"up", "enter"}, "new"},
		{[]string{"j", "j", "j", "j", "enter"}, "gift-buyer"},
	} {
		next, a := tuitest.Press(New(s, people(s)), page(30, words.ZH), c.keys...)
		if got := Chosen(next); got != c.want || a.Verb != flow.None {
			t.Errorf("%v: %q and %v, want %q and no action of the shop", c.keys, got, a, c.want)
		}
	}
}

func TestAClickChooses(t *testing.T) {
	s := shown(t)
	f := page(40, words.EN)
	for _, who := range people(s) {
		if next, _ := tuitest.Click(New(s, people(s)), f, rowID(who.ID)); Chosen(next) != who.ID {
			t.Errorf("a click on %s chooses %q", who.ID, Chosen(next))
		}
	}
}

func TestItCloses(t *testing.T) {
	s := shown(t)
	f := page(30, words.ZH)
	if next, _ := tuitest.Press(New(s, people(s)), f, "S"); !next.(screen.Closing).Closed() || Chosen(next) != "" {
		t.Error("S does not close it")
	}
	if next, _ := tuitest.Click(New(s, people(s)), f, screen.Close); !next.(screen.Closing).Closed() {
		t.Error("a click on the cross does not close it")
	}
}

func TestAShopperSaysWhatMakesTheWalkAnother(t *testing.T) {
	s := shown(t)
	for l, wants := range map[words.Lang][]string{
		words.ZH: {"正在走", "周一禾 · 没有地址 · 第一次来 · new", "林小满 · 2 个地址 · returning", "1 个地址 · 没有绑卡 · unbound"},
		words.EN: {"walking now", "周一禾 · no address · first visit · new", "林小满 · 2 addresses · returning", "1 address · no card bound · unbound"},
	} {
		plain := New(s, people(s)).Draw(page(40, l)).Canvas.Plain()
		for _, want := range wants {
			if !strings.Contains(plain, want) {
				t.Errorf("%s: no %q in\n%s", l, want, plain)
			}
		}
		if n := strings.Count(plain, words.Say(l, "journeys.current")); n != 1 {
			t.Errorf("%s: %d shoppers walk now", l, n)
		}
	}
}

func TestWhoWalksIsMarkedWithoutColour(t *testing.T) {
	s := shown(t)
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI} {
		f := tuitest.Frame(48, 30, words.EN, look.NewTheme(look.Dark, profile, true))
		plain := New(s, people(s)).Draw(f).Canvas.Plain()
		if strings.Count(plain, "[x]") != 1 || strings.Count(plain, "[ ]") != len(people(s))-1 {
			t.Errorf("%v:\n%s", profile, plain)
		}
	}
}

func TestEveryShopperCanBeReachedOnALowPage(t *testing.T) {
	s := shown(t)
	f := page(14, words.EN)
	seen := map[string]bool{}
	list, _ := tuitest.Press(New(s, people(s)), f, "home", "up", "up")
	for range people(s) {
		chosen, _ := tuitest.Press(list, f, "enter")
		if Chosen(chosen) == "" { // scrolled away: shown first
			chosen, _ = tuitest.Press(list, f, "enter", "enter")
		}
		seen[Chosen(chosen)] = true
		list, _ = tuitest.Press(list, f, "down")
	}
	if len(seen) < len(people(s)) {
		t.Errorf("only %v can be chosen", seen)
	}
}

func TestNobodyIsChosenOnOtherScreens(t *testing.T) {
	if got := Chosen(nil); got != "" {
		t.Errorf("nothing chooses %q", got)
	}
}

func TestGolden(t *testing.T) {
	s := shown(t)
	for _, l := range []words.Lang{words.ZH, words.EN} {
		tuitest.Golden(t, "journeys-48x27-"+l.String(), New(s, people(s)).Draw(page(27, l)).Canvas.Plain())
	}
}

func TestFits(t *testing.T) {
	s := shown(t)
	tuitest.Fits(t, func() screen.Screen { return New(s, people(s)) })
	tuitest.Fits(t, func() screen.Screen { return New(s, nil) })
}
