package story

import (
	"fmt"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
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
	lineChoose      = "choose"
	lineSetQuantity = "set-quantity"
	lineFill        = "fill"
	lineWriteReview = "write-review"
)

var ownLines = []Row{
	{lineExpect, "{key: value, …}", "expect: {place: product, price: ¥128.00}",
		"compares what is there now; a miss is noted and the story goes on"},
	{lineReach, "place, {note: id} or {product: id}", "reach: checkout",
		"walks the fewest taps to a place, a note or a product; review means written and published"},
	{lineCheckpoint, "name", "checkpoint: cart",
		"remembers the counters, for taps: {since: cart, is: <= 9}"},
	{lineChoose, "{axis: value, …}", "choose: {shade: rose-03, finish: matte}",
		"chooses in the SKU sheet, one tap an axis"},
	{lineSetQuantity, "number, or {sku: number} in the cart", "set-quantity: 3",
		"taps plus or minus until the quantity is this"},
	{lineFill, "{field: text, …}", "fill: {name: 林小满, phone: 13800005678}",
		"types into the address form, one tap a field"},
	{lineWriteReview, "{stars: 5, text: …, title: …, tags: [..], publish: true}", "write-review: {stars: 5, text: 很好用, publish: true}",
		"opens the review if it is not open, rates, adds tags, types, publishes or not, and submits"},
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
	actions []flow.Action // a plain verb, choose, fill
	amount  *amount       // set-quantity
	review  *review       // write-review
	goal    *goal         // reach
	expect  *expectation
	mark    string   // checkpoint
	refs    []ref    // ids to look up before anything runs
	row     *caseRow // the case whose columns stand in it, nil where all share it
	alias   bool     // an id of it is resolved when it is played
}

// amount is the quantity that a SKU is to have; no SKU means the open sheet.
type amount struct {
	sku shop.SKU
	n   int32
}

// review is what a review is to say.
type review struct {
	stars       int32
	tags        []string
	text, title text.Text
	says        bool // there is a text key
	publish     string
}

// goal is where reach leads.
type goal struct {
	place   flow.Place
	subject string
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
	l := &line{pos: key.Pos(), name: name, row: p.row}
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
	case lineChoose:
		p.choose(l, value)
	case lineSetQuantity:
		l.amount = p.setQuantity(l, value)
	case lineFill:
		p.fillForm(l, value)
	case lineWriteReview:
		l.review = p.writeReview(l, value)
	default:
		p.verb(l, n, key, value)
	}
	if p.count > before {
		return nil
	}
	return l
}

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
	switch of := a.Verb.Spec().Of; of {
	case "note", "product", "sku", "shop", "address", "payment", "order", "impression":
		return of
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

// reach reads where to: a place, or a note or product.
func (p *parser) reach(l *line, n *strict.Node) *goal {
	if n.Kind() == strict.Scalar {
		place, ok := p.place(n)
		if !ok {
			return nil
		}
		return &goal{place: place}
	}
	key, value, err := n.Single("goal")
	if err != nil || value == nil {
		p.add(n.Pos(), n.Errorf("got %s, want a place, {note: id} or {product: id}", n.Got()))
		return nil
	}
	kind, err := key.One("note", "product")
	if err != nil {
		p.add(key.Pos(), err)
		return nil
	}
	id, ok := p.id(value)
	if !ok {
		return nil
	}
	l.refer(kind, id, value)
	place, _ := flow.PlaceOf(kind)
	return &goal{place: place, subject: id}
}

func (p *parser) place(n *strict.Node) (flow.Place, bool) {
	id, err := n.Text()
	if err != nil {
		p.add(n.Pos(), n.Errorf("got %s, want a place such as checkout", n.Got()))
		return 0, false
	}
	place, ok := flow.PlaceOf(id)
	if !ok {
		p.add(n.Pos(), strict.Unknown(n, "place", ids(flow.Places())))
	}
	return place, ok
}

// ids prints the ids of a list of places or stages.
func ids[T fmt.Stringer](all []T) []string {
	names := make([]string, len(all))
	for i, one := range all {
		names[i] = one.String()
	}
	return names
}

// id reads an id: one scalar of letters, digits and hyphens.
func (p *parser) id(n *strict.Node) (string, bool) {
	id, err := n.Text()
	if err != nil || !isWord(id) {
		p.add(n.Pos(), n.Errorf("got %s, want an id of letters, digits and hyphens", n.Got()))
		return "", false
	}
	return id, true
}

func (p *parser) checkpoint(n *strict.Node) string {
	name, err := n.Text()
	if err != nil || !isWord(name) {
		p.add(n.Pos(), n.Errorf("got %s, want a name of letters, digits and hyphens", n.Got()))
		return ""
	}
	for _, m := range p.marks {
		if m.name == name {
			p.add(n.Pos(), n.Errorf("%q is here twice, first at %d:%d", name, m.pos.Line, m.pos.Column))
			return ""
		}
	}
	p.marks = append(p.marks, mark{name, n.Pos()})
	return name
}

func (p *parser) choose(l *line, n *strict.Node) {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want an axis and a value: %s", n.Got(), exampleOf(lineChoose)))
		return
	}
	for _, pair := range pairs {
		axis, okAxis := p.id(pair.Key)
		value, ok := p.id(pair.Value)
		if !okAxis || !ok {
			continue
		}
		l.actions = append(l.actions, flow.Action{Verb: flow.Choose, ID: axis, Value: value})
		l.refs = append(l.refs, ref{kind: "axis", id: axis, node: pair.Key}, ref{kind: "value", id: value, of: axis, node: pair.Value})
	}
}

