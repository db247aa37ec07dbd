package measure

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// tape is a journal that a test writes record by record.
type tape struct {
	all []flow.Record
	at  shop.Instant
}

// from is a Monday noon in China, in the autumn of 2026.
var from = shop.At(time.Date(2026, 11, 9, 4, 0, 0, 0, time.UTC))

func (k *tape) put(e flow.Event) *tape {
	if k.at == 0 {
		k.at = from
	}
	k.at = k.at.Add(time.Second)
	k.all = append(k.all, flow.Record{Stream: 1, Seq: uint64(len(k.all) + 1), At: k.at, Event: e})
	return k
}

func (k *tape) begin(s flow.State) *tape {
	if len(s.Trail) == 0 {
		s.Trail = []flow.Spot{{Place: flow.Feed}}
	}
	return k.put(flow.Event{Kind: flow.Begun, Begin: &flow.Begin{Session: "s", Flow: "native", Shopper: "who", Source: "person", State: s}})
}

// tap is an action that changes no place, to one that goes to a place above so many spots.
func (k *tape) tap(v flow.Verb, id string) *tape {
	return k.put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: v, ID: id}})
}

func (k *tape) to(v flow.Verb, id string, keep uint8, at flow.Place, subject string) *tape {
	return k.put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: v, ID: id}, Trail: flow.Move{Set: true, Keep: keep, Push: flow.Spot{Place: at, Subject: subject}}})
}

func (k *tape) answer(outcome string) *tape {
	return k.put(flow.Event{Kind: flow.Happened, Action: flow.Action{Verb: flow.AnswerPayment, Value: outcome}})
}

func (k *tape) wait(d time.Duration) *tape { k.at = k.at.Add(d); return k }

// note, product and buy are the walk to a paid order by buy-now.
func (k *tape) note(id string) *tape { return k.to(flow.OpenNote, id, 1, flow.Note, id) }

func (k *tape) product(id string) *tape { return k.to(flow.TapTag, id, 2, flow.Product, id) }

func (k *tape) add(sku, note string) *tape {
	return k.to(flow.AddToCart, "", 3, flow.SKU, "").put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.Confirm}, Trail: flow.Move{Set: true, Keep: 3}}).
		put(flow.Event{Kind: flow.LineSet, Line: &flow.CartLine{SKU: shop.SKU(sku), Quantity: 1, Price: 5000, Note: shop.NoteID(note), Ticked: true}})
}

func (k *tape) checkout(from uint8, sku string) *tape {
	return k.to(flow.OpenCheckout, "", from, flow.Checkout, "").put(flow.Event{Kind: flow.CheckoutSet, Checkout: &flow.CheckoutForm{Pieces: []shop.Pieces{{SKU: shop.SKU(sku), Quantity: 1}}}})
}

func order(id string, skus ...string) *flow.Order {
	o := &flow.Order{ID: flow.OrderID(id), Status: flow.AwaitingPayment, Quote: shop.OrderQuote{Shop: "okkari"}}
	for _, sku := range skus {
		o.Quote.Items = append(o.Quote.Items, shop.Item{SKU: shop.SKU(sku), Product: shop.ProductID(sku[:4]), Quantity: 1, Unit: 5000})
		o.Quote.Payable += 5000
	}
	o.Quote.Lines = []shop.QuoteLine{{Name: shop.LineItems, Amount: o.Quote.Payable}}
	return o
}

func (k *tape) place(orders ...*flow.Order) *tape {
	k.to(flow.PlaceOrder, "", uint8(4), flow.Payment, "")
	for _, o := range orders {
		k.put(flow.Event{Kind: flow.OrderPlaced, Order: o})
	}
	return k
}

func (k *tape) paid(id string, fen shop.Fen) *tape {
	return k.put(flow.Event{Kind: flow.OrderPaid, OrderID: flow.OrderID(id), Amount: fen})
}

