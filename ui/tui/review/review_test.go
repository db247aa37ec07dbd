package review

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

func rate(n int32) flow.Action { return flow.Action{Verb: flow.Rate, N: n} }

// at buys a lip tint and walks to its review.
func at(t testing.TB, then ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning")
	walk := tuitest.Buy(s.Shown().World.Catalogue, "rose-lips-office", "lip-tint-03")
	walk = append(walk, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay),
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}, act(flow.OpenReview))
	return tuitest.Walk(t, s, append(walk, then...)...)
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func frame(h int) screen.Frame { return tuitest.Frame(48, h, words.ZH, tuitest.Dark()) }

// keys splits on blanks; text:… types its characters one by one.
func keys(s string) []string {
	var all []string
	for _, k := range strings.Fields(s) {
		if typed, ok := strings.CutPrefix(k, "text:"); ok {
			all = append(all, strings.Split(typed, "")...)
		} else {
			all = append(all, k)
		}
	}
	return all
}

func TestEveryKeyMeansItsAction(t *testing.T) {
	fresh := at(t)
	ready := at(t, rate(5), flow.Typing("text", "很好用"))
	alone := at(t, rate(5), act(flow.Unpublish))
	for _, c := range []struct {
		name  string
		shown session.Shown
		keys  string
		want  flow.Action
	}{
		{"fresh", fresh, "4", rate(4)},
		{"fresh", fresh, "enter", rate(5)},
		{"fresh", fresh, "left enter", rate(4)},
		{"fresh", fresh, "n", act(flow.Unpublish)},
		{"fresh", fresh, "s", act(flow.SubmitReview)},
		{"ready", ready, "enter", act(flow.SubmitReview)},
		{"alone", alone, "n", act(flow.Publish)},
		{"alone", alone, "enter", act(flow.SubmitReview)},
		{"typing", fresh, "i text:sn45", flow.Action{}},
		{"typing, left", fresh, "i text:sn45 esc", flow.Typing("text", "sn45")},
		{"typing, left", fresh, "i text:a enter text:b tab", flow.Typing("text", "a\nb")},
		{"typing, unchanged", fresh, "i text:a backspace esc", flow.Action{}},
		{"typing, then a key again", fresh, "i esc 3", rate(3)},
		{"typing more", ready, "i text:！ esc", flow.Typing("text", "很好用！")},
	} {
		if _, a := tuitest.Press(made(c.shown), frame(28), keys(c.keys)...); a != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.keys, a, c.want)
		}
	}
}

func TestTheTitleIsOneLine(t *testing.T) {
	s, _ := tuitest.Click(made(at(t)), frame(28), title)
	s, a := tuitest.Press(s, frame(28), keys("text:第二罐 enter")...)
	if a != flow.Typing("title", "第二罐") {
		t.Errorf("got %v", a)
	}
	if _, a = tuitest.Press(s, frame(28), "2"); a != rate(2) {
		t.Errorf("the field still has the keys: %v", a)
	}
}

// A tap elsewhere leaves the field: first its words are sent, then what was tapped.
func TestATapElsewhereSendsTheWordsFirst(t *testing.T) {
	typed := flow.Typing("text", "很轻")
	for _, c := range []struct {
		name string
		do   func(screen.Screen) (screen.Screen, flow.Action)
		want flow.Action
	}{
		{"button", func(s screen.Screen) (screen.Screen, flow.Action) { return tuitest.Click(s, frame(28), submit) }, act(flow.SubmitReview)},
		{"key", func(s screen.Screen) (screen.Screen, flow.Action) { return tuitest.Press(s, frame(28), "ctrl+s") }, act(flow.SubmitReview)},
		{"star", func(s screen.Screen) (screen.Screen, flow.Action) { return tuitest.Click(s, frame(28), "star-2") }, rate(2)},
		{"tick", func(s screen.Screen) (screen.Screen, flow.Action) { return tuitest.Click(s, frame(28), publish) }, act(flow.Unpublish)},
	} {
		shown := at(t, rate(5))
		s, _ := tuitest.Press(made(shown), frame(28), keys("i text:很轻")...)
		s, a := c.do(s)
		if a != typed {
			t.Fatalf("%s: first %v", c.name, a)
		}
		state, _ := flow.Step(shown.World, shown.Now, *shown.State, a)
		shown.State = &state
		s = s.Show(shown)
		if s, a = s.(screen.Pending).Pending(); a != c.want {
			t.Errorf("%s: then %v, want %v", c.name, a, c.want)
		}
		if _, a = s.(screen.Pending).Pending(); a.Verb != flow.None {
			t.Errorf("%s: at last %v", c.name, a)
		}
	}
}

