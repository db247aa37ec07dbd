package shop

// Hand is the price in hand 到手价 of one piece and how it comes about: Unit − PromotionOff − CouponOff is Price.
type Hand struct {
	Unit         Fen
	Was          Fen // struck-through reference, 0 for none
	Price        Fen
	Kind         PriceKind // of Unit; PriceList for the list price
	Offer        string    // that Unit comes from
	Promotion    *Promotion
	PromotionOff Fen
	Coupon       *Coupon
	CouponOff    Fen
}

// InHand returns the price in hand of a SKU: what one piece costs, less the best store promotion and the best merchant coupon
// of those given (held, or claimable there; others are passed over), at least a fen. Bundles, tiers above one piece, platform
// coupons, shipping and tax stay out. Below its threshold a discount counts pro rata: what an order of exactly the threshold
// would have, times price over threshold, rounded half-up. (Item ¥100.00 with ¥200.00 − ¥30.00: ¥85.00.)
func InHand(a *Ask, sku SKU, coupons []Coupon) Hand {
	at := a.Catalogue.skus[sku]
	if at == nil {
		return Hand{}
	}
	l, seller := line{place: at, quantity: 1}, at.product.Shop
	l.price(a, nil)
	h := Hand{Unit: l.unit, Was: l.was(), Kind: kinds[l.rank]}
	if l.offer != nil {
		h.Offer = l.offer.ID
	}
	for _, promotion := range a.Catalogue.PromotionsOf(seller) {
		if !promotion.Window.Holds(a.At) || !l.in(&promotion.Scope) {
			continue
		}
		off := promotion.hand(l.unit)
		if off > h.PromotionOff || off == h.PromotionOff && off > 0 && promotion.ID < h.Promotion.ID {
			h.Promotion, h.PromotionOff = promotion, off
		}
	}
	for i := range coupons {
		c := &coupons[i]
		if c.Slot() != ByMerchant || c.Shop != "" && c.Shop != seller || !l.in(&c.Scope) || c.window(a) != "" {
			continue
		}
		off := c.hand(l.unit)
		if off > h.CouponOff || off == h.CouponOff && off > 0 && c.ID < h.Coupon.ID {
			h.Coupon, h.CouponOff = c, off
		}
	}
	room := max(0, l.unit-1-l.deposit())
	h.PromotionOff = min(h.PromotionOff, room)
	h.CouponOff = min(h.CouponOff, room-h.PromotionOff)
	h.Price = h.Unit - h.PromotionOff - h.CouponOff
	return h
}

// hand returns what the promotion takes off one piece, at most its price; a number of pieces counts as reached.
func (p *Promotion) hand(unit Fen) Fen {
	if p.Kind == PromotionPieces {
		return percent(unit, p.Percent)
	}
	if unit < p.Over {
		return min(unit, part(p.Off, unit, p.Over))
	}
	return min(unit, p.off(unit, 1))
}

// hand returns what the coupon takes off one piece, at most its price.
func (c *Coupon) hand(unit Fen) Fen {
	switch {
	case unit >= c.Over:
		return min(unit, c.off(unit))
	case c.Percent == 0:
		return min(unit, part(c.Off, unit, c.Over))
	case c.Cap > 0 && c.Over*Fen(c.Percent) >= c.Cap*100:
		return min(unit, part(c.Cap, unit, c.Over))
	}
	return percent(unit, c.Percent) // exactly the percentage of the threshold, times price over threshold
}
