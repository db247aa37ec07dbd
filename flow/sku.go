package flow

import (
	"slices"
	"strconv"

	"tagtap/flow/shop"
)

// The SKU sheet 规格: labelled axes, a quantity, and what it was opened for.
var skuRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		p := w.Catalogue.Product(s.Sheet.Product)
		if p == nil || len(p.Axes) != len(s.Sheet.Values) {
			add(Action{Verb: Back})
			return
		}
		for _, axis := range p.Axes {
			for _, v := range axis.Values {
				add(Action{Verb: Choose, ID: axis.ID, Value: v.ID})
			}
		}
		add(Action{Verb: Increase})
		add(Action{Verb: Decrease})
		if s.Sheet.Intent == IntentNone {
			add(Action{Verb: AddToCart})
			add(Action{Verb: BuyNow})
		} else {
			add(Action{Verb: Confirm})
		}
		add(Action{Verb: Back})
	},
	check: checkSKU,
	act: func(t *turn, a Action) {
		sheet := t.state.Sheet
		switch a.Verb {
		case Choose:
			sheet.Values = chosen(t.w, t.w.Catalogue.Product(sheet.Product), sheet.Values, a)
			if v := t.w.Catalogue.Product(sheet.Product).Pick(sheet.Values); v != nil {
				sheet.Quantity = max(1, min(sheet.Quantity, t.w.Left(v.SKU)))
			}
			t.stay(a)
			t.emit(Event{Kind: SheetSet, Sheet: &sheet})
		case Increase, Decrease:
			sheet.Quantity++
			if a.Verb == Decrease {
				sheet.Quantity -= 2
			}
			t.stay(a)
			t.emit(Event{Kind: SheetSet, Sheet: &sheet})
		case Confirm:
			t.confirm(a, sheet.Intent)
		case AddToCart:
			t.confirm(a, IntentCart)
		case BuyNow:
			t.confirm(a, IntentBuy)
		default:
			t.visit(a)
		}
	},
}

func checkSKU(w *World, s *State, a Action) Refusal {
	sheet, p := &s.Sheet, w.Catalogue.Product(s.Sheet.Product)
	switch {
	case a.Verb == Back:
		return Refusal{}
	case p == nil || len(p.Axes) != len(sheet.Values):
		return refuse(NotHere)
	}
	switch a.Verb {
	case Choose:
		return checkChoice(w, p, a)
	case Increase:
		if a.ID != "" {
			break
		}
		return checkQuantity(w, p, p.Pick(sheet.Values), sheet.Quantity+1)
	case Decrease:
		if a.ID != "" {
			break
		}
		if sheet.Quantity <= 1 {
			return refuse(LastPiece)
		}
		return Refusal{}
	case Confirm:
		if sheet.Intent != IntentNone {
			return checkConfirm(w, s, p, sheet.Intent)
		}
	case AddToCart:
		if sheet.Intent == IntentNone {
			return checkConfirm(w, s, p, IntentCart)
		}
	case BuyNow:
		if sheet.Intent != IntentNone {
			break
		}
		if !w.Flow.BuyNow {
			return refuse(BuyNowOff)
		}
		return checkConfirm(w, s, p, IntentBuy)
	}
	return refuse(NotHere)
}

// checkChoice turns a value down where none of its variants has stock; a value that does not go with another axis' choice
// clears that one instead.
func checkChoice(w *World, p *shop.Product, a Action) Refusal {
	i := slices.IndexFunc(p.Axes, func(x shop.Axis) bool { return x.ID == a.ID })
	if i < 0 {
		return refuse(NoSuch, "axis", a.ID)
	}
	if !slices.ContainsFunc(p.Axes[i].Values, func(v shop.Value) bool { return v.ID == a.Value }) {
		return refuse(NoSuch, a.ID, a.Value)
	}
	found := false
	for _, v := range p.Variants {
		if v.Values[i] != a.Value {
			continue
		}
		found = true
		if w.Left(v.SKU) > 0 {
			return Refusal{}
		}
	}
	if !found {
		return refuse(NoCombination, a.ID, a.Value)
	}
	return refuse(SoldOut, a.ID, a.Value)
}

// chosen returns the values after a choice: those of other axes stay as long as some variant with stock has them all.
func chosen(w *World, p *shop.Product, values []string, a Action) []string {
	next := make([]string, len(values))
	for i, axis := range p.Axes {
		if axis.ID == a.ID {
			next[i] = a.Value
		}
	}
	for i, value := range values {
		if next[i] != "" || value == "" {
			continue
		}
		next[i] = value
		if !Available(w, p, next) {
			next[i] = ""
		}
	}
	return next
}

