package flow

import (
	"slices"
	"strconv"
	"time"

	"tagtap/flow/shop"
)

// The outcomes of a payment attempt.
const (
	OutcomeApproved = "approved"
	OutcomeDeclined = "declined"
	OutcomeTimedOut = "timed-out"
)

// Outcomes lists them.
func Outcomes() []string { return []string{OutcomeApproved, OutcomeDeclined, OutcomeTimedOut} }

// happen does what the outside world does. No happening is a tap.
func (t *turn) happen(a Action) {
	switch a.Verb {
	case AnswerPayment:
		t.answer(a)
	case SellOut:
		t.stay(a)
		t.emit(Event{Kind: StockGone, Pieces: []shop.Pieces{{SKU: shop.SKU(a.ID), Quantity: t.w.Left(shop.SKU(a.ID))}}})
	case GiveCoupon:
		t.stay(a)
		t.give(t.w.Catalogue.Coupon(a.ID))
		t.requote()
	case ExpireOrder:
		t.expire(a)
	case ShowTag, HideTag:
		t.overlay(a)
	case ClearOrder, PackOrder, ShipParcel, MoveParcel, SignParcel, ConfirmOrder, MissPromise, DelayParcel,
		DeclareCustoms, PassCustoms, QueryCustoms:
		t.progress(a)
	case ApproveRequest, RejectRequest, CloseRequest, ReceiveReturn, RejectReturn, ShipExchange, ConfirmExchange, DecideForShopper,
		DecideForSeller:
		t.pursue(a)
	default:
		t.stay(a)
	}
}

func refuseHappening(w *World, s *State, a Action) Refusal {
	switch a.Verb {
	case AnswerPayment:
		if !slices.Contains(Outcomes(), a.Value) {
			return refuse(NoSuch, "outcome", a.Value)
		}
		attempt := s.answering(a.N)
		if attempt == nil || a.Value == OutcomeTimedOut && attempt.Status != Pending {
			return refuse(NoAttempt)
		}
	case GiveCoupon:
		if c := w.Catalogue.Coupon(a.ID); c == nil {
			return refuse(NoSuch, "coupon", a.ID)
		}
		if s.Coupon(a.ID) != nil {
			return refuse(CouponHeld, "coupon", a.ID)
		}
	case SellOut:
		if v, _ := w.Catalogue.Variant(shop.SKU(a.ID)); v == nil {
			return refuse(NoSuch, "sku", a.ID)
		}
		if w.Left(shop.SKU(a.ID)) == 0 {
			return refuse(SoldOut, "sku", a.ID)
		}
	case ExpireOrder:
		o := s.Order(OrderID(a.ID))
		if o == nil {
			return refuse(NoSuch, "order", a.ID)
		}
		if o.Status != AwaitingPayment {
			return refuse(NotOpen, "order", a.ID)
		}
	case ClearOrder, PackOrder, ShipParcel, MoveParcel, SignParcel, ConfirmOrder, MissPromise, DelayParcel,
		DeclareCustoms, PassCustoms, QueryCustoms:
		if o := s.Order(OrderID(a.ID)); o != nil && s.halts(o, a.Verb) {
			return refuse(NotNow, "order", a.ID, "status", o.Status.String())
		}
		return checkProgress(s, a)
	case ApproveRequest, RejectRequest, CloseRequest, ReceiveReturn, RejectReturn, ShipExchange, ConfirmExchange, DecideForShopper,
		DecideForSeller:
		return checkPursuit(s, a)
	case ShowTag, HideTag:
		return checkOverlay(w, s, a)
	case Wait:
		if a.N < 1 {
			return refuse(OutOfRange, "min", "1", "max", strconv.Itoa(int(maxWait/time.Second)))
		}
	}
	return Refusal{}
}

// expire cancels an order that was not paid in time. Its shopper, if still before the wallet, finds the order list.
func (t *turn) expire(a Action) {
	id := OrderID(a.ID)
	o := *t.state.Order(id)
	m := Move{}
	if t.state.Place() == Payment && t.state.due() == o.Quote.Payable && slices.Contains(t.state.Payment.Orders, id) {
		m = t.state.beyond(Orders)
	}
	t.move(a, m)
	if m.Set {
		t.closeWallet()
		t.showAll()
	}
	reason := "unpaid"
	if o.AwaitsBalance() {
		reason = "balance-missed"
	}
	t.cancel(o, reason)
}

