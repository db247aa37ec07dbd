package sim

import (
	"tagtap/flow"
)

// out is the world outside of the app: another platform, or the pages of a brand's own shop.
func (w *walker) out() error {
	w.outside = true
	s := w.shown.State
	page := s.Spot().Subject
	switch {
	case s.Visit == nil || s.Visit.Reason == flow.ReasonLeave:
		w.end(Leaked)
		return nil
	case page == flow.OutsidePaid:
		w.end(DoneOutside)
		return nil
	case page == flow.OutsideSwitch:
		if w.draw(siteOutside) >= w.crowd.set.Funnel.OutsideFollow {
			w.end(Leaked)
			return nil
		}
	case page == flow.OutsideProduct:
		return w.outsideProduct()
	case page == flow.OutsideSignIn || page == flow.OutsideAddress:
		if a, ok := w.outsideField(page); ok {
			return w.tap(a)
		}
	case page == flow.OutsidePayment:
		return w.insist(flow.Action{Verb: flow.EnterPassword})
	}
	return w.insist(flow.Action{Verb: flow.Continue})
}

// outsideProduct is the listing outside. Its door is the same draw as that of the product page in the app.
func (w *walker) outsideProduct() error {
	f := &w.crowd.set.Funnel
	door := f.ProductDoor * w.persona.Door
	sum := door + f.ProductLeaveFor*w.persona.LeaveFor + f.ProductBack + f.ProductNote + f.ProductLeave
	w.draw(siteDoor)
	if w.draw(siteProduct)*sum >= door {
		w.end(Leaked)
		return nil
	}
	if w.dear(w.shown.State.Visit.Product) {
		w.end(TooDear)
		return nil
	}
	return w.insist(flow.Action{Verb: flow.Continue})
}

// outsideField returns the next empty field of a page outside.
func (w *walker) outsideField(page string) (flow.Action, bool) {
	fields := outsideSignIn[:]
	if page == flow.OutsideAddress {
		fields = w.profile.addressFields
	}
	for _, field := range fields {
		if w.shown.State.Visit.Field(page, field).IsZero() {
			return w.profile.typing(field), true
		}
	}
	return flow.Action{}, false
}

var outsideSignIn = [...]string{"phone", "code"}

// insist does an action that there is no choice about; where the rules refuse it the walk is blocked.
func (w *walker) insist(a flow.Action) error {
	if !w.may(a) {
		w.end(Blocked)
		return nil
	}
	return w.tap(a)
}
