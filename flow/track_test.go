package flow_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// paid walks to a paid order of the tint.
func paid(t *testing.T, w flow.World) *walker {
	t.Helper()
	return walk(t, w).do(toTint...).do(buyTint...).do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
}

// bothPaid walks to a paid order of tint and coffee, which leaves in two parcels.
func bothPaid(t *testing.T) *walker {
	t.Helper()
	k := walk(t, parts()).do(on(flow.OpenNote, "desk"), on(flow.TapTag, "coffee"), act(flow.AddToCart), act(flow.Confirm), act(flow.Back))
	k.do(on(flow.TapTag, "tint"), act(flow.AddToCart), pick("shade", "plum"), act(flow.Confirm))
	return k.do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
}

// lives lets everything happen that is due, up to a time after now.
func (k *walker) lives(d time.Duration) *walker {
	k.t.Helper()
	for end := k.now.Add(d); ; {
		at, a, ok := flow.Due(&k.w, &k.s)
		if !ok || at > end {
			k.now = end
			return k
		}
		k.now = max(k.now, at)
		k.do(a)
	}
}

// china is a time of the zone in which promises are counted.
func china(s string) shop.Instant {
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, shop.China)
	if err != nil {
		panic(err)
	}
	return shop.At(at)
}

// A same-day promise ends at the midnight after a payment before 16:00, whatever day that is; later ones have the hours.
func TestWhenAnOrderHasToLeave(t *testing.T) {
	for _, c := range []struct {
		paid, by string
		sameDay  bool
	}{
		{"2026-11-11 20:00:00", "2026-11-13 20:00:00", false},
		{"2026-11-11 09:00:00", "2026-11-12 00:00:00", true},
		{"2026-11-11 15:59:59", "2026-11-12 00:00:00", true},
		{"2026-11-11 16:00:00", "2026-11-13 16:00:00", true},
		{"2026-11-11 00:00:00", "2026-11-12 00:00:00", true},
		{"2026-11-30 15:59:59", "2026-12-01 00:00:00", true},
		{"2026-12-31 12:00:00", "2027-01-01 00:00:00", true},
		{"2028-02-28 12:00:00", "2028-02-29 00:00:00", true},
		{"2026-02-28 23:30:00", "2026-03-02 23:30:00", true},
	} {
		o := flow.Order{PaidAt: china(c.paid), SameDay: c.sameDay, ShipHours: 48}
		if got := o.ShipBy(); got != china(c.by) {
			t.Errorf("paid %s, same day %v: has to leave by %s, want %s", c.paid, c.sameDay, got, c.by)
		}
	}
}

// A seller who keeps the promise is never late; one who says that it takes longer is late once, and leaves 20 hours after
// the promise, whichever promise it is.
func TestADelayIsCountedFromThePromise(t *testing.T) {
	for _, sameDay := range []bool{false, true} {
		w := small()
		w.Catalogue.Shops[0].SameDay = sameDay
		w.Catalogue.Today = china("2026-11-11 09:00:00")
		k := paid(t, w)
		promise, id := k.s.Orders[0].ShipBy(), string(k.s.Orders[0].ID)
		kept := *k
		if kept.lives(100 * time.Hour); kept.s.Orders[0].Late || len(kept.s.Coupons) != 0 || kept.s.Orders[0].Parcels[0].Left >= promise {
			t.Errorf("same day %v: left %s, promised by %s", sameDay, kept.s.Orders[0].Parcels[0].Left, promise)
		}
		k.do(on(flow.DelayParcel, id)).try(on(flow.DelayParcel, id)).refused(flow.NotNow)
		if k.lives(100 * time.Hour); !k.s.Orders[0].Late || len(k.s.Coupons) != 1 {
			t.Fatalf("same day %v: late %v, %d coupons", sameDay, k.s.Orders[0].Late, len(k.s.Coupons))
		}
		if left := k.s.Orders[0].Parcels[0].Left; left != promise.Add(20*time.Hour) {
			t.Errorf("same day %v: left %s after the promise, want 20h", sameDay, left.Sub(promise))
		}
		if c := k.s.Coupons[0]; c.Amount != 300 || c.Expires != promise.Add(365*24*time.Hour) || c.Order != k.s.Orders[0].ID {
			t.Errorf("got coupon %+v", c)
		}
	}
}

// The payout is 1 % of the goods, rounded half up, and never below ¥3 or above ¥30; shipping is no goods.
func TestThePayoutOfALateOrder(t *testing.T) {
	for _, c := range []struct{ price, want shop.Fen }{
		{1, 300}, {29_949, 300}, {30_049, 300}, {30_050, 301}, {30_149, 301}, {30_150, 302}, {299_949, 2999}, {299_950, 3000}, {300_050, 3000},
		{10_000_000, 3000},
	} {
		w := small()
		w.Catalogue.Products[0].Variants[1].Price = c.price
		k := paid(t, w)
		k.do(on(flow.MissPromise, string(k.s.Orders[0].ID)))
		if got := k.s.Coupons[0].Amount; got != c.want {
			t.Errorf("goods of %s: got %s, want %s", c.price, got, c.want)
		}
		k.try(on(flow.MissPromise, string(k.s.Orders[0].ID))).refused(flow.NotNow)
	}
}

