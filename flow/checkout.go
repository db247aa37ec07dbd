package flow

import (
	"slices"
	"strconv"

	"tagtap/flow/shop"
)

// The checkout 结算: address, orders, payment, and one button.
var checkoutRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		page := s.Spot().Subject
		if page == "" || page == StepAddress {
			add(Action{Verb: ChooseAddress})
			if usesCrossBorder(w, s.Checkout.Pieces) {
				add(Action{Verb: ChooseIdentity})
			}
		}
		if (page == "" || page == StepPayment) && w.pick(&s.Checkout) != shop.PickNone {
			add(Action{Verb: OpenCoupons})
		}
		if page == "" || page == StepPayment {
			for _, m := range w.Flow.Methods {
				add(Action{Verb: ChoosePayment, ID: string(m)})
			}
		}
		if page == "" || page == StepSubmit {
			if usesCrossBorder(w, s.Checkout.Pieces) && !s.Checkout.Split && s.Checkout.Balance == "" {
				add(Action{Verb: SplitOrders})
			}
			offerRemoving(w, s, add)
			add(Action{Verb: PlaceOrder})
		} else {
			add(Action{Verb: NextStep})
		}
		offerLeaving(add)
		add(Action{Verb: Back})
	},
	check: checkCheckout,
	act: func(t *turn, a Action) {
		switch a.Verb {
		case ChooseAddress:
			t.open(a, Address, "")
			if len(t.state.Book) == 0 || t.w.Flow.Address == "form" {
				t.emit(Event{Kind: FormSet, Form: &Form{}})
			}
		case ChooseIdentity:
			t.openIdentity(a)
		case OpenCoupons:
			t.open(a, Coupons, "")
		case Remove:
			form := t.state.Checkout
			form.Pieces = slices.DeleteFunc(slices.Clone(form.Pieces), func(p shop.Pieces) bool { return string(p.SKU) == a.ID })
			t.stay(a)
			t.recheck(form)
		case Decrease:
			form := t.state.Checkout
			form.Pieces = slices.Clone(form.Pieces)
			for i := range form.Pieces {
				if string(form.Pieces[i].SKU) == a.ID {
					form.Pieces[i].Quantity--
				}
			}
			t.stay(a)
			t.recheck(form)
		case SplitOrders:
			form := t.state.Checkout
			form.Split = true
			t.stay(a)
			t.recheck(form)
		case ChoosePayment:
			form := t.state.Checkout
			form.Method = Method(a.ID)
			t.stay(a)
			t.emit(Event{Kind: CheckoutSet, Checkout: &form})
		case PlaceOrder:
			t.place(a)
		case NextStep:
			t.open(a, Checkout, CheckoutSteps()[stepOf(&t.state)+1])
		case LeaveFor:
			t.leaveFor(a)
		case Back:
			if i := stepOf(&t.state); i > 0 {
				t.open(a, Checkout, CheckoutSteps()[i-1])
				return
			}
			t.back(a)
		}
	},
}

// The pages of a checkout in steps.
const (
	StepAddress  = "address"
	StepDelivery = "delivery"
	StepPayment  = "payment"
	StepSubmit   = "submit"
)

// CheckoutSteps lists the pages of a checkout in steps, in their order.
func CheckoutSteps() []string { return []string{StepAddress, StepDelivery, StepPayment, StepSubmit} }

// stepOf returns which of the steps is open, -1 for a checkout on one page.
func stepOf(s *State) int { return slices.Index(CheckoutSteps(), s.Spot().Subject) }

// first is the page that a checkout opens with.
func (f *Flow) first() Spot {
	if f.Steps {
		return Spot{Checkout, StepAddress}
	}
	return Spot{Place: Checkout}
}

