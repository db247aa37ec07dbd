package aftersale

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

const (
	tint  shop.SKU = "lip-tint-03"
	rose  shop.SKU = "lip-tint-01"
	cream shop.SKU = "barrier-cream-50-light"
)

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

func with(v flow.Verb, id string) flow.Action { return flow.Action{Verb: v, ID: id} }

// step is an action of a walk; one about an order or a request needs no id.
type step = flow.Action

func kind(t flow.RequestType) step { return with(flow.ChooseType, string(t)) }

func because(id string) step { return with(flow.ChooseReason, id) }

// cheaper is a world in which the tint costs less from an hour on.
func cheaper(w *flow.World) {
	all := *w.Catalogue
	all.Products = slices.Clone(all.Products)
	for i := range all.Products {
		p := &all.Products[i]
		if p.ID != "lip-tint" {
			continue
		}
		p.Variants = slices.Clone(p.Variants)
		for j := range p.Variants {
			p.Variants[j].Offers = []shop.Offer{{
				ID: "later-" + string(p.Variants[j].SKU), Kind: shop.PriceLimited, Price: 9900,
				Window: shop.Window{From: all.Today.Add(time.Hour)},
			}}
		}
	}
	all.Index()
	w.Catalogue = &all
}

// bought orders and pays two of each SKU; the shopper can pay at once.
func bought(t testing.TB, shopper string, skus []shop.SKU, steps ...step) session.Shown {
	s := tuitest.Open(t, "native", shopper, cheaper)
	c := s.Shown().World.Catalogue
	for _, sku := range skus {
		_, p := c.Variant(sku)
		notes := c.NotesOn(p.ID)
		n := notes[slices.IndexFunc(notes, func(n *shop.Note) bool { return n.Video == nil && n.Link == shop.LinkNative })]
		walk := tuitest.Buy(c, n.ID, sku)
		at := slices.IndexFunc(walk, func(a flow.Action) bool { return a.Verb == flow.Confirm })
		tuitest.Walk(t, s, slices.Insert(walk, at, act(flow.Increase))...)
	}
	tuitest.Walk(t, s, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay),
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}, act(flow.OpenOrders))
	for _, a := range steps {
		st := s.Shown().State
		switch a.Verb.Spec().Of {
		case "order":
			a.ID = string(st.Orders[0].ID)
		case "request":
			a.ID = string(st.Requests[len(st.Requests)-1].ID)
		}
		tuitest.Walk(t, s, a)
	}
	return s.Shown().Snapshot()
}

func tints(t testing.TB, steps ...step) session.Shown {
	return bought(t, "returning", []shop.SKU{tint}, steps...)
}

func then(walks ...[]step) []step { return slices.Concat(walks...) }

var (
	arrive = []step{act(flow.ClearOrder), act(flow.PackOrder), act(flow.ShipParcel), act(flow.MoveParcel), act(flow.SignParcel)}
	abroad = slices.Concat([]step{act(flow.DeclareCustoms), act(flow.PassCustoms)}, arrive[1:])
	ask    = []step{act(flow.AskAfterSale)}
	back   = then(arrive, ask, []step{kind(flow.ReturnRefund)})
	asked  = then(back, []step{because("no-longer-wanted"), act(flow.SubmitRequest)})
	sends  = then(asked, []step{act(flow.ApproveRequest)})
	sent   = then(sends, []step{flow.Typing(flow.FieldWaybill, "SF9900001"), act(flow.SendBack)})
	done   = then(sent, []step{act(flow.ReceiveReturn)})
	no     = then(asked, []step{act(flow.RejectRequest)})
	swap   = then(arrive, ask, []step{kind(flow.Exchange), because("wrong-choice")})
	swaps  = then(swap, []step{with(flow.ExchangeFor, string(rose)), act(flow.SubmitRequest)})
)

