package backstage

import (
	"slices"
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

var approve = flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}

// bought pays for so many orders, one after another, of three different products.
func bought(t testing.TB, n int) *session.Session {
	t.Helper()
	s := tuitest.Open(t, "native", "returning")
	c := s.Shown().World.Catalogue
	skus := []shop.SKU{"lip-tint-03", "lip-tint-02", "lip-tint-01"}
	for i := range n {
		tuitest.Walk(t, s, append(tuitest.Buy(c, "oily-skin-empties", skus[i%len(skus)]), flow.Action{Verb: flow.OpenCart},
			flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.PlaceOrder}, flow.Action{Verb: flow.Pay}, approve,
			flow.Action{Verb: flow.Home})...)
	}
	return s
}

func last(s *session.Session) string {
	all := s.Shown().State.Orders
	return string(all[len(all)-1].ID)
}

func on(v flow.Verb, id string) flow.Action { return flow.Action{Verb: v, ID: id} }

// watching plays a video whose card comes after three seconds.
func watching(t testing.TB) *session.Session {
	t.Helper()
	s := tuitest.Open(t, "native", "returning", func(w *flow.World) {
		c := *w.Catalogue
		c.Notes = slices.Clone(c.Notes)
		for i := range c.Notes {
			if n := &c.Notes[i]; n.ID == "oily-skin-empties" {
				say := text.Clean("油皮", text.Line)
				n.Video = &shop.Video{
					Seconds: 20, Captions: []shop.Caption{{Text: shop.Words{ZH: say, EN: say}}},
					Cards: []shop.Card{{Product: "lip-tint", From: 3, To: 9}},
				}
			}
		}
		c.Index()
		w.Catalogue = &c
	})
	tuitest.Walk(t, s, on(flow.OpenNote, "oily-skin-empties"))
	return s
}

// An order offers what can happen to it where it stands, in its own group with its status.
func TestAnOrderComesOnStepByStep(t *testing.T) {
	s := bought(t, 1)
	id := last(s)
	for _, step := range []struct {
		does flow.Verb
		want []string
	}{
		{flow.None, []string{"订单 " + id, "已支付", "风控放行", "10 分钟后自动发生", "超过承诺发货时间", "商家延迟发货"}},
		{flow.ClearOrder, []string{"待发货", "开始配货", "小时后自动发生"}},
		{flow.PackOrder, []string{"发出包裹", "商家延迟发货"}},
		{flow.ShipParcel, []string{"待收货", "物流更新", "3 小时后自动发生"}},
		{flow.MoveParcel, []string{"物流更新"}},
		{flow.MoveParcel, []string{"物流更新"}},
		{flow.MoveParcel, []string{"包裹签收", "等到：包裹签收 · " + id}},
		{flow.SignParcel, []string{"自动确认收货", "10 天后自动发生"}},
	} {
		if step.does != flow.None {
			tuitest.Walk(t, s, on(step.does, id))
		}
		plain := New(s.Shown().Snapshot()).Draw(page(50, words.ZH)).Canvas.Plain()
		for _, want := range step.want {
			if !strings.Contains(plain, want) {
				t.Errorf("after %q: no %q in\n%s", step.does, want, plain)
			}
		}
	}
	tuitest.Walk(t, s, on(flow.ConfirmOrder, id))
	if plain := New(s.Shown().Snapshot()).Draw(page(50, words.ZH)).Canvas.Plain(); strings.Contains(plain, id) {
		t.Errorf("nothing more happens to an order that is completed:\n%s", plain)
	}
}

