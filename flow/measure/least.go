package measure

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Least is the fewest taps of a walk; a detour is what it took beyond them.
type Least struct {
	Taps int
	OK   bool // false where no stage was reached, several orders were placed, or no walk leads there
}

// Least returns the fewest taps from where the session of the records began to the last stage that it reached, with the
// same SKUs, quantities, flow and shopper. World and state are those after the records. It is a search, some milliseconds
// for a walk that is not known yet: call it beside a tap, never inside one.
func (m *Meter) Least(known *flow.Walks, w *flow.World, records []flow.Record, s *flow.State) Least {
	stage, ok := m.Stages.Last()
	if !ok || m.Orders > 1 || len(records) == 0 || records[0].Event.Begin == nil {
		return Least{}
	}
	walk := walk{meter: m, records: records, first: &records[0].Event.Begin.State, last: s}
	then := *w
	then.Shared = undone(w.Shared, records)
	goal, named, extra := walk.goal(stage)
	for _, piece := range named.Pieces {
		if _, product := w.Catalogue.Variant(piece.SKU); product != nil && !slices.Contains(named.Products, product.ID) {
			named.Products = append(named.Products, product.ID)
		}
	}
	_, taps, ok := known.Reach(&then, records[0].At, walk.first, goal, flow.ScopeOf(&then, walk.first, named))
	return Least{Taps: taps - extra, OK: ok}
}

// walk is a session from its first state to its last.
type walk struct {
	meter   *Meter
	records []flow.Record
	first   *flow.State
	last    *flow.State
}

// goal returns the goal of reaching a stage as the walk did, what it is about, and how many taps of it the walk did not
// need.
func (k *walk) goal(stage flow.Stage) (g flow.Goal, named flow.Scope, extra int) {
	places := [...]flow.Place{
		flow.StageNote: flow.Note, flow.StageTag: flow.Product, flow.StageProduct: flow.Product, flow.StageCart: flow.Cart,
		flow.StageCheckout: flow.Checkout, flow.StageConfirmation: flow.Confirmation, flow.StageReview: flow.Review,
	}
	g = flow.GoalAt(k.first, places[stage], "")
	switch stage {
	case flow.StageNote:
	case flow.StageTag, flow.StageProduct:
		g.Subject = k.lastProduct()
		named.Products = []shop.ProductID{shop.ProductID(g.Subject)}
		if visited := k.lastVisit(); g.Subject == "" && visited != "" {
			g.Place = flow.External // the tag led outside
			named.Products[0] = visited
		}
	case flow.StageCart:
		g.Pieces = k.last.Ticked()
		// The stage is reached when something is put into the cart; looking at it is one more tap.
		if !k.looked() {
			extra = 1
		}
	case flow.StageCheckout:
		g.Pieces = k.last.Checkout.Pieces
	default:
		g.Pieces = k.bought()
		g.Silent = len(k.last.Notes) == len(k.first.Notes)
	}
	g.Only = g.Pieces != nil
	named.Pieces = g.Pieces
	return g, named, extra
}

// looked says whether the shopper saw the cart after something was put into it.
func (k *walk) looked() bool {
	added := slices.IndexFunc(k.records, func(r flow.Record) bool { return r.Event.Kind == flow.LineSet })
	rows := k.meter.Rows
	for i := range rows {
		if rows[i].To == flow.Cart && (i+1 == len(rows) || rows[i+1].Record > added) {
			return true
		}
	}
	return false
}

// bought returns what the session's own order holds, nil where it paid one from before.
func (k *walk) bought() []shop.Pieces {
	n := len(k.first.Orders)
	for i := range k.records {
		e := &k.records[i].Event
		if e.Kind == flow.OrderPaid && slices.ContainsFunc(k.first.Orders, func(o flow.Order) bool { return o.ID == e.OrderID }) {
			return nil
		}
	}
	if n < len(k.last.Orders) {
		return k.last.Orders[n].Quote.Pieces()
	}
	return nil
}

// lastProduct returns the product that was opened last.
func (k *walk) lastProduct() string {
	for i := len(k.records) - 1; i >= 0; i-- {
		if push := k.records[i].Event.Trail.Push; push.Place == flow.Product {
			return push.Subject
		}
	}
	return ""
}

// lastVisit returns the product of the shop outside to which a tag led last.
func (k *walk) lastVisit() shop.ProductID {
	for i := len(k.records) - 1; i >= 0; i-- {
		if v := k.records[i].Event.Of().External; v != nil && v.Reason != flow.ReasonLeave {
			return v.Product
		}
	}
	return ""
}

// undone returns what all shoppers saw without what the records changed.
func undone(now flow.Shared, records []flow.Record) flow.Shared {
	var own flow.Shared
	for i := range records {
		own = flow.Share(own, records[i].Event)
	}
	then := flow.Shared{Reviews: now.Reviews}
	for _, on := range now.Shelf {
		mine := own.On(on.SKU)
		on.Held, on.Sold, on.Gone = on.Held-mine.Held, on.Sold-mine.Sold, on.Gone-mine.Gone
		if on.Taken() != 0 {
			then.Shelf = append(then.Shelf, on)
		}
	}
	for _, n := range now.Notes {
		if !slices.ContainsFunc(own.Notes, func(mine shop.Note) bool { return mine.ID == n.ID }) {
			then.Notes = append(then.Notes, n)
		}
	}
	return then
}
