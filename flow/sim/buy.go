package sim

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func (w *walker) cart() error {
	f := &w.crowd.set.Funnel
	w.option(f.CartCheckout, flow.Action{Verb: flow.OpenCheckout})
	if cart := w.shown.State.Cart; len(cart) > 0 {
		w.option(f.CartMore, flow.Action{Verb: flow.Increase, ID: string(cart[0].SKU)})
	}
	return w.choose(siteCart)
}

// checkout does what the button of the page still lacks, by what the rules say of it, and presses it.
func (w *walker) checkout() error {
	s, f := w.shown.State, &w.crowd.set.Funnel
	page := s.Spot().Subject
	button := flow.Action{Verb: flow.NextStep}
	if page == "" || page == flow.StepSubmit {
		button.Verb = flow.PlaceOrder
	}
	if page == "" || page == flow.StepPayment {
		if a, ok := w.prefers(); ok {
			return w.tap(a)
		}
		if sheet := (flow.Action{Verb: flow.OpenCoupons}); w.flow.Coupons == string(shop.PickManual) && w.had&hadCoupons == 0 {
			w.had |= hadCoupons
			if w.draw(siteCoupons) < f.Coupons && w.may(sheet) {
				return w.tap(sheet)
			}
		}
	}
	code := w.why(button)
	if code == "" || code == flow.PriceChanged || w.slips() {
		if code == flow.PriceChanged && !w.fixing() {
			w.end(Blocked)
			return nil
		}
		return w.tap(button)
	}
	if !w.fixing() {
		w.end(Blocked)
		return nil
	}
	a, ok := w.mend(code)
	if !ok || !w.may(a) {
		w.end(Blocked)
		return nil
	}
	return w.tap(a)
}

// slips says whether the shopper presses the button although something is missing; once a page at most.
func (w *walker) slips() bool {
	if w.had&hadSlipped != 0 {
		return false
	}
	w.had |= hadSlipped
	return w.draw(siteSlip) < w.crowd.set.Funnel.Slip
}

// mend returns what puts right for which a checkout was refused.
func (w *walker) mend(code flow.Code) (flow.Action, bool) {
	switch code {
	case flow.AddressNeeded, flow.ReceiverMismatch:
		return flow.Action{Verb: flow.ChooseAddress}, true
	case flow.IdentityNeeded, flow.IdentityMismatch, flow.PicturesNeeded:
		return flow.Action{Verb: flow.ChooseIdentity}, true
	case flow.PaymentNeeded, flow.NotOffered, flow.NotCrossBorder:
		return flow.Action{Verb: flow.ChoosePayment, ID: string(w.method())}, true
	case flow.OverSingle:
		return flow.Action{Verb: flow.SplitOrders}, true
	}
	return flow.Action{}, false
}

// prefers returns the change of a preset payment to the preferred one, once.
func (w *walker) prefers() (flow.Action, bool) {
	have := w.shown.State.Checkout.Method
	want := w.method()
	if w.had&hadPreferred != 0 || have == "" || have == want || want != w.persona.Pays {
		return flow.Action{}, false
	}
	w.had |= hadPreferred
	a := flow.Action{Verb: flow.ChoosePayment, ID: string(want)}
	return a, w.draw(siteMethod) < w.crowd.set.Funnel.Prefer && w.may(a)
}

// method is the payment that the shopper takes: the preferred one where it is offered and fits, else the first that fits.
func (w *walker) method() flow.Method {
	border := w.shown.World.Imports(w.shown.State)
	fits := func(m flow.Method) bool { return w.flow.Offers(m) && (!border || m.CrossBorder()) }
	if fits(w.persona.Pays) {
		return w.persona.Pays
	}
	for _, m := range w.flow.Methods {
		if fits(m) {
			return m
		}
	}
	return w.persona.Pays
}

func (w *walker) address() error {
	s := w.shown.State
	if s.Form == nil {
		if len(s.Book) == 0 {
			return w.insist(flow.Action{Verb: flow.NewAddress})
		}
		return w.insist(flow.Action{Verb: flow.PickAddress, ID: s.Book[w.addressed()].ID})
	}
	for _, field := range w.profile.addressFields {
		if v, _ := s.Form.Address.Field(field); v.IsZero() {
			return w.tap(w.profile.typing(field))
		}
	}
	return w.insist(flow.Action{Verb: flow.SaveAddress})
}

// addressed chooses a saved address: the first for most, that of who declares where a parcel asks for it.
func (w *walker) addressed() int {
	book := w.shown.State.Book
	payer := w.profile.payer
	if w.why(flow.Action{Verb: flow.PlaceOrder}) == flow.ReceiverMismatch || w.fixes > 1 {
		if i := slices.IndexFunc(book, func(a shop.Address) bool { return a.Name == payer }); i >= 0 {
			return i
		}
	}
	const first = 0.85
	if u := draw(w.key, siteAddress, 0); u >= first && len(book) > 1 {
		return 1 + min(int((u-first)/(1-first)*float64(len(book)-1)), len(book)-2)
	}
	return 0
}

