package flow

import (
	"slices"
	"time"

	"tagtap/flow/shop"
)

// Expected returns what the form would give back if it were handed in now and granted.
func (w *World) Expected(s *State, form *RequestForm) shop.Refund {
	o := s.Order(form.Order)
	if o == nil || len(form.Pieces) == 0 {
		return shop.Refund{}
	}
	r := Request{Order: o.ID, Type: form.Type, Pieces: form.Pieces, Reason: form.Reason, Asked: w.Now}
	money, _ := w.worth(s, o, &r)
	return money
}

// Answered returns what follows once the form is handed in: it is granted at once, or the seller has so long to answer, after
// which the clock grants it.
func (w *World) Answered(s *State, form *RequestForm) (atOnce bool, within time.Duration) {
	o := s.Order(form.Order)
	if o == nil {
		return false, 0
	}
	r := Request{Order: o.ID, Type: form.Type, Pieces: form.Pieces, Reason: form.Reason, Asked: w.Now}
	r.Money, _ = w.worth(s, o, &r)
	return fast(o, &r), w.review(o, &r)
}

// worth returns what a request gives back if it is settled now, and what of it is price protection, given or taken off again.
// It is never more than what the order has taken and not given back yet.
func (w *World) worth(s *State, o *Order, r *Request) (shop.Refund, []shop.Share) {
	var money shop.Refund
	var shares []shop.Share
	switch r.Type {
	case Protection:
		for _, p := range r.Pieces {
			if item := o.item(p.SKU); item != nil {
				if amount := w.lower(s, o, item); amount > 0 {
					money.Goods += amount
					shares = append(shares, shop.Share{SKU: p.SKU, Amount: amount})
				}
			}
		}
	case RefundUnshipped, RefundShipped, ReturnRefund:
		money = shop.Refunding(&o.Quote, o.Returned, r.Pieces, w.rule(o, r))
		if r.Type == RefundShipped {
			money.Base = 0 // nothing of it comes back to the zone
		}
		for _, p := range r.Pieces {
			if off := s.protectedOn(o, p); off > 0 {
				money.Goods -= off
				shares = append(shares, shop.Share{SKU: p.SKU, Amount: -off})
			}
		}
	}
	left := o.Captured - o.Refunded
	if money.Total() < 0 { // the postage of a small piece is at most its price
		money.Postage += money.Total()
	}
	if over := money.Total() - left; over > 0 {
		money.Goods -= over
	}
	return money, shares
}

// last says whether with these pieces all of the order is given back.
func (o *Order) last(pieces []shop.Pieces) bool {
	for i := range o.Quote.Items {
		if sku := o.Quote.Items[i].SKU; o.Kept(sku) > pieceCount(pieces, sku) {
			return false
		}
	}
	return true
}

// rule says what goes back beside the goods. Shipping: with everything, before any of it has left; later with the last piece,
// if the seller is at fault. Tax: of what never left the zone, and of what is back in time; the seller makes it good for what
// never arrived. A return without a reason that leaves less than free shipping needs pays the postage (Xiaohongshu rule
// centre, 119697).
func (w *World) rule(o *Order, r *Request) shop.RefundRule {
	reason := reasonOf(r.Reason)
	inTime := o.Passed == 0 || r.Asked < o.Passed.Add(taxAsked) && w.Now < o.Passed.Add(taxBack)
	rule := shop.RefundRule{Shipping: reason.Fault, Tax: inTime, Deposit: o.Presale != nil}
	switch r.Type {
	case RefundUnshipped:
		rule.Shipping = len(o.Parcels) == 0
	case RefundShipped:
		rule.Tax = reason.Fault
	case ReturnRefund:
		seller := w.Catalogue.Shop(o.Quote.Shop)
		if seller != nil && reason.NoReason && !o.last(r.Pieces) && seller.Shipping.Kind == shop.ShippingOver && o.Quote.Line(shop.LineShipping) == 0 {
			rule.Over, rule.Fee = seller.Shipping.Over, seller.Shipping.Fee
		}
	}
	return rule
}

// unitPrice returns what one piece costs today, where so many are bought.
func (w *World) unitPrice(s *State, sku shop.SKU, quantity int32) shop.Fen {
	ask := w.Ask(s, nil, "")
	price, _, _, _ := shop.UnitPrice(&ask, sku, quantity)
	return price
}

// lower returns what price protection of a line gives: the difference of its unit price to today's, for each piece that is
// kept and in no request, less what protection gave for these before, at most what was paid for them. Tax that was paid on the
// difference stays with customs.
func (w *World) lower(s *State, o *Order, item *shop.Item) shop.Fen {
	n, _ := s.free(o, item.SKU)
	if v, _ := w.Catalogue.Variant(item.SKU); v == nil || n == 0 {
		return 0
	}
	price := w.unitPrice(s, item.SKU, n)
	if price >= item.Unit {
		return 0
	}
	kept := o.Kept(item.SKU)
	given := s.protected(o, item.SKU)
	given -= portion(given, kept, kept-n)
	most := min(o.worthOf(item.SKU, n)-given, o.Captured-o.Refunded)
	return max(0, min((item.Unit-price)*shop.Fen(n)-given, most))
}

// protected returns what price protection gave for the pieces of a line that are still kept.
func (s *State) protected(o *Order, sku shop.SKU) shop.Fen {
	var sum shop.Fen
	for i := range s.Requests {
		r := &s.Requests[i]
		if r.Order != o.ID || r.Status != RequestDone {
			continue
		}
		for _, share := range r.Shares {
			if share.SKU == sku {
				sum += share.Amount
			}
		}
	}
	return sum
}

