package measure

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// facts posts what the last record's facts come to.
func (c *Counter) facts() {
	v := &c.Visit
	for i := range c.reader.facts {
		f := &c.reader.facts[i]
		depth := c.matcher.best.Depth
		c.matcher.Add(f)
		v.Hint.note(f)
		c.next(f, depth)
		dim, key := v.group()
		c.fact(f, c.book.Tally(WeekOf(f.At), dim, key))
		if c.Fact != nil {
			c.Fact(f)
		}
	}
}

// next keeps what was done first after the deepest step.
func (c *Counter) next(f *Fact, depth int) {
	v := &c.Visit
	switch {
	case c.matcher.best.Depth > depth:
		v.Next = 0
	case f.Head && !f.Action.Happening() && v.Next == 0 && c.matcher.best.Depth > 0:
		v.Next = uint16(c.matcher.best.Depth)<<8 | uint16(f.Action.Verb)
	}
}

// of returns the tally of a note or a product in the fact's week, nil for a session that branched off.
func (c *Counter) of(f *Fact, d Dim, key string) *Tally {
	if key == "" || c.Visit.Branched() {
		return nil
	}
	return c.book.Tally(WeekOf(f.At), d, key)
}

// plus adds to a number, also where there is no tally.
func (t *Tally) plus(n Number, by int64) {
	if t != nil {
		t.N[n] += by
	}
}

// fact counts one fact: its number in the group's tally, and in those of its note and product.
func (c *Counter) fact(f *Fact, t *Tally) {
	v := &c.Visit
	switch f.Event {
	case nameView:
		v.Product, v.Flags = string(f.Product), v.Flags|FlagSaw
		v.Hint.Products++
		c.count(f, t, Views, 1)
		c.shopper(f, t, &v.Past.Saw, &v.Past.SawIn, Visitors)
	case nameAdd:
		v.Flags |= FlagAdded
		v.State.Goods = 0
		for i := range c.reader.cart {
			v.State.Goods += c.reader.cart[i].Price * shop.Fen(c.reader.cart[i].Quantity)
		}
		c.count(f, t, Adds, 1)
		c.count(f, t, AddedPieces, int64(f.Quantity))
		c.shopper(f, t, &v.Past.Added, &v.Past.AddedIn, Adders)
	case nameCheckout:
		v.Flags |= FlagChecked
		if f.From == flow.Product || f.From == flow.SKU {
			v.Flags |= FlagAtOnce
		}
	case NamePurchase:
		c.purchase(f, t)
	case NameRefund:
		c.refund(f, t)
	case nameExit:
		v.Flags |= FlagLeft
	case nameSurprise:
		v.Summary.Surprises++
		t.place(f.Place).Surprises++
		if v.State.Goods > 0 {
			t.Late.Add(int64(f.Value)*1000/int64(v.State.Goods), 1)
		}
	case NameRefused:
		if f.Reason == string(flow.SoldOut) || f.Reason == string(flow.StockShort) {
			c.count(f, t, SoldOuts, 1)
		}
	case nameNoted:
		t.plus(NotesBack, 1)
	}
	if f.Head && f.Event != NameRefused {
		c.head(f, t)
	}
}

// head counts what was done.
func (c *Counter) head(f *Fact, t *Tally) {
	v := &c.Visit
	if v.Flags&FlagChecked != 0 && !f.Action.Happening() && f.From.Late() && (f.Fields > 0 || f.Keys > 0) {
		v.Flags |= FlagFilled
	}
	if f.Stage.Has(flow.StageNote) {
		v.Flags |= FlagRead
		if v.First == "" {
			v.First = string(f.Note)
		}
		c.count(f, t, Reads, 1)
	}
	switch f.Action.Verb {
	case flow.TapTag, flow.TapCard:
		c.count(f, t, Tags, 1)
	case flow.SaveNote:
		c.count(f, t, Wishes, 1)
	case flow.PlaceOrder:
		v.Flags |= FlagFilled
	case flow.ChoosePayment, flow.PickAddress, flow.PickIdentity, flow.UseCoupon:
		if v.Flags&FlagChecked != 0 {
			v.Flags |= FlagFilled
		}
	case flow.AnswerPayment:
		t.plus(Attempts, 1)
		if f.Reason != flow.OutcomeApproved {
			t.plus(Declines, 1)
		}
	case flow.SubmitReview:
		t.plus(Reviews, 1)
	}
}

// count adds to the group's number and to those of the note and the product that the fact is about.
func (c *Counter) count(f *Fact, t *Tally, n Number, by int64) {
	t.N[n] += by
	c.of(f, DimNote, string(f.Note)).plus(n, by)
	if n != Reads && n != Wishes {
		c.of(f, DimProduct, string(f.Product)).plus(n, by)
	}
}

// shopper counts a journey once, and once a week.
func (c *Counter) shopper(f *Fact, t *Tally, ever *bool, in *Week, n Number) {
	if c.Visit.Branched() {
		return
	}
	if !*ever {
		*ever = true
		t.N[n]++
	}
	if w := WeekOf(f.At); *in != w {
		*in = w
		t.N[n+WeekVisitors-Visitors]++
	}
}

func (c *Counter) purchase(f *Fact, t *Tally) {
	v := &c.Visit
	v.Flags |= FlagPaid
	v.Hint.SoldOut, v.Hint.Declined = false, false
	c.shopper(f, t, &v.Past.Bought, &v.Past.BoughtIn, Buyers)
	b := f.Bill
	if b == nil {
		return
	}
	v.Summary.Paid++
	v.Summary.GMV += b.Paid
	t.bought(b)
	if n := c.of(f, DimNote, string(b.Note)); n != nil {
		n.bought(b)
	}
	if first := c.of(f, DimFirst, v.First); first != nil {
		first.bought(b)
	}
	for i := range b.Items {
		item := &b.Items[i]
		if p := c.of(f, DimProduct, string(item.Product)); p != nil {
			p.N[Paid]++
			p.N[Pieces] += int64(item.Quantity)
			p.N[Goods] += int64(item.Unit) * int64(item.Quantity)
		}
	}
}

// bought adds a paid order.
func (t *Tally) bought(b *Bill) {
	n := &t.N
	n[Paid]++
	for i := range b.Items {
		n[Pieces] += int64(b.Items[i].Quantity)
	}
	n[GMV] += int64(b.Paid)
	n[Goods] += int64(b.Goods)
	n[ByShop] += int64(b.Merchant)
	n[ByPlatform] += int64(b.Platform)
	n[Shipping] += int64(b.Shipping)
	n[Tax] += int64(b.Tax)
	if b.Bundled {
		n[Bundled]++
		n[BundledGMV] += int64(b.Paid)
	}
}

// refund counts money that came back for an order that was bought; a payment that came too late was never a sale.
func (c *Counter) refund(f *Fact, t *Tally) {
	b := f.Bill
	if b == nil || !b.Bought {
		return
	}
	of, amount := RefundsBefore, RefundedBefore
	if b.Shipped {
		of, amount = RefundsAfter, RefundedAfter
	}
	fen := int64(f.Value)
	for _, tally := range []*Tally{t, c.of(f, DimNote, string(b.Note))} {
		tally.plus(of, 1)
		tally.plus(amount, fen)
	}
}
