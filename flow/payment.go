package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// The payment sheet 支付: the orders are placed and their stock is held; now the wallet is asked.
var paymentRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if s.Wallet != nil {
			for _, field := range WalletFields {
				add(Action{Verb: Type, ID: field})
			}
			add(Action{Verb: SaveWallet})
			add(Action{Verb: Back})
			return
		}
		if !s.Bound(s.Payment.Method) {
			add(Action{Verb: BindWallet})
		}
		for _, m := range w.Flow.Methods {
			add(Action{Verb: ChoosePayment, ID: string(m)})
		}
		switch s.Payment.Auth {
		case AuthPassword:
			add(Action{Verb: EnterPassword})
			add(Action{Verb: UseFace})
		case AuthFace:
			add(Action{Verb: Pay})
			add(Action{Verb: UsePassword})
		default:
			add(Action{Verb: Pay})
		}
		add(Action{Verb: Back})
	},
	check: checkPayment,
	act: func(t *turn, a Action) {
		sheet := t.state.Payment
		if t.state.Wallet != nil {
			t.wallet(a)
			return
		}
		switch a.Verb {
		case BindWallet:
			t.stay(a)
			t.emit(Event{Kind: WalletSet, Beside: &Beside{Wallet: &Wallet{Method: sheet.Method}}})
		case ChoosePayment:
			sheet.Method = Method(a.ID)
			sheet.Auth = t.w.Flow.auth(sheet.Method)
			t.stay(a)
			t.emit(Event{Kind: PaymentSet, Payment: &sheet})
		case UseFace, UsePassword:
			sheet.Auth = AuthFace
			if a.Verb == UsePassword {
				sheet.Auth = AuthPassword
			}
			t.stay(a)
			t.emit(Event{Kind: PaymentSet, Payment: &sheet})
		case Pay:
			t.stay(a)
			t.attempt()
		case EnterPassword:
			t.emit(Event{Kind: Tapped, Action: a, Fresh: true})
			t.attempt()
		case Back:
			t.withdraw(a)
		}
	},
}

func checkPayment(w *World, s *State, a Action) Refusal {
	auth := s.Payment.Auth
	if s.Wallet != nil {
		return checkWallet(s, a)
	}
	switch a.Verb {
	case Back:
		return Refusal{}
	case BindWallet:
		if s.Bound(s.Payment.Method) {
			return refuse(NotHere)
		}
		return checkMethod(w, Action{Verb: a.Verb, ID: string(s.Payment.Method)})
	case ChoosePayment:
		if s.Pending() != nil {
			return refuse(InProgress)
		}
		if r := checkMethod(w, a); r.Refused() {
			return r
		}
		return checkDeclares(s, Method(a.ID))
	case UseFace:
		if auth != AuthPassword {
			return refuse(NotHere)
		}
	case UsePassword:
		if auth != AuthFace {
			return refuse(NotHere)
		}
	case Pay:
		if auth == AuthPassword {
			return refuse(PasswordFirst)
		}
	case EnterPassword:
		if auth != AuthPassword {
			return refuse(NotHere)
		}
	default:
		return refuse(NotHere)
	}
	if s.Pending() != nil {
		return refuse(InProgress)
	}
	if a.Verb == Pay || a.Verb == EnterPassword {
		if s.due() == 0 {
			return refuse(NotOpen)
		}
		if !w.Flow.Offers(s.Payment.Method) {
			return refuse(NotOffered, "payment", string(s.Payment.Method))
		}
		if r := checkDeclares(s, s.Payment.Method); r.Refused() {
			return r
		}
		if !s.Bound(s.Payment.Method) {
			return refuse(WalletNeeded, "payment", string(s.Payment.Method))
		}
	}
	return Refusal{}
}

// method returns the payment that is chosen where the shopper is about to pay.
func (s *State) method() Method {
	if s.Place() == Checkout {
		return s.Checkout.Method
	}
	return s.Payment.Method
}

// due sums what the sheet's orders still ask for.
func (s *State) due() shop.Fen {
	var sum shop.Fen
	for _, id := range s.Payment.Orders {
		if o := s.Order(id); o != nil && o.Owes() {
			sum += o.Quote.Payable
		}
	}
	return sum
}