func checkCheckout(w *World, s *State, a Action) Refusal {
	page := s.Spot().Subject
	switch a.Verb {
	case Back:
		return Refusal{}
	case LeaveFor:
		return checkLeaving(a)
	case ChooseAddress:
		if page == "" || page == StepAddress {
			return Refusal{}
		}
	case ChooseIdentity:
		if (page == "" || page == StepAddress) && usesCrossBorder(w, s.Checkout.Pieces) {
			return Refusal{}
		}
	case OpenCoupons:
		if page == "" || page == StepPayment {
			return checkOpenCoupons(w, a)
		}
	case SplitOrders:
		if page == "" || page == StepSubmit {
			return checkSplit(w, s)
		}
	case Remove, Decrease:
		if page == "" || page == StepSubmit {
			return checkRemoving(w, s, a)
		}
	case ChoosePayment:
		if page == "" || page == StepPayment {
			return checkMethod(w, a)
		}
	case PlaceOrder:
		if page == "" || page == StepSubmit {
			return checkPlacing(w, s)
		}
	case NextStep:
		switch page {
		case StepAddress:
			switch {
			case s.AddressOf(s.Checkout.Address) == nil:
				return refuse(AddressNeeded)
			case usesCrossBorder(w, s.Checkout.Pieces) && s.IdentityOf(s.Checkout.Identity) == nil:
				return refuse(IdentityNeeded)
			}
			return Refusal{}
		case StepDelivery:
			return Refusal{}
		case StepPayment:
			switch m := s.Checkout.Method; {
			case m == "":
				return refuse(PaymentNeeded)
			case usesCrossBorder(w, s.Checkout.Pieces) && !m.declares():
				return refuse(NotCrossBorder, "payment", string(m))
			}
			return Refusal{}
		}
	}
	return refuse(NotHere)
}

func checkMethod(w *World, a Action) Refusal {
	if !w.Flow.Offers(Method(a.ID)) {
		return refuse(NotOffered, "payment", a.ID)
	}
	return Refusal{}
}

// CrossBorder says whether orders that customs clear can be paid with it.
func (m Method) CrossBorder() bool { return m.declares() }

// Imports says whether anything in the open checkout comes over the border: it then needs an identity.
func (w *World) Imports(s *State) bool { return usesCrossBorder(w, s.Checkout.Pieces) }

func (t *turn) openCheckout(pieces []shop.Pieces, fromCart bool, note shop.NoteID) {
	form := CheckoutForm{Pieces: pieces, FromCart: fromCart, Method: t.w.Flow.Default, Note: note}
	if usesCrossBorder(t.w, pieces) {
		form.Method = t.w.Flow.crossMethod()
		if t.w.Flow.Identity == "saved" && len(t.state.Identities) > 0 {
			form.Identity = t.state.Identities[0].ID
		}
	}
	if t.w.Flow.Address == "saved" && len(t.state.Book) > 0 {
		form.Address = t.state.Book[0].ID
	}
	t.recheck(form)
}

// quote prices what a checkout is about, for the province of its address.
func (w *World) quote(s *State, form *CheckoutForm) shop.Quote {
	a := w.asked(s, form)
	return shop.NewQuote(&a)
}

// AskCheckout is what the quote of the open checkout is asked for: to look at another choice, or at what each coupon would do.
func (w *World) AskCheckout(s *State) shop.Ask { return w.asked(s, &s.Checkout) }

func (w *World) asked(s *State, form *CheckoutForm) shop.Ask {
	a := w.Ask(s, form.Pieces, s.province(form))
	a.Pick, a.Chosen, a.Split, a.Balance = w.pick(form), form.Chosen, form.Split, form.Balance != ""
	if form.Balance != "" {
		a.Held = w.usable(s, form.Balance)
	}
	if i := s.IdentityOf(form.Identity); i != nil {
		used := s.usedBut(i, w.Now, form.Balance)
		a.Used = &used
	}
	return a
}

// Ask is what a quote of pieces is asked for: at the world's instant, with the coupons that the shopper may use.
func (w *World) Ask(s *State, pieces []shop.Pieces, province string) shop.Ask {
	return shop.Ask{
		Catalogue: w.Catalogue, Pieces: pieces, Province: province, At: w.Now, Held: w.Usable(s), Pick: w.pick(&CheckoutForm{}),
		Taken: w.Taken,
	}
}

// pick is how the coupons of a checkout are chosen: as the shopper did, else as the flow's knob has it.
func (w *World) pick(form *CheckoutForm) shop.Pick {
	switch {
	case w.Flow.Coupons == string(shop.PickNone):
		return shop.PickNone
	case form.Pick != "":
		return form.Pick
	case w.Flow.Coupons == string(shop.PickManual):
		return shop.PickManual
	}
	return shop.PickAuto
}

// Quote prices the checkout as it stands.
func (w *World) Quote(s *State) shop.Quote { return w.quote(s, &s.Checkout) }

func (s *State) province(form *CheckoutForm) string {
	if a := s.AddressOf(form.Address); a != nil {
		return a.Province()
	}
	return ""
}

