package aftersale

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/screen"
)

// The targets; types, lines, reasons and wanted options have their id behind them, what is done about a request its verb and
// the request.
const (
	typePre   = "type:"
	linePre   = "line:"
	morePre   = "more:"
	fewerPre  = "fewer:"
	reasonPre = "reason:"
	forPre    = "for:"
	submitID  = "submit"
	askID     = "ask"
	leaveID   = "leave"
)

// Locals of keys.
const (
	numberLocal = "number-"
	nextType    = "next-type"
)

func deedID(a flow.Action) string { return a.Verb.String() + ":" + a.ID }

// Start implements screen.Starter: what the form needs next, then its button; else what a request waits for from the shopper.
func (v view) Start(s session.Shown) string {
	o := s.State.Order(v.id)
	if o == nil {
		return screen.BackID
	}
	if form := writing(s, v.id); form != nil {
		return needed(s, o, form)
	}
	offers := flow.Offers(s.World, s.Now, s.State)
	if r := awaiting(s, v.id); r != nil {
		if v.number(s).IsZero() {
			return screen.FieldID(flow.FieldWaybill)
		}
		return deedID(flow.Action{Verb: flow.SendBack, ID: string(r.ID)})
	}
	for _, verb := range []flow.Verb{flow.AcceptExchange, flow.Escalate} {
		for _, of := range offers {
			if of.Action.Verb == verb && !of.Refusal.Refused() {
				return deedID(of.Action)
			}
		}
	}
	requests := requestsOf(s.State, v.id)
	given := len(requests) > 0 && (requests[0].Status.Open() || requests[0].Status == flow.RequestDone)
	if _, ok := offered(offers, flow.AskAfterSale, string(v.id)); ok && !given {
		return askID
	}
	return leaveID
}

// needed is the first thing that the form lacks, else its button.
func needed(s session.Shown, o *flow.Order, form *flow.RequestForm) string {
	refuse := func(v flow.Verb, id string) flow.Refusal {
		return flow.Refuse(s.World, s.Now, s.State, flow.Action{Verb: v, ID: id})
	}
	reasons := flow.ReasonsFor(form.Type)
	switch refuse(flow.SubmitRequest, "").Code {
	case flow.LinesNeeded:
		for i := range o.Quote.Items {
			if sku := string(o.Quote.Items[i].SKU); !refuse(flow.ChooseLine, sku).Refused() {
				return linePre + sku
			}
		}
	case flow.ReasonNeeded:
		return reasonPre + reasons[0].ID
	case flow.NoReasonOff, flow.WindowClosed:
		for _, r := range reasons {
			if !r.NoReason && r.ID != form.Reason {
				return reasonPre + r.ID
			}
		}
	case flow.ExchangeNeeded:
		for _, sku := range wanted(s.World, o, form) {
			if !refuse(flow.ExchangeFor, string(sku.SKU)).Refused() {
				return forPre + string(sku.SKU)
			}
		}
	}
	return submitID
}

// wanted lists the options for which the line of an exchange may be exchanged.
func wanted(w *flow.World, o *flow.Order, form *flow.RequestForm) []shop.Variant {
	if form.Type != flow.Exchange || len(form.Pieces) != 1 {
		return nil
	}
	for i := range o.Quote.Items {
		if it := &o.Quote.Items[i]; it.SKU == form.Pieces[0].SKU {
			if p := w.Catalogue.Product(it.Product); p != nil {
				return p.Variants
			}
		}
	}
	return nil
}

// awaiting returns the request whose parcel the shopper has to send, the first on the page, nil where there is none.
func awaiting(s session.Shown, id flow.OrderID) *flow.Request {
	for _, r := range requestsOf(s.State, id) {
		if r.Status == flow.AwaitingReturn {
			return r
		}
	}
	return nil
}

// fields is the one field of the page.
func (v view) fields(s session.Shown) screen.Fields {
	of := screen.Fields{
		Names: []string{flow.FieldWaybill}, Words: "aftersale.",
		Value: func(string) text.Text {
			if form := s.State.RequestForm; form != nil && form.Order == v.id {
				return form.Waybill
			}
			return text.Text{}
		},
	}
	if r := awaiting(s, v.id); r != nil {
		of.Save = deedID(flow.Action{Verb: flow.SendBack, ID: string(r.ID)})
	}
	return of
}

// typed is the field of the request that waits for a number; of another one that is over nothing is kept.
func (v view) typed(s session.Shown) screen.Form {
	if r := awaiting(s, v.id); r != nil && r.ID == v.sends {
		return v.waybill
	}
	return screen.Form{}
}

