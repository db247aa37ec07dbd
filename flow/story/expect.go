package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// expectation is one `expect` line.
type expectation struct {
	checks  []check
	refused bool // it says what was refused, or that nothing was
	waits   bool // it looks at a payment attempt in progress, which is not answered before it
}

// check is one comparison: of an expectation, of the budget.
type check struct {
	pos  strict.Pos
	path string // expect.paid
	want string
	test test
}

// test says whether the scene is as wanted; where it is not and got is given, it writes there what is.
type test func(sc *scene, got *string) bool

// scene is what expectations look at.
type scene struct {
	shown   session.Shown
	refused flow.Refusal // of the story's last line
	marks   []marked
}

// marked is what the counters were at a checkpoint.
type marked struct {
	name    string
	at      figures
	steps   int    // of the session until then
	session string // in which it stands
}

// subject is a row of the table of what `expect` may ask.
type subject struct {
	Row
	read func(p *parser, l *line, n *strict.Node) (test, string)
}

const comparison = "comparison"

var subjects = []subject{
	{Row{"place", "place", "place: confirmation", "where the shopper is"}, (*parser).expectPlace},
	{Row{"stage", "stage", "stage: review", "the stage was reached, now or before"}, (*parser).expectStage},
	{Row{"stages", "[stage, …]", "stages: [note, tag, product]", "exactly these stages were reached"}, (*parser).expectStages},
	{Row{"taps", comparison + " or {since: checkpoint, is: comparison}", "taps: <= 20", "touches so far"}, (*parser).figureOf},
	{Row{"steps", comparison + ", also since", "steps: 9", "changes of place"}, (*parser).figureOf},
	{Row{"fields", comparison + ", also since", "fields: 0", "form fields that were empty and were filled"}, (*parser).figureOf},
	{Row{"keys", comparison + ", also since", "keys: <= 6", "characters typed"}, (*parser).figureOf},
	{Row{"seconds", comparison + ", also since", "seconds: <= 31.4", "predicted time, with one decimal"}, (*parser).figureOf},
	{Row{"backtracks", comparison + ", also since", "backtracks: 0", "steps back to the place before the last"}, (*parser).figureOf},
	{Row{"checkout-steps", comparison, "checkout-steps: <= 3", "distinct places of the checkout before the first confirmation"}, (*parser).figureOf},
	{Row{"surprises", comparison, "surprises: 0", "amounts first seen at checkout or later"}, (*parser).figureOf},
	{Row{"refused", "code or none", "refused: sold-out", "why the line before was turned down"}, (*parser).expectRefused},
	{Row{"payment", "status or none", "payment: declined", "the last attempt: " + strings.Join(attempts, ", ")}, (*parser).expectPayment},
	{Row{"order", "status or none", "order: paid", "the order placed last: " + strings.Join(orderStatuses(), ", ")}, (*parser).expectOrder},
	{Row{"orders", comparison + " or status", "orders: 2", "how many orders were placed, or the status of each"}, (*parser).expectOrders},
	{Row{"price", "money", "price: ¥128.00", "list price of the product or SKU in view"}, (*parser).expectMoney},
	{Row{"items", "money", "items: ¥256.00", "goods of the cart's ticked lines, the checkout, or the orders being paid"}, (*parser).expectMoney},
	{Row{"shipping", "money", "shipping: ¥12.00", "shipping of the same"}, (*parser).expectMoney},
	{Row{"payable", "money", "payable: ¥140.00", "what the same cost in all"}, (*parser).expectMoney},
	{Row{"paid", "money", "paid: ¥140.00", "what was taken for the orders that were last to be paid, refunds not subtracted"}, (*parser).expectMoney},
	{Row{"captured", "money", "captured: ¥140.00", "what was taken for all orders"}, (*parser).expectMoney},
	{Row{"refunded", "money", "refunded: ¥0.00", "what was given back for all orders"}, (*parser).expectMoney},
	{Row{"stock", "{sku: comparison, …}", "stock: {lip-tint-03: 198}", "pieces that can still be bought"}, (*parser).expectStock},
	{Row{"cart", comparison + " or {sku: comparison, …}", "cart: 2", "lines of the cart, or pieces of a SKU in it"}, (*parser).expectCart},
	{Row{"tab", "tab", "tab: to-receive", "which tab of the order list is shown: " + strings.Join(flow.Tabs(), ", ")}, (*parser).expectTab},
	{Row{"tracking", "code or none", "tracking: in-transit", "the newest line of the order placed last: " + strings.Join(flow.Scans(), ", ")}, (*parser).expectTracking},
	{Row{"coupons", comparison + " or money", "coupons: ¥3.00", "how many coupons the shopper holds, or what they are worth together"}, (*parser).expectCoupons},
	{Row{"wallet", "payment, [payment, …], any or none", "wallet: [alipay]", "exactly these payments are bound; any where none has to be"}, (*parser).expectWallet},
	{Row{"liked", "note, [note, …] or none", "liked: [oily-skin-empties]", "exactly these notes are liked by the shopper"}, (*parser).expectMarks},
	{Row{"saved", "note, [note, …] or none", "saved: none", "exactly these notes are saved by the shopper"}, (*parser).expectMarks},
	{Row{"comments", comparison, "comments: 1", "what shoppers wrote below the note in view, beside the catalogue's own"}, (*parser).expectComments},
	{Row{"video", comparison + ", product or none", "video: lip-tint", "second that plays, or the product whose card lies over the picture"}, (*parser).expectVideo},
	{Row{"left", "platform, reason or none", "left: tmall", "for what the shopper left the app last: " + strings.Join(leavings(), ", ")}, (*parser).expectLeft},
	{Row{"outside", "money", "outside: ¥140.00", "what was paid outside of the app, of which app and brand see nothing"}, (*parser).expectMoney},
	{Row{"feed-has", "note or my-review", "feed-has: my-review", "the feed shows the note; my-review is the one published last"}, (*parser).expectFeed},
}

