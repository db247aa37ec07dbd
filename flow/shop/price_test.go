package shop_test

import (
	"reflect"
	"testing"

	"tagtap/flow/shop"
)

// around is a window that holds at noon; ended is over at noon exactly, begun begins then.
var (
	around = shop.Window{From: noon - 1000, Until: noon + 1000}
	ended  = shop.Window{From: noon - 1000, Until: noon}
	begun  = shop.Window{From: noon, Until: noon + 1000}
	later  = shop.Window{From: noon + 1}
)

func offer(id string, kind shop.PriceKind, yuan shop.Fen, w shop.Window) shop.Offer {
	return shop.Offer{ID: id, Kind: kind, Price: yuan * 100, Window: w}
}

func flash(yuan shop.Fen, stock int) shop.Offer {
	o := offer("flash", shop.PriceFlash, yuan, around)
	o.Stock = stock
	return o
}

func live(yuan shop.Fen, w shop.Window) shop.Offer {
	return shop.Offer{ID: "live", Kind: shop.PriceLive, Price: yuan * 100, Window: w, Room: "hall", Code: "AGAIN", Replay: later}
}

func TestUnitPriceIsTheLowestThatApplies(t *testing.T) {
	tiers := []shop.Tier{{From: 2, Price: 9500}, {From: 5, Price: 9000}}
	limited := offer("sale", shop.PriceLimited, 90, around)
	own := limited
	own.Stock = 3
	replay := live(80, ended)
	replay.Replay = around
	for _, c := range []struct {
		name     string
		tiers    []shop.Tier
		offers   []shop.Offer
		quantity int32
		room     string
		codes    []string
		taken    int32
		price    shop.Fen
		kind     shop.PriceKind
		offer    string
		passed   string
	}{
		{name: "the list price 100 where nothing else is", quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "one piece is below the tier of two", tiers: tiers, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "a tier is met at equality and holds for all pieces", tiers: tiers, quantity: 2, price: 9500, kind: shop.PriceTier},
		{name: "the highest tier that is reached is the lowest price", tiers: tiers, quantity: 7, price: 9000, kind: shop.PriceTier},
		{name: "limited-time 90 is below the tier 95", tiers: tiers, offers: []shop.Offer{limited}, quantity: 2, price: 9000, kind: shop.PriceLimited, offer: "sale"},
		{name: "of equal prices the tier is named before limited-time", tiers: tiers, offers: []shop.Offer{limited}, quantity: 5, price: 9000, kind: shop.PriceTier},
		{name: "an offer at the list price is not named", offers: []shop.Offer{offer("same", shop.PriceLimited, 100, around)}, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "an offer above the list price does not raise it", offers: []shop.Offer{offer("more", shop.PriceLimited, 120, around)}, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "a window excludes its end", offers: []shop.Offer{offer("sale", shop.PriceLimited, 90, ended)}, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "a window includes its start", offers: []shop.Offer{offer("sale", shop.PriceLimited, 90, begun)}, quantity: 1, price: 9000, kind: shop.PriceLimited, offer: "sale"},
		{name: "of two of a kind at one price the smaller id", offers: []shop.Offer{offer("z", shop.PriceLimited, 90, around), offer("b", shop.PriceLimited, 90, around)}, quantity: 1, price: 9000, kind: shop.PriceLimited, offer: "b"},
		{name: "flash is lowest and its three pieces cover three", offers: []shop.Offer{limited, flash(70, 3)}, quantity: 3, price: 7000, kind: shop.PriceFlash, offer: "flash"},
		{name: "three pieces of flash do not cover four: the next lowest, and the reason", offers: []shop.Offer{limited, flash(70, 3)}, quantity: 4, price: 9000, kind: shop.PriceLimited, offer: "sale", passed: "flash"},
		{name: "what was taken is no longer there", offers: []shop.Offer{flash(70, 3)}, quantity: 2, taken: 2, price: 10000, kind: shop.PriceList, passed: "flash"},
		{name: "a flash price without a stock has none", offers: []shop.Offer{flash(70, 0)}, quantity: 1, price: 10000, kind: shop.PriceList, passed: "flash"},
		{name: "limited-time without a stock has no limit", offers: []shop.Offer{limited}, quantity: 999, price: 9000, kind: shop.PriceLimited, offer: "sale"},
		{name: "limited-time with a stock of its own is like flash", offers: []shop.Offer{own}, quantity: 4, price: 10000, kind: shop.PriceList, passed: "sale"},
		{name: "a flash price that would not be the lowest is not missed", offers: []shop.Offer{offer("sale", shop.PriceLimited, 60, around), flash(70, 0)}, quantity: 1, price: 6000, kind: shop.PriceLimited, offer: "sale"},
		{name: "flash at the price of limited-time is not named, so nothing is missed", offers: []shop.Offer{limited, flash(90, 1)}, quantity: 2, price: 9000, kind: shop.PriceLimited, offer: "sale"},
		{name: "live from its room while it runs", offers: []shop.Offer{live(80, around)}, room: "hall", quantity: 1, price: 8000, kind: shop.PriceLive, offer: "live"},
		{name: "not from another room", offers: []shop.Offer{live(80, around)}, room: "cellar", quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "not from no room", offers: []shop.Offer{live(80, around)}, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "not when it is over", offers: []shop.Offer{live(80, ended)}, room: "hall", quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "by the code of its replay while that is valid", offers: []shop.Offer{replay}, codes: []string{"OTHER", "AGAIN"}, quantity: 1, price: 8000, kind: shop.PriceLive, offer: "live"},
		{name: "not by another code", offers: []shop.Offer{replay}, codes: []string{"OTHER"}, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "not before the replay", offers: []shop.Offer{live(80, ended)}, codes: []string{"AGAIN"}, quantity: 1, price: 10000, kind: shop.PriceList},
		{name: "live at the price of flash is named before it", offers: []shop.Offer{flash(80, 9), live(80, around)}, room: "hall", quantity: 1, price: 8000, kind: shop.PriceLive, offer: "live"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := priced("a", 100)
			v.Tiers, v.Offers = c.tiers, c.offers
			a := ask(stall(v), "a 1")
			a.Room, a.Codes = c.room, c.codes
			a.Taken = func(key shop.SKU) int32 {
				if key == "a@flash" {
					return c.taken
				}
				return 0
			}
			want := shop.Item{Price: 10000, Unit: c.price, Kind: c.kind, Offer: c.offer, Passed: c.passed}
			wantUnitPrice(t, a, c.quantity, &want)
		})
	}
}

