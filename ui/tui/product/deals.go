package product

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// deals are the offers beyond one piece: quantity tiers, store promotions, bundles, each only where the product has it.
func deals(c *column, p *shop.Product) {
	d := dealer{column: c, p: p}
	d.timed()
	d.tiers()
	d.promotions()
	d.bundles()
	if d.started {
		c.gap()
	}
}

type dealer struct {
	*column
	p       *shop.Product
	started bool
	label   string // the last one written; it stands once
}

// put writes an offer behind its label, with a fact that stays whole.
func (d *dealer) put(label, value, fact string) {
	if !d.started {
		d.heading("price.offers", d.Say("price.offers"), "")
		d.started = true
	}
	shown := label
	if label == d.label {
		shown = ""
	}
	d.label = label
	w := labelWidth(d.Lang)
	room := d.w - w
	below := ""
	if cell.Width(value)+1+cell.Width(fact) > room {
		fact, below = "", fact
	}
	for _, line := range cell.Wrap(value, room) {
		look.Row{Label: shown, LabelW: w, Value: line, Fact: fact}.Draw(d.part.Canvas, d.Theme, d.x, d.y, d.w)
		shown, fact = "", ""
		d.y++
	}
	if below != "" {
		d.text(w, below, 1, look.Style{FG: look.Muted})
	}
}

// soon is how long before its begin an offer is announced.
const soon = 24 * time.Hour

// timed are limited-time and flash prices of other variants than the one that speaks for the product, and those to come.
func (d *dealer) timed() {
	type group struct {
		offer   *shop.Offer
		variant *shop.Variant
		n       int
		left    int32
	}
	now := d.Shown.World.Now
	var groups []group
	for i := range d.p.Variants {
		v := &d.p.Variants[i]
		for j := range v.Offers {
			o := &v.Offers[j]
			if o.Kind == shop.PriceLive || o.Price >= v.Price || d.Shown.World.Left(v.SKU) == 0 ||
				o.Window.Until != 0 && now >= o.Window.Until || o.Window.From > now.Add(soon) || d.speaks(o) {
				continue
			}
			left := screen.LeftAt(d.Shown.World, v.SKU, o)
			if left == 0 {
				continue
			}
			k := slices.IndexFunc(groups, func(g group) bool {
				return g.offer.Kind == o.Kind && g.offer.Price == o.Price && g.offer.Window == o.Window && g.left < 0 && left < 0
			})
			if k >= 0 {
				groups[k].n++
				continue
			}
			groups = append(groups, group{o, v, 1, left})
		}
	}
	for _, g := range groups[:min(len(groups), mostOffers)] {
		who := d.Words(d.p.Label(g.variant))
		if g.n > 1 {
			who = d.Say("price.bundle.choices", "n", strconv.Itoa(g.n))
		}
		value := look.Money(int64(g.offer.Price), false)
		if g.left >= 0 {
			value = screen.Dotted(value, d.Say("price.left", "left", strconv.Itoa(int(g.left))))
		}
		when := d.Until(now, g.offer)
		if from := g.offer.Window.From; from > now {
			when = d.Say("price.starts-at", "when", d.Soon(now, from))
		}
		d.put(d.Say("price.label."+string(g.offer.Kind)), screen.Dotted(value, who), when)
	}
}

// speaks says whether the page's price is that offer, or one like it.
func (d *dealer) speaks(o *shop.Offer) bool {
	own := d.offer.price
	return own != nil && own.Kind == o.Kind && own.Price == o.Price && own.Window == o.Window
}

// tiers are those of the variant that speaks for the product, else of the first that has some.
func (d *dealer) tiers() {
	v, some := d.offer.variant, false
	for i := range d.p.Variants {
		other := &d.p.Variants[i]
		if len(other.Tiers) == 0 {
			some = true
		} else if v == nil || len(v.Tiers) == 0 {
			v = other
		}
	}
	if v == nil || v.Presale != nil {
		return
	}
	said := ""
	for _, t := range v.Tiers {
		if t.Price < v.Price {
			said = screen.Dotted(said, d.Say("price.tier.each", "n", strconv.Itoa(int(t.From)), "amount", look.Money(int64(t.Price), false)))
		}
	}
	if said == "" {
		return
	}
	fact := ""
	if some {
		fact = d.Say("price.tier.some")
	}
	d.put(d.Say("price.label.tier"), said, fact)
}

// promotions are the shop's that cover the product now; those that end together share a row.
func (d *dealer) promotions() {
	at := d.Shown.World.Now
	said, until := "", shop.Instant(0)
	flush := func() {
		if said == "" {
			return
		}
		end := ""
		if until != 0 {
			end = d.Say("price.until", "when", d.Soon(d.Shown.Now, until))
		}
		d.put(d.Say("price.label.promotion"), said, end)
		said = ""
	}
	for _, k := range d.Shown.World.Catalogue.PromotionsOf(d.p.Shop) {
		if !k.Window.Holds(at) || !screen.Covers(&k.Scope, d.p) {
			continue
		}
		if k.Window.Until != until {
			flush()
		}
		until = k.Window.Until
		said = screen.Dotted(said, d.promotion(k))
	}
	flush()
}