// attempt asks the wallet for all orders of the sheet that are still to be paid.
func (t *turn) attempt() {
	sheet := t.state.Payment
	var ids []OrderID
	for _, id := range sheet.Orders {
		if o := t.state.Order(id); o != nil && o.Owes() {
			ids = append(ids, id)
		}
	}
	t.emit(Event{Kind: AttemptSet, Attempt: &Attempt{
		N: int32(len(t.state.Attempts) + 1), Orders: ids, Method: sheet.Method, Amount: t.state.due(),
		Started: t.now, Status: Pending,
	}})
}

// withdraw leaves the sheet; an attempt in progress is cancelled by the shopper, the orders wait in the list.
func (t *turn) withdraw(a Action) {
	pending := t.state.Pending()
	t.move(a, t.state.beyond(Orders))
	t.showAll()
	if pending != nil {
		gone := *pending
		gone.Status = Withdrawn
		t.emit(Event{Kind: AttemptSet, Attempt: &gone})
	}
}

// answering returns the attempt that an answer is for: the one of that number, or without one the pending, else the newest
// whose result is not known, else the newest that the shopper left.
func (s *State) answering(n int32) *Attempt {
	for _, status := range []AttemptStatus{Pending, Unknown, Withdrawn} {
		for i := len(s.Attempts) - 1; i >= 0; i-- {
			if a := &s.Attempts[i]; a.Status == status && (n == 0 || a.N == n) {
				return a
			}
		}
	}
	return nil
}

// answer settles an attempt. An approval that comes late finds its orders open, and pays them, or finds them paid or
// cancelled, and is then captured and given back in full: nobody is charged twice.
func (t *turn) answer(a Action) {
	attempt := *t.state.answering(a.N)
	was := attempt.Status
	switch a.Value {
	case OutcomeApproved:
		attempt.Status = Approved
	case OutcomeDeclined:
		attempt.Status = Declined
	default:
		attempt.Status = Unknown
	}
	if attempt.Status != Approved {
		t.stay(a)
		t.emit(Event{Kind: AttemptSet, Attempt: &attempt})
		return
	}
	pays := was != Withdrawn && slices.ContainsFunc(attempt.Orders, func(id OrderID) bool {
		return attempt.pays(t.state.Order(id))
	})
	m := Move{}
	if pays && t.state.Place() == Payment && overlap(attempt.Orders, t.state.Payment.Orders) {
		m = t.state.beyond(Confirmation)
	}
	t.move(a, m)
	t.closeWallet()
	t.emit(Event{Kind: AttemptSet, Attempt: &attempt})
	for _, id := range attempt.Orders {
		t.settle(attempt, id, was)
	}
}

// pays says whether the answer to the attempt settles the order: it is still to be paid, and the attempt was for what it costs
// now. A late answer to the deposit of a presale pays no balance.
func (a *Attempt) pays(o *Order) bool {
	return o != nil && o.Owes() && (len(a.Orders) > 1 || a.Amount == o.Quote.Payable)
}

func (t *turn) settle(attempt Attempt, id OrderID, was AttemptStatus) {
	o := t.state.Order(id)
	if o == nil {
		return
	}
	amount := o.Quote.Payable
	if len(attempt.Orders) == 1 {
		amount = attempt.Amount
	}
	if was != Withdrawn && attempt.pays(o) {
		if o.Presale != nil && !o.Presale.Paid {
			t.emit(Event{Kind: DepositPaid, OrderID: id, Amount: amount, At: t.now, Reason: string(attempt.Method)})
			return
		}
		t.emit(Event{
			Kind: OrderPaid, OrderID: id, Amount: amount, Pieces: o.Quote.Takes(), At: t.now, Reason: string(attempt.Method),
		})
		return
	}
	t.emit(Event{Kind: Captured, OrderID: id, Amount: amount, At: t.now})
	t.emit(Event{Kind: Refunded, OrderID: id, Amount: amount, At: t.now})
}
