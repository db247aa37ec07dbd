package flow_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

const hour = time.Hour

// afterSale is a world in which all of after-sale can happen: the tint's shop protects prices for seven days, its goods may
// go back without a reason; the other shop's coffee may not, and is fresh.
func afterSale() flow.World {
	w := parts()
	w.Catalogue.Shops[0].InParts = false
	w.Catalogue.Shops[0].Protect = 7
	w.Catalogue.Products[0].PerOrder = 0
	w.Catalogue.Products[0].Category = "make-up"
	w.Catalogue.Products[0].Variants[0].Stock = 4
	w.Catalogue.Products[0].Variants = append(w.Catalogue.Products[0].Variants,
		shop.Variant{SKU: "tint-rose", Values: []string{"rose"}, Price: 12800, Stock: 4})
	w.Catalogue.Products[1].Category, w.Catalogue.Products[1].Variants[0].Stock = "coffee", 3
	w.Catalogue.Categories = []shop.Category{
		{ID: "make-up", SevenDays: true, Days: 30}, {ID: "coffee", Fresh: true, Days: 15},
	}
	w.Catalogue.Today = china("2026-11-11 20:00:00")
	w.Catalogue.Index()
	return w
}

// tints walks to a paid order of so many tints.
func tints(t *testing.T, w flow.World, n int) *walker {
	t.Helper()
	k := walk(t, w).do(toTint...).do(act(flow.BuyNow), pick("shade", "plum"))
	for range n - 1 {
		k.do(act(flow.Increase))
	}
	return k.do(act(flow.Confirm), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
}

// both walks to a paid order of a tint and a coffee from one shop.
func both(t *testing.T, w flow.World) *walker {
	t.Helper()
	k := walk(t, w).do(on(flow.OpenNote, "desk"), on(flow.TapTag, "coffee"), act(flow.AddToCart), act(flow.Confirm), act(flow.Back))
	k.do(on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "plum"), act(flow.Confirm))
	return k.do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
}

// first is the id of the first order; last the newest request.
func (k *walker) first() string { return string(k.s.Orders[0].ID) }

func (k *walker) last1() *flow.Request { return &k.s.Requests[len(k.s.Requests)-1] }

func (k *walker) request() string { return string(k.last1().ID) }

// arrives lets all parcels be signed for.
func (k *walker) arrives() *walker {
	k.t.Helper()
	return k.lives(70 * hour)
}

// completes lets the parcels arrive, and the shopper confirms it.
func (k *walker) completes() *walker {
	k.t.Helper()
	if k.arrives(); k.s.Place() != flow.Orders {
		k.do(act(flow.OpenOrders))
	}
	return k.do(on(flow.ConfirmReceipt, k.first()))
}

// asks opens the after-sale page from wherever the shopper is.
func (k *walker) asks() *walker {
	k.t.Helper()
	switch k.s.Place() {
	case flow.AfterSale:
		k.do(on(flow.AskAfterSale, k.first()))
	case flow.Orders:
		k.do(on(flow.AskAfterSale, k.first()))
	default:
		k.do(act(flow.OpenOrders), on(flow.AskAfterSale, k.first()))
	}
	return k.at(flow.AfterSale)
}

// wants asks for a type, for a reason.
func (k *walker) wants(t flow.RequestType, reason string) *walker {
	k.t.Helper()
	if k.asks(); k.s.RequestForm == nil {
		k.do(on(flow.AskAfterSale, k.first()))
	}
	k.do(on(flow.ChooseType, string(t)))
	if reason != "" {
		k.do(on(flow.ChooseReason, reason))
	}
	return k
}

func (k *walker) submits() *walker {
	k.t.Helper()
	return k.do(act(flow.SubmitRequest))
}

// sends types a waybill and sends the parcel of the newest request.
func (k *walker) sends() *walker {
	k.t.Helper()
	return k.do(flow.Typing(flow.FieldWaybill, "SF123"), on(flow.SendBack, k.request()))
}

