package audit

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// hit is one finding of a rule at one subject.
type hit struct {
	field string // where in the subject
	fix   string // the field or knob to change; "" where it is field
	saw   string
}

// Rule is one line of the checklist. It looks at one sort of subject.
type Rule struct {
	ID       string
	Row      string // of the checklist that was drawn from the two guides: A from "Checkout optimization", B from "Shopping cart"
	Severity Severity
	Source   string // of a rule that is not the guides' own; "" where it is

	shop    func(*desk, *shop.Shop) []hit
	product func(*desk, *shop.Product) []hit
	note    func(*desk, *shop.Note) []hit
	flow    func(*desk, *flow.Flow) []hit
}

// Looks returns what the rule looks at: shop, product, note or flow.
func (r *Rule) Looks() string {
	switch {
	case r.shop != nil:
		return "shop"
	case r.product != nil:
		return "product"
	case r.note != nil:
		return "note"
	}
	return "flow"
}

// Rules lists all rules in the order in which they are applied.
func Rules() []Rule { return slices.Clone(rules[:]) }

// Where rules come from that are not the guides' own.
const (
	thirdParty = "a third party's publishing tool, which quotes the platform; unconfirmed"
	liveRules  = "Live Commerce Measures, SAMR and CAC order 117, art. 32"
	priceRules = "Rules on Clearly Marked Prices and Against Price Fraud, SAMR order 56, art. 19"
	shipRules  = "Xiaohongshu rule centre, 119702, in effect from 2026-03-05"
	linkRules  = "Xiaohongshu merchant help centre: notes carry no outside links"
	customs    = "财关税〔2016〕18号, 〔2018〕49号; Xiaohongshu rule centre, 119699"
	ourGuess   = "the house's own threshold"
)

// rules is the checklist.
var rules = [...]Rule{
	{ID: "unverified", Row: "A19", Severity: Warning, shop: unverified},
	{ID: "no-account", Row: "B17", Severity: Warning, shop: noAccount},
	{ID: "cadence", Row: "A37", Severity: Warning, shop: cadence},
	{ID: "ship-promise", Row: "B28", Severity: Error, Source: shipRules, shop: shipPromise},
	{ID: "words-of-shop", Row: "A22", Severity: Error, shop: bannedOfShop},
	{ID: "bundle-saves-nothing", Row: "A33", Severity: Warning, Source: priceRules, shop: bundleSavesNothing},
	{ID: "live-bundle", Row: "A24", Severity: Warning, shop: liveBundle},

	{ID: "title-seed", Row: "A30", Severity: Warning, product: titleSeed},
	{ID: "title-brand", Row: "A30", Severity: Warning, Source: thirdParty, product: titleBrand},
	{ID: "title-length", Row: "A30", Severity: Warning, Source: thirdParty, product: titleLength},
	{ID: "title-name", Row: "A30", Severity: Warning, Source: thirdParty, product: titleName},
	{ID: "chinese-of-product", Row: "B28", Severity: Error, product: chineseOfProduct},
	{ID: "words-of-product", Row: "A22", Severity: Error, product: bannedOfProduct},
	{ID: "axis-unlabelled", Row: "A13", Severity: Error, product: axisUnlabelled},
	{ID: "values-alike", Row: "A13", Severity: Warning, product: valuesAlike},
	{ID: "sku-unreachable", Row: "A13", Severity: Error, product: skuUnreachable},
	{ID: "many-axes", Row: "A17", Severity: Note, Source: ourGuess, product: manyAxes},
	{ID: "many-values", Row: "A17", Severity: Note, Source: ourGuess, product: manyValues},
	{ID: "size-guide", Row: "A14", Severity: Warning, product: sizeGuide},
	{ID: "ingredients", Row: "A14", Severity: Error, product: ingredients},
	{ID: "specs", Row: "A13", Severity: Warning, product: specs},
	{ID: "cover", Row: "A31", Severity: Error, product: cover},
	{ID: "shots", Row: "A31", Severity: Warning, product: shots},
	{ID: "video", Row: "A31", Severity: Note, product: video},
	{ID: "alt-of-product", Row: "A14", Severity: Warning, product: altOfProduct},
	{ID: "description", Row: "A32", Severity: Warning, product: description},
	{ID: "returns", Row: "A20", Severity: Warning, product: returns},
	{ID: "returns-hidden", Row: "A20", Severity: Warning, product: returnsHidden},
	{ID: "no-proof", Row: "B23", Severity: Note, product: noProof},
	{ID: "live-discount", Row: "A24", Severity: Warning, product: liveDiscount},
	{ID: "no-reference", Row: "A24", Severity: Error, Source: liveRules, product: noReference},
	{ID: "presale-dates", Row: "B10", Severity: Error, product: presaleDates},
	{ID: "no-tax-data", Row: "B18", Severity: Error, Source: customs, product: noTaxData},

	{ID: "chinese-of-note", Row: "B28", Severity: Error, note: chineseOfNote},
	{ID: "alt-of-note", Row: "A14", Severity: Warning, note: altOfNote},
	{ID: "words-of-note", Row: "A22", Severity: Error, note: bannedOfNote},
	{ID: "unknown-tag", Row: "B30", Severity: Error, note: unknownTag},
	{ID: "foreign-tag", Row: "B30", Severity: Warning, note: foreignTag},
	{ID: "variant-disagrees", Row: "B30", Severity: Warning, note: variantDisagrees},
	{ID: "price-disagrees", Row: "A21", Severity: Warning, note: priceDisagrees},
	{ID: "outside-link", Row: "B16", Severity: Warning, Source: linkRules, note: outsideLink},
	{ID: "ad-link", Row: "A06", Severity: Note, note: adLink},

	{ID: "leads-outside", Row: "B15", Severity: Warning, flow: leadsOutside},
	{ID: "late-amounts", Row: "A16", Severity: Error, flow: lateAmounts},
	{ID: "promise-broken", Row: "A15", Severity: Error, flow: promiseBroken},
	{ID: "no-promise", Row: "A15", Severity: Note, flow: noPromise},
	{ID: "extra-page", Row: "A15", Severity: Warning, flow: extraPage},
	{ID: "forms", Row: "A17", Severity: Warning, flow: forms},
	{ID: "wallets", Row: "B28", Severity: Warning, flow: wallets},
	{ID: "no-default-payment", Row: "A07", Severity: Note, flow: noDefault},
	{ID: "no-review", Row: "A18", Severity: Warning, flow: noReview},
	{ID: "no-cart", Row: "B02", Severity: Note, flow: noCart},
	{ID: "no-buy-now", Row: "B09", Severity: Note, flow: noBuyNow},
	{ID: "no-coupons", Row: "B12", Severity: Note, flow: noCoupons},
}