// A late order that is cancelled keeps its payout: the promise was missed before the money came back.
func TestAPayoutOutlivesItsOrder(t *testing.T) {
	k := paid(t, small())
	id := string(k.s.Orders[0].ID)
	k.do(on(flow.DelayParcel, id)).lives(50*time.Hour).do(act(flow.OpenOrders), on(flow.CancelOrder, id))
	k.order(0, flow.Closed, 14000, 14000).left("tint-plum", 2)
	if len(k.s.Coupons) != 1 {
		t.Fatalf("got %d coupons, want the one of the late order", len(k.s.Coupons))
	}
	if at, a, ok := flow.Due(&k.w, &k.s); ok {
		t.Fatalf("%s is due at %s though the order is closed", a, at)
	}
	for _, v := range []flow.Verb{flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.SignParcel, flow.ConfirmOrder, flow.MissPromise, flow.DelayParcel} {
		k.try(on(v, id)).refused(flow.NotNow)
	}
}

// An attempt that is approved after its order was closed finds nothing to pay: taken and given back.
func TestALateApprovalOfAClosedOrderIsGivenBack(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...)
	k.do(act(flow.Pay), answer(flow.OutcomeTimedOut, 0), act(flow.Pay), answer(flow.OutcomeApproved, 2))
	k.do(act(flow.OpenOrders), on(flow.CancelOrder, string(k.s.Orders[0].ID))).order(0, flow.Closed, 14000, 14000)
	k.do(answer(flow.OutcomeApproved, 1)).order(0, flow.Closed, 28000, 28000).at(flow.Orders).left("tint-plum", 2)
}

// Two parcels are on the road at once, each by its own timetable.
func TestParcelsMoveSideBySide(t *testing.T) {
	k := bothPaid(t)
	from := k.now
	k.lives(200 * time.Hour)
	var got []time.Duration
	for _, scan := range k.s.Orders[0].Track {
		if scan.Parcel == 2 {
			got = append(got, scan.At.Sub(from))
		}
	}
	want := []time.Duration{32 * time.Hour, 35 * time.Hour, 48 * time.Hour, 64 * time.Hour, 80 * time.Hour}
	if !slices.Equal(got, want) {
		t.Errorf("the second parcel is scanned after %v, want %v", got, want)
	}
	if k.s.Orders[0].Late {
		t.Error("both parcels left within the promise, and the order is late")
	}
}

// The order completes by itself only when every parcel was signed for.
func TestAnUnsignedParcelHoldsTheOrderOpen(t *testing.T) {
	k := bothPaid(t)
	id := string(k.s.Orders[0].ID)
	k.do(on(flow.ClearOrder, id), on(flow.ShipParcel, id)).try(on(flow.ConfirmOrder, id)).refused(flow.NotNow)
	k.do(on(flow.SignParcel, id)).try(on(flow.ConfirmOrder, id)).refused(flow.NotNow)
	k.do(on(flow.ShipParcel, id)).try(on(flow.ConfirmOrder, id)).refused(flow.NotNow)
	k.do(on(flow.SignParcel, id), on(flow.ConfirmOrder, id))
	if got := k.s.Orders[0].Status; got != flow.Completed {
		t.Fatalf("got %s", got)
	}
}

// However shoppers, sellers and wallets come in each other's way, an order goes one way only, its timeline never back, and
// it is paid for and compensated once.
func TestOrdersLiveByTheRules(t *testing.T) {
	after := map[flow.OrderStatus][]flow.OrderStatus{
		flow.AwaitingPayment: {flow.Paid, flow.Cancelled},
		flow.Paid:            {flow.ToShip, flow.Closed},
		flow.ToShip:          {flow.PartShipped, flow.InTransit, flow.Closed},
		flow.PartShipped:     {flow.InTransit, flow.Closed},
		flow.InTransit:       {flow.Completed, flow.Closed, flow.Exchanging},
		flow.Completed:       {flow.Closed, flow.Exchanging},
		flow.Exchanging:      {flow.InTransit, flow.Completed},
	}
	for seed := uint64(1); seed <= 60; seed++ {
		random := rand.New(rand.NewPCG(seed, 5))
		w := parts()
		w.Catalogue.Shops[0].SameDay = seed%2 == 0
		w.Catalogue.Products[1].Variants[0].Stock = 5
		k := walk(t, w)
		for range 250 {
			was := map[flow.OrderID]flow.OrderStatus{}
			for i := range k.s.Orders {
				was[k.s.Orders[i].ID] = k.s.Orders[i].Status
			}
			at, a, due := flow.Due(&k.w, &k.s)
			if due && random.IntN(3) == 0 {
				k.now = max(k.now, at)
				k.do(a)
			} else {
				k.try(anything(random, &k.w, &k.s))
				k.now = k.now.Add(time.Duration(random.IntN(600)) * time.Second)
			}
			if err := moneyAddsUp(&k.w, &k.s); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			paid := map[flow.OrderID]int{}
			for _, c := range k.s.Coupons {
				if paid[c.Order]++; paid[c.Order] > 1 || c.Amount < 300 || c.Amount > 3000 {
					t.Fatalf("seed %d: %s got %d payouts, the last of %s", seed, c.Order, paid[c.Order], c.Amount)
				}
			}
			for i := range k.s.Orders {
				o := &k.s.Orders[i]
				if from, known := was[o.ID]; known && from != o.Status && !slices.Contains(after[from], o.Status) {
					t.Fatalf("seed %d: I11: %s went from %s to %s", seed, o.ID, from, o.Status)
				}
				if !slices.IsSortedFunc(o.Track, func(a, b flow.Scan) int { return int(a.At - b.At) }) {
					t.Fatalf("seed %d: the timeline of %s goes back: %+v", seed, o.ID, o.Track)
				}
				if o.Late != (paid[o.ID] == 1) {
					t.Fatalf("seed %d: %s late %v with %d payouts", seed, o.ID, o.Late, paid[o.ID])
				}
			}
		}
	}
}
