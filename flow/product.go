package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// The product page 商详: its three doors open the SKU sheet.
var productRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if w.Catalogue.Product(shop.ProductID(s.Spot().Subject)) != nil {
			add(Action{Verb: BuyNow})
			add(Action{Verb: AddToCart})
			add(Action{Verb: ChooseSKU})
			if w.Flow.Coupons != string(shop.PickNone) {
				add(Action{Verb: OpenCoupons})
			}
			for _, id := range about(w, s) {
				add(Action{Verb: OpenNote, ID: string(id)})
			}
			offerLeaving(add)
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		if a.Verb != Back && a.Verb != OpenCart && w.Catalogue.Product(shop.ProductID(s.Spot().Subject)) == nil {
			return refuse(NotHere)
		}
		switch a.Verb {
		case BuyNow, AddToCart:
			if a.Verb == BuyNow && !w.Flow.BuyNow {
				return refuse(BuyNowOff)
			}
			return checkDoor(w, w.Catalogue.Product(shop.ProductID(s.Spot().Subject)), a)
		case OpenCoupons:
			return checkOpenCoupons(w, a)
		case ChooseSKU, OpenCart, Back:
			return Refusal{}
		case LeaveFor:
			return checkLeaving(a)
		case OpenNote:
			if !slices.Contains(about(w, s), shop.NoteID(a.ID)) {
				return refuse(NoSuch, "note", a.ID)
			}
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		id := t.state.Spot().Subject
		switch a.Verb {
		case AddToCart:
			t.buy(a, shop.ProductID(id), IntentCart)
		case BuyNow:
			t.buy(a, shop.ProductID(id), IntentBuy)
		case OpenNote:
			t.openNote(a)
		case LeaveFor:
			t.leaveFor(a)
		case ChooseSKU:
			t.openSheet(a, shop.ProductID(id), IntentNone)
		case OpenCoupons:
			t.open(a, Coupons, string(t.w.Catalogue.Product(shop.ProductID(id)).Shop))
		default:
			t.visit(a)
		}
	},
}

// checkDoor turns the cart's button of a listing down that is sold in presale only.
func checkDoor(w *World, p *shop.Product, a Action) Refusal {
	if a.Verb != AddToCart {
		return Refusal{}
	}
	for i := range p.Variants {
		if p.Variants[i].Presale == nil {
			return Refusal{}
		}
	}
	return refuse(PresaleAlone, "product", string(p.ID))
}

// about lists the notes that stand on a product page: those that tag it, without the one that the shopper came from.
func about(w *World, s *State) []shop.NoteID {
	var ids []shop.NoteID
	for _, n := range w.Catalogue.NotesOn(shop.ProductID(s.Spot().Subject)) {
		if len(ids) == mostRelated {
			break
		}
		if n.ID != s.source() {
			ids = append(ids, n.ID)
		}
	}
	return ids
}

// buy opens the SKU sheet; where the flow opens it only when needed and the preselection is a SKU, the button's own job is
// done at once.
func (t *turn) buy(a Action, id shop.ProductID, intent Intent) {
	p := t.w.Catalogue.Product(id)
	v := p.Pick(preselect(t.w, p))
	quantity := int32(1)
	if v != nil {
		if line := t.state.Line(v.SKU); line != nil && intent == IntentCart {
			quantity += line.Quantity
		}
	}
	if t.w.Flow.SKUSheet != WhenNeeded || v == nil || checkQuantity(t.w, p, v, quantity).Refused() ||
		checkPresale(t.w, v, intent).Refused() {
		t.openSheet(a, id, intent)
		return
	}
	note := t.state.source()
	if intent == IntentBuy {
		first := t.w.Flow.first()
		t.open(a, first.Place, first.Subject)
		t.openCheckout([]shop.Pieces{{SKU: v.SKU, Quantity: 1}}, false, note)
		return
	}
	t.stay(a)
	t.putIn(v, 1, note)
}

func (t *turn) openSheet(a Action, id shop.ProductID, intent Intent) {
	t.open(a, SKU, string(id))
	p := t.w.Catalogue.Product(id)
	t.emit(Event{Kind: SheetSet, Sheet: &Sheet{
		Product: id, Intent: intent, Values: preselect(t.w, p), Quantity: 1,
	}})
}

// preselect returns the values with which the sheet opens, as the flow's knob has it.
func preselect(w *World, p *shop.Product) []string {
	values := make([]string, len(p.Axes))
	switch w.Flow.Preselect {
	case "first":
		for i := range p.Variants {
			if w.Left(p.Variants[i].SKU) > 0 {
				copy(values, p.Variants[i].Values)
				break
			}
		}
	case "single":
		for i, axis := range p.Axes {
			if len(axis.Values) == 1 {
				values[i] = axis.Values[0].ID
			}
		}
	}
	return values
}

// Speaks returns the variant that speaks for a product on its page: of those in stock the one whose single piece costs least
// now, of equal ones the first; where nothing is in stock the cheapest of all. Nil for a product without variants.
func (w *World) Speaks(s *State, p *shop.Product) *shop.Variant {
	best := p.Cheapest()
	if best == nil {
		return nil
	}
	ask := w.Ask(s, nil, "")
	least, _, _, _ := shop.UnitPrice(&ask, best.SKU, 1)
	for i := range p.Variants {
		v := &p.Variants[i]
		if v.Price >= least && len(v.Offers) == 0 {
			continue
		}
		if unit, _, _, _ := shop.UnitPrice(&ask, v.SKU, 1); unit < least && w.Left(v.SKU) > 0 {
			best, least = v, unit
		}
	}
	return best
}

// From returns what one piece of the product costs from, and the reference that is struck through beside it, 0 for none.
func (w *World) From(s *State, p *shop.Product) (unit, was shop.Fen) {
	v := w.Speaks(s, p)
	if v == nil {
		return 0, 0
	}
	ask := w.Ask(s, nil, "")
	switch unit, _, _, _ = shop.UnitPrice(&ask, v.SKU, 1); {
	case unit < v.Price:
		was = v.Price
	case v.Market > v.Price:
		was = v.Market
	}
	return unit, was
}
