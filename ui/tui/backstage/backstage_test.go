package backstage

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// paying waits for the answer of a wallet, with something else in the cart.
func paying(t testing.TB) *session.Session {
	t.Helper()
	s := tuitest.Open(t, "native", "returning")
	c := s.Shown().World.Catalogue
	tuitest.Walk(t, s, append(tuitest.Buy(c, "oily-skin-empties", "lip-tint-03"), flow.Action{Verb: flow.OpenCart},
		flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.PlaceOrder}, flow.Action{Verb: flow.Pay})...)
	return s
}

func inCart(t testing.TB) session.Shown {
	t.Helper()
	s := tuitest.Open(t, "native", "returning")
	return tuitest.Walk(t, s, tuitest.Buy(s.Shown().World.Catalogue, "oily-skin-empties", "lip-tint-05")...)
}

func page(h int, l words.Lang) screen.Frame { return tuitest.Frame(48, h, l, tuitest.Dark()) }

func TestKeys(t *testing.T) {
	s := paying(t).Shown().Snapshot()
	for _, c := range []struct {
		keys []string
		want flow.Action
	}{
		{[]string{"enter"}, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved, N: 1}},
		{[]string{"a"}, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved, N: 1}},
		{[]string{"d"}, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeDeclined, N: 1}},
		{[]string{"down", "enter"}, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeDeclined, N: 1}},
		{[]string{"down", "down", "enter"}, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeTimedOut, N: 1}},
		{[]string{"down", "down", "down", "enter"}, flow.Action{Verb: flow.ExpireOrder, ID: "P1000012"}},
		{[]string{"end", "tab", "x"}, flow.Action{}},
	} {
		_, got := tuitest.Press(New(s), page(28, words.ZH), c.keys...)
		if c.want.Verb == flow.ExpireOrder {
			c.want.ID = string(s.State.Orders[0].ID)
		}
		if got != c.want {
			t.Errorf("%v: %v, want %v", c.keys, got, c.want)
		}
	}
}

func TestAClickDoesWhatItSays(t *testing.T) {
	s := paying(t).Shown().Snapshot()
	f := page(40, words.ZH)
	n := 0
	for _, hit := range New(s).Draw(f).Hits {
		next, a := tuitest.Click(New(s), f, hit.Target)
		if closing := next.(screen.Closing).Closed(); closing != (hit.Target == screen.Close) {
			t.Errorf("%s: closed %v", hit.Target, closing)
		}
		if hit.Target == screen.Close {
			continue
		}
		n++
		if a.String() != hit.Target || !a.Happening() {
			t.Errorf("%s: %v", hit.Target, a)
		}
	}
	if given := gifts(s); n != 8+given {
		t.Errorf("%d things can be clicked, want three answers, the order's end, four waits and %d coupons", n, given)
	}
}

func TestTheKeyThatOpenedItClosesIt(t *testing.T) {
	s, a := tuitest.Press(New(inCart(t)), page(28, words.ZH), "x")
	if !s.(screen.Closing).Closed() || a.Verb != flow.None {
		t.Errorf("x: %v", a)
	}
}

func TestTheListFollowsTheWorld(t *testing.T) {
	s := paying(t)
	list := New(s.Shown().Snapshot())
	plain := list.Draw(page(40, words.ZH)).Canvas.Plain()
	for _, want := range []string{"第 1 次支付", "支付通过", " 秒后自动发生", "等到：支付超时"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
	shown := tuitest.Walk(t, s, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeTimedOut, N: 1})
	plain = list.Show(shown).Draw(page(40, words.ZH)).Canvas.Plain()
	for _, want := range []string{"迟到的通过", "迟到的拒绝", " 分钟后自动发生"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
	shown = tuitest.Walk(t, s, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved, N: 1})
	plain = list.Show(shown).Draw(page(40, words.ZH)).Canvas.Plain()
	for _, want := range []string{"已支付", "风控放行", "10 分钟后自动发生", "等到：风控放行"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
	none := func(w *flow.World) {
		c := *w.Catalogue
		c.Coupons = nil
		c.Index()
		w.Catalogue = &c
	}
	plain = New(tuitest.Open(t, "native", "returning", none).Shown().Snapshot()).Draw(page(40, words.ZH)).Canvas.Plain()
	if !strings.Contains(plain, words.Say(words.ZH, "backstage.empty")) {
		t.Errorf("nothing can happen at the feed:\n%s", plain)
	}
}

// gifts counts the coupons that could be given.
func gifts(s session.Shown) int {
	n := 0
	for _, o := range flow.Happenings(s.World, s.State) {
		if o.Action.Verb == flow.GiveCoupon {
			n++
		}
	}
	return n
}

// A coupon that is given stands behind everything else, by its name; to let time pass comes first.
func TestCouponsAreGiven(t *testing.T) {
	s := tuitest.Open(t, "native", "returning").Shown().Snapshot()
	plain := New(s).Draw(page(40, words.ZH)).Canvas.Plain()
	time, coupon := strings.Index(plain, "让时间走 1 天"), strings.Index(plain, "发：")
	if gifts(s) == 0 || time < 0 || coupon < time {
		t.Errorf("time at %d, coupons at %d:\n%s", time, coupon, plain)
	}
	if _, a := tuitest.Press(New(s), page(28, words.ZH), "enter"); a.Verb != flow.Wait {
		t.Errorf("enter does %v", a)
	}
}

func TestWhatIsSoldOutSaysSo(t *testing.T) {
	shown := inCart(t)
	shared := flow.Share(shown.World.Shared, flow.Event{Kind: flow.StockGone, Pieces: []shop.Pieces{{SKU: "lip-tint-05", Quantity: 3}}})
	world := *shown.World
	world.Shared = shared
	gone := shown
	gone.World = &world
	for _, c := range []struct {
		s    session.Shown
		want string
		hit  bool
	}{{shown, "别人买走了剩下的 3 件", true}, {gone, "已售罄", false}} {
		pic := New(c.s).Draw(page(28, words.ZH))
		if !strings.Contains(pic.Canvas.Plain(), c.want) {
			t.Errorf("no %q in\n%s", c.want, pic.Canvas.Plain())
		}
		hit := false
		for _, h := range pic.Hits {
			hit = hit || strings.Contains(h.Target, "sold-out")
		}
		if hit != c.hit {
			t.Errorf("%s: can be clicked: %v", c.want, hit)
		}
	}
}

func TestGolden(t *testing.T) {
	for _, l := range []words.Lang{words.ZH, words.EN} {
		tuitest.Golden(t, "paying-48x27-"+l.String(), New(paying(t).Shown().Snapshot()).Draw(page(27, l)).Canvas.Plain())
	}
}

func TestFits(t *testing.T) {
	s := paying(t).Shown().Snapshot()
	tuitest.Fits(t, func() screen.Screen { return New(s) })
}