// wantUnitPrice asks for so many of a, by itself and as a cart's line.
func wantUnitPrice(t *testing.T, a *shop.Ask, quantity int32, want *shop.Item) {
	t.Helper()
	price, kind, named, passed := shop.UnitPrice(a, "a", quantity)
	if price != want.Unit || kind != want.Kind || id(named) != want.Offer || id(passed) != want.Passed {
		t.Fatalf("got %s %s %q, passed %q; want %+v", price, kind, id(named), id(passed), want)
	}
	if want.Kind == shop.PriceList {
		want.Kind = ""
	}
	a.Pieces = []shop.Pieces{{SKU: "a", Quantity: quantity}}
	item := shop.NewQuote(a).Orders[0].Items[0]
	got := shop.Item{Price: item.Price, Unit: item.Unit, Kind: item.Kind, Offer: item.Offer, Passed: item.Passed}
	if !reflect.DeepEqual(&got, want) {
		t.Fatalf("the quote's item says otherwise: %+v, want %+v", got, want)
	}
}

func id(o *shop.Offer) string {
	if o == nil {
		return ""
	}
	return o.ID
}

func TestOnlyTheNamedPriceUsesItsStock(t *testing.T) {
	// Flash 70 of 5 pieces covers 2 and is named; the limited-time price of 3 pieces beside it is not touched.
	v := priced("a", 100)
	sale := offer("sale", shop.PriceLimited, 90, around)
	sale.Stock = 3
	v.Offers = []shop.Offer{sale, flash(70, 5)}
	q := shop.NewQuote(ask(stall(v), "a 2"))
	takes := q.Orders[0].Takes()
	if len(takes) != 2 || takes[0] != (shop.Pieces{SKU: "a", Quantity: 2}) || takes[1] != (shop.Pieces{SKU: "a@flash", Quantity: 2}) {
		t.Fatalf("got %v", takes)
	}
	// 6 pieces are more than both have: the list price takes from neither.
	q = shop.NewQuote(ask(stall(v), "a 6"))
	if takes := q.Orders[0].Takes(); len(takes) != 1 {
		t.Fatalf("got %v", takes)
	}
	// A limited-time price without a stock of its own takes from the SKU only.
	v.Offers = []shop.Offer{offer("sale", shop.PriceLimited, 90, around)}
	q = shop.NewQuote(ask(stall(v), "a 2"))
	if takes := q.Orders[0].Takes(); len(takes) != 1 {
		t.Fatalf("got %v", takes)
	}
}

