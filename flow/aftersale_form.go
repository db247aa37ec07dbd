package flow

import (
	"slices"
	"strconv"

	"tagtap/flow/shop"
)

// blank is the form with which a new request begins: the type that fits, and the lines that it is most likely about.
func (t *turn) blank(o *Order) *RequestForm {
	form := RequestForm{Order: o.ID}
	if t.state.RequestForm != nil && t.state.RequestForm.Order == o.ID {
		form.Waybill = t.state.RequestForm.Waybill
	}
	for _, typ := range append([]RequestType{RefundUnshipped, ReturnRefund}, RequestTypes()...) {
		if !checkType(t.w, &t.state, o, typ).Refused() {
			form.Type = typ
			break
		}
	}
	t.preset(o, &form)
	return &form
}

// preset fits lines, reason and target to the type of the form. What leaves the seller's hands is mostly cancelled as a
// whole, and every lower price is wanted; of what has arrived one line is meant, which is chosen where there is only one.
func (t *turn) preset(o *Order, form *RequestForm) {
	var all, chosen []shop.Pieces
	for i := range o.Quote.Items {
		item := &o.Quote.Items[i]
		if checkAskable(t.w, &t.state, o, form.Type, item).Refused() {
			continue
		}
		n, _ := t.state.free(o, item.SKU)
		all = append(all, shop.Pieces{SKU: item.SKU, Quantity: n})
		if had := pieceCount(form.Pieces, item.SKU); had > 0 {
			chosen = append(chosen, shop.Pieces{SKU: item.SKU, Quantity: min(n, had)})
		}
	}
	form.Pieces = chosen
	if len(all) == 1 || form.Type == RefundUnshipped || form.Type == Protection {
		form.Pieces = all
	}
	if form.Type == Exchange && len(form.Pieces) != 1 {
		form.Pieces = nil
	}
	fitting := ReasonsFor(form.Type)
	if !slices.ContainsFunc(fitting, func(r Reason) bool { return r.ID == form.Reason }) {
		form.Reason = ""
	}
	if len(fitting) == 1 {
		form.Reason = fitting[0].ID
	}
	t.aim(o, form)
}

// aim drops a target that is no longer one, and takes the only one that there is.
func (t *turn) aim(o *Order, form *RequestForm) {
	var skus []shop.SKU
	for _, v := range targets(t.w, o, form) {
		skus = append(skus, v.SKU)
	}
	if !slices.Contains(skus, form.For) {
		form.For = ""
	}
	if len(skus) == 1 {
		form.For = skus[0]
	}
}

// targets lists the variants of the product for one of which the chosen line may be exchanged.
func targets(w *World, o *Order, form *RequestForm) []shop.Variant {
	if form.Type != Exchange || len(form.Pieces) != 1 {
		return nil
	}
	if item := o.item(form.Pieces[0].SKU); item != nil {
		if p := w.Catalogue.Product(item.Product); p != nil {
			return p.Variants
		}
	}
	return nil
}

func offerForm(w *World, s *State, o *Order, add func(Action)) {
	form := s.writing(o)
	if form == nil {
		if !checkAnyType(w, s, o).Refused() {
			add(Action{Verb: AskAfterSale, ID: string(o.ID)})
		}
		return
	}
	for _, t := range RequestTypes() {
		add(Action{Verb: ChooseType, ID: string(t)})
	}
	for i := range o.Quote.Items {
		id := string(o.Quote.Items[i].SKU)
		add(Action{Verb: ChooseLine, ID: id})
		if form.Type != Protection && pieceCount(form.Pieces, o.Quote.Items[i].SKU) > 0 {
			add(Action{Verb: Increase, ID: id})
			add(Action{Verb: Decrease, ID: id})
		}
	}
	for _, r := range ReasonsFor(form.Type) {
		add(Action{Verb: ChooseReason, ID: r.ID})
	}
	for _, v := range targets(w, o, form) {
		add(Action{Verb: ExchangeFor, ID: string(v.SKU)})
	}
	add(Action{Verb: SubmitRequest})
}

func checkForm(w *World, s *State, o *Order, a Action) Refusal {
	form := s.writing(o)
	if form == nil {
		return refuse(NotHere)
	}
	item := o.item(shop.SKU(a.ID))
	switch a.Verb {
	case ChooseType:
		if !slices.Contains(RequestTypes(), RequestType(a.ID)) {
			return refuse(NoSuch, "type", a.ID)
		}
		return checkType(w, s, o, RequestType(a.ID))
	case ChooseLine:
		switch {
		case item == nil:
			return refuse(NoSuch, "sku", a.ID)
		case pieceCount(form.Pieces, item.SKU) > 0:
			return Refusal{}
		}
		return checkAskable(w, s, o, form.Type, item)
	case Increase, Decrease:
		if item == nil || form.Type == Protection || pieceCount(form.Pieces, item.SKU) == 0 {
			return refuse(NoSuch, "sku", a.ID)
		}
		n := pieceCount(form.Pieces, item.SKU)
		if most, _ := s.free(o, item.SKU); a.Verb == Increase && n >= most {
			return refuse(OverLimit, "max", strconv.Itoa(int(most)))
		}
		if a.Verb == Decrease && n <= 1 {
			return refuse(LastPiece, "sku", a.ID)
		}
		return Refusal{}
	case ChooseReason:
		if !slices.ContainsFunc(ReasonsFor(form.Type), func(r Reason) bool { return r.ID == a.ID }) {
			return refuse(NoSuch, "reason", a.ID)
		}
		return Refusal{}
	case ExchangeFor:
		if form.Type != Exchange {
			return refuse(NotHere)
		}
		if len(form.Pieces) == 0 {
			return refuse(LinesNeeded)
		}
		return checkTarget(w, s, o, form.Pieces[0], shop.SKU(a.ID))
	case SubmitRequest:
		return checkSubmit(w, s, o, form)
	}
	return refuse(NotHere)
}