func (k *walker) stands(status flow.RequestStatus, by string) *walker {
	k.t.Helper()
	if r := k.last1(); r.Status != status || r.By != by {
		k.t.Fatalf("got request %s by %q, want %s by %q", r.Status, r.By, status, by)
	}
	return k
}

// due holds the next thing that happens by itself, and lets it happen.
func (k *walker) due(v flow.Verb, after time.Duration) *walker {
	k.t.Helper()
	at, a, ok := flow.Due(&k.w, &k.s)
	if !ok || a.Verb != v || at.Sub(k.now) != after {
		k.t.Fatalf("got %s after %s %v, want %s after %s", a, at.Sub(k.now), ok, v, after)
	}
	k.now = at
	return k.do(a)
}

// A refund of what has not left takes three taps: after-sale, a reason, submit. Everything is chosen already.
func TestARefundBeforeShippingTakesThreeTaps(t *testing.T) {
	k := both(t, afterSale()).asks()
	form := k.s.RequestForm
	if form == nil || form.Type != flow.RefundUnshipped || len(form.Pieces) != 2 {
		t.Fatalf("got form %+v, want all lines to be refunded before shipping", form)
	}
	k.do(on(flow.ChooseReason, flow.ReasonUnwanted), act(flow.SubmitRequest)).stands(flow.RequestDone, flow.ByArbiter)
	if !k.last1().Fast || k.s.RequestForm != nil {
		t.Errorf("got %+v, want a fast refund and the form gone", k.last1())
	}
	k.order(0, flow.Closed, 12800+5900+1200, 12800+5900+1200).left("tint-plum", 4).left("coffee", 3)
	if _, a, ok := flow.Due(&k.w, &k.s); ok {
		t.Errorf("%s is due of a closed order", a)
	}
	k.do(act(flow.Back)).at(flow.Orders)
}

// A new form begins with the type and the lines that fit where the order stands.
func TestWhatANewFormBeginsWith(t *testing.T) {
	for _, c := range []struct {
		name  string
		order func(*testing.T) *walker
		typ   flow.RequestType
		lines int
	}{
		{"one line, not sent", func(t *testing.T) *walker { return tints(t, afterSale(), 1) }, flow.RefundUnshipped, 1},
		{"two lines, not sent", func(t *testing.T) *walker { return both(t, afterSale()) }, flow.RefundUnshipped, 2},
		{"one line, arrived", func(t *testing.T) *walker { return tints(t, afterSale(), 2).arrives() }, flow.ReturnRefund, 1},
		{"two lines, arrived", func(t *testing.T) *walker { return both(t, afterSale()).arrives() }, flow.ReturnRefund, 0},
	} {
		k := c.order(t).asks()
		if f := k.s.RequestForm; f == nil || f.Type != c.typ || len(f.Pieces) != c.lines {
			t.Errorf("%s: got %+v, want %s of %d lines", c.name, f, c.typ, c.lines)
		}
	}
}

