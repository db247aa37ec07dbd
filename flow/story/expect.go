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
	seen bool // it looks at a screen, and is passed over where there is none
}

// test says whether the scene is as wanted; where it is not and got is given, it writes there what is.
type test func(sc *scene, got *string) bool

// scene is what expectations look at.
type scene struct {
	shown   session.Shown
	refused flow.Refusal // of the story's last line
	marks   []marked
	screen  func() string // what can be read on the screen, nil where nobody draws one
}

// marked is what the counters were at a checkpoint.
type marked struct {
	name    string // its key
	at      figures
	steps   int    // of the session until then
	session string // in which it stands
}

// subject is a row of the table of what `expect` may ask. A map is read by each, anything else by read.
type subject struct {
	Row
	read func(p *parser, l *line, n *strict.Node) (test, string)
	each func(p *parser, l *line, n *strict.Node) []check
	seen bool // it looks at a screen
}

const comparison = "comparison"

// ofOrdersInView says of which orders an amount is.
const ofOrdersInView = "of the cart's ticked lines, the checkout, the order in view, or the orders that were last to be paid"

var subjects = []subject{
	{Row: Row{"place", "place", "place: confirmation", "where the shopper is"}, read: (*parser).expectPlace},
	{Row: Row{"stage", "stage", "stage: review", "the stage was reached, now or before"}, read: (*parser).expectStage},
	{Row: Row{"stages", "[stage, …]", "stages: [note, tag, product]", "exactly these stages were reached"}, read: (*parser).expectStages},
	figureRow("taps", "taps: <= 20", "touches so far"),
	figureRow("steps", "steps: 9", "changes of place"),
	figureRow("fields", "fields: 0", "form fields that were empty and were filled"),
	figureRow("keys", "keys: <= 6", "characters typed"),
	figureRow("seconds", "seconds: <= 31.4", "predicted time, with one decimal"),
	figureRow("backtracks", "backtracks: 0", "steps back to the place before the last"),
	{Row: Row{"checkout-steps", comparison, "checkout-steps: <= 3", "distinct places of the checkout before the first confirmation"}, read: (*parser).figureOf},
	{Row: Row{"surprises", comparison + " or [line, …]", "surprises: [shipping]", "amounts first seen at checkout or later, or the names of their lines"}, read: (*parser).expectSurprises},
	{Row: Row{"refused", "code or none", "refused: sold-out", "why the line before was turned down"}, read: (*parser).expectRefused},
	{Row: Row{"refused-with", "{argument: money or text, …}", "refused-with: {over: ¥360.00}", "what that refusal says: " + strings.Join(told, ", ")}, each: (*parser).eachArgument},
	{Row: Row{"payment", "status or none", "payment: declined", "the last attempt: " + strings.Join(attempts, ", ")}, read: (*parser).expectPayment},
	{Row: Row{"order", "status or none", "order: paid", "the order placed last: " + strings.Join(orderStatuses(), ", ")}, read: (*parser).expectOrder},
	{Row: Row{"orders", comparison + " or status", "orders: 2", "how many orders were placed, or the status of each"}, read: (*parser).expectOrders},
	{Row: Row{"request", "status or none, or {request: status, …}", "request: awaiting-return", "the after-sale request that is the newest: " + strings.Join(requestStatuses(), ", ")}, read: (*parser).expectRequest, each: (*parser).eachRequest},
	moneyRow("price", "price: ¥128.00", "list price of one piece of the product or SKU in view"),
	moneyRow("unit-price", "unit-price: ¥99.00", "what one piece costs now: the list price, or a lower one of a tier, limited time, live or flash"),
	moneyRow("in-hand", "in-hand: ¥85.00", "price in hand of the product or SKU in view"),
	moneyRow("items", "items: ¥256.00", "goods at list prices, "+ofOrdersInView),
	moneyRow("item-saving", "item-saving: ¥20.00", "what lower prices of single items save, of the same; discounts are positive"),
	moneyRow("bundle", "bundle: ¥58.00", "what bundles save, of the same"),
	moneyRow("promotion", "promotion: ¥30.00", "the store promotion, of the same"),
	moneyRow("merchant-coupon", "merchant-coupon: ¥30.00", "coupons of shops, of the same"),
	moneyRow("platform-coupon", "platform-coupon: ¥30.00", "coupons of the platform, of the same; co-funded ones whole"),
	moneyRow("discount", "discount: ¥60.00", "all discounts together, of the same"),
	moneyRow("goods", "goods: ¥240.00", "items after all discounts, of the same"),
	moneyRow("shipping", "shipping: ¥12.00", "shipping with the surcharge of remote provinces, of the same"),
	moneyRow("surcharge", "surcharge: ¥0.00", "the surcharge alone, of the same"),
	moneyRow("fee", "fee: ¥0.00", "platform fee, of the same"),
	moneyRow("tax", "tax: ¥9.10", "cross-border tax, of the same"),
	moneyRow("deposit", "deposit: ¥50.00", "deposit of a presale that is paid already, of the same"),
	moneyRow("balance", "balance: ¥349.00", "what a presale leaves to be paid later, of the same"),
	moneyRow("payable", "payable: ¥140.00", "what the same cost in all"),
	moneyRow("paid", "paid: ¥140.00", "what was taken for the orders that were last to be paid, refunds not subtracted"),
	moneyRow("captured", "captured: ¥140.00", "what was taken for all orders"),
	moneyRow("refunded", "refunded: ¥0.00", "what was given back for all orders"),
	moneyRow("refund", "refund: ¥128.00", "what the newest after-sale request gives back, or is expected to, and the one that is being written"),
	{Row: Row{"stock", "{sku: comparison, …}", "stock: {lip-tint-03: 198}", "pieces that can still be bought"}, each: (*parser).eachStock},
	{Row: Row{"cart", comparison + " or {sku: comparison, …}", "cart: 2", "lines of the cart, or pieces of a SKU in it"}, read: (*parser).expectCart, each: (*parser).eachLine},
	{Row: Row{"tab", "tab", "tab: to-receive", "which tab of the order list is shown: " + strings.Join(flow.Tabs(), ", ")}, read: (*parser).expectTab},
	{Row: Row{"tracking", "code or none", "tracking: in-transit", "the newest line of the order placed last: " + strings.Join(flow.Scans(), ", ")}, read: (*parser).expectTracking},
	{Row: Row{"coupons", comparison + " or money", "coupons: ¥3.00", "how many coupons the shopper holds that are neither used nor expired, or what they take off together"}, read: (*parser).expectCoupons},
	{Row: Row{"applied", "coupon, [coupon, …] or none", "applied: [sorry-5]", "exactly these coupons are taken off; of the orders that items is about"}, read: (*parser).expectApplied},
	{Row: Row{"coupon-why", "{coupon: why, …}", "coupon-why: {veyrune-400-40: under}", "why a coupon takes nothing off, none where it does: " + strings.Join(whys, ", ")}, each: (*parser).eachWhy},
	{Row: Row{"coupon-missing", "{coupon: money, …}", "coupon-missing: {veyrune-400-40: ¥23.00}", "what is missing to a coupon's threshold"}, each: (*parser).eachMissing},
	{Row: Row{"identity", "identity or none", "identity: identity-1", "who declares the checkout, else the order placed last"}, read: (*parser).expectIdentity},
	moneyRow("quota-left", "quota-left: ¥26000.00", "what is left of this identity's yearly quota, else of the first that is saved"),
	{Row: Row{"wallet", "payment, [payment, …], any or none", "wallet: [alipay]", "exactly these payments are bound; any where none has to be"}, read: (*parser).expectWallet},
	{Row: Row{"liked", "note, [note, …] or none", "liked: [oily-skin-empties]", "exactly these notes are liked by the shopper"}, read: (*parser).expectMarks},
	{Row: Row{"saved", "note, [note, …] or none", "saved: none", "exactly these notes are saved by the shopper"}, read: (*parser).expectMarks},
	{Row: Row{"comments", comparison, "comments: 1", "what shoppers wrote below the note in view, beside the catalogue's own"}, read: (*parser).expectComments},
	{Row: Row{"video", comparison + ", product or none", "video: lip-tint", "second that plays, or the product whose card lies over the picture"}, read: (*parser).expectVideo},
	{Row: Row{"left", "platform, reason or none", "left: tmall", "for what the shopper left the app last: " + strings.Join(leavings(), ", ")}, read: (*parser).expectLeft},
	moneyRow("outside", "outside: ¥140.00", "what was paid outside of the app, of which app and brand see nothing"),
	{Row: Row{"outcome", "outcome", "outcome: checkout", "as what a report would count the walk if it ended here: " + strings.Join(measure.Outcomes(), ", ")}, read: (*parser).expectOutcome},
	{Row: Row{"cause", "cause or none", "cause: surprise", "why it was abandoned, as its records and the listing show: " + strings.Join(causes(), ", ")}, read: (*parser).expectCause},
	{Row: Row{"see", "text or [text, …]", "see: ¥128.00", "can be read on the screen, whatever spaces and frames lie between; looked at where a screen is drawn, see --screen"}, read: (*parser).expectSeen, seen: true},
	{Row: Row{"see-not", "text or [text, …]", "see-not: [SOLD OUT, 已抢光]", "cannot be read on the screen"}, read: (*parser).expectSeen, seen: true},
	{Row: Row{"feed-has", "note or my-review", "feed-has: my-review", "the feed shows the note; my-review is the one published last"}, read: (*parser).expectFeed},
}

