package flow

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// Digest names what the engine obeys of the flow: the first 12 hex digits of the SHA-256 of its knobs. Name, title and promises
// are not in it, nor what is marked unconfirmed: two flows that behave alike have the same digest.
func (f *Flow) Digest() string {
	var b strings.Builder
	knob := func(name string, values ...string) {
		b.WriteString(name)
		for _, v := range values {
			b.WriteByte(' ')
			b.WriteString(strconv.Quote(v))
		}
		b.WriteByte('\n')
	}
	flag := func(name string, on bool) { knob(name, strconv.FormatBool(on)) }
	limit := func(name string, d time.Duration) { knob(name, d.String()) }
	knob("tag-opens", f.TagOpens)
	flag("buy-now", f.BuyNow)
	flag("cart", f.Cart)
	knob("sku-sheet", f.SKUSheet)
	knob("preselect", f.Preselect)
	knob("fees-first-shown", f.Fees.String())
	knob("coupons", f.Coupons)
	knob("address", f.Address)
	knob("identity", f.Identity)
	flag("steps", f.Steps)
	methods := make([]string, len(f.Methods))
	for i, m := range f.Methods {
		methods[i] = string(m)
	}
	knob("methods", methods...)
	knob("default", string(f.Default))
	knob("authentication", string(f.Auth))
	flag("review-prompt", f.Review)
	knob("review", f.ReviewAt)
	limit("payment-attempt", f.AttemptLimit)
	limit("unpaid-order", f.OrderLimit)
	limit("risk-hold", f.RiskHold)
	limit("auto-confirm", f.AutoConfirm)
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:6])
}
