package flow

import (
	"strconv"

	"tagtap/flow/shop"
)

// The cart 购物车: lines of many shops, grouped; what is ticked goes to one checkout.
var cartRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		for _, line := range s.Cart {
			id := string(line.SKU)
			if line.Ticked {
				add(Action{Verb: Untick, ID: id})
			} else {
				add(Action{Verb: Tick, ID: id})
			}
			add(Action{Verb: Increase, ID: id})
			add(Action{Verb: Decrease, ID: id})
			add(Action{Verb: ChangeSKU, ID: id})
			add(Action{Verb: Remove, ID: id})
			if _, p := w.Catalogue.Variant(line.SKU); p != nil {
				add(Action{Verb: OpenProduct, ID: string(p.ID)})
			}
		}
		for _, id := range Shops(w, s) {
			add(Action{Verb: TickShop, ID: string(id)})
			add(Action{Verb: UntickShop, ID: string(id)})
			if w.Flow.Coupons != string(shop.PickNone) {
				add(Action{Verb: OpenCoupons, ID: string(id)})
			}
		}
		if len(s.Cart) > 0 {
			add(Action{Verb: TickAll})
			add(Action{Verb: UntickAll})
		}
		add(Action{Verb: OpenCheckout})
		offerLeaving(add)
		add(Action{Verb: Back})
	},
	check: checkCart,
	act:   actCart,
}

// Shops lists the shops of the cart in the order of its lines.
func Shops(w *World, s *State) []shop.ShopID {
	var ids []shop.ShopID
	for _, line := range s.Cart {
		_, p := w.Catalogue.Variant(line.SKU)
		if p == nil {
			continue
		}
		known := false
		for _, id := range ids {
			known = known || id == p.Shop
		}
		if !known {
			ids = append(ids, p.Shop)
		}
	}
	return ids
}

func checkCart(w *World, s *State, a Action) Refusal {
	switch a.Verb {
	case Back:
		return Refusal{}
	case LeaveFor:
		return checkLeaving(a)
	case OpenCheckout:
		return checkPieces(w, s.Ticked())
	case OpenProduct:
		if !inCart(w, s, func(_ *CartLine, p *shop.Product) bool { return string(p.ID) == a.ID }) {
			return refuse(NoSuch, "product", a.ID)
		}
		return Refusal{}
	case TickAll, UntickAll:
		if len(s.Cart) == 0 {
			return refuse(NotHere)
		}
		return Refusal{}
	case TickShop, UntickShop, OpenCoupons:
		if a.Verb == OpenCoupons && w.Flow.Coupons == string(shop.PickNone) {
			return refuse(CouponsOff)
		}
		if !inCart(w, s, func(_ *CartLine, p *shop.Product) bool { return string(p.Shop) == a.ID }) {
			return refuse(NoSuch, "shop", a.ID)
		}
		return Refusal{}
	case Tick, Untick, Increase, Decrease, Remove, ChangeSKU:
		line := s.Line(shop.SKU(a.ID))
		if line == nil {
			return refuse(NoSuch, "sku", a.ID)
		}
		return checkLine(w, line, a)
	}
	return refuse(NotHere)
}

func inCart(w *World, s *State, is func(*CartLine, *shop.Product) bool) bool {
	for i := range s.Cart {
		if _, p := w.Catalogue.Variant(s.Cart[i].SKU); p != nil && is(&s.Cart[i], p) {
			return true
		}
	}
	return false
}

func checkLine(w *World, line *CartLine, a Action) Refusal {
	v, p := w.Catalogue.Variant(line.SKU)
	if v == nil && a.Verb != Remove && a.Verb != Untick {
		return refuse(NoSuch, "sku", a.ID)
	}
	switch a.Verb {
	case Tick:
		if w.Left(line.SKU) == 0 {
			return refuse(SoldOut, "sku", a.ID)
		}
	case Increase:
		return checkQuantity(w, p, v, line.Quantity+1)
	case Decrease:
		if line.Quantity <= 1 {
			return refuse(LastPiece, "sku", a.ID)
		}
	}
	return Refusal{}
}

