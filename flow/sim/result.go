package sim

import (
	"math"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Outcome is what came of one walk.
type Outcome struct {
	Reason                        Reason
	Persona                       int // index in the set
	Note, Product, Cart, Checkout bool
	Outside                       bool // left the app
	Millis                        int64
	Taps                          int
	Paid                          shop.Fen
}

func (w *walker) outcome() Outcome {
	m, s := w.shown.Meter, w.shown.State
	o := Outcome{
		Reason: w.reason, Outside: w.outside, Millis: m.Millis, Taps: m.Taps,
		Note: m.Stages.Has(flow.StageNote), Product: m.Stages.Has(flow.StageProduct), Cart: m.Stages.Has(flow.StageCart),
		Checkout: m.Stages.Has(flow.StageCheckout),
	}
	for i := range w.crowd.set.Personas {
		if w.persona == &w.crowd.set.Personas[i] {
			o.Persona = i
		}
	}
	for i := range s.Orders {
		o.Paid += s.Orders[i].Captured - s.Orders[i].Refunded
	}
	return o
}

// hash folds an outcome into a digest.
func (o *Outcome) hash(h uint64) uint64 {
	bits := uint64(o.Reason) | uint64(o.Persona)<<8
	for i, is := range [...]bool{o.Note, o.Product, o.Cart, o.Checkout, o.Outside} {
		if is {
			bits |= 1 << (32 + i)
		}
	}
	for _, x := range [...]uint64{bits, uint64(o.Millis), uint64(o.Taps), uint64(o.Paid)} {
		h = mix(h ^ x + golden)
	}
	return h
}

// Result is what came of a run: counts, so that they add up in any order.
type Result struct {
	Shoppers int
	Figures  []Figures // by flow
	Pairs    []Pair    // each flow but the first against the first
	Variants []Varied  // how the flows do under other parameters, with Ranges
	Digest   uint64    // of all outcomes in their order
}

// Figures are the counts of one flow.
type Figures struct {
	Flow      string
	Sessions  int
	Notes     int // sessions that opened a note
	Products  int // saw a product page in the app
	Carts     int // put something into the cart
	Checkouts int
	Paid      int // in the app
	Outside   int // paid in a shop outside
	CartsPaid int // put something into the cart and paid in the app
	Millis    int64
	Taps      int
	Takings   shop.Fen
	Reasons   [reasons]int
	Personas  []Group
}

// Group counts the sessions of one persona.
type Group struct{ Sessions, Bought int }

// Bought returns the sessions that ended with a payment, in the app or outside.
func (f *Figures) Bought() int { return f.Paid + f.Outside }

// Conversion returns the share of sessions that ended with a payment.
func (f *Figures) Conversion() float64 { return share(f.Bought(), f.Sessions) }

// Abandonment returns the share of sessions with something in the cart that did not pay in the app, and false where there
// was none. Buying at once fills no cart.
func (f *Figures) Abandonment() (float64, bool) {
	return 1 - share(f.CartsPaid, f.Carts), f.Carts > 0
}

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Pair compares a flow with the first one, shopper by shopper.
type Pair struct {
	Won, Lost int // bought only under this flow; only under the first
	Both      int
	WonFrom   [reasons]int // why the won had left under the first
	LostTo    [reasons]int // why the lost left under this one
	WonBy     []int        // by persona
	LostBy    []int
}

// Difference returns by how much the conversion differs from the first flow's, and the Monte-Carlo error of that: one standard
// deviation over other crowds of the same size. It says how well the number of shoppers pins the model's own answer, and
// nothing about people.
func (p *Pair) Difference(shoppers int) (points, sd float64) {
	n := float64(shoppers)
	d := float64(p.Won-p.Lost) / n
	return d, math.Sqrt(max(0, float64(p.Won+p.Lost)/n-d*d) / n)
}

// Varied is how many bought under other parameters, by flow.
type Varied struct {
	What   string
	Bought []int
}

func newResult(p *Plan) *Result {
	personas := len(p.Set.Personas)
	r := &Result{}
	for _, f := range p.Flows {
		r.Figures = append(r.Figures, Figures{Flow: f.Name, Personas: make([]Group, personas)})
	}
	for range p.Flows[1:] {
		r.Pairs = append(r.Pairs, Pair{WonBy: make([]int, personas), LostBy: make([]int, personas)})
	}
	return r
}

func (r *Result) variants(all []variant, flows int) {
	for i := range all {
		r.Variants = append(r.Variants, Varied{What: all[i].what, Bought: make([]int, flows)})
	}
}

// count adds the outcomes of one shopper, one a flow.
func (r *Result) count(outcomes []Outcome) {
	r.Shoppers++
	for i := range outcomes {
		o := &outcomes[i]
		r.Digest = o.hash(r.Digest)
		r.Figures[i].count(o)
		if i > 0 {
			r.Pairs[i-1].count(&outcomes[0], o)
		}
	}
}

func (f *Figures) count(o *Outcome) {
	f.Sessions++
	f.Reasons[o.Reason]++
	f.Personas[o.Persona].Sessions++
	f.Takings += o.Paid
	for _, one := range [...]struct {
		is bool
		n  *int
	}{{o.Note, &f.Notes}, {o.Product, &f.Products}, {o.Cart, &f.Carts}, {o.Checkout, &f.Checkouts}} {
		if one.is {
			*one.n++
		}
	}
	if !o.Reason.Bought() {
		return
	}
	f.Personas[o.Persona].Bought++
	f.Millis += o.Millis
	f.Taps += o.Taps
	if o.Reason == DoneOutside {
		f.Outside++
		return
	}
	f.Paid++
	if o.Cart {
		f.CartsPaid++
	}
}

func (p *Pair) count(first, this *Outcome) {
	switch a, b := first.Reason.Bought(), this.Reason.Bought(); {
	case a && b:
		p.Both++
	case b:
		p.Won++
		p.WonFrom[first.Reason]++
		p.WonBy[this.Persona]++
	case a:
		p.Lost++
		p.LostTo[this.Reason]++
		p.LostBy[this.Persona]++
	}
}

// add adds the counts of the next batch.
func (r *Result) add(b *Result) {
	r.Shoppers += b.Shoppers
	r.Digest = mix(r.Digest ^ b.Digest + golden)
	for i := range r.Figures {
		r.Figures[i].add(&b.Figures[i])
	}
	for i := range r.Pairs {
		r.Pairs[i].add(&b.Pairs[i])
	}
	for i := range r.Variants {
		for f := range r.Variants[i].Bought {
			r.Variants[i].Bought[f] += b.Variants[i].Bought[f]
		}
	}
}

func (f *Figures) add(b *Figures) {
	f.Sessions += b.Sessions
	f.Notes += b.Notes
	f.Products += b.Products
	f.Carts += b.Carts
	f.Checkouts += b.Checkouts
	f.Paid += b.Paid
	f.Outside += b.Outside
	f.CartsPaid += b.CartsPaid
	f.Millis += b.Millis
	f.Taps += b.Taps
	f.Takings += b.Takings
	for i := range f.Reasons {
		f.Reasons[i] += b.Reasons[i]
	}
	for i := range f.Personas {
		f.Personas[i].Sessions += b.Personas[i].Sessions
		f.Personas[i].Bought += b.Personas[i].Bought
	}
}

func (p *Pair) add(b *Pair) {
	p.Won += b.Won
	p.Lost += b.Lost
	p.Both += b.Both
	for i := range p.WonFrom {
		p.WonFrom[i] += b.WonFrom[i]
		p.LostTo[i] += b.LostTo[i]
	}
	for i := range p.WonBy {
		p.WonBy[i] += b.WonBy[i]
		p.LostBy[i] += b.LostBy[i]
	}
}

// Choice is the difference between two flows under other parameters.
type Choice struct {
	What   string
	Points float64 // share of the shoppers
}

// Differences returns by how much a flow's conversion differs from the first flow's under each of the other parameters.
func (r *Result) Differences(flow int) []Choice {
	var all []Choice
	for i := range r.Variants {
		v := &r.Variants[i]
		all = append(all, Choice{v.What, float64(v.Bought[flow]-v.Bought[0]) / float64(r.Shoppers)})
	}
	return all
}

// Range returns the least and the greatest of Differences, false where none were worked out.
func (r *Result) Range(flow int) (low, high Choice, ok bool) {
	for i, one := range r.Differences(flow) {
		if i == 0 || one.Points < low.Points {
			low = one
		}
		if i == 0 || one.Points > high.Points {
			high = one
		}
		ok = true
	}
	return low, high, ok
}
