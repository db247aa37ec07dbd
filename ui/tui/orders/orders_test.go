package orders

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

func on(v flow.Verb, id flow.OrderID) flow.Action { return flow.Action{Verb: v, ID: string(id)} }

func answer(outcome string) flow.Action {
	return flow.Action{Verb: flow.AnswerPayment, Value: outcome}
}

// walker buys one thing after another.
type walker struct {
	t testing.TB
	*session.Session
}

func walk(t testing.TB) walker { return walker{t, tuitest.Open(t, "native", "returning")} }

// place orders the first SKUs of products, does more at the payment, and goes home from where that leads.
func (w walker) place(products []shop.ProductID, then ...flow.Action) walker {
	c := w.Shown().World.Catalogue
	for _, id := range products {
		tuitest.Walk(w.t, w.Session, tuitest.Buy(c, c.NotesOn(id)[0].ID, c.Product(id).Variants[0].SKU)...)
	}
	tuitest.Walk(w.t, w.Session, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder))
	tuitest.Walk(w.t, w.Session, append(then, act(flow.Home))...)
	return w
}

func (w walker) orders(then ...flow.Action) session.Shown {
	return tuitest.Walk(w.t, w.Session, append([]flow.Action{act(flow.OpenOrders)}, then...)...)
}

func show(tab string) flow.Action { return flow.Action{Verb: flow.ShowTab, ID: tab} }

// arrive lets the newest order be shipped and signed for.
func (w walker) arrive() walker {
	id := w.id(len(w.Shown().State.Orders) - 1)
	for _, v := range []flow.Verb{flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.SignParcel} {
		tuitest.Walk(w.t, w.Session, on(v, id))
	}
	return w
}

// write reviews the lip tint, for its product alone.
func (w walker) write() session.Shown {
	return w.orders(flow.Action{Verb: flow.OpenReview, ID: "lip-tint-01"}, flow.Action{Verb: flow.Rate, N: 4},
		act(flow.Unpublish), act(flow.SubmitReview))
}

func (w walker) id(i int) flow.OrderID { return w.Shown().State.Orders[i].ID }

