package audit

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// desk is an audit under way: what the rules look up, and what they found so far.
type desk struct {
	c        *shop.Catalogue
	o        Options
	names    map[shop.ShopID][]string       // of the brand, folded
	accounts map[shop.ShopID][]*shop.Author // the brand's own
	findings []Finding
	listings []Listing
	points   int
	subjects int
}

func newDesk(c *shop.Catalogue, o Options) *desk {
	if o.Profile == "" {
		o.Profile = ProfileSeed
	}
	d := &desk{
		c: c, o: o, names: map[shop.ShopID][]string{}, accounts: map[shop.ShopID][]*shop.Author{},
		findings: []Finding{}, listings: []Listing{},
	}
	for i := range c.Authors {
		if a := &c.Authors[i]; a.Kind == brandAccount {
			d.accounts[a.Shop] = append(d.accounts[a.Shop], a)
		}
	}
	for i := range c.Shops {
		s := &c.Shops[i]
		d.names[s.ID] = brandNames(s, d.accounts[s.ID])
	}
	return d
}

// brandAccount is the kind of author that speaks for a shop.
const brandAccount = "brand"

func (d *desk) brand(s *shop.Shop) {
	d.judge("shop/"+string(s.ID), s.ID, func(r *Rule) []hit {
		if r.shop == nil {
			return nil
		}
		return r.shop(d, s)
	})
	for i := range d.c.Products {
		if p := &d.c.Products[i]; p.Shop == s.ID {
			d.product(p, s.ID)
		}
	}
	d.notes(s.ID)
}

func (d *desk) product(p *shop.Product, of shop.ShopID) {
	d.judge("product/"+string(p.ID), of, func(r *Rule) []hit {
		if r.product == nil {
			return nil
		}
		return r.product(d, p)
	})
	d.listings = append(d.listings, d.completeness(p))
}

func (d *desk) notes(of shop.ShopID) {
	for i := range d.c.Notes {
		n := &d.c.Notes[i]
		if d.brandOf(n) != of {
			continue
		}
		d.judge("note/"+string(n.ID), of, func(r *Rule) []hit {
			if r.note == nil {
				return nil
			}
			return r.note(d, n)
		})
	}
}

func (d *desk) flow(f *flow.Flow) {
	d.judge("flow/"+f.Name, "", func(r *Rule) []hit {
		if r.flow == nil {
			return nil
		}
		return r.flow(d, f)
	})
}

// judge holds one subject against all rules.
func (d *desk) judge(where string, of shop.ShopID, check func(*Rule) []hit) {
	points := full
	for i := range rules {
		r := &rules[i]
		for _, h := range check(r) {
			f := Finding{Rule: r.ID, Row: r.Row, Severity: r.Severity, Where: where, Fix: h.fix, Saw: h.saw, Brand: of}
			if h.field != "" {
				f.Where += "/" + h.field
				if f.Fix == "" {
					f.Fix = h.field
				}
			}
			d.findings = append(d.findings, f)
			points -= weights[r.Severity]
		}
	}
	d.points += max(points, 0)
	d.subjects++
}

// author returns the account of a brand that posted the note, nil where somebody else did.
func (d *desk) author(n *shop.Note) *shop.Author {
	if a := d.c.Author(n.Author); a != nil && a.Kind == brandAccount {
		return a
	}
	return nil
}

// brandOf returns whose note it is: that of the brand that posted it, else of the first tagged product that is there.
func (d *desk) brandOf(n *shop.Note) shop.ShopID {
	if a := d.author(n); a != nil && d.c.Shop(a.Shop) != nil {
		return a.Shop
	}
	for _, id := range n.Tags {
		if p := d.c.Product(id); p != nil && d.c.Shop(p.Shop) != nil {
			return p.Shop
		}
	}
	return ""
}

// brandNames returns the names by which a brand is called, folded: those of its account, else those of its shop without what kind of
// shop it is. Veyrune 霏韵海外旗舰店 is Veyrune and 霏韵. A Latin name of several words is one name.
func brandNames(s *shop.Shop, accounts []*shop.Author) []string {
	var names []string
	add := func(name string) {
		if len([]rune(name)) > 1 && !holds(plainWords, name) && !holds(names, name) {
			names = append(names, name)
		}
	}
	read := func(w shop.Words) {
		for _, part := range []string{w.ZH.String(), w.EN.String()} {
			latin := []string{}
			for _, piece := range pieces(part) {
				switch {
				case hasHan(piece):
					for _, kind := range shopKinds {
						piece = strings.TrimSuffix(piece, kind)
					}
					add(piece)
				case !holds(shopWords, piece):
					latin = append(latin, piece)
				}
			}
			add(strings.Join(latin, " "))
		}
	}
	for _, a := range accounts {
		read(a.Name)
	}
	if len(names) == 0 {
		read(s.Name)
	}
	return names
}

// What a shop's name says besides the brand, the longer ones before what they end with.
var (
	shopKinds = []string{"海外旗舰店", "官方旗舰店", "旗舰店", "专卖店", "专营店", "海外店", "官方店", "小店", "店铺", "店"}
	shopWords = []string{"official", "overseas", "global", "flagship", "shop", "store", "brand"}
)

// plainWords are no names, although a shop may be called by nothing else.
var plainWords = []string{"我的", "我家", "我们", "本店", "my", "our", "the"}
