package flow

import (
	"slices"
	"strconv"

	"tagtap/flow/shop"
)

// Apply folds an event into a journey's state. It needs no world: events carry every fact that was used. The state that
// was handed in stays as it was.
func Apply(s State, e Event) State {
	s.apply(&e)
	return s
}

// apply is Apply in place: the step's own state needs no copy an event.
func (s *State) apply(e *Event) {
	s.Seq++
	switch e.Kind {
	case Begun:
		seq, stream := s.Seq, s.Stream
		*s = e.Begin.State
		s.Seq, s.Stream = seq, stream
	case Tapped, Happened:
		s.head(e)
	case SheetSet:
		s.Sheet = *e.Sheet
	case LineSet:
		s.Cart = withLine(s.Cart, *e.Line)
		s.Reached = s.Reached.with(StageCart)
	case LineGone:
		s.Cart = slices.DeleteFunc(slices.Clone(s.Cart), func(l CartLine) bool { return l.SKU == e.Line.SKU })
	case Ticked:
		s.Cart = ticked(s.Cart, e.Pieces)
	case CheckoutSet:
		s.Checkout = *e.Checkout
	case FormSet:
		s.Form = e.Form
	case AddressSet:
		s.Book = withAddress(s.Book, *e.Address)
	case PaymentSet:
		s.Payment = *e.Payment
	case AttemptSet:
		s.Attempts = withAttempt(s.Attempts, *e.Attempt)
	case OrderPlaced:
		s.Orders = append(slices.Clip(s.Orders), *e.Order)
		s.Coupons = spent(s.Coupons, e.Order.ID, &e.Order.Quote)
	case OrderPaid, OrderCancelled, OrderClosed, OrderMoved, Captured, Refunded, DepositPaid:
		s.Orders = settled(s.Orders, e)
		if e.Kind == OrderCancelled || e.Kind == OrderClosed {
			s.release(e)
		}
	case AmountSeen:
		s.Seen = append(slices.Clip(s.Seen), e.Seen...)
	case DraftSet:
		s.Draft = *e.Draft
	case Reviewed:
		s.Orders = reviewed(s.Orders, e.OrderID, e.Review)
		s.Reached = s.Reached.with(StageReview)
	case Noted:
		s.Notes = append(slices.Clip(s.Notes), e.Note.ID)
	default:
		s.beside(e)
	}
}

// beside folds the facts that are not of the loop itself.
func (s *State) beside(e *Event) {
	switch e.Kind {
	case PostSet:
		s.Marks = marked(s.Marks, *e.Of().Post)
	case Followed:
		if e.Fresh {
			s.Following = append(slices.Clip(s.Following), e.Of().Author)
		} else {
			s.Following = slices.DeleteFunc(slices.Clone(s.Following), func(id shop.AuthorID) bool { return id == e.Of().Author })
		}
	case VideoSet:
		s.Video = *e.Of().Video
	case ExternalSet:
		s.Visit = e.Of().External
	case BoughtOutside:
		if s.Visit != nil {
			visit := *s.Visit
			visit.Paid = e.Amount
			s.Visit = &visit
		}
	case TabSet:
		s.Tab = e.Reason
	case WalletSet:
		s.Wallet = e.Of().Wallet
	case WalletBound:
		s.Wallets = append(slices.Clip(s.Wallets), Method(e.Reason))
	case CouponGiven:
		s.Coupons = append(slices.Clip(s.Coupons), *e.Of().Coupon)
	case FollowedUp:
		s.Orders = followed(s.Orders, e.OrderID, e.Review.SKU)
	case IdentityFormSet:
		s.IdentityForm = e.Of().IdentityForm
	case IdentitySet:
		s.Identities = withIdentity(s.Identities, *e.Of().Identity)
	case RequestFormSet:
		s.RequestForm = e.Of().RequestForm
	case RequestSet:
		s.Requests = withRequest(s.Requests, *e.Of().Request)
	case Requoted:
		s.Orders = requoted(s.Orders, e)
		s.Coupons = respent(s.Coupons, e.OrderID, e.Of().Quote)
	}
}

func (s *State) head(e *Event) {
	if e.Refusal.Refused() {
		s.told(&e.Refusal)
		return
	}
	if e.Trail.Set {
		s.move(e.Trail)
	}
	switch e.Action.Verb {
	case TapTag, TapCard:
		s.Reached = s.Reached.with(StageTag)
	}
}

