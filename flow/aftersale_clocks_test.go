package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

const day = 24 * hour

// What the seller does not answer in time is granted; what the shopper does not do in time is over.
// clock is a request as it stands, what is due of it next and when, and how it stands then.
type clock struct {
	name string
	run  func(*testing.T) *walker
	due  flow.Verb
	in   time.Duration
	then flow.RequestStatus
	by   string
}

func arrived(t *testing.T) *walker { return tints(t, afterSale(), 1).completes() }

// trading changes how the goods of the order came.
func (k *walker) trading(trade shop.Trade) *walker {
	k.s.Orders[0].Quote.Trade = trade
	return k
}

func perishable(w flow.World) flow.World {
	w.Catalogue.Categories[0].Fresh = true
	return w
}

// waiting are the clocks of the seller's answer and of the parcel.
func waiting() []clock {
	return []clock{
		{"a refund of a parcel that has not left", func(t *testing.T) *walker {
			return tints(t, afterSale(), 1).lives(hour).trading(shop.Parcel).wants(flow.RefundUnshipped, "late").submits()
		}, flow.ApproveRequest, day, flow.RequestDone, flow.ByClock},
		{"a refund without a return", func(t *testing.T) *walker { return arrived(t).wants(flow.RefundShipped, "damaged").submits() },
			flow.ApproveRequest, 36 * hour, flow.RequestDone, flow.ByClock},
		{"a return", func(t *testing.T) *walker { return arrived(t).wants(flow.ReturnRefund, "quality").submits() },
			flow.ApproveRequest, 36 * hour, flow.AwaitingReturn, flow.ByClock},
		{"an exchange", func(t *testing.T) *walker {
			return arrived(t).wants(flow.Exchange, "quality").do(on(flow.ExchangeFor, "tint-plum")).submits()
		}, flow.ApproveRequest, 36 * hour, flow.AwaitingReturn, flow.ByClock},
		{"fresh goods", func(t *testing.T) *walker {
			return tints(t, perishable(afterSale()), 1).completes().wants(flow.ReturnRefund, "quality").submits()
		}, flow.ApproveRequest, day, flow.AwaitingReturn, flow.ByClock},
		{"a parcel that is not sent back", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.ReturnRefund, "quality").submits()
			return k.do(on(flow.ApproveRequest, k.request())).stands(flow.AwaitingReturn, flow.BySeller)
		}, flow.CloseRequest, 7 * day, flow.RequestClosed, flow.ByClock},
		{"a parcel that the seller does not receive", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.ReturnRefund, "quality").submits()
			return k.do(on(flow.ApproveRequest, k.request())).sends()
		}, flow.ReceiveReturn, 7 * day, flow.RequestDone, flow.ByClock},
		{"the same from abroad", func(t *testing.T) *walker {
			k := arrived(t).trading(shop.Bonded).wants(flow.ReturnRefund, "quality").submits()
			return k.do(on(flow.ApproveRequest, k.request())).sends()
		}, flow.ReceiveReturn, 10 * day, flow.RequestDone, flow.ByClock},
	}
}

// disputed are the clocks after a no, and of an exchange.
func disputed() []clock {
	return []clock{
		{"a no of the seller", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.ReturnRefund, "quality").submits()
			return k.do(on(flow.RejectRequest, k.request())).stands(flow.RequestRejected, flow.BySeller)
		}, flow.CloseRequest, 7 * day, flow.RequestClosed, flow.ByClock},
		{"a no to the parcel", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.ReturnRefund, "quality").submits()
			k.do(on(flow.ApproveRequest, k.request())).sends()
			return k.do(on(flow.RejectReturn, k.request())).stands(flow.ReceiptRejected, flow.BySeller)
		}, flow.CloseRequest, 7 * day, flow.RequestClosed, flow.ByClock},
		{"the platform", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.ReturnRefund, "quality").submits()
			k.do(on(flow.ApproveRequest, k.request())).sends()
			return k.do(on(flow.RejectReturn, k.request()), on(flow.Escalate, k.request()))
		}, flow.DecideForShopper, 3 * day, flow.RequestDone, flow.ByArbiter},
		{"the platform, and nothing was sent back yet", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.ReturnRefund, "quality").submits()
			return k.do(on(flow.RejectRequest, k.request()), on(flow.Escalate, k.request()))
		}, flow.DecideForShopper, 3 * day, flow.AwaitingReturn, flow.ByArbiter},
		{"the platform, of a refund without a return", func(t *testing.T) *walker {
			k := arrived(t).wants(flow.RefundShipped, "damaged").submits()
			return k.do(on(flow.RejectRequest, k.request()), on(flow.Escalate, k.request()))
		}, flow.DecideForShopper, 3 * day, flow.RequestDone, flow.ByArbiter},
		{"a new piece that is to be sent", func(t *testing.T) *walker { return exchanged(t, "quality") },
			flow.ShipExchange, 2 * day, flow.ExchangeShipped, flow.ByClock},
		{"a new piece that nobody confirms", func(t *testing.T) *walker {
			k := exchanged(t, "quality")
			return k.do(on(flow.ShipExchange, k.request()))
		}, flow.ConfirmExchange, 10 * day, flow.RequestDone, flow.ByClock},
	}
}

