package flow_test

import (
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

// small is a world of two shops: a lip tint in two shades (the second has two pieces) and a coffee.
func small() flow.World {
	c := &shop.Catalogue{
		ID: "small", Digest: "d", Today: 1_762_800_000_000,
		Shops: []shop.Shop{
			{ID: "okkari", Name: words("Okkari"), Verified: true, Trade: shop.Domestic, LeaveHrs: 20, Days: [2]int{2, 3}, ShipHours: 48,
				Shipping: shop.Shipping{Kind: shop.ShippingOver, Fee: 1200, Over: 19900}},
			{ID: "kavelo", Name: words("Kavelo"), Verified: true, Trade: shop.Domestic, LeaveHrs: 20, Days: [2]int{2, 3}, ShipHours: 24, Insurance: true,
				Shipping: shop.Shipping{Kind: shop.ShippingFlat, Fee: 1200}},
		},
		Authors: []shop.Author{{ID: "xiaoman", Name: words("Xiaoman")}},
		Products: []shop.Product{
			{ID: "tint", Shop: "okkari", Short: words("Tint"), PerOrder: 2,
				Axes: []shop.Axis{{ID: "shade", Name: words("Shade"), Values: []shop.Value{{ID: "rose"}, {ID: "plum"}}}},
				Variants: []shop.Variant{
					{SKU: "tint-rose", Values: []string{"rose"}, Price: 12800, Market: 14900, Stock: 9},
					{SKU: "tint-plum", Values: []string{"plum"}, Price: 12800, Stock: 2},
				},
				Impressions: []shop.Value{{ID: "soft"}}},
			{ID: "coffee", Shop: "kavelo", Short: words("Coffee"),
				Variants: []shop.Variant{{SKU: "coffee", Price: 5900, Stock: 1}}},
		},
		Notes: []shop.Note{
			{ID: "empties", Author: "xiaoman", Title: words("Empties"), Tags: []shop.ProductID{"tint"}},
			{ID: "desk", Author: "xiaoman", Title: words("Desk"), Tags: []shop.ProductID{"coffee", "tint"}},
		},
	}
	c.Index()
	return flow.World{Catalogue: c, Flow: native(), Shopper: returning()}
}

func native() *flow.Flow {
	return &flow.Flow{
		Name: "native", TagOpens: "product", BuyNow: true, Cart: true, Preselect: "single", Fees: flow.Product, Address: "saved",
		Methods: []flow.Method{flow.Alipay, flow.WeChat}, Default: flow.Alipay, Auth: flow.AuthFace, Review: true,
		AttemptLimit: time.Minute, OrderLimit: 30 * time.Minute, RiskHold: 10 * time.Minute, AutoConfirm: 240 * time.Hour,
	}
}

func returning() *flow.Shopper {
	return &flow.Shopper{ID: "returning", Name: text.Clean("林小满", text.Name), Addresses: []shop.Address{home("home")}}
}

func home(id string) shop.Address {
	return shop.Address{
		ID: id, Name: text.Clean("林小满", text.Name), Phone: text.Clean("13800005678", text.Name),
		Region: text.Clean("上海市 黄浦区", text.Line), Street: text.Clean("金钟路88号", text.Line),
	}
}

// act is an action without arguments; on takes what it is done to.
func act(v flow.Verb) flow.Action           { return flow.Action{Verb: v} }
func on(v flow.Verb, id string) flow.Action { return flow.Action{Verb: v, ID: id} }
func pick(axis, value string) flow.Action {
	return flow.Action{Verb: flow.Choose, ID: axis, Value: value}
}
func answer(outcome string, n int32) flow.Action {
	return flow.Action{Verb: flow.AnswerPayment, Value: outcome, N: n}
}

// walker takes steps in a world and folds what all shoppers see.
type walker struct {
	t     *testing.T
	w     flow.World
	now   shop.Instant
	s     flow.State
	last  flow.Refusal
	facts []flow.Event
}

func walk(t *testing.T, w flow.World) *walker {
	t.Helper()
	return &walker{t: t, w: w, now: w.Catalogue.Today, s: flow.Start(&w, 1)}
}

// do takes steps and fails on the first that is refused.
func (k *walker) do(actions ...flow.Action) *walker {
	k.t.Helper()
	for _, a := range actions {
		if k.try(a); k.last.Refused() {
			k.t.Fatalf("%s at %s: refused %v", a, k.s.Place(), k.last)
		}
	}
	return k
}

// try takes one step, refused or not.
func (k *walker) try(a flow.Action) *walker {
	next, events := flow.Step(&k.w, k.now, k.s, a)
	for _, e := range events {
		k.w.Shared = flow.Share(k.w.Shared, e)
	}
	k.s, k.last, k.facts = next, events[0].Refusal, append(k.facts, events...)
	return k
}

func (k *walker) refused(code flow.Code) *walker {
	k.t.Helper()
	if k.last.Code != code {
		k.t.Fatalf("at %s: got refusal %q, want %q", k.s.Place(), k.last.Code, code)
	}
	return k
}

func (k *walker) at(p flow.Place) *walker {
	k.t.Helper()
	if k.s.Place() != p {
		k.t.Fatalf("got place %s, want %s (trail %v)", k.s.Place(), p, k.s.Trail)
	}
	return k
}

func (k *walker) left(sku shop.SKU, want int32) *walker {
	k.t.Helper()
	if got := k.w.Left(sku); got != want {
		k.t.Fatalf("%s: got %d left, want %d", sku, got, want)
	}
	return k
}

func (k *walker) order(i int, status flow.OrderStatus, captured, refunded shop.Fen) *walker {
	k.t.Helper()
	o := k.s.Orders[i]
	if o.Status != status || o.Captured != captured || o.Refunded != refunded {
		k.t.Fatalf("order %d: got %s captured %s refunded %s, want %s %s %s",
			i, o.Status, o.Captured, o.Refunded, status, captured, refunded)
	}
	return k
}

// toTint leads to the tint's product page.
var toTint = []flow.Action{on(flow.OpenNote, "empties"), on(flow.TapTag, "tint")}

// buyTint goes from the product page to the payment sheet.
var buyTint = []flow.Action{act(flow.BuyNow), pick("shade", "plum"), act(flow.Confirm), act(flow.PlaceOrder)}
