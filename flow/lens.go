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
		if spot.Place == Tracking || spot.Place == AfterSale {
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
		l.text(string(s.Checkout.Pick))
		for _, id := range s.Checkout.Chosen {
			l.text(id)
		}
		l.flag(s.Checkout.Split)
		l.flag(s.Checkout.Balance != "")
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
	l.declares(s)
	l.requests(s)
	for i := range s.Coupons {
		l.text(s.Coupons[i].ID)
		l.flag(s.Coupons[i].Used != "")
	}
	l.number(-1)
}

// declares writes who declares the checkout, and how far the form of an identity is. Identities of one name with the same
// pictures are alike: where the form is always open, they could be saved without end.
func (l *lens) declares(s *State) {
	for i := range s.Identities {
		if s.alike(s.Identities[i].ID) == i {
			l.number(i)
			l.flag(s.Identities[i].Front)
			l.flag(s.Identities[i].Back)
		}
	}
	l.number(-1)
	if s.index(Checkout) >= 0 {
		l.number(s.alike(s.Checkout.Identity))
	}
	if s.IdentityForm == nil {
		l.number(-1)
		return
	}
	form := &s.IdentityForm.Identity
	l.number(s.alike(s.IdentityForm.Editing))
	for _, name := range shop.IdentityFields {
		v, _ := form.Field(name)
		l.field(name, v)
	}
	l.flag(form.Front)
	l.flag(form.Back)
}

// requests writes what is asked for after the sale, and the form of what is being asked for.
func (l *lens) requests(s *State) {
	for i := range s.Requests {
		r := &s.Requests[i]
		l.number(slices.IndexFunc(s.Orders, func(o Order) bool { return o.ID == r.Order }))
		l.text(string(r.Type))
		l.number(int(r.Status))
		l.text(r.Reason)
		l.text(string(r.For))
		l.flag(r.Waybill.IsZero())
		l.pieces(r.Pieces)
	}
	l.number(-1)
	if form := s.RequestForm; form != nil {
		l.text(string(form.Type))
		l.text(form.Reason)
		l.text(string(form.For))
		l.flag(form.Waybill.IsZero())
		l.pieces(form.Pieces)
	}
	l.number(-1)
}

// alike returns the index of the first saved identity that does what the one of that id does, -1 for none.
func (s *State) alike(id string) int {
	of := s.IdentityOf(id)
	if of == nil {
		return -1
	}
	return slices.IndexFunc(s.Identities, func(i shop.Identity) bool {
		return i.Name == of.Name && i.Front == of.Front && i.Back == of.Back
	})
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
		if o.Presale != nil {
			l.flag(o.Presale.Paid)
			l.flag(o.Presale.Quoted)
		}
		l.flag(o.packed())
		l.flag(o.Passed != 0)
		l.flag(o.Queried)
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