func checkPlacing(w *World, s *State) Refusal {
	form := &s.Checkout
	if s.AddressOf(form.Address) == nil {
		return refuse(AddressNeeded)
	}
	if form.Balance == "" {
		if r := checkPieces(w, form.Pieces); r.Refused() {
			return r
		}
	} else if o := s.Order(form.Balance); o == nil {
		return refuse(NoSuch, "order", string(form.Balance))
	} else if r := checkBalance(w, s, o); r.Refused() {
		return r
	}
	quote := w.Quote(s)
	if full := w.inFull(s, &quote); full != nil { // nobody pays a deposit for what no limit allows
		quote.Limits = full.Limits
	}
	if r := checkDeclared(w, s, &quote); r.Refused() {
		return r
	}
	if form.Method == "" {
		return refuse(PaymentNeeded)
	}
	if !w.Flow.Offers(form.Method) {
		return refuse(NotOffered, "payment", string(form.Method))
	}
	if quote.Payable != form.Shown {
		return refuse(PriceChanged, "shown_fen", fen(form.Shown), "now_fen", fen(quote.Payable))
	}
	return Refusal{}
}

// checkSplit turns splitting down where no order is over the limit of one, or where it is one piece.
func checkSplit(w *World, s *State) Refusal {
	quote := w.Quote(s)
	if s.Checkout.Split || s.Checkout.Balance != "" || !splittable(&quote) {
		return refuse(NothingToSplit)
	}
	return Refusal{}
}

// checkOpenCoupons turns the coupon sheet of a product or checkout down where the flow has none; only the cart's names a shop.
func checkOpenCoupons(w *World, a Action) Refusal {
	switch {
	case w.Flow.Coupons == string(shop.PickNone):
		return refuse(CouponsOff)
	case a.ID != "":
		return refuse(NotHere)
	}
	return Refusal{}
}

func fen(f shop.Fen) string { return strconv.FormatInt(int64(f), 10) }

// place submits all orders of the checkout, or none: the check before it has seen every line. The stock is held from here.
func (t *turn) place(a Action) {
	form := t.state.Checkout
	address := *t.state.AddressOf(form.Address)
	quote := t.w.quote(&t.state, &form)
	if form.Balance != "" {
		t.placeBalance(a, &quote, address)
		return
	}
	t.open(a, Payment, "")
	var ids []OrderID
	for _, q := range quote.Orders {
		order := t.order(q, &form, address)
		ids = append(ids, order.ID)
		t.emit(Event{Kind: OrderPlaced, Order: &order})
	}
	if form.FromCart {
		t.takeOut(form.Pieces)
	}
	t.ask(ids, form.Method)
}

// ask opens the payment sheet for orders; a payment that needs no proof is tried at once.
func (t *turn) ask(ids []OrderID, m Method) {
	auth := t.w.Flow.auth(m)
	t.emit(Event{Kind: PaymentSet, Payment: &PaymentSheet{Orders: ids, Method: m, Auth: auth}})
	if auth == AuthNone && t.state.Bound(m) {
		t.attempt()
	}
}

// order makes the order of a quote. It keeps what its seller promised when it was placed.
func (t *turn) order(q shop.OrderQuote, form *CheckoutForm, to shop.Address) Order {
	seller := t.w.Catalogue.Shop(q.Shop)
	o := Order{
		ID: OrderID(t.id("P")), Status: AwaitingPayment, Quote: q, Address: to, Method: form.Method, Placed: t.now, Note: form.Note,
		ShopName: seller.Name, ShipHours: seller.ShipHours, SameDay: seller.SameDay, Leave: seller.LeaveHrs, Travel: travelOf(seller, &to),
		InParts: seller.InParts, Carrier: seller.Carrier, From: seller.From, Track: []Scan{{Code: ScanPlaced, At: t.now}},
	}
	if q.Trade.CrossBorder() {
		if identity := t.state.IdentityOf(form.Identity); identity != nil {
			o.Identity = *identity
		}
	}
	if p := presaleOf(t.w, &q); p != nil {
		o.Presale = term(p, &q)
		if full := t.w.inFull(&t.state, &shop.Quote{Orders: []shop.OrderQuote{q}}); full != nil && len(full.Orders) == 1 {
			o.Presale.Base = taxable(&full.Orders[0])
		}
		o.ShipHours, o.SameDay, o.Leave = p.ShipHours, false, min(o.Leave, p.ShipHours)
	}
	return o
}

// travelOf returns for how many hours a parcel of the shop is on the road to an address.
func travelOf(seller *shop.Shop, to *shop.Address) int {
	travel := seller.Days[0] * 24
	if seller.Shipping.Surcharge(to.Province()) > 0 {
		travel += remoteTravel
	}
	return travel
}
