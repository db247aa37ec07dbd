package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// Known lists the ids of a kind of argument (Spec.Of) that a catalogue or the rules hold, each once, in their order. It is
// empty for a kind whose ids shoppers bring (addresses, identities) or a walk makes (orders, requests).
func Known(c *shop.Catalogue, kind string) []string {
	var known []string
	switch kind {
	case "note":
		for i := range c.Notes {
			known = append(known, string(c.Notes[i].ID))
		}
	case "product":
		for i := range c.Products {
			known = append(known, string(c.Products[i].ID))
		}
	case "shop":
		for i := range c.Shops {
			known = append(known, string(c.Shops[i].ID))
		}
	case "author":
		for i := range c.Authors {
			known = append(known, string(c.Authors[i].ID))
		}
	case "coupon":
		for i := range c.Coupons {
			known = append(known, c.Coupons[i].ID)
		}
	case "payment":
		for _, m := range Methods() {
			known = append(known, string(m))
		}
	case "type":
		for _, t := range RequestTypes() {
			known = append(known, string(t))
		}
	case "platform":
		return Platforms()
	case "tab":
		return Tabs()
	case "side":
		return Sides()
	case "reason":
		return RequestReasons()
	default:
		for i := range c.Products {
			for _, id := range knownOf(&c.Products[i], kind) {
				if !slices.Contains(known, id) {
					known = append(known, id)
				}
			}
		}
	}
	return known
}

// knownOf lists the ids of a kind that a product holds.
func knownOf(p *shop.Product, kind string) []string {
	var known []string
	switch kind {
	case "sku":
		for i := range p.Variants {
			known = append(known, string(p.Variants[i].SKU))
		}
	case "impression":
		for i := range p.Impressions {
			known = append(known, p.Impressions[i].ID)
		}
	case "axis":
		for i := range p.Axes {
			known = append(known, p.Axes[i].ID)
		}
	}
	return known
}
