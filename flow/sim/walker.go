package sim

import (
	"context"
	"math"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// walker walks one shopper after another through one flow. It keeps its room between them.
type walker struct {
	ctx    context.Context
	crowd  *crowd
	flow   *flow.Flow
	origin session.Origin

	// Of the shopper who walks.
	key     uint64
	persona *Persona
	profile *profile
	window  bool
	speed   float64
	dwell   stream
	limits  Exposure // at which exposure patience ends
	visits  [sites]uint32

	tape    tape
	session *session.Session
	shown   session.Shown
	clock   time.Time
	options []option
	room    []flow.Record

	// What was met so far.
	exposed   Exposure
	fresh     Exposure // by the act just done
	committed bool
	had       had
	seen      int // amounts of the state that were weighed
	fixes     int // things put right in a row without a place being left
	failed    int // payments
	at        flow.Spot
	ended     bool
	reason    Reason
	outside   bool // left the app
	watch     func(step Exposure)
	tapped    func(flow.Action) // before every tap; for tests
}

// had marks what counts only once.
type had uint32

const (
	hadOpened had = 1 << iota
	hadWeighed
	hadAccount
	hadMethods
	hadTrust
	hadCart
	hadCartPage
	hadAddress
	hadIdentity
	hadSheet
	hadPayment
	hadKeypad
	hadForm
	hadDeclared
	hadCard
	hadCoupons
	hadSlipped
	hadPreferred
	hadReviewed
	hadCheckout // and one bit for each further step of a checkout in steps, so it comes last
)

// option is something that a shopper may do, with its weight: an action, or to leave.
type option struct {
	action flow.Action
	weight float64
	leave  bool
	reason Reason
}

// walk lets a shopper walk until something ends it. Patience is endless where betas are nil.
func (w *walker) walk(shopper uint64, betas *Exposure, theta float64) error {
	w.begin(shopper, betas, theta)
	if err := w.open(shopper); err != nil {
		return err
	}
	for n := 0; !w.ended; n++ {
		if n == MostTaps {
			w.giveUp()
			break
		}
		if err := w.turn(); err != nil {
			return err
		}
	}
	return nil
}

// begin draws who the shopper is.
func (w *walker) begin(shopper uint64, betas *Exposure, theta float64) {
	set := w.crowd.set
	*w = walker{
		ctx: w.ctx, crowd: w.crowd, flow: w.flow, origin: w.origin, options: w.options[:0], room: w.room, watch: w.watch, tapped: w.tapped,
		key: keyOf(w.crowd.seed, shopper),
	}
	w.persona = set.personaOf(draw(w.key, sitePersona, 0))
	w.profile = w.crowd.profiles[w.persona.Shopper]
	w.window = draw(w.key, siteWindow, 0) < set.Window()
	w.dwell = stream{mix(w.key ^ uint64(siteSpeed))}
	w.speed = math.Exp(set.Funnel.SpeedSpread * w.dwell.normal())
	w.limits = limitsOf(w.key, w.persona, betas, theta)
}

// limitsOf returns the exposures at which a shopper's patience ends.
func limitsOf(key uint64, p *Persona, betas *Exposure, theta float64) Exposure {
	var limits Exposure
	v := frailty(key, theta)
	for c := range limits {
		limits[c] = math.Inf(1)
		if betas != nil && betas[c] > 0 {
			budget := exponential(draw(key, sitePatience+site(c), 0))
			limits[c] = budget * p.Patience / (v * betas[c] * p.Objects[c])
		}
	}
	return limits
}

// usualRecords is the room for the records of one walk; a longer one moves.
const usualRecords = 128

func (w *walker) open(shopper uint64) error {
	arrives := draw(w.key, siteArrival, 0) * w.crowd.set.Funnel.ArriveMinutes * float64(time.Minute)
	id := "sim"
	if w.crowd.name != nil {
		id = w.crowd.name(w.flow, shopper)
	}
	var err error
	if w.room == nil {
		w.room = make([]flow.Record, 0, usualRecords)
	}
	w.session, err = session.Open(w.ctx, session.Config{
		World:   flow.World{Catalogue: w.crowd.catalogue, Flow: w.flow, Shopper: w.profile.shopper},
		Journal: &w.tape, Journey: id, ID: id, Source: "sim",
		Start: w.crowd.start.Add(time.Duration(arrives).Truncate(time.Millisecond)), Clock: w.now, Room: w.room, Origin: w.origin,
	})
	if err != nil {
		return err
	}
	w.shown = w.session.Shown()
	w.at = w.shown.State.Spot()
	return nil
}

// now is the simulated clock of the session: it moves where the shopper dwells, and nowhere else.
func (w *walker) now() time.Time { return w.clock }

// usualDwell bounds one dwell, well below the idle time that ends a session.
const usualDwell = 5 * time.Minute

// pass lets the time of what was just done pass.
func (w *walker) pass() {
	ms := float64(w.shown.Meter.Cost()) * w.speed
	if ms == 0 {
		return
	}
	spread := w.crowd.set.Funnel.Spread
	ms *= math.Exp(spread*w.dwell.normal() - spread*spread/2)
	w.clock = w.clock.Add(min(time.Duration(ms)*time.Millisecond, usualDwell))
}

// turn does one thing at the place where the shopper is.
func (w *walker) turn() error {
	switch w.shown.State.Place() {
	case flow.Feed:
		return w.feed()
	case flow.Note, flow.Video:
		return w.note()
	case flow.Product:
		return w.product()
	case flow.SKU:
		return w.sheet()
	case flow.Cart:
		return w.cart()
	case flow.Checkout:
		return w.checkout()
	case flow.Address:
		return w.address()
	case flow.Identity:
		return w.identity()
	case flow.Coupons:
		return w.coupons()
	case flow.Payment:
		return w.pay()
	case flow.Confirmation:
		return w.confirmed()
	case flow.Review:
		return w.review()
	case flow.External:
		return w.out()
	}
	w.giveUp()
	return nil
}

// tap does what the shopper does, and weighs what came of it.
func (w *walker) tap(a flow.Action) error {
	if w.tapped != nil {
		w.tapped(a)
	}
	shown, err := w.session.Tap(w.ctx, a, 0)
	if err != nil {
		return err
	}
	w.shown = shown
	w.pass()
	w.feel()
	return nil
}

// happen does what the outside world does.
func (w *walker) happen(a flow.Action) error {
	shown, err := w.session.Happen(w.ctx, a)
	if err != nil {
		return err
	}
	w.shown = shown
	w.feel()
	return nil
}

// may says whether the rules allow an action now.
func (w *walker) may(a flow.Action) bool { return w.why(a) == "" }

// why returns the code with which the rules turn an action down, "" where they do not.
func (w *walker) why(a flow.Action) flow.Code {
	return flow.Refuse(w.shown.World, w.shown.Now, w.shown.State, a).Code
}

// draw returns the next number of a site: the n-th visit of a site draws its n-th number.
func (w *walker) draw(s site) float64 {
	n := w.visits[s]
	w.visits[s]++
	return draw(w.key, s, uint64(n))
}

// option adds an action to what the place offers, unless its weight is 0.
func (w *walker) option(weight float64, a flow.Action) {
	if weight > 0 {
		w.options = append(w.options, option{action: a, weight: weight})
	}
}

func (w *walker) leaving(weight float64, r Reason) {
	if weight > 0 {
		w.options = append(w.options, option{weight: weight, leave: true, reason: r})
	}
}

// choose draws one of the options and does it. One that the rules refuse is struck out, and the draw is repeated among the
// others, which chooses among the enabled ones by their weights.
func (w *walker) choose(s site) error {
	for len(w.options) > 0 {
		i := w.picked(w.draw(s))
		o := w.options[i]
		switch {
		case o.leave:
			w.options = w.options[:0]
			w.end(o.reason)
			return nil
		case w.may(o.action):
			w.options = w.options[:0]
			return w.tap(o.action)
		}
		w.options = append(w.options[:i], w.options[i+1:]...)
	}
	w.giveUp()
	return nil
}

func (w *walker) picked(u float64) int {
	sum := 0.0
	for i := range w.options {
		sum += w.options[i].weight
	}
	u *= sum
	for i := range w.options {
		if u -= w.options[i].weight; u < 0 {
			return i
		}
	}
	return len(w.options) - 1
}

func (w *walker) end(r Reason) {
	if !w.ended {
		w.ended, w.reason = true, r
	}
}

// giveUp ends a walk that leads nowhere.
func (w *walker) giveUp() {
	if w.committed {
		w.end(Blocked)
		return
	}
	w.end(NotInterested)
}

// dear says whether a product costs more than the shopper spends.
func (w *walker) dear(id shop.ProductID) bool {
	p := w.crowd.catalogue.Product(id)
	v := p.Cheapest()
	return v != nil && w.persona.Limit > 0 && v.Price > w.persona.Limit
}
