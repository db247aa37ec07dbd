package confirmation

import (
	"strconv"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/ui/tui/look"
)

// steps are what happens next to an order; the first of them is done.
func (p *page) steps(o *flow.Order) []step {
	if o.AwaitsBalance() {
		return p.presale(o)
	}
	hours := strconv.Itoa(o.ShipHours)
	by := p.Moment(p.Shown.Now, o.Ended.Add(time.Duration(o.ShipHours)*time.Hour))
	steps := []step{{name: p.Say("confirmation.step-paid"), told: []string{p.Moment(p.Shown.Now, o.Ended)}}}
	if o.Quote.Trade.CrossBorder() {
		steps = append(steps, step{name: p.Say("confirmation.step-customs"), told: []string{
			p.Say("confirmation.customs"), p.Say("confirmation.customs-short"),
		}})
	}
	steps = append(steps, step{name: p.Say("confirmation.step-ship"), told: []string{
		p.Say("confirmation.ships-by", "hours", hours, "when", by), p.Say("confirmation.ships-within", "hours", hours),
	}})
	seller := p.Shown.World.Catalogue.Shop(o.Quote.Shop)
	if seller == nil || seller.Days[1] == 0 {
		return steps
	}
	const day = 24 * time.Hour
	// From sent at once to sent as late as promised: the last day is the one that the checkout named.
	sent := o.Ended.Add(time.Duration(o.ShipHours) * time.Hour)
	when := p.between(o.Ended.Add(time.Duration(seller.Days[0])*day), sent.Add(time.Duration(seller.Days[1])*day))
	told := []string{p.Say("confirmation.arrives", "date", when), when}
	if parts := strings.Fields(o.Address.Region.String()); len(parts) > 1 {
		told = append([]string{told[0] + " · " + parts[1]}, told...)
	}
	return append(steps, step{name: p.Say("confirmation.step-arrive"), told: told})
}

// presale says when the balance is taken; the seller's time begins with it.
func (p *page) presale(o *flow.Order) []step {
	from, until := p.Stamp(o.Presale.Balance.From), p.Stamp(o.Presale.Balance.Until)
	return []step{
		{name: p.Say("confirmation.step-deposit"), told: []string{look.Money(int64(o.Presale.Deposit), true)}},
		{name: p.Say("confirmation.step-balance"), told: []string{p.Say("confirmation.window", "from", from, "until", until), from}},
		{name: p.Say("confirmation.step-ship"), told: []string{
			p.Say("confirmation.after-balance", "hours", strconv.Itoa(o.ShipHours)), strconv.Itoa(o.ShipHours) + " h",
		}},
	}
}