func (v view) number(s session.Shown) text.Text {
	return v.typed(s).Value(v.fields(s), flow.FieldWaybill)
}

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// KeysAt implements screen.Follower: what is done about a request means the one in focus, where it can be done, else the first.
func (v view) KeysAt(focus string, s session.Shown) []screen.Binding {
	var keys []screen.Binding
	offers := flow.Offers(s.World, s.Now, s.State)
	add := func(label string, o flow.Offer, names ...string) {
		keys = append(keys, screen.Binding{Keys: names, Label: label, Action: o.Action, Refusal: o.Refusal})
	}
	deed := func(verb flow.Verb, names ...string) {
		if o, ok := nearest(offers, verb, focus); ok {
			if verb == flow.SendBack && o.Refusal.Code == flow.WaybillNeeded && !v.number(s).IsZero() {
				o.Refusal = flow.Refusal{} // the number goes before it
			}
			add("verb."+verb.String(), o, names...)
		}
	}
	form := writing(s, v.id)
	if form != nil && !v.Typing() {
		digits, name := screen.Digits(len(flow.ReasonsFor(form.Type)))
		keys = append(keys, screen.Binding{Keys: digits, Name: name, Label: "verb.choose-reason", Local: numberLocal, Keyed: true},
			screen.Binding{Keys: []string{"n"}, Label: "verb.choose-type", Local: nextType})
		send, _ := offered(offers, flow.SubmitRequest, "")
		add("verb.submit-request", send, "s", "ctrl+s")
		if sku := lineAt(form, focus); sku != "" {
			for key, verb := range [...]flow.Verb{flow.Increase, flow.Decrease} {
				if o, ok := offered(offers, verb, sku); ok {
					add([...]string{"key.more", "key.fewer"}[key], o, [...]string{"+", "-"}[key])
				}
			}
		}
	} else {
		deed(flow.SendBack, "s", "ctrl+s")
	}
	if awaiting(s, v.id) != nil {
		keys = append(keys, screen.Binding{Keys: []string{"i"}, Label: "aftersale.waybill", Local: screen.FieldID(flow.FieldWaybill)})
	}
	deed(flow.AcceptExchange, "y")
	deed(flow.Escalate, "e")
	deed(flow.CancelRequest, "d")
	if o, ok := offered(offers, flow.AskAfterSale, string(v.id)); ok {
		add("verb.after-sale", o, "a")
	}
	return keys
}

// nearest returns the offer of a verb about the request in focus, else the first that is not refused, else the first.
func nearest(offers []flow.Offer, verb flow.Verb, focus string) (best flow.Offer, ok bool) {
	for _, o := range offers {
		switch {
		case o.Action.Verb != verb:
		case strings.HasSuffix(focus, ":"+o.Action.ID):
			return o, true
		case !ok, best.Refusal.Refused() && !o.Refusal.Refused():
			best, ok = o, true
		}
	}
	return best, ok
}

// lineAt returns the line that + and − mean: the one in focus, else the first that is chosen.
func lineAt(form *flow.RequestForm, focus string) string {
	sku := ""
	for i, piece := range form.Pieces {
		if i == 0 || strings.HasSuffix(focus, ":"+string(piece.SKU)) {
			sku = string(piece.SKU)
		}
	}
	return sku
}

// Do implements screen.Reactor: the waybill is typed, a digit chooses a reason, a key the next type that fits.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	of := v.fields(s)
	if r := awaiting(s, v.id); r != nil {
		if form, ok := v.typed(s).EnterTarget(of, local); ok {
			v.waybill, v.sends = form, r.ID
			return v, flow.Action{}
		}
	}
	form := writing(s, v.id)
	if form == nil {
		return v, flow.Action{}
	}
	if digit, ok := strings.CutPrefix(local, numberLocal); ok {
		all := flow.ReasonsFor(form.Type)
		if n, err := strconv.Atoi(digit); err == nil && n >= 1 && n <= len(all) {
			return v, flow.Action{Verb: flow.ChooseReason, ID: all[n-1].ID}
		}
	}
	if local == nextType {
		types := flow.RequestTypes()
		at := slices.Index(types, form.Type)
		for i := range types[1:] {
			a := flow.Action{Verb: flow.ChooseType, ID: string(types[(at+1+i)%len(types)])}
			if !flow.Refuse(s.World, s.Now, s.State, a).Refused() {
				return v, a
			}
		}
	}
	return v, flow.Action{}
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.waybill.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return v.waybill.Held() }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	if r := awaiting(s, v.id); r == nil || r.ID != v.sends {
		v.waybill, v.sends = screen.Form{}, ""
		return v, flow.Action{}, false
	}
	form, a, done := v.waybill.Type(msg, v.fields(s))
	v.waybill = form
	return v, a, done
}
