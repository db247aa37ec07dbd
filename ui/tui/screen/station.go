package screen

import "tagtap/flow"

// Station returns the stage of the loop that the shopper's place belongs to; the coupon sheet belongs to the page below it. No
// place is the tag: it is tapped on the note.
func Station(s *flow.State) flow.Stage {
	p := s.Place()
	if p == flow.Coupons {
		p = s.Page().Place
	}
	switch p {
	case flow.Product, flow.SKU:
		return flow.StageProduct
	case flow.Cart:
		return flow.StageCart
	case flow.Checkout, flow.Address, flow.Payment, flow.Identity:
		return flow.StageCheckout
	case flow.Confirmation, flow.Orders, flow.Tracking, flow.AfterSale:
		return flow.StageConfirmation
	case flow.Review:
		return flow.StageReview
	case flow.External:
		return flow.StageTag
	}
	return flow.StageNote
}
