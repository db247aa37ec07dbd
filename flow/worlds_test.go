package flow_test

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// concern is one small world of the exploration: what it is about, and what is frozen.
type concern struct {
	name   string
	world  func() flow.World
	within flow.Within
}

// bound is the most states that a concern's world may have; more says that something is not frozen that should be.
const bound = 20_000

func concerns() []concern {
	return slices.Concat(loopConcerns(), besideConcerns(), postConcerns(), borderConcerns(), couponConcerns(), afterSaleConcerns())
}

// beside are the verbs that are not of the loop itself; the worlds of the loop freeze them.
func beside(v flow.Verb) bool { return v >= flow.Like }

// loopConcerns are the worlds of the loop: from the note to the review.
func loopConcerns() []concern {
	all := append(buyingConcerns(), tellingConcerns()...)
	for i := range all {
		of := all[i].within
		all[i].within = func(w *flow.World, s *flow.State, a flow.Action) bool {
			return !beside(a.Verb) && (a.Verb != flow.OpenNote || s.Place() == flow.Feed) && of(w, s, a)
		}
	}
	return all
}

// buyingConcerns are the cart and the payment.
func buyingConcerns() []concern {
	return []concern{
		{"cart", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenCheckout, flow.BuyNow, flow.OpenOrders, flow.TapCard, flow.OpenNote, flow.AnswerPayment, flow.ExpireOrder:
				return a.Verb == flow.OpenNote && a.ID == "desk"
			case flow.SellOut:
				return a.ID == "coffee" && s.Line("coffee") != nil
			case flow.ChooseSKU, flow.TickShop, flow.UntickShop:
				return false
			case flow.AddToCart:
				return len(s.Cart) < 2
			case flow.Increase:
				return quantity(s, a) < 2 && s.Place() == flow.Cart
			}
			return true
		}},
		{"payment", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "empties"
			case flow.Choose:
				return a.Value == "plum"
			case flow.AddToCart, flow.ChooseSKU, flow.Increase, flow.OpenCart, flow.OpenReview, flow.TapCard, flow.SellOut, flow.ChooseAddress:
				return false
			case flow.BuyNow:
				return len(s.Orders) < 2
			case flow.Pay, flow.EnterPassword:
				return len(s.Attempts) < 2
			}
			return true
		}},
	}
}

// tellingConcerns are the form of an address, and the review.
func tellingConcerns() []concern {
	return []concern{
		{"address", newcomer, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "empties"
			case flow.Choose:
				return a.Value == "plum"
			case flow.NewAddress, flow.EditAddress:
				return len(s.Book) < 2
			case flow.AddToCart, flow.ChooseSKU, flow.Increase, flow.OpenCart, flow.OpenOrders, flow.OpenReview, flow.TapCard,
				flow.SellOut, flow.ChoosePayment, flow.AnswerPayment, flow.PlaceOrder:
				return false
			}
			return true
		}},
		{"review", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return len(s.Orders) == 0 && a.ID == "empties" || a.ID != "empties" && a.ID != "desk"
			case flow.Choose:
				return a.Value == "plum"
			case flow.BuyNow:
				return len(s.Orders) == 0
			case flow.AddToCart, flow.ChooseSKU, flow.Increase, flow.OpenCart, flow.TapCard, flow.SellOut, flow.ChooseAddress,
				flow.ChoosePayment, flow.UsePassword, flow.ExpireOrder, flow.CancelOrder:
				return false
			case flow.Back:
				return s.Place() != flow.Payment
			case flow.AnswerPayment:
				return a.Value == flow.OutcomeApproved
			case flow.Rate:
				return a.N >= 4
			}
			return true
		}},
	}
}

// buys follows what leads from the feed to one paid order of the plum shade.
func buys(s *flow.State, a flow.Action) bool {
	switch a.Verb {
	case flow.OpenNote:
		return a.ID == "empties" && len(s.Orders) == 0
	case flow.TapTag, flow.Confirm, flow.PlaceOrder, flow.Pay:
		return true
	case flow.BuyNow:
		return len(s.Orders) == 0
	case flow.Choose:
		return a.Value == "plum"
	case flow.AnswerPayment:
		return a.Value == flow.OutcomeApproved
	}
	return false
}

// own follows a world's own verbs, and those that lead there.
func own(verbs ...flow.Verb) flow.Within {
	return func(_ *flow.World, s *flow.State, a flow.Action) bool {
		return slices.Contains(verbs, a.Verb) || buys(s, a)
	}
}

