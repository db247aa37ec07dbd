package tuitest

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Names of the stall: a shop with one product of one SKU, and the note that leads to it.
const (
	StallShop    shop.ShopID    = "tarn"
	StallProduct shop.ProductID = "cream"
	StallSKU     shop.SKU       = "cream-50"
	stallNote    shop.NoteID    = "cream-note"
)

// Noon is when a session at the stall is looked at: 11 November 2026, 12:00 in China.
var Noon = shop.At(time.Date(2026, 11, 11, 12, 0, 0, 0, shop.China))

// Stall makes a world of one shop that sells one cream for ¥100.00, in stock and with free shipping; change adds what a test
// is about. Other products of the shop may be added behind it.
func Stall(change func(*shop.Catalogue)) func(*flow.World) {
	return func(w *flow.World) {
		c := &shop.Catalogue{
			ID: "stall", Today: Noon,
			Shops: []shop.Shop{{
				ID: StallShop, Name: Both("山潭", "Tarn"), Seal: Both("山潭", "Tarn"), Trade: shop.Domestic, Verified: true, Score: 480,
				From: Both("杭州仓", "Hangzhou"), ShipHours: 48, Days: [2]int{2, 4}, Shipping: shop.Shipping{Kind: shop.ShippingFree},
			}},
			Authors:    []shop.Author{{ID: "ann", Name: Both("安", "Ann"), Kind: "koc"}},
			Categories: []shop.Category{{ID: "care", Name: Both("护肤", "Care"), SevenDays: true, Intact: Both("铝膜没揭", "Foil unpeeled")}},
			Products: []shop.Product{{
				ID: StallProduct, Shop: StallShop, Category: "care", Title: Both("山潭面霜", "Tarn cream"), Short: Both("面霜", "Cream"),
				Axes:     []shop.Axis{{ID: "size", Name: Both("容量", "Size"), Values: []shop.Value{{ID: "50", Name: Both("50毫升", "50 ml")}}}},
				Variants: []shop.Variant{{SKU: StallSKU, Values: []string{"50"}, Price: 10000, Stock: 20}},
			}},
			Notes: []shop.Note{{ID: stallNote, Author: "ann", Title: Both("用完了", "Empty"), Tags: []shop.ProductID{StallProduct}, Posted: Noon}},
		}
		change(c)
		c.Index()
		w.Catalogue = c
	}
}

// AtStall walks to the product of the stall and then on.
func AtStall(t testing.TB, change func(*flow.World), then ...flow.Action) (*session.Session, session.Shown) {
	t.Helper()
	s := Open(t, "native", "returning", change)
	walk := []flow.Action{{Verb: flow.OpenNote, ID: string(stallNote)}, {Verb: flow.TapTag, ID: string(StallProduct)}}
	return s, Walk(t, s, append(walk, then...)...)
}

// Both makes a text in both languages.
func Both(zh, en string) shop.Words {
	return shop.Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(en, text.Line)}
}
