package shop

// uses says what became of the coupons that were chosen: by themselves those that are used, in the order of the orders; by
// hand all of them, as they were chosen.
func uses(a *Ask, all []draft) []Use {
	var out []Use
	switch a.Pick {
	case PickNone:
	case PickManual:
		for i, id := range a.Chosen {
			if !before(a.Chosen[:i], id) {
				out = append(out, chosen(a, all, id))
			}
		}
	default:
		n := 0
		for i := range all {
			n += all[i].coupons()
		}
		if n == 0 {
			return nil
		}
		out = make([]Use, 0, n)
		for i := range all {
			d := &all[i]
			if d.merchant != nil {
				out = append(out, Use{Coupon: d.merchant.ID, Order: i, Amount: d.merchantOff})
			}
			if d.platform != nil {
				out = append(out, Use{Coupon: d.platform.ID, Order: i, Amount: d.platformOff})
			}
		}
	}
	return out
}

// coupons counts those that the order takes.
func (d *draft) coupons() int {
	n := 0
	if d.merchant != nil {
		n++
	}
	if d.platform != nil {
		n++
	}
	return n
}

func before(all []string, id string) bool {
	for _, other := range all {
		if other == id {
			return true
		}
	}
	return false
}

// chosen says what became of a coupon that was chosen by hand. One that is no longer held is over.
func chosen(a *Ask, all []draft, id string) Use {
	held := a.held(id)
	if held == nil {
		return Use{Coupon: id, Order: -1, Why: WhyOver}
	}
	u := explain(a, all, held)
	if u.Order < 0 && u.Why == "" {
		u.Why, u.Amount = WhySlotTaken, 0
		if !rivalled(all, held) {
			u.Why = WhyNoRoom
		}
	}
	return u
}

// rivalled says whether an order that the coupon fits has another one in its slot.
func rivalled(all []draft, c *Coupon) bool {
	for i := range all {
		d := &all[i]
		taken := d.platform
		if c.Slot() == ByMerchant {
			taken = d.merchant
		}
		if _, why, _ := d.fit(c); taken != nil && why == "" {
			return true
		}
	}
	return false
}

// Explain says of every held coupon, in their order, what it does for the pick of the ask: the order that it serves and what
// it takes off; or, with order -1 and no reason, what it would take off if it were chosen alone in its slot; or why it does
// not apply, and what is missing. Of several orders that with the largest amount speaks, else that with the least missing.
func Explain(a *Ask) []Use {
	all := drafts(a)
	choose(a, all)
	out := make([]Use, len(a.Held))
	for i := range a.Held {
		out[i] = explain(a, all, &a.Held[i])
	}
	return out
}

func explain(a *Ask, all []draft, c *Coupon) Use {
	if i := serves(all, c.ID); i >= 0 {
		d := &all[i]
		if d.merchant != nil && d.merchant.ID == c.ID {
			return Use{Coupon: c.ID, Order: i, Amount: d.merchantOff}
		}
		return Use{Coupon: c.ID, Order: i, Amount: d.platformOff}
	}
	u := Use{Coupon: c.ID, Order: -1, Why: WhyNoItem}
	if why := c.window(a); why != "" {
		u.Why = why
		return u
	}
	for i := range all {
		d := &all[i]
		f, why, missing := d.fit(c)
		if why == "" {
			if u.Amount = max(u.Amount, d.alone(c, &f)); u.Amount > 0 {
				u.Why, u.Missing = "", 0
			} else {
				u.Why, u.Missing = WhyNoRoom, 0
			}
			continue
		}
		switch {
		case u.Why == "":
		case why == WhyNoRoom:
			u.Why, u.Missing = why, 0
		case why == WhyUnder && (u.Why == WhyNoItem || u.Why == WhyUnder && missing < u.Missing):
			u.Why, u.Missing = why, missing
		}
	}
	return u
}

// alone is what the coupon takes off the order in place of what is in its slot.
func (d *draft) alone(c *Coupon, f *fit) Fen {
	if c.Slot() == ByMerchant {
		return f.first
	}
	return d.second(c, f, d.merchant, d.merchantOff)
}
