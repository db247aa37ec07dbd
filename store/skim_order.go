package store

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

func (s *skimmer) begin(b *flow.Begin) {
	b.Session, b.Flow, b.Shopper, b.Source, b.From, b.Run, b.Seed, b.Digest, b.App = "", "", "", "", flow.Branch{}, "", 0, "", ""
	b.State.Trail, b.State.Cart, b.State.Orders = nil, nil, nil
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			b.Session = s.text()
		case 2:
			b.Flow = s.name()
		case 3:
			b.Shopper = s.text()
		case 4:
			b.Source = s.name()
		case 5:
			s.state(&b.State)
		case 6:
			s.branch(&b.From)
		case 7:
			b.Run = s.name()
		case 8:
			b.Seed = s.uint()
		case 9:
			b.Digest = s.name()
		case 10:
			b.App = s.name()
		default:
			s.skip()
		}
	}
}

func (s *skimmer) branch(b *flow.Branch) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			b.Session = s.text()
		case 2:
			b.Seq = s.uint()
		default:
			s.skip()
		}
	}
}

func (s *skimmer) state(at *flow.State) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 3:
			var own []flow.Spot // a meter keeps it longer than the record
			at.Trail = list(s, &own, (*skimmer).spot)
		case 5:
			at.Cart = list(s, &s.kept.lines, (*skimmer).cartLine)
		case 11:
			at.Orders = list(s, &s.kept.orders, (*skimmer).order)
		default:
			s.skip()
		}
	}
}

func (s *skimmer) order(o *flow.Order) {
	o.ID, o.Status, o.Quote, o.Placed, o.Captured, o.Refunded, o.Note, o.Parcels = "", 0, shop.OrderQuote{}, 0, 0, 0, "", nil
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			o.ID = flow.OrderID(s.text())
		case 2:
			o.Status = flow.OrderStatus(s.byte())
		case 3:
			s.quote(&o.Quote)
		case 6:
			o.Placed = shop.Instant(s.int())
		case 9:
			o.Captured = shop.Fen(s.int())
		case 10:
			o.Refunded = shop.Fen(s.int())
		case 11:
			o.Note = shop.NoteID(s.name())
		case 21:
			o.Parcels = list(s, &s.kept.parcels, (*skimmer).parcel) // how many there are says that one has left
		default:
			s.skip()
		}
	}
}

func (s *skimmer) quote(q *shop.OrderQuote) {
	*q = shop.OrderQuote{}
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			q.Shop = shop.ShopID(s.name())
		case 3:
			q.Items = list(s, &s.kept.items, (*skimmer).item)
		case 4:
			q.Lines = list(s, &s.kept.amounts, (*skimmer).quoteLine)
		case 5:
			q.Payable = shop.Fen(s.int())
		default:
			s.skip()
		}
	}
}

func (s *skimmer) item(i *shop.Item) {
	i.SKU, i.Product, i.Quantity, i.Price, i.Unit = "", "", 0, 0, 0
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			i.SKU = shop.SKU(s.name())
		case 2:
			i.Product = shop.ProductID(s.name())
		case 3:
			i.Quantity = s.int32()
		case 4:
			i.Price = shop.Fen(s.int())
		case 5:
			i.Unit = shop.Fen(s.int())
		default:
			s.skip()
		}
	}
}

func (s *skimmer) quoteLine(l *shop.QuoteLine) {
	*l = shop.QuoteLine{}
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			l.Name = s.name()
		case 2:
			l.Amount = shop.Fen(s.int())
		case 3:
			l.Funder = s.name()
		case 5:
			l.Shares = list(s, &s.kept.shares, (*skimmer).share)
		default:
			s.skip()
		}
	}
}

func (s *skimmer) share(of *shop.Share) {
	*of = shop.Share{}
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			of.SKU = shop.SKU(s.name())
		case 2:
			of.Amount = shop.Fen(s.int())
		default:
			s.skip()
		}
	}
}

func (s *skimmer) beside(b *flow.Beside) {
	b.Progress, b.Quote = nil, nil
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 8:
			b.Progress = maybe(s, &s.kept.progress, (*skimmer).progress)
		case 11:
			b.Quote = maybe(s, &s.kept.quote, (*skimmer).quote)
		default:
			s.skip()
		}
	}
}

func (s *skimmer) progress(p *flow.Progress) {
	p.Status, p.Parcel = 0, nil
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			p.Status = flow.OrderStatus(s.byte())
		case 3:
			p.Parcel = maybe(s, &s.kept.parcel, (*skimmer).parcel)
		default:
			s.skip()
		}
	}
}

// parcel passes over one: that there is one is all that is asked.
func (s *skimmer) parcel(*flow.Parcel) { s.skip() }
