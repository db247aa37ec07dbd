package video

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// clip is a note of the built-in catalogue with two tags and three pictures; here it is a video of 38 seconds.
const clip = "oily-skin-empties"

func said(at int, zh, en string) shop.Caption {
	return shop.Caption{At: at, Text: shop.Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(en, text.Line)}}
}

func filmed(change ...func(*shop.Note)) func(*flow.World) {
	return func(w *flow.World) {
		c := *w.Catalogue
		c.Notes = slices.Clone(c.Notes)
		for i := range c.Notes {
			if n := &c.Notes[i]; n.ID == clip {
				n.Video = &shop.Video{
					Seconds: 38,
					Captions: []shop.Caption{
						said(0, "先看空瓶，每一个都用到见底", "Empties first, every one of them to the very last drop, no cheating"),
						said(13, "气垫见铁皮了", "The cushion is down to its tin"), said(30, "缺点在后面", "Faults come last"),
					},
					Cards: []shop.Card{{Product: "lip-tint", From: 10, To: 20}, {Product: "cushion", From: 24, To: 38}},
				}
				for _, f := range change {
					f(n)
				}
			}
		}
		c.Index()
		w.Catalogue = &c
	}
}

// at opens the clip and lets so many seconds of it play.
func at(t testing.TB, seconds int, change ...func(*flow.World)) session.Shown {
	s := tuitest.Open(t, "native", "returning", append([]func(*flow.World){filmed()}, change...)...)
	shown := tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: clip})
	if shown.State.Place() != flow.Video {
		t.Fatalf("at %s", shown.State.Place())
	}
	shown.Now = shown.State.Video.Since.Add(time.Duration(seconds) * time.Second)
	for {
		when, what, ok := flow.Due(shown.World, shown.State)
		if !ok || when > shown.Now {
			return shown
		}
		state, _ := flow.Step(shown.World, when, *shown.State, what)
		shown.State = &state
	}
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Page()) }

func tap(verb flow.Verb, id string) flow.Action { return flow.Action{Verb: verb, ID: id} }

func plain(s session.Shown, f screen.Frame) string { return made(s).Draw(f).Canvas.Plain() }

func TestKeys(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		second int
		keys   string
		want   flow.Action
	}{
		{0, "enter", tap(flow.TapCard, "lip-tint")},
		{0, "b", tap(flow.TapCard, "lip-tint")},
		{0, "o", flow.Action{}},
		{12, "o", tap(flow.TapTag, "lip-tint")},
		{22, "o", flow.Action{}},
		{26, "o", tap(flow.TapTag, "cushion")},
		{12, "up enter", tap(flow.TapTag, "lip-tint")},
		{12, "b", tap(flow.TapCard, "lip-tint")},
		{0, "down enter", tap(flow.TapCard, "cushion")},
		{0, "v", tap(flow.Like, "")},
		{0, "s", tap(flow.SaveNote, "")},
		{0, "a", tap(flow.AskLink, "")},
		{0, "y", tap(flow.ShareNote, "")},
		{12, "i o b enter", flow.Action{Verb: flow.WriteComment, Words: text.Clean("ob", text.Line)}},
	} {
		if _, got := tuitest.Press(made(at(t, c.second)), f, strings.Fields(c.keys)...); got != c.want {
			t.Errorf("second %d: %s: %v, want %v", c.second, c.keys, got, c.want)
		}
	}
}

