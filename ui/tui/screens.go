package tui

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/address"
	"tagtap/ui/tui/aftersale"
	"tagtap/ui/tui/cart"
	"tagtap/ui/tui/checkout"
	"tagtap/ui/tui/confirmation"
	"tagtap/ui/tui/coupons"
	"tagtap/ui/tui/external"
	"tagtap/ui/tui/feed"
	"tagtap/ui/tui/identity"
	"tagtap/ui/tui/note"
	"tagtap/ui/tui/orders"
	"tagtap/ui/tui/payment"
	"tagtap/ui/tui/product"
	"tagtap/ui/tui/review"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/sku"
	"tagtap/ui/tui/tracking"
	"tagtap/ui/tui/video"
)

// maker makes the screen of a spot.
type maker func(session.Shown, flow.Spot) screen.Screen

// makers is the registry: one row a place.
var makers = map[flow.Place]maker{
	flow.Feed:         feed.New,
	flow.Note:         note.New,
	flow.Product:      product.New,
	flow.SKU:          sku.New,
	flow.Cart:         cart.New,
	flow.Checkout:     checkout.New,
	flow.Address:      address.New,
	flow.Payment:      payment.New,
	flow.Confirmation: confirmation.New,
	flow.Orders:       orders.New,
	flow.Review:       review.New,
	flow.Video:        video.New,
	flow.Tracking:     tracking.New,
	flow.External:     external.New,
	flow.Coupons:      coupons.New,
	flow.Identity:     identity.New,
	flow.AfterSale:    aftersale.New,
}
