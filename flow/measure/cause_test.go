package measure

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func refused(k *tape, v flow.Verb, code flow.Code) *tape {
	return k.put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: v}, Refusal: flow.Refusal{Code: code}})
}

func TestCausesAreReadFromTheRecordsOfTheSession(t *testing.T) {
	saw := func() *tape { return new(tape).begin(flow.State{}).note("n1").product("prod") }
	at := func() *tape { return saw().checkout(3, "prod-1") }
	placed := func() *tape { return at().place(order("P1", "prod-1")) }
	for _, row := range []struct {
		name string
		of   *tape
		want Cause
	}{
		{"nothing to see", saw(), CauseOther},
		{"bought", placed().paid("P1", 5000), CauseNone},
		{"declined", placed().tap(flow.Pay, "").answer("declined"), CauseDeclined},
		{"declined, then tried again", placed().tap(flow.Pay, "").answer("declined").tap(flow.EnterPassword, ""), CauseOther},
		{"declined, then tried another way", placed().tap(flow.Pay, "").answer("declined").tap(flow.ChoosePayment, "alipay"), CauseOther},
		{"left in the address", at().to(flow.ChooseAddress, "", 4, flow.Address, ""), CauseForm},
		{"left while a wallet was bound", placed().tap(flow.BindWallet, "").tap(flow.Type, "card"), CauseForm},
		{"turned down", refused(at(), flow.PlaceOrder, flow.AddressNeeded), CauseRefused},
		{"turned down, then back", refused(at(), flow.PlaceOrder, flow.AddressNeeded).tap(flow.Back, ""), CauseRefused},
		{"turned down, then taken", refused(at(), flow.PlaceOrder, flow.AddressNeeded).tap(flow.ChoosePayment, "alipay"), CauseOther},
		{"sold out", refused(saw(), flow.Choose, flow.SoldOut), CauseSoldOut},
		{"sold out, then another one was taken", refused(saw(), flow.Choose, flow.SoldOut).checkout(3, "prod-2"), CauseOther},
		{"sold out in the cart", saw().add("prod-1", "n1").put(flow.Event{Kind: flow.Happened, Action: flow.Action{Verb: flow.SellOut, ID: "prod-1"}}), CauseSoldOut},
		{"something else was sold out", saw().add("prod-1", "n1").put(flow.Event{Kind: flow.Happened, Action: flow.Action{Verb: flow.SellOut, ID: "item-9"}}), CauseOther},
		{"surprise", at().put(flow.Event{Kind: flow.AmountSeen, Seen: []flow.Seen{{Line: shop.LineShipping, Amount: 1, Place: flow.Checkout}}}), CauseSurprise},
		{"an amount that was free", at().put(flow.Event{Kind: flow.AmountSeen, Seen: []flow.Seen{{Line: shop.LineShipping, Place: flow.Checkout}}}), CauseOther},
		{"coupons", at().to(flow.OpenCoupons, "", 4, flow.Coupons, ""), CauseCoupons},
		{"the sheet", saw().to(flow.AddToCart, "", 3, flow.SKU, "prod"), CauseSheet},
		{"two products", saw().product("item"), CauseCompared},
		{"one product, twice", saw().put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.Back}, Trail: flow.Move{Set: true, Keep: 2}}).product("prod"), CauseOther},
	} {
		_, visits := row.of.visits()
		if got := visits[0].Cause(); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

// What a cause asks to change is there to be changed: a knob of flow files, a field of listings or of shops.
func TestFixesNameWhatThereIs(t *testing.T) {
	files := map[string]string{"flow": "flows/*.yaml", "listing": "products/*.yaml", "shop": "shops/*.yaml"}
	text := map[string]string{}
	for what, pattern := range files {
		names, err := filepath.Glob(filepath.Join("..", "..", "fixtures", pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			text[what] += string(b)
		}
	}
	for _, c := range Causes() {
		what := ""
		for _, part := range strings.Split(c.Fix(), ", ") {
			words := strings.Split(part, ": ")
			if _, ok := files[words[0]]; ok {
				what, words = words[0], words[1:]
			}
			if c == CauseOther {
				continue
			}
			if what == "" || len(words) == 0 {
				t.Errorf("%s: %q names no file", c, part)
				continue
			}
			for i, word := range words {
				key := regexp.MustCompile(`(^|[\s{,])` + regexp.QuoteMeta(word) + `:`)
				value := regexp.MustCompile(`\b` + regexp.QuoteMeta(word) + `\b`)
				if !key.MatchString(text[what]) && (i == 0 || !value.MatchString(text[what])) {
					t.Errorf("%s: %q is no key of %s files", c, word, what)
				}
			}
		}
	}
}