func TestLongWaitsAreDays(t *testing.T) {
	s := bought(t, 1)
	id := last(s)
	tuitest.Walk(t, s, on(flow.ClearOrder, id), on(flow.PackOrder, id), on(flow.ShipParcel, id), on(flow.MoveParcel, id),
		on(flow.MoveParcel, id), on(flow.MoveParcel, id), on(flow.SignParcel, id), flow.Action{Verb: flow.Wait, N: 4 * 3600})
	for l, want := range map[words.Lang]string{words.ZH: "9 天 20 小时后自动发生", words.EN: "in 9 d 20 h"} {
		if plain := New(s.Shown().Snapshot()).Draw(page(50, l)).Canvas.Plain(); !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
}

// Waiting for what comes next brings exactly that.
func TestWaitingForTheNextThingBringsIt(t *testing.T) {
	s := bought(t, 1)
	for _, want := range []string{"to-ship", "to-ship", "shipped"} {
		shown := s.Shown().Snapshot()
		at, _, _ := flow.Due(shown.World, shown.State)
		pic := New(shown).Draw(page(50, words.ZH))
		target := ""
		for _, hit := range pic.Hits {
			if strings.HasPrefix(hit.Target, "wait") && target == "" {
				target = hit.Target
			}
		}
		_, a := tuitest.Click(New(shown), page(50, words.ZH), target)
		shown = tuitest.Walk(t, s, a)
		if got := shown.State.Orders[0].Status.String(); got != want || shown.Now.Sub(at) > 1e9 {
			t.Errorf("%s leads to %s at %v, want %s at %v", target, got, shown.Now, want, at)
		}
	}
}

// Customs stand before what else can happen to their order, a request has its own heading with its status.
func TestCustomsAndRequestsHaveTheirOwnGroups(t *testing.T) {
	s := tuitest.Open(t, "native", "cross-border-verified")
	c := s.Shown().World.Catalogue
	tuitest.Walk(t, s, append(tuitest.Buy(c, c.NotesOn("barrier-cream")[0].ID, "barrier-cream-50-light"), flow.Action{Verb: flow.OpenCart},
		flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.PlaceOrder}, flow.Action{Verb: flow.Pay}, approve, flow.Action{Verb: flow.OpenOrders})...)
	order := last(s)
	for _, step := range []struct {
		does flow.Action
		want []string
	}{
		{flow.Action{}, []string{"海关 · 订单 " + order, "已支付", "向海关申报", "10 分钟后自动发生", "订单 " + order, "商家延迟发货"}},
		{on(flow.DeclareCustoms, order), []string{"海关 · 订单 " + order, "清关中", "海关放行", "6 小时后自动发生", "海关查问"}},
		{on(flow.PassCustoms, order), []string{"订单 " + order, "待发货", "开始配货"}},
		{on(flow.PackOrder, order), []string{"发出包裹"}},
		{on(flow.ShipParcel, order), nil}, {on(flow.MoveParcel, order), nil}, {on(flow.SignParcel, order), nil},
		{on(flow.AskAfterSale, order), nil}, {on(flow.ChooseType, string(flow.ReturnRefund)), nil},
		{on(flow.ChooseReason, flow.ReasonUnwanted), nil},
		{flow.Action{Verb: flow.SubmitRequest}, []string{"售后 R", "退货退款", "等商家处理", "商家同意", "36 小时后自动发生", "商家拒绝"}},
	} {
		if step.does.Verb != flow.None {
			tuitest.Walk(t, s, step.does)
		}
		plain := New(s.Shown().Snapshot()).Draw(page(50, words.ZH)).Canvas.Plain()
		at := 0
		for _, want := range step.want {
			next := strings.Index(plain[at:], want)
			if next < 0 {
				t.Fatalf("after %v: no %q behind %d in\n%s", step.does, want, at, plain)
			}
			at += next
		}
	}
	tuitest.Golden(t, "request-48x28-zh", New(s.Shown().Snapshot()).Draw(page(28, words.ZH)).Canvas.Plain())
	tuitest.Fits(t, func() screen.Screen { return New(s.Shown().Snapshot()) })
}

func TestTheNewestOrderStandsFirst(t *testing.T) {
	s := bought(t, 4)
	shown := s.Shown().Snapshot()
	f := page(20, words.ZH)
	list, _ := tuitest.Press(New(shown), f, "home")
	seen := ""
	for range 60 {
		seen += list.Draw(f).Canvas.Plain() + "\n"
		list, _ = tuitest.Press(list, f, "down")
	}
	at := -1
	for i := len(shown.State.Orders) - 1; i >= 0; i-- {
		next := strings.Index(seen, "订单 "+string(shown.State.Orders[i].ID))
		if next < 0 || next < at {
			t.Fatalf("order %d of %d is at %d, behind %d", i+1, len(shown.State.Orders), next, at)
		}
		at = next
	}
	if _, a := tuitest.Press(New(shown), f, "enter"); a != on(flow.ClearOrder, last(s)) {
		t.Errorf("enter does %v, want what happens to the newest order", a)
	}
}

