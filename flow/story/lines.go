package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// Row is a row of one of the language's tables: the story's own lines, what `expect` may ask, the keys of the head. The
// parser, the help and the editors' schema all come from them.
type Row struct {
	Name    string
	Form    string // what follows the colon
	Example string
	Doc     string
}

// Names of the story's own lines.
const (
	lineExpect      = "expect"
	lineReach       = "reach"
	lineCheckpoint  = "checkpoint"
	lineRewind      = "rewind"
	lineChoose      = "choose"
	lineSetQuantity = "set-quantity"
	lineFill        = "fill"
	lineWriteReview = "write-review"
	lineRequest     = "request"
)

var ownLines = []Row{
	{lineExpect, "{key: value, …}", "expect: {place: product, price: ¥128.00}",
		"compares what is there now; a miss is noted and the story goes on"},
	{lineReach, "place, {note: id} or {product: id}", "reach: checkout",
		"walks the fewest taps to a place, a note or a product; review means written and published"},
	{lineCheckpoint, "name", "checkpoint: cart",
		"remembers the counters, for taps: {since: cart, is: <= 9}"},
	{lineRewind, "checkpoint, or number of steps", "rewind: 2",
		"goes back there, in the session since the last rewind, and on another way: counters begin anew, what was bought or done to notes stays"},
	{lineChoose, "{axis: value, …}", "choose: {shade: rose-03, finish: matte}",
		"chooses in the SKU sheet, one tap an axis"},
	{lineSetQuantity, "number, or {sku: number} in the cart", "set-quantity: 3",
		"taps plus or minus until the quantity is this"},
	{lineFill, "{field: text, …}", "fill: {name: 林小满, phone: 13800005678}",
		"types into the form that is open: an address, an identity, a wallet, a waybill, a page outside; one tap a field"},
	{lineWriteReview, "{stars: 5, text: …, title: …, tags: [..], publish: true}", "write-review: {stars: 5, text: 很好用, publish: true}",
		"opens the review if it is not open, rates, adds tags, types, publishes or not, and submits"},
	{lineRequest, "{order: …, type: …, lines: {sku: number, …}, reason: …, for: sku}", "request: {type: return-refund, lines: {lip-tint-03: 1}, reason: wrong-size}",
		"asks for after-sale: opens the form of the order in view, else of the newest, chooses what it does not have yet, and submits"},
}

// Lines returns the table of the story's own lines; all other lines are the verbs of flow.Verbs.
func Lines() []Row { return append([]Row(nil), ownLines...) }

// lineNames lists everything that a step may begin with.
func lineNames() []string {
	var names []string
	for _, row := range ownLines {
		names = append(names, row.Name)
	}
	for _, name := range flow.ActionNames() {
		if name != lineChoose {
			names = append(names, name)
		}
	}
	return names
}

// line is one parsed item of the steps. Exactly one of its parts says what it does.
type line struct {
	pos     strict.Pos
	name    string
	text    string        // as the file has it
	actions []flow.Action // a plain verb, choose, fill
	amount  *amount       // set-quantity
	review  *review       // write-review
	asking  *asking       // request
	goal    *goal         // reach
	expect  *expectation
	back    *lookBack // rewind
	mark    string    // checkpoint
	refs    []ref     // ids to look up before anything runs
	row     *caseRow  // the case whose columns stand in it, nil where all share it
	alias   bool      // an id of it is resolved when it is played
}

// line reads one item of the steps; nil where it has a mistake, which is noted.
func (p *parser) line(n *strict.Node) *line {
	key, value, err := n.Single("step")
	if err != nil {
		p.add(n.Pos(), err)
		return nil
	}
	name, err := key.Text()
	if err != nil {
		p.add(key.Pos(), err)
		return nil
	}
	before := p.count
	l := &line{pos: key.Pos(), name: name, text: n.Row(), row: p.row}
	if own(name) && value == nil {
		p.add(key.Pos(), key.Errorf("%s needs something: %s", name, exampleOf(name)))
		return nil
	}
	switch name {
	case lineExpect:
		l.expect = p.expect(l, value)
	case lineReach:
		l.goal = p.reach(l, value)
	case lineCheckpoint:
		l.mark = p.checkpoint(value)
	case lineRewind:
		l.back = p.rewind(value)
	case lineChoose:
		p.choose(l, value)
	case lineSetQuantity:
		l.amount = p.setQuantity(l, value)
	case lineFill:
		p.fillForm(l, value)
	case lineWriteReview:
		l.review = p.writeReview(l, value)
	case lineRequest:
		l.asking = p.request(l, value)
	default:
		p.verb(l, n, key, value)
	}
	if p.count > before {
		return nil
	}
	return l
}

// told is the line for those who follow a run.
func (l *line) told() Line { return Line{Pos: l.pos, Text: l.text, Name: l.name, Mark: l.mark} }

func own(name string) bool { return exampleOf(name) != "" }

func exampleOf(name string) string {
	for _, row := range ownLines {
		if row.Name == name {
			return row.Example
		}
	}
	return ""
}

// verb reads an action or happening of the engine's own table.
func (p *parser) verb(l *line, n, key, value *strict.Node) {
	if _, known := flow.VerbOf(l.name); !known && l.name != "happen" {
		e := strict.Unknown(key, "command", lineNames())
		e.Allowed = nil
		if first, rest, ok := strings.Cut(l.name, " "); ok && value == nil && contains(lineNames(), first) {
			e = key.Errorf("a colon is missing after %s, want \"%s: %s\"", first, first, strings.TrimSpace(rest))
		}
		p.add(key.Pos(), e)
		return
	}
	if l.name == "happen" && value == nil {
		p.add(key.Pos(), key.Errorf("happen needs what happens: happen: {payment: declined}"))
		return
	}
	a, err := flow.ParseAction(n)
	if err != nil {
		p.add(key.Pos(), err)
		return
	}
	l.actions = []flow.Action{a}
	if value == nil || a.ID == "" {
		return
	}
	pairs, _ := value.Map()
	switch {
	case a.Verb == flow.Type && !isField(a.ID):
		p.add(key.Pos(), unknownField(pairs[0].Key, a.ID, formFields()))
	case len(pairs) > 0:
		l.refer(kindOf(a), a.ID, pairs[0].Value) // happen: {sold-out: sku}
	default:
		l.refer(kindOf(a), a.ID, value)
	}
}

// kindOf names what the id of an action is; "" for what is not looked up before a walk.
func kindOf(a flow.Action) string {
	switch a.Verb.Spec().Arg {
	case flow.ArgID, flow.ArgMaybe:
		return a.Verb.Spec().Of
	}
	return ""
}

func (l *line) refer(kind, id string, n *strict.Node) {
	if kind == "" {
		return
	}
	l.refs = append(l.refs, ref{kind: kind, id: id, node: n})
	l.alias = l.alias || isAlias(kind, id)
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}
