package sim

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// weigh adds exposure to a cause.
func (w *walker) weigh(c Cause, x float64) { w.fresh[c] += x }

// feel notices what the last act showed, as the engine has it, and ends the walk where patience is used up.
func (w *walker) feel() {
	s := w.shown.State
	spot := s.Spot()
	arrived := spot != w.at
	was := w.at
	w.at = spot
	if arrived && spot.Place != was.Place {
		w.fixesDone(spot.Place)
	}
	if !w.committed {
		w.commit(spot)
		if !w.committed {
			return
		}
	}
	feel := &w.crowd.set.Feel
	if w.shown.Refused.Refused() {
		w.weigh(Faults, feel.Refusal)
	}
	w.amounts()
	if arrived {
		w.arrive(spot)
	}
	w.forms(spot)
	w.leaveIdle(spot)
	w.settle()
}

// fixesDone forgets what was put right when a stage is left behind.
func (w *walker) fixesDone(p flow.Place) {
	if p == flow.Payment || p == flow.Cart || p == flow.Product || p == flow.SKU {
		w.fixes = 0
	}
}

// commit notices the first piece in the cart, or that something is bought at once. Deciding without the whole total is the
// first place at which it is hidden.
func (w *walker) commit(spot flow.Spot) {
	s := w.shown.State
	outside := spot.Place == flow.External && s.Visit != nil && s.Visit.Reason != flow.ReasonLeave && spot.Subject == flow.OutsideSignIn
	if len(s.Cart) == 0 && spot.Place != flow.Checkout && !outside {
		return
	}
	w.committed = true
	if outside || w.flow.Fees > flow.Product {
		w.weigh(Hidden, 1)
	}
}

// amounts weighs what was first seen late against the goods.
func (w *walker) amounts() {
	seen := w.shown.State.Seen
	if w.seen == len(seen) {
		return
	}
	var late shop.Fen
	for _, one := range seen[w.seen:] {
		if one.Surprise() {
			late += one.Amount
		}
	}
	w.seen = len(seen)
	if goods := w.goods(); late > 0 && goods > 0 {
		w.weigh(Costs, float64(late)/float64(goods))
	}
}

// goods is the list price of what is about to be bought.
func (w *walker) goods() shop.Fen {
	s, c := w.shown.State, w.crowd.catalogue
	if s.Visit != nil {
		if v, _ := c.Variant(s.Visit.SKU); v != nil {
			return v.Price
		}
		return 0
	}
	var sum shop.Fen
	for _, piece := range s.Checkout.Pieces {
		if v, _ := c.Variant(piece.SKU); v != nil {
			sum += v.Price * shop.Fen(piece.Quantity)
		}
	}
	return sum
}

// arrive weighs what a place means by being entered.
func (w *walker) arrive(spot flow.Spot) {
	feel := &w.crowd.set.Feel
	switch spot.Place {
	case flow.Cart:
		if w.flow.Fees > flow.Cart {
			w.once(hadCart, Hidden, 1)
		}
		w.promises()
		w.page(hadCartPage)
	case flow.Checkout:
		w.promises()
		w.once(hadAccount, Account, feel.AccountInside)
		if !w.flow.Offers(w.persona.Pays) {
			w.once(hadMethods, Methods, 1)
		}
		w.page(hadCheckout << max(0, slices.Index(flow.CheckoutSteps(), spot.Subject)))
	case flow.Address:
		w.page(hadAddress)
	case flow.Identity:
		w.page(hadIdentity)
	case flow.Coupons:
		w.page(hadSheet)
	case flow.Payment:
		w.page(hadPayment)
		w.once(hadTrust, Trust, feel.Wallet)
		if w.shown.State.Payment.Auth == flow.AuthPassword {
			w.once(hadKeypad, TooLong, feel.Field)
		}
	case flow.External:
		w.arriveOutside(spot.Subject)
	}
}

