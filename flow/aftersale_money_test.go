package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// returns lets the newest request be granted as far as its parcel has come back.
func (k *walker) returns() *walker {
	k.t.Helper()
	k.do(on(flow.ApproveRequest, k.request())).sends()
	return k.do(on(flow.ReceiveReturn, k.request())).stands(flow.RequestDone, flow.BySeller)
}

// fewer leaves so many pieces of the plum tint in the form.
func (k *walker) fewer(n int) *walker {
	k.t.Helper()
	for k.s.RequestForm.Pieces[0].Quantity > int32(n) {
		k.do(on(flow.Decrease, "tint-plum"))
	}
	return k
}

// What goes back of an order of tints at ¥128.00 from a shop that ships for ¥12.00, and free from ¥199.00 on.
func TestWhatARefundComesTo(t *testing.T) {
	for _, c := range []struct {
		name       string
		bought     int
		stage      func(*walker) *walker
		typ        flow.RequestType
		reason     string
		pieces     int
		want       shop.Fen // of the request
		status     flow.OrderStatus
		shelfAfter int32 // of four
	}{
		// 128.00 + 12.00 of shipping: nothing has left, everything goes back.
		{"one, not sent", 1, nil, flow.RefundUnshipped, flow.ReasonUnwanted, 1, 14000, flow.Closed, 4},
		// Half of 256.00, which shipped free; the rest is still to be sent.
		{"one of two, not sent", 2, nil, flow.RefundUnshipped, flow.ReasonUnwanted, 1, 12800, flow.Paid, 3},
		{"two of two, not sent", 2, nil, flow.RefundUnshipped, flow.ReasonUnwanted, 2, 25600, flow.Closed, 4},
		// Goods alone: the shipping was rendered, and the shopper changed the mind.
		{"one, without a reason", 1, (*walker).completes, flow.ReturnRefund, flow.ReasonUnwanted, 1, 12800, flow.Closed, 4},
		// The seller's fault brings the shipping back with the last piece, and leaves the shelf as it is.
		{"one, faulty", 1, (*walker).completes, flow.ReturnRefund, "quality", 1, 14000, flow.Closed, 3},
		// 256.00 − 128.00 is less than free shipping needs: 128.00 − 12.00 of postage.
		{"one of two, without a reason", 2, (*walker).completes, flow.ReturnRefund, flow.ReasonUnwanted, 1, 11600, flow.Completed, 3},
		// Not if the seller is at fault.
		{"one of two, faulty", 2, (*walker).completes, flow.ReturnRefund, "quality", 1, 12800, flow.Completed, 2},
		// 384.00 − 128.00 still ships free.
		{"one of three, without a reason", 3, (*walker).completes, flow.ReturnRefund, flow.ReasonUnwanted, 1, 12800, flow.Completed, 2},
		// All of it goes back: nothing is left that should have paid for shipping.
		{"two of two, without a reason", 2, (*walker).completes, flow.ReturnRefund, flow.ReasonUnwanted, 2, 25600, flow.Closed, 4},
		// It never came: goods and shipping, and there is nothing to put on the shelf.
		{"one, not received", 1, (*walker).arrives, flow.RefundShipped, flow.ReasonNotReceived, 1, 14000, flow.Closed, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := tints(t, afterSale(), c.bought)
			paid := k.s.Orders[0].Captured
			if c.stage != nil {
				c.stage(k)
			}
			k.wants(c.typ, c.reason).fewer(c.pieces)
			expected := k.w
			expected.Now = k.now
			if got := expected.Expected(&k.s, k.s.RequestForm).Total(); got != c.want {
				t.Errorf("the form says %s, want %s", got, c.want)
			}
			if k.submits(); c.typ == flow.ReturnRefund {
				k.returns()
			}
			if got := k.last1().Money.Total(); got != c.want {
				t.Errorf("got %s (%+v), want %s", got, k.last1().Money, c.want)
			}
			k.order(0, c.status, paid, c.want).left("tint-plum", c.shelfAfter)
			if got := k.s.Orders[0].Kept("tint-plum"); got != int32(c.bought-c.pieces) {
				t.Errorf("keeps %d pieces, want %d", got, c.bought-c.pieces)
			}
		})
	}
}