// stages are requests at all points of their lives.
func stages(t testing.TB) map[string]session.Shown {
	two := func(steps ...step) session.Shown {
		return bought(t, "cross-border-verified", []shop.SKU{cream, "barrier-cream-15-rich"}, steps...)
	}
	wait := []step{{Verb: flow.Wait, N: 7200}}
	return map[string]session.Shown{
		"unshipped": tints(t, ask...), "return": tints(t, back...), "exchange": tints(t, swap...), "asked": tints(t, asked...),
		"sends": tints(t, sends...), "sent": tints(t, sent...), "done": tints(t, done...), "no": tints(t, no...),
		"platform":  tints(t, then(no, []step{act(flow.Escalate)})...),
		"withdrawn": tints(t, then(asked, []step{act(flow.CancelRequest)})...),
		"lapsed":    tints(t, then(sends, []step{act(flow.CloseRequest)})...),
		"turned":    tints(t, then(sent, []step{act(flow.RejectReturn)})...),
		"swaps":     tints(t, swaps...),
		"to accept": tints(t, then(swaps, sends[len(asked):], sent[len(sends):], []step{act(flow.ReceiveReturn), act(flow.ShipExchange)})...),
		"cheaper":   tints(t, then(wait, ask, []step{kind(flow.Protection)})...),
		"fast":      tints(t, then(ask, []step{because("late"), act(flow.SubmitRequest)})...),
		"import":    two(then(abroad, ask, []step{kind(flow.ReturnRefund)})...),
		"import part": two(then(abroad, ask, []step{
			kind(flow.ReturnRefund), with(flow.ChooseLine, string(cream)), because("quality"), act(flow.SubmitRequest), act(flow.ApproveRequest),
			act(flow.AskAfterSale),
		})...),
	}
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func frame(h int) screen.Frame { return tuitest.Frame(48, h, words.ZH, tuitest.Dark()) }

func plain(s session.Shown, h int) string { return made(s).Draw(frame(h)).Canvas.Plain() }

func TestEveryKeyMeansItsAction(t *testing.T) {
	all := stages(t)
	request := func(name string) string { return string(all[name].State.Requests[0].ID) }
	order := func(name string) string { return string(all[name].State.Orders[0].ID) }
	for _, c := range []struct {
		name, keys string
		want       flow.Action
	}{
		{"return", "enter", because("no-longer-wanted")}, {"return", "4", because("quality")}, {"return", "8", act(flow.None)},
		{"return", "s", act(flow.SubmitRequest)}, {"return", "-", with(flow.Decrease, string(tint))},
		{"return", "+", with(flow.Increase, string(tint))}, {"return", "n", kind(flow.Exchange)},
		{"exchange", "enter", with(flow.ExchangeFor, string(rose))},
		{"import", "enter", with(flow.ChooseLine, "barrier-cream-15-rich")}, {"import", "-", act(flow.None)},
		{"asked", "enter", act(flow.Back)}, {"asked", "d", with(flow.CancelRequest, request("asked"))}, {"asked", "s", act(flow.None)},
		{"no", "enter", with(flow.Escalate, request("no"))}, {"no", "e", with(flow.Escalate, request("no"))},
		{"to accept", "enter", with(flow.AcceptExchange, request("to accept"))}, {"to accept", "y", with(flow.AcceptExchange, request("to accept"))},
		{"withdrawn", "enter", with(flow.AskAfterSale, order("withdrawn"))}, {"withdrawn", "a", with(flow.AskAfterSale, order("withdrawn"))},
		{"sends", "s", with(flow.SendBack, request("sends"))},
		{"done", "enter", act(flow.Back)}, {"cheaper", "enter", act(flow.SubmitRequest)},
	} {
		if _, a := tuitest.Press(made(all[c.name]), frame(28), strings.Fields(c.keys)...); a != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.keys, a, c.want)
		}
	}
}

func TestTargetsAndOffersAgree(t *testing.T) {
	for name, shown := range stages(t) {
		var want, got []flow.Action
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			if o.Action.Verb != flow.Type {
				want = append(want, o.Action)
			}
		}
		f := frame(160)
		for _, hit := range made(shown).Draw(f).Hits {
			if _, a := tuitest.Click(made(shown), f, hit.Target); hit.Target != screen.FieldID(flow.FieldWaybill) {
				got = append(got, a)
			}
		}
		for _, a := range append(slices.Clone(want), got...) {
			if slices.Contains(want, a) != slices.Contains(got, a) {
				t.Errorf("%s: %v: offered %v, can be clicked %v", name, a, slices.Contains(want, a), slices.Contains(got, a))
			}
		}
	}
}

func TestTheWaybillIsTypedAndSentWithEnter(t *testing.T) {
	shown := tints(t, sends...)
	s, a := tuitest.Press(made(shown), frame(28), "enter", "S", "F", "1", "q")
	if a.Verb != flow.None || s.Draw(frame(28)).Cursor == nil {
		t.Fatalf("got %v, want letters to be typed", a)
	}
	s, _, _ = s.Update(tea.PasteMsg{Content: "88\n"})
	s, a = tuitest.Press(s, frame(28), "enter")
	if want := flow.Typing(flow.FieldWaybill, "SF1q88"); a != want {
		t.Fatalf("enter: got %v, want %v", a, want)
	}
	if _, a = s.(screen.Pending).Pending(); a != with(flow.SendBack, string(shown.State.Requests[0].ID)) {
		t.Errorf("then: got %v, want it to be sent back", a)
	}
}