func TestAVideoComesToItsProduct(t *testing.T) {
	s := watching(t)
	for _, want := range [][]string{
		{"视频", "标签出现：水雾唇釉", "秒后自动发生", "等到：标签出现：水雾唇釉"},
		{"标签收起：水雾唇釉", "画面上的卡收起"},
	} {
		shown := s.Shown().Snapshot()
		plain := New(shown).Draw(page(40, words.ZH)).Canvas.Plain()
		for _, w := range want {
			if !strings.Contains(plain, w) {
				t.Errorf("no %q in\n%s", w, plain)
			}
		}
		_, a := tuitest.Press(New(shown), page(40, words.ZH), "enter")
		tuitest.Walk(t, s, a)
	}
}

// Whatever happens by itself says so in both languages, with the names that a person knows.
func TestWhatHappenedIsTold(t *testing.T) {
	s := bought(t, 1)
	shown := s.Shown().Snapshot()
	id := last(s)
	late := tuitest.Walk(t, paying(t), flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeTimedOut, N: 1})
	done := *late.State
	done.Orders = slices.Clone(done.Orders)
	done.Orders[0].Status = flow.Cancelled
	approved := flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved, N: 1}
	for _, c := range []struct {
		before *flow.State
		a      flow.Action
		want   string
	}{
		{shown.State, on(flow.ClearOrder, id), "订单 " + id + " 通过风控，待发货"},
		{shown.State, on(flow.ShowTag, "lip-tint"), "视频里出现了水雾唇釉"},
		{shown.State, on(flow.HideTag, "gone"), "视频里的gone收起了"},
		{shown.State, on(flow.SellOut, "lip-tint-03"), "水雾唇釉 03#玫瑰豆沙 刚刚卖光"},
		{late.State, approved, "钱包答复：支付成功"},
		{&done, approved, "迟到的扣款已原路退回"},
		{late.State, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeDeclined, N: 1}, "钱包答复：拒绝，没有扣款"},
		{shown.State, flow.Action{Verb: flow.Wait, N: 60}, ""},
		{shown.State, flow.Action{Verb: flow.Back}, ""},
	} {
		if got := Told(page(20, words.ZH), shown.World, c.before, c.a); got != c.want {
			t.Errorf("%s: %q, want %q", c.a, got, c.want)
		}
	}
	for _, v := range flow.Verbs() {
		for _, l := range []words.Lang{words.ZH, words.EN} {
			a := flow.Action{Verb: v, ID: id, Value: flow.OutcomeDeclined}
			if said := Told(page(20, l), shown.World, shown.State, a); strings.ContainsAny(said, "‹{") || (said != "") != (v.Spec().World && v != flow.Wait) {
				t.Errorf("%s %s: %q", v, l, said)
			}
		}
	}
}

func TestGoldenOfOrders(t *testing.T) {
	s := bought(t, 2)
	id := last(s)
	shown := tuitest.Walk(t, s, on(flow.ClearOrder, id), on(flow.PackOrder, id), on(flow.ShipParcel, id))
	for _, l := range []words.Lang{words.ZH, words.EN} {
		tuitest.Golden(t, "orders-48x40-"+l.String(), New(shown).Draw(page(40, l)).Canvas.Plain())
	}
}

func TestOrdersAndVideosFit(t *testing.T) {
	for _, shown := range []session.Shown{bought(t, 3).Shown().Snapshot(), watching(t).Shown().Snapshot()} {
		tuitest.Fits(t, func() screen.Screen { return New(shown) })
	}
}

// Where colours are few or none, the words say all, and no mark is left that ASCII does not have.
func TestItReadsWithoutColour(t *testing.T) {
	s := bought(t, 2).Shown().Snapshot()
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256} {
		theme := look.NewTheme(look.Light, profile, true)
		c := New(s).Draw(tuitest.Frame(48, 40, words.EN, theme)).Canvas
		if out := c.Render(theme); strings.ContainsAny(out, "▐✕·") || !strings.Contains(c.Plain(), "in 10 min") {
			t.Errorf("%v:\n%s", profile, out)
		}
	}
}

func BenchmarkDrawManyOrders(b *testing.B) {
	list, f := New(bought(b, 24).Shown().Snapshot()), page(28, words.ZH)
	b.ReportAllocs()
	for b.Loop() {
		list.Draw(f)
	}
}
