package screen

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
)

// Deed is something that can be done about an order, in the list and on its own page. A refused one is drawn grey.
type Deed struct {
	Action  flow.Action
	Label   string // key in words
	Refusal flow.Refusal
}

// Main says whether the deed is what the shopper most likely comes for: to pay, or to confirm. To cancel never is.
func (d Deed) Main() bool {
	switch d.Action.Verb {
	case flow.PayOrder, flow.PayBalance, flow.ConfirmReceipt:
		return !d.Refusal.Refused()
	}
	return false
}

// Deeds lists what can be done about an order as a whole, the main thing last, and of what is refused the one thing that a
// shopper would look for. It asks the flow as if the page of the order were open: the list is also drawn below the payment
// sheet, where the flow offers nothing of it.
func Deeds(s session.Shown, o *flow.Order) []Deed {
	at := *s.State
	at.Trail = []flow.Spot{{Place: flow.Tracking, Subject: string(o.ID)}}
	offers := flow.Offers(s.World, s.Now, &at)
	asks := slices.ContainsFunc(offers, func(offer flow.Offer) bool { return offer.Action.Verb == flow.AskAfterSale })
	var deeds []Deed
	for _, verb := range deedOrder {
		for _, offer := range offers {
			if offer.Action.Verb == verb && looked(o, offer, asks) {
				deeds = append(deeds, Deed{offer.Action, deedLabel(s.State, o, verb), offer.Refusal})
			}
		}
	}
	return deeds
}

// deedOrder has the deeds from left to right.
var deedOrder = [...]flow.Verb{flow.CancelOrder, flow.AskAfterSale, flow.ConfirmReceipt, flow.PayOrder, flow.PayBalance}

// looked says whether a shopper would look for a deed: a refused one only where it is still to come, or where nothing else says
// what to do instead.
func looked(o *flow.Order, offer flow.Offer, asks bool) bool {
	if !offer.Refusal.Refused() {
		return true
	}
	switch offer.Action.Verb {
	case flow.ConfirmReceipt:
		return o.Status == flow.PartShipped
	case flow.CancelOrder:
		return !asks && o.Status == flow.InTransit && !Arrived(o)
	}
	return true
}

// deedLabel is the words of a deed: where a request is there already, it leads to how that stands.
func deedLabel(s *flow.State, o *flow.Order, verb flow.Verb) string {
	if verb == flow.AskAfterSale && len(RequestsOf(s, o.ID)) > 0 {
		return "orders.requests"
	}
	return "verb." + verb.String()
}

// RequestsOf lists the after-sale requests about an order, the newest first.
func RequestsOf(s *flow.State, id flow.OrderID) []*flow.Request {
	var all []*flow.Request
	for i := len(s.Requests) - 1; i >= 0; i-- {
		if s.Requests[i].Order == id {
			all = append(all, &s.Requests[i])
		}
	}
	return all
}

// Request says in two rows how a request stands: what was asked for and its status, then its money and its clock.
func (f Frame) Request(s session.Shown, r *flow.Request) (title, status, facts string, role look.Role) {
	title, status = f.Say("aftersale.type."+string(r.Type)), f.Say("aftersale.status."+r.Status.String())
	role = look.Warn
	switch r.Status {
	case flow.RequestDone:
		role = look.Success
	case flow.RequestGone, flow.RequestClosed:
		role = look.Muted
	case flow.ToReview, flow.AwaitingReceipt, flow.ExchangeToShip, flow.Mediating:
		role = look.Ink2
	}
	if total := int64(r.Money.Total()); total > 0 && r.Status != flow.RequestGone && r.Status != flow.RequestClosed {
		facts = f.Say("aftersale.refund") + " " + look.Money(total, true)
		if r.Status == flow.RequestDone {
			facts = f.Say("orders.refunded", "amount", look.Money(total, true))
		}
	}
	if key := requestClocks[r.Status]; key != "" {
		if at, _, ok := flow.DueOf(s.World, s.State, r); ok && at > s.Now {
			facts = Dotted(facts, f.Say(key, "left", f.Span(at.Sub(s.Now))))
		}
	}
	return title, status, facts, role
}

// requestClocks say how long a shopper has who is to do something about a request.
var requestClocks = map[flow.RequestStatus]string{
	flow.AwaitingReturn: "aftersale.clock.return", flow.RequestRejected: "aftersale.clock.escalate",
	flow.ReceiptRejected: "aftersale.clock.escalate", flow.ExchangeShipped: "aftersale.clock.accept",
}

// Arrived says whether all parcels of an order were signed for, and the receipt is still to be confirmed.
func Arrived(o *flow.Order) bool {
	for i := range o.Parcels {
		if o.Parcels[i].Signed == 0 {
			return false
		}
	}
	return o.Status == flow.InTransit && len(o.Parcels) > 0
}

// Reviewable says whether a line of an order may be reviewed and was not yet.
func Reviewable(w *flow.World, o *flow.Order, sku shop.SKU) bool {
	ripe := o.Status.Bought()
	if w.Flow.ReviewAt == flow.AfterReceipt {
		ripe = o.Status == flow.Completed
	}
	return ripe && !slices.Contains(o.Reviewed, sku)
}

// Followable says whether a line has a review and no follow-up yet.
func Followable(o *flow.Order, sku shop.SKU) bool {
	return slices.Contains(o.Reviewed, sku) && !slices.Contains(o.Followed, sku)
}
