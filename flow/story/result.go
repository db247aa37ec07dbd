package story

import (
	"bytes"
	"encoding/json"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// Result is what came of one run. Its fields are those of the report, in their order; lists are never null.
type Result struct {
	Name          string         `json:"name"`
	Title         string         `json:"title"`
	File          string         `json:"file"`
	Case          string         `json:"case"`
	Flow          string         `json:"flow"`
	Shopper       string         `json:"shopper"`
	Seed          uint64         `json:"seed"`
	Passed        bool           `json:"passed"`
	Failures      []Failure      `json:"failures"`
	Places        []string       `json:"places"` // every place entered, in order, with repeats
	Stages        []string       `json:"stages"` // those reached, in loop order, once
	Taps          int            `json:"taps"`
	Steps         int            `json:"steps"`
	Fields        int            `json:"fields"`
	Keys          int            `json:"keys"`
	Refused       int            `json:"refused"`
	Backtracks    int            `json:"backtracks"`
	CheckoutSteps int            `json:"checkout_steps"`
	Seconds       measure.Tenths `json:"seconds"` // predicted
	Fewest        *int           `json:"fewest"`  // null where several orders were placed or no stage was reached
	Detour        *int           `json:"detour"`  // taps − fewest
	Surprises     []Surprise     `json:"surprises"`
	Orders        []Order        `json:"orders"`
	Events        []Event        `json:"events"`

	Skipped []Skip `json:"-"` // lines that the flow has no stage for
	Session string `json:"-"` // id of the session
}

// Failure is one thing that the story missed, and where it is asked.
type Failure struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Want    string `json:"want"`
	Got     string `json:"got"`
	Message string `json:"message"`

	At Moment `json:"-"`
}

// Skip is a line that was passed over.
type Skip struct {
	File         string
	Line, Column int
	Name         string
	Why          string
}

// Surprise is an amount that the shopper first saw at checkout or later.
type Surprise struct {
	Line   string   `json:"line"`
	Amount shop.Fen `json:"amount_fen"`
	Place  string   `json:"place"`
}

// Order is an order with its money. Discounts are positive; Paid is all that was captured, refunds not subtracted.
type Order struct {
	ID               string      `json:"id"`
	Status           string      `json:"status"`
	Shop             string      `json:"shop"`
	Lines            []OrderLine `json:"lines"`
	Items            shop.Fen    `json:"items_fen"`
	MerchantDiscount shop.Fen    `json:"merchant_discount_fen"`
	PlatformDiscount shop.Fen    `json:"platform_discount_fen"`
	Shipping         shop.Fen    `json:"shipping_fen"`
	Fee              shop.Fen    `json:"fee_fen"`
	Tax              shop.Fen    `json:"tax_fen"`
	Paid             shop.Fen    `json:"paid_fen"`
	Refunded         shop.Fen    `json:"refunded_fen"`
	Payment          string      `json:"payment"`
	Quote            []QuoteLine `json:"quote"`
}

// OrderLine is one SKU of an order.
type OrderLine struct {
	SKU      string   `json:"sku"`
	Quantity int32    `json:"quantity"`
	Price    shop.Fen `json:"price_fen"` // list price of one piece
}

// QuoteLine is one named amount of an order.
type QuoteLine struct {
	Name   string   `json:"name"`
	Amount shop.Fen `json:"amount_fen"`
	Funder string   `json:"funder"`
	Why    string   `json:"why"`
	Shares []Share  `json:"shares"`
}

// Share is the part of a line that falls on one SKU.
type Share struct {
	SKU    string   `json:"sku"`
	Amount shop.Fen `json:"amount_fen"`
}

// Event is one action or happening, or one of the facts that shops count: purchase and refund.
type Event struct {
	Seq    uint64       // of the record
	At     shop.Instant // simulated time
	Name   string       // as analytics call it, see measure.Name
	Action flow.Action
	Place  flow.Place // after it
}

// MarshalJSON prints the time as RFC 3339 in China time and the action in its text form.
func (e Event) MarshalJSON() ([]byte, error) {
	return plain(struct {
		Seq    uint64 `json:"seq"`
		At     string `json:"at"`
		Event  string `json:"event"`
		Action string `json:"action"`
		Place  string `json:"place"`
	}{e.Seq, e.At.String(), e.Name, e.Action.String(), e.Place.String()})
}

// plain encodes without escaping <, > and &: reports are read by people as well.
func plain(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}

// reportSchema is the version of the report's form.
const reportSchema = 1

// MarshalReport prints the report of several runs: one JSON document and a line break. Equal results give equal bytes.
func MarshalReport(results []*Result) []byte {
	report := struct {
		Schema  int       `json:"schema"`
		Passed  int       `json:"passed"`
		Failed  int       `json:"failed"`
		Stories []*Result `json:"stories"`
	}{Schema: reportSchema, Stories: results}
	if results == nil {
		report.Stories = []*Result{}
	}
	for _, r := range results {
		if r.Passed {
			report.Passed++
		} else {
			report.Failed++
		}
	}
	data, err := plain(report)
	if err != nil {
		panic("story: a report of texts and numbers cannot be encoded: " + err.Error())
	}
	return append(data, '\n')
}

func (p *player) result() *Result {
	m := p.scene.shown.Meter
	r := &Result{
		Name: p.run.Story.Name, Title: p.run.Story.Title.String(), File: p.run.Story.File, Case: p.run.Case.Name,
		Flow: p.run.Flow.Name, Shopper: p.run.Shopper.ID, Seed: p.run.Seed, Session: p.run.ID,
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
			events = append(events, Event{Seq: r.Seq, At: r.At, Name: name, Action: head, Place: state.Place()})
		}
	}
	return events
}