func TestTheClocksOfARequest(t *testing.T) {
	for _, c := range append(waiting(), disputed()...) {
		t.Run(c.name, func(t *testing.T) {
			k := c.run(t)
			for {
				at, a, ok := flow.Due(&k.w, &k.s)
				if !ok || a.Verb == c.due {
					break
				}
				if at.Sub(k.now) > c.in {
					t.Fatalf("%s is due first, after %s", a, at.Sub(k.now))
				}
				next, _ := flow.Step(&k.w, at, k.s, a)
				k.s = next
			}
			k.due(c.due, c.in).stands(c.then, c.by)
			if k.last1().Since != k.now {
				t.Errorf("stands so since %s, want %s", k.last1().Since, k.now)
			}
			if _, _, ok := flow.DueOf(&k.w, &k.s, k.last1()); ok != (k.last1().Status != flow.RequestDone && k.last1().Status != flow.RequestClosed) {
				t.Errorf("a clock runs %v", ok)
			}
		})
	}
}

// exchanged walks to an exchange of a plum tint for a rose one, of which the plum has come back.
func exchanged(t *testing.T, reason string) *walker {
	t.Helper()
	k := tints(t, afterSale(), 1).completes().wants(flow.Exchange, reason).do(on(flow.ExchangeFor, "tint-rose")).submits()
	k.do(on(flow.ApproveRequest, k.request())).sends()
	return k.do(on(flow.ReceiveReturn, k.request())).stands(flow.ExchangeToShip, flow.BySeller)
}

// Whether a refund is fast: without the seller's review.
func TestWhichRefundsAreFast(t *testing.T) {
	for _, c := range []struct {
		name   string
		trade  shop.Trade
		stage  time.Duration
		typ    flow.RequestType
		reason string
		price  shop.Fen
		want   bool
	}{
		{"domestic, not sent", shop.Domestic, hour, flow.RefundUnshipped, flow.ReasonUnwanted, 12800, true},
		{"bonded, not sent", shop.Bonded, hour, flow.RefundUnshipped, flow.ReasonUnwanted, 12800, true},
		{"direct mail, not sent", shop.Direct, hour, flow.RefundUnshipped, flow.ReasonUnwanted, 12800, true},
		{"parcel, not sent", shop.Parcel, hour, flow.RefundUnshipped, flow.ReasonUnwanted, 12800, false},
		{"not received", shop.Domestic, 30 * hour, flow.RefundShipped, flow.ReasonNotReceived, 12800, true},
		{"not received, ¥2,000", shop.Domestic, 30 * hour, flow.RefundShipped, flow.ReasonNotReceived, 200_000, true},
		{"not received, ¥2,000.01", shop.Domestic, 30 * hour, flow.RefundShipped, flow.ReasonNotReceived, 200_001, false},
		{"not received, from abroad", shop.Bonded, 30 * hour, flow.RefundShipped, flow.ReasonNotReceived, 12800, false},
		{"damaged", shop.Domestic, 30 * hour, flow.RefundShipped, "damaged", 12800, false},
	} {
		w := afterSale()
		w.Catalogue.Products[0].Variants[0].Price = c.price
		k := tints(t, w, 1).lives(c.stage)
		k.s.Orders[0].Quote.Trade = c.trade
		k.wants(c.typ, c.reason).submits()
		if got := k.last1(); got.Fast != c.want || (got.Status == flow.RequestDone) != c.want {
			t.Errorf("%s: got %s, fast %v, want %v", c.name, got.Status, got.Fast, c.want)
		}
	}
}

