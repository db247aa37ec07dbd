package flow_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// stroll is a random walk on the whole catalogue.
type stroll struct {
	random *rand.Rand
	w      flow.World
	now    shop.Instant
	s      flow.State
	folded flow.State
	did    map[flow.Verb]int
}

// strolling begins a walk of a random flow and shopper. Most find a cart that is filled already, and hold some coupons.
func strolling(set *fixtures.Set, seed uint64, did map[flow.Verb]int) *stroll {
	random := rand.New(rand.NewPCG(seed, 7))
	k := &stroll{random: random, did: did, w: flow.World{
		Catalogue: set.Catalogue, Flow: set.Flows[random.IntN(len(set.Flows))], Shopper: set.Shoppers[random.IntN(len(set.Shoppers))],
	}}
	k.now, k.s = k.w.Catalogue.Today, flow.Start(&k.w, 1)
	if seed%2 == 0 {
		k.now = k.now.Add(20 * time.Hour) // the deals of the evening
	}
	switch {
	case seed%4 == 0:
		k.bought()
		k.s.Trail = append(k.s.Trail, flow.Spot{Place: flow.Orders})
	case seed%8 == 1:
		k.presold()
	case k.w.Flow.Cart:
		k.s.Trail = append(k.s.Trail, flow.Spot{Place: flow.Cart})
		k.fill()
	}
	for i := range k.w.Catalogue.Coupons {
		if c := &k.w.Catalogue.Coupons[i]; random.IntN(3) == 0 && k.s.Coupon(c.ID) == nil {
			k.s.Coupons = append(k.s.Coupons, flow.Coupon{ID: c.ID, Kind: string(c.Kind), Amount: c.Off})
		}
	}
	k.folded = k.s
	return k
}

// fill puts up to four lines into the cart, mostly of one shop.
func (k *stroll) fill() {
	first := k.w.Catalogue.Products[k.random.IntN(len(k.w.Catalogue.Products))].Shop
	for range 40 {
		p := &k.w.Catalogue.Products[k.random.IntN(len(k.w.Catalogue.Products))]
		v := &p.Variants[k.random.IntN(len(p.Variants))]
		if len(k.s.Cart) == 4 || p.Shop != first && k.random.IntN(6) > 0 || v.Stock == 0 || v.Presale != nil || k.s.Line(v.SKU) != nil {
			continue
		}
		n := int32(1 + k.random.IntN(min(3, v.Stock, int(flow.Limit(p)))))
		k.s.Cart = append(k.s.Cart, flow.CartLine{SKU: v.SKU, Quantity: n, Ticked: k.random.IntN(4) > 0, Price: v.Price})
	}
}

// presold opens the sheet of a SKU that is sold in two payments.
func (k *stroll) presold() {
	for i := range k.w.Catalogue.Products {
		p := &k.w.Catalogue.Products[i]
		for j := range p.Variants {
			if v := &p.Variants[j]; v.Presale != nil {
				k.s.Trail = append(k.s.Trail, flow.Spot{Place: flow.Product, Subject: string(p.ID)}, flow.Spot{Place: flow.SKU, Subject: string(p.ID)})
				k.s.Sheet = flow.Sheet{Product: p.ID, Values: v.Values, Quantity: 1, Intent: flow.IntentBuy}
				return
			}
		}
	}
}

// earlierOrder is the id of an order that nobody paid in the walk.
const earlierOrder flow.OrderID = "P1"

// bought gives the shopper an order of the day before that has arrived, and mostly is confirmed.
func (k *stroll) bought() {
	k.fill()
	pieces := k.s.Ticked()
	k.s.Cart = nil
	quote := shop.NewQuote(&shop.Ask{Catalogue: k.w.Catalogue, Pieces: pieces, At: k.now, Pick: shop.PickNone})
	if len(quote.Orders) == 0 || len(quote.Limits) > 0 {
		return
	}
	q := quote.Orders[0]
	at := k.now.Add(-24 * time.Hour)
	o := flow.Order{
		ID: earlierOrder, Status: flow.InTransit, Quote: q, Method: flow.Alipay, Placed: at, PaidAt: at, Ended: at, Captured: q.Payable, Late: true,
		Address: shop.Address{Name: text.Clean("林小满", text.Name)}, ShipHours: 48, Parcels: []flow.Parcel{{Pieces: q.Pieces(), Left: at, Moves: 3, Signed: k.now}},
	}
	if q.Trade.CrossBorder() {
		o.Identity, o.Passed = identity("other", "林小满", "99010119880229001X"), at
	}
	if k.random.IntN(4) > 0 {
		o.Status, o.Completed = flow.Completed, k.now
	}
	k.w.Shared = flow.Share(k.w.Shared, flow.Event{Kind: flow.OrderPlaced, Order: &o})
	k.w.Shared = flow.Share(k.w.Shared, flow.Event{Kind: flow.OrderPaid, Pieces: q.Takes()})
	k.s.Orders = append(k.s.Orders, o)
}