func (k *tape) refund(id string, fen shop.Fen, reason string) *tape {
	return k.put(flow.Event{Kind: flow.Refunded, OrderID: flow.OrderID(id), Amount: fen, Reason: reason})
}

func (k *tape) ship(id string) *tape {
	return k.put(flow.Event{Kind: flow.OrderMoved, OrderID: flow.OrderID(id), Beside: &flow.Beside{Progress: &flow.Progress{Status: flow.InTransit, Parcel: &flow.Parcel{}}}})
}

func (k *tape) survey(q Query) *Survey {
	if len(q.Rule.Steps) == 0 {
		q.Rule = Usual()
	}
	s := NewSurvey(&q, &shop.Catalogue{})
	for i := range k.all {
		s.Read(&k.all[i])
	}
	s.End()
	return s
}

func (k *tape) report(q Query) *Report {
	return k.survey(q).Report(&Market{Catalogue: &shop.Catalogue{}})
}

// visits folds the tape and returns its sessions.
func (k *tape) visits() (Ledger, []Visit) {
	book := Ledger{}
	var all []Visit
	c := NewCounter(book)
	c.Ended = func(v *Visit) { all = append(all, *v) }
	for i := range k.all {
		c.Read(&k.all[i])
	}
	return book, append(all, c.Rest())
}

func (r *Report) metric(t *testing.T, id string) Metric {
	t.Helper()
	for _, rows := range [][]Metric{r.Metrics, r.Rates} {
		for _, m := range rows {
			if m.ID == id {
				return m
			}
		}
	}
	t.Fatalf("no metric %s", id)
	return Metric{}
}

func counts(m Metric) [2]int64 { return m.Count }

