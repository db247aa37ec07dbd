package flow

// The confirmation 支付成功: what was paid, and where to go from here.
var confirmationRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		add(Action{Verb: KeepBrowsing})
		add(Action{Verb: OpenOrders})
		for _, id := range s.Payment.Orders {
			if s.Order(id) != nil {
				add(Action{Verb: TrackOrder, ID: string(id)})
			}
		}
		if prompts(w) {
			for _, line := range reviewable(w, s, s.Payment.Orders) {
				add(Action{Verb: OpenReview, ID: string(line.sku)})
			}
			add(Action{Verb: OpenReview})
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Home})
	},
	check: func(w *World, s *State, a Action) Refusal {
		switch a.Verb {
		case KeepBrowsing, OpenOrders, OpenCart, Home:
			return Refusal{}
		case OpenReview:
			if !prompts(w) {
				return refuse(NotHere)
			}
			return checkOpenReview(w, s, s.Payment.Orders, a)
		case TrackOrder:
			if among(s, s.Payment.Orders, OrderID(a.ID)) == nil {
				return refuse(NoSuch, "order", a.ID)
			}
			return Refusal{}
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case KeepBrowsing:
			t.back(a)
		case OpenReview:
			t.openReview(a, t.state.Payment.Orders)
		case TrackOrder:
			t.open(a, Tracking, a.ID)
		default:
			t.visit(a)
		}
	},
}

// prompts says whether the confirmation asks for a review: only where it may be written at once.
func prompts(w *World) bool { return w.Flow.Review && w.Flow.ReviewAt != AfterReceipt }