func (w *walker) arriveOutside(page string) {
	feel := &w.crowd.set.Feel
	switch page {
	case flow.OutsideSignIn:
		w.promises()
		w.once(hadAccount, Account, feel.AccountWall)
		w.once(hadForm, TooLong, feel.Field*float64(len(outsideSignIn)))
		w.page(hadCheckout)
	case flow.OutsideAddress:
		w.once(hadCart, Hidden, 1)
		w.page(hadAddress)
		w.once(hadCard, TooLong, feel.Field*float64(len(shop.AddressFields)))
	case flow.OutsidePayment:
		w.page(hadPayment)
		w.once(hadTrust, Trust, feel.PayOutside)
		w.once(hadKeypad, TooLong, feel.Field)
	}
}

// forms weighs the fields of a form when it opens.
func (w *walker) forms(spot flow.Spot) {
	s, feel := w.shown.State, &w.crowd.set.Feel
	switch {
	case spot.Place == flow.Address && s.Form != nil:
		w.once(hadForm, TooLong, feel.Field*float64(len(shop.AddressFields)))
	case spot.Place == flow.Identity && s.IdentityForm != nil:
		w.once(hadDeclared, TooLong, feel.Field*float64(len(shop.IdentityFields)))
	case spot.Place == flow.Payment && s.Wallet != nil && w.had&hadCard == 0:
		w.once(hadCard, TooLong, feel.Field*float64(len(flow.WalletFields)))
		w.weigh(Trust, feel.CardForm)
	}
}

func (w *walker) page(once had) { w.once(once, TooLong, w.crowd.set.Feel.Page) }

func (w *walker) once(once had, c Cause, x float64) {
	if w.had&once == 0 {
		w.had |= once
		w.weigh(c, x)
	}
}

// promises weighs what the listing promises, when the shopper means it: at the cart, else at the checkout. Of several
// products the worst counts.
func (w *walker) promises() {
	if w.had&hadWeighed != 0 {
		return
	}
	w.had |= hadWeighed
	s, c := w.shown.State, w.crowd.catalogue
	var late, returns float64
	look := func(p *shop.Product) {
		if p != nil {
			l, r := w.crowd.listing(p)
			late, returns = max(late, l), max(returns, r)
		}
	}
	switch {
	case s.Visit != nil:
		look(c.Product(s.Visit.Product))
	case s.Place() == flow.Cart:
		for i := range s.Cart {
			_, p := c.Variant(s.Cart[i].SKU)
			look(p)
		}
	default:
		for i := range s.Checkout.Pieces {
			_, p := c.Variant(s.Checkout.Pieces[i].SKU)
			look(p)
		}
	}
	w.weigh(Delivery, late)
	w.weigh(Returns, returns)
}

// leaveIdle ends the walk of a window shopper, who never gets to a checkout.
func (w *walker) leaveIdle(spot flow.Spot) {
	if !w.window || w.ended {
		return
	}
	switch spot.Place {
	case flow.Cart, flow.Checkout, flow.External:
		w.end(WindowShopper)
	default:
		if draw(w.key, siteWindowWhen, 0) < w.crowd.set.Funnel.WindowAtOnce {
			w.end(WindowShopper)
		}
	}
}

// settle adds what the act exposed the shopper to, as if all of it grew together, and ends the walk at the first budget that
// it uses up.
func (w *walker) settle() {
	if w.fresh == (Exposure{}) {
		return
	}
	step := w.fresh
	w.fresh = Exposure{}
	if w.ended {
		return
	}
	first, when := Cause(0), 2.0
	for c := range step {
		if step[c] > 0 && w.exposed[c]+step[c] >= w.limits[c] {
			if at := (w.limits[c] - w.exposed[c]) / step[c]; at < when {
				first, when = Cause(c), at
			}
		}
		w.exposed[c] += step[c]
	}
	if w.watch != nil {
		w.watch(step)
	}
	if when <= 1 && !w.paid() {
		w.end(Reason(first))
	}
}

// paid says whether it is too late to leave.
func (w *walker) paid() bool {
	s := w.shown.State
	return w.shown.Meter.Confirmed || s.Place() == flow.External && s.Spot().Subject == flow.OutsidePaid
}
