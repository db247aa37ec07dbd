package payment

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// makeUp says what the amount is made of: which part of a presale it is, what was taken off, and the tax in it.
func (p *sheet) makeUp() string {
	var off, tax shop.Fen
	for _, o := range p.orders {
		if o.Status != flow.AwaitingPayment {
			continue
		}
		if o.Presale != nil && len(p.orders) == 1 {
			return p.part(o)
		}
		merchant, platform := o.Quote.Discounts()
		off, tax = off+merchant+platform, tax+o.Quote.Line(shop.LineTax)
	}
	said := ""
	if off > 0 {
		said = p.Say("cart.off", "amount", look.Money(int64(off), true))
	}
	if tax > 0 {
		said = screen.Dotted(said, p.Say("payment.with-tax", "amount", look.Money(int64(tax), true)))
	}
	return said
}

// part says that a presale's deposit is paid, and when the balance follows, or that this is the balance.
func (p *sheet) part(o *flow.Order) string {
	if o.AwaitsBalance() {
		return screen.Dotted(p.Say("presale.balance"), p.Say("payment.after-deposit", "amount", look.Money(int64(o.Presale.Deposit), true)))
	}
	return screen.Dotted(p.Say("presale.deposit"), p.Say("payment.balance-from", "when", p.Stamp(o.Presale.Balance.From)))
}
