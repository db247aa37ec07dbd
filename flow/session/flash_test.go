package session_test

import (
	"context"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// Two shoppers stand at the checkout with the last pieces of a flash price. Who comes second is told both amounts, and pays
// the next price; the shelf of the offer is never oversold.
func TestTheLastPiecesOfAFlashPriceGoToOne(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	variant, offer := flashOf(t, set.Catalogue)
	var journal session.Memory
	ctx := context.Background()
	open := func(journey string) *session.Session {
		given := flow.Start(&flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")}, 0)
		given.Trail = append(given.Trail, flow.Spot{Place: flow.Cart})
		given.Cart = []flow.CartLine{{SKU: variant.SKU, Quantity: int32(offer.Stock), Ticked: true, Price: variant.Price}}
		s, err := session.Open(ctx, session.Config{
			World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
			Journal: &journal, Journey: journey, ID: journey, Source: "story", Start: offer.Window.From, Given: &given,
		})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	tap := func(s *session.Session, verbs ...flow.Verb) session.Shown {
		var shown session.Shown
		for _, v := range verbs {
			if shown, err = s.Tap(ctx, do(v), 0); err != nil {
				t.Fatal(err)
			}
		}
		return shown
	}
	first, second := open("first"), open("second")
	tap(first, flow.OpenCheckout)
	shown := tap(second, flow.OpenCheckout)
	low := shown.State.Checkout.Shown
	if o := tap(first, flow.PlaceOrder).State.Orders; len(o) != 1 || o[0].Quote.Items[0].Kind != shop.PriceFlash {
		t.Fatalf("the first: got %+v", o)
	}
	shown = tap(second, flow.PlaceOrder)
	if shown.Refused.Code != flow.PriceChanged || len(shown.State.Orders) != 0 || shown.State.Checkout.Shown <= low {
		t.Fatalf("the second: got %+v, shown %s after %s", shown.Refused, shown.State.Checkout.Shown, low)
	}
	o := tap(second, flow.PlaceOrder).State.Orders
	if len(o) != 1 || o[0].Quote.Items[0].Kind == shop.PriceFlash || o[0].Quote.Items[0].Passed != offer.ID {
		t.Fatalf("the second: got %+v", o)
	}
	shelf := offer.Shelf(variant.SKU)
	shared, err := journal.Shared(ctx)
	if err != nil || int(shared.On(shelf).Taken()) != offer.Stock {
		t.Fatalf("%d of %d taken, %v", shared.On(shelf).Taken(), offer.Stock, err)
	}
	// Who cancels frees them again.
	tap(first, flow.Back)
	if _, err := first.Tap(ctx, flow.Action{Verb: flow.CancelOrder, ID: string(first.Shown().State.Orders[0].ID)}, 0); err != nil {
		t.Fatal(err)
	}
	if shared, err = journal.Shared(ctx); err != nil || shared.On(shelf).Taken() != 0 {
		t.Fatalf("%d taken, %v", shared.On(shelf).Taken(), err)
	}
}

func flashOf(t *testing.T, c *shop.Catalogue) (*shop.Variant, *shop.Offer) {
	t.Helper()
	for i := range c.Products {
		for j := range c.Products[i].Variants {
			v := &c.Products[i].Variants[j]
			for k := range v.Offers {
				if v.Offers[k].Kind == shop.PriceFlash {
					return v, &v.Offers[k]
				}
			}
		}
	}
	t.Fatal("the catalogue has no flash price")
	return nil, nil
}