func TestClicks(t *testing.T) {
	s := at(t, 12)
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for target, want := range map[string]flow.Action{
		tagID: tap(flow.TapTag, "lip-tint"), post.CardID("lip-tint"): tap(flow.TapCard, "lip-tint"),
		post.CardID("cushion"): tap(flow.TapCard, "cushion"), post.LikeID: tap(flow.Like, ""), screen.BackID: tap(flow.Back, ""),
		post.FollowID: tap(flow.Follow, string(s.World.Note(clip).Author)),
	} {
		if _, got := tuitest.Click(made(s), f, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}

func TestTheShotAndTheCaptionAreThoseOfTheMoment(t *testing.T) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	for _, c := range []struct {
		second int
		want   []string
		not    string
	}{
		{0, []string{"镜头 1/3", "先看空瓶", "► ", "0:00 / 0:38"}, "点标签"},
		{12, []string{"镜头 1/3", "先看空瓶", "0:12 / 0:38", "看商品"}, "气垫见铁皮"},
		{13, []string{"镜头 2/3", "气垫见铁皮", "0:13 / 0:38"}, "先看空瓶"},
		{21, []string{"镜头 2/3", "0:21 / 0:38"}, "看商品"},
		{37, []string{"镜头 3/3", "缺点在后面", "看商品"}, "播完"},
		{38, []string{"镜头 3/3", "播完", "0:38 / 0:38"}, "看商品"},
		{500, []string{"播完", "0:38 / 0:38"}, "► "},
	} {
		got := plain(at(t, c.second), f)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("second %d: no %q:\n%s", c.second, want, got)
			}
		}
		if strings.Contains(got, c.not) {
			t.Errorf("second %d: there is %q:\n%s", c.second, c.not, got)
		}
	}
}

func TestShotsHaveEqualParts(t *testing.T) {
	for _, c := range []struct{ at, seconds, pictures, want int }{
		{0, 38, 3, 0}, {12, 38, 3, 0}, {13, 38, 3, 1}, {25, 38, 3, 1}, {26, 38, 3, 2}, {38, 38, 3, 2}, {5, 10, 2, 1}, {3, 0, 3, 0}, {3, 9, 0, 0},
	} {
		if got := shot(c.at, c.seconds, c.pictures); got != c.want {
			t.Errorf("%v: %d", c, got)
		}
	}
}

// The player asks for a tick at its next whole second, and for none once it stands still or cannot be seen.
func TestItMovesOnceASecondWhileItPlays(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	s := at(t, 12)
	for _, c := range []struct {
		name  string
		after time.Duration // since it began
		keys  string
		want  time.Duration
	}{
		{"on the second", 12 * time.Second, "", time.Second},
		{"between seconds", 12*time.Second + 300*time.Millisecond, "", 700 * time.Millisecond},
		{"before its end", 37*time.Second + 999*time.Millisecond, "", time.Millisecond},
		{"at its end", 38 * time.Second, "", 0},
		{"long after", time.Hour, "", 0},
		{"scrolled a little", 12 * time.Second, "pgdown", 0},
		{"scrolled back", 12 * time.Second, "pgdown home", time.Second},
	} {
		s.Now = s.State.Video.Since.Add(c.after)
		sc, _ := tuitest.Press(made(s), f, strings.Fields(c.keys)...)
		if got := sc.(*screen.Page).Moves(); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	s.Now = s.State.Video.Since
	s.Rewind.Back = 1
	if got := made(s).(*screen.Page).Moves(); got != 0 {
		t.Errorf("the past moves in %v", got)
	}
}

func TestANoteWhoseVideoIsGoneStandsStill(t *testing.T) {
	s := at(t, 0)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	s.World.Note(clip).Video = nil
	if got := made(s).(*screen.Page).Moves(); got != 0 || !strings.Contains(plain(s, f), "0:00 / 0:00") {
		t.Errorf("moves in %v:\n%s", got, plain(s, f))
	}
	sc := New(s, flow.Spot{Place: flow.Video, Subject: "no-such"})
	if got := sc.Draw(f).Canvas.Plain(); !strings.Contains(got, "不在了") || sc.(*screen.Page).Moves() != 0 {
		t.Error(got)
	}
	if _, a := tuitest.Press(sc, f, "enter"); a.Verb != flow.Back {
		t.Errorf("enter: %v", a)
	}
}

func TestAVideoWithoutPicturesIsDrawn(t *testing.T) {
	s := at(t, 12)
	n := s.World.Note(clip)
	n.Pictures, n.Video.Captions = nil, nil
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func TestPicture(t *testing.T) {
	s := at(t, 12)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "video-48x28", plain(s, f))
	f.Theme = look.NewTheme(look.Dark, f.Theme.Profile(), true)
	f.Lang = words.EN
	tuitest.Golden(t, "video-48x28-ascii", plain(s, f))
}

func TestFitsEverySize(t *testing.T) {
	s := at(t, 12)
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(at(b, 12))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}