// Each type is for orders that stand where it makes sense.
func TestWhichTypesFitWhen(t *testing.T) {
	type row map[flow.RequestType]flow.Code
	lower := func(k *walker) *walker {
		v, _ := k.w.Catalogue.Variant("tint-plum")
		v.Price = 11800
		return k
	}
	notNow := flow.TypeNotNow
	for _, c := range []struct {
		name  string
		order func(*testing.T) *walker
		want  row
	}{
		{"paid", func(t *testing.T) *walker { return tints(t, afterSale(), 1) }, row{
			flow.RefundUnshipped: "", flow.RefundShipped: notNow, flow.ReturnRefund: notNow, flow.Exchange: notNow, flow.Protection: flow.NothingLower}},
		{"paid, cheaper since", func(t *testing.T) *walker { return lower(tints(t, afterSale(), 1)) }, row{
			flow.RefundUnshipped: "", flow.Protection: ""}},
		{"cheaper after seven days", func(t *testing.T) *walker { return lower(tints(t, afterSale(), 1).lives(168 * hour)) }, row{
			flow.Protection: flow.WindowClosed, flow.ReturnRefund: ""}},
		{"cheaper just before", func(t *testing.T) *walker { return lower(tints(t, afterSale(), 1).lives(168*hour - 1)) }, row{
			flow.Protection: ""}},
		{"a shop without protection", func(t *testing.T) *walker {
			w := afterSale()
			w.Catalogue.Shops[0].Protect = 0
			return lower(tints(t, w, 1))
		}, row{flow.Protection: notNow, flow.RefundUnshipped: ""}},
		{"to ship", func(t *testing.T) *walker { return tints(t, afterSale(), 1).lives(hour) }, row{
			flow.RefundUnshipped: "", flow.RefundShipped: notNow}},
		{"on the road", func(t *testing.T) *walker { return tints(t, afterSale(), 1).lives(30 * hour) }, row{
			flow.RefundUnshipped: notNow, flow.RefundShipped: "", flow.ReturnRefund: "", flow.Exchange: notNow}},
		{"arrived", func(t *testing.T) *walker { return tints(t, afterSale(), 1).arrives() }, row{
			flow.RefundUnshipped: notNow, flow.RefundShipped: "", flow.ReturnRefund: "", flow.Exchange: ""}},
		{"completed", func(t *testing.T) *walker { return tints(t, afterSale(), 1).completes() }, row{
			flow.RefundShipped: "", flow.ReturnRefund: "", flow.Exchange: ""}},
		{"30 days later", func(t *testing.T) *walker { return tints(t, afterSale(), 1).completes().lives(30 * 24 * hour) }, row{
			flow.RefundShipped: flow.WindowClosed, flow.ReturnRefund: flow.WindowClosed, flow.Exchange: flow.WindowClosed}},
		{"a moment before", func(t *testing.T) *walker { return tints(t, afterSale(), 1).completes().lives(30*24*hour - 1) }, row{
			flow.RefundShipped: "", flow.ReturnRefund: "", flow.Exchange: ""}},
		{"from abroad, arrived", func(t *testing.T) *walker {
			k := tints(t, afterSale(), 1).arrives()
			k.s.Orders[0].Quote.Trade = shop.Bonded
			return k
		}, row{flow.ReturnRefund: "", flow.Exchange: notNow}},
	} {
		k := c.order(t)
		k.s.Trail = []flow.Spot{{Place: flow.Feed}, {Place: flow.AfterSale, Subject: k.first()}}
		k.s.RequestForm = &flow.RequestForm{Order: k.s.Orders[0].ID, Type: flow.ReturnRefund}
		for typ, want := range c.want {
			if got := flow.Refuse(&k.w, k.now, &k.s, on(flow.ChooseType, string(typ))); got.Code != want {
				t.Errorf("%s: %s: got %q, want %q", c.name, typ, got.Code, want)
			}
		}
	}
}

// There is no way to the page of an order that nothing can be asked for.
func TestAnOrderWithNothingToAskForHasNoAfterSale(t *testing.T) {
	unpaid := walk(t, afterSale()).do(toTint...).do(buyTint...).do(act(flow.Back)).at(flow.Orders)
	unpaid.try(on(flow.AskAfterSale, unpaid.first())).refused(flow.NotNow)
	over := tints(t, afterSale(), 1).completes().lives(30 * 24 * hour)
	over.try(on(flow.AskAfterSale, over.first())).refused(flow.WindowClosed)
	if until := over.last.Arg("until"); until != strconv.FormatInt(int64(over.now), 10) {
		t.Errorf("got until %s, want %s", until, over.now)
	}
	for _, k := range []*walker{unpaid, over} {
		for _, o := range flow.Offers(&k.w, k.now, &k.s) {
			if o.Action.Verb == flow.AskAfterSale {
				t.Errorf("%s is offered", o.Action)
			}
		}
	}
}

