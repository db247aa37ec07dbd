package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// Goal is where a walk is to lead.
type Goal struct {
	Place   Place
	Subject string        // of the place, "" for any
	Pieces  []shop.Pieces // for confirmation and review: what the orders hold in all, nil for any
	Only    bool          // those pieces and no others, in one order
	Placed  int           // orders that stood before; those do not count
	Noted   int           // notes that were published before
	Written int           // reviews that were written before
	Silent  bool          // for review: written is enough, it need not be published
	Saved   int           // addresses and identities that were saved before; a walk needs one more of each at most
}

// GoalAt is the goal of reaching a place from a state. At the cart something is ticked; a review is written and published
// as a note, so that the loop is closed.
func GoalAt(s *State, p Place, subject string) Goal {
	return Goal{Place: p, Subject: subject, Placed: len(s.Orders), Noted: len(s.Notes), Written: written(s), Saved: len(s.Book) + len(s.Identities)}
}

func written(s *State) int {
	n := 0
	for i := range s.Orders {
		n += len(s.Orders[i].Reviewed)
	}
	return n
}

// Met says whether a state is where the goal leads.
func (g *Goal) Met(s *State) bool {
	switch g.Place {
	case Review:
		return g.bought(s) && g.reviewed(s)
	case Cart:
		return s.Place() == Cart && len(s.Ticked()) > 0 && g.holds(s.Ticked())
	case Confirmation:
		return s.Place() == Confirmation && g.bought(s)
	case Checkout:
		return s.Place() == Checkout && g.holds(s.Checkout.Pieces)
	}
	spot := s.Spot()
	if g.Place == Note && spot.Place == Video {
		spot.Place = Note // a video note is a note
	}
	return spot.Place == g.Place && (g.Subject == "" || g.Subject == spot.Subject)
}

func (g *Goal) holds(have []shop.Pieces) bool {
	if g.Only && len(have) != len(g.Pieces) {
		return false
	}
	for _, want := range g.Pieces {
		if !slices.Contains(have, want) {
			return false
		}
	}
	return true
}

func (g *Goal) bought(s *State) bool {
	if g.Pieces == nil {
		return true
	}
	var have []shop.Pieces
	for i := min(g.Placed, len(s.Orders)); i < len(s.Orders); i++ {
		if o := &s.Orders[i]; o.Status.Bought() || o.AwaitsBalance() { // a presale is bought by its deposit
			have = append(have, s.Orders[i].Quote.Pieces()...)
		}
	}
	return g.holds(have)
}

func (g *Goal) reviewed(s *State) bool {
	if g.Silent {
		return written(s) > g.Written
	}
	return len(s.Notes) > g.Noted
}

// allows says whether an action can lead to the goal where others of its kind would only multiply what the search looks at.
// Where no other pieces may be bought, the first order has to be the one that was asked for; what is asked for before an
// order needs none, and one is enough to ask for after-sale.
func (g *Goal) allows(s *State, a Action) bool {
	switch a.Verb {
	case AskAfterSale:
		return g.Place == AfterSale
	case SaveAddress, SaveIdentity:
		return len(s.Book)+len(s.Identities) < g.Saved+2
	case OpenOrders, OpenReview, PayOrder:
		return g.Place != Coupons && g.Place != Identity
	case PlaceOrder:
	default:
		return true
	}
	switch g.Place {
	case Coupons, Identity:
		return false
	case AfterSale:
		return len(s.Orders) <= g.Placed
	}
	if !g.Only {
		return true
	}
	return (g.Place == Confirmation || g.Place == Review) && len(s.Orders) <= g.Placed && g.holds(s.Checkout.Pieces)
}