// The pieces of an order with a discount that does not divide go back to the fen: 3 × 128.00 − 50.01 is 333.99, of which each
// piece has 111.33; of 2 × 128.00 − 50.01 = 205.99 the earlier piece has 103.00, the other 102.99.
func TestPortionsOfADiscountLoseNoFen(t *testing.T) {
	for n, want := range map[int][]shop.Fen{2: {10300, 10299}, 3: {11133, 11133, 11133}} {
		w := afterSale()
		w.Catalogue.Promotions = []shop.Promotion{{ID: "p", Shop: "okkari", Kind: shop.PromotionSpend, Over: 20000, Off: 5001}}
		w.Catalogue.Index()
		k := tints(t, w, n).completes()
		for i, part := range want {
			k.wants(flow.ReturnRefund, "quality").fewer(1).submits().returns()
			if got := k.last1().Money.Goods; got != part {
				t.Errorf("piece %d of %d: got %s, want %s", i+1, n, got, part)
			}
		}
		o := k.s.Orders[0]
		k.order(0, flow.Closed, o.Captured, o.Captured)
	}
}

// The price falls to 118.00 within the seven days: 10.00 a piece are made good. It falls to 108.00: another 10.00 a piece. What
// then goes back has its 20.00 already.
func TestPriceProtection(t *testing.T) {
	k := tints(t, afterSale(), 2)
	v, _ := k.w.Catalogue.Variant("tint-plum")
	v.Price = 11800
	k.wants(flow.Protection, "")
	if f := k.s.RequestForm; f.Reason != flow.ReasonPriceDrop || len(f.Pieces) != 1 {
		t.Fatalf("got form %+v, want its only reason and every lower line chosen", f)
	}
	k.submits().stands(flow.RequestDone, flow.ByArbiter).order(0, flow.Paid, 25600, 2000)
	if err := moneyAddsUp(&k.w, &k.s); err != nil {
		t.Error(err)
	}
	k.try(on(flow.ChooseType, string(flow.Protection))).refused(flow.NotHere)
	v.Price = 10800
	k.wants(flow.Protection, "").submits().order(0, flow.Paid, 25600, 4000)
	v.Price = 12000
	k.asks().try(on(flow.ChooseType, string(flow.Protection))).refused(flow.NothingLower)
	k.do(on(flow.Decrease, "tint-plum"), on(flow.ChooseReason, flow.ReasonUnwanted)).submits()
	k.order(0, flow.Paid, 25600, 4000+10800) // 128.00 − 20.00
	v.Price = 10000                          // 28.00 less, of which 20.00 were given
	k.wants(flow.Protection, "").submits().order(0, flow.Paid, 25600, 4000+10800+800)
	k.asks().do(on(flow.ChooseReason, flow.ReasonUnwanted)).submits() // 128.00 − 28.00
	k.order(0, flow.Closed, 25600, 25600)
}

// Of two pieces that were protected by 10.00 each one is on its way back: at 15.00 less the other gets 5.00 more.
func TestProtectionBesideAnOpenReturn(t *testing.T) {
	k := tints(t, afterSale(), 2)
	v, _ := k.w.Catalogue.Variant("tint-plum")
	v.Price = 11800
	k.wants(flow.Protection, "").submits().do(act(flow.Back)).completes()
	k.wants(flow.ReturnRefund, "quality").fewer(1).submits()
	back := k.request()
	v.Price = 11300
	k.wants(flow.Protection, "").submits().order(0, flow.Completed, 25600, 2500)
	k.do(on(flow.ApproveRequest, back), flow.Typing(flow.FieldWaybill, "SF1"), on(flow.SendBack, back), on(flow.ReceiveReturn, back))
	// 25.00 were given for both, 12.50 of it for each; 128.00 − 12.50 go back.
	k.order(0, flow.Completed, 25600, 2500+11550)
	k.wants(flow.ReturnRefund, "quality").submits().returns().order(0, flow.Closed, 25600, 25600)
}

