package flow_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// declared walks to a paid order of a cross-border tint.
func declared(t *testing.T, w flow.World) *walker {
	t.Helper()
	w = known(w)
	w.Shopper.Identities[0].Front, w.Shopper.Identities[0].Back = true, true
	return paid(t, w)
}

// life lets an order live and writes what happens to it: hours since payment, the line of its timeline, the status.
func (k *walker) life() []string {
	k.t.Helper()
	paid := k.s.Orders[0].PaidAt
	var lines []string
	for {
		at, a, ok := flow.Due(&k.w, &k.s)
		if !ok {
			return lines
		}
		k.now = max(k.now, at)
		k.do(a)
		o := &k.s.Orders[0]
		scan := o.Track[len(o.Track)-1]
		since := scan.At.Sub(paid)
		lines = append(lines, fmt.Sprintf("%d:%02d %s %s %s", int(since.Hours()), int(since.Minutes())%60, a.Verb, scan.Code, o.Status))
	}
}

func equalLines(t *testing.T, name string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:", name)
		for i := range max(len(got), len(want)) {
			g, w := "", ""
			if i < len(got) {
				g = got[i]
			}
			if i < len(want) {
				w = want[i]
			}
			t.Logf("  got %-60s want %s", g, w)
		}
	}
}

// An order over the border is declared when risk control lets it go, waits for customs, is worked on in the warehouse, and
// leaves within the promise that counts from its payment. A domestic one goes as ever.
func TestAnOrderComesThroughCustoms(t *testing.T) {
	query := func(k *walker) {
		k.now = k.now.Add(10 * time.Minute)
		k.do(on(flow.DeclareCustoms, string(k.s.Orders[0].ID)), on(flow.QueryCustoms, string(k.s.Orders[0].ID)))
	}
	for name, c := range map[string]struct {
		trade  shop.Trade
		change func(*walker)
		want   []string
	}{
		"domestic": {shop.Domestic, nil, []string{
			"0:10 order-cleared to-pack to-ship", "10:00 order-packed packing to-ship", "20:00 parcel-shipped shipped shipped",
			"23:00 parcel-moved picked-up shipped", "36:00 parcel-moved in-transit shipped", "52:00 parcel-moved in-transit shipped",
			"68:00 parcel-signed signed shipped", "308:00 order-confirmed completed completed",
		}},
		"bonded": {shop.Bonded, nil, []string{
			"0:10 customs-declared customs-declaring customs", "6:10 customs-passed customs-passed to-ship",
			"18:05 order-packed warehouse to-ship", "30:00 parcel-shipped shipped shipped",
			"33:00 parcel-moved picked-up shipped", "46:00 parcel-moved in-transit shipped", "62:00 parcel-moved in-transit shipped",
			"78:00 parcel-signed signed shipped", "318:00 order-confirmed completed completed",
		}},
		"direct mail": {shop.Direct, nil, []string{
			"0:10 customs-declared customs-declaring customs", "24:10 customs-passed customs-passed to-ship",
			"42:05 order-packed warehouse to-ship", "60:00 parcel-shipped shipped shipped",
			"63:00 parcel-moved picked-up shipped", "76:00 parcel-moved in-transit shipped", "92:00 parcel-moved in-transit shipped",
			"108:00 parcel-signed signed shipped", "348:00 order-confirmed completed completed",
		}},
		"parcel": {shop.Parcel, nil, []string{
			"0:10 customs-declared customs-declaring customs", "24:10 customs-passed customs-passed to-ship",
			"42:05 order-packed warehouse to-ship", "60:00 parcel-shipped shipped shipped",
			"63:00 parcel-moved picked-up shipped", "76:00 parcel-moved in-transit shipped", "92:00 parcel-moved in-transit shipped",
			"108:00 parcel-signed signed shipped", "348:00 order-confirmed completed completed",
		}},
		"bonded, customs ask": {shop.Bonded, query, []string{
			"54:10 customs-passed customs-passed to-ship", "55:10 order-packed warehouse to-ship", "56:10 parcel-shipped shipped shipped",
			"59:10 parcel-moved picked-up shipped", "72:10 parcel-moved in-transit shipped", "88:10 parcel-moved in-transit shipped",
			"104:10 parcel-signed signed shipped", "344:10 order-confirmed completed completed",
		}},
		"bonded, held for long": {shop.Bonded, func(k *walker) { k.w.Flow.RiskHold = 100 * time.Hour }, []string{
			"72:00 promise-missed late paid", "100:00 customs-declared customs-declaring customs", "106:00 customs-passed customs-passed to-ship",
			"107:00 order-packed warehouse to-ship", "108:00 parcel-shipped shipped shipped",
			"111:00 parcel-moved picked-up shipped", "124:00 parcel-moved in-transit shipped", "140:00 parcel-moved in-transit shipped",
			"156:00 parcel-signed signed shipped", "396:00 order-confirmed completed completed",
		}},
		"direct mail, delayed in customs": {shop.Direct, func(k *walker) {
			query(k)
			k.do(on(flow.DelayParcel, string(k.s.Orders[0].ID)))
		}, []string{
			"72:10 customs-passed customs-passed to-ship", "106:05 order-packed warehouse to-ship", "120:00 promise-missed late to-ship",
			"140:00 parcel-shipped shipped shipped", "143:00 parcel-moved picked-up shipped", "156:00 parcel-moved in-transit shipped",
			"172:00 parcel-moved in-transit shipped", "188:00 parcel-signed signed shipped", "428:00 order-confirmed completed completed",
		}},
	} {
		k := (*walker)(nil)
		if c.trade == shop.Domestic {
			k = paid(t, small())
		} else {
			k = declared(t, border(c.trade))
		}
		if c.change != nil {
			c.change(k)
		}
		equalLines(t, name, k.life(), c.want)
		o := &k.s.Orders[0]
		if crossed := c.trade != shop.Domestic; crossed != (o.Passed != 0) || crossed && o.Passed > o.Parcels[0].Left {
			t.Errorf("%s: passed customs at %s, left at %s", name, o.Passed, o.Parcels[0].Left)
		}
	}
}

