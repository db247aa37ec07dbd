package flow

import "tagtap/flow/shop"

// The product page 商详: its three doors open the SKU sheet.
var productRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if w.Catalogue.Product(shop.ProductID(s.Spot().Subject)) != nil {
			add(Action{Verb: BuyNow})
			add(Action{Verb: AddToCart})
			add(Action{Verb: ChooseSKU})
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		if a.Verb != Back && a.Verb != OpenCart && w.Catalogue.Product(shop.ProductID(s.Spot().Subject)) == nil {
			return refuse(NotHere)
		}
		switch a.Verb {
		case BuyNow:
			if !w.Flow.BuyNow {
				return refuse(BuyNowOff)
			}
			return Refusal{}
		case AddToCart, ChooseSKU, OpenCart, Back:
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		id := t.state.Spot().Subject
		switch a.Verb {
		case AddToCart:
			t.openSheet(a, shop.ProductID(id), IntentCart)
		case BuyNow:
			t.openSheet(a, shop.ProductID(id), IntentBuy)
		case ChooseSKU:
			t.openSheet(a, shop.ProductID(id), IntentNone)
		default:
			t.visit(a)
		}
	},
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
