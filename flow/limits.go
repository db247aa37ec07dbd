package flow

import (
	"slices"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// usesCrossBorder says whether any of the pieces comes over the border.
func usesCrossBorder(w *World, pieces []shop.Pieces) bool {
	return w.comesBy(pieces, shop.Trade.CrossBorder)
}

// comesBy says whether any of the pieces is sold in a trade mode.
func (w *World) comesBy(pieces []shop.Pieces, mode func(shop.Trade) bool) bool {
	return slices.ContainsFunc(pieces, func(piece shop.Pieces) bool {
		_, p := w.Catalogue.Variant(piece.SKU)
		if p == nil {
			return false
		}
		seller := w.Catalogue.Shop(p.Shop)
		return seller != nil && mode(seller.Trade)
	})
}

// declares says whether a payment sends customs the record that they match with order and waybill (三单对碰).
func (m Method) declares() bool { return m == WeChat || m == Alipay }

// crossMethod is the payment with which a cross-border checkout opens: the flow's default where customs take it, else the
// first that they take, "" where the flow has none.
func (f *Flow) crossMethod() Method {
	if f.Default.declares() {
		return f.Default
	}
	for _, m := range f.Methods {
		if m.declares() {
			return m
		}
	}
	return ""
}

// paysCrossBorder says whether the payment sheet still asks for an order that came over the border.
func (s *State) paysCrossBorder() bool {
	return slices.ContainsFunc(s.Payment.Orders, func(id OrderID) bool {
		o := s.Order(id)
		return o != nil && o.Status == AwaitingPayment && o.Quote.Trade.CrossBorder()
	})
}

// checkDeclares turns a payment down that customs do not take, where an order of the sheet is declared to them.
func checkDeclares(s *State, m Method) Refusal {
	if !m.declares() && s.paysCrossBorder() {
		return refuse(NotCrossBorder, "payment", string(m))
	}
	return Refusal{}
}

// payer returns the name on the account and its wallets, empty where nobody knows it yet.
func (w *World) payer() text.Text {
	if !w.Shopper.Payer.IsZero() || len(w.Shopper.Addresses) == 0 {
		return w.Shopper.Payer
	}
	return w.Shopper.Addresses[0].Name
}

// pays says whether the identity may be that of who pays: it is, or nobody knows who pays.
func (w *World) pays(i shop.Identity) bool {
	payer := w.payer()
	return payer.IsZero() || payer == i.Name
}

// usual is the payment that a walk takes where it has to choose, and settles says whether one can be used there.
func (w *World) usual(s *State) Method {
	if w.pastCustoms(s) {
		return w.Flow.crossMethod()
	}
	return w.Flow.usual()
}

func (w *World) settles(s *State, m Method) bool {
	return w.Flow.Offers(m) && (m.declares() || !w.pastCustoms(s))
}

// pastCustoms says whether what is about to be paid is declared to customs.
func (w *World) pastCustoms(s *State) bool {
	if s.Place() == Checkout {
		return usesCrossBorder(w, s.Checkout.Pieces)
	}
	return s.paysCrossBorder()
}

// checkDeclared turns orders down whose identity is missing or does not fit, or that a limit does not allow. Customs match
// who pays, who orders and who declares; of a parcel also who receives it.
func checkDeclared(w *World, s *State, q *shop.Quote) Refusal {
	border := slices.ContainsFunc(q.Orders, func(o shop.OrderQuote) bool { return o.Trade.CrossBorder() })
	if !border {
		return Refusal{}
	}
	declared := s.IdentityOf(s.Checkout.Identity)
	if declared == nil {
		return refuse(IdentityNeeded)
	}
	if !w.pays(*declared) {
		return refuse(IdentityMismatch, "payer", shop.MaskName(w.payer()), "declared", shop.MaskName(declared.Name))
	}
	if slices.ContainsFunc(q.Orders, func(o shop.OrderQuote) bool { return o.Trade == shop.Parcel }) {
		if to := s.AddressOf(s.Checkout.Address); to != nil && to.Name != declared.Name {
			return refuse(ReceiverMismatch, "receiver", shop.MaskName(to.Name), "declared", shop.MaskName(declared.Name))
		}
		if !declared.Front || !declared.Back {
			return refuse(PicturesNeeded)
		}
	}
	if m := s.Checkout.Method; m != "" && !m.declares() {
		return refuse(NotCrossBorder, "payment", string(m))
	}
	return checkLimits(q.Limits)
}

// checkLimits makes one refusal of all limits that are not kept: the first is its code, that of one order before that of the
// year, and the other code stands in its argument "also".
func checkLimits(over []shop.Excess) Refusal {
	single := slices.IndexFunc(over, func(e shop.Excess) bool { return !e.Year })
	year := slices.IndexFunc(over, func(e shop.Excess) bool { return e.Year })
	switch {
	case single >= 0 && year >= 0:
		return refuse(OverSingle, "over_fen", fen(over[single].Over), "left_fen", fen(over[year].Left), "also", string(QuotaExceeded))
	case single >= 0:
		return refuse(OverSingle, "over_fen", fen(over[single].Over))
	case year >= 0:
		return refuse(QuotaExceeded, "over_fen", fen(over[year].Over), "left_fen", fen(over[year].Left))
	}
	return Refusal{}
}

// splittable says whether an order is over the limit of one and holds more than one piece.
func splittable(q *shop.Quote) bool {
	return slices.ContainsFunc(q.Limits, func(e shop.Excess) bool {
		if e.Year || e.Order < 0 || e.Order >= len(q.Orders) {
			return false
		}
		count := 0
		for _, item := range q.Orders[e.Order].Items {
			count += int(item.Quantity)
		}
		return count > 1
	})
}

// taxable returns the taxable value of an order, 0 for a domestic one.
func taxable(q *shop.OrderQuote) shop.Fen {
	var sum shop.Fen
	for i := range q.Items {
		if tax := q.Items[i].Tax; tax != nil {
			sum += tax.Base
		}
	}
	return sum
}

// taxable returns the taxable value of the order; of a presale whose balance is not quoted yet what it was at the deposit.
func (o *Order) taxable() shop.Fen {
	if o.Presale != nil && !o.Presale.Quoted {
		return o.Presale.Base
	}
	return taxable(&o.Quote)
}

// UsedQuota returns how much of an identity's yearly quota (shop.MostYear) is used in the year of an instant, in China time:
// taxable value of its orders from submit until they are cancelled, closed unpaid or refunded. What it used elsewhere counts
// once, however often its number is saved.
func (s *State) UsedQuota(i *shop.Identity, at shop.Instant) shop.Fen { return s.usedBut(i, at, "") }

// usedBut is UsedQuota without one order: the one that is quoted anew.
func (s *State) usedBut(i *shop.Identity, at shop.Instant, but OrderID) shop.Fen {
	year := at.Time().Year()
	used := elsewhere(i, year)
	for n := range s.Identities {
		if other := &s.Identities[n]; other.Number == i.Number {
			used = max(used, elsewhere(other, year))
		}
	}
	for n := range s.Orders {
		o := &s.Orders[n]
		switch {
		case o.ID == but || !o.Quote.Trade.CrossBorder() || o.Identity.Number != i.Number || o.Placed.Time().Year() != year:
		case o.Status == Cancelled:
		default:
			used += max(0, o.taxable()-o.Restored)
		}
	}
	return used
}

func elsewhere(i *shop.Identity, year int) shop.Fen {
	if i.Year != year {
		return 0
	}
	return i.Used
}
