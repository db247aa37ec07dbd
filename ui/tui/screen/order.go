package screen

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Deed is something that can be done about an order, in the list and on its own page. A refused one is drawn grey.
type Deed struct {
	Action  flow.Action
	Label   string // key in words
	Refusal flow.Refusal
}

// Deeds lists what can be done about an order as a whole, the main thing last, and of what is refused the one thing that a
// shopper would look for: to confirm while a part is still to come, to cancel until the parcel is there. The flow offers the
// same; it is worked out here because the list is also drawn below the payment sheet, where the flow offers nothing of it.
func Deeds(o *flow.Order) []Deed {
	deed := func(verb flow.Verb, code flow.Code) Deed {
		return Deed{flow.Action{Verb: verb, ID: string(o.ID)}, "verb." + verb.String(), flow.Refusal{Code: code}}
	}
	switch o.Status {
	case flow.AwaitingPayment:
		return []Deed{deed(flow.CancelOrder, ""), deed(flow.PayOrder, "")}
	case flow.Paid, flow.ToShip:
		return []Deed{deed(flow.CancelOrder, "")}
	case flow.PartShipped:
		return []Deed{deed(flow.ConfirmReceipt, flow.NotShipped)}
	case flow.InTransit:
		if Arrived(o) {
			return []Deed{deed(flow.ConfirmReceipt, "")}
		}
		return []Deed{deed(flow.CancelOrder, flow.Shipped), deed(flow.ConfirmReceipt, "")}
	}
	return nil
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