// mostPieces bounds a quantity that a story sets; a listing's own limit may be lower.
const mostPieces = 99

func (p *parser) setQuantity(l *line, n *strict.Node) *amount {
	if n.Kind() == strict.Scalar {
		q, err := n.Int(1, mostPieces)
		p.add(n.Pos(), err)
		return &amount{n: int32(q)}
	}
	key, value, err := n.Single("quantity")
	if err != nil || value == nil {
		p.add(n.Pos(), n.Errorf("got %s, want a number, or {sku: number} in the cart", n.Got()))
		return nil
	}
	sku, ok := p.id(key)
	if ok {
		l.refer("sku", sku, key)
	}
	q, err := value.Int(1, mostPieces)
	p.add(value.Pos(), err)
	return &amount{sku: shop.SKU(sku), n: int32(q)}
}

func (p *parser) fillForm(l *line, n *strict.Node) {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want fields and texts: %s", n.Got(), exampleOf(lineFill)))
		return
	}
	for _, pair := range pairs {
		field, _ := pair.Key.Text()
		if !contains(shop.AddressFields, field) {
			p.add(pair.Key.Pos(), unknownField(pair.Key, field, shop.AddressFields))
			continue
		}
		words, err := pair.Value.Title(flow.FieldLimit(field))
		p.add(pair.Value.Pos(), err)
		l.actions = append(l.actions, flow.Action{Verb: flow.Type, ID: field, Words: words})
	}
}

// formFields lists the fields of all forms: the address form, then the review.
func formFields() []string {
	return append(append([]string(nil), shop.AddressFields...), "text", "title")
}

func isField(name string) bool { return contains(formFields(), name) }

func unknownField(n *strict.Node, field string, known []string) error {
	e := n.Errorf("unknown field %q", field)
	e.Near, _ = text.Nearest(field, known)
	e.Allowed = known
	return e
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

const mostStars = 5

func (p *parser) writeReview(l *line, n *strict.Node) *review {
	var own strict.Problems
	r := own.Read(n)
	v := &review{
		stars:   int32(r.Int("stars", 1, mostStars)),
		text:    r.OptTitle("text", flow.FieldLimit("text")),
		title:   r.OptTitle("title", flow.FieldLimit("title")),
		says:    r.Has("text"),
		publish: r.OptOne("publish", "", "true", "false"),
	}
	for _, tag := range r.Several("tags") {
		id, err := tag.Text()
		if err == nil && !isWord(id) {
			err = tag.Errorf("got %s, want the id of an impression", tag.Got())
		}
		own.Add(tag.Pos(), err)
		v.tags = append(v.tags, id)
		l.refer("impression", id, tag)
	}
	if !v.title.IsZero() && v.publish == "false" {
		r.Failf("title", "a review that is not published has no title")
	}
	r.Done()
	p.add(n.Pos(), own.Err())
	return v
}

// isAlias says whether an id stands for something that the walk itself makes: the note that was published last, or an
// order by its turn.
func isAlias(kind, id string) bool {
	switch kind {
	case "note":
		return id == myReview
	case "order":
		return id == lastOrder || turnOf(id) > 0
	}
	return false
}

// Ids that stand for what a walk makes.
const (
	myReview    = "my-review"
	lastOrder   = "last-order"
	orderPrefix = "order-"
)

// turnOf returns n of order-n, 0 for any other id.
func turnOf(id string) int {
	digits, ok := strings.CutPrefix(id, orderPrefix)
	n, good := parseCount(digits)
	if !ok || !good || n > mostPieces {
		return 0
	}
	return int(n)
}
