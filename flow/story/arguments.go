package story

import (
	"fmt"
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

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
	if err == nil && p.filling != nil && !strings.HasPrefix(strings.TrimLeft(n.Row(), `"'`), name) { // a value was put in
		p.add(n.Pos(), n.Errorf("a checkpoint has the same name in all cases and runs; write it out"))
		return ""
	}
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
	p.marks = append(p.marks, mark{name, p.prefix + name, n.Pos()})
	return p.prefix + name
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
		l.refs = append(l.refs, ref{kind: "axis", id: axis, of: value, node: pair.Key}, ref{kind: "value", id: value, of: axis, node: pair.Value})
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
		if !isField(field) {
			p.add(pair.Key.Pos(), unknownField(pair.Key, field, formFields()))
			continue
		}
		words, err := pair.Value.Title(flow.FieldLimit(field))
		p.add(pair.Value.Pos(), err)
		l.actions = append(l.actions, flow.Action{Verb: flow.Type, ID: field, Words: words})
	}
}

// formFields lists the fields of all forms, each once: an address, a wallet, the account outside, an identity, a return, the
// review. Which of them are there is the form's to say when it is filled in.
func formFields() []string {
	fields := slices.Clone(shop.AddressFields)
	for _, field := range slices.Concat(flow.WalletFields, shop.IdentityFields, []string{flow.FieldWaybill, "text", "title"}) {
		if !contains(fields, field) {
			fields = append(fields, field)
		}
	}
	return fields
}

func isField(name string) bool { return contains(formFields(), name) }

func unknownField(n *strict.Node, field string, known []string) error {
	e := n.Errorf("unknown field %q", field)
	e.Near, _ = text.Nearest(field, known)
	e.Allowed = known
	return e
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
