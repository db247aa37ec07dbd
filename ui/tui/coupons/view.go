// Package coupons draws the coupon sheet 优惠券: what can be claimed here, what is held, why one does not apply and what is
// missing; over the checkout also which ones are used.
package coupons

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the sheet.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	return screen.NewSheet(view{}, s, view{}.Start(s))
}

type view struct{}

// Ids of targets; a coupon's follow their prefix.
const (
	closeID  = "close"
	doneID   = "done"
	autoID   = "auto"
	claimPre = "claim:"
	pickPre  = "pick:"
)

const margin = 2

// choosing says whether the sheet lies over the checkout, where coupons are not only claimed but chosen.
func choosing(s session.Shown) bool { return s.State.Page().Place == flow.Checkout }

// Start implements screen.Starter: over the checkout to be done, elsewhere to claim what is there.
func (view) Start(s session.Shown) string {
	if !choosing(s) {
		if claim := flow.Claimable(s.World, s.State); len(claim) > 0 {
			return claimPre + claim[0].ID
		}
	}
	return doneID
}

// ticket is a coupon of the sheet.
type ticket struct {
	shop.Coupon
	kind   string
	use    shop.Use
	told   bool // use is known: there are goods to test it on
	claim  bool // it is not held yet
	picked bool
}

// able says whether the coupon takes anything off here, or would.
func (t *ticket) able() bool { return !t.told || t.use.Why == "" || t.use.Why == shop.WhySlotTaken }

// section is a heading with its tickets.
type section struct {
	title   string
	tickets []ticket
}

// ask is what coupons are tested on: the checkout as it stands, or what is ticked in the cart; nothing on a product.
func ask(s session.Shown) (shop.Ask, bool) {
	switch s.State.Page().Place {
	case flow.Checkout:
		return s.World.AskCheckout(s.State), true
	case flow.Cart:
		a := s.World.Ask(s.State, s.State.Ticked(), "")
		return a, len(a.Pieces) > 0
	}
	return shop.Ask{Held: s.World.Usable(s.State)}, false
}

// sections sorts the coupons: to claim, usable, not usable.
func sections(b *screen.Board) []section {
	s := b.Shown
	a, told := ask(s)
	held := len(a.Held)
	for _, c := range flow.Claimable(s.World, s.State) {
		a.Held = append(a.Held[:len(a.Held):len(a.Held)], *c)
	}
	uses := make([]shop.Use, len(a.Held))
	if told {
		own := a
		own.Held = a.Held[:held]
		copy(uses, shop.Explain(&own))
		copy(uses[held:], shop.Explain(&a)[held:])
	}
	picked := s.World.Picked(s.State)
	var claim, able, not []ticket
	for i := range a.Held {
		t := ticket{Coupon: a.Held[i], kind: string(a.Held[i].Kind), use: uses[i], told: told, claim: i >= held}
		if own := s.State.Coupon(t.ID); own != nil {
			t.kind = own.Kind
		}
		t.picked = choosing(s) && slices.Contains(picked, t.ID)
		switch {
		case t.claim:
			claim = append(claim, t)
		case !elsewhere(s, &t.Coupon) && t.able():
			able = append(able, t)
		case choosing(s) || !elsewhere(s, &t.Coupon):
			not = append(not, t)
		}
	}
	ready := b.Say("coupon.usable", "n", strconv.Itoa(len(able)))
	if !told {
		ready = b.Say("coupon.held")
	}
	all := []section{
		{b.Say("coupon.claimable"), claim}, {ready, able}, {b.Say("coupon.unusable", "n", strconv.Itoa(len(not))), not},
	}
	return slices.DeleteFunc(all, func(s section) bool { return len(s.tickets) == 0 })
}

// elsewhere says whether a coupon is for another shop than the one that the sheet is about.
func elsewhere(s session.Shown, c *shop.Coupon) bool {
	id := shop.ShopID(s.State.Subject(flow.Coupons))
	return id != "" && c.Shop != "" && c.Shop != id
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	bar := v.barOf(b)
	head, body, foot := b.Split(headRows, bar.rows)
	all := sections(b)
	y := 0
	for i := range all {
		look.Heading(body.Canvas, margin, y, b.W-2*margin, all[i].title, "", "")
		y++
		for j := range all[i].tickets {
			y = v.ticket(b, body, &all[i].tickets[j], y) + 1
		}
	}
	if len(all) == 0 {
		y += body.Lines(margin, y, cell.Wrap(b.Say("coupon.empty"), b.W-2*margin), look.Style{FG: look.Muted}) + 1
	} else {
		for _, key := range []string{"coupon.slots", "coupon.parallel"} {
			y += body.Lines(margin, y, cell.Wrap(b.Say(key), b.W-2*margin), look.Style{FG: look.Muted})
		}
		y++
	}
	b.End(y)
	bar.draw(b, foot)
	v.head(b, head)
}

// headRows are grip, title and a blank row.
const headRows = 3

func (v view) head(b *screen.Board, head screen.Part) {
	title := b.Say("title.coupons")
	head.TextCentre(0, 0, b.W, "━━━━━━", look.Style{FG: look.Faint})
	head.TextCentre(4, 1, b.W-8, cell.Truncate(title, b.W-8), look.Style{FG: look.Ink, Attr: look.Bold})
	st := look.Style{FG: look.Muted}
	if b.Focused(closeID, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	head.Text(margin-1, 1, " "+b.Theme.Glyph("✕")+" ", st)
	head.Target(screen.Target{
		ID: closeID, Rect: cell.Rect{X: margin - 1, Y: 1, W: 3, H: 1}, Action: flow.Action{Verb: flow.Back}, Label: "key.close",
	})
}
