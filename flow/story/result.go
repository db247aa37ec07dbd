package story

import (
	"cmp"
	"slices"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// Result is what came of one run. Its fields are those of the report, in their order; lists are never null.
type Result struct {
	Name          string
	Title         string
	File          string
	Case          string
	Flow          string
	Shopper       string
	Seed          uint64
	Passed        bool
	Failures      []Failure
	Places        []string // every place entered, in order, with repeats
	Stages        []string // those reached, in loop order, once
	Taps          int
	Steps         int
	Fields        int
	Keys          int
	Refused       int
	Backtracks    int
	CheckoutSteps int
	Seconds       measure.Tenths // predicted
	Fewest        *int           // null where several orders were placed or no stage was reached
	Detour        *int           // taps − fewest
	Surprises     []Surprise
	Orders        []Order
	Events        []Event

	Skipped []Skip // lines that were passed over; the report has them where there are some
	Session string // id of the session

	// For reporters (threshold_count.go): not in the report.
	Line    int             // of the case's row, else of the first step
	Outcome measure.Outcome // as what a report counts the walk; with Config.Count alone, as all below
	Cause   measure.Cause   // why it was abandoned
	Stays   []Stay          // on which places time was spent
}

// Failure is one thing that the story missed, and where it is asked.
type Failure struct {
	File    string
	Line    int
	Column  int
	Want    string
	Got     string
	Message string

	At Moment
}

// Skip is a line that was passed over.
type Skip struct {
	File         string
	Line, Column int
	Name         string
	Why          string // "" where the flow lacks the stage
}

// Idle says whether nothing was tapped and the flow lacks a stage of the story: such a run passes, but has shown nothing.
func (r *Result) Idle() bool {
	return r.Passed && r.Taps == 0 && slices.ContainsFunc(r.Skipped, func(s Skip) bool { return s.Why == "" })
}

// Reason says why the line was passed over.
func (s *Skip) Reason() string { return cmp.Or(s.Why, "this flow has no such stage") }

// Surprise is an amount that the shopper first saw at checkout or later.
type Surprise struct {
	Line   string
	Amount shop.Fen
	Place  string
}

// Order is an order with its money. Discounts are positive; Paid is all that was captured, refunds not subtracted.
type Order struct {
	ID               string
	Status           string
	Shop             string
	Lines            []OrderLine
	Items            shop.Fen
	MerchantDiscount shop.Fen
	PlatformDiscount shop.Fen
	Shipping         shop.Fen
	Fee              shop.Fen
	Tax              shop.Fen
	Paid             shop.Fen
	Refunded         shop.Fen
	Payment          string
	Quote            []QuoteLine
}

// OrderLine is one SKU of an order.
type OrderLine struct {
	SKU      string
	Quantity int32
	Price    shop.Fen // list price of one piece
}

// QuoteLine is one named amount of an order.
type QuoteLine struct {
	Name   string
	Amount shop.Fen
	Funder string
	Why    string
	Shares []Share
}

// Share is the part of a line that falls on one SKU.
type Share struct {
	SKU    string
	Amount shop.Fen
}

// Event is one action or happening, or one of the facts that shops count: purchase and refund.
type Event struct {
	Seq    uint64       // of the record
	At     shop.Instant // simulated time
	Name   string       // as analytics call it, see measure.Name
	Action flow.Action
	Place  flow.Place // after it
	Head   bool       // it is an action or happening, and no fact that followed
}

func (p *player) result() *Result {
	m := p.scene.shown.Meter
	r := &Result{
		Name: p.run.Story.Name, Title: p.run.Story.Title.String(), File: p.run.Story.File, Case: p.run.Case.Name,
		Flow: p.run.Flow.Name, Shopper: p.run.Shopper.ID, Seed: p.run.Seed, Session: p.run.ID, Line: p.run.Case.line(),
		Passed: len(p.failures) == 0, Failures: p.failures, Skipped: p.skipped,
		Places: make([]string, len(m.Places)), Stages: reached(m.Stages),
		Taps: m.Taps, Steps: m.Steps, Fields: m.Fields, Keys: m.Keys, Refused: m.Refused, Backtracks: m.Backtracks,
		CheckoutSteps: m.CheckoutSteps(), Seconds: m.Seconds(),
		Surprises: make([]Surprise, len(m.Surprises)), Orders: p.orders(), Events: p.events(),
	}
	if r.Failures == nil {
		r.Failures = []Failure{}
	}
	for i, place := range m.Places {
		r.Places[i] = place.String()
	}
	for i, s := range m.Surprises {
		r.Surprises[i] = Surprise{Line: s.Line, Amount: s.Amount, Place: s.Place.String()}
	}
	shown := &p.scene.shown
	if least := m.Least(p.walks, shown.World, shown.Records, shown.State); least.OK {
		fewest, detour := least.Taps, m.Taps-least.Taps
		r.Fewest, r.Detour = &fewest, &detour
	}
	return r
}

func (p *player) orders() []Order {
	placed := p.scene.shown.State.Orders[len(p.first.Orders):]
	orders := make([]Order, len(placed))
	for i := range placed {
		orders[i] = orderOf(&placed[i])
	}
	return orders
}

func orderOf(o *flow.Order) Order {
	r := Order{
		ID: string(o.ID), Status: o.Status.String(), Shop: string(o.Quote.Shop), Paid: o.Captured, Refunded: o.Refunded,
		Payment: string(o.Method), Lines: make([]OrderLine, len(o.Quote.Items)), Quote: make([]QuoteLine, len(o.Quote.Lines)),
	}
	for i, item := range o.Quote.Items {
		r.Lines[i] = OrderLine{SKU: string(item.SKU), Quantity: item.Quantity, Price: item.Price}
	}
	for i, line := range o.Quote.Lines {
		r.Quote[i] = QuoteLine{Name: line.Name, Amount: line.Amount, Funder: line.Funder, Why: line.Why, Shares: sharesOf(line.Shares)}
	}
	q := &o.Quote
	r.Items, r.Fee, r.Tax = q.Line(shop.LineItems), q.Line(shop.LineFee), q.Line(shop.LineTax)
	r.MerchantDiscount, r.PlatformDiscount = q.Discounts()
	r.Shipping = q.Line(shop.LineShipping) + q.Line(shop.LineRemote)
	return r
}

func sharesOf(from []shop.Share) []Share {
	shares := make([]Share, len(from))
	for i, share := range from {
		shares[i] = Share{SKU: string(share.SKU), Amount: share.Amount}
	}
	return shares
}

// events lists the heads of the session's records, and after a head the purchases and refunds that followed from it, each
// with the action or happening that caused it.
func (p *player) events() []Event {
	records := p.scene.shown.Records
	events := make([]Event, 0, len(records)/2+1)
	state := flow.State{Trail: p.first.Trail}
	var head flow.Action
	for i := range records {
		r := &records[i]
		from := state.Place()
		if k := r.Event.Kind; k == flow.Tapped || k == flow.Happened {
			head = r.Event.Action
			if r.Event.Trail.Set {
				state = flow.Apply(flow.State{Trail: state.Trail}, flow.Event{Kind: k, Action: head, Trail: r.Event.Trail})
			}
		}
		if name := measure.Name(&r.Event, from, state.Place()); name != "" {
			events = append(events, Event{Seq: r.Seq, At: r.At, Name: name, Action: head, Place: state.Place(), Head: heads(&r.Event)})
		}
	}
	return events
}
