package tracking

import (
	"slices"
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

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

func on(v flow.Verb, id flow.OrderID) flow.Action { return flow.Action{Verb: v, ID: string(id)} }

// far is a world in which Okkari sends in parts and takes more for the province that the shopper lives in.
func far(w *flow.World) {
	all := *w.Catalogue
	all.Shops = slices.Clone(all.Shops)
	for i := range all.Shops {
		s := &all.Shops[i]
		s.Shipping.Remote, s.Shipping.Provinces, s.InParts = 1500, []string{"新疆维吾尔自治区"}, true
		s.Carrier = shop.Words{ZH: text.Clean("中通快递", text.Line), EN: text.Clean("ZTO Express", text.Line)}
		s.From = shop.Words{ZH: text.Clean("上海仓", text.Line), EN: text.Clean("Shanghai warehouse", text.Line)}
	}
	all.Index()
	who := *w.Shopper
	home := who.Addresses[0]
	home.Region = text.Clean("新疆维吾尔自治区 乌鲁木齐市 天山区 解放北路街道", text.Line)
	who.Addresses = []shop.Address{home}
	w.Catalogue, w.Shopper = &all, &who
}

// at buys SKUs of Okkari, pays unless told not to, lets the world do what it does, and opens the order.
func at(t testing.TB, skus []shop.SKU, pay bool, then ...flow.Verb) session.Shown {
	s := tuitest.Open(t, "native", "returning", far)
	c := s.Shown().World.Catalogue
	for _, sku := range skus {
		_, p := c.Variant(sku)
		tuitest.Walk(t, s, tuitest.Buy(c, c.NotesOn(p.ID)[0].ID, sku)...)
	}
	tuitest.Walk(t, s, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder))
	if pay {
		tuitest.Walk(t, s, act(flow.Pay), flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}, act(flow.OpenOrders))
	} else {
		tuitest.Walk(t, s, act(flow.Back))
	}
	id := s.Shown().State.Orders[0].ID
	tuitest.Walk(t, s, on(flow.TrackOrder, id))
	for _, v := range then {
		a := on(v, id)
		if v == flow.OpenReview || v == flow.FollowUp {
			a.ID = string(skus[0])
		}
		tuitest.Walk(t, s, a)
	}
	return s.Shown().Snapshot()
}

const tint shop.SKU = "lip-tint-03"

func one(t testing.TB, then ...flow.Verb) session.Shown {
	return at(t, []shop.SKU{tint}, true, then...)
}

// two are of two products, so that they leave in two parcels.
func two(t testing.TB, then ...flow.Verb) session.Shown {
	c := tuitest.Open(t, "native", "returning").Shown().World.Catalogue
	return at(t, []shop.SKU{tint, c.Product("blush").Variants[0].SKU}, true, then...)
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func frame(h int) screen.Frame { return tuitest.Frame(48, h, words.ZH, tuitest.Dark()) }

func plain(s session.Shown, h int) string { return made(s).Draw(frame(h)).Canvas.Plain() }

func order(s session.Shown) *flow.Order { return &s.State.Orders[0] }

var (
	ship = []flow.Verb{flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.MoveParcel}
	sign = append(slices.Clone(ship), flow.SignParcel)
	done = append(slices.Clone(sign), flow.ConfirmReceipt)
	late = []flow.Verb{flow.ClearOrder, flow.DelayParcel, flow.MissPromise}
)

// stages are orders at all points of their lives.
func stages(t testing.TB) map[string]session.Shown {
	return map[string]session.Shown{
		"unpaid": at(t, []shop.SKU{tint}, false), "gone by": at(t, []shop.SKU{tint}, false, flow.CancelOrder),
		"paid": one(t), "packed": one(t, flow.ClearOrder, flow.PackOrder), "late": one(t, late...), "parts": two(t, ship...),
		"on its way": one(t, ship...), "signed": one(t, sign...), "done": one(t, done...), "closed": one(t, flow.CancelOrder),
	}
}

func TestEveryKeyMeansItsAction(t *testing.T) {
	all := stages(t)
	for _, c := range []struct {
		name, keys string
		want       flow.Verb
	}{
		{"unpaid", "enter", flow.PayOrder}, {"unpaid", "p", flow.PayOrder}, {"unpaid", "d", flow.CancelOrder}, {"unpaid", "y", flow.None},
		{"paid", "enter", flow.Home}, {"parts", "enter", flow.Home}, // nothing to do but wait; never to cancel
		{"paid", "d", flow.CancelOrder}, {"paid", "w", flow.OpenReview}, {"paid", "p", flow.None},
		{"on its way", "enter", flow.ConfirmReceipt}, {"on its way", "y", flow.ConfirmReceipt}, {"on its way", "d", flow.CancelOrder},
		{"done", "enter", flow.OpenReview}, {"done", "y", flow.None}, {"done", "d", flow.None},
		{"closed", "enter", flow.Home}, {"closed", "f", flow.Home}, {"gone by", "enter", flow.Home},
	} {
		want := flow.Action{}
		switch c.want {
		case flow.None:
		case flow.Home:
			want = act(c.want)
		case flow.OpenReview:
			want = flow.Action{Verb: c.want, ID: string(tint)}
		default:
			want = on(c.want, order(all[c.name]).ID)
		}
		if _, a := tuitest.Press(made(all[c.name]), frame(28), strings.Fields(c.keys)...); a != want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.keys, a, want)
		}
	}
}

