package story

import (
	"context"
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func words(s string) shop.Words {
	t := text.Clean(s, text.Line)
	return shop.Words{ZH: t, EN: t}
}

func axis(id string, values ...string) shop.Axis {
	a := shop.Axis{ID: id, Name: words(id)}
	for _, v := range values {
		a.Values = append(a.Values, shop.Value{ID: v, Name: words(v)})
	}
	return a
}

// hour is an hour of the catalogue's today.
func hour(h int) shop.Instant {
	return shop.At(time.Date(2026, 11, 11, h, 0, 0, 0, shop.China))
}

// small is a catalogue of two shops: a lip tint with one axis, a cushion with two, a coffee without any; of a shop with deals:
// a scarf, a hat with a flash price, a coat in presale; and of one over the border: a serum.
func small() *shop.Catalogue {
	c := &shop.Catalogue{
		ID: "small", Digest: "small", Today: shop.At(time.Date(2026, 11, 11, 0, 0, 0, 0, shop.China)),
		Shops: []shop.Shop{
			{ID: "okkari", Name: words("Okkari"), Verified: true, Trade: shop.Domestic, LeaveHrs: 20, Days: [2]int{2, 3}, ShipHours: 48,
				Shipping: shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 19900}},
			{ID: "kavelo", Name: words("Kavelo"), Verified: true, Trade: shop.Domestic, LeaveHrs: 20, Days: [2]int{2, 3}, ShipHours: 24,
				Shipping: shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}},
			{ID: "harrow", Name: words("Harrow"), Verified: true, Trade: shop.Domestic, LeaveHrs: 20, Days: [2]int{2, 3}, ShipHours: 48,
				Shipping: shop.Shipping{Kind: shop.ShippingFree}, Protect: 15},
			{ID: "tideway", Name: words("Tideway"), Verified: true, Trade: shop.Bonded, LeaveHrs: 20, Days: [2]int{2, 3}, ShipHours: 72,
				Shipping: shop.Shipping{Kind: shop.ShippingFree}},
		},
		Bundles:    []shop.Bundle{{ID: "winter-set", Shop: "harrow", Price: 35000, Pieces: []shop.Pieces{{SKU: "hat", Quantity: 1}, {SKU: "scarf", Quantity: 1}}}},
		Promotions: []shop.Promotion{{ID: "harrow-200", Shop: "harrow", Kind: shop.PromotionSpend, Over: 20000, Off: 3000}},
		Coupons: []shop.Coupon{
			{ID: "welcome-49", Kind: shop.CouponPlatform, Over: 4900, Off: 500, Days: 7},
			{ID: "harrow-300", Kind: shop.CouponStore, Shop: "harrow", Over: 30000, Off: 3000, Claim: true},
			{ID: "harrow-500", Kind: shop.CouponStore, Shop: "harrow", Over: 50000, Off: 6000, Claim: true, Window: shop.Window{Until: hour(23)}},
		},
		Authors: []shop.Author{{ID: "xiaoman", Name: words("Xiaoman")}},
		Products: []shop.Product{
			{ID: "lip-tint", Shop: "okkari", Short: words("Tint"), PerOrder: 5,
				Axes: []shop.Axis{axis("shade", "rose-03", "plum-06")},
				Variants: []shop.Variant{
					{SKU: "lip-tint-03", Values: []string{"rose-03"}, Price: 12800, Market: 14900, Stock: 200},
					{SKU: "lip-tint-06", Values: []string{"plum-06"}, Price: 13800, Stock: 2},
				},
				Impressions: []shop.Value{{ID: "soft-colour"}, {ID: "office-safe"}}},
			{ID: "cushion", Shop: "okkari", Short: words("Cushion"),
				Axes: []shop.Axis{axis("tone", "n17", "n21"), axis("finish", "matte", "dewy")},
				Variants: []shop.Variant{
					{SKU: "cushion-n17-matte", Values: []string{"n17", "matte"}, Price: 23900, Stock: 9},
					{SKU: "cushion-n21-matte", Values: []string{"n21", "matte"}, Price: 23900, Stock: 9},
					{SKU: "cushion-n21-dewy", Values: []string{"n21", "dewy"}, Price: 25900, Stock: 0},
				}},
			{ID: "coffee", Shop: "kavelo", Short: words("Coffee"),
				Variants: []shop.Variant{{SKU: "coffee", Price: 5900, Stock: 5}}},
			{ID: "scarf", Shop: "harrow", Short: words("Scarf"), Variants: []shop.Variant{{SKU: "scarf", Price: 30000, Stock: 9}}},
			{ID: "hat", Shop: "harrow", Short: words("Hat"), Variants: []shop.Variant{{SKU: "hat", Price: 10000, Stock: 9, Offers: []shop.Offer{
				{ID: "hat-flash", Kind: shop.PriceFlash, Price: 8000, Stock: 2, Window: shop.Window{From: hour(20), Until: hour(22)}}}}}},
			{ID: "coat", Shop: "harrow", Short: words("Coat"), Variants: []shop.Variant{{SKU: "coat", Price: 40000, Stock: 9, Presale: &shop.Presale{
				Deposit: 5000, Order: shop.Window{Until: hour(24)}, Balance: shop.Window{From: hour(48), Until: hour(72)}, ShipHours: 120}}}},
			{ID: "serum", Shop: "tideway", Short: words("Serum"), Axes: []shop.Axis{axis("size", "30", "50")}, Variants: []shop.Variant{
				{SKU: "serum-30", Values: []string{"30"}, Price: 40000, Stock: 40, Tax: shop.Tax{VAT: 13}},
				{SKU: "serum-50", Values: []string{"50"}, Price: 60000, Stock: 40, Tax: shop.Tax{VAT: 13}}}},
		},
		Notes: []shop.Note{
			{ID: "empties", Author: "xiaoman", Title: words("Empties"), Tags: []shop.ProductID{"lip-tint", "cushion"}},
			{ID: "desk", Author: "xiaoman", Title: words("Desk"), Tags: []shop.ProductID{"coffee"}},
			{ID: "clip", Author: "xiaoman", Title: words("Clip"), Tags: []shop.ProductID{"lip-tint"},
				Video: &shop.Video{Seconds: 30, Cards: []shop.Card{{Product: "lip-tint", From: 10, To: 20}}}},
			{ID: "winter", Author: "xiaoman", Title: words("Winter"), Tags: []shop.ProductID{"scarf", "hat", "coat"}},
			{ID: "haul", Author: "xiaoman", Title: words("Haul"), Tags: []shop.ProductID{"serum"}},
		},
	}
	c.Index()
	return c
}

