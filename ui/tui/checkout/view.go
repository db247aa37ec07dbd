// Package checkout draws the checkout 结算: where it goes, what is in it, what it costs, how it is paid, and one button.
package checkout

import (
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
	label   int  // column of labels while it is drawn
}

// Ids of targets.
const (
	submitID  = "submit"
	addressID = "address"
)

func methodID(m flow.Method) string { return "method:" + string(m) }

// Columns and rows of the page.
const (
	left     = 2
	pictureW = 10
	itemX    = left + pictureW + 2
	itemRows = 5
)

// Start implements screen.Starter: without an address the thing to tap next is to add one, without a payment to choose one.
func (v view) Start(s session.Shown) string {
	switch {
	case s.State.AddressOf(s.State.Checkout.Address) == nil && (v.step == "" || v.step == flow.StepAddress):
		return addressID
	case s.State.Checkout.Method == "" && len(s.World.Flow.Methods) > 0 && (v.step == "" || v.step == flow.StepPayment):
		return methodID(s.World.Flow.Methods[0])
	}
	return submitID
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	pay := payOf(b, v.step)
	v.label = labelWidth(b, &pay.quote)
	top := 2
	if v.step != "" && b.Layout.Tallness() != look.Short {
		top = 4
	} else if v.step != "" {
		top = 3
	}
	head, body, foot := b.Split(top, pay.rows)
	y := 0
	switch v.step {
	case flow.StepAddress:
		y = v.address(b, body, y)
		y = v.goods(b, body, &pay.quote, y+1)
	case flow.StepDelivery:
		for i := range pay.quote.Orders {
			y = v.order(b, body, &pay.quote, i, y) + 1
		}
		y = v.ladder(b, body, &pay.quote, y)
	case flow.StepPayment:
		y = v.methods(b, body, y)
	case flow.StepSubmit:
		y = v.summary(b, body, &pay.quote, y)
	default:
		y = v.address(b, body, y) + 1
		for i := range pay.quote.Orders {
			y = v.order(b, body, &pay.quote, i, y) + 1
		}
		y = v.ladder(b, body, &pay.quote, y) + 1
		y = v.methods(b, body, y)
	}
	y = post.Elsewhere(b, body, v.leaving, left, y+1, b.W-2*left)
	b.End(y + 1)
	pay.draw(b, foot)
	if v.step != "" {
		v.steps(b, head, top-2)
	}
	b.TitleBar(head, b.Say("title.checkout"), "", "")
}

// address draws the chosen one, masked, or asks for one.
func (v view) address(b *screen.Board, body screen.Part, y int) int {
	w := b.W - 2*left
	own := b.Shown.State.AddressOf(b.Shown.State.Checkout.Address)
	focus := b.Focused(addressID, false)
	target := screen.Target{ID: addressID, Action: flow.Action{Verb: flow.ChooseAddress}, Label: "address.choose"}
	if own == nil {
		target.Rect = cell.Rect{X: left, Y: y, W: w, H: 1}
		label := b.Glossed("address.choose", w-4)
		if len(b.Shown.State.Book) == 0 {
			target.Label = "checkout.address-add"
			label = "+ " + b.Glossed("checkout.address-add", w-6)
		}
		look.Button(body.Canvas, b.Theme, target.Rect, label, look.Primary, b.Focused(addressID, true))
		body.Target(target)
		return y + 1
	}
	change := b.Say("checkout.change") + " " + b.Theme.Glyph("›")
	st := look.Style{FG: look.Muted}
	if focus {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
	}
	end := body.TextRight(left+w, y, change, st) - 1
	who := shop.MaskName(own.Name) + "  " + shop.MaskPhone(own.Phone)
	x := left + body.Text(left, y, cell.Truncate(who, end-left), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
	badge := b.Say("checkout.default")
	if book := b.Shown.State.Book; len(book) > 0 && book[0].ID == own.ID && x+cell.Width(badge)+2 < end {
		look.Badge(body.Canvas, b.Theme, x, y, badge, look.InfoBadge)
	}
	lines := screen.Spaced(w, own.Masked())
	body.Lines(left, y+1, lines, look.Style{FG: look.Ink2})
	target.Rect = cell.Rect{X: left, Y: y, W: w, H: 1 + len(lines)}
	if focus {
		look.FocusBar(body.Canvas, b.Theme, left-1, y, target.Rect.H)
	}
	body.Target(target)
	return remote(b, body, target.Rect.Bottom())
}

// remote says that the province costs more, where it does.
func remote(b *screen.Board, body screen.Part, y int) int {
	quote := b.Shown.World.Quote(b.Shown.State)
	fee := quote.Sum(shop.LineRemote)
	if fee == 0 {
		return y
	}
	own := b.Shown.State.AddressOf(b.Shown.State.Checkout.Address)
	say := b.Say("checkout.remote", "province", own.Province(), "amount", look.Money(int64(fee), true))
	return y + body.Lines(left, y, cell.Wrap(say, b.W-2*left), look.Style{FG: look.Warn})
}