// What happens in customs fits no other place of an order, and a domestic order never comes there.
func TestWhatHappensInCustomsAndWhatDoesNot(t *testing.T) {
	k := declared(t, border(shop.Bonded))
	id := string(k.s.Orders[0].ID)
	refused := func(verbs ...flow.Verb) {
		t.Helper()
		for _, v := range verbs {
			k.try(on(v, id)).refused(flow.NotNow)
		}
	}
	refused(flow.ClearOrder, flow.PassCustoms, flow.QueryCustoms, flow.PackOrder, flow.ShipParcel)
	k.do(on(flow.DeclareCustoms, id))
	refused(flow.ClearOrder, flow.DeclareCustoms, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.ConfirmOrder)
	k.do(on(flow.QueryCustoms, id))
	if o := k.s.Order(flow.OrderID(id)); !o.Queried || o.Status != flow.Customs || o.Track[len(o.Track)-1].Code != flow.ScanQueried {
		t.Errorf("asked: %+v", o)
	}
	refused(flow.QueryCustoms)
	k.do(on(flow.PassCustoms, id))
	if o := k.s.Order(flow.OrderID(id)); o.Passed != k.now || o.Status != flow.ToShip {
		t.Errorf("passed: %+v", o)
	}
	refused(flow.ClearOrder, flow.DeclareCustoms, flow.PassCustoms, flow.QueryCustoms)
	k = paid(t, small())
	id = string(k.s.Orders[0].ID)
	refused(flow.DeclareCustoms, flow.PassCustoms, flow.QueryCustoms)
	k.do(on(flow.ClearOrder, id))
	refused(flow.DeclareCustoms, flow.PassCustoms, flow.QueryCustoms)
}

