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
		c.fact(f, c.tally(f.At))
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
	case f.Head && !verbs[f.Action.Verb].world && v.Next == 0 && c.matcher.best.Depth > 0:
		v.Next = uint16(c.matcher.best.Depth)<<8 | uint16(f.Action.Verb)
	}
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
	case nameBegun:
		c.landed(f, t)
	case nameView:
		c.view(f, t)
	case nameAdd:
		c.added(f, t)
	case nameCheckout:
		v.Flags |= FlagChecked
		if f.From == flow.Product || f.From == flow.SKU {
			v.Flags |= FlagAtOnce
		}
		v.State.Goods = c.worth(f)
	case NamePurchase:
		c.purchase(f, t)
	case nameDeposit:
		v.Flags |= FlagPaid // something was paid, though nothing is sold yet
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
	case nameReviewed:
		t.N[Reviews]++
		if f.First {
			t.N[ReviewedOrders]++
		}
	case nameNoted:
		t.N[NotesBack]++
	}
	if f.Head && f.Event != NameRefused {
		c.head(f, t)
	}
}

// landed begins a session on a page: one that begins on a product page sees it, though it is not shown anew.
func (c *Counter) landed(f *Fact, t *Tally) {
	v := &c.Visit
	v.First = string(f.Note)
	if page := c.reader.page(); page.Place == flow.Product {
		v.Product, v.Flags = page.Subject, v.Flags|FlagSaw
		v.Hint.Products++
		c.shopper(t, &v.Past.Saw, &v.Past.SawIn, Visitors)
		c.convert(t)
	}
}

func (c *Counter) view(f *Fact, t *Tally) {
	v := &c.Visit
	if v.Product != string(f.Product) {
		v.Hint.Products++
	}
	v.Product, v.Flags = string(f.Product), v.Flags|FlagSaw
	if v.Flags&FlagTagged != 0 {
		v.Flags |= FlagTagSaw
	}
	v.State.Page |= unadded
	c.count(f, t, Views, 1)
	c.shopper(t, &v.Past.Saw, &v.Past.SawIn, Visitors)
	c.convert(t)
}

func (c *Counter) added(f *Fact, t *Tally) {
	v := &c.Visit
	v.Flags |= FlagAdded
	if v.Flags&FlagSaw != 0 {
		v.Flags |= FlagSawAdded
	}
	if v.State.Page&unadded != 0 {
		v.State.Page &^= unadded
		c.count(f, t, ViewsAdded, 1)
	}
	c.count(f, t, Adds, 1)
	c.count(f, t, AddedPieces, int64(f.Quantity))
	c.shopper(t, &v.Past.Added, &v.Past.AddedIn, Adders)
}

// worth returns what the pieces of a checkout cost by the prices in the cart, 0 where one of them is not in it: what is bought
// at once has no price before its order.
func (c *Counter) worth(f *Fact) shop.Fen {
	var sum shop.Fen
	for _, p := range f.Pieces {
		line := c.reader.line(p.SKU)
		if line == nil || f.From != flow.Cart {
			return 0
		}
		sum += line.Price * shop.Fen(p.Quantity)
	}
	return sum
}

// head counts what was done.
func (c *Counter) head(f *Fact, t *Tally) {
	v := &c.Visit
	if v.Flags&FlagChecked != 0 && !verbs[f.Action.Verb].world && f.From.Late() && (f.Fields > 0 || f.Keys > 0) {
		v.Flags |= FlagFilled
	}
	if f.Stage.Has(flow.StageNote) {
		v.Flags |= FlagRead
		v.State.Page |= untapped
		if v.First == "" {
			v.First = string(f.Note)
		}
		c.count(f, t, Reads, 1)
	}
	switch f.Action.Verb {
	case flow.TapTag, flow.TapCard:
		c.tagged(f, t)
	case flow.SaveNote:
		c.count(f, t, Wishes, 1)
	case flow.PlaceOrder:
		v.Flags |= FlagFilled
	case flow.ChoosePayment, flow.PickAddress, flow.PickIdentity, flow.UseCoupon, flow.DropCoupon, flow.AddPicture, flow.SplitOrders:
		if v.Flags&FlagChecked != 0 {
			v.Flags |= FlagFilled
		}
	case flow.SellOut:
		if c.reader.line(f.SKU) != nil {
			v.Hint.SoldOut = true
		}
	case flow.AnswerPayment:
		t.N[Attempts]++
		if f.Reason != flow.OutcomeApproved {
			t.N[Declines]++
		}
	}
}