// Protection gives no more than was paid for the pieces: 128.00 with 100.00 off cost 28.00.
func TestProtectionGivesNoMoreThanWasPaid(t *testing.T) {
	w := afterSale()
	w.Catalogue.Promotions = []shop.Promotion{{ID: "p", Shop: "okkari", Kind: shop.PromotionSpend, Over: 100, Off: 10000}}
	w.Catalogue.Index()
	k := tints(t, w, 1)
	v, _ := k.w.Catalogue.Variant("tint-plum")
	v.Price = 1
	k.wants(flow.Protection, "").submits().order(0, flow.Paid, 2800+1200, 2800)
	k.asks().do(on(flow.ChooseReason, flow.ReasonUnwanted)).submits().order(0, flow.Closed, 4000, 4000)
}

// What was made good before comes off the goods, and the postage takes no more than is left: 128.00 − 127.00 − 1.00.
func TestAPostageTakesNoMoreThanThereIs(t *testing.T) {
	k := tints(t, afterSale(), 2)
	v, _ := k.w.Catalogue.Variant("tint-plum")
	v.Price = 100
	k.wants(flow.Protection, "").submits().order(0, flow.Paid, 25600, 25400).do(act(flow.Back)).completes()
	k.wants(flow.ReturnRefund, flow.ReasonUnwanted).fewer(1).submits().returns().order(0, flow.Completed, 25600, 25400)
	if got := k.last1().Money; got.Goods != 100 || got.Postage != 100 {
		t.Errorf("got %+v", got)
	}
}

// Whoever gave money back before, the order gives no more than it has.
func TestARefundIsNotMoreThanTheOrderHas(t *testing.T) {
	k := tints(t, afterSale(), 1)
	k.s.Orders[0].Refunded = 13000
	k.wants(flow.RefundUnshipped, "late").submits().order(0, flow.Closed, 14000, 14000)
}

// A presale gives deposit and balance back, after the seller's review.
func TestAPresaleIsGivenBackWhole(t *testing.T) {
	k := deposited(t)
	id := k.first()
	k.do(act(flow.OpenOrders)).try(on(flow.AskAfterSale, id)).refused(flow.NotNow)
	k.now = k.now.Add(48 * hour)
	k.do(on(flow.PayBalance, id), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, 21200, 0)
	k.do(act(flow.OpenOrders), on(flow.CancelOrder, id)).order(0, flow.Paid, 21200, 0).stands(flow.ToReview, "")
	k.lives(24*hour).stands(flow.RequestDone, flow.ByClock).order(0, flow.Closed, 21200, 21200).left("beans", 2)
}

// The coupons of an order that was given back before any of it left are held again, unless they expired.
func TestCouponsComeBackWithAnOrderThatNeverLeft(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(*walker) *walker
		held bool
	}{
		{"not paid", func(k *walker) *walker { return k.do(on(flow.ExpireOrder, k.first())) }, true},
		{"cancelled", func(k *walker) *walker {
			return k.pays().do(act(flow.OpenOrders), on(flow.CancelOrder, k.first()))
		}, true},
		{"expired since", func(k *walker) *walker {
			k.pays().lives(2 * hour).s.Coupons[0].Expires = k.now
			return k.do(act(flow.OpenOrders), on(flow.CancelOrder, k.first()))
		}, false},
		{"given back in two portions", func(k *walker) *walker {
			k.pays().asks().do(on(flow.Decrease, "tint-plum"), on(flow.ChooseReason, "late")).submits()
			if k.s.Coupons[0].Used == "" {
				k.t.Error("half of the order goes on, and its coupon is free")
			}
			return k.asks().do(on(flow.ChooseReason, "late")).submits()
		}, true},
		{"returned", func(k *walker) *walker {
			return k.pays().completes().wants(flow.ReturnRefund, "quality").submits().returns()
		}, false},
	} {
		w := afterSale()
		w.Catalogue.Coupons = []shop.Coupon{{ID: "ten", Kind: shop.CouponStore, Shop: "okkari", Off: 1000, Claim: true}}
		w.Catalogue.Index()
		w.Shopper = returning()
		w.Shopper.Coupons = []flow.Coupon{{ID: "ten", Kind: string(shop.CouponStore), Amount: 1000}}
		w.Flow.Coupons = string(shop.PickAuto)
		k := walk(t, w).do(toTint...).do(act(flow.BuyNow), pick("shade", "plum"), act(flow.Increase), act(flow.Confirm), act(flow.PlaceOrder))
		if k.s.Coupons[0].Used != k.s.Orders[0].ID {
			t.Fatalf("%s: the order does not use the coupon: %+v", c.name, k.s.Coupons)
		}
		c.end(k)
		if got := k.s.Coupons[0].Used == ""; got != c.held {
			t.Errorf("%s: held again %v, want %v", c.name, got, c.held)
		}
	}
}