// mixed has, oldest first: two paid ones, one that was cancelled and then paid late, two that await payment after an
// attempt with an unknown result.
func mixed(t testing.TB) (walker, session.Shown) {
	w := walk(t).place([]shop.ProductID{"lip-tint", "drip-coffee"}, paid...)
	w.place([]shop.ProductID{"blush"}, act(flow.Pay), act(flow.Back))
	tuitest.Walk(w.t, w.Session, act(flow.OpenOrders), on(flow.CancelOrder, w.id(2)), answer(flow.OutcomeApproved), act(flow.Home))
	w.place([]shop.ProductID{"leggings", "cardigan"}, act(flow.Pay), answer(flow.OutcomeTimedOut), act(flow.Back))
	return w, w.orders()
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func frame(h int) screen.Frame { return tuitest.Frame(48, h, words.ZH, tuitest.Dark()) }

func plain(s session.Shown, h int) string { return made(s).Draw(frame(h)).Canvas.Plain() }

func TestEveryKeyMeansItsAction(t *testing.T) {
	w, all := mixed(t)
	one := walk(t).place([]shop.ProductID{"lip-tint"}, act(flow.Pay), answer(flow.OutcomeApproved)).orders()
	bought := walk(t).place([]shop.ProductID{"lip-tint"}, act(flow.Pay), answer(flow.OutcomeApproved))
	left := bought.arrive().orders()
	written := walk(t).place([]shop.ProductID{"lip-tint"}, act(flow.Pay), answer(flow.OutcomeApproved)).write()
	none := walk(t).orders(show("to-review"))
	for _, c := range []struct {
		name  string
		shown session.Shown
		keys  string
		want  flow.Action
	}{
		{"newest first", all, "enter", on(flow.PayOrder, w.id(4))},
		{"newest first", all, "p", on(flow.PayOrder, w.id(4))},
		{"newest first", all, "d", on(flow.CancelOrder, w.id(4))},
		{"the order in focus", all, "tab tab d", on(flow.CancelOrder, w.id(3))},
		{"the order in focus", all, "tab tab p", on(flow.PayOrder, w.id(3))},
		{"newest paid", all, "w", flow.Action{Verb: flow.OpenReview, ID: "lip-tint-01"}},
		{"home", all, "f", act(flow.Home)},
		{"paid", one, "a", on(flow.AskAfterSale, one.State.Orders[0].ID)},
		{"paid", one, "enter", flow.Action{Verb: flow.OpenReview, ID: "lip-tint-01"}},
		{"paid", one, "p", flow.Action{}},
		{"paid", one, "d", on(flow.CancelOrder, one.State.Orders[0].ID)},
		{"paid", one, "y", flow.Action{}},
		{"paid", one, "o", on(flow.TrackOrder, one.State.Orders[0].ID)},
		{"left", left, "enter", on(flow.ConfirmReceipt, left.State.Orders[0].ID)},
		{"left", left, "y", on(flow.ConfirmReceipt, left.State.Orders[0].ID)},
		{"left", left, "d", flow.Action{}},
		{"a tab", all, "3", show("to-ship")},
		{"a tab", all, "1", flow.Action{}},
		{"a tab", all, "right", show("to-pay")},
		{"a tab", all, "left", flow.Action{}},
		{"a tab", all, "7", flow.Action{}},
		{"written", written, "u", flow.Action{Verb: flow.FollowUp, ID: "lip-tint-01"}},
		{"written", written, "w", flow.Action{}},
		{"an empty tab", none, "enter", show("all")},
		{"empty", walk(t).orders(), "enter", act(flow.Home)},
		{"empty", walk(t).orders(), "w", flow.Action{}},
	} {
		if _, a := tuitest.Press(made(c.shown), frame(28), strings.Fields(c.keys)...); a != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.keys, a, c.want)
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
		return o.Refusal.Refused()
	}
	return false
}