func (w *walker) identity() error {
	s := w.shown.State
	form := s.IdentityForm
	if form == nil {
		for i := range s.Identities {
			if s.Identities[i].Name == w.profile.payer && w.fixes <= 1 {
				return w.insist(flow.Action{Verb: flow.PickIdentity, ID: s.Identities[i].ID})
			}
		}
		if len(s.Identities) > 0 {
			return w.insist(flow.Action{Verb: flow.EditIdentity, ID: s.Identities[0].ID})
		}
		return w.insist(flow.Action{Verb: flow.NewIdentity})
	}
	for _, field := range shop.IdentityFields {
		v, _ := form.Identity.Field(field)
		if v.IsZero() || field == "name" && v != w.profile.payer {
			if !w.fixing() {
				w.end(Blocked)
				return nil
			}
			return w.tap(w.profile.declaring(field))
		}
	}
	for _, side := range flow.Sides() {
		if a := (flow.Action{Verb: flow.AddPicture, ID: side}); w.may(a) {
			return w.tap(a)
		}
	}
	return w.insist(flow.Action{Verb: flow.SaveIdentity})
}

func (w *walker) coupons() error {
	if a := (flow.Action{Verb: flow.AutoCoupons}); w.shown.State.Checkout.Pick != shop.PickAuto && w.may(a) {
		return w.tap(a)
	}
	if a := (flow.Action{Verb: flow.ApplyCoupons}); w.may(a) {
		return w.tap(a)
	}
	return w.insist(flow.Action{Verb: flow.Back})
}

// pay binds a wallet where there is none, proves the payment, and takes the answer.
func (w *walker) pay() error {
	s, f := w.shown.State, &w.crowd.set.Funnel
	if s.Wallet != nil {
		for _, field := range flow.WalletFields {
			if v, _ := s.Wallet.Field(field); v.IsZero() {
				return w.tap(w.profile.typing(field))
			}
		}
		return w.insist(flow.Action{Verb: flow.SaveWallet})
	}
	if s.Pending() != nil {
		return w.answer()
	}
	if last := s.LastAttempt(); last != nil && last.Status != flow.Approved && int(last.N) > w.failed {
		w.failed = int(last.N)
		if w.failed >= tries {
			w.end(Reason(Declined))
			return nil
		}
		if a, ok := w.another(); ok && w.draw(siteRetry) < f.OtherMethod {
			return w.tap(a)
		}
	}
	if a := (flow.Action{Verb: flow.BindWallet}); !s.Bound(s.Payment.Method) && w.may(a) {
		return w.tap(a)
	}
	if s.Payment.Auth == flow.AuthPassword {
		return w.insist(flow.Action{Verb: flow.EnterPassword})
	}
	return w.insist(flow.Action{Verb: flow.Pay})
}

// another returns another payment than the one that failed.
func (w *walker) another() (flow.Action, bool) {
	for _, m := range w.flow.Methods {
		a := flow.Action{Verb: flow.ChoosePayment, ID: string(m)}
		if m != w.shown.State.Payment.Method && w.may(a) {
			return a, true
		}
	}
	return flow.Action{}, false
}

// answer answers a payment by chance: declined, no answer in time, approved.
func (w *walker) answer() error {
	f := &w.crowd.set.Funnel
	u := w.draw(siteAnswer)
	if u < f.Decline {
		w.weigh(Declined, 1)
		return w.happen(flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeDeclined})
	}
	if u < f.Decline+f.TimeOut {
		w.weigh(Faults, w.crowd.set.Feel.TimeOut)
		w.clock = w.clock.Add(w.flow.AttemptLimit)
		shown, err := w.session.Catch(w.ctx) // the engine lets the attempt time out by itself
		if err != nil {
			return err
		}
		w.shown = shown
		w.feel()
		return nil
	}
	return w.happen(flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
}

// confirmed ends a walk that paid; some write a review first.
func (w *walker) confirmed() error {
	open := flow.Action{Verb: flow.OpenReview}
	if w.flow.Review && w.had&hadReviewed == 0 && w.draw(siteReview) < w.crowd.set.Funnel.Review && w.may(open) {
		w.had |= hadReviewed
		return w.tap(open)
	}
	w.end(Done)
	return nil
}

func (w *walker) review() error {
	d := &w.shown.State.Draft
	switch {
	case d.Stars == 0:
		stars := int32(5)
		if u := w.draw(siteStars); u < 0.25 {
			stars = 4 - int32(u*8)
		}
		return w.tap(flow.Action{Verb: flow.Rate, N: stars})
	case d.Text.IsZero():
		return w.tap(w.profile.typing("text"))
	}
	if a := (flow.Action{Verb: flow.SubmitReview}); w.may(a) {
		if err := w.tap(a); err != nil {
			return err
		}
	}
	w.end(Done)
	return nil
}
