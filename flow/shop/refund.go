package shop

// Refund is what giving pieces of an order back comes to; the sum is Total. All are positive but Postage.
type Refund struct {
	Goods    Fen `cbor:"1,keyasint,omitempty"` // what was paid for the pieces, after all discounts
	Tax      Fen `cbor:"2,keyasint,omitempty"`
	Shipping Fen `cbor:"3,keyasint,omitempty"` // with surcharge and platform fee
	Postage  Fen `cbor:"4,keyasint,omitempty"` // not negative: taken off where a return breaks free shipping from an amount on
	Base     Fen `cbor:"5,keyasint,omitempty"` // of taxable value, that goes back to the yearly quota; no money
}

// Total is the money that goes back.
func (r Refund) Total() Fen { return r.Goods + r.Tax + r.Shipping - r.Postage }

// RefundRule says what goes back with the goods.
type RefundRule struct {
	Shipping bool // shipping, surcharge and platform fee, with the last pieces
	Tax      bool // tax and taxable value
	Deposit  bool // of a presale whose balance is paid: its deposit, which the order's payable does not hold
	// Where what is left of the goods that the free-shipping test took falls below Over, Fee is taken off, once. Both 0 for no
	// such rule.
	Over Fen
	Fee  Fen
}

// Refunding returns what giving pieces of an order back comes to, when others were given back before. Amounts of a SKU are
// split over its pieces without losing a fen, earlier pieces first; no more pieces go back than there are. Refunds of all
// pieces, in whatever portions, sum to the payable where shipping and tax go back and no fee is taken off.
func Refunding(o *OrderQuote, returned, pieces []Pieces, rule RefundRule) Refund {
	var r Refund
	var tested, before, after Fen
	last := true
	goods := o.paid(rule.Deposit)
	for i := range o.Items {
		item := &o.Items[i]
		n := item.Quantity
		from := min(countOf(returned, item.SKU), n)
		to := min(from+min(countOf(pieces, item.SKU), n), n)
		last = last && to == n
		r.Goods += portion(goods[i], n, from, to)
		if rule.Tax && item.Tax != nil {
			r.Tax += portion(item.Tax.Amount, n, from, to)
			r.Base += portion(item.Tax.Base, n, from, to)
		}
		tested = o.testedOf(item.SKU)
		before += portion(tested, n, from, n)
		after += portion(tested, n, to, n)
	}
	if last && rule.Shipping && len(pieces) > 0 {
		r.Shipping = o.Line(LineShipping) + o.Line(LineRemote) + o.Line(LineFee)
	}
	if rule.Fee > 0 && before >= rule.Over && after < rule.Over {
		r.Postage = min(rule.Fee, r.Total())
	}
	return r
}

// paid returns what was paid for the goods of each item: their shares of all lines but shipping, fee and tax. A deposit that
// was paid before is taken off in proportion, for a discount may leave less of one item than its deposit.
func (o *OrderQuote) paid(deposit bool) []Fen {
	goods := make([]Fen, len(o.Items))
	var sum, paid Fen
	for i := range o.Lines {
		switch l := &o.Lines[i]; l.Name {
		case LineItems, LineSaving, LineBundle, LinePromotion, LineMerchant, LinePlatform, LineBalance:
			for j := range o.Items {
				goods[j] += l.share(o.Items[j].SKU)
			}
			sum += l.Amount
		case LineDeposit:
			paid = -l.Amount
		}
	}
	if deposit || paid == 0 {
		return goods
	}
	return Split(sum-paid, goods)
}

// testedOf returns the item's part of the amount on which free shipping was tested.
func (o *OrderQuote) testedOf(sku SKU) Fen {
	var sum Fen
	for i := range o.Lines {
		switch l := &o.Lines[i]; l.Name {
		case LineItems, LineSaving, LineBundle, LinePromotion, LineMerchant:
			sum += l.share(sku)
		case LinePlatform:
			if l.Funder != string(ByPlatform) {
				sum += l.share(sku)
			}
		}
	}
	return sum
}

func (l *QuoteLine) share(sku SKU) Fen {
	for i := range l.Shares {
		if l.Shares[i].SKU == sku {
			return l.Shares[i].Amount
		}
	}
	return 0
}

func countOf(all []Pieces, sku SKU) int32 {
	var n int32
	for i := range all {
		if all[i].SKU == sku && all[i].Quantity > 0 {
			n += all[i].Quantity
		}
	}
	return n
}

// portion returns what falls on pieces from (included) to (excluded) of n of an amount: where it cannot be split evenly the
// earlier pieces have a fen more.
func portion(amount Fen, n, from, to int32) Fen {
	each, more := amount/Fen(n), amount%Fen(n)
	upTo := func(k int32) Fen { return each*Fen(k) + min(Fen(k), more) }
	return upTo(to) - upTo(from)
}

// PayoutOf returns what a late parcel is made good with: so many percent of the goods that were paid for, after all discounts
// and without shipping and tax, rounded half-up, then raised to the least or cut to the most. A most of 0 is no limit.
func PayoutOf(goods Fen, of int, least, most Fen) Fen {
	payout := percent(max(0, goods), of)
	if most > 0 {
		payout = min(payout, most)
	}
	return max(payout, least)
}
