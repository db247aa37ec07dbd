package flow

import (
	"strconv"

	"tagtap/flow/shop"
)

// The checkout 结算: address, orders, payment, and one button.
var checkoutRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		add(Action{Verb: ChooseAddress})
		for _, m := range w.Flow.Methods {
			add(Action{Verb: ChoosePayment, ID: string(m)})
		}
		add(Action{Verb: PlaceOrder})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		switch a.Verb {
		case ChooseAddress, Back:
			return Refusal{}
		case ChoosePayment:
			return checkMethod(w, a)
		case PlaceOrder:
			return checkPlacing(w, s)
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case ChooseAddress:
			t.open(a, Address, "")
			if len(t.state.Book) == 0 || t.w.Flow.Address == "form" {
				t.emit(Event{Kind: FormSet, Form: &Form{}})
			}
		case ChoosePayment:
			form := t.state.Checkout
			form.Method = Method(a.ID)
			t.stay(a)
			t.emit(Event{Kind: CheckoutSet, Checkout: &form})
		case PlaceOrder:
			t.place(a)
		default:
			t.visit(a)
		}
	},
}

func checkMethod(w *World, a Action) Refusal {
	if !w.Flow.Offers(Method(a.ID)) {
		return refuse(NotOffered, "payment", a.ID)
	}
	return Refusal{}
}

func (t *turn) openCheckout(pieces []shop.Pieces, fromCart bool, note shop.NoteID) {
	form := CheckoutForm{Pieces: pieces, FromCart: fromCart, Method: t.w.Flow.Default, Note: note}
	if t.w.Flow.Address == "saved" && len(t.state.Book) > 0 {
		form.Address = t.state.Book[0].ID
	}
	quote := shop.NewQuote(t.w.Catalogue, pieces)
	form.Shown = quote.Payable
	t.emit(Event{Kind: CheckoutSet, Checkout: &form})
}

func checkPlacing(w *World, s *State) Refusal {
	if s.AddressOf(s.Checkout.Address) == nil {
		return refuse(AddressNeeded)
	}
	if r := checkPieces(w, s.Checkout.Pieces); r.Refused() {
		return r
	}
	if !w.Flow.Offers(s.Checkout.Method) {
		return refuse(NotOffered, "payment", string(s.Checkout.Method))
	}
	quote := shop.NewQuote(w.Catalogue, s.Checkout.Pieces)
	if quote.Payable != s.Checkout.Shown {
		return refuse(PriceChanged, "shown_fen", fen(s.Checkout.Shown), "now_fen", fen(quote.Payable))
	}
	return Refusal{}
}

func fen(f shop.Fen) string { return strconv.FormatInt(int64(f), 10) }

// place submits all orders of the checkout, or none: the check before it has seen every line. The stock is held from here.
func (t *turn) place(a Action) {
	form := t.state.Checkout
	address := *t.state.AddressOf(form.Address)
	quote := shop.NewQuote(t.w.Catalogue, form.Pieces)
	t.open(a, Payment, "")
	var ids []OrderID
	for _, q := range quote.Orders {
		seller := t.w.Catalogue.Shop(q.Shop)
		order := Order{
			ID: OrderID(t.id("P")), Status: AwaitingPayment, Quote: q, Address: address, Method: form.Method,
			Placed: t.now, Note: form.Note, ShopName: seller.Name, ShipHours: seller.ShipHours,
		}
		ids = append(ids, order.ID)
		t.emit(Event{Kind: OrderPlaced, Order: &order})
	}
	if form.FromCart {
		for _, piece := range form.Pieces {
			t.emit(Event{Kind: LineGone, Line: &CartLine{SKU: piece.SKU}})
		}
	}
	auth := t.w.Flow.auth(form.Method)
	t.emit(Event{Kind: PaymentSet, Payment: &PaymentSheet{Orders: ids, Method: form.Method, Auth: auth}})
	if auth == AuthNone {
		t.attempt()
	}
}
