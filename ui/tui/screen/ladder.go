package screen

import (
	"slices"
	"strconv"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Rung is one row of a price ladder: a line of a quote, or what several orders have under the same name and for the same
// reason. Cart, checkout, payment, orders and meter all show these and nothing else.
type Rung struct {
	Name     string // of the lines
	Label    string // 店铺券
	Short    string // the one name of a narrow ladder: 限时特价, 新人券, else Label
	Fact     string // what it is: the title of the coupon, the kind of the price, the rate; "" for none
	Amount   string // −¥30.00, +¥141.79, 包邮
	Fen      shop.Fen
	Funder   shop.Funder
	Role     look.Role // of the amount
	Surprise bool      // the shopper saw it at checkout for the first time
	Taxed    []Taxed   // of a tax: how it comes about, item by item
}

// Fee says whether the amount is one that a flow may show only later: it comes on top of goods and discounts.
func (r *Rung) Fee() bool {
	switch r.Name {
	case shop.LineShipping, shop.LineRemote, shop.LineFee, shop.LineTax:
		return true
	}
	return false
}

// Ladder turns the lines of orders into rungs, in the order of a quote. Discounts stand once for each reason, everything else
// once for all orders. With a state, what was first seen at checkout is marked as the surprise that it was.
func (f Frame) Ladder(w *flow.World, s *flow.State, orders []shop.OrderQuote) []Rung {
	var sums []summed
	for i := range orders {
		for _, l := range orders[i].Lines {
			sums = withLine(sums, l, &orders[i], s)
		}
	}
	names := shop.LineNames()
	slices.SortStableFunc(sums, func(a, b summed) int { return slices.Index(names, a.Name) - slices.Index(names, b.Name) })
	rungs := make([]Rung, len(sums))
	for i := range sums {
		rungs[i] = f.rung(w, s, &sums[i], sums, orders)
	}
	return rungs
}

// summed is a line with those of other orders that say the same.
type summed struct {
	shop.QuoteLine
	shop     shop.ShopID
	several  bool // of several orders
	mixed    bool // for several reasons
	surprise bool
}

func withLine(sums []summed, l shop.QuoteLine, o *shop.OrderQuote, s *flow.State) []summed {
	first := s != nil && surprising(s, l.Name, o.Shop, l.Amount)
	for i := range sums {
		to := &sums[i]
		if to.Name != l.Name || discount(l.Name) && (to.Why != l.Why || to.Funder != l.Funder) {
			continue
		}
		to.Amount += l.Amount
		to.several = true
		to.mixed = to.mixed || to.Why != l.Why
		to.surprise = to.surprise || first
		return sums
	}
	return append(sums, summed{QuoteLine: l, shop: o.Shop, surprise: first})
}

func discount(name string) bool {
	switch name {
	case shop.LineSaving, shop.LineBundle, shop.LinePromotion, shop.LineMerchant, shop.LinePlatform:
		return true
	}
	return false
}

// surprising says whether an amount of a shop was first seen at checkout or later: less than was shown before is none.
func surprising(s *flow.State, line string, id shop.ShopID, amount shop.Fen) bool {
	if amount <= 0 {
		return false
	}
	for i := range s.Seen {
		if seen := &s.Seen[i]; seen.Line == line && seen.Shop == id && seen.Amount >= amount {
			return seen.Surprise()
		}
	}
	return false
}

func (f Frame) rung(w *flow.World, s *flow.State, l *summed, all []summed, orders []shop.OrderQuote) Rung {
	r := Rung{
		Name: l.Name, Label: f.Say("line." + l.Name), Fen: l.Amount, Funder: shop.Funder(l.Funder), Surprise: l.surprise,
		Amount: look.Money(int64(l.Amount), true), Role: look.Ink,
	}
	r.Fact = f.lineFact(w, s, l)
	r.Short = r.Label
	switch {
	case discount(l.Name):
		r.Role = look.Success
		if kind := f.lineKind(w, s, l); kind != "" {
			r.Short = kind
		}
		if bothFund(all, l.Name) {
			r.Fact = Dotted(f.Say("funder."+l.Funder+".pays"), r.Fact)
		}
	case l.Name == shop.LineBalance || l.Name == shop.LineDeposit:
		r.Role = look.Ink2
	case l.Name == shop.LineTax:
		r.Taxed = f.taxed(w, orders)
		r.Fact = f.rates(r.Taxed)
		if l.Amount == 0 {
			r.Amount, r.Role = f.Say("line.tax.included"), look.Success
			r.Fact = f.Say("customs.tax.included")
		}
	case l.Amount == 0 && l.Name == shop.LineShipping:
		r.Amount, r.Role = f.Say("checkout.free"), look.Success
		if l.mixed || l.Why == "free" {
			r.Fact = ""
		}
	case l.Amount == 0 && l.Name == shop.LineInsurance:
		r.Amount, r.Role, r.Fact = f.Say("checkout.insurance-free"), look.Success, ""
	}
	if r.Surprise {
		r.Amount, r.Role = "+"+r.Amount, look.Warn
	}
	return r
}

// bothFund says whether lines of one name are paid by the shop and by the platform, so that each has to say whose it is.
func bothFund(all []summed, name string) bool {
	var funders [2]bool
	for i := range all {
		if all[i].Name == name {
			funders[0] = funders[0] || all[i].Funder == string(shop.ByPlatform)
			funders[1] = funders[1] || all[i].Funder == string(shop.ByMerchant)
		}
	}
	return funders[0] && funders[1]
}

// lineFact says what a line is for. Of the lines of several orders that differ it says nothing.
func (f Frame) lineFact(w *flow.World, s *flow.State, l *summed) string {
	switch l.Name {
	case shop.LineSaving:
		return f.lineKind(w, s, l)
	case shop.LineBundle:
		for i := range w.Catalogue.Bundles {
			if b := &w.Catalogue.Bundles[i]; b.ID == l.Why {
				return f.Words(b.Title)
			}
		}
		return f.Say("price.bundle")
	case shop.LinePromotion:
		for i := range w.Catalogue.Promotions {
			if p := &w.Catalogue.Promotions[i]; p.ID == l.Why {
				return f.PromotionTitle(p)
			}
		}
		return f.Say("price.promotion")
	case shop.LineMerchant, shop.LinePlatform:
		if c, kind, ok := couponOf(w, s, l.Why); ok {
			return f.CouponTitle(&c, kind)
		}
		return ""
	}
	key := "line." + l.Name + "." + l.Why
	if l.Why == "" || l.mixed || !words.Has(key) {
		return ""
	}
	over := ""
	if seller := w.Catalogue.Shop(l.shop); seller != nil {
		over = look.Money(int64(seller.Shipping.Over), false)
	}
	if l.several && l.Name == shop.LineShipping {
		return ""
	}
	return f.Say(key, "over", over)
}

// lineKind names the kind of a price or of a coupon, "" where nobody knows it.
func (f Frame) lineKind(w *flow.World, s *flow.State, l *summed) string {
	key := ""
	switch l.Name {
	case shop.LineSaving:
		key = "price." + l.Why
	case shop.LineMerchant, shop.LinePlatform:
		if _, kind, ok := couponOf(w, s, l.Why); ok {
			key = "coupon.kind." + kind
		}
	}
	if key == "" || !words.Has(key) {
		return ""
	}
	return f.Say(key)
}

// couponOf returns a coupon that a line names, and its kind: as the catalogue has it, or one that the shopper was given.
func couponOf(w *flow.World, s *flow.State, id string) (shop.Coupon, string, bool) {
	if c := w.Catalogue.Coupon(id); c != nil {
		return *c, string(c.Kind), true
	}
	if s == nil {
		return shop.Coupon{}, "", false
	}
	held := s.Coupon(id)
	if held == nil {
		return shop.Coupon{}, "", false
	}
	c, ok := w.Definition(held)
	return c, held.Kind, ok
}

// CouponTitle is the name of a coupon: its own, else its kind.
func (f Frame) CouponTitle(c *shop.Coupon, kind string) string {
	if title := f.Words(c.Title); title != "" {
		return title
	}
	if kind == "" {
		kind = string(c.Kind)
	}
	return f.Say("coupon.kind." + kind)
}

// CouponOffer says what a coupon takes off and from which amount on: 满 ¥299 减 ¥30.
func (f Frame) CouponOffer(c *shop.Coupon) string {
	off, over := look.Money(int64(c.Off), false), look.Money(int64(c.Over), false)
	switch {
	case c.Percent > 0 && c.Over > 0:
		return f.Say("coupon.percent-over", "over", over, "cut", f.Cut(c.Percent))
	case c.Percent > 0:
		return f.Say("coupon.percent", "cut", f.Cut(c.Percent))
	case c.Over > 0:
		return f.Say("coupon.over", "over", over, "off", off)
	}
	return f.Say("coupon.off", "off", off)
}

// PromotionTitle is the name of a store promotion: its own, else what it gives.
func (f Frame) PromotionTitle(p *shop.Promotion) string {
	if title := f.Words(p.Title); title != "" {
		return title
	}
	return f.PromotionOffer(p)
}

// PromotionOffer says what a store promotion gives: 每满 ¥200 减 ¥30.
func (f Frame) PromotionOffer(p *shop.Promotion) string {
	off, over := look.Money(int64(p.Off), false), look.Money(int64(p.Over), false)
	switch p.Kind {
	case shop.PromotionPieces:
		return f.Say("price.promotion.pieces", "n", strconv.Itoa(p.Pieces), "cut", f.Cut(p.Percent))
	case shop.PromotionEvery:
		return f.Say("price.promotion.every", "over", over, "off", off)
	}
	return f.Say("price.promotion.spend", "over", over, "off", off)
}

// Cut names a percentage as the shop does: 20 % off are 8 折.
func (f Frame) Cut(percent int) string {
	n := strconv.Itoa(percent)
	if f.Lang != words.EN {
		n = tenths(100-percent, 10)
	}
	return f.Say("price.percent", "n", n)
}

// LabelColumn is the width of the labels of a ladder on w cells: that of the widest, as long as amounts keep their room.
func LabelColumn(rungs []Rung, w int) int {
	label, amount := 0, 0
	for i := range rungs {
		label = max(label, cell.Width(rungs[i].Label)+2)
		amount = max(amount, cell.Width(rungs[i].Amount))
	}
	return max(1, min(label, w-amount-1))
}

// DrawRung draws a rung on one row of w cells and returns the row. A surprise stands in a band that reaches a cell beyond
// both sides. A fact that finds no room is told in brief.
func (f Frame) DrawRung(c *look.Canvas, r *Rung, x, y, w, labelW int) cell.Rect {
	row := look.Row{
		Label: r.Label, LabelW: max(labelW, 1), Value: r.Fact, ValueRole: look.Muted, Fact: r.Amount, FactRole: r.Role,
	}
	if r.Surprise {
		c.Fill(cell.Rect{X: x - 1, Y: y, W: w + 2, H: 1}, look.SoftWarn)
		row.LabelRole, row.ValueRole, row.ValueAttr = look.Warn, look.Warn, look.Bold
		row.Value = f.Say("checkout.first-shown")
		if both := Dotted(row.Value, r.Fact); row.LabelW+cell.Width(both)+1+cell.Width(r.Amount) <= w {
			row.Value = both
		}
	}
	row.Value = Brief(row.Value, max(0, w-row.LabelW-cell.Width(row.Fact)-1))
	row.Draw(c, f.Theme, x, y, w)
	return cell.Rect{X: x, Y: y, W: w, H: 1}
}

// Total sums rungs: the payable, where none was left out.
func Total(rungs []Rung) shop.Fen {
	var sum shop.Fen
	for i := range rungs {
		sum += rungs[i].Fen
	}
	return sum
}
