package storetest

import (
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// The SKUs of World: the tint has plenty, of the scarf one piece is left.
const (
	Tint  shop.SKU = "tint-rose"
	Scarf shop.SKU = "scarf-grey"
)

// Start is the instant at which the walks of this package begin.
var Start = shop.At(time.Date(2026, 11, 11, 20, 0, 0, 0, shop.China))

// words cleans as the store does when it reads; it never fails.
func words(zh, en string) shop.Words {
	var w shop.Words
	_, _ = w.ZH.UnmarshalText([]byte(zh)), w.EN.UnmarshalText([]byte(en))
	return w
}

// World returns a small one: a shop, a note with two tags, two products, and one shopper. Shared is empty.
func World() *flow.World {
	c := &shop.Catalogue{
		ID: "corner", Title: words("街角", "The corner"), Today: Start, Digest: "0001",
		Shops: []shop.Shop{{
			ID: "okkari", Name: words("奥卡里", "Okkari"), Trade: shop.Domestic, Verified: true, ShipHours: 48,
			Shipping: shop.Shipping{Kind: shop.ShippingOver, Fee: 800, Over: 9900},
		}},
		Authors: []shop.Author{{ID: "lan", Name: words("小兰", "Lan"), Kind: "koc"}},
		Products: []shop.Product{
			{
				ID: "tint", Shop: "okkari", Title: words("唇釉", "Lip tint"), Short: words("唇釉", "Tint"),
				Axes:        []shop.Axis{{ID: "shade", Values: []shop.Value{{ID: "rose", Name: words("玫瑰", "Rose")}}}},
				Variants:    []shop.Variant{{SKU: Tint, Values: []string{"rose"}, Price: 12800, Stock: 100_000}},
				Impressions: []shop.Value{{ID: "smooth", Name: words("顺滑", "Smooth")}},
			},
			{
				ID: "scarf", Shop: "okkari", Title: words("围巾", "Scarf"), Short: words("围巾", "Scarf"),
				Variants: []shop.Variant{{SKU: Scarf, Price: 4900, Stock: 1}},
			},
		},
		Notes: []shop.Note{{
			ID: "rose-lips", Author: "lan", Title: words("玫瑰色", "Rose"), Aspect: "3:4",
			Tags: []shop.ProductID{"tint", "scarf"}, Posted: Start,
		}},
	}
	c.Index()
	name := words("王小雨", "").ZH
	return &flow.World{
		Catalogue: c,
		Flow: &flow.Flow{
			Name: "native", TagOpens: flow.OpensProduct, Cart: true, BuyNow: true, Preselect: "single", Fees: flow.Cart, Address: "saved",
			Methods: []flow.Method{flow.Alipay, flow.WeChat}, Default: flow.Alipay, Auth: flow.AuthFace, Review: true,
			AttemptLimit: time.Minute, OrderLimit: 30 * time.Minute,
		},
		Shopper: &flow.Shopper{
			ID: "returning", Title: words("老客", "Returning"), Name: name,
			Addresses: []shop.Address{{
				ID: "home", Name: name, Phone: words("13800005678", "").ZH,
				Region: words("上海市 黄浦区", "").ZH, Street: words("金钟路88号", "").ZH,
			}},
		},
	}
}

// Loop is what a shopper does to walk the loop once, from feed to feed, with a review at its end.
func Loop() []flow.Action {
	return append(Buying("tint"),
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved},
		flow.Action{Verb: flow.OpenReview},
		flow.Action{Verb: flow.Rate, N: 5},
		flow.Action{Verb: flow.AddTag, ID: "smooth"},
		flow.Action{Verb: flow.Type, ID: "text", Words: words("颜色很温柔,\n会回购。", "").ZH},
		flow.Action{Verb: flow.SubmitReview},
	)
}

// Buying is the walk to the wallet, up to the attempt to pay, from the feed and back to it after Home.
func Buying(product string) []flow.Action {
	return []flow.Action{
		{Verb: flow.OpenNote, ID: "rose-lips"},
		{Verb: flow.TapTag, ID: product},
		{Verb: flow.AddToCart},
		{Verb: flow.Confirm},
		{Verb: flow.OpenCart},
		{Verb: flow.OpenCheckout},
		{Verb: flow.PlaceOrder},
		{Verb: flow.Pay},
	}
}
