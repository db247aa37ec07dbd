package audit

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// leadsOutside finds flows whose tags leave the app. What is charged and promised out there, nobody knows here.
func leadsOutside(_ *desk, f *flow.Flow) []hit {
	if f.TagOpens != flow.OpensExternal {
		return nil
	}
	return []hit{{field: "tag-opens", fix: "tag-opens: " + flow.OpensProduct}}
}

// lateAmounts finds flows in which shipping, fee or tax are first seen at checkout, where a shop takes any.
func lateAmounts(d *desk, f *flow.Flow) []hit {
	if f.Fees != flow.Checkout || f.TagOpens == flow.OpensExternal {
		return nil
	}
	var shipping, fee, tax bool
	for i := range d.c.Shops {
		s := &d.c.Shops[i]
		if d.o.Brand != "" && d.o.Brand != s.ID {
			continue
		}
		shipping = shipping || s.Shipping.Kind != shop.ShippingFree || s.Shipping.Remote > 0
		fee = fee || s.Fee > 0
		tax = tax || s.Trade.CrossBorder()
	}
	var late []string
	for _, amount := range []struct {
		there bool
		name  string
	}{{shipping, shop.LineShipping}, {fee, shop.LineFee}, {tax, shop.LineTax}} {
		if amount.there {
			late = append(late, amount.name)
		}
	}
	if len(late) == 0 {
		return nil
	}
	return []hit{{field: "fees-first-shown", fix: "fees-first-shown: " + flow.Product.String(), saw: strings.Join(late, ", ")}}
}

// promiseBroken holds the promises of a flow against its shortest walks.
func promiseBroken(d *desk, f *flow.Flow) []hit {
	if d.o.Paths == nil || len(f.Promises) == 0 {
		return nil
	}
	var hits []hit
	for _, p := range d.o.Paths(f) {
		for _, promise := range f.Promises {
			if promise.From != p.From || promise.To != p.To || p.OK && p.Taps <= promise.Taps {
				continue
			}
			saw := strconv.Itoa(promise.Taps) + " < "
			if p.OK {
				saw += strconv.Itoa(p.Taps)
			} else {
				saw += "-"
			}
			hits = append(hits, hit{field: "promise/" + p.From.String() + "-to-" + p.To.String(), saw: saw})
		}
	}
	return hits
}

// noPromise finds flows that may grow by a tap between cart and confirmation, and nobody would hear of it.
func noPromise(_ *desk, f *flow.Flow) []hit {
	if f.TagOpens == flow.OpensExternal {
		return nil
	}
	for _, p := range f.Promises {
		if p.From >= flow.StageProduct && p.From <= flow.StageCart && p.To == flow.StageConfirmation {
			return nil
		}
	}
	return []hit{{field: "promise", fix: "promise: cart-to-confirmation"}}
}

func extraPage(_ *desk, f *flow.Flow) []hit {
	if !f.Steps {
		return nil
	}
	return []hit{{field: "checkout", fix: "checkout: one-page"}}
}

// saved is where an address or identity is taken from without typing, typed is the form to fill in.
const (
	saved = "saved"
	typed = "form"
)

func forms(_ *desk, f *flow.Flow) []hit {
	var hits []hit
	for _, knob := range []struct{ name, value string }{{"address", f.Address}, {"identity", f.Identity}} {
		if knob.value == typed {
			hits = append(hits, hit{field: knob.name, fix: knob.name + ": " + saved})
		}
	}
	return hits
}

// wallets finds flows without one of the two payments that nearly everybody has.
func wallets(_ *desk, f *flow.Flow) []hit {
	var hits []hit
	if !f.Offers(flow.WeChat) {
		hits = append(hits, hit{field: "payment/methods", saw: string(flow.WeChat)})
	}
	if !f.Offers(flow.Alipay) && !f.Offers(flow.AlipayFree) {
		hits = append(hits, hit{field: "payment/methods", saw: string(flow.Alipay)})
	}
	return hits
}

func noDefault(_ *desk, f *flow.Flow) []hit {
	if f.Default != "" {
		return nil
	}
	return []hit{{field: "payment/default"}}
}

func noReview(_ *desk, f *flow.Flow) []hit {
	if f.Review {
		return nil
	}
	return []hit{{field: "review-prompt", fix: "review-prompt: on"}}
}

func noCart(_ *desk, f *flow.Flow) []hit {
	if f.Cart {
		return nil
	}
	return []hit{{field: "cart", fix: "cart: on"}}
}

func noBuyNow(_ *desk, f *flow.Flow) []hit {
	if f.BuyNow {
		return nil
	}
	return []hit{{field: "buy-now", fix: "buy-now: on"}}
}

func noCoupons(_ *desk, f *flow.Flow) []hit {
	if f.Coupons != string(shop.PickNone) {
		return nil
	}
	return []hit{{field: "coupons", fix: "coupons: auto"}}
}