// An order in customs can be cancelled: the money comes back, the pieces are on the shelf, nothing is declared any more.
func TestAnOrderInCustomsIsCancelled(t *testing.T) {
	k := declared(t, border(shop.Direct))
	id, payable := string(k.s.Orders[0].ID), k.s.Orders[0].Quote.Payable
	k.do(on(flow.DeclareCustoms, id), act(flow.OpenOrders)).try(on(flow.ConfirmReceipt, id)).refused(flow.NotShipped)
	k.do(on(flow.CancelOrder, id)).order(0, flow.Closed, payable, payable).left("tint-plum", 2)
	if at, a, ok := flow.Due(&k.w, &k.s); ok {
		t.Errorf("%s is due at %s", a, at)
	}
}

// Backstage offers what customs can do, and only where they can.
func TestCustomsBackstage(t *testing.T) {
	offers := func(k *walker) (all []flow.Verb) {
		for _, o := range flow.Happenings(&k.w, &k.s) {
			if v := o.Action.Verb; v == flow.DeclareCustoms || v == flow.PassCustoms || v == flow.QueryCustoms || v == flow.ClearOrder {
				all = append(all, v)
			}
		}
		return all
	}
	k := declared(t, border(shop.Bonded))
	id := string(k.s.Orders[0].ID)
	for _, c := range []struct {
		do   flow.Verb
		want []flow.Verb
	}{
		{flow.None, []flow.Verb{flow.DeclareCustoms}},
		{flow.DeclareCustoms, []flow.Verb{flow.PassCustoms, flow.QueryCustoms}},
		{flow.QueryCustoms, []flow.Verb{flow.PassCustoms}},
		{flow.PassCustoms, nil},
	} {
		if c.do != flow.None {
			k.do(on(c.do, id))
		}
		if got := offers(k); !slices.Equal(got, c.want) {
			t.Errorf("after %q: got %v, want %v", c.do, got, c.want)
		}
	}
}

// What late shipping gives depends on the trade mode, on the promise, and of a presale on how late it is.
func TestThePayoutOfLateShipping(t *testing.T) {
	presale := &flow.PresaleTerm{Deposit: 100, Paid: true}
	for _, c := range []struct {
		order flow.Order
		goods shop.Fen
		late  time.Duration
		want  shop.Fen
	}{
		{flow.Order{ShipHours: 48}, 100_000, 0, 1000},
		{flow.Order{ShipHours: 48}, 100, 0, 300},
		{flow.Order{ShipHours: 48}, 9_000_000, 0, 3000},
		{flow.Order{ShipHours: 48}, 100_000, 200 * time.Hour, 1000},
		{flow.Order{ShipHours: 72, Quote: shop.OrderQuote{Trade: shop.Bonded}}, 100_000, 0, 3000},
		{flow.Order{ShipHours: 72, Quote: shop.OrderQuote{Trade: shop.Bonded}}, 9_950, 0, 300},
		{flow.Order{ShipHours: 72, Quote: shop.OrderQuote{Trade: shop.Bonded}}, 10_017, 0, 301}, // 300.51
		{flow.Order{ShipHours: 72, Quote: shop.OrderQuote{Trade: shop.Bonded}}, 199_983, 0, 5999},
		{flow.Order{ShipHours: 72, Quote: shop.OrderQuote{Trade: shop.Bonded}}, 300_000, 0, 6000},
		{flow.Order{ShipHours: 120, Quote: shop.OrderQuote{Trade: shop.Direct}}, 100_000, 0, 3000},
		{flow.Order{ShipHours: 120, Quote: shop.OrderQuote{Trade: shop.Parcel}}, 100_000, 0, 3000},
		{flow.Order{ShipHours: 24, Quote: shop.OrderQuote{Trade: shop.Bonded}}, 100_000, 0, 1000},
		{flow.Order{ShipHours: 24, SameDay: true}, 100_000, 0, 1000},
		{flow.Order{ShipHours: 48, Presale: presale}, 100_000, 0, 1000},
		{flow.Order{ShipHours: 48, Presale: presale}, 100_000, 48 * time.Hour, 1000},
		{flow.Order{ShipHours: 48, Presale: presale}, 100_000, 48*time.Hour + time.Millisecond, 3000},
		{flow.Order{ShipHours: 48, Presale: presale}, 100_000, 168 * time.Hour, 3000},
		{flow.Order{ShipHours: 48, Presale: presale}, 100_000, 168*time.Hour + time.Millisecond, 5000},
		{flow.Order{ShipHours: 48, Presale: presale}, 100, 0, 500},
		{flow.Order{ShipHours: 48, Presale: presale}, 900_000, 0, 8000},
		{flow.Order{ShipHours: 120, Presale: presale, Quote: shop.OrderQuote{Trade: shop.Direct}}, 100_000, 0, 1000},
	} {
		k := walk(t, small())
		o := c.order
		o.ID, o.Status, o.PaidAt = "P1000001", flow.ToShip, k.now
		o.Quote.Lines = []shop.QuoteLine{
			{Name: shop.LineItems, Amount: c.goods + 50},
			{Name: shop.LineMerchant, Amount: -50, Funder: string(shop.ByMerchant)},
			{Name: shop.LineShipping, Amount: 1200}, {Name: shop.LineTax, Amount: 900},
		}
		k.s.Orders = []flow.Order{o}
		k.now = o.ShipBy().Add(c.late)
		k.do(on(flow.MissPromise, string(o.ID)))
		if got := k.s.Coupons[len(k.s.Coupons)-1].Amount; got != c.want {
			t.Errorf("%s, %d hours, presale %v, goods of %s, %s late: got %s, want %s",
				o.Quote.Trade, o.ShipHours, o.Presale != nil, c.goods, c.late, got, c.want)
		}
	}
}

