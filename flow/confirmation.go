package flow

// The confirmation 支付成功: what was paid, and where to go from here.
var confirmationRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		add(Action{Verb: KeepBrowsing})
		add(Action{Verb: OpenOrders})
		if w.Flow.Review {
			for _, line := range reviewable(s, s.Payment.Orders) {
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
			if !w.Flow.Review {
				return refuse(NotHere)
			}
			return checkOpenReview(s, s.Payment.Orders, a)
		}
		return refuse(NotHere)
	},
	act: func(t *turn, a Action) {
		switch a.Verb {
		case KeepBrowsing:
			t.back(a)
		case OpenReview:
			t.openReview(a, t.state.Payment.Orders)
		default:
			t.visit(a)
		}
	},
}
