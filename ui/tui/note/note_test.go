package note

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

const two = "oily-skin-empties" // a note with two tags and three pictures

func shown(t testing.TB, id string) session.Shown {
	return tuitest.Walk(t, tuitest.Open(t, "native", "returning"), flow.Action{Verb: flow.OpenNote, ID: id})
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func tap(verb flow.Verb, id string) flow.Action { return flow.Action{Verb: verb, ID: id} }

func TestKeys(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		keys []string
		want flow.Action
	}{
		{[]string{"enter"}, tap(flow.TapTag, "lip-tint")},
		{[]string{"down", "enter"}, tap(flow.TapTag, "cushion")},
		{[]string{"down", "down", "enter"}, tap(flow.TapCard, "lip-tint")},
		{[]string{"b"}, tap(flow.TapCard, "lip-tint")},
		{[]string{"shift+tab", "shift+tab", "enter"}, tap(flow.Back, "")},
	} {
		if _, got := tuitest.Press(made(s), f, c.keys...); got != c.want {
			t.Errorf("%v: %v, want %v", c.keys, got, c.want)
		}
	}
}

func TestClicks(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for target, want := range map[string]flow.Action{
		tagID("lip-tint"): tap(flow.TapTag, "lip-tint"), tagID("cushion"): tap(flow.TapTag, "cushion"),
		cardID("lip-tint"): tap(flow.TapCard, "lip-tint"), cardID("cushion"): tap(flow.TapCard, "cushion"),
		cartID: tap(flow.OpenCart, ""), screen.BackID: tap(flow.Back, ""),
	} {
		if _, got := tuitest.Click(made(s), f, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}

func TestTheCarouselGoesRound(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	for _, c := range []struct{ keys, want string }{
		{"", "[图 1/3]"}, {"right", "[图 2/3]"}, {"left", "[图 3/3]"}, {"right right right", "[图 1/3]"},
	} {
		sc, _ := tuitest.Press(made(s), f, strings.Fields(c.keys)...)
		if plain := sc.Draw(f).Canvas.Plain(); !strings.Contains(plain, c.want) {
			t.Errorf("%s: no %s in\n%s", c.keys, c.want, plain)
		}
	}
	sc, a := tuitest.Click(made(s), f, pictureID)
	if plain := sc.Draw(f).Canvas.Plain(); a != (flow.Action{}) || !strings.Contains(plain, "[图 2/3]") {
		t.Errorf("a click on the picture: %v", a)
	}
}

func TestAPaidPartnershipSaysSo(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, paid := range []bool{false, true} {
		s.World.Note(two).Paid = paid
		if has := strings.Contains(made(s).Draw(f).Canvas.Plain(), "合作 · 品牌付费"); has != paid {
			t.Errorf("paid %v: label %v", paid, has)
		}
	}
}

func TestANoteOfAShopperCarriesNameAndTag(t *testing.T) {
	s := shown(t, two)
	s.World.Shared.Notes = []shop.Note{{
		ID: "N1000001", Author: shop.AuthorID(s.World.Shopper.ID), Title: shop.Words{ZH: text.Clean("真实回购", text.Title)},
		Tags: []shop.ProductID{"lip-tint"}, Aspect: "1:1", Posted: s.Now,
	}}
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	sc := New(s, flow.Spot{Place: flow.Note, Subject: "N1000001"})
	plain := sc.Draw(f).Canvas.Plain()
	for _, want := range []string{"林小满", "买家", "刚刚", "还没有评论", "水雾唇釉"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %s in\n%s", want, plain)
		}
	}
}

func TestWhatIsGoneIsACalmLine(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	sc := New(s, flow.Spot{Place: flow.Note, Subject: "no-such"})
	if plain := sc.Draw(f).Canvas.Plain(); !strings.Contains(plain, "不在了") {
		t.Error(plain)
	}
	if _, a := tuitest.Press(sc, f, "enter"); a.Verb != flow.Back {
		t.Errorf("enter: %v", a)
	}
	s.World.Note(two).Tags = []shop.ProductID{"no-such"}
	if _, a := tuitest.Press(made(s), f, "b"); a != (flow.Action{}) {
		t.Errorf("b: %v", a)
	}
}

func TestPicture(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "note-48x28", made(shown(t, two)).Draw(f).Canvas.Plain())
}

func TestFitsEverySize(t *testing.T) {
	s := shown(t, "gym-bag-three")
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(shown(b, two))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}