func (k *walker) pays() *walker { return k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)) }

// A limited offer's stock is free again only if the whole order goes back before it leaves.
func TestTheStockOfALimitedOffer(t *testing.T) {
	flash := func() flow.World {
		w := afterSale()
		w.Catalogue.Products[0].Variants[0].Offers = []shop.Offer{{ID: "flash", Kind: shop.PriceFlash, Price: 9900, Stock: 3}}
		return w
	}
	const shelf = "tint-plum@flash"
	taken := func(k *walker, want int32) {
		t.Helper()
		if got := k.w.Taken(shelf); got != want {
			t.Errorf("got %d taken, want %d", got, want)
		}
	}
	k := tints(t, flash(), 2)
	taken(k, 2)
	k.asks().do(on(flow.Decrease, "tint-plum"), on(flow.ChooseReason, "late")).submits()
	taken(k, 2)
	k.asks().do(on(flow.ChooseReason, "late")).submits().left("tint-plum", 4)
	taken(k, 0)
	k = tints(t, flash(), 2).completes().wants(flow.ReturnRefund, flow.ReasonUnwanted).submits().returns().left("tint-plum", 4)
	taken(k, 2)
}

// The part of an order that has not left can be given back; the rest goes its way.
func TestTheRestOfAnOrderInParts(t *testing.T) {
	w := afterSale()
	w.Catalogue.Shops[0].InParts = true
	k := both(t, w).lives(25 * hour) // the coffee has left, the tint has not
	if k.s.Orders[0].Status != flow.PartShipped {
		t.Fatalf("got %s", k.s.Orders[0].Status)
	}
	k.asks().try(on(flow.ChooseLine, "coffee")).refused(flow.TypeNotNow)
	if f := k.s.RequestForm; f.Type != flow.RefundUnshipped || len(f.Pieces) != 1 || f.Pieces[0].SKU != "tint-plum" {
		t.Fatalf("got form %+v", f)
	}
	k.do(on(flow.ChooseReason, "late")).submits().order(0, flow.InTransit, 19900, 12800).left("tint-plum", 4).left("coffee", 2)
	k.lives(60 * hour)
	if o := k.s.Orders[0]; len(o.Parcels) != 1 || o.Parcels[0].Signed == 0 {
		t.Errorf("got parcels %+v, want the one that had left, signed for", o.Parcels)
	}
	// The coffee is the last piece, and it is the seller's fault: the shipping comes back with it.
	k.wants(flow.RefundShipped, "damaged").submits().do(on(flow.ApproveRequest, k.request())).order(0, flow.Closed, 19900, 19900)
}

// A piece that was given back before its parcel left is not in the parcel, and a first parcel is never empty.
func TestParcelsHoldWhatIsStillToLeave(t *testing.T) {
	w := afterSale()
	w.Catalogue.Shops[0].InParts = true
	k := both(t, w).wants(flow.RefundUnshipped, "late").do(on(flow.ChooseLine, "tint-plum")).submits().lives(25 * hour)
	if o := k.s.Orders[0]; o.Status != flow.InTransit || len(o.Parcels) != 1 || len(o.Parcels[0].Pieces) != 1 || o.Parcels[0].Pieces[0].SKU != "tint-plum" {
		t.Errorf("got %s, parcels %+v", o.Status, o.Parcels)
	}
}