// patience is how seldom the clock jumps to what is due: who would pay is given the time.
func patience(a flow.Action) int {
	switch a.Verb {
	case flow.ExpireOrder:
		return 80
	case flow.ConfirmExchange, flow.CloseRequest:
		return 30
	}
	return 8
}

// passes lets time pass: a little, or until a balance is taken.
func (k *stroll) passes() {
	k.now = k.now.Add(time.Duration(1+k.random.IntN(90)) * time.Second)
	for i := range k.s.Orders {
		if o := &k.s.Orders[i]; o.AwaitsBalance() && k.random.IntN(10) == 0 {
			k.now = max(k.now, o.Presale.Balance.From)
		}
	}
}

// weight says how often a verb is taken beside others: what leads on often, what leads away seldom.
func weight(v flow.Verb) int {
	switch v {
	case flow.LeaveFor:
		return 1
	case flow.Home, flow.Remove, flow.UntickAll, flow.UntickShop, flow.ShowTab, flow.SaveNote, flow.Like, flow.ShareNote, flow.AskLink,
		flow.Follow, flow.WriteComment:
		return 4
	case flow.Back, flow.OpenNote, flow.OpenProduct, flow.Untick, flow.OpenReview, flow.TrackOrder, flow.OpenCart, flow.ClaimCoupon,
		flow.ChoosePayment, flow.OpenCoupons, flow.CancelRequest, flow.CancelOrder:
		return 10
	case flow.PlaceOrder, flow.OpenCheckout, flow.Pay, flow.EnterPassword, flow.SaveAddress, flow.SaveIdentity, flow.SubmitRequest,
		flow.SubmitReview, flow.NextStep, flow.PayBalance, flow.SendBack, flow.SplitOrders, flow.Continue, flow.SaveWallet,
		flow.AcceptExchange, flow.Escalate, flow.OpenOrders, flow.ApplyCoupons:
		return 200
	case flow.ExchangeFor, flow.BuyNow, flow.TapTag, flow.Confirm, flow.ChooseIdentity, flow.ChooseAddress, flow.AddPicture,
		flow.PickIdentity, flow.PickAddress, flow.ConfirmReceipt, flow.FollowUp, flow.AskAfterSale, flow.NewAddress:
		return 60
	}
	return 25
}

// next picks an action or happening, also one that is refused.
func (k *stroll) next() flow.Action {
	at := k.w
	at.Now = k.now
	if all := flow.Happenings(&at, &k.s); len(all) > 0 && k.random.IntN(4) == 0 {
		a := all[k.random.IntN(len(all))].Action
		if a.Verb != flow.SellOut && a.Verb != flow.ExpireOrder || k.random.IntN(12) == 0 {
			return a
		}
	}
	offers := flow.Offers(&k.w, k.now, &k.s)
	sum := 0
	for _, o := range offers {
		sum += k.weigh(o)
	}
	n := k.random.IntN(sum)
	for _, o := range offers {
		if n -= k.weigh(o); n < 0 {
			return o.Representatives()[0]
		}
	}
	return act(flow.Back)
}

func (k *stroll) weigh(o flow.Offer) int {
	if o.Refusal.Refused() {
		return 1
	}
	if o.Action == on(flow.ChooseType, string(flow.Exchange)) {
		return 400 // seldom possible
	}
	return weight(o.Action.Verb)
}

// step takes an action and holds what follows against the invariants.
func (k *stroll) step(a flow.Action) error {
	before := k.s
	next, events := flow.Step(&k.w, k.now, k.s, a)
	for _, e := range events {
		k.folded = flow.Apply(k.folded, e)
		k.w.Shared = flow.Share(k.w.Shared, e)
	}
	k.s = next
	if r := events[0].Refusal; r.Refused() {
		next.Seq, next.Checkout.Shown = before.Seq, before.Checkout.Shown // a payable that differs is told
		if len(events) != 1 || !reflect.DeepEqual(next, before) {
			return fmt.Errorf("I12: %s was refused and changed the state", a)
		}
		return nil
	}
	k.did[a.Verb]++
	if err := k.pageWasSeen(a.Verb); err != nil {
		return err
	}
	if a.Verb == flow.PlaceOrder {
		if err := everyLineWasSeen(&k.s); err != nil {
			return err
		}
	}
	if err := moneyAddsUp(&k.w, &k.s); err != nil {
		return err
	}
	if err := ordersMoveOn(&before, &k.s); err != nil {
		return err
	}
	if err := couponsAreUsedOnce(&k.s); err != nil {
		return err
	}
	return k.lawsOfOrders()
}

// moves has, for each status of an order, those that may follow.
var moves = map[flow.OrderStatus][]flow.OrderStatus{
	flow.AwaitingPayment: {flow.Paid, flow.Cancelled},
	flow.Paid:            {flow.Customs, flow.ToShip, flow.Closed},
	flow.Customs:         {flow.ToShip, flow.Closed},
	flow.ToShip:          {flow.PartShipped, flow.InTransit, flow.Closed},
	flow.PartShipped:     {flow.InTransit, flow.Closed},
	flow.InTransit:       {flow.Completed, flow.Closed, flow.Exchanging},
	flow.Completed:       {flow.Closed, flow.Exchanging},
	flow.Exchanging:      {flow.InTransit, flow.Completed},
}