// Keys returns the table of what `expect` may ask.
func Keys() []Row {
	rows := make([]Row, len(subjects))
	for i := range subjects {
		rows[i] = subjects[i].Row
	}
	return rows
}

func (p *parser) expect(l *line, n *strict.Node) *expectation {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want what to expect: %s", n.Got(), exampleOf(lineExpect)))
		return nil
	}
	e := &expectation{}
	for _, pair := range pairs {
		name, _ := pair.Key.Text()
		s := subjectOf(name)
		if s == nil {
			p.add(pair.Key.Pos(), strict.Unknown(pair.Key, "expectation", rowNames(Keys())))
			continue
		}
		value, _ := pair.Value.Text()
		e.refused = e.refused || name == "refused"
		e.waits = e.waits || name == "payment" && value == flow.Pending.String() || name == "place" && value == flow.Payment.String()
		if name == "stock" || name == "cart" && pair.Value.Kind() == strict.Map {
			e.checks = append(e.checks, p.shelves(l, pair.Value, name)...)
			continue
		}
		test, want := s.read(p, l, pair.Value)
		e.checks = append(e.checks, check{pos: pair.Key.Pos(), path: pair.Value.Path(), want: want, test: test})
	}
	return e
}

func subjectOf(name string) *subject {
	for i := range subjects {
		if subjects[i].Name == name {
			return &subjects[i]
		}
	}
	return nil
}

// number makes the test of a comparison; read says false where there is nothing to compare.
func number(c compare, u unit, read func(*scene) (int64, bool)) test {
	return func(sc *scene, got *string) bool {
		n, ok := read(sc)
		if ok && c.holds(n) {
			return true
		}
		if got != nil {
			*got = none
			if ok {
				*got = u.print(n)
			}
		}
		return false
	}
}

// shelves reads comparisons a SKU: what is left of it, or how many pieces the cart holds.
func (p *parser) shelves(l *line, n *strict.Node, name string) []check {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want SKUs and numbers such as {lip-tint-03: 198}", n.Got()))
		return nil
	}
	var checks []check
	for _, pair := range pairs {
		id, ok := p.id(pair.Key)
		if ok {
			l.refer("sku", id, pair.Key)
		}
		c, err := counts.comparison(pair.Value)
		p.add(pair.Value.Pos(), err)
		sku := shop.SKU(id)
		read := func(sc *scene) (int64, bool) { return int64(sc.shown.World.Left(sku)), true }
		if name == "cart" {
			read = func(sc *scene) (int64, bool) {
				if line := sc.shown.State.Line(sku); line != nil {
					return int64(line.Quantity), true
				}
				return 0, true
			}
		}
		checks = append(checks, check{pos: pair.Key.Pos(), path: pair.Value.Path(), want: c.text, test: number(c, counts, read)})
	}
	return checks
}

func (p *parser) expectStock(*line, *strict.Node) (test, string) { return nil, "" } // shelves reads it

func (p *parser) expectCart(_ *line, n *strict.Node) (test, string) {
	c, err := counts.comparison(n)
	p.add(n.Pos(), err)
	return number(c, counts, func(sc *scene) (int64, bool) { return int64(len(sc.shown.State.Cart)), true }), c.text
}

func (p *parser) expectFeed(l *line, n *strict.Node) (test, string) {
	id, ok := p.id(n)
	if !ok {
		return nil, ""
	}
	l.refs = append(l.refs, ref{kind: "note", id: id, node: n})
	return func(sc *scene, got *string) bool {
		note := shop.NoteID(id)
		if id == myReview {
			if note = lastNote(sc.shown.State); note == "" {
				if got != nil {
					*got = none
				}
				return false
			}
		}
		if sc.shown.World.Note(note) != nil {
			return true
		}
		if got != nil {
			*got = none
		}
		return false
	}, id
}

// lastNote returns the note that the journey published last, or "".
func lastNote(s *flow.State) shop.NoteID {
	if len(s.Notes) == 0 {
		return ""
	}
	return s.Notes[len(s.Notes)-1]
}

// figuresOf reads the counters.
func figuresOf(m *measure.Meter) figures {
	return figures{
		figTaps: int64(m.Taps), figSteps: int64(m.Steps), figFields: int64(m.Fields), figKeys: int64(m.Keys),
		figSeconds: m.Millis, figBacktracks: int64(m.Backtracks), figRefused: int64(m.Refused),
		figCheckoutSteps: int64(m.CheckoutSteps()), figSurprises: int64(len(m.Surprises)),
	}
}