// However customs, sellers and shoppers come in each other's way, a cross-border order leaves through customs, and its
// timeline never goes back.
func TestCrossBorderOrdersLiveByTheRules(t *testing.T) {
	after := map[flow.OrderStatus][]flow.OrderStatus{
		flow.AwaitingPayment: {flow.Paid, flow.Cancelled},
		flow.Paid:            {flow.Customs, flow.Closed},
		flow.Customs:         {flow.ToShip, flow.Closed},
		flow.ToShip:          {flow.InTransit, flow.Closed},
		flow.InTransit:       {flow.Completed},
	}
	trades := []shop.Trade{shop.Bonded, shop.Direct, shop.Parcel}
	verbs := []flow.Verb{
		flow.DeclareCustoms, flow.PassCustoms, flow.QueryCustoms, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.SignParcel,
		flow.ConfirmOrder, flow.MissPromise, flow.DelayParcel, flow.CancelOrder, flow.ConfirmReceipt, flow.ClearOrder,
	}
	reached := map[flow.OrderStatus]bool{}
	for seed := uint64(1); seed <= 90; seed++ {
		random := rand.New(rand.NewPCG(seed, 8))
		k := declared(t, border(trades[seed%3])).do(act(flow.OpenOrders))
		id := string(k.s.Orders[0].ID)
		for range 40 {
			was := k.s.Orders[0].Status
			switch at, a, ok := flow.Due(&k.w, &k.s); {
			case ok && random.IntN(3) > 0:
				k.now = max(k.now, at)
				k.do(a)
			case random.IntN(6) == 0:
				k.try(on(verbs[random.IntN(len(verbs))], id))
			default:
				if now := k.now.Add(time.Duration(random.IntN(7200)) * time.Second); !ok || now < at {
					k.now = now
				}
			}
			o := &k.s.Orders[0]
			reached[o.Status] = true
			if was != o.Status && !slices.Contains(after[was], o.Status) {
				t.Fatalf("seed %d: from %s to %s", seed, was, o.Status)
			}
			if !slices.IsSortedFunc(o.Track, func(a, b flow.Scan) int { return int(a.At - b.At) }) {
				t.Fatalf("seed %d: the timeline goes back: %+v", seed, o.Track)
			}
			if len(o.Parcels) > 0 && (o.Passed == 0 || o.Parcels[0].Left < o.Passed) {
				t.Fatalf("seed %d: left at %s, passed customs at %s", seed, o.Parcels[0].Left, o.Passed)
			}
			if err := moneyAddsUp(&k.w, &k.s); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
	for _, status := range []flow.OrderStatus{flow.Customs, flow.ToShip, flow.InTransit, flow.Completed, flow.Closed} {
		if !reached[status] {
			t.Errorf("no order came to %s", status)
		}
	}
}