func TestHowASessionEnded(t *testing.T) {
	onProduct := flow.State{Trail: []flow.Spot{{Place: flow.Feed}, {Place: flow.Note, Subject: "n1"}, {Place: flow.Product, Subject: "prod"}}}
	cart := flow.State{Cart: []flow.CartLine{{SKU: "prod-1", Quantity: 1, Price: 5000, Note: "n1"}}}
	for _, row := range []struct {
		name string
		of   *tape
		want Outcome
	}{
		{"nothing", new(tape).begin(flow.State{}), Unseen},
		{"a note", new(tape).begin(flow.State{}).note("n1"), Unseen},
		{"a product", new(tape).begin(flow.State{}).note("n1").product("prod"), Looked},
		{"begun on a product page", new(tape).begin(onProduct), Looked},
		{"begun on a product page, put into the cart", new(tape).begin(onProduct).add("prod-1", "n1"), Carted},
		{"a cart from before, not checked out", new(tape).begin(cart).to(flow.OpenCart, "", 1, flow.Cart, ""), Unseen},
		{"a cart from before, checked out", new(tape).begin(cart).to(flow.OpenCart, "", 1, flow.Cart, "").checkout(2, "prod-1"), Checked},
		{"a cart from before, bought", new(tape).begin(cart).to(flow.OpenCart, "", 1, flow.Cart, "").checkout(2, "prod-1").place(order("P1", "prod-1")).paid("P1", 5000), Bought},
		{"a deposit", new(tape).begin(flow.State{}).note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1")).
			put(flow.Event{Kind: flow.DepositPaid, OrderID: "P1", Amount: 500}), Bought},
		{"left the app", new(tape).begin(flow.State{}).note("n1").product("prod").put(flow.Event{Kind: flow.LeftApp, Reason: "tmall"}), Leaked},
	} {
		_, visits := row.of.visits()
		if got := visits[len(visits)-1].Outcome(); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}

func TestADepositIsNoSaleYet(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1")).
		put(flow.Event{Kind: flow.DepositPaid, OrderID: "P1", Amount: 500})
	r := k.report(Query{})
	if m := r.Money; m.Orders != 0 || m.GMV != 0 || m.Buyers != 0 {
		t.Errorf("after the deposit: %+v", m)
	}
	quote := order("P1", "prod-1").Quote
	k.begin(flow.State{Orders: []flow.Order{{ID: "P1", Status: flow.AwaitingPayment, Captured: 500, Quote: quote}}}).
		put(flow.Event{Kind: flow.Requoted, OrderID: "P1", Beside: &flow.Beside{Quote: &quote}}).paid("P1", 4500)
	if m := k.report(Query{}).Money; m.Orders != 1 || m.GMV != 5000 || m.Buyers != 1 {
		t.Errorf("after the balance: %+v", m)
	}
}

// A payment that was withdrawn and is approved late is captured and given back; the order is then paid by another.
func TestMoneyThatCameTooLateIsNoSaleAndNoRefund(t *testing.T) {
	late := func(k *tape) *tape {
		return k.put(flow.Event{Kind: flow.Captured, OrderID: "P1", Amount: 5000}).refund("P1", 5000, "")
	}
	begun := func() *tape {
		return new(tape).begin(flow.State{}).note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1"))
	}
	for name, k := range map[string]*tape{
		"before it is paid":  late(begun()).paid("P1", 5000),
		"behind the payment": late(begun().paid("P1", 5000)),
		"a session before": late(begun()).begin(flow.State{Orders: []flow.Order{{
			ID: "P1", Status: flow.AwaitingPayment, Captured: 5000, Refunded: 5000, Quote: order("P1", "prod-1").Quote,
		}}}).paid("P1", 5000),
	} {
		r := k.report(Query{})
		if m := r.Money; m.GMV != 5000 || m.Net != 5000 || m.RefundsBefore+m.RefundsAfter != 0 {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestRefundsAreCountedByMoneyAndByOrder(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1", "prod-2", "item-1")).paid("P1", 15000).
		refund("P1", 1000, "R1").refund("P1", 1000, "R2").ship("P1")
	o := *order("P1", "prod-1", "prod-2", "item-1")
	o.Status, o.Captured, o.Refunded, o.Parcels = flow.InTransit, 15000, 2000, []flow.Parcel{{}}
	k.wait(10*24*time.Hour).begin(flow.State{Orders: []flow.Order{o}}).refund("P1", 1000, "R3").refund("P1", 500, "R4")
	r := k.report(Query{})
	if m := r.Money; m.RefundsBefore != 2 || m.RefundsAfter != 2 || m.RefundedBefore != 2000 || m.RefundedAfter != 1500 || m.Net != 11500 {
		t.Errorf("%+v", m)
	}
	if before, after := counts(r.metric(t, MetricBefore)), counts(r.metric(t, MetricAfter)); before != [2]int64{1, 1} || after != [2]int64{1, 1} {
		t.Errorf("orders with a refund before shipping %v, after %v", before, after)
	}
	for _, p := range r.Products {
		if p.Orders != 1 || p.Refunds != 4 && p.Views > 0 {
			t.Errorf("%s: %d orders, %d refunds", p.ID, p.Orders, p.Refunds)
		}
	}
}

func TestEveryRateIsAShareOfItsBase(t *testing.T) {
	cart := flow.State{Cart: []flow.CartLine{{SKU: "prod-1", Quantity: 1, Price: 5000, Note: "n1"}}}
	buys := new(tape).begin(cart).to(flow.OpenCart, "", 1, flow.Cart, "").checkout(2, "prod-1").place(order("P1", "prod-1"), order("P2", "item-1")).paid("P1", 5000).paid("P2", 5000)
	r := buys.report(Query{})
	if got := counts(r.metric(t, MetricPaidUV)); got != [2]int64{0, 0} || r.Money.Buyers != 1 || r.Money.Orders != 2 {
		t.Errorf("a buyer who saw no product page: conversion %v, %d buyers, %d orders", got, r.Money.Buyers, r.Money.Orders)
	}
	twice := new(tape).begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1").add("prod-2", "n1")
	r = twice.report(Query{})
	if got := counts(r.metric(t, MetricAddPV)); got != [2]int64{1, 1} || r.Sources[0].Adds != 2 || r.Sources[0].AddRate != (Rate{1, 1}) {
		t.Errorf("two adds on one page: %v, %+v", got, r.Sources[0])
	}
	onProduct := flow.State{Trail: []flow.Spot{{Place: flow.Feed}, {Place: flow.Note, Subject: "n1"}, {Place: flow.Product, Subject: "prod"}}}
	r = new(tape).begin(onProduct).add("prod-1", "n1").report(Query{})
	if got := counts(r.metric(t, MetricAddUV)); got != [2]int64{1, 1} {
		t.Errorf("begun on the page: adders %v", got)
	}
	tags := new(tape).begin(flow.State{}).note("n1").product("prod").put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.Back}, Trail: flow.Move{Set: true, Keep: 2}}).product("item")
	r = tags.report(Query{})
	if got := counts(r.metric(t, MetricTagged)); got != [2]int64{1, 1} || r.Sources[0].Tags != 2 {
		t.Errorf("two tags of one read: %v, %+v", got, r.Sources[0])
	}
}

func TestSessionRates(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").
		begin(flow.State{}).note("n1").product("prod").
		begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1").
		begin(flow.State{}).note("n1").to(flow.TapTag, "out", 2, flow.External, flow.OutsideSwitch)
	r := k.report(Query{})
	for id, want := range map[string][2]int64{RateNoteTag: {3, 4}, RateTagProduct: {2, 3}, RateProductCart: {1, 2}} {
		if got := counts(r.metric(t, id)); got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

// A shopper who saw a product before the time that is asked for is a visitor in it.
func TestShoppersAreCountedOnceInTheTimeThatIsAskedFor(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").wait(14 * 24 * time.Hour)
	since := k.at
	k.begin(flow.State{}).note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1")).paid("P1", 5000).
		begin(flow.State{}).note("n1").product("prod")
	r := k.report(Query{Since: since})
	if got := counts(r.metric(t, MetricPaidUV)); got != [2]int64{1, 1} || r.Sessions != 2 {
		t.Errorf("conversion %v of %d sessions", got, r.Sessions)
	}
	if got := counts(k.report(Query{}).metric(t, MetricPaidUV)); got != [2]int64{1, 1} {
		t.Errorf("of the whole time: %v", got)
	}
	weeks := k.report(Query{}).Weeks
	if len(weeks) != 3 || weeks[0].Visitors != 1 || weeks[1].Visitors != 0 || weeks[2].Visitors != 1 || weeks[2].Buyers != 1 {
		t.Errorf("weeks: %+v", weeks)
	}
}

func TestCartAbandonmentCountsSessionsThatAdded(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1")
	cart := flow.State{Cart: []flow.CartLine{{SKU: "prod-1", Quantity: 1, Price: 5000, Note: "n1"}}}
	k.begin(cart).to(flow.OpenCart, "", 1, flow.Cart, "").checkout(2, "prod-1").place(order("P1", "prod-1")).paid("P1", 5000)
	if got := counts(k.report(Query{}).metric(t, MetricCart)); got != [2]int64{1, 1} {
		t.Errorf("got %v", got)
	}
}

// Two orders of one payment were led to by two notes; a cart from before has no first note of the session.
func TestAnOrderIsAttributedToTheNoteOfItsOwnLines(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1").note("n2").product("item").add("item-1", "n2")
	cart := flow.State{Cart: []flow.CartLine{{SKU: "item-1", Quantity: 1, Price: 5000, Note: "n2"}, {SKU: "prod-1", Quantity: 1, Price: 5000, Note: "n1"}}}
	one, two := order("P1", "prod-1"), order("P2", "item-1")
	one.Note, two.Note = "n2", "n2" // the engine gives all orders of a checkout one note
	k.begin(cart).to(flow.OpenCart, "", 1, flow.Cart, "").checkout(2, "prod-1").place(one, two).paid("P1", 5000).paid("P2", 5000)
	for _, row := range k.report(Query{}).Sources {
		if row.Orders != 1 || row.GMV != 5000 || row.FirstGMV != 5000 {
			t.Errorf("%s: %+v", row.ID, row)
		}
	}
}

func TestABuyNowOrderHasTheNoteThatLedToIt(t *testing.T) {
	cart := flow.State{Cart: []flow.CartLine{{SKU: "prod-1", Quantity: 1, Price: 5000, Note: "n2"}}}
	o := order("P1", "prod-1")
	o.Note = "n1"
	k := new(tape).begin(cart).note("n1").product("prod").checkout(3, "prod-1").place(o).paid("P1", 5000)
	if rows := k.report(Query{}).Sources; len(rows) != 1 || rows[0].ID != "n1" || rows[0].Orders != 1 {
		t.Errorf("got %+v", rows)
	}
}

func TestAJourneyThatNoSessionBeganHasATime(t *testing.T) {
	k := new(tape).note("n1").product("prod")
	_, visits := k.visits()
	if visits[0].Began != k.all[0].At {
		t.Errorf("began %v", visits[0].Began)
	}
}

func TestWhatLeaversDidNext(t *testing.T) {
	for _, row := range []struct {
		name string
		of   *tape
		want flow.Verb
	}{
		{"nothing", new(tape).begin(flow.State{}).note("n1").product("prod"), flow.None},
		{"a happening is nothing", new(tape).begin(flow.State{}).note("n1").product("prod").put(flow.Event{Kind: flow.Happened, Action: flow.Action{Verb: flow.Wait}}), flow.None},
		{"the way to the next step is nothing", new(tape).begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1"), flow.None},
		{"it went on otherwise", new(tape).begin(flow.State{}).note("n1").product("prod").tap(flow.OpenCoupons, ""), flow.OpenCoupons},
		{"an add that is held", new(tape).begin(flow.State{}).note("n1").product("prod").add("prod-1", "n1").
			put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.AddToCart}}).put(flow.Event{Kind: flow.LineSet, Line: &flow.CartLine{SKU: "prod-2", Quantity: 1}}), flow.AddToCart},
	} {
		_, visits := row.of.visits()
		if got := flow.Verb(visits[0].Next & 0xff); got != row.want {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
		f := row.of.survey(Query{}).Funnel()
		if got := f.Next[visits[0].Next|uint16(visits[0].Best.Depth)<<8]; got != 1 {
			t.Errorf("%s: the survey has %v", row.name, f.Next)
		}
	}
}

func TestSurprisesAreHeldAgainstWhatIsBought(t *testing.T) {
	surprise := flow.Event{Kind: flow.AmountSeen, Seen: []flow.Seen{{Line: shop.LineShipping, Amount: 1000, Place: flow.Checkout}}}
	cart := flow.State{Cart: []flow.CartLine{{SKU: "prod-1", Quantity: 2, Price: 5000}, {SKU: "item-1", Quantity: 1, Price: 90000}}}
	k := new(tape).begin(cart).to(flow.OpenCart, "", 1, flow.Cart, "").to(flow.OpenCheckout, "", 2, flow.Checkout, "").
		put(flow.Event{Kind: flow.CheckoutSet, Checkout: &flow.CheckoutForm{Pieces: []shop.Pieces{{SKU: "prod-1", Quantity: 2}}}}).put(surprise)
	if late := k.report(Query{}).Late; late.N != 1 || late.P50 < 94 || late.P50 > 106 {
		t.Errorf("a tenth of the ticked line: %+v", late)
	}
}

func TestReviewsAreOfOrders(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1", "item-1")).paid("P1", 10000)
	for _, kind := range []flow.Kind{flow.Reviewed, flow.Reviewed, flow.FollowedUp} {
		k.tap(flow.SubmitReview, "").put(flow.Event{Kind: kind, OrderID: "P1"})
	}
	r := k.report(Query{})
	if got := counts(r.metric(t, MetricReviews)); got != [2]int64{1, 1} {
		t.Errorf("two reviews and a follow-up of one order: %v", got)
	}
}