func figureRow(name, example, doc string) subject {
	form := comparison + " or {since: checkpoint, is: comparison}"
	return subject{Row: Row{name, form, example, doc}, read: (*parser).figureOf}
}

func moneyRow(name, example, doc string) subject {
	return subject{Row: Row{name, "money", example, doc}, read: (*parser).expectMoney}
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
	e := &expectation{checks: make([]check, 0, len(pairs))}
	for _, pair := range pairs {
		p.expects(l, pair, e)
	}
	return e
}

// expects reads one thing that is expected, or asked by a condition.
func (p *parser) expects(l *line, pair strict.Pair, e *expectation) {
	name, _ := pair.Key.Text()
	s := subjectOf(name)
	switch {
	case s == nil && l.when != nil:
		p.add(pair.Key.Pos(), unknownOf(pair.Key, "condition", whenKeys()))
		return
	case s == nil:
		p.add(pair.Key.Pos(), unknownOf(pair.Key, "expectation", rowNames(Keys())))
		return
	case s.seen && l.when != nil:
		p.add(pair.Key.Pos(), pair.Key.Errorf("%s is no condition: a story walks the same way with a screen and without", name))
		return
	}
	value, _ := pair.Value.Text()
	e.refused = e.refused || name == "refused"
	e.waits = e.waits || name == "payment" && value == flow.Pending.String() || name == "place" && value == flow.Payment.String()
	if s.each != nil && (s.read == nil || pair.Value.Kind() == strict.Map) {
		e.checks = append(e.checks, s.each(p, l, pair.Value)...)
		return
	}
	test, want := s.read(p, l, pair.Value)
	e.checks = append(e.checks, check{pos: pair.Key.Pos(), path: pair.Value.Path(), want: want, test: test, seen: s.seen})
}

// unknownOf says that a word is not in a table that is too long for a message.
func unknownOf(n *strict.Node, what string, known []string) error {
	e := strict.Unknown(n, what, known)
	if e.Allowed = nil; e.Near == "" {
		e.What += "; tagtap help story lists them all"
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