// protectedOn returns what protection gave for pieces that go back: it is taken off again. As it never gives more than was paid
// for the pieces, and both are split alike, no more stays given for the others than they are worth.
func (s *State) protectedOn(o *Order, p shop.Pieces) shop.Fen {
	given := s.protected(o, p.SKU)
	if given == 0 {
		return 0
	}
	return min(o.worthOf(p.SKU, p.Quantity), portion(given, o.Kept(p.SKU), p.Quantity))
}

// worthOf returns what was paid for the next so many pieces of a line that are kept, after all discounts.
func (o *Order) worthOf(sku shop.SKU, n int32) shop.Fen {
	rule := shop.RefundRule{Deposit: o.Presale != nil}
	return shop.Refunding(&o.Quote, o.Returned, []shop.Pieces{{SKU: sku, Quantity: n}}, rule).Goods
}

// portion returns the part of an amount that falls on the first of so many equal pieces. No fen is lost: the first have the
// larger parts.
func portion(amount shop.Fen, pieces, first int32) shop.Fen {
	var sum shop.Fen
	if pieces < 1 {
		return 0
	}
	weights := make([]shop.Fen, pieces)
	for i := range weights {
		weights[i] = 1
	}
	for _, part := range shop.Split(amount, weights)[:min(first, pieces)] {
		sum += part
	}
	return sum
}

// grant gives what a request asks for, and is its end.
func (t *turn) grant(o *Order, r Request, by string) {
	r.Status, r.Since, r.By = RequestDone, t.now, by
	r.Money, r.Shares = t.w.worth(&t.state, o, &r)
	t.setRequest(r)
	if r.Type == Exchange {
		t.resumeOrder(o.ID, r.Type)
		return
	}
	was := *o
	refund := Event{Kind: Refunded, OrderID: was.ID, Amount: r.Money.Total(), Reason: string(r.ID), At: t.now, Beside: &Beside{Request: &r}}
	if r.Type != Protection {
		refund.Pieces = r.Pieces
	}
	t.emit(refund)
	if r.Type == Protection {
		return
	}
	if was.last(r.Pieces) {
		t.close(&was, &r)
		return
	}
	t.shelve(&was, &r)
	if was.Status == PartShipped && len(t.state.Order(was.ID).Waiting()) == 0 {
		t.stand(was.ID, InTransit)
	}
}

// Reasons of a closing, as the order keeps them.
const (
	closedUnshipped = "shopper"
	closedReturned  = "after-sale"
)

// close ends an order of which everything was given back. Where nothing of it has left, the stock of limited offers is free
// again as well.
func (t *turn) close(o *Order, r *Request) {
	e := Event{Kind: OrderClosed, OrderID: o.ID, Reason: closedReturned, Pieces: returns(r), At: t.now}
	if len(o.Parcels) == 0 {
		e.Reason = closedUnshipped
		pieces := o.Quote.Pieces()
		e.Pieces = append(slices.Clip(e.Pieces), o.Quote.Takes()[len(pieces):]...)
	}
	t.emit(e)
}

// shelve puts what came back to the seller on the shelf.
func (t *turn) shelve(o *Order, r *Request) {
	if pieces := returns(r); len(pieces) > 0 {
		t.emit(Event{Kind: StockBack, OrderID: o.ID, Pieces: pieces, Reason: string(r.ID), At: t.now})
	}
}

// returns lists the pieces of a request that can be sold again: what never left, and what came back although nothing was wrong
// with it.
func returns(r *Request) []shop.Pieces {
	reason := reasonOf(r.Reason)
	if r.Type == RefundUnshipped || (r.Type == ReturnRefund || r.Type == Exchange) && !reason.Fault {
		return r.Pieces
	}
	return nil
}

// withReturned folds the pieces of a refund into those that were given back, each SKU once.
func withReturned(returned, pieces []shop.Pieces) []shop.Pieces {
	all := slices.Clone(returned)
	for _, p := range pieces {
		i := slices.IndexFunc(all, func(had shop.Pieces) bool { return had.SKU == p.SKU })
		if i < 0 {
			all = append(all, p)
			continue
		}
		all[i].Quantity += p.Quantity
	}
	return all
}

// refunded folds money that was given back into an order; of a request also the pieces, and the quota that is free again.
func (o *Order) refunded(e *Event) {
	o.Refunded += e.Amount
	r := e.Of().Request
	if r == nil {
		return
	}
	o.Returned = withReturned(o.Returned, e.Pieces)
	o.Restored += r.Money.Base
	o.Track = append(slices.Clip(o.Track), Scan{Code: ScanRefunded, At: e.At})
}

// released gives the coupons back that an order used: it was never paid, or given back before any of it left. An expired one
// stays used.
func released(held []Coupon, id OrderID, at shop.Instant) []Coupon {
	for i := range held {
		if c := &held[i]; c.Used == id && !c.over(at) {
			held = slices.Clone(held)
			held[i].Used = ""
		}
	}
	return held
}

// release is released for an order that ended.
func (s *State) release(e *Event) {
	if o := s.Order(e.OrderID); o != nil && len(o.Parcels) == 0 && e.OrderID != "" {
		s.Coupons = released(s.Coupons, e.OrderID, e.At)
	}
}