func TestTargetsAndOffersAgree(t *testing.T) {
	_, all := mixed(t)
	for name, shown := range map[string]session.Shown{
		"mixed": all, "empty": walk(t).orders(), "arrived": walk(t).place([]shop.ProductID{"lip-tint"}, paid...).arrive().orders(),
		"written": walk(t).place([]shop.ProductID{"lip-tint", "blush"}, paid...).write(), "tab": walk(t).orders(show("to-pay")),
		"received": received(t), "imports": imports(t), "presale": presale(t), "asked": asked(t),
	} {
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

// received has an order in a flow that asks for reviews after receipt, not confirmed yet.
func received(t testing.TB) session.Shown {
	w := walker{t, tuitest.Open(t, "native", "returning", func(w *flow.World) {
		own := *w.Flow
		own.ReviewAt = flow.AfterReceipt
		w.Flow = &own
	})}
	return w.place([]shop.ProductID{"lip-tint"}, act(flow.Pay), answer(flow.OutcomeApproved)).arrive().orders()
}

// paid does what pays the orders that were placed.
var paid = []flow.Action{act(flow.Pay), answer(flow.OutcomeApproved)}

// imports has two cross-border orders of one checkout, one of them with customs.
func imports(t testing.TB) session.Shown {
	w := walker{t, tuitest.Open(t, "native", "cross-border-verified")}
	w.place([]shop.ProductID{"barrier-cream", "lip-tint"}, paid...)
	for i := range w.Shown().State.Orders {
		if o := &w.Shown().State.Orders[i]; o.Quote.Trade.CrossBorder() {
			tuitest.Walk(t, w.Session, on(flow.DeclareCustoms, o.ID))
		}
	}
	return w.orders()
}

// presale has an order whose deposit is paid and whose balance is taken now.
func presale(t testing.TB) session.Shown {
	w := walk(t)
	c := w.Shown().World.Catalogue
	v, p := c.Variant("gift-beans-whole-3")
	to := []flow.Action{
		{Verb: flow.OpenNote, ID: string(c.NotesOn(p.ID)[0].ID)}, {Verb: flow.TapTag, ID: string(p.ID)}, act(flow.BuyNow),
	}
	for i, value := range v.Values {
		to = append(to, flow.Action{Verb: flow.Choose, ID: p.Axes[i].ID, Value: value})
	}
	tuitest.Walk(t, w.Session, append(append(to, act(flow.Confirm), act(flow.PlaceOrder)), paid...)...)
	seconds := v.Presale.Balance.From.Sub(w.Shown().Now)/time.Second + 60
	return w.orders(flow.Action{Verb: flow.Wait, N: int32(seconds)})
}

// asked has an order that arrived and is to go back.
func asked(t testing.TB) session.Shown {
	w := walk(t).place([]shop.ProductID{"lip-tint"}, paid...).arrive()
	return w.orders(on(flow.AskAfterSale, w.id(0)), flow.Action{Verb: flow.ChooseType, ID: string(flow.ReturnRefund)},
		flow.Action{Verb: flow.ChooseReason, ID: flow.ReasonUnwanted}, act(flow.SubmitRequest), act(flow.Back), show(flow.TabAfterSale))
}

func TestImportsPresalesAndRequests(t *testing.T) {
	for name, c := range map[string]struct {
		shown session.Shown
		key   string
		verb  flow.Verb
		want  []string
	}{
		"imports": {imports(t), "a", flow.AskAfterSale, []string{"清关中", "海关申报中", "含税 ¥", "和另外 1 单一次付款", "申请售后"}},
		"presale": {presale(t), "p", flow.PayBalance, []string{"待付款", "定金已付 ¥50.00", "付尾款还剩", "付尾款"}},
		"asked":   {asked(t), "a", flow.AskAfterSale, []string{"待收货", "退货退款", "等商家处理", "预计退款 ¥128.00", "售后进度"}},
	} {
		got := plain(c.shown, 60)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
		if _, a := tuitest.Press(made(c.shown), frame(28), c.key); a.Verb != c.verb {
			t.Errorf("%s: %s does %v", name, c.key, a)
		}
	}
	if _, a := tuitest.Press(made(presale(t)), frame(28), "enter"); a.Verb != flow.PayBalance {
		t.Errorf("enter does %v, want the balance", a)
	}
}

func TestATabShowsItsOrdersAlone(t *testing.T) {
	w, _ := mixed(t)
	for tab, want := range map[string][]string{
		"to-pay": {"Brisavo", "Tindrel"}, "to-ship": {"Okkari", "Kavelo"}, "to-receive": {"没有待收货的订单", "看全部订单"},
		"to-review": {"Okkari", "Kavelo"}, "after-sale": {"Okkari", "已全额退款"},
	} {
		got := plain(tuitest.Walk(t, w.Session, show(tab)), 120)
		for _, name := range []string{"Brisavo", "Tindrel", "Okkari", "Kavelo"} {
			if strings.Contains(got, name) != slices.Contains(want, name) {
				t.Errorf("%s: %s in\n%s", tab, name, got)
			}
		}
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: no %s in\n%s", tab, s, got)
			}
		}
	}
}

func TestAnotherTabBeginsAtItsTop(t *testing.T) {
	w, all := mixed(t)
	s, _ := tuitest.Press(made(all), frame(20), "end")
	s = s.Show(tuitest.Walk(t, w.Session, show("to-pay")))
	if got := s.Draw(frame(20)).Canvas.Plain(); !strings.Contains(got, "Brisavo") {
		t.Error(got)
	}
	if _, a := tuitest.Press(s, frame(20), "right"); a != show("to-ship") {
		t.Errorf("right: %v", a)
	}
}

func TestTheMarkStandsBelowTheTab(t *testing.T) {
	w, _ := mixed(t)
	s := made(tuitest.Walk(t, w.Session, show("to-ship")))
	rows := strings.Split(s.Draw(frame(28)).Canvas.Plain(), "\n")
	before, _, _ := strings.Cut(rows[2], "待发货2")
	mark, _, _ := strings.Cut(rows[3], "▀▀")
	if at := cell.Width(before) + 2; at != cell.Width(mark) {
		t.Errorf("mark at %d, want %d:\n%s\n%s", cell.Width(mark), at, rows[2], rows[3])
	}
}