func (t *turn) cancel(o Order, reason string) {
	t.emit(Event{Kind: OrderCancelled, OrderID: o.ID, Reason: reason, Pieces: o.Quote.Takes(), At: t.now})
	if o.Presale != nil && o.Presale.Paid && !o.Presale.Forfeit {
		t.emit(Event{Kind: Refunded, OrderID: o.ID, Amount: o.Captured - o.Refunded, At: t.now})
	}
}

// Due returns the next thing that the world does by itself, and when: an attempt is no longer waited for, an order was not
// paid in time or comes on, a video comes to its product. It says false when nothing will happen without the shopper.
func Due(w *World, s *State) (shop.Instant, Action, bool) {
	var when shop.Instant
	var what Action
	found := false
	sooner := func(at shop.Instant, a Action) {
		if !found || at < when {
			when, what, found = at, a, true
		}
	}
	for i := range s.Attempts {
		if a := &s.Attempts[i]; a.Status == Pending {
			sooner(a.Started.Add(w.Flow.AttemptLimit), Action{Verb: AnswerPayment, Value: OutcomeTimedOut, N: a.N})
		}
	}
	for i := range s.Orders {
		o := &s.Orders[i]
		o.coming(w.Flow, func(at shop.Instant, v Verb) {
			if !s.halts(o, v) {
				sooner(at, Action{Verb: v, ID: string(o.ID)})
			}
		})
	}
	comingRequests(w, s, sooner)
	if at, a, ok := comingOver(w, s); ok {
		sooner(at, a)
	}
	return when, what, found
}

// Happenings lists what the world could do now: the backstage.
func Happenings(w *World, s *State) []Offer {
	var all []Offer
	add := func(a Action) { all = append(all, Offer{Action: a, Refusal: refuseHappening(w, s, a)}) }
	for i := range s.Attempts {
		switch a := &s.Attempts[i]; a.Status {
		case Pending:
			for _, outcome := range Outcomes() {
				add(Action{Verb: AnswerPayment, Value: outcome, N: a.N})
			}
		case Unknown, Withdrawn:
			add(Action{Verb: AnswerPayment, Value: OutcomeApproved, N: a.N})
			add(Action{Verb: AnswerPayment, Value: OutcomeDeclined, N: a.N})
		}
	}
	for i := range s.Orders {
		o := &s.Orders[i]
		o.coming(w.Flow, func(_ shop.Instant, v Verb) {
			if !s.halts(o, v) {
				add(Action{Verb: v, ID: string(o.ID)})
			}
		})
		for _, v := range []Verb{DelayParcel, QueryCustoms} {
			if a := (Action{Verb: v, ID: string(o.ID)}); !checkProgress(s, a).Refused() {
				add(a)
			}
		}
	}
	backstageRequests(w, s, add)
	if _, a, ok := comingOver(w, s); ok {
		add(a)
	}
	for i := range w.Catalogue.Coupons {
		if c := &w.Catalogue.Coupons[i]; !c.Claim && s.Coupon(c.ID) == nil && c.Window.Holds(w.Now) {
			add(Action{Verb: GiveCoupon, ID: c.ID})
		}
	}
	for _, sku := range atStake(w, s) {
		add(Action{Verb: SellOut, ID: string(sku)})
	}
	return all
}

// atStake lists the SKUs that the shopper has before the eyes: chosen in the sheet, at checkout, in the cart.
func atStake(w *World, s *State) []shop.SKU {
	var skus []shop.SKU
	add := func(sku shop.SKU) {
		if !slices.Contains(skus, sku) {
			skus = append(skus, sku)
		}
	}
	if p := w.Catalogue.Product(s.Sheet.Product); p != nil && s.Place() == SKU {
		if v := p.Pick(s.Sheet.Values); v != nil {
			add(v.SKU)
		}
	}
	if s.index(Checkout) >= 0 && s.index(Payment) < 0 {
		for _, piece := range s.Checkout.Pieces {
			add(piece.SKU)
		}
	}
	for _, line := range s.Cart {
		add(line.SKU)
	}
	return skus
}