func native() *flow.Flow {
	return &flow.Flow{
		Name: "native", TagOpens: "product", BuyNow: true, Cart: true, Preselect: "single", Fees: flow.Product, Address: "saved", Identity: "saved",
		Methods: []flow.Method{flow.WeChat, flow.Alipay}, Default: flow.Alipay, Auth: flow.AuthFace, Review: true,
		AttemptLimit: time.Minute, OrderLimit: 30 * time.Minute, RiskHold: 10 * time.Minute, AutoConfirm: 240 * time.Hour,
	}
}

func express() *flow.Flow {
	f := native()
	f.Name, f.Preselect, f.Auth = "express", "none", flow.AuthNone
	f.Methods, f.Default = []flow.Method{flow.AlipayFree}, flow.AlipayFree
	return f
}

func returning() *flow.Shopper {
	return &flow.Shopper{ID: "returning", Name: text.Clean("林小满", text.Name), Addresses: []shop.Address{{
		ID: "home", Name: text.Clean("林小满", text.Name), Phone: text.Clean("13800005678", text.Name),
		Region: text.Clean("浙江省 杭州市", text.Line), Street: text.Clean("听松路 88 号", text.Line),
	}}}
}

// verified has declared goods before, and holds a coupon.
func verified() *flow.Shopper {
	who := returning()
	who.ID = "verified"
	who.Identities = []shop.Identity{{
		ID: "me", Name: who.Name, Number: text.Clean("990101199001010019", text.Name), Phone: text.Clean("13800005678", text.Name),
		Year: 2026, Used: 2_550_000,
	}}
	who.Coupons = []flow.Coupon{{ID: "harrow-300", Kind: string(shop.CouponStore), Amount: 3000}}
	return who
}

func newcomer() *flow.Shopper {
	return &flow.Shopper{ID: "new", Name: text.Clean("周一禾", text.Name), New: true}
}

// unbound has never paid here.
func unbound() *flow.Shopper {
	who := returning()
	who.ID, who.Unbound = "unbound", true
	return who
}

// redirect leads every tag out of the app.
func redirect() *flow.Flow {
	f := native()
	f.Name, f.TagOpens, f.Auth = "redirect", flow.OpensExternal, flow.AuthPassword
	return f
}

// received asks for a review after receipt.
func received() *flow.Flow {
	f := native()
	f.Name, f.ReviewAt = "received", flow.AfterReceipt
	return f
}

func set() Set {
	return Set{Catalogue: small(), Flows: []*flow.Flow{native(), express()}, Shoppers: []*flow.Shopper{returning(), newcomer(), verified()}}
}

// parse parses and checks a story that must be good.
func parse(t testing.TB, src string) *Story {
	t.Helper()
	s, err := Parse("test.yaml", []byte(src))
	if err != nil {
		t.Fatalf("parse:\n%v", err)
	}
	if err := s.Check(set()); err != nil {
		t.Fatalf("check:\n%v", err)
	}
	return s
}

// play plays the first case of a story under a flow, with a shopper.
func play(t testing.TB, src string, f *flow.Flow, who *flow.Shopper) *Result {
	t.Helper()
	return playAll(t, src, f, who)[0]
}

func playAll(t testing.TB, src string, f *flow.Flow, who *flow.Shopper) []*Result {
	t.Helper()
	var all []*Result
	for _, run := range Runs(parse(t, src), []*flow.Flow{f}, []*flow.Shopper{who}, 1) {
		r, err := Play(context.Background(), run, Config{Catalogue: small()})
		if err != nil {
			t.Fatalf("play: %v", err)
		}
		all = append(all, r)
	}
	return all
}