func TestWhereEachOrderStands(t *testing.T) {
	_, all := mixed(t)
	got := plain(all, 120)
	last := -1
	head, list, _ := strings.Cut(got, "▀▀\n")
	if !strings.Contains(head, "共 5 单") || !strings.Contains(head, "售后1") {
		t.Error(head)
	}
	for _, want := range []string{
		"Brisavo", "待付款", "需付 ¥329.00", "剩 30 分钟 · 留到", "未证实", "第 3 次支付结果未知", "取消订单", "去付款", "Tindrel",
		"已取消", "合计 ¥171.00", "你取消了订单", "已扣款 ¥171.00 · 已全额退款", "已支付", "水雾唇釉", "实付 ¥140.00", "写评价",
		"Kavelo", "去发现页逛逛",
	} {
		at := strings.Index(list, want)
		if at < 0 {
			t.Fatalf("no %q in\n%s", want, got)
		}
		if at < last && want != "未证实" {
			t.Errorf("%q stands too early in\n%s", want, got)
		}
		last = at
	}
	if got := plain(walk(t).orders(), 28); !strings.Contains(got, "还没有订单") {
		t.Error(got)
	}
}

func TestAReviewedLineSaysSo(t *testing.T) {
	w := walk(t).place([]shop.ProductID{"lip-tint", "blush"}, act(flow.Pay), answer(flow.OutcomeApproved))
	shown := w.write()
	got := plain(shown, 28)
	if strings.Count(got, "写评价") != 1 || !strings.Contains(got, "✓ 已评价") || !strings.Contains(got, "追评") || !strings.Contains(got, "含运费") && !strings.Contains(got, "已包邮") {
		t.Error(got)
	}
	if _, a := tuitest.Press(made(shown), frame(28), "w"); a.Verb != flow.OpenReview || !strings.HasPrefix(a.ID, "blush") {
		t.Errorf("w: %v", a)
	}
}

func TestAnOlderCatalogueIsDrawn(t *testing.T) {
	_, shown := mixed(t)
	world := *shown.World
	world.Catalogue = &shop.Catalogue{}
	world.Catalogue.Index()
	shown.World = &world
	if got := plain(shown, 120); !strings.Contains(got, "水雾唇釉") {
		t.Error(got)
	}
	for _, hit := range made(shown).Draw(frame(120)).Hits {
		if strings.HasPrefix(hit.Target, item) {
			t.Errorf("%s opens a product that is not listed", hit.Target)
		}
	}
}

func TestOrdersFit(t *testing.T) {
	_, all := mixed(t)
	empty := walk(t).orders()
	written := walk(t).place([]shop.ProductID{"lip-tint"}, act(flow.Pay), answer(flow.OutcomeApproved)).write()
	bag := walk(t).place([]shop.ProductID{"lip-tint", "blush", "cushion"}, act(flow.Pay), answer(flow.OutcomeApproved)).orders()
	for name, shown := range map[string]session.Shown{
		"mixed": all, "empty": empty, "bag": bag, "written": written, "tab": walk(t).orders(show("to-receive")),
		"imports": imports(t), "presale": presale(t), "asked": asked(t),
	} {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestOrdersPicture(t *testing.T) {
	_, all := mixed(t)
	tuitest.Golden(t, "orders-48x28", plain(all, 28))
	tuitest.Golden(t, "imports-48x40", plain(imports(t), 40))
	tuitest.Golden(t, "asked-48x28", plain(asked(t), 28))
	tuitest.Golden(t, "orders-48x60", plain(all, 60))
}

func BenchmarkDraw(b *testing.B) {
	_, all := mixed(b)
	s, f := made(all), frame(41)
	for b.Loop() {
		s.Draw(f)
	}
}