func TestAnEmptyWaybillIsNotSent(t *testing.T) {
	shown := tints(t, sends...)
	got := plain(shown, 40)
	if !strings.Contains(got, "还没填退货运单号") {
		t.Errorf("no reason in\n%s", got)
	}
	s, _ := tuitest.Press(made(shown), frame(40), "i", "7", "esc")
	if got := s.Draw(frame(40)).Canvas.Plain(); strings.Contains(got, "还没填退货运单号") {
		t.Errorf("still refused in\n%s", got)
	}
}

func TestWhatThePageSays(t *testing.T) {
	all := stages(t)
	for name, want := range map[string][]string{
		"unshipped": {"极速退款", "发货后可申请", "预计退款", "¥256.00", "还没选售后原因"},
		"return":    {"商家 36 小时内不答复就自动同意", "七天无理由", "完好标准", "封贴和塑封没动", "11-19 00:00"},
		"exchange":  {"换成", "120 件", "售罄", "不涉及退款"},
		"asked":     {"等商家处理", "自动同意", "11-12 12:00", "撤销申请"},
		"sends":     {"等你寄回", "退货地址", "退货运单号", "逾期关闭", "商家处理"},
		"sent":      {"等商家收货", "自动退款", "SF9900001"},
		"done":      {"售后完成", "¥256.00 已原路退回"},
		"no":        {"商家未同意", "7 天内可申请平台介入", "申请平台介入"},
		"platform":  {"平台处理中", "未证实"},
		"withdrawn": {"你已撤销", "再申请售后"},
		"lapsed":    {"逾期关闭", "超时自动处理"},
		"turned":    {"商家拒收退货", "申请平台介入"},
		"to accept": {"换货已发出", "确认收到换货", "自动完成", "01#"},
		"cheaper":   {"差价 ¥58.00", "降价了"},
		"fast":      {"极速退款", "平台决定"},
		"import":    {"跨境商品不换货", "放行后 30 天内申请", "一次性封口还在"},
		"import part": {
			"退换商品", "已在售后中", "售后记录", "进口税", "本年额度恢复 ¥", "退货运单号",
		},
	} {
		got := plain(all[name], 160)
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: no %q in\n%s", name, s, got)
			}
		}
	}
}

func TestAPartialReturnSaysItsPostage(t *testing.T) {
	got := plain(tints(t, then(back, []step{because("no-longer-wanted"), with(flow.Decrease, string(tint))})...), 60)
	for _, want := range []string{"退后不再满额包邮，扣运费", "−¥12.00", "¥116.00", "寄回运费由你付", "退款原路回到"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
}

func TestACategoryWithoutSevenDaysSaysWhy(t *testing.T) {
	shown := bought(t, "cross-border-verified", []shop.SKU{cream}, then(abroad, ask, []step{kind(flow.ReturnRefund), because("no-longer-wanted")})...)
	c := *shown.World.Catalogue
	c.Categories = slices.Clone(c.Categories)
	for i := range c.Categories {
		k := &c.Categories[i]
		k.SevenDays, k.WhyNot = false, k.Intact
	}
	c.Index()
	w := *shown.World
	w.Catalogue = &c
	shown.World = &w
	got := plain(shown, 60)
	for _, want := range []string{"不支持七天无理由", "这类商品不支持无理由"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if _, a := tuitest.Press(made(shown), frame(28), "enter"); a != because("quality") {
		t.Errorf("enter: got %v, want a reason that is one", a)
	}
}

func TestAnUnknownOrderIsCalm(t *testing.T) {
	shown := tints(t)
	if got := New(shown, flow.Spot{Place: flow.AfterSale, Subject: "P9"}).Draw(frame(28)).Canvas.Plain(); !strings.Contains(got, "找不到这个订单") {
		t.Error(got)
	}
}

func TestAfterSaleFits(t *testing.T) {
	for name, shown := range stages(t) {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestAfterSalePictures(t *testing.T) {
	tuitest.Golden(t, "return-48x28", plain(tints(t, back...), 28))
	tuitest.Golden(t, "to-review-48x28", plain(tints(t, asked...), 28))
	tuitest.Golden(t, "awaiting-return-48x28", plain(tints(t, sends...), 28))
	tuitest.Golden(t, "done-48x28", plain(tints(t, done...), 28))
	tuitest.Golden(t, "rejected-48x28", plain(tints(t, no...), 28))
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(stages(b)["import part"]), frame(41)
	for b.Loop() {
		s.Draw(f)
	}
}