// checkPieces turns a checkout down that is empty or wants more than the shelves hold.
func checkPieces(w *World, pieces []shop.Pieces) Refusal {
	if len(pieces) == 0 {
		return refuse(NothingTicked)
	}
	for _, piece := range pieces {
		v, p := w.Catalogue.Variant(piece.SKU)
		if v == nil {
			return refuse(NoSuch, "sku", string(piece.SKU))
		}
		if r := checkPresale(w, v, IntentBuy); r.Refused() {
			return r
		}
		if r := checkQuantity(w, p, v, piece.Quantity); r.Refused() {
			return r
		}
		if limit := Limit(p); p.PerOrder > 0 && piecesOf(w, p, pieces) > int64(limit) {
			return refuse(OverLimit, "max", strconv.Itoa(int(limit)))
		}
	}
	return Refusal{}
}

// piecesOf sums the pieces of a listing over its variants.
func piecesOf(w *World, p *shop.Product, pieces []shop.Pieces) int64 {
	var sum int64
	for _, piece := range pieces {
		if _, of := w.Catalogue.Variant(piece.SKU); of == p {
			sum += int64(piece.Quantity)
		}
	}
	return sum
}

func actCart(t *turn, a Action) {
	sku := shop.SKU(a.ID)
	switch a.Verb {
	case OpenCheckout:
		pieces := t.state.Ticked()
		note := shop.NoteID("")
		for _, line := range t.state.Cart {
			if line.Ticked && note == "" {
				note = line.Note
			}
		}
		t.open(a, Checkout, t.w.Flow.first().Subject)
		t.openCheckout(pieces, true, note)
	case LeaveFor:
		t.leaveFor(a)
	case OpenProduct:
		t.open(a, Product, a.ID)
	case ChangeSKU:
		line := t.state.Line(sku)
		v, p := t.w.Catalogue.Variant(sku)
		t.open(a, SKU, string(p.ID))
		t.emit(Event{Kind: SheetSet, Sheet: &Sheet{
			Product: p.ID, Intent: IntentEdit, Editing: sku, Values: v.Values, Quantity: line.Quantity,
		}})
	case Increase, Decrease:
		line := *t.state.Line(sku)
		line.Quantity++
		if a.Verb == Decrease {
			line.Quantity -= 2
		}
		t.stay(a)
		t.emit(Event{Kind: LineSet, Line: &line})
	case OpenCoupons:
		t.open(a, Coupons, a.ID)
	case Remove:
		t.stay(a)
		t.emit(Event{Kind: LineGone, Line: &CartLine{SKU: sku}})
	case Tick, Untick, TickShop, UntickShop, TickAll, UntickAll:
		t.stay(a)
		t.emit(Event{Kind: Ticked, Pieces: t.ticks(a)})
	default:
		t.visit(a)
	}
}

// ticks returns the lines that are ticked after the action. Ticking a shop or all leaves out what is sold out.
func (t *turn) ticks(a Action) []shop.Pieces {
	var pieces []shop.Pieces
	for _, line := range t.state.Cart {
		_, p := t.w.Catalogue.Variant(line.SKU)
		mine := a.Verb == TickAll || a.Verb == UntickAll || string(line.SKU) == a.ID ||
			(a.Verb == TickShop || a.Verb == UntickShop) && p != nil && string(p.Shop) == a.ID
		on := line.Ticked
		if mine {
			on = (a.Verb == Tick || a.Verb == TickShop || a.Verb == TickAll) && t.w.Left(line.SKU) > 0
		}
		if on {
			pieces = append(pieces, shop.Pieces{SKU: line.SKU, Quantity: line.Quantity})
		}
	}
	return pieces
}

// QuoteCart prices the ticked lines: what the checkout will show, before an address is known.
func (w *World) QuoteCart(s *State) shop.Quote {
	ask := w.Ask(s, s.Ticked(), "")
	return shop.NewQuote(&ask)
}
