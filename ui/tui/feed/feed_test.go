package feed

import (
	"slices"
	"strconv"
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

func shown(t testing.TB, change ...func(*flow.World)) session.Shown {
	return tuitest.Open(t, "native", "returning", change...).Shown().Snapshot()
}

func made(s session.Shown) screen.Screen { return New(s, flow.Spot{Place: flow.Feed}) }

// laid lays out the whole feed.
func laid(f screen.Frame, w *flow.World) ([]card, int) {
	var fall waterfall
	fall.reach(f, w, 1<<30)
	return fall.cards, fall.rows()
}

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
		cards, _ := laid(f, s.World)
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

func TestRightReachesTheOtherColumnOnALowPage(t *testing.T) {
	s := shown(t)
	for _, size := range [][2]int{{36, 14}, {36, 20}, {46, 23}, {48, 41}, {60, 14}, {60, 28}} {
		f := tuitest.Frame(size[0], size[1], words.EN, tuitest.Plain())
		cards, _ := laid(f, s.World)
		sc, _ := tuitest.Press(made(s), f, "right")
		if _, a := tuitest.Press(sc, f, "enter"); a.ID != string(cards[1].note.ID) {
			t.Errorf("%v: right opens %s", size, a)
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
		cards, rows := laid(f, s.World)
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

// crowded is the feed of a catalogue with so many notes, each under an id of its own; every third is a video.
func crowded(notes int) func(*flow.World) {
	return func(w *flow.World) {
		c := *w.Catalogue
		few := c.Notes
		c.Notes = make([]shop.Note, notes)
		for i := range c.Notes {
			c.Notes[i] = few[i%len(few)]
			c.Notes[i].ID = shop.NoteID("n-" + strconv.Itoa(i))
			if i%3 == 0 {
				c.Notes[i].Video = &shop.Video{Seconds: 65}
			}
		}
		c.Index()
		w.Catalogue = &c
	}
}

func TestAVideoCarriesItsLength(t *testing.T) {
	s := shown(t, crowded(20))
	for _, theme := range []look.Theme{tuitest.Plain(), tuitest.Dark(), look.NewTheme(look.Light, colorprofile.ANSI256, true)} {
		f := tuitest.Frame(36, 28, words.ZH, theme)
		if plain := made(s).Draw(f).Canvas.Plain(); !strings.Contains(plain, theme.Glyph("►")+" 1:05") {
			t.Error(plain)
		}
	}
}

// Only what somebody scrolled to is laid out, and nothing that was laid out moves when more is.
func TestALongFeedIsLaidOutAsFarAsItIsSeen(t *testing.T) {
	s := shown(t, crowded(5000))
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	sc := made(s)
	sc.Draw(f)
	fall := sc.(*screen.Page).View().(view).fall
	if n := len(fall.cards); n < 20 || n > 1000 {
		t.Fatalf("%d cards at first", n)
	}
	before := slices.Clone(fall.cards)
	at := ""
	for range 40 {
		sc, _ = tuitest.Press(sc, f, "end")
	}
	sc, _ = tuitest.Press(sc, f, "down")
	_, a := tuitest.Press(sc, f, "enter")
	if at = a.ID; !strings.HasPrefix(at, "n-") || len(fall.cards) < 1500 {
		t.Errorf("at %q after %d cards", at, len(fall.cards))
	}
	for i := range before {
		if before[i].at != fall.cards[i].at {
			t.Fatalf("card %d went from %v to %v", i, before[i].at, fall.cards[i].at)
		}
	}
	for range 200 {
		sc, _ = tuitest.Press(sc, f, "end")
	}
	if plain := sc.Draw(f).Canvas.Plain(); !strings.Contains(plain, "没有更多了") {
		t.Error(plain)
	}
}

// The wheel leaves the focus where it is, however far it goes.
func TestTheFocusStaysWhereTheWheelLeftIt(t *testing.T) {
	s := shown(t, crowded(5000))
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	sc, _ := tuitest.Press(made(s), f, "down")
	_, was := tuitest.Press(sc, f, "enter")
	for range 300 {
		sc, _, _ = sc.Update(screen.Wheel{Rows: 30})
		sc.Draw(f)
	}
	sc, none := tuitest.Press(sc, f, "enter") // shows it again first
	if _, a := tuitest.Press(sc, f, "enter"); none != (flow.Action{}) || a != was || a.ID == "n-0" {
		t.Errorf("%v, then %v, want %v", none, a, was)
	}
}

func TestWithoutACartThereIsNoDoorToIt(t *testing.T) {
	s := shown(t, func(w *flow.World) {
		f := *w.Flow
		f.Cart = false
		w.Flow = &f
	})
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	if plain := made(s).Draw(f).Canvas.Plain(); strings.Contains(plain, "购物车") {
		t.Error(plain)
	}
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, notes := range []int{90, 100_000} {
		b.Run(strconv.Itoa(notes), func(b *testing.B) {
			sc := made(shown(b, crowded(notes)))
			sc.Draw(f)
			b.ReportAllocs()
			for b.Loop() {
				sc.Draw(f)
			}
		})
	}
}

// BenchmarkOpen is the first picture of a feed: what a shopper waits for who comes back to it at another width.
func BenchmarkOpen(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	s := shown(b, crowded(100_000))
	made(s).Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		made(s).Draw(f)
	}
}