// bordered is a bonded order of two tints with tax: 256.00 of goods, 23.30 of tax at 9.1 %.
func bordered(t *testing.T) *walker {
	t.Helper()
	k := tints(t, afterSale(), 2)
	o := &k.s.Orders[0]
	o.Quote.Trade = shop.Bonded
	o.Quote.Items[0].Tax = &shop.ItemTax{Kind: shop.TaxGeneral, Base: 25600, Amount: 2330, Num: 91, Den: 1000}
	o.Quote.Lines = append(o.Quote.Lines, shop.QuoteLine{Name: shop.LineTax, Amount: 2330, Shares: []shop.Share{{SKU: "tint-plum", Amount: 2330}}})
	o.Quote.Payable += 2330
	o.Captured += 2330
	return k
}

// Tax and quota come back with what never left, and with what was asked for within 30 days of its clearance and is back within
// 45; a window excludes its end.
func TestTaxAndQuotaOfAReturn(t *testing.T) {
	k := bordered(t).asks().do(on(flow.Decrease, "tint-plum"), on(flow.ChooseReason, "late")).submits()
	if k.s.Orders[0].Restored != 12800 || k.last1().Money.Tax != 1165 {
		t.Errorf("not sent: restored %s, %+v", k.s.Orders[0].Restored, k.last1().Money)
	}
	for _, c := range []struct {
		name        string
		asked, back time.Duration // from the clearance
		tax, base   shop.Fen
	}{
		{"in time", 20 * day, 30 * day, 1165, 12800},
		{"just in time", 30*day - 1, 45*day - 1, 1165, 12800},
		{"asked too late", 30 * day, 31 * day, 0, 0},
		{"back too late", 29 * day, 45 * day, 0, 0},
	} {
		k := bordered(t).completes()
		cleared := k.s.Orders[0].PaidAt
		k.s.Orders[0].Passed = cleared
		k.now = cleared.Add(c.asked)
		k.wants(flow.ReturnRefund, "quality").fewer(1).submits().do(on(flow.ApproveRequest, k.request())).sends()
		k.now = cleared.Add(c.back)
		k.do(on(flow.ReceiveReturn, k.request()))
		if got := k.last1().Money; got.Tax != c.tax || got.Base != c.base || k.s.Orders[0].Restored != c.base {
			t.Errorf("%s: got %+v, restored %s, want tax %s of %s", c.name, got, k.s.Orders[0].Restored, c.tax, c.base)
		}
	}
}

// A closed order frees the quota only as far as its taxable value was restored.
func TestWhatAClosedOrderLeavesOfTheQuota(t *testing.T) {
	me := shop.Identity{ID: "me", Number: text.Clean("110101199003071234", text.Name)}
	used := func(k *walker) shop.Fen { return k.s.UsedQuota(&me, k.now) }
	start := func() *walker {
		k := bordered(t)
		k.s.Orders[0].Identity = me
		if got := used(k); got != 25600 {
			t.Fatalf("got %s used, want ¥256.00", got)
		}
		return k
	}
	k := start().asks().do(on(flow.Decrease, "tint-plum"), on(flow.ChooseReason, "late")).submits()
	if got := used(k); got != 12800 {
		t.Errorf("half of it given back: got %s used", got)
	}
	if k.asks().do(on(flow.ChooseReason, "late")).submits(); used(k) != 0 || k.s.Orders[0].Status != flow.Closed {
		t.Errorf("all of it given back: got %s used", used(k))
	}
	k = start().completes()
	k.s.Orders[0].Passed = k.now.Add(-40 * day)
	if k.wants(flow.ReturnRefund, "quality").submits().returns(); used(k) != 25600 || k.s.Orders[0].Status != flow.Closed {
		t.Errorf("back in the zone too late: got %s used", used(k))
	}
}

// A parcel from abroad that never came: the seller makes the tax good, but nothing is back in the zone.
func TestALostParcelFromAbroadKeepsItsQuota(t *testing.T) {
	k := bordered(t)
	k.do(on(flow.DeclareCustoms, k.first()), on(flow.PassCustoms, k.first()), on(flow.ShipParcel, k.first()))
	k.wants(flow.RefundShipped, flow.ReasonNotReceived).submits().do(on(flow.ApproveRequest, k.request()))
	if o := k.s.Orders[0]; o.Restored != 0 || o.Refunded != 25600+2330 || o.Status != flow.Closed {
		t.Errorf("got %s, refunded %s, restored %s", o.Status, o.Refunded, o.Restored)
	}
}
