package story

import (
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
	kind string // flow, shopper, note, product, sku, shop, address, payment, order, impression, author, platform, tab, axis, value
	id   string
	of   string // the axis of a value
	node *strict.Node
}

// Check looks up everything that the story names: flows, shoppers, notes, products, SKUs, shops, axes and their values,
// impressions, addresses, payments, authors, platforms, tabs. It is to be called before anything is played. The error is strict.Errors, at most
// twenty.
func (s *Story) Check(set Set) error {
	p := &parser{said: make(map[string]bool)}
	p.lookUp(set, s.refs, nil)
	for i := range s.Cases {
		p.begins(s, &s.Cases[i], set)
		for _, l := range s.Cases[i].lines {
			p.lookUp(set, l.refs, l.row)
		}
	}
	if err := p.problems.Err(); err != nil {
		return clip(err)
	}
	return nil
}

// begins reads what a case begins with, by the first flow of the story, and with the addresses of all its shoppers.
func (p *parser) begins(s *Story, c *Case, set Set) {
	if c.given == nil {
		return
	}
	w := &flow.World{Catalogue: set.Catalogue, Flow: &flow.Flow{}, Shopper: &flow.Shopper{}}
	for i := len(set.Flows) - 1; i >= 0; i-- {
		if len(s.Flows) == 0 || s.Flows[0] == set.Flows[i].Name {
			w.Flow = set.Flows[i]
		}
	}
	all := flow.Shopper{}
	for _, who := range set.Shoppers {
		for _, a := range who.Addresses {
			if len(s.Shoppers) == 0 || contains(s.Shoppers, who.ID) {
				all.Addresses = append(all.Addresses, a)
			}
		}
	}
	w.Shopper = &all
	p.row = c.row
	defer func() { p.row = nil }()
	_, err := give(c.given, w, begins(s, set.Catalogue))
	p.add(c.given.Pos(), err)
}

func (p *parser) lookUp(set Set, refs []ref, from *caseRow) {
	p.row = from
	defer func() { p.row = nil }()
	for i := range refs {
		r := &refs[i]
		known, made := r.known(set)
		if made || slices.Contains(known, r.id) {
			continue
		}
		e := r.node.Errorf("there is no %s %q", r.kind, r.id)
		if r.kind == "value" {
			e = r.node.Errorf("no %s has the value %q", r.of, r.id)
		}
		e.Near, _ = text.Nearest(r.id, known)
		if len(known) <= mostNamed {
			e.Allowed = known
		}
		p.add(e.Pos, e)
	}
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
	case "payment":
		for _, m := range flow.Methods() {
			known = append(known, string(m))
		}
	case "platform":
		known = flow.Platforms()
	case "tab":
		known = flow.Tabs()
	case "value":
		known = r.goods(set.Catalogue)
		return known, len(known) == 0 // then the axis is the mistake
	default:
		return r.goods(set.Catalogue), r.kind == "note" && (isMade(r.id, "N") || isAlias("note", r.id))
	}
	return known, false
}

// isMade says whether an id has the form of those that a walk makes: a letter and digits.
func isMade(id, letter string) bool {
	digits, ok := strings.CutPrefix(id, letter)
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// goods lists the ids of a kind that the catalogue has.
func (r *ref) goods(c *shop.Catalogue) []string {
	var known []string
	add := func(id string) {
		if !slices.Contains(known, id) {
			known = append(known, id)
		}
	}
	for i := range c.Notes {
		if r.kind == "note" {
			add(string(c.Notes[i].ID))
		}
	}
	for i := range c.Shops {
		if r.kind == "shop" {
			add(string(c.Shops[i].ID))
		}
	}
	for i := range c.Authors {
		if r.kind == "author" {
			add(string(c.Authors[i].ID))
		}
	}
	for i := range c.Products {
		r.ofProduct(&c.Products[i], add)
	}
	return known
}

func (r *ref) ofProduct(p *shop.Product, add func(string)) {
	switch r.kind {
	case "product":
		add(string(p.ID))
	case "sku":
		for i := range p.Variants {
			add(string(p.Variants[i].SKU))
		}
	case "impression":
		for i := range p.Impressions {
			add(p.Impressions[i].ID)
		}
	case "axis":
		for i := range p.Axes {
			add(p.Axes[i].ID)
		}
	case "value":
		if axis := p.Axis(r.of); axis != nil {
			for i := range axis.Values {
				add(axis.Values[i].ID)
			}
		}
	}
}
