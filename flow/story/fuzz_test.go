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
	seedsOfParts(f)
	reading := Reading{Find: shelf{"part.yaml": "story: y\nenv: {note: desk}\nsteps:\n  - open-note: ${note}\n  - checkpoint: there\n  - only-when: {flow: native, do: [back]}\n"}.find}
	where := set()
	walks := &flow.Walks{}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := reading.ParseOn(where, "fuzz.yaml", data)
		if err != nil {
			var all strict.Errors
			if !errors.As(err, &all) || len(all) > mostErrors {
				t.Fatalf("got %v", err)
			}
			for _, e := range all {
				if e.Pos.File != "fuzz.yaml" && e.Pos.File != "part.yaml" || e.Pos.Line < 1 || e.Pos.Column < 1 || e.What == "" {
					t.Fatalf("got %+v", e)
				}
			}
			return
		}
		for i := range s.Cases[:min(len(s.Cases), 3)] {
			if lines := s.Cases[i].Script(); len(lines) != len(s.Cases[i].script()) || lines[0].Depth != 0 {
				t.Fatalf("got %+v", lines)
			}
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

// seedsOfParts are stories that put values in, run another, ask conditions, look at a screen, and wait for a time.
func seedsOfParts(f *testing.F) {
	for _, head := range []string{"", "env: {note: empties, qty: \"2\"}\n", "cases: [{note: empties}, {note: desk}]\nenv: {qty: \"1\"}\n", "given: {campaign-day: hat-flash}\n"} {
		for _, lines := range []string{
			"run: part", "run: {story: part, env: {note: \"${note}\"}}\nrun: part\nexpect: {taps: {since: part-2.there, is: 3}}", "open-note: ${note}\nsay: ${qty} pieces",
			"only-when: {flow: [native, express], place: feed, do: [{open-note: empties}, {only-when: {refused: none, do: [back, {checkpoint: c}]}}]}\nrewind: c",
			"only-when: {payment: pending, do: [{happen: {payment: declined}}]}\nexpect: {see: 购物车, see-not: [a, b]}", "at: 22:00\nat: 2026-11-12 08:00:01\nwait: 1d2h3m4s",
		} {
			f.Add([]byte(head + storyOf(lines)))
		}
	}
}