func TestATierCountsPiecesOfItsSKUOnly(t *testing.T) {
	// Two SKUs of one product, one piece each: neither reaches its tier of two.
	red, blue := priced("red", 100), priced("blue", 100)
	red.Tiers, blue.Tiers = []shop.Tier{{From: 2, Price: 9000}}, []shop.Tier{{From: 2, Price: 9000}}
	c := stall(red)
	c.Products[0].Variants = append(c.Products[0].Variants, blue)
	wantReceipt(t, shop.NewQuote(ask(c, "red 1, blue 1")), `
		items ¥200.00 list
		shipping ¥0.00 free
		= ¥200.00`)
	// The same SKU twice in the cart is one line of two pieces.
	wantReceipt(t, shop.NewQuote(ask(c, "red 1, blue 1, red 1")), `
		items ¥300.00 list
		item-saving -¥20.00 merchant tier
		shipping ¥0.00 free
		= ¥280.00`)
}

func TestASavingIsALineAKindOfPriceAndFunder(t *testing.T) {
	// List prices 100 each. a 2: tier 90 saves 20. b: limited-time 80 of the merchant saves 20, c: 70 of the platform saves 30,
	// d: flash 60 of the platform saves 40. Items 500, merchant 20 + 20, platform 30 + 40, payable 390.
	a, b, c, d := priced("a", 100), priced("b", 100), priced("c", 100), priced("d", 100)
	a.Tiers = []shop.Tier{{From: 2, Price: 9000}}
	b.Offers = []shop.Offer{offer("sale-b", shop.PriceLimited, 80, around)}
	c.Offers = []shop.Offer{offer("sale-c", shop.PriceLimited, 70, around)}
	c.Offers[0].Funder = shop.ByPlatform
	d.Offers = []shop.Offer{flash(60, 9)}
	d.Offers[0].Funder = shop.ByPlatform
	q := shop.NewQuote(ask(stall(a, b, c, d), "d 1, c 1, b 1, a 2"))
	wantReceipt(t, q, `
		items ¥500.00 list
		item-saving -¥20.00 merchant tier
		item-saving -¥20.00 merchant limited-time
		item-saving -¥30.00 platform limited-time
		item-saving -¥40.00 platform flash
		shipping ¥0.00 free
		= ¥390.00`)
	if got := sharesAt(t, q.Orders[0], shop.LineItems); got != "a ¥200.00, b ¥100.00, c ¥100.00, d ¥100.00" {
		t.Errorf("items are shared as %s", got)
	}
	if got := sharesAt(t, q.Orders[0], shop.LineSaving); got != "a -¥20.00" {
		t.Errorf("the first saving is shared as %s", got)
	}
	if merchant, platform := q.Orders[0].Discounts(); merchant != 4000 || platform != 7000 || q.Orders[0].Goods() != 39000 {
		t.Errorf("got %s and %s", merchant, platform)
	}
}

func TestTheReferenceIsTheListPriceOfAReducedItem(t *testing.T) {
	v := priced("a", 100)
	for _, c := range []struct {
		name   string
		market shop.Fen
		offers []shop.Offer
		was    shop.Fen
	}{
		{"none without anything", 0, nil, 0},
		{"the market price 120 above the list price", 12000, nil, 12000},
		{"not a market price at the list price", 10000, nil, 0},
		{"the list price where a lower one applies, not the market price", 12000, []shop.Offer{offer("sale", shop.PriceLimited, 90, around)}, 10000},
	} {
		v.Market, v.Offers = c.market, c.offers
		a := ask(stall(v), "a 1")
		if was := shop.NewQuote(a).Orders[0].Items[0].Was; was != c.was {
			t.Errorf("%s: got %s, want %s", c.name, was, c.was)
		}
		if was := shop.InHand(a, "a", nil).Was; was != c.was {
			t.Errorf("%s: in hand got %s, want %s", c.name, was, c.was)
		}
	}
}

func TestAnUnknownSKUCostsNothing(t *testing.T) {
	a := ask(stall(priced("a", 1)), "b 1, a 0")
	if price, kind, _, _ := shop.UnitPrice(a, "b", 1); price != 0 || kind != "" {
		t.Errorf("got %s %s", price, kind)
	}
	if q := shop.NewQuote(a); len(q.Orders) != 0 || q.Payable != 0 {
		t.Errorf("got %+v", q)
	}
	if h := shop.InHand(a, "b", nil); h != (shop.Hand{}) {
		t.Errorf("got %+v", h)
	}
}