// told folds what the shopper learned from a refusal: a payable that differs is shown with it, and may be accepted.
func (s *State) told(r *Refusal) {
	if r.Code == PriceChanged {
		if now, err := strconv.ParseInt(r.Arg("now_fen"), 10, 64); err == nil {
			s.Checkout.Shown = shop.Fen(now)
		}
	}
}

// arrival returns the stages that are reached by being at a place; cart and review need more than that.
func arrival(p Place) StageSet {
	switch p {
	case Note, Video:
		return 1 << StageNote
	case Product:
		return 1 << StageProduct
	case Checkout:
		return 1 << StageCheckout
	case Confirmation:
		return 1 << StageConfirmation
	}
	return 0
}

func (s *State) move(m Move) {
	trail := make([]Spot, m.Keep, int(m.Keep)+1)
	copy(trail, s.Trail)
	if m.Push.Place != Nowhere {
		trail = append(trail, m.Push)
		s.Reached |= arrival(m.Push.Place)
	}
	s.Trail = trail
}

// withLine puts a new line first and leaves a known one where it stands.
func withLine(cart []CartLine, line CartLine) []CartLine {
	for i := range cart {
		if cart[i].SKU == line.SKU {
			cart = slices.Clone(cart)
			cart[i] = line
			return cart
		}
	}
	grown := make([]CartLine, 0, len(cart)+1)
	return append(append(grown, line), cart...)
}

func ticked(cart []CartLine, pieces []shop.Pieces) []CartLine {
	cart = slices.Clone(cart)
	for i := range cart {
		cart[i].Ticked = slices.ContainsFunc(pieces, func(p shop.Pieces) bool { return p.SKU == cart[i].SKU })
	}
	return cart
}

func withAddress(book []shop.Address, a shop.Address) []shop.Address {
	for i := range book {
		if book[i].ID == a.ID {
			book = slices.Clone(book)
			book[i] = a
			return book
		}
	}
	return append(slices.Clip(book), a)
}

func withAttempt(all []Attempt, a Attempt) []Attempt {
	for i := range all {
		if all[i].N == a.N {
			all = slices.Clone(all)
			all[i] = a
			return all
		}
	}
	return append(slices.Clip(all), a)
}

func settled(orders []Order, e *Event) []Order {
	orders = slices.Clone(orders)
	for i := range orders {
		o := &orders[i]
		if o.ID != e.OrderID {
			continue
		}
		switch e.Kind {
		case OrderPaid:
			o.Status, o.Ended, o.PaidAt = Paid, e.At, e.At
			o.Track = append(slices.Clip(o.Track), Scan{Code: ScanPaid, At: e.At})
			o.Captured += e.Amount
			o.Method = Method(e.Reason)
		case OrderCancelled:
			o.Status, o.Ended, o.Reason = Cancelled, e.At, e.Reason
			o.Track = append(slices.Clip(o.Track), Scan{Code: ScanClosed, At: e.At})
		case OrderClosed:
			o.Status, o.Ended, o.Reason = Closed, e.At, e.Reason
			if len(o.Parcels) == 0 {
				o.Track = append(slices.Clip(o.Track), Scan{Code: ScanStopped, At: e.At})
			}
			o.Track = append(slices.Clip(o.Track), Scan{Code: ScanClosed, At: e.At})
		case OrderMoved:
			o.moved(e.Of().Progress)
		case DepositPaid:
			o.deposited(e)
		case Captured:
			o.Captured += e.Amount
		case Refunded:
			o.refunded(e)
		}
	}
	return orders
}

func reviewed(orders []Order, id OrderID, r *shop.Review) []Order {
	orders = slices.Clone(orders)
	for i := range orders {
		if o := &orders[i]; o.ID == id {
			o.Reviewed = append(slices.Clip(o.Reviewed), r.SKU)
			o.Reviews = append(slices.Clip(o.Reviews), r.ID)
		}
	}
	return orders
}

func followed(orders []Order, id OrderID, sku shop.SKU) []Order {
	orders = slices.Clone(orders)
	for i := range orders {
		if orders[i].ID == id {
			orders[i].Followed = append(slices.Clip(orders[i].Followed), sku)
		}
	}
	return orders
}
