package flow_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Whatever is asked for, granted and refused in whatever order: no more goes back than was paid, no piece twice, and no shelf
// ever holds more than at the start.
func TestRefundsInWhateverOrder(t *testing.T) {
	counts := map[flow.RequestStatus]int{}
	for seed := uint64(1); seed <= 250; seed++ {
		random := rand.New(rand.NewPCG(seed, 11))
		w := afterSale()
		w.Catalogue.Promotions = []shop.Promotion{{ID: "p", Shop: "okkari", Kind: shop.PromotionSpend, Over: 15000, Off: 3333}}
		w.Catalogue.Shops[0].InParts = seed%2 == 0
		w.Catalogue.Products[0].Variants[0].Offers = []shop.Offer{{ID: "flash", Kind: shop.PriceFlash, Price: 9907, Stock: 1}}
		w.Catalogue.Index()
		k := tints(t, w, 1+random.IntN(3))
		if seed%3 == 0 {
			k = both(t, w)
		}
		k.lives(time.Duration(random.IntN(4)) * 25 * hour)
		if o := &k.s.Orders[0]; seed%5 == 0 && o.Status < flow.PartShipped {
			o.Quote.Trade = shop.Parcel // whose refund the seller reviews before it leaves, too
		}
		v, _ := k.w.Catalogue.Variant("tint-plum")
		for range 160 {
			pursue(k, random)
			if random.IntN(20) == 0 {
				v.Price = shop.Fen(9000 + random.IntN(5000))
			}
			o := &k.s.Orders[0]
			if o.Refunded > o.Captured || o.Restored < 0 {
				t.Fatalf("seed %d: captured %s, refunded %s, restored %s", seed, o.Captured, o.Refunded, o.Restored)
			}
			if err := moneyAddsUp(&k.w, &k.s); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			for _, item := range o.Quote.Items {
				if o.Kept(item.SKU) < 0 {
					t.Fatalf("seed %d: more of %s given back than bought: %+v", seed, item.SKU, o.Returned)
				}
			}
			for i := range k.s.Requests {
				counts[k.s.Requests[i].Status]++
			}
			for _, shelf := range k.w.Shared.Shelf {
				if shelf.Held < 0 || shelf.Sold < 0 {
					t.Fatalf("seed %d: %+v", seed, shelf)
				}
			}
		}
	}
	for s := flow.ToReview; s <= flow.Mediating; s++ {
		if counts[s] == 0 {
			t.Errorf("no walk came to a request that is %s: %v", s, counts)
		}
	}
}

// pursue does anything about the order, so that it comes about that something happens to it.
func pursue(k *walker, random *rand.Rand) {
	at, a, ok := flow.Due(&k.w, &k.s)
	world := k.w
	world.Now = k.now
	happenings := flow.Happenings(&world, &k.s)
	switch n := random.IntN(10); {
	case n < 2 && ok:
		k.now = max(k.now, at)
		k.do(a)
	case n < 4 && len(happenings) > 0:
		k.try(happenings[random.IntN(len(happenings))].Action)
	case k.s.Place() != flow.AfterSale:
		if k.s.Place() != flow.Orders {
			k.try(act(flow.OpenOrders))
		}
		k.try(on(flow.AskAfterSale, k.first()))
	default:
		offers := flow.Offers(&k.w, k.now, &k.s)
		if o := offers[random.IntN(len(offers))]; o.Action.Verb != flow.Back && (o.Action.Verb != flow.CancelRequest || random.IntN(8) == 0) {
			k.try(o.Representatives()[0])
		}
	}
	k.now = k.now.Add(time.Duration(random.IntN(40)) * time.Minute)
}