func (c *Counter) tagged(f *Fact, t *Tally) {
	v := &c.Visit
	v.Flags |= FlagTagged
	if v.Flags&FlagRead != 0 {
		v.Flags |= FlagReadTagged
	}
	if v.State.Page&untapped != 0 {
		v.State.Page &^= untapped
		c.count(f, t, ReadsTapped, 1)
	}
	c.count(f, t, Tags, 1)
}

// count adds to the group's number and to those of the note and the product that the fact is about.
func (c *Counter) count(f *Fact, t *Tally, n Number, by int64) {
	t.N[n] += by
	c.of(DimNote, string(f.Note)).plus(n, by)
	if n != Reads && n != Wishes && n != ReadsTapped {
		c.of(DimProduct, string(f.Product)).plus(n, by)
	}
}

// shopper counts a journey once, and once a week. A session that branched off is no further shopper.
func (c *Counter) shopper(t *Tally, ever *bool, in *Week, n Number) {
	if c.Visit.Branched() {
		return
	}
	if !*ever {
		*ever = true
		t.N[n]++
	}
	if w := WeekOf(c.since); *in != w {
		*in = w
		t.N[n+WeekVisitors-Visitors]++
	}
}

// convert counts a journey that saw a product and bought, once.
func (c *Counter) convert(t *Tally) {
	if p := &c.Visit.Past; p.Saw && p.Bought && !p.Converted && !c.Visit.Branched() {
		p.Converted = true
		t.N[Converted]++
	}
}

func (c *Counter) purchase(f *Fact, t *Tally) {
	v := &c.Visit
	v.Flags |= FlagPaid
	v.Hint.SoldOut, v.Hint.Declined = false, false
	c.shopper(t, &v.Past.Bought, &v.Past.BoughtIn, Buyers)
	c.convert(t)
	b := f.Bill
	if b == nil {
		return
	}
	v.Summary.Paid++
	v.Summary.GMV += b.Paid
	t.bought(b)
	c.of(DimNote, string(b.Note)).bought(b)
	first := v.First
	if first == "" {
		first = string(b.Note) // no note was opened in this session: the one of the cart line is the first that is known
	}
	c.of(DimFirst, first).bought(b)
	for i := range b.Items {
		item := &b.Items[i]
		p := c.of(DimProduct, string(item.Product))
		if b.first(i) {
			p.plus(Paid, 1)
		}
		p.plus(Pieces, int64(item.Quantity))
		p.plus(Goods, int64(item.Unit)*int64(item.Quantity))
	}
}

// first says whether an item is the first one of its product.
func (b *Bill) first(i int) bool {
	for k := range i {
		if b.Items[k].Product == b.Items[i].Product {
			return false
		}
	}
	return true
}

// bought adds a paid order.
func (t *Tally) bought(b *Bill) {
	if t == nil {
		return
	}
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
	n[PlatformFee] += int64(b.Fee)
	if b.Bundled {
		n[Bundled]++
		n[BundledGMV] += int64(b.Paid)
	}
}

// refund counts money that came back for an order that was bought, of a product those of orders that hold it.
func (c *Counter) refund(f *Fact, t *Tally) {
	b := f.Bill
	if b == nil || !b.Bought {
		return
	}
	of, amount, orders := RefundsBefore, RefundedBefore, BackBefore
	if b.Shipped {
		of, amount, orders = RefundsAfter, RefundedAfter, BackAfter
	}
	first := int64(0)
	if f.First {
		first = 1
	}
	for _, tally := range [...]*Tally{t, c.of(DimNote, string(b.Note))} {
		tally.plus(of, 1)
		tally.plus(amount, int64(f.Value))
		tally.plus(orders, first)
	}
	for i := range b.Items {
		if b.first(i) {
			p := c.of(DimProduct, string(b.Items[i].Product))
			p.plus(of, 1)
			p.plus(orders, first)
		}
	}
}