// Seven days run from the midnight, China time, after the carrier's receipt: a parcel of the morning and one of the evening
// have the same end.
func TestSevenDaysWithoutAReason(t *testing.T) {
	for _, c := range []struct {
		signed, now string
		want        flow.Code
	}{
		{"2026-11-14 09:00:00", "2026-11-14 09:00:00", ""},
		{"2026-11-14 09:00:00", "2026-11-14 23:59:59", ""},
		{"2026-11-14 09:00:00", "2026-11-21 23:59:59", ""},
		{"2026-11-14 09:00:00", "2026-11-22 00:00:00", flow.WindowClosed},
		{"2026-11-14 23:59:59", "2026-11-21 23:59:59", ""},
		{"2026-11-14 23:59:59", "2026-11-22 00:00:00", flow.WindowClosed},
		{"2026-11-14 00:00:00", "2026-11-22 00:00:00", flow.WindowClosed},
		{"2026-12-31 12:00:00", "2027-01-07 23:59:59", ""},
		{"2026-12-31 12:00:00", "2027-01-08 00:00:00", flow.WindowClosed},
	} {
		k := tints(t, afterSale(), 1).arrives()
		k.s.Orders[0].Parcels[0].Signed = china(c.signed)
		k.now = china(c.now)
		k.wants(flow.ReturnRefund, flow.ReasonUnwanted).try(act(flow.SubmitRequest)).refused(c.want)
	}
}

// A category decides by its data whether its goods go back without a reason; a fault is a reason always.
func TestACategoryWithoutSevenDays(t *testing.T) {
	k := both(t, afterSale()).arrives().wants(flow.ReturnRefund, flow.ReasonUnwanted)
	k.try(act(flow.SubmitRequest)).refused(flow.LinesNeeded)
	k.do(on(flow.ChooseLine, "coffee")).try(act(flow.SubmitRequest)).refused(flow.NoReasonOff)
	if got := k.last.Arg("category"); got != "coffee" {
		t.Errorf("got category %q", got)
	}
	k.do(on(flow.ChooseReason, "quality")).submits().stands(flow.ToReview, "")
}

// A category may close earlier, and a line of it then stays behind.
func TestEachLineHasItsOwnWindow(t *testing.T) {
	k := both(t, afterSale()).completes().lives(15*24*hour).wants(flow.ReturnRefund, "quality")
	k.try(on(flow.ChooseLine, "coffee")).refused(flow.WindowClosed)
	if f := k.s.RequestForm; len(f.Pieces) != 1 || f.Pieces[0].SKU != "tint-plum" {
		t.Errorf("got %+v, want the line that is left", f)
	}
	k.submits()
}

// A piece is in one open request; when that is over it can be asked for again, five times in all.
func TestOneOpenRequestAPieceAndFiveAnItem(t *testing.T) {
	k := tints(t, afterSale(), 2).arrives().wants(flow.ReturnRefund, "quality").do(on(flow.Decrease, "tint-plum")).submits()
	first := k.request()
	k.wants(flow.ReturnRefund, "quality")
	if f := k.s.RequestForm; len(f.Pieces) != 1 || f.Pieces[0].Quantity != 1 {
		t.Fatalf("got %+v, want the other piece", f)
	}
	k.try(on(flow.Increase, "tint-plum")).refused(flow.OverLimit)
	k.submits().try(on(flow.AskAfterSale, k.first())).refused(flow.RequestOpen)
	if got := k.last.Arg("request"); got == "" {
		t.Error("does not say which request")
	}
	k.do(on(flow.CancelRequest, first)).try(on(flow.CancelRequest, first)).refused(flow.NoRequest)
	for range 3 {
		k.wants(flow.ReturnRefund, "quality").submits().do(on(flow.CancelRequest, k.request()))
	}
	k.try(on(flow.AskAfterSale, k.first())).refused(flow.TooManyRequests)
	if got := k.last.Arg("max"); got != "5" {
		t.Errorf("got max %q", got)
	}
}