// Who has confirmed the receipt is asked before the money goes back.
func TestAConfirmedReceiptIsNoFastRefund(t *testing.T) {
	tints(t, afterSale(), 1).completes().wants(flow.RefundShipped, flow.ReasonNotReceived).submits().stands(flow.ToReview, "")
}

// What the seller has in hand is not withdrawn, whoever decides on it.
func TestWhatWasSentBackIsNotCancelled(t *testing.T) {
	k := tints(t, afterSale(), 1).completes().wants(flow.ReturnRefund, "quality").submits()
	id := k.request()
	k.do(on(flow.ApproveRequest, id)).sends().do(on(flow.RejectReturn, id), on(flow.Escalate, id))
	k.try(on(flow.CancelRequest, id)).refused(flow.NoRequest)
}

// One line an exchange: another takes its place.
func TestAnExchangeIsOfOneLine(t *testing.T) {
	k := both(t, afterSale()).arrives().asks().do(on(flow.ChooseLine, "coffee"), on(flow.ChooseLine, "tint-plum"))
	k.do(on(flow.ChooseType, string(flow.Exchange)))
	if f := k.s.RequestForm; len(f.Pieces) != 0 {
		t.Fatalf("got %+v, want none of two lines", f.Pieces)
	}
	k.try(on(flow.ExchangeFor, "tint-rose")).refused(flow.LinesNeeded)
	k.do(on(flow.ChooseLine, "coffee"))
	if f := k.s.RequestForm; f.For != "coffee" {
		t.Errorf("got target %q, want the only variant", f.For)
	}
	k.do(on(flow.ChooseLine, "tint-plum"))
	if f := k.s.RequestForm; len(f.Pieces) != 1 || f.Pieces[0].SKU != "tint-plum" || f.For != "" {
		t.Errorf("got %+v, want the tint alone, and nothing to exchange it for yet", f)
	}
}

// A parcel of the shopper needs its waybill, once sent it is not cancelled, and after seven days it is too late.
func TestSendingBack(t *testing.T) {
	k := tints(t, afterSale(), 1).completes().wants(flow.ReturnRefund, "quality").submits()
	id := k.request()
	k.try(on(flow.SendBack, id)).refused(flow.NoRequest).try(flow.Typing(flow.FieldWaybill, "SF1")).refused(flow.NoSuch)
	k.do(on(flow.ApproveRequest, id)).try(on(flow.SendBack, id)).refused(flow.WaybillNeeded)
	k.do(flow.Typing(flow.FieldWaybill, "SF1"))
	if !k.facts[len(k.facts)-2].Fresh {
		t.Error("the field was empty, and the tap is not fresh")
	}
	if k.do(flow.Typing(flow.FieldWaybill, "SF2")); k.facts[len(k.facts)-2].Fresh {
		t.Error("the field was not empty, and the tap is fresh")
	}
	late := *k
	late.now = late.now.Add(7 * day)
	late.try(on(flow.SendBack, id)).refused(flow.WindowClosed)
	k.do(on(flow.SendBack, id)).stands(flow.AwaitingReceipt, "")
	if got := k.last1().Waybill.String(); got != "SF2" || k.s.RequestForm != nil {
		t.Errorf("got waybill %q, form %+v", got, k.s.RequestForm)
	}
	k.try(on(flow.CancelRequest, id)).refused(flow.NoRequest)
	if got := k.last.Arg("status"); got != "awaiting-receipt" {
		t.Errorf("got status %q", got)
	}
}