func TestAClickIntoTheOtherFieldSendsTheFirst(t *testing.T) {
	s, _ := tuitest.Press(made(at(t, rate(5))), frame(28), keys("i text:很轻")...)
	s, a := tuitest.Click(s, frame(28), title)
	if a != flow.Typing("text", "很轻") {
		t.Errorf("got %v", a)
	}
	if _, a = tuitest.Press(s, frame(28), keys("text:标题 esc")...); a != flow.Typing("title", "标题") {
		t.Errorf("got %v", a)
	}
}

func TestTypingIsDrawn(t *testing.T) {
	s, _ := tuitest.Press(made(at(t, rate(5))), frame(28), keys("i text:很轻")...)
	s, _, _ = s.Update(tea.PasteMsg{Content: "，回购"})
	pic := s.Draw(frame(28))
	if got := pic.Canvas.Plain(); !strings.Contains(got, "很轻，回购") || !strings.Contains(got, "5 / 500") || !strings.Contains(got, "很好") {
		t.Error(got)
	}
	if pic.Cursor == nil {
		t.Error("there is no cursor")
	}
}

func TestWhyTheButtonIsGrey(t *testing.T) {
	for _, c := range []struct {
		then []flow.Action
		want string
	}{
		{nil, "还没有打分"}, {[]flow.Action{rate(3)}, "发布为笔记要写几句"}, {[]flow.Action{rate(3), act(flow.Unpublish)}, ""},
	} {
		got := made(at(t, c.then...)).Draw(frame(28)).Canvas.Plain()
		if shows := strings.Contains(got, "还没有打分") || strings.Contains(got, "发布为笔记要写几句"); !strings.Contains(got, c.want) || shows != (c.want != "") {
			t.Errorf("%v:\n%s", c.then, got)
		}
	}
}

func TestTargetsAndOffersAgree(t *testing.T) {
	for name, shown := range map[string]session.Shown{
		"fresh": at(t), "tagged": at(t, flow.Action{Verb: flow.AddTag, ID: impression(t)}), "alone": at(t, act(flow.Unpublish)),
	} {
		var want, got []flow.Action
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			want = append(want, o.Action)
		}
		for _, hit := range made(shown).Draw(frame(60)).Hits {
			s, a := tuitest.Click(made(shown), frame(60), hit.Target)
			if v := s.(*screen.Page).View().(view); v.in != typingNone {
				a = flow.Action{Verb: flow.Type, ID: v.in}
			}
			got = append(got, a)
		}
		for _, a := range append(slices.Clone(want), got...) {
			if slices.Contains(want, a) != slices.Contains(got, a) {
				t.Errorf("%s: %v: offered %v, can be clicked %v", name, a, slices.Contains(want, a), slices.Contains(got, a))
			}
		}
	}
}

func impression(t testing.TB) string {
	return tuitest.Open(t, "native", "returning").Shown().World.Catalogue.Product("lip-tint").Impressions[0].ID
}

func TestAnOlderCatalogueIsDrawn(t *testing.T) {
	shown := at(t)
	world := *shown.World
	world.Catalogue = &shop.Catalogue{}
	world.Catalogue.Index()
	shown.World = &world
	if got := made(shown).Draw(frame(28)).Canvas.Plain(); !strings.Contains(got, "水雾唇釉") {
		t.Error(got)
	}
	state := *shown.State
	state.Orders = nil
	shown.State = &state
	if got := made(shown).Draw(frame(28)).Canvas.Plain(); !strings.Contains(got, "商品已下架") {
		t.Error(got)
	}
}

func TestReviewFits(t *testing.T) {
	fresh, long := at(t), at(t, rate(5), flow.Typing("text", strings.Repeat("很轻，下午补过一次 word ", 60)), flow.Typing("title", "二十个字的标题二十个字的标题二十个字的"))
	for name, shown := range map[string]session.Shown{"fresh": fresh, "long": long} {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestReviewPicture(t *testing.T) {
	s := at(t, rate(5), flow.Action{Verb: flow.AddTag, ID: impression(t)}, flow.Typing("text", "上唇很轻，下午补过一次。颜色比图上深半个号，黄皮也能用。"))
	tuitest.Golden(t, "review-48x28", made(s).Draw(frame(28)).Canvas.Plain())
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(at(b, rate(5))), frame(41)
	for b.Loop() {
		s.Draw(f)
	}
}