// besideConcerns are the worlds of what surrounds the loop. Each freezes all but its own verbs and those that lead there.
func besideConcerns() []concern {
	return []concern{
		{"orders", parts, func(w *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "desk" && len(s.Orders) == 0
			case flow.TapTag, flow.AddToCart, flow.OpenCart, flow.OpenCheckout:
				return len(s.Orders) == 0
			case flow.BuyNow, flow.ChooseSKU, flow.Back, flow.Tick, flow.Untick, flow.OpenProduct:
				return a.Verb == flow.Back && s.Place() == flow.Product && len(s.Orders) == 0
			case flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.SignParcel, flow.ConfirmOrder, flow.MissPromise,
				flow.DelayParcel, flow.ConfirmReceipt, flow.CancelOrder, flow.TrackOrder:
				return true
			}
			return buys(s, a)
		}},
		{"doors", small, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote:
				return a.ID == "desk" && s.Place() == flow.Feed
			case flow.TapTag, flow.ChooseSKU, flow.OpenCart, flow.TickShop, flow.UntickShop, flow.OpenCheckout, flow.Back:
				return true
			case flow.AddToCart:
				return s.Place() == flow.SKU && len(s.Cart) < 2
			case flow.BuyNow:
				return s.Place() == flow.SKU
			case flow.Choose:
				return a.Value == "rose"
			}
			return false
		}},
		{"tabs", small, own(flow.OpenOrders, flow.ShowTab, flow.TrackOrder, flow.CancelOrder, flow.ExpireOrder, flow.PayOrder,
			flow.Home, flow.ClearOrder)},
		{"follow-up", small, own(flow.OpenOrders, flow.FollowUp, flow.OpenReview, flow.Rate, flow.Type, flow.SubmitReview,
			flow.Unpublish, flow.Back)},
		{"receipt", afterReceipt, own(flow.OpenOrders, flow.OpenReview, flow.Rate, flow.Type, flow.SubmitReview, flow.ClearOrder,
			flow.ShipParcel, flow.ConfirmReceipt, flow.Back)},
	}
}

// postConcerns are the worlds of notes, videos, wallets, the world outside, and a checkout in steps.
func postConcerns() []concern {
	return []concern{
		{"notes", small, own(flow.Like, flow.Unlike, flow.SaveNote, flow.UnsaveNote, flow.AskLink, flow.Follow, flow.Unfollow,
			flow.WriteComment, flow.ShareNote, flow.Back)},
		{"leaving", small, own(flow.LeaveFor, flow.Back, flow.AddToCart, flow.OpenCart, flow.OpenCheckout)},
		{"video", filmed, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.OpenNote, flow.TapTag, flow.TapCard, flow.ShowTag, flow.HideTag, flow.Back:
				return true
			}
			return false
		}},
		{"wallet", penniless, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.BindWallet, flow.SaveWallet, flow.Type, flow.ChoosePayment, flow.PayOrder:
				return true
			case flow.Back:
				return s.Place() == flow.Payment
			case flow.Pay:
				return len(s.Attempts) == 0
			}
			return buys(s, a)
		}},
		{"outside", outside, own(flow.Continue, flow.Back, flow.Type, flow.EnterPassword)},
		{"steps", stepwise, own(flow.NextStep, flow.Back, flow.ChooseAddress, flow.PickAddress, flow.ChoosePayment, flow.EnterPassword)},
	}
}

// parts is a world whose first shop sends its products in parcels of their own.
func parts() flow.World {
	w := small()
	w.Catalogue.Shops[0].InParts = true
	w.Catalogue.Products[1].Shop = "okkari"
	w.Catalogue.Products[0].Variants = w.Catalogue.Products[0].Variants[1:]
	w.Catalogue.Index()
	return w
}

func afterReceipt() flow.World {
	w := small()
	w.Flow.ReviewAt = flow.AfterReceipt
	return w
}

// filmed is a world whose first note is a video with two cards.
func filmed() flow.World {
	w := small()
	w.Catalogue.Notes[1].Video = &shop.Video{Seconds: 30, Cards: []shop.Card{
		{Product: "coffee", From: 5, To: 12}, {Product: "tint", From: 15, To: 20},
	}}
	return w
}

func penniless() flow.World {
	w := small()
	who := *w.Shopper
	who.Unbound = true
	w.Shopper = &who
	return w
}

func outside() flow.World {
	w := small()
	w.Flow.TagOpens = flow.OpensExternal
	return w
}

func stepwise() flow.World {
	w := small()
	w.Flow.Steps, w.Flow.Default, w.Flow.Address, w.Flow.Auth = true, "", "picker", flow.AuthPassword
	return w
}

func newcomer() flow.World {
	w := small()
	w.Shopper = &flow.Shopper{ID: "new", New: true}
	return w
}

func quantity(s *flow.State, a flow.Action) int32 {
	if a.ID == "" {
		return s.Sheet.Quantity
	}
	if line := s.Line(shop.SKU(a.ID)); line != nil {
		return line.Quantity
	}
	return 0
}