// Available says whether some variant with stock has the values; "" stands for any.
func Available(w *World, p *shop.Product, values []string) bool {
	for i := range p.Variants {
		v := &p.Variants[i]
		if w.Left(v.SKU) > 0 && fits(v.Values, values) {
			return true
		}
	}
	return false
}

func fits(have, want []string) bool {
	for i := range want {
		if want[i] != "" && want[i] != have[i] {
			return false
		}
	}
	return true
}

func checkConfirm(w *World, s *State, p *shop.Product, intent Intent) Refusal {
	for i, value := range s.Sheet.Values {
		if value == "" {
			return refuse(ChooseFirst, "axis", p.Axes[i].ID)
		}
	}
	v := p.Pick(s.Sheet.Values)
	if v == nil {
		return refuse(NoCombination)
	}
	if r := checkPresale(w, v, intent); r.Refused() {
		return r
	}
	quantity := s.Sheet.Quantity
	if line := s.Line(v.SKU); line != nil && intent == IntentCart {
		quantity += line.Quantity
	}
	return checkQuantity(w, p, v, quantity)
}

// checkQuantity turns a quantity down that stock or the listing's limit does not allow. A nil variant is one that is not
// chosen yet: only the limit counts.
func checkQuantity(w *World, p *shop.Product, v *shop.Variant, quantity int32) Refusal {
	if quantity < 1 {
		return refuse(OutOfRange, "min", "1", "max", strconv.Itoa(int(Limit(p))))
	}
	if v != nil {
		switch left := w.Left(v.SKU); {
		case left == 0:
			return refuse(SoldOut, "sku", string(v.SKU))
		case quantity > left:
			return refuse(StockShort, "sku", string(v.SKU), "left", strconv.Itoa(int(left)))
		}
	}
	if limit := Limit(p); quantity > limit {
		return refuse(OverLimit, "max", strconv.Itoa(int(limit)))
	}
	return Refusal{}
}

// maxPieces bounds a line where the listing names no limit.
const maxPieces = 99

// Limit returns how many pieces of a SKU one order may hold; where the listing itself names a limit, it also holds for all
// its SKUs in one order together.
func Limit(p *shop.Product) int32 {
	if p.PerOrder > 0 {
		return int32(p.PerOrder)
	}
	return maxPieces
}

func (t *turn) confirm(a Action, intent Intent) {
	p := t.w.Catalogue.Product(t.state.Sheet.Product)
	v := p.Pick(t.state.Sheet.Values)
	quantity, note := t.state.Sheet.Quantity, t.state.source()
	switch intent {
	case IntentBuy:
		// The sheet closes and the checkout opens over the product page in one go.
		m := t.state.leaving()
		m.Push = t.w.Flow.first()
		t.move(a, m)
		t.openCheckout([]shop.Pieces{{SKU: v.SKU, Quantity: quantity}}, false, note)
		return
	case IntentEdit:
		t.back(a)
		t.replace(t.state.Sheet.Editing, v, quantity)
	default:
		t.back(a)
		t.putIn(v, quantity, note)
	}
}

// putIn puts pieces into the cart.
func (t *turn) putIn(v *shop.Variant, quantity int32, note shop.NoteID) {
	line := CartLine{SKU: v.SKU, Quantity: quantity, Ticked: true, Price: v.Price, Note: note}
	if old := t.state.Line(v.SKU); old != nil {
		line.Quantity += old.Quantity
	}
	t.emit(Event{Kind: LineSet, Line: &line})
}

// source returns the note that led to the product: attribution.
func (s *State) source() shop.NoteID {
	if id := s.Subject(Video); id != "" {
		return shop.NoteID(id)
	}
	return shop.NoteID(s.Subject(Note))
}

// replace changes the SKU of a cart line; a line that the cart has already takes the pieces in.
func (t *turn) replace(old shop.SKU, v *shop.Variant, quantity int32) {
	line := CartLine{SKU: v.SKU, Quantity: quantity, Ticked: true, Price: v.Price}
	if was := t.state.Line(old); was != nil {
		line.Note = was.Note
	}
	if old != v.SKU {
		t.emit(Event{Kind: LineGone, Line: &CartLine{SKU: old}})
		if other := t.state.Line(v.SKU); other != nil {
			line.Quantity = min(line.Quantity+other.Quantity, t.w.Left(v.SKU), Limit(t.w.Catalogue.Product(t.state.Sheet.Product)))
		}
	}
	t.emit(Event{Kind: LineSet, Line: &line})
}
