package feed

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

func shown(t testing.TB, change ...func(*flow.World)) session.Shown {
	return tuitest.Open(t, "native", "returning", change...).Shown().Snapshot()
}

func made(s session.Shown) screen.Screen { return New(s, flow.Spot{Place: flow.Feed}) }

func TestKeys(t *testing.T) {
	s := shown(t)
	first := flow.Feeds(s.World)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		keys []string
		want flow.Action
	}{
		{[]string{"enter"}, flow.Action{Verb: flow.OpenNote, ID: string(first[0])}},
		{[]string{"right", "enter"}, flow.Action{Verb: flow.OpenNote, ID: string(first[1])}},
		{[]string{"right", "left", "enter"}, flow.Action{Verb: flow.OpenNote, ID: string(first[0])}},
		{[]string{"down", "up", "enter"}, flow.Action{Verb: flow.OpenNote, ID: string(first[0])}},
		{[]string{"o"}, flow.Action{Verb: flow.OpenOrders}},
	} {
		if _, got := tuitest.Press(made(s), f, c.keys...); got != c.want {
			t.Errorf("%v: %v, want %v", c.keys, got, c.want)
		}
	}
}

func TestDownStaysInItsColumnToTheLastCard(t *testing.T) {
	s := shown(t)
	for _, size := range [][2]int{{36, 14}, {46, 23}, {48, 41}, {60, 28}} {
		f := tuitest.Frame(size[0], size[1], words.ZH, tuitest.Plain())
		cards, _ := waterfall(f, s.World)
		var column []string
		for _, c := range cards {
			if c.at.X == cards[0].at.X {
				column = append(column, string(c.note.ID))
			}
		}
		sc := made(s)
		_, at := tuitest.Press(sc, f, "enter")
		for i, want := range column[1:] {
			before := at
			for range 3 { // a card that is higher than the window is scrolled through first
				if at == before {
					sc, _ = tuitest.Press(sc, f, "down")
					_, at = tuitest.Press(sc, f, "enter")
				}
			}
			if at.ID != want {
				t.Fatalf("%v: after card %d comes %s, want %s", size, i, at.ID, want)
			}
		}
	}
}

func TestClicks(t *testing.T) {
	s := shown(t)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	first := string(flow.Feeds(s.World)[0])
	for target, want := range map[string]flow.Action{
		cardID(first): {Verb: flow.OpenNote, ID: first}, cartID: {Verb: flow.OpenCart}, ordersID: {Verb: flow.OpenOrders},
	} {
		if _, got := tuitest.Click(made(s), f, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}

func TestCardsGoToTheShorterColumnAndNeverOverlap(t *testing.T) {
	s := shown(t)
	for w := 36; w <= 60; w++ {
		f := tuitest.Frame(w, 28, words.EN, tuitest.Plain())
		cards, rows := waterfall(f, s.World)
		if len(cards) != len(flow.Feeds(s.World)) {
			t.Fatalf("width %d: %d cards", w, len(cards))
		}
		for i, c := range cards {
			if c.at.X < 1 || c.at.Right() > w-1 || c.at.Bottom() > rows {
				t.Errorf("width %d: card %d at %v of %d rows", w, i, c.at, rows)
			}
			for _, d := range cards[:i] {
				if r := c.at.Intersect(d.at); r.W > 0 {
					t.Errorf("width %d: %s covers %s", w, c.note.ID, d.note.ID)
				}
				if d.at.Y > c.at.Y {
					t.Errorf("width %d: %s lies above an earlier card", w, c.note.ID)
				}
			}
		}
	}
}

func TestPictureRowsFollowTheAspect(t *testing.T) {
	for _, c := range []struct {
		width  int
		aspect string
		want   int
	}{{22, "3:4", 14}, {22, "1:1", 11}, {22, "4:3", 9}, {16, "4:3", 6}, {10, "1:1", 6}, {22, "", 11}} {
		if got := pictureRows(c.width, c.aspect); got != c.want {
			t.Errorf("%d %s: %d rows, want %d", c.width, c.aspect, got, c.want)
		}
	}
}

func TestAPublishedNoteComesFirstUnderItsShoppersName(t *testing.T) {
	s := shown(t)
	s.World.Shared.Notes = []shop.Note{{
		ID: "N1000001", Author: shop.AuthorID(s.World.Shopper.ID), Title: shop.Words{ZH: text.Clean("真实回购", text.Title)},
	}}
	s.State.Notes = []shop.NoteID{"N1000001"}
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	sc := made(s)
	plain := sc.Draw(f).Canvas.Plain()
	for _, want := range []string{"真实回购", "林小满", "你刚发布"} {
		if !strings.Contains(plain, want) {
			t.Errorf("%s is not on the page:\n%s", want, plain)
		}
	}
	if _, a := tuitest.Press(sc, f, "enter"); a.ID != "N1000001" {
		t.Errorf("first is %s", a.ID)
	}
}

func TestOnlyWhatIsSeenIsPainted(t *testing.T) {
	s := shown(t)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	made(s).Draw(f)
	if kept := f.Pictures.Kept(); kept > 6*22*14*2 {
		t.Errorf("%d pixels were scaled", kept)
	}
}

func TestAnEmptyFeedIsCalm(t *testing.T) {
	s := shown(t, func(w *flow.World) { w.Catalogue = &shop.Catalogue{}; w.Catalogue.Index() })
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	sc := made(s)
	if plain := sc.Draw(f).Canvas.Plain(); !strings.Contains(plain, "还没有笔记") {
		t.Error(plain)
	}
	if _, a := tuitest.Press(sc, f, "enter"); a.Verb != flow.OpenCart {
		t.Errorf("enter: %v", a)
	}
}

func TestPicture(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "feed-48x28", made(shown(t)).Draw(f).Canvas.Plain())
}

func TestFitsEverySize(t *testing.T) {
	s := shown(t)
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(shown(b))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}
