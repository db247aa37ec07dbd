package flow_test

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// afterSaleConcerns are the worlds of what is asked for after an order: of one piece twice, of two pieces at once.
func afterSaleConcerns() []concern {
	return []concern{
		{"after-sale", single, pursuing(2, 1, "quality", flow.ReasonUnwanted, "late", "not-received", "price-dropped")},
		{"after-sale of two", cheaper, pursuing(2, 2, "quality", flow.ReasonUnwanted, "price-dropped")},
	}
}

// single is a world of one tint in two shades.
func single() flow.World {
	w := afterSale()
	w.Catalogue.Products[0].Variants[0].Stock = 2
	w.Catalogue.Products[0].Variants[1].Stock = 2
	return w
}

// cheaper is a world with a flash price for one piece alone: an order of two pays the list price, and when one of them has gone
// back, the price of the other is lower than what was paid.
func cheaper() flow.World {
	w := single()
	w.Catalogue.Products[0].Variants = w.Catalogue.Products[0].Variants[:1]
	w.Catalogue.Products[0].Variants[0].Offers = []shop.Offer{{ID: "flash", Kind: shop.PriceFlash, Price: 9900, Stock: 1}}
	w.Catalogue.Index()
	return w
}

// pursuing follows so many requests about an order of so many pieces, for these reasons.
func pursuing(requests, pieces int, reasons ...string) flow.Within {
	return func(_ *flow.World, s *flow.State, a flow.Action) bool {
		switch a.Verb {
		case flow.Increase, flow.Decrease:
			return s.Place() == flow.AfterSale || a.Verb == flow.Increase && int(s.Sheet.Quantity) < pieces
		case flow.Confirm:
			return int(s.Sheet.Quantity) == pieces
		case flow.ChooseReason:
			return slices.Contains(reasons, a.ID)
		case flow.SubmitRequest, flow.AskAfterSale:
			return len(s.Requests) < requests
		case flow.ChooseType, flow.ChooseLine, flow.ExchangeFor, flow.CancelRequest, flow.SendBack, flow.Escalate, flow.AcceptExchange,
			flow.Type, flow.CancelOrder, flow.ConfirmReceipt, flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.ApproveRequest,
			flow.RejectRequest, flow.CloseRequest, flow.ReceiveReturn, flow.RejectReturn, flow.ShipExchange, flow.DecideForShopper,
			flow.DecideForSeller:
			return true
		case flow.OpenOrders:
			return len(s.Orders) > 0
		case flow.SignParcel:
			return true
		case flow.Back:
			return s.Place() == flow.AfterSale
		}
		return buys(s, a)
	}
}
