// Package checkout draws the checkout 结算: where it goes, who declares it, what is in it, what it costs and why, how it is
// paid, and one button.
package checkout

import (
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// New makes the screen of the checkout.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{step: at.Subject}
	return screen.NewPage(v, s, v.Start(s))
}

// view is the checkout, or one step of it.
type view struct {
	step    string
	leaving bool // the ways to other platforms are unfolded
}

// Ids of targets.
const (
	submitID   = "submit"
	addressID  = "address"
	identityID = "identity"
	couponsID  = "coupons"
	splitID    = "split"
	removeID   = "remove:"
)

func methodID(m flow.Method) string { return "method:" + string(m) }

// Columns and rows of the page.
const (
	left     = 2
	pictureW = 10
	itemX    = left + pictureW + 2
	itemRows = 5
)

// shows says whether the page, or the step of it, has the parts of a step.
func (v view) shows(step string) bool { return v.step == "" || v.step == step }

// Start implements screen.Starter: the thing to tap next is what is still missing, in the order of the page.
func (v view) Start(s session.Shown) string {
	form := &s.State.Checkout
	switch {
	case s.State.AddressOf(form.Address) == nil && v.shows(flow.StepAddress):
		return addressID
	case v.shows(flow.StepAddress) && s.World.Imports(s.State) && s.State.IdentityOf(form.Identity) == nil:
		return identityID
	case v.shows(flow.StepSubmit) && splits(s):
		return splitID
	case form.Method == "" && len(s.World.Flow.Methods) > 0 && v.shows(flow.StepPayment):
		return methodID(s.World.Flow.Methods[0])
	}
	return submitID
}

// splits says whether the limit of one import is not kept, and splitting the order would help.
func splits(s session.Shown) bool {
	return s.World.Imports(s.State) && !flow.Refuse(s.World, s.Now, s.State, flow.Action{Verb: flow.SplitOrders}).Refused()
}

// page is one drawing.
type page struct {
	*screen.Board
	view
	quote   shop.Quote
	rungs   []screen.Rung // of all orders together
	imports bool
	label   int // column of labels in a ladder
	usual   int // that of other rows
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := page{Board: b, view: v, quote: b.Shown.World.Quote(b.Shown.State), imports: b.Shown.World.Imports(b.Shown.State)}
	seen := b.Shown.State
	if len(p.quote.Orders) > 1 {
		seen = nil // each order says for itself what is new in it
	}
	p.rungs = b.Ladder(b.Shown.World, seen, p.quote.Orders)
	p.columns()
	pay := p.payable()
	top := 2
	if v.step != "" && b.Layout.Tallness() != look.Short {
		top = 4
	} else if v.step != "" {
		top = 3
	}
	head, body, foot := b.Split(top, pay.rows)
	y := p.body(body)
	y = post.Elsewhere(b, body, v.leaving, left, y+1, b.W-2*left)
	b.End(y + 1)
	pay.draw(b, foot)
	if v.step != "" {
		v.steps(b, head, top-2)
	}
	fact := ""
	if p.imports {
		if fact = b.Say("customs.order"); cell.Width(b.Say("title.checkout"))+cell.Width(fact)+8 > b.W {
			fact = b.Say("trade.cross-border")
		}
	}
	b.TitleBar(head, b.Say("title.checkout"), "", fact)
}

// body draws what the page or the step has, and returns the rows.
func (p *page) body(body screen.Part) int {
	y := 0
	switch p.step {
	case flow.StepAddress:
		y = p.address(body, y)
		y = p.identity(body, y)
		return p.goods(body, y+1)
	case flow.StepDelivery:
		y = p.orders(body, y)
		return p.charges(body, y, false)
	case flow.StepPayment:
		if next := p.couponRows(body, y); next > y {
			y = next + 1
		}
		return p.methods(body, y)
	case flow.StepSubmit:
		return p.summary(body, y)
	}
	y = p.address(body, y)
	y = p.identity(body, y) + 1
	if next := p.limits(body, y); next > y { // before the goods: what has to be done first stays in sight
		y = next + 1
	}
	y = p.orders(body, y)
	y = p.charges(body, y, true) + 1
	return p.methods(body, y)
}

// columns sets the columns of labels: the usual one, and that of a ladder as wide as the lines of the quote need it.
func (p *page) columns() {
	p.usual = look.LabelZH
	if p.Lang == words.EN {
		p.usual = look.LabelEN
	}
	p.label = max(p.usual, screen.LabelColumn(p.rungs, p.W-2*left))
	if p.couponed() {
		for _, name := range []string{shop.LineMerchant, shop.LinePlatform} {
			p.label = max(p.label, cell.Width(p.Say("line."+name))+2)
		}
	}
}

// row draws a row of facts on the page's columns and returns its height.
func (p *page) row(body screen.Part, y int, r look.Row) int {
	r.LabelW = max(p.label, cell.Width(r.Label)+1)
	r.Draw(body.Canvas, p.Theme, left, y, p.W-2*left)
	return 1
}

// address draws the chosen one, masked, or asks for one.
func (p *page) address(body screen.Part, y int) int {
	w := p.W - 2*left
	own := p.Shown.State.AddressOf(p.Shown.State.Checkout.Address)
	focus := p.Focused(addressID, false)
	target := screen.Target{ID: addressID, Action: flow.Action{Verb: flow.ChooseAddress}, Label: "address.choose"}
	if own == nil {
		target.Rect = cell.Rect{X: left, Y: y, W: w, H: 1}
		label := p.Glossed("address.choose", w-4)
		if len(p.Shown.State.Book) == 0 {
			target.Label = "checkout.address-add"
			label = "+ " + p.Glossed("checkout.address-add", w-6)
		}
		look.Button(body.Canvas, p.Theme, target.Rect, label, look.Primary, p.Focused(addressID, true))
		body.Target(target)
		return y + 1
	}
	change := p.Say("checkout.change") + " " + p.Theme.Glyph("›")
	st := look.Style{FG: look.Muted}
	if focus {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
	}
	end := body.TextRight(left+w, y, change, st) - 1
	who := shop.MaskName(own.Name) + "  " + shop.MaskPhone(own.Phone)
	x := left + body.Text(left, y, cell.Truncate(who, end-left), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
	badge := p.Say("checkout.default")
	if book := p.Shown.State.Book; len(book) > 0 && book[0].ID == own.ID && x+cell.Width(badge)+2 < end {
		look.Badge(body.Canvas, p.Theme, x, y, badge, look.InfoBadge)
	}
	lines := screen.Spaced(w, own.Masked())
	body.Lines(left, y+1, lines, look.Style{FG: look.Ink2})
	target.Rect = cell.Rect{X: left, Y: y, W: w, H: 1 + len(lines)}
	if focus {
		look.FocusBar(body.Canvas, p.Theme, left-1, y, target.Rect.H)
	}
	body.Target(target)
	return p.remote(body, target.Rect.Bottom())
}

// remote says that the province costs more, where it does.
func (p *page) remote(body screen.Part, y int) int {
	fee := p.quote.Sum(shop.LineRemote)
	own := p.Shown.State.AddressOf(p.Shown.State.Checkout.Address)
	if fee == 0 || own == nil {
		return y
	}
	say := p.Say("checkout.remote", "province", own.Province(), "amount", look.Money(int64(fee), true))
	return y + body.Lines(left, y, cell.Wrap(say, p.W-2*left), look.Style{FG: look.Warn})
}
