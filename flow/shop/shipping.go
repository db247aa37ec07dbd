package shop

import (
	"slices"
	"strings"
)

// Shipping is a shop's template; the fee is per order.
type Shipping struct {
	Kind ShippingKind
	Fee  Fen // where the order pays it
	Over Fen // free at this amount of goods and above, for ShippingOver
	// Remote is added to every parcel for these provinces, also where the fee itself is free; none where there are none.
	Remote    Fen
	Provinces []string // as an address writes them: 新疆维吾尔自治区
	Whole     bool     // free shipping is free for these provinces too
}

// Surcharge returns what the template adds for a destination; an unknown one, "", costs nothing yet. People write 西藏,
// 西藏自治区 and, without a space, 西藏自治区拉萨市: all are the same province.
func (s Shipping) Surcharge(province string) Fen {
	const short = len("西藏")
	if slices.ContainsFunc(s.Provinces, func(remote string) bool {
		return strings.HasPrefix(province, remote) || len(province) >= short && strings.HasPrefix(remote, province)
	}) {
		return s.Remote
	}
	return 0
}

// toll is what is added to an order's goods: shipping, surcharge and tax.
type toll struct {
	known       bool
	fee, remote Fen
	why         string
	base, tax   Fen // of all lines; cross-border
}

// toll returns what is added where the free-shipping test takes so much in goods. Only two cases differ: a fee or none.
func (d *draft) toll(goods Fen) *toll {
	i := 0
	if s := &d.shop.Shipping; s.Kind == ShippingOver && goods < s.Over {
		i = 1
	}
	t := &d.tolls[i]
	if t.known {
		return t
	}
	s := &d.shop.Shipping
	t.known = true
	t.fee, t.why = s.Cost(goods)
	if !s.Whole || t.why != "free" && t.why != "free-over" {
		t.remote = s.Surcharge(d.ask.Province)
	}
	if d.shop.Trade.CrossBorder() {
		d.levy(t)
	}
	return t
}

// ShippingKind says when an order pays the fee.
type ShippingKind string

// The kinds of templates: free 包邮, one fee for every order, free from an amount on.
const (
	ShippingFree ShippingKind = "free"
	ShippingFlat ShippingKind = "flat"
	ShippingOver ShippingKind = "over"
)

// Cost returns the fee of an order with so much in goods, and why it is that: free, flat, free-over or under. The
// threshold is met at equality.
func (s Shipping) Cost(goods Fen) (Fen, string) {
	switch s.Kind {
	case ShippingFlat:
		return s.Fee, "flat"
	case ShippingOver:
		if goods >= s.Over {
			return 0, "free-over"
		}
		return s.Fee, "under"
	}
	return 0, "free"
}
