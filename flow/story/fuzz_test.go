package story

import (
	"context"
	"errors"
	"testing"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// FuzzStory holds that no file panics, that every mistake has a position in the file, and that what passes the check plays
// to an end, twice alike.
func FuzzStory(f *testing.F) {
	f.Add([]byte(loop))
	f.Add([]byte(example))
	for _, m := range mistakes {
		f.Add([]byte(m.src))
	}
	for _, lines := range []string{reviewed, pending + "\nback", atSheet + "\nset-quantity: 5\nexpect: {refused: stock-short}", atPayment + "\npay\nwait: 31m"} {
		f.Add([]byte(storyOf(lines)))
	}
	for _, given := range []string{
		"{cart: {lip-tint-03: 2}, stock: {lip-tint-06: 0}}", "{trail: [feed, {product: cushion}, {sku: cushion}], sheet: {product: cushion, for: buy, choose: {tone: n21}}}",
		"{trail: [feed, orders, {tracking: P1}], orders: [{status: shipped, lines: {lip-tint-03: 2}, reviewed: {lip-tint-03: V1}, to: {name: x}}]}",
		"{trail: [feed, payment], orders: [{status: awaiting-payment, lines: {coffee: 1}}], paying: {orders: [last-order]}, attempts: [{status: pending, orders: [order-1]}]}",
		"{trail: [feed, {note: empties}, {external: payment}], visit: {product: lip-tint, sku: lip-tint-03}}",
		"{trail: [feed, {video: clip}], video: {note: clip, shown: lip-tint, cards: 1}, notes: [{title: x, tags: [coffee]}]}",
		"{trail: [feed, {review: coffee}], draft: {sku: coffee, stars: 4, tags: [soft-colour], publish: yes}, wallets: [alipay], wallet-form: {card: \"1\"}}",
		"{trail: [feed, checkout, address], checkout: {lines: {coffee: 1}, address: home}, form: {editing: home, name: x}, addresses: []}",
	} {
		for _, lines := range []string{"back", "reach: confirmation\nreach: review", "open-cart\ncheckout\nexpect: {items: ¥1.00}", "pay\nexpect: {payment: pending}", "tap-tag: coffee\nexpect: {refused: none}"} {
			f.Add([]byte(giving(given, lines)))
		}
	}
	where := set()
	walks := &flow.Walks{}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("fuzz.yaml", data)
		if err == nil {
			err = s.Check(where)
		}
		if err != nil {
			var all strict.Errors
			if !errors.As(err, &all) || len(all) > mostErrors {
				t.Fatalf("got %v", err)
			}
			for _, e := range all {
				if e.Pos.File != "fuzz.yaml" || e.Pos.Line < 1 || e.Pos.Column < 1 || e.What == "" {
					t.Fatalf("got %+v", e)
				}
			}
			return
		}
		runs := Runs(s, where.Flows[:1], where.Shoppers[:1], s.Seed)
		for _, run := range runs[:min(len(runs), 3)] {
			var reports [2]string
			for i := range reports {
				r, err := Play(context.Background(), run, Config{Catalogue: where.Catalogue, Walks: walks})
				if err != nil {
					t.Fatal(err)
				}
				reports[i] = string(MarshalReport([]*Result{r}))
			}
			if reports[0] != reports[1] {
				t.Fatalf("two runs differ:\n%s\n%s", reports[0], reports[1])
			}
		}
	})
}
