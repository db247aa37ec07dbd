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

// Set is what stories are played on.
type Set struct {
	Catalogue *shop.Catalogue // indexed
	Flows     []*flow.Flow
	Shoppers  []*flow.Shopper
}

// ref is an id of a story that must lead to something.
type ref struct {
	kind string // flow, shopper, axis, value, or what an action names (flow.Spec.Of)
	id   string
	of   string // the axis of a value, or the value that is chosen of an axis
	node *strict.Node
}

// Check looks up everything that the story names: flows, shoppers, axes and their values, and whatever actions name, but for
// what a walk makes. It is to be called before anything is played. The error is strict.Errors, at most a thousand.
func (s *Story) Check(set Set) error {
	p := &parser{said: make(map[string]bool)}
	p.lookUp(set, s.refs, origin{}, &flow.State{})
	var begin flow.State
	for i := range s.Cases {
		c := &s.Cases[i]
		anew := i == 0 || c.origin() != (origin{}) // what it begins with is not that of the case before
		if anew {
			begin = p.begins(s, c, set)
		}
		for _, l := range c.lines(anew) {
			p.lookUp(set, l.refs, l.from, &begin)
		}
		if p.count >= mostErrors {
			break
		}
	}
	if err := p.problems.Err(); err != nil {
		return clip(err)
	}
	return nil
}

// begins reads what a case begins with, by the first flow of the story, and with what all its shoppers have saved.
func (p *parser) begins(s *Story, c *Case, set Set) flow.State {
	given := c.given()
	if given == nil {
		return flow.State{}
	}
	w := &flow.World{Catalogue: set.Catalogue, Flow: &flow.Flow{}, Shopper: &flow.Shopper{}}
	for i := len(set.Flows) - 1; i >= 0; i-- {
		if len(s.Flows) == 0 || s.Flows[0] == set.Flows[i].Name {
			w.Flow = set.Flows[i]
		}
	}
	all := flow.Shopper{}
	for _, who := range set.Shoppers {
		if len(s.Shoppers) == 0 || contains(s.Shoppers, who.ID) {
			all.Addresses = append(all.Addresses, who.Addresses...)
			all.Identities = append(all.Identities, who.Identities...)
			all.Coupons = append(all.Coupons, who.Coupons...)
		}
	}
	w.Shopper = &all
	p.from = c.origin()
	defer func() { p.from = origin{} }()
	begin, err := give(given, w, begins(s, given, set.Catalogue))
	p.add(given.Pos(), err)
	return begin.state
}

// lookUp looks refs up in the set, and among what the story is given.
func (p *parser) lookUp(set Set, refs []ref, from origin, given *flow.State) {
	p.from = from
	defer func() { p.from = origin{} }()
	for i := range refs {
		r := &refs[i]
		if r.there(set.Catalogue) {
			continue
		}
		known, made := r.known(set)
		if made || slices.Contains(known, r.id) || slices.Contains(heldIn(given, r.kind), r.id) {
			continue
		}
		e := r.missing(set.Catalogue, known)
		p.add(e.Pos, e)
	}
}

// missing says that what a ref names is nowhere: what it is instead, what was probably meant, or what there is.
func (r *ref) missing(c *shop.Catalogue, known []string) strict.Error {
	e := r.node.Errorf("there is no %s %q", r.kind, r.id)
	if len(known) <= mostNamed {
		e.Allowed = known
	}
	with := r.axesWith(c)
	switch kind := r.another(c); {
	case kind != "":
		e.What = r.node.Errorf("%q is %s, not %s", r.id, withArticle(kind), withArticle(r.kind)).What
		return e
	case r.kind == "value" && len(with) > 0:
		e.What = r.node.Errorf("no %s has the value %q, but %s has", r.of, r.id, strings.Join(with, " and ")).What
		return e
	case r.kind == "value":
		e.What = r.node.Errorf("no %s has the value %q", r.of, r.id).What
		e.Near, _ = text.Nearest(r.id, known)
	case len(with) > 0:
		e.Near = with[0]
	default:
		e.Near, _ = text.Nearest(r.id, known)
	}
	switch {
	case e.Near != "" || len(known) <= mostNamed:
	case r.kind == "value":
		e.What += "; tagtap catalog list axes names all values"
	case slices.Contains(kindsOfCatalogue, r.kind):
		e.What += fmt.Sprintf("; tagtap catalog list %s names all %d", plural(r.kind), len(known))
	}
	return e
}

// kindsOfCatalogue are the kinds that the program lists on demand.
var kindsOfCatalogue = []string{"product", "sku", "axis", "note", "shop", "coupon", "author"}

