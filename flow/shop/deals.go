package shop

// deals are the bundles and promotions of a shop.
type deals struct {
	bundles    []*Bundle
	promotions []*Promotion
}

func (c *Catalogue) indexDeals() {
	c.categories = make(map[string]*Category, len(c.Categories))
	c.coupons = make(map[string]*Coupon, len(c.Coupons))
	c.deals = make(map[ShopID]*deals, len(c.Shops))
	for i := range c.Shops {
		c.deals[c.Shops[i].ID] = &deals{}
	}
	for i := range c.Categories {
		c.categories[c.Categories[i].ID] = &c.Categories[i]
	}
	for i := range c.Coupons {
		c.coupons[c.Coupons[i].ID] = &c.Coupons[i]
	}
	for i := range c.Bundles {
		if d := c.deals[c.Bundles[i].Shop]; d != nil {
			d.bundles = append(d.bundles, &c.Bundles[i])
		}
	}
	for i := range c.Promotions {
		if d := c.deals[c.Promotions[i].Shop]; d != nil {
			d.promotions = append(d.promotions, &c.Promotions[i])
		}
	}
}

// Category returns the category, or nil.
func (c *Catalogue) Category(id string) *Category { return c.categories[id] }

// Coupon returns the coupon, or nil.
func (c *Catalogue) Coupon(id string) *Coupon { return c.coupons[id] }

// BundlesOf returns the bundles of a shop, PromotionsOf its promotions, in the order of the catalogue.
func (c *Catalogue) BundlesOf(id ShopID) []*Bundle {
	if d := c.deals[id]; d != nil {
		return d.bundles
	}
	return nil
}

// PromotionsOf returns the promotions of a shop.
func (c *Catalogue) PromotionsOf(id ShopID) []*Promotion {
	if d := c.deals[id]; d != nil {
		return d.promotions
	}
	return nil
}

// Deals says whether a shop has bundles or promotions.
func (c *Catalogue) Deals(id ShopID) bool {
	d := c.deals[id]
	return d != nil && len(d.bundles)+len(d.promotions) > 0
}

// Claimable returns the coupons that may be claimed at a shop at the instant: the shop's own and the platform's, in the order
// of the catalogue.
func (c *Catalogue) Claimable(id ShopID, at Instant) []*Coupon {
	var all []*Coupon
	for i := range c.Coupons {
		if k := &c.Coupons[i]; k.Claim && (k.Shop == "" || k.Shop == id) && k.Window.Holds(at) {
			all = append(all, k)
		}
	}
	return all
}
