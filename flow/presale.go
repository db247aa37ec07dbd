package flow

import (
	"slices"
	"strconv"

	"tagtap/flow/shop"
)

// A presale 预售 is one order with two payments: the deposit when it is placed, the balance in its window. Between the two it
// awaits payment, and its pieces are held.

// presaleOf returns the presale of a quote's pieces, nil where they are sold at once.
func presaleOf(w *World, q *shop.OrderQuote) *shop.Presale {
	if len(q.Items) == 0 || q.Items[0].Deposit == 0 {
		return nil
	}
	v, _ := w.Catalogue.Variant(q.Items[0].SKU)
	if v == nil {
		return nil
	}
	return v.Presale
}

// term is what a new order keeps of its presale.
func term(p *shop.Presale, q *shop.OrderQuote) *PresaleTerm {
	if p == nil {
		return nil
	}
	return &PresaleTerm{Deposit: q.Payable, Balance: p.Balance, Forfeit: p.Forfeit}
}

// inFull is a checkout for deposits quoted as if all were paid now, nil for any other: limits hold for the whole price.
func (w *World) inFull(s *State, deposits *shop.Quote) *shop.Quote {
	deferred := func(o shop.OrderQuote) bool {
		return o.Trade.CrossBorder() && o.Line(shop.LineBalance) != 0
	}
	if !slices.ContainsFunc(deposits.Orders, deferred) {
		return nil
	}
	ask := w.AskCheckout(s)
	ask.Balance = true
	full := shop.NewQuote(&ask)
	return &full
}

// Owes says whether the order can be paid as it is quoted: an order between deposit and balance is quoted anew first.
func (o *Order) Owes() bool {
	return o.Status == AwaitingPayment && (o.Presale == nil || !o.Presale.Paid || o.Presale.Quoted)
}

// AwaitsBalance says whether the deposit of the order is paid and its balance is not.
func (o *Order) AwaitsBalance() bool {
	return o.Status == AwaitingPayment && o.Presale != nil && o.Presale.Paid
}

// checkPresale turns a presale piece down that is not taken now, or that comes through the cart.
func checkPresale(w *World, v *shop.Variant, intent Intent) Refusal {
	switch {
	case v == nil || v.Presale == nil:
		return Refusal{}
	case intent == IntentCart || intent == IntentEdit:
		return refuse(PresaleAlone, "sku", string(v.SKU))
	case !v.Presale.Order.Holds(w.Now):
		return refuse(PresaleOver, "from", instant(v.Presale.Order.From), "until", instant(v.Presale.Order.Until))
	}
	return Refusal{}
}

func instant(i shop.Instant) string { return strconv.FormatInt(int64(i), 10) }

// checkBalance turns the balance of an order down that is not taken now.
func checkBalance(w *World, s *State, o *Order) Refusal {
	switch {
	case !o.AwaitsBalance():
		return refuse(NotOpen, "order", string(o.ID))
	case !o.Presale.Balance.Holds(w.Now):
		return refuse(BalanceNotOpen, "from", instant(o.Presale.Balance.From), "until", instant(o.Presale.Balance.Until))
	}
	for i := range s.Attempts {
		if s.Attempts[i].Status == Pending && slices.Contains(s.Attempts[i].Orders, o.ID) {
			return refuse(InProgress)
		}
	}
	return Refusal{}
}

// openBalance opens the checkout for the balance of an order: its pieces, its address, its identity.
func (t *turn) openBalance(a Action) {
	o := *t.state.Order(OrderID(a.ID))
	first := t.w.Flow.first()
	t.open(a, first.Place, first.Subject)
	form := CheckoutForm{Pieces: o.Quote.Pieces(), Method: o.Method, Note: o.Note, Balance: o.ID}
	if t.state.AddressOf(o.Address.ID) != nil {
		form.Address = o.Address.ID
	}
	if t.state.IdentityOf(o.Identity.ID) != nil {
		form.Identity = o.Identity.ID
	}
	t.recheck(form)
}

// placeBalance quotes the order anew, for the address and the coupons of today, and asks the wallet for the rest.
func (t *turn) placeBalance(a Action, quote *shop.Quote, address shop.Address) {
	form := t.state.Checkout
	travel := 0
	if seller := t.w.Catalogue.Shop(quote.Orders[0].Shop); seller != nil {
		travel = travelOf(seller, &address)
	}
	t.open(a, Payment, "")
	t.emit(Event{Kind: Requoted, OrderID: form.Balance, Address: &address, Beside: &Beside{
		Quote: &quote.Orders[0], Identity: t.state.IdentityOf(form.Identity), Travel: travel,
	}})
	t.ask([]OrderID{form.Balance}, form.Method)
}

// requoted folds a new quote into an order.
func requoted(orders []Order, e *Event) []Order {
	orders = slices.Clone(orders)
	for i := range orders {
		if o := &orders[i]; o.ID == e.OrderID {
			o.Quote = *e.Of().Quote
			if e.Address != nil {
				o.Address = *e.Address
			}
			if travel := e.Of().Travel; travel > 0 {
				o.Travel = travel
			}
			if identity := e.Of().Identity; identity != nil && o.Quote.Trade.CrossBorder() {
				o.Identity = *identity
			}
			if o.Presale != nil {
				term := *o.Presale
				term.Quoted = true
				o.Presale = &term
			}
		}
	}
	return orders
}

// deposited folds a paid deposit into an order: it still awaits payment.
func (o *Order) deposited(e *Event) {
	if o.Presale != nil {
		term := *o.Presale
		term.Paid = true
		o.Presale = &term
	}
	o.Captured += e.Amount
	o.Method = Method(e.Reason)
	o.Track = append(slices.Clip(o.Track), Scan{Code: ScanDeposit, At: e.At})
}