// promotion says in short what a store promotion gives: 满200减30, 2件8折.
func (d *dealer) promotion(k *shop.Promotion) string {
	over, off := digits(k.Over), digits(k.Off)
	switch k.Kind {
	case shop.PromotionPieces:
		return d.Say("price.pieces.short", "n", strconv.Itoa(k.Pieces), "cut", strings.ReplaceAll(d.Cut(k.Percent), " 折", "折"))
	case shop.PromotionEvery:
		return d.Say("price.every.short", "over", over, "off", off)
	}
	return d.Say("price.spend.short", "over", over, "off", off)
}

// What is shown; more bundles stand as a number.
const (
	mostBundles = 3
	mostOffers  = 3
)

// set is a bundle with what it saves; bundles of the same products at the same price stand once.
type set struct {
	bundle *shop.Bundle
	saved  shop.Fen
	n      int
}

func (d *dealer) bundles() {
	var sets []set
	for _, b := range d.Shown.World.Catalogue.BundlesOf(d.p.Shop) {
		if b.Room != "" || b.Code != "" || !b.Window.Holds(d.Shown.World.Now) || !d.holds(b) {
			continue
		}
		saved := d.saves(b)
		if saved <= 0 {
			continue
		}
		i := slices.IndexFunc(sets, func(s set) bool { return s.saved == saved && s.bundle.Price == b.Price && d.alike(s.bundle, b) })
		if i < 0 {
			sets = append(sets, set{b, saved, 1})
			continue
		}
		sets[i].n++
	}
	for i, s := range sets {
		if i == mostBundles {
			d.put(d.Say("price.label.bundle"), d.Say("price.bundle.choices", "n", strconv.Itoa(len(sets)-i)), "")
			break
		}
		d.bundle(&s)
	}
}

func (d *dealer) bundle(s *set) {
	price := d.Say("price.bundle.offer", "amount", look.Money(int64(s.bundle.Price), false), "saved", look.Money(int64(s.saved), false))
	title := d.Words(s.bundle.Title)
	if s.n > 1 {
		title = d.Say("price.bundle.choices", "n", strconv.Itoa(s.n))
	}
	d.put(d.Say("price.label.bundle"), price, "")
	if title != "" && cell.Width(price)+3+cell.Width(title) <= d.w-labelWidth(d.Lang) {
		d.part.Text(d.x+labelWidth(d.Lang)+cell.Width(price), d.y-1, " · "+title, look.Style{FG: look.Muted})
	}
	pieces := ""
	for _, piece := range s.bundle.Pieces {
		v, p := d.Shown.World.Catalogue.Variant(piece.SKU)
		if p == nil {
			continue
		}
		one := d.Words(p.Short)
		if label := d.Words(p.Label(v)); label != "" && s.n == 1 {
			one += " " + label
		}
		if piece.Quantity > 1 {
			one += " " + d.Theme.Glyph("×") + strconv.Itoa(int(piece.Quantity))
		}
		if pieces != "" {
			pieces += " + "
		}
		pieces += one
	}
	d.text(labelWidth(d.Lang), pieces, 2, look.Style{FG: look.Muted})
}

// holds says whether a piece of the product is in the bundle.
func (d *dealer) holds(b *shop.Bundle) bool {
	return slices.ContainsFunc(b.Pieces, func(piece shop.Pieces) bool {
		_, p := d.Shown.World.Catalogue.Variant(piece.SKU)
		return p == d.p
	})
}

// saves is what the pieces of a set cost one by one, less its price.
func (d *dealer) saves(b *shop.Bundle) shop.Fen {
	w := d.Shown.World
	ask := shop.Ask{Catalogue: w.Catalogue, At: w.Now, Taken: w.Taken}
	saved := -b.Price
	for _, piece := range b.Pieces {
		unit, _, _, _ := shop.UnitPrice(&ask, piece.SKU, piece.Quantity)
		saved += unit * shop.Fen(piece.Quantity)
	}
	return saved
}

// alike says whether two bundles are of the same products, whichever variants of them.
func (d *dealer) alike(a, b *shop.Bundle) bool {
	if len(a.Pieces) != len(b.Pieces) {
		return false
	}
	c := d.Shown.World.Catalogue
	for _, piece := range a.Pieces {
		_, p := c.Variant(piece.SKU)
		if !slices.ContainsFunc(b.Pieces, func(other shop.Pieces) bool {
			_, q := c.Variant(other.SKU)
			return p == q && piece.Quantity == other.Quantity
		}) {
			return false
		}
	}
	return true
}
