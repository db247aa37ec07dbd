package tracking

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

const (
	cream  shop.SKU = "barrier-cream-50-light" // bonded
	direct shop.SKU = "saddle-bag-"
	beans  shop.SKU = "gift-beans-whole-3" // in presale
)

// abroad buys a SKU that comes over the border, pays, lets the world do what it does, and opens the order.
func abroad(t testing.TB, sku shop.SKU, then ...flow.Verb) session.Shown {
	s := tuitest.Open(t, "native", "cross-border-verified")
	c := s.Shown().World.Catalogue
	for i := range c.Products {
		for j := range c.Products[i].Variants {
			if id := c.Products[i].Variants[j].SKU; strings.HasPrefix(string(id), string(sku)) && c.Products[i].Variants[j].Price < 500_000 {
				sku = id
			}
		}
	}
	_, p := c.Variant(sku)
	tuitest.Walk(t, s, tuitest.Buy(c, c.NotesOn(p.ID)[0].ID, sku)...)
	tuitest.Walk(t, s, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay), flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved},
		act(flow.OpenOrders))
	id := s.Shown().State.Orders[0].ID
	tuitest.Walk(t, s, on(flow.TrackOrder, id))
	for _, v := range then {
		tuitest.Walk(t, s, on(v, id))
	}
	return s.Shown().Snapshot()
}

// returning has asked to send a lip tint back.
func returning(t testing.TB) session.Shown {
	s := tuitest.Open(t, "native", "returning", far)
	c := s.Shown().World.Catalogue
	tuitest.Walk(t, s, tuitest.Buy(c, c.NotesOn("lip-tint")[0].ID, tint)...)
	tuitest.Walk(t, s, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay), flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved},
		act(flow.OpenOrders))
	id := s.Shown().State.Orders[0].ID
	for _, v := range append([]flow.Verb{flow.TrackOrder}, sign...) {
		tuitest.Walk(t, s, on(v, id))
	}
	return tuitest.Walk(t, s, on(flow.AskAfterSale, id), flow.Action{Verb: flow.ChooseType, ID: string(flow.ReturnRefund)},
		flow.Action{Verb: flow.ChooseReason, ID: flow.ReasonUnwanted},
		act(flow.SubmitRequest), act(flow.Back))
}

