package flow

import (
	"encoding/binary"
	"slices"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Lens writes what search tells states apart by: places, what the open sheet and page hold, which fields are filled, what
// is ticked, order statuses, attempts, shelves. It forgets ids, clock, counters, texts and amounts.
func Lens(buf []byte, s *State, shared *Shared) []byte {
	l := lens{buf}
	for _, spot := range s.Trail {
		l.number(int(spot.Place))
		if spot.Place == Tracking {
			l.number(slices.IndexFunc(s.Orders, func(o Order) bool { return string(o.ID) == spot.Subject }))
			continue
		}
		l.text(spot.Subject)
	}
	l.number(-1)
	if s.index(SKU) >= 0 {
		l.text(string(s.Sheet.Intent))
		l.text(string(s.Sheet.Editing))
		for _, v := range s.Sheet.Values {
			l.text(v)
		}
		l.number(int(s.Sheet.Quantity))
	}
	for _, line := range s.Cart {
		l.text(string(line.SKU))
		l.number(int(line.Quantity))
		l.flag(line.Ticked)
	}
	l.number(-1)
	if s.index(Checkout) >= 0 {
		l.pieces(s.Checkout.Pieces)
		l.flag(s.Checkout.FromCart)
		l.flag(s.AddressOf(s.Checkout.Address) != nil)
		l.text(string(s.Checkout.Method))
	}
	l.beside(s)
	if s.Form != nil {
		l.flag(s.Form.Editing != "")
		l.address(&s.Form.Address)
	}
	l.number(len(s.Book))
	l.pays(s)
	if s.index(Review) >= 0 {
		l.number(int(s.Draft.Stars))
		l.number(len(s.Draft.Tags))
		l.flag(!s.Draft.Text.IsZero())
		l.flag(!s.Draft.Title.IsZero())
		l.flag(s.Draft.Publish)
		l.flag(s.Draft.Follow)
	}
	l.number(len(s.Notes))
	for _, on := range shared.Shelf {
		l.text(string(on.SKU))
		l.number(int(on.Taken()))
	}
	return l.buf
}

// beside writes what is not of the loop itself: wallets, the world outside, a video, notes.
func (l *lens) beside(s *State) {
	if s.Wallet != nil {
		for _, name := range WalletFields {
			v, _ := s.Wallet.Field(name)
			l.field(name, v)
		}
		l.text(string(s.Wallet.Method))
	}
	l.flag(s.Unbound)
	for _, m := range s.Wallets {
		l.text(string(m))
	}
	l.number(-1)
	if v := s.Visit; v != nil && s.index(External) >= 0 {
		l.text(string(v.SKU))
		l.flag(v.Paid > 0)
		l.field("phone", v.Phone)
		l.field("code", v.Code)
		l.address(&v.Address)
	}
	if s.index(Video) >= 0 {
		l.text(string(s.Video.Shown))
		l.number(s.Video.Cards)
	}
	for _, m := range s.Marks {
		l.text(string(m.Note))
		l.flag(m.Liked)
		l.flag(m.Saved)
		l.flag(m.Asked)
	}
	l.number(len(s.Following))
	l.text(s.Tab)
}

func (l *lens) pays(s *State) {
	if s.index(Payment) >= 0 || s.index(Confirmation) >= 0 {
		l.number(len(s.Payment.Orders))
		l.text(string(s.Payment.Method))
		l.text(string(s.Payment.Auth))
	}
	for i := range s.Attempts {
		l.number(int(s.Attempts[i].Status))
		l.flag(overlap(s.Attempts[i].Orders, s.Payment.Orders))
	}
	l.number(-1)
	for i := range s.Orders {
		o := &s.Orders[i]
		l.number(int(o.Status))
		l.number(len(o.Reviewed))
		l.number(len(o.Followed))
		l.flag(o.Late)
		l.flag(o.packed())
		l.flag(o.Leave > o.ShipHours)
		for _, parcel := range o.Parcels {
			l.number(parcel.Moves)
			l.flag(parcel.Signed != 0)
		}
		l.flag(overlap([]OrderID{o.ID}, s.Payment.Orders))
		for _, item := range o.Quote.Items {
			l.text(string(item.SKU))
			l.number(int(item.Quantity))
		}
	}
	l.number(-1)
}

type lens struct{ buf []byte }

func (l *lens) text(s string) {
	l.buf = append(l.buf, s...)
	l.buf = append(l.buf, 0)
}

func (l *lens) number(n int) { l.buf = binary.AppendVarint(l.buf, int64(n)) }

func (l *lens) flag(b bool) {
	if b {
		l.buf = append(l.buf, 1)
	} else {
		l.buf = append(l.buf, 0)
	}
}

// field writes whether a form's field is empty, and whether the form takes it.
func (l *lens) field(name string, v text.Text) {
	l.flag(v.IsZero())
	l.flag(filled(name, v))
}

func (l *lens) address(a *shop.Address) {
	for _, name := range shop.AddressFields {
		v, _ := a.Field(name)
		l.field(name, v)
	}
}

func (l *lens) pieces(pieces []shop.Pieces) {
	for _, p := range pieces {
		l.text(string(p.SKU))
		l.number(int(p.Quantity))
	}
	l.number(-1)
}