// another returns the kind of thing that the id is in truth, "" where it is nothing.
func (r *ref) another(c *shop.Catalogue) string {
	if r.kind == "flow" || r.kind == "shopper" || r.kind == "value" {
		return ""
	}
	for _, kind := range kindsOfCatalogue {
		if kind != r.kind && slices.Contains(flow.Known(c, kind), r.id) {
			return kind
		}
	}
	return ""
}

func withArticle(kind string) string {
	if strings.ContainsRune("aeio", rune(kind[0])) {
		return "an " + kind
	}
	return "a " + kind
}

func plural(kind string) string {
	if kind == "axis" {
		return "axes"
	}
	return kind + "s"
}

// axesWith lists the axes that have a value: the one that is looked up, or the one that is chosen of an axis.
func (r *ref) axesWith(c *shop.Catalogue) []string {
	value := map[string]string{"axis": r.of, "value": r.id}[r.kind]
	var axes []string
	for i := range c.Products {
		for _, axis := range c.Products[i].Axes {
			has := value != "" && slices.ContainsFunc(axis.Values, func(v shop.Value) bool { return v.ID == value })
			if has && !slices.Contains(axes, axis.ID) {
				axes = append(axes, axis.ID)
			}
		}
	}
	return axes
}

// there says whether the catalogue has what the ref names, of the kinds that most refs are of. What it does not know is to be
// looked for among all that is known.
func (r *ref) there(c *shop.Catalogue) bool {
	switch r.kind {
	case "note":
		return c.Note(shop.NoteID(r.id)) != nil
	case "product":
		return c.Product(shop.ProductID(r.id)) != nil
	case "sku":
		v, _ := c.Variant(shop.SKU(r.id))
		return v != nil
	case "shop":
		return c.Shop(shop.ShopID(r.id)) != nil
	case "coupon":
		return c.Coupon(r.id) != nil
	case "axis", "value":
		for i := range c.Products {
			if r.chosen(&c.Products[i]) {
				return true
			}
		}
	}
	return false
}

// chosen says whether a product has the axis, or the value of one.
func (r *ref) chosen(p *shop.Product) bool {
	if r.kind == "axis" {
		return p.Axis(r.id) != nil
	}
	axis := p.Axis(r.of)
	return axis != nil && slices.ContainsFunc(axis.Values, func(v shop.Value) bool { return v.ID == r.id })
}

// mostNamed is how many names a message lists.
const mostNamed = 12

// known lists the ids of the ref's kind; made says that only a walk can make it, so that it is left to the walk.
func (r *ref) known(set Set) (known []string, made bool) {
	switch r.kind {
	case "flow":
		for _, f := range set.Flows {
			known = append(known, f.Name)
		}
	case "shopper":
		for _, s := range set.Shoppers {
			known = append(known, s.ID)
		}
	case "address":
		for _, s := range set.Shoppers {
			for i := range s.Addresses {
				if id := s.Addresses[i].ID; !slices.Contains(known, id) {
					known = append(known, id)
				}
			}
		}
		return known, isMade(r.id, "A") || isAlias("address", r.id)
	case "order":
		return []string{lastOrder, orderPrefix + "1"}, isMade(r.id, "P") || isAlias("order", r.id)
	case "identity":
		for _, s := range set.Shoppers {
			for i := range s.Identities {
				if id := s.Identities[i].ID; !slices.Contains(known, id) {
					known = append(known, id)
				}
			}
		}
		return known, isMade(r.id, "I") || isAlias("identity", r.id)
	case "request":
		return []string{lastRequest, requestPrefix + "1"}, isMade(r.id, "R") || isAlias("request", r.id)
	case "coupon":
		return flow.Known(set.Catalogue, "coupon"), isMade(r.id, "C") || isAlias("coupon", r.id)
	case "value":
		known = r.values(set.Catalogue)
		return known, len(known) == 0 // then the axis is the mistake
	default:
		return flow.Known(set.Catalogue, r.kind), r.kind == "note" && (isMade(r.id, "N") || isAlias("note", r.id))
	}
	return known, false
}

// values lists the values that an axis of the ref's name has, of whichever product.
func (r *ref) values(c *shop.Catalogue) []string {
	var known []string
	for i := range c.Products {
		if axis := c.Products[i].Axis(r.of); axis != nil {
			for j := range axis.Values {
				if id := axis.Values[j].ID; !slices.Contains(known, id) {
					known = append(known, id)
				}
			}
		}
	}
	return known
}
