package measure

import (
	"cmp"
	"slices"

	"tagtap/flow/shop"
)

// carrierNote, carrierVideo and carrierCard are the carriers 载体 through which something is sold: a picture note, a video, a
// product card that no note led to.
const (
	carrierNote  = "note"
	carrierVideo = "video"
	carrierCard  = "card"
)

func (b *builder) sources(r *Report) {
	r.Sources, r.Carriers, r.Products = []SourceRow{}, []SourceRow{}, []SourceRow{}
	carriers := map[string]*Tally{}
	var known Tally
	for id := range b.firsts {
		into(b.notes, id, &Tally{}) // a session may begin behind a note that it does not open
	}
	for id, t := range b.notes {
		row := sourceRow(id, t)
		kind := carrierNote
		if n := b.market.note(shop.NoteID(id)); n != nil {
			row.Author, row.Link = string(n.Author), cmp.Or(string(n.Link), "native")
			if a := b.market.Catalogue.Author(n.Author); a != nil {
				row.Kind = a.Kind
			}
			if n.Video != nil {
				kind = carrierVideo
			}
		}
		if first := b.firsts[id]; first != nil {
			row.FirstGMV = shop.Fen(first.N[GMV])
		}
		into(carriers, kind, t)
		known.Plus(t)
		r.Sources = append(r.Sources, row)
	}
	if b.whole {
		if card := b.rest(&known); card.N[Views]|card.N[Paid]|card.N[Adds] != 0 {
			carriers[carrierCard] = card
		}
	}
	for id, t := range carriers {
		r.Carriers = append(r.Carriers, sourceRow(id, t))
	}
	for id, t := range b.products {
		row := sourceRow(id, t)
		row.GMV = shop.Fen(t.N[Goods])
		row.PerOrder = per(t.N[Goods], t.N[Paid])
		r.Products = append(r.Products, row)
	}
	for _, rows := range [][]SourceRow{r.Sources, r.Carriers, r.Products} {
		slices.SortFunc(rows, func(a, b SourceRow) int {
			return cmp.Or(cmp.Compare(b.GMV, a.GMV), cmp.Compare(b.Views, a.Views), cmp.Compare(b.Reads, a.Reads), cmp.Compare(a.ID, b.ID))
		})
	}
}

// rest is what no note led to.
func (b *builder) rest(known *Tally) *Tally {
	var rest Tally
	for _, n := range [...]Number{Views, ViewsAdded, Adds, Paid, GMV, RefundsBefore, RefundsAfter} {
		rest.N[n] = b.all.N[n] - known.N[n]
	}
	return &rest
}

func sourceRow(id string, t *Tally) SourceRow {
	n := &t.N
	return SourceRow{
		ID: id, Reads: n[Reads], Tags: n[Tags], Views: n[Views], Adds: n[Adds], Orders: n[Paid], GMV: shop.Fen(n[GMV]),
		Tagged: Rate{n[ReadsTapped], n[Reads]}, AddRate: Rate{n[ViewsAdded], n[Views]}, PayRate: Rate{n[Paid], n[Views]},
		PerOrder: per(n[GMV], n[Paid]), Refunds: n[RefundsBefore] + n[RefundsAfter],
	}
}

// categories compares the last two weeks, the largest gain first.
func (b *builder) categories(r *Report) {
	rows := map[string]*CategoryRow{}
	for ago, products := range b.recent {
		for id, t := range products {
			p := b.market.Catalogue.Product(shop.ProductID(id))
			if p == nil {
				continue
			}
			row := rows[p.Category]
			if row == nil {
				row = &CategoryRow{ID: p.Category}
				rows[p.Category] = row
			}
			if ago == 0 {
				row.Adds += t.N[Adds]
				row.Goods += shop.Fen(t.N[Goods])
			} else {
				row.Before += t.N[Adds]
				row.Was += shop.Fen(t.N[Goods])
			}
		}
	}
	r.Gaining = make([]CategoryRow, 0, len(rows))
	for _, row := range rows {
		r.Gaining = append(r.Gaining, *row)
	}
	slices.SortFunc(r.Gaining, func(a, b CategoryRow) int {
		return cmp.Or(cmp.Compare(b.Adds-b.Before, a.Adds-a.Before), cmp.Compare(b.Goods-b.Was, a.Goods-a.Was), cmp.Compare(a.ID, b.ID))
	})
}