// presale orders beans: their deposit may be paid, and the time is before, in or behind the window of the balance.
func presale(t testing.TB, when int, paid bool) session.Shown {
	s := tuitest.Open(t, "native", "returning")
	c := s.Shown().World.Catalogue
	v, p := c.Variant(beans)
	walk := []flow.Action{on(flow.OpenNote, flow.OrderID(c.NotesOn(p.ID)[0].ID)), on(flow.TapTag, flow.OrderID(p.ID)), act(flow.BuyNow)}
	for i, value := range v.Values {
		if len(p.Axes[i].Values) > 1 {
			walk = append(walk, flow.Action{Verb: flow.Choose, ID: p.Axes[i].ID, Value: value})
		}
	}
	tuitest.Walk(t, s, append(walk, act(flow.Confirm), act(flow.PlaceOrder))...)
	id := s.Shown().State.Orders[0].ID
	if paid {
		tuitest.Walk(t, s, act(flow.Pay), flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}, act(flow.OpenOrders))
	} else {
		tuitest.Walk(t, s, act(flow.Back))
	}
	tuitest.Walk(t, s, on(flow.TrackOrder, id))
	if when > 0 {
		until := v.Presale.Balance.From
		if when > 1 {
			until = v.Presale.Balance.Until
		}
		seconds := until.Sub(s.Shown().Now)/time.Second + 60
		tuitest.Walk(t, s, flow.Action{Verb: flow.Wait, N: int32(seconds)})
	}
	return s.Shown().Snapshot()
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
		"customs": abroad(t, cream, flow.DeclareCustoms), "queried": abroad(t, cream, flow.DeclareCustoms, flow.QueryCustoms),
		"passed":    abroad(t, cream, flow.DeclareCustoms, flow.PassCustoms),
		"warehouse": abroad(t, cream, flow.DeclareCustoms, flow.PassCustoms, flow.PackOrder),
		"direct":    abroad(t, direct, flow.DeclareCustoms), "returning": returning(t),
		"deposit": presale(t, 0, false), "early balance": presale(t, 0, true), "balance": presale(t, 1, true), "missed": presale(t, 2, true),
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
		{"on its way", "enter", flow.ConfirmReceipt}, {"on its way", "y", flow.ConfirmReceipt}, {"on its way", "d", flow.None},
		{"on its way", "a", flow.AskAfterSale}, {"paid", "a", flow.AskAfterSale}, {"done", "a", flow.AskAfterSale}, {"unpaid", "a", flow.None},
		{"customs", "enter", flow.Home}, {"customs", "d", flow.CancelOrder}, {"returning", "a", flow.AskAfterSale},
		{"balance", "enter", flow.PayBalance}, {"balance", "p", flow.PayBalance}, {"early balance", "enter", flow.Home},
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
		return order.Status != flow.PartShipped && order.Status != flow.InTransit
	case flow.CancelOrder:
		return o.Refusal.Code == flow.Shipped || order.Status == flow.Exchanging
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
		"unpaid":        {"待付款", "付款后 48 小时内发货", "未证实", "需付", "去付款"},
		"gone by":       {"已取消", "你取消了订单", "去发现页逛逛"},
		"paid":          {"已支付", "平台审核中", "未证实", "承诺 " + by("paid") + " 前发货 · 还剩 48 小时"},
		"packed":        {"待发货", "商家在配货", "承诺 " + by("packed") + " 前发货"},
		"late":          {"商家通知延迟发货", by("late") + " 前发货，已超时", "赔付 ¥3.00 无门槛薯券", "下次结算就能用"},
		"parts":         {"部分发货", "包裹 1 已发出", "包裹 1/2", "已揽件", "包裹 2/2", "待发", "还没发完货，收到再确认"},
		"on its way":    {"待收货", "送达", "已揽件", "申请售后"},
		"signed":        {"待收货", "已签收", "自动确认收货", "未证实"},
		"done":          {"已完成", "确认收货", "写评价"},
		"closed":        {"已关闭", "发货前取消，¥155.00 已原路退回", "取消发货", "已退款", "¥155.00", "未发货仅退款", "售后完成"},
		"customs":       {"清关中", "跨境保税", "正在向海关申报", "放行", "未证实", "承诺", "海关申报中", "申报人", "顾**  9901***********267"},
		"queried":       {"清关中", "海关在核对信息", "海关查问中"},
		"passed":        {"待发货", "已放行，转入仓库打包", "海关通过", "三单一致", "进口税", "¥389.00 × 9.10%", "¥35.40"},
		"direct":        {"清关中", "海外直邮"},
		"warehouse":     {"仓库在分拣打包", "仓库作业中", "分拣打包"},
		"returning":     {"退货退款", "等商家处理", "预计退款 ¥", "售后进度"},
		"deposit":       {"待付款", "定金", "待付尾款", "付尾款后"},
		"balance":       {"待付款", "库存已为你留住，尾款付清后发货", "付尾款还剩", "付尾款", "未证实", "定金已付"},
		"early balance": {"开付", "付尾款", "现在不收尾款"},
		"missed":        {"已取消", "尾款没有按时付", "定金"},
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
	tuitest.Golden(t, "tracking-customs-48x60", plain(abroad(t, cream, flow.DeclareCustoms), 60))
	tuitest.Golden(t, "tracking-balance-48x60", plain(presale(t, 1, true), 60))
	tuitest.Golden(t, "tracking-return-48x60", plain(returning(t), 60))
	tuitest.Golden(t, "tracking-parts-48x60", plain(two(t, ship...), 60))
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(two(b, ship...)), frame(41)
	for b.Loop() {
		s.Draw(f)
	}
}