func ordersMoveOn(before, after *flow.State) error {
	for i := range before.Orders {
		was, is := before.Orders[i].Status, after.Orders[i].Status
		if was != is && !slices.Contains(moves[was], is) {
			return fmt.Errorf("I11: %s went from %s to %s", after.Orders[i].ID, was, is)
		}
	}
	return nil
}

// couponsAreUsedOnce holds the coupons that are marked used against those that orders use (I6).
func couponsAreUsedOnce(s *flow.State) error {
	by := map[string]flow.OrderID{}
	for i := range s.Orders {
		o := &s.Orders[i]
		ended := o.Status == flow.Cancelled || o.Status == flow.Closed && len(o.Parcels) == 0
		for _, line := range o.Quote.Lines {
			if line.Name != shop.LineMerchant && line.Name != shop.LinePlatform || ended {
				continue
			}
			if other := by[line.Why]; other != "" && other != o.ID {
				return fmt.Errorf("I6: %s is used by %s and %s", line.Why, other, o.ID)
			}
			by[line.Why] = o.ID
		}
	}
	for i := range s.Coupons {
		c := &s.Coupons[i]
		o := s.Order(c.Used)
		ended := o != nil && (o.Status == flow.Cancelled || o.Status == flow.Closed && len(o.Parcels) == 0)
		if want := by[c.ID]; c.Used != want && (!ended || c.Expires == 0) {
			return fmt.Errorf("I6: %s is marked used by %q, and is used by %q", c.ID, c.Used, want)
		}
	}
	return nil
}

// lawsOfOrders checks quotas (I8), reviews (I13), and what customs ask of every order.
func (k *stroll) lawsOfOrders() error {
	for i := range k.s.Identities {
		if used := k.s.UsedQuota(&k.s.Identities[i], k.now); used < 0 || used > shop.MostYear {
			return fmt.Errorf("the year of %s has %s", k.s.Identities[i].ID, used)
		}
	}
	for i := range k.s.Orders {
		o := &k.s.Orders[i]
		if len(o.Reviewed) > 0 && o.Captured == 0 {
			return fmt.Errorf("I13: %s is reviewed and not paid", o.ID)
		}
		var base shop.Fen
		pieces := int32(0)
		for _, item := range o.Quote.Items {
			pieces += item.Quantity
			if item.Tax != nil {
				base += item.Tax.Base
			}
			if o.Kept(item.SKU) < 0 || slices.Index(o.Reviewed, item.SKU) != lastIndex(o.Reviewed, item.SKU) {
				return fmt.Errorf("I13: %s of %s is reviewed twice, or given back twice", item.SKU, o.ID)
			}
		}
		if !o.Quote.Trade.CrossBorder() {
			continue
		}
		if o.Identity.Number.IsZero() || base > shop.MostOrder && pieces > 1 || o.Restored > base || o.Captured > 0 && !o.Method.CrossBorder() {
			return fmt.Errorf("%s is declared by %+v, paid by %s, worth %s in %d pieces, restored %s", o.ID, o.Identity, o.Method, base, pieces, o.Restored)
		}
	}
	return nil
}

func lastIndex(all []shop.SKU, sku shop.SKU) int {
	last := -1
	for i := range all {
		if all[i] == sku {
			last = i
		}
	}
	return last
}

// Random walks on the whole catalogue hold the same invariants as the small worlds do, and come to every place and verb.
func TestRandomWalksOnTheFullCatalogue(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	walks, steps := 300, 160
	if os.Getenv("TAGTAP_LONG") != "" {
		walks = 4000
	}
	places, did := map[flow.Place]int{}, map[flow.Verb]int{}
	for seed := uint64(1); seed <= uint64(walks); seed++ {
		k := strolling(set, seed, did)
		for range steps {
			if at, a, ok := flow.Due(&k.w, &k.s); ok && (k.now >= at || k.random.IntN(patience(a)) == 0) {
				k.now = max(k.now, at)
				if err := k.step(a); err != nil {
					t.Fatalf("seed %d: %s: %v", seed, a, err)
				}
			}
			a := k.next()
			if err := k.step(a); err != nil {
				t.Fatalf("seed %d at %s: %s: %v", seed, k.s.Place(), a, err)
			}
			k.passes()
			places[k.s.Place()]++
		}
		if !reflect.DeepEqual(k.s, k.folded) {
			t.Fatalf("seed %d: I9: folding the events gives another state", seed)
		}
	}
	for _, p := range flow.Places() {
		if places[p] == 0 {
			t.Errorf("no walk came to %s", p)
		}
	}
	for _, v := range flow.Verbs() {
		if did[v] == 0 && v != flow.Wait {
			t.Errorf("no walk took %s", v)
		}
	}
	if testing.Verbose() {
		t.Log(did)
	}
}
