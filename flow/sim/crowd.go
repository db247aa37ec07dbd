package sim

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// crowd is what all walkers of a run share. It is read-only while they walk.
type crowd struct {
	set       *Assumptions
	catalogue *shop.Catalogue
	seed      uint64
	start     shop.Instant
	profiles  map[string]*profile
	name      func(f *flow.Flow, shopper uint64) string // key of a journey; nil where none is kept

	reach    []float64 // cumulative weight of the feed's notes
	listings map[shop.ProductID]listing
}

// listing is what a product's page exposes a shopper to.
type listing struct{ late, returns float64 }

// profile is a shopper of the fixtures with what they type.
type profile struct {
	shopper       *flow.Shopper
	payer         text.Text // who declares, and pays
	texts         map[string]text.Text
	addressFields []string
}

// typing is the action of typing what the shopper has for a field.
func (p *profile) typing(field string) flow.Action {
	return flow.Action{Verb: flow.Type, ID: field, Words: p.texts[field]}
}

// declaring is typing in the form of an identity, whose name is that of who pays.
func (p *profile) declaring(field string) flow.Action {
	if field == "name" {
		return flow.Action{Verb: flow.Type, ID: field, Words: p.payer}
	}
	return p.typing(field)
}

func newProfile(s *flow.Shopper) *profile {
	p := &profile{shopper: s, texts: map[string]text.Text{}, addressFields: slices.Clone(shop.AddressFields)}
	for _, fields := range [][]string{shop.AddressFields, shop.IdentityFields, flow.WalletFields, outsideSignIn[:], {"text"}} {
		for _, field := range fields {
			o := flow.Offer{Action: flow.Action{Verb: flow.Type, ID: field}}
			p.texts[field] = o.Representatives()[0].Words
		}
	}
	if len(s.Addresses) > 0 {
		for _, field := range shop.AddressFields {
			if v, _ := s.Addresses[0].Field(field); !v.IsZero() {
				p.texts[field] = v
			}
		}
	}
	p.payer = p.texts["name"]
	if !s.Payer.IsZero() {
		p.payer = s.Payer
	}
	if len(s.Identities) > 0 {
		p.texts["number"] = s.Identities[0].Number
	}
	return p
}

func newCrowd(p *Plan) (*crowd, error) {
	c := &crowd{
		set: p.Set, catalogue: p.Catalogue, seed: p.Seed, start: p.Start, name: p.Name,
		profiles: map[string]*profile{}, listings: map[shop.ProductID]listing{},
	}
	for i := range p.Set.Personas {
		id := p.Set.Personas[i].Shopper
		s := p.Shopper(id)
		if s == nil {
			return nil, fmt.Errorf("persona %s of assumption set %s: there is no shopper %q", p.Set.Personas[i].ID, p.Set.Name, id)
		}
		c.profiles[id] = newProfile(s)
	}
	if len(p.Catalogue.Notes) == 0 {
		return nil, fmt.Errorf("catalogue %s has no note to begin with", p.Catalogue.ID)
	}
	sum, weight := 0.0, 1.0
	for i := range p.Catalogue.Notes {
		far := 1.0
		if p.Catalogue.Notes[i].Link == shop.LinkOutbound {
			far = p.Set.Funnel.OutboundReach
		}
		sum += weight * far
		weight *= p.Set.Funnel.FeedDecay
		c.reach = append(c.reach, sum)
	}
	for i := range p.Catalogue.Products {
		of := &p.Catalogue.Products[i]
		c.listings[of.ID] = c.look(of)
	}
	return c, nil
}

// look weighs the promises of a listing.
func (c *crowd) look(p *shop.Product) listing {
	feel := &c.set.Feel
	var l listing
	if seller := c.catalogue.Shop(p.Shop); seller != nil && seller.Days[1] > 0 {
		l.late = math.Max(0, 1-feel.ExpectedDays/float64(seller.Days[1]))
	}
	switch {
	case p.Returns.EN.IsZero() || !slices.Contains(p.Services, "seven-days"):
		l.returns = feel.NoReturns
	case !slices.Contains(p.Services, "freight-insurance"):
		l.returns = feel.OwnFreight
	}
	return l
}

func (c *crowd) listing(p *shop.Product) (late, returns float64) {
	l := c.listings[p.ID]
	return l.late, l.returns
}

// note returns the note of the feed that a uniform number stands for: those further down are seen less.
func (c *crowd) note(u float64) string {
	at := u * c.reach[len(c.reach)-1]
	i := sort.Search(len(c.reach), func(i int) bool { return c.reach[i] > at })
	return string(c.catalogue.Notes[min(i, len(c.catalogue.Notes)-1)].ID)
}