// early says whether an offer is refused and nobody would look for it: to confirm before anything left, to cancel what is
// partly or wholly here.
func early(s session.Shown, o flow.Offer) bool {
	order := s.State.Order(flow.OrderID(o.Action.ID))
	switch o.Action.Verb {
	case flow.ConfirmReceipt:
		return order.Status == flow.Paid || order.Status == flow.ToShip
	case flow.CancelOrder:
		return order.Status == flow.PartShipped || screen.Arrived(order)
	}
	return false
}

func TestTargetsAndOffersAgree(t *testing.T) {
	for name, shown := range stages(t) {
		var want, got []flow.Action
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			if o.Action.Verb != flow.OpenCart && !early(shown, o) { // a key of its own
				want = append(want, o.Action)
			}
		}
		f := frame(120)
		for _, hit := range made(shown).Draw(f).Hits {
			_, a := tuitest.Click(made(shown), f, hit.Target)
			got = append(got, a)
		}
		for _, a := range append(slices.Clone(want), got...) {
			if slices.Contains(want, a) != slices.Contains(got, a) {
				t.Errorf("%s: %v: offered %v, can be clicked %v", name, a, slices.Contains(want, a), slices.Contains(got, a))
			}
		}
	}
}

func TestWhatHappensNextAndWhen(t *testing.T) {
	all := stages(t)
	by := func(name string) string { return order(all[name]).ShipBy().Time().Format("01-02 15:04") }
	for name, want := range map[string][]string{
		"unpaid":     {"待付款", "付款后 48 小时内发货", "未证实", "需付", "去付款"},
		"gone by":    {"已取消", "你取消了订单", "去发现页逛逛"},
		"paid":       {"已支付", "平台审核中", "未证实", "承诺 " + by("paid") + " 前发货 · 还剩 48 小时"},
		"packed":     {"待发货", "商家在配货", "承诺 " + by("packed") + " 前发货"},
		"late":       {"商家通知延迟发货", by("late") + " 前发货，已超时", "赔付 ¥3.00 无门槛薯券", "之后的版本开放使用"},
		"parts":      {"部分发货", "包裹 1 已发出", "包裹 1/2", "已揽件", "包裹 2/2", "待发", "还没发完货，收到再确认"},
		"on its way": {"待收货", "送达", "已揽件", "已经发货，收到后再申请售后"},
		"signed":     {"待收货", "已签收", "自动确认收货", "未证实"},
		"done":       {"已完成", "确认收货", "写评价"},
		"closed":     {"已关闭", "发货前取消，¥155.00 已原路退回", "取消发货", "已退款", "¥155.00"},
	} {
		got := plain(all[name], 120)
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: no %q in\n%s", name, s, got)
			}
		}
	}
}

// The page of an order keeps what the shopper typed to itself (public display rules: surname, last four digits, down to the
// street office).
func TestTheReceiverIsMasked(t *testing.T) {
	shown := one(t)
	got := plain(shown, 120)
	a := order(shown).Address
	for _, not := range []string{a.Name.String(), a.Phone.String(), a.Street.String()} {
		if strings.Contains(got, not) {
			t.Errorf("%s is shown in\n%s", not, got)
		}
	}
	for _, want := range []string{shop.MaskName(a.Name), shop.MaskPhone(a.Phone), "街道***", "中通快递 · 上海仓发出"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestTheNewestLineStandsFirst(t *testing.T) {
	got := plain(one(t, sign...), 120)
	last := -1
	for _, want := range []string{"◉  已签收", "●  已揽件", "●  已发货", "●  配货中", "●  待配货", "●  已支付", "●  待付款"} {
		at := strings.Index(got, want)
		if at <= last {
			t.Errorf("%s at %d, after %d in\n%s", want, at, last, got)
		}
		last = at
	}
}

func TestEveryLineOfTheBillIsThere(t *testing.T) {
	got := plain(one(t), 120)
	for _, want := range []string{"偏远加收", "¥15.00", "运费", "¥12.00", "实付", "¥155.00", "订单号", "支付方式"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestAReviewIsFollowedUp(t *testing.T) {
	s := tuitest.Open(t, "native", "returning", far)
	c := s.Shown().World.Catalogue
	walk := append(tuitest.Buy(c, c.NotesOn("lip-tint")[0].ID, tint), act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder),
		act(flow.Pay), flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	tuitest.Walk(t, s, walk...)
	id := s.Shown().State.Orders[0].ID
	shown := tuitest.Walk(t, s, on(flow.TrackOrder, id), flow.Action{Verb: flow.OpenReview, ID: string(tint)},
		flow.Action{Verb: flow.Rate, N: 5}, act(flow.Unpublish), act(flow.SubmitReview))
	if _, a := tuitest.Press(made(shown), frame(28), "u"); a != (flow.Action{Verb: flow.FollowUp, ID: string(tint)}) {
		t.Errorf("u: %v", a)
	}
	if got := plain(shown, 60); !strings.Contains(got, "追评") {
		t.Error(got)
	}
}

func TestAnUnknownOrderIsCalm(t *testing.T) {
	shown := one(t)
	s := New(shown, flow.Spot{Place: flow.Tracking, Subject: "P9"})
	if got := s.Draw(frame(28)).Canvas.Plain(); !strings.Contains(got, "找不到这个订单") {
		t.Error(got)
	}
}

func TestTrackingFits(t *testing.T) {
	for name, shown := range stages(t) {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestTrackingPictures(t *testing.T) {
	tuitest.Golden(t, "tracking-48x28", plain(one(t, ship...), 28))
	tuitest.Golden(t, "tracking-late-48x28", plain(one(t, late...), 28))
	tuitest.Golden(t, "tracking-parts-48x60", plain(two(t, ship...), 60))
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(two(b, ship...)), frame(41)
	for b.Loop() {
		s.Draw(f)
	}
}