// An exchange holds the new piece from the moment it is asked for; the old one is on the shelf again when it is back.
func TestTheShelvesOfAnExchange(t *testing.T) {
	k := tints(t, afterSale(), 1).completes().left("tint-plum", 3).left("tint-rose", 4)
	k.wants(flow.Exchange, "wrong-choice").do(on(flow.ExchangeFor, "tint-rose")).submits().left("tint-rose", 3).left("tint-plum", 3)
	if k.s.Orders[0].Status != flow.Exchanging || k.w.Shared.On("tint-rose").Held != 1 {
		t.Fatalf("got order %s, %+v", k.s.Orders[0].Status, k.w.Shared.On("tint-rose"))
	}
	gone := *k
	gone.do(on(flow.CancelRequest, gone.request())).left("tint-rose", 4).order(0, flow.Completed, 14000, 0)
	k.do(on(flow.ApproveRequest, k.request())).sends().left("tint-plum", 3)
	k.do(on(flow.ReceiveReturn, k.request())).left("tint-plum", 4).left("tint-rose", 3)
	k.do(on(flow.ShipExchange, k.request())).left("tint-rose", 3)
	if on := k.w.Shared.On("tint-rose"); on.Held != 0 || on.Sold != 1 {
		t.Errorf("got %+v, want the new piece sold", on)
	}
	k.do(on(flow.AcceptExchange, k.request())).stands(flow.RequestDone, flow.ByTheBuyer).order(0, flow.Completed, 14000, 0)
	k.try(on(flow.AskAfterSale, k.first())).refused(flow.NotNow)
}

// A faulty piece does not go back on the shelf.
func TestAFaultyPieceIsNotSoldAgain(t *testing.T) {
	exchanged(t, "quality").left("tint-plum", 3).left("tint-rose", 3)
	k := tints(t, afterSale(), 1).completes().wants(flow.ReturnRefund, "damaged").submits()
	k.do(on(flow.ApproveRequest, k.request())).sends().do(on(flow.ReceiveReturn, k.request())).left("tint-plum", 3)
	k.order(0, flow.Closed, 14000, 14000)
	track := k.s.Orders[0].Track
	if last := track[len(track)-3:]; last[0].Code != flow.ScanCompleted || last[1].Code != flow.ScanRefunded || last[2].Code != flow.ScanClosed {
		t.Errorf("the timeline ends with %+v", last)
	}
}

func TestWhatAPieceCanBeExchangedFor(t *testing.T) {
	w := afterSale()
	v, _ := w.Catalogue.Variant("tint-rose")
	k := tints(t, w, 2).completes().wants(flow.Exchange, "wrong-choice")
	k.try(on(flow.ExchangeFor, "coffee")).refused(flow.ExchangeUnlike).try(on(flow.ExchangeFor, "nothing")).refused(flow.NoSuch)
	v.Price = 12900
	k.try(on(flow.ExchangeFor, "tint-rose")).refused(flow.ExchangeUnlike)
	v.Price = 12800
	k.do(on(flow.ExchangeFor, "tint-rose"))
	v.Stock = 1
	k.try(act(flow.SubmitRequest)).refused(flow.StockShort)
	k.do(on(flow.SellOut, "tint-rose")).try(act(flow.SubmitRequest)).refused(flow.SoldOut)
	k.do(on(flow.ExchangeFor, "tint-plum")).submits()
}

// The seller's yes and the clock's are told apart, and a platform that decides for the seller ends it.
func TestThePlatformDecidesForTheSeller(t *testing.T) {
	k := tints(t, afterSale(), 1).completes().wants(flow.Exchange, "wrong-choice").do(on(flow.ExchangeFor, "tint-rose")).submits()
	id := k.request()
	k.do(on(flow.RejectRequest, id)).left("tint-rose", 3).try(on(flow.DecideForSeller, id)).refused(flow.NoRequest)
	late := *k
	late.now = late.now.Add(7 * day)
	late.try(on(flow.Escalate, id)).refused(flow.WindowClosed)
	k.do(on(flow.Escalate, id), on(flow.DecideForSeller, id)).stands(flow.RequestClosed, flow.ByArbiter).left("tint-rose", 4)
	k.order(0, flow.Completed, 14000, 0)
}

// No order completes by itself while something is asked for.
func TestAnOpenRequestHoldsTheOrderOpen(t *testing.T) {
	k := tints(t, afterSale(), 1).arrives().wants(flow.ReturnRefund, "quality").submits()
	k.do(on(flow.RejectRequest, k.request())).try(on(flow.ConfirmOrder, k.first())).refused(flow.NotNow)
	k.lives(8*day).stands(flow.RequestClosed, flow.ByClock).order(0, flow.InTransit, 14000, 0)
	k.lives(3*day).order(0, flow.Completed, 14000, 0)
}
