package flow

import (
	"slices"
	"strconv"

	"tagtap/flow/shop"
)

// Step decides what follows from an action or happening at an instant: the next state, and the events that lead to it. It
// is total: whatever the input, the first event is its head, and an action that the rules turn down has a head with a
// refusal and nothing else. Neither the world nor the state handed in is altered, and the state returned is the fold of
// Apply over the events.
func Step(w *World, now shop.Instant, s State, a Action) (State, []Event) {
	var x Stepper
	return x.Step(w, now, s, a)
}

// Stepper is the room in which steps are worked out. Who takes many keeps one, and each step allocates some kilobytes less.
type Stepper struct{ t turn }

// Step is flow.Step, but the events are valid until the next step alone.
func (x *Stepper) Step(w *World, now shop.Instant, s State, a Action) (State, []Event) {
	t := &x.t
	events := t.events[:0]
	if cap(events) == 0 {
		events = make([]Event, 0, 2)
	}
	*t = turn{world: *w, now: now, state: s, events: events}
	t.w = &t.world
	t.world.Now = now
	switch r := refusal(t.w, &t.state, a); {
	case r.Refused():
		t.emit(Event{Kind: headKind(a), Action: a, Refusal: r})
	case a.Happening():
		t.happen(a)
	default:
		rooms[t.state.Place()].act(t, a)
	}
	if !t.events[0].Refusal.Refused() {
		t.resume(s.Place())
		t.see()
	}
	return t.state, t.events
}

// Refuse returns why the rules turn an action or happening down now; the zero Refusal when they do not.
func Refuse(w *World, now shop.Instant, s *State, a Action) Refusal {
	at := *w
	at.Now = now
	return refusal(&at, s, a)
}

func refusal(w *World, s *State, a Action) Refusal {
	if a.Verb == None || a.Verb >= verbs {
		return Refusal{Code: NotHere}
	}
	if a.Happening() {
		return refuseHappening(w, s, a)
	}
	place := s.Place()
	if !place.known() {
		return Refusal{Code: NotHere}
	}
	r := rooms[place].check(w, s, a)
	if !r.Refused() && !w.Flow.Cart && (a.Verb == OpenCart || a.Verb == AddToCart) {
		return refuse(CartOff)
	}
	return r
}

// room is what a place may do: its file has the three functions.
type room struct {
	offers func(w *World, s *State, add func(Action)) // every action that the place shows, also what it refuses now
	check  func(w *World, s *State, a Action) Refusal
	act    func(t *turn, a Action)
}

// rooms has a row a place.
var rooms = [len(placeIDs)]room{
	Feed: feedRoom, Note: noteRoom, Product: productRoom, SKU: skuRoom, Cart: cartRoom, Checkout: checkoutRoom,
	Address: addressRoom, Payment: paymentRoom, Confirmation: confirmationRoom, Orders: ordersRoom, Review: reviewRoom,
	Video: videoRoom, Tracking: trackingRoom, External: externalRoom,
	Coupons: couponsRoom, Identity: identityRoom, AfterSale: afterSaleRoom,
}

// turn is one step while it is worked out.
type turn struct {
	w      *World // world, at the step's instant
	world  World
	now    shop.Instant
	state  State
	events []Event
}

func (t *turn) emit(e Event) {
	t.events = append(t.events, e)
	t.state.apply(&t.events[len(t.events)-1])
}

func headKind(a Action) Kind {
	if a.Happening() {
		return Happened
	}
	return Tapped
}

// stay is the head of an action that changes no place.
func (t *turn) stay(a Action) { t.emit(Event{Kind: headKind(a), Action: a}) }

// move is the head of an action that changes the trail.
func (t *turn) move(a Action, m Move) { t.emit(Event{Kind: headKind(a), Action: a, Trail: m}) }

// open goes to a place. A page stands on the trail once: going to one that is there already goes back to it.
func (t *turn) open(a Action, p Place, subject string) { t.move(a, t.state.opening(p, subject)) }

// back leaves the place for what is below it.
func (t *turn) back(a Action) { t.move(a, t.state.leaving()) }

func (s *State) opening(p Place, subject string) Move {
	keep := len(s.Trail)
	if i := s.index(p); i >= 0 {
		keep = i
	}
	return Move{Set: true, Keep: uint8(keep), Push: Spot{p, subject}}
}

func (s *State) leaving() Move {
	return Move{Set: true, Keep: uint8(max(1, len(s.Trail)-1))}
}

// Landing returns as much of a trail as this program can go back on: from the feed, every place known and there once. A
// later program or a hand may have written the rest.
func Landing(trail []Spot) []Spot {
	if len(trail) == 0 || trail[0].Place != Feed {
		return []Spot{{Place: Feed}}
	}
	for i, spot := range trail {
		if !spot.Place.known() || slices.ContainsFunc(trail[:i], func(below Spot) bool { return below.Place == spot.Place }) {
			return trail[:i:i]
		}
	}
	return trail
}

// index returns where the trail holds a place, -1 where it does not.
func (s *State) index(p Place) int {
	for i, spot := range s.Trail {
		if spot.Place == p {
			return i
		}
	}
	return -1
}

// beyond returns the trail below the cart, checkout and payment that the shopper comes from, with a page on top of it. An
// earlier confirmation goes too: it tells of the orders that were on the payment sheet, and those are others now.
func (s *State) beyond(p Place) Move {
	keep := len(s.Trail)
	for keep > 1 {
		if top := s.Trail[keep-1].Place; top != Cart && top != Checkout && top != Payment {
			break
		}
		keep--
	}
	for i, spot := range s.Trail[:keep] {
		if spot.Place == Confirmation || spot.Place == p {
			keep = i
			break
		}
	}
	return Move{Set: true, Keep: uint8(max(1, keep)), Push: Spot{Place: p}}
}

func (t *turn) id(prefix string) string {
	return prefix + strconv.Itoa(int(t.state.Stream)) + pad(t.state.Seq+1)
}

// pad writes a sequence number with at least six digits, so that a stream's and another's never meet.
func pad(seq uint64) string {
	s := strconv.FormatUint(seq, 10)
	const zeros = "000000"
	if len(s) < len(zeros) {
		s = zeros[len(s):] + s
	}
	return s
}

func refuse(code Code, args ...string) Refusal {
	r := Refusal{Code: code}
	for i := 0; i+1 < len(args) && i/2 < len(r.Args); i += 2 {
		r.Args[i/2] = Detail{args[i], args[i+1]}
	}
	return r
}
