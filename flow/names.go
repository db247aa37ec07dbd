package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// Known lists the ids of a kind of argument (Spec.Of) that a catalogue or the rules hold, each once, in their order. It is
// empty for a kind whose ids shoppers bring (addresses, identities) or a walk makes (orders, requests).
func Known(c *shop.Catalogue, kind string) []string {
	switch kind {
	case "note":
		return idsOf(c.Notes, func(n *shop.Note) string { return string(n.ID) })
	case "product":
		return idsOf(c.Products, func(p *shop.Product) string { return string(p.ID) })
	case "shop":
		return idsOf(c.Shops, func(s *shop.Shop) string { return string(s.ID) })
	case "author":
		return idsOf(c.Authors, func(a *shop.Author) string { return string(a.ID) })
	case "coupon":
		return idsOf(c.Coupons, func(coupon *shop.Coupon) string { return coupon.ID })
	case "payment":
		return idsOf(Methods(), func(m *Method) string { return string(*m) })
	case "platform":
		return Platforms()
	case "tab":
		return Tabs()
	case "side":
		return Sides()
	case "type":
		return idsOf(RequestTypes(), func(t *RequestType) string { return string(*t) })
	case "reason":
		return RequestReasons()
	}
	var known []string
	for i := range c.Products {
		for _, id := range knownOf(&c.Products[i], kind) {
			if !slices.Contains(known, id) {
				known = append(known, id)
			}
		}
	}
	return known
}

// knownOf lists the ids of a kind that a product holds.
func knownOf(p *shop.Product, kind string) []string {
	switch kind {
	case "sku":
		return idsOf(p.Variants, func(v *shop.Variant) string { return string(v.SKU) })
	case "impression":
		return idsOf(p.Impressions, func(v *shop.Value) string { return v.ID })
	case "axis":
		return idsOf(p.Axes, func(a *shop.Axis) string { return a.ID })
	}
	return nil
}

func idsOf[T any](all []T, id func(*T) string) []string {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = id(&all[i])
	}
	return ids
}