// checkTarget turns an exchange down for what is another product, has another price today, or is not on the shelf.
func checkTarget(w *World, s *State, o *Order, p shop.Pieces, target shop.SKU) Refusal {
	item := o.item(p.SKU)
	v, product := w.Catalogue.Variant(target)
	if v == nil || item == nil {
		return refuse(NoSuch, "sku", string(target))
	}
	if product.ID != item.Product || w.unitPrice(s, target, p.Quantity) != w.unitPrice(s, p.SKU, p.Quantity) {
		return refuse(ExchangeUnlike, "sku", string(target))
	}
	switch left := w.Left(target); {
	case left == 0:
		return refuse(SoldOut, "sku", string(target))
	case left < p.Quantity:
		return refuse(StockShort, "left", strconv.Itoa(int(left)))
	}
	return Refusal{}
}

func checkSubmit(w *World, s *State, o *Order, form *RequestForm) Refusal {
	if r := checkType(w, s, o, form.Type); r.Refused() {
		return r
	}
	if len(form.Pieces) == 0 {
		return refuse(LinesNeeded)
	}
	for _, p := range form.Pieces {
		item := o.item(p.SKU)
		if item == nil {
			return refuse(NoSuch, "sku", string(p.SKU))
		}
		if r := checkAskable(w, s, o, form.Type, item); r.Refused() {
			return r
		}
		if n, by := s.free(o, p.SKU); p.Quantity > n {
			if by != "" {
				return refuse(RequestOpen, "request", string(by))
			}
			return refuse(OverLimit, "max", strconv.Itoa(int(n)))
		}
	}
	if form.Reason == "" {
		return refuse(ReasonNeeded)
	}
	switch form.Type {
	case Exchange:
		if form.For == "" {
			return refuse(ExchangeNeeded)
		}
		return checkTarget(w, s, o, form.Pieces[0], form.For)
	case ReturnRefund:
		if reasonOf(form.Reason).NoReason {
			return checkNoReason(w, o, form.Pieces)
		}
	}
	return Refusal{}
}

// fillIn changes one thing of the form.
func (t *turn) fillIn(a Action, o *Order) {
	head := Event{Kind: Tapped, Action: a}
	form := RequestForm{Order: o.ID}
	if t.state.RequestForm != nil {
		form = *t.state.RequestForm
	}
	sku := shop.SKU(a.ID)
	switch a.Verb {
	case Type:
		head.Fresh = form.Waybill.IsZero() && !a.Words.IsZero()
		form.Order, form.Waybill = o.ID, a.Words
	case ChooseType:
		form.Type = RequestType(a.ID)
		t.preset(o, &form)
	case ChooseReason:
		form.Reason = a.ID
	case ExchangeFor:
		form.For = sku
	case ChooseLine:
		n, _ := t.state.free(o, sku)
		if pieceCount(form.Pieces, sku) > 0 {
			n = 0
		}
		if form.Type == Exchange {
			form.Pieces = nil // one line an exchange
		}
		form.Pieces = o.with(form.Pieces, sku, n)
		t.aim(o, &form)
	case Increase:
		form.Pieces = o.with(form.Pieces, sku, pieceCount(form.Pieces, sku)+1)
	case Decrease:
		form.Pieces = o.with(form.Pieces, sku, pieceCount(form.Pieces, sku)-1)
	}
	t.emit(head)
	t.write(&form)
}

// with returns the pieces with so many of a SKU, in the order of the order's lines.
func (o *Order) with(pieces []shop.Pieces, sku shop.SKU, n int32) []shop.Pieces {
	var all []shop.Pieces
	for i := range o.Quote.Items {
		p := shop.Pieces{SKU: o.Quote.Items[i].SKU}
		if p.Quantity = pieceCount(pieces, p.SKU); p.SKU == sku {
			p.Quantity = n
		}
		if p.Quantity > 0 {
			all = append(all, p)
		}
	}
	return all
}

// checkWaybill turns text down for which the page has no field: the waybill's is there while something has to be sent back.
func checkWaybill(s *State, o *Order, a Action) Refusal {
	if a.ID != FieldWaybill || !s.sendsBack(o) {
		return refuse(NoSuch, "field", a.ID)
	}
	return Refusal{}
}

// sendsBack says whether a request about the order waits for the shopper's parcel.
func (s *State) sendsBack(o *Order) bool {
	return slices.ContainsFunc(s.Requests, func(r Request) bool { return r.Order == o.ID && r.Status == AwaitingReturn })
}