// While a refund before shipping waits for its answer nothing leaves, and the order cannot be cancelled beside it.
func TestNothingLeavesWhileItsRefundIsReviewed(t *testing.T) {
	k := tints(t, afterSale(), 1)
	k.s.Orders[0].Presale = &flow.PresaleTerm{Paid: true}
	k.wants(flow.RefundUnshipped, flow.ReasonUnwanted).submits().stands(flow.ToReview, "")
	id := k.request()
	k.due(flow.ClearOrder, 10*time.Minute)
	k.try(on(flow.ShipParcel, k.first())).refused(flow.NotNow).try(on(flow.PackOrder, k.first())).refused(flow.NotNow)
	k.do(act(flow.Back)).try(on(flow.CancelOrder, k.first())).refused(flow.RequestOpen)
	k.do(on(flow.AskAfterSale, k.first()), on(flow.CancelRequest, id)).stands(flow.RequestGone, flow.ByTheBuyer)
	k.do(on(flow.ShipParcel, k.first()))
}

// After the seller's no the order goes its way; once it has left, the platform is not asked to stop it.
func TestARejectedRefundLetsTheOrderLeave(t *testing.T) {
	k := tints(t, afterSale(), 1).lives(hour)
	k.s.Orders[0].Presale = &flow.PresaleTerm{Paid: true}
	k.wants(flow.RefundUnshipped, flow.ReasonUnwanted).submits().do(on(flow.RejectRequest, k.request()))
	asked := *k
	asked.do(on(flow.Escalate, asked.request())).try(on(flow.ShipParcel, asked.first())).refused(flow.NotNow)
	asked.do(on(flow.DecideForShopper, asked.request())).order(0, flow.Closed, 14000, 14000)
	k.do(on(flow.ShipParcel, k.first())).try(on(flow.Escalate, k.request())).refused(flow.TypeNotNow)
	k.do(on(flow.CancelRequest, k.request())).wants(flow.ReturnRefund, flow.ReasonUnwanted).submits()
}

// The list of after-sale holds the orders that have requests, and those that were given money back.
func TestTheTabOfAfterSale(t *testing.T) {
	k := tints(t, afterSale(), 1)
	if ids := flow.Listed(&k.w, &k.s, flow.TabAfterSale); len(ids) != 0 {
		t.Fatalf("got %v", ids)
	}
	k.arrives().wants(flow.ReturnRefund, "quality").submits()
	if ids := flow.Listed(&k.w, &k.s, flow.TabAfterSale); len(ids) != 1 {
		t.Errorf("got %v, want the order with a request", ids)
	}
}

// What was given back is not reviewed; what is kept is.
func TestWhatWasGivenBackIsNotReviewed(t *testing.T) {
	k := both(t, afterSale()).wants(flow.RefundUnshipped, flow.ReasonUnwanted).do(on(flow.ChooseLine, "tint-plum")).submits()
	k.do(act(flow.Back)).try(on(flow.OpenReview, "coffee")).refused(flow.NotPaid)
	k.do(on(flow.OpenReview, "tint-plum")).at(flow.Review)
}

// To cancel a paid order is to ask for its money.
func TestACancelledOrderLeavesARequest(t *testing.T) {
	k := tints(t, afterSale(), 1).do(act(flow.OpenOrders))
	k.do(on(flow.CancelOrder, k.first()))
	k.order(0, flow.Closed, 14000, 14000).stands(flow.RequestDone, flow.ByArbiter)
	r := k.last1()
	if !r.Fast || r.Type != flow.RefundUnshipped || r.Money.Total() != 14000 || k.s.Orders[0].Reason != "shopper" {
		t.Errorf("got %+v", r)
	}
	codes := []string{}
	for _, scan := range k.s.Orders[0].Track {
		codes = append(codes, scan.Code)
	}
	if want := []string{"awaiting-payment", "paid", "refunded", "shipment-stopped", "closed"}; !slices.Equal(codes, want) {
		t.Errorf("got timeline %v, want %v", codes, want)
	}
}
