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
	if choosing(s) {
		return doneID
	}
	return gather(s).start(s)
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

// tickets are the coupons of the sheet: those to claim, those that apply, those that do not.
type tickets struct{ claim, able, not []ticket }

func (t *tickets) start(s session.Shown) string {
	if !choosing(s) && len(t.claim) > 0 {
		return t.claim[0].id()
	}
	return doneID
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

// gather sorts the coupons. Of those to claim the ones that would apply come first.
func gather(s session.Shown) *tickets {
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
	var picked []string
	if choosing(s) {
		picked = s.World.Picked(s.State)
	}
	all := &tickets{}
	for i := range a.Held {
		t := ticket{Coupon: a.Held[i], kind: string(a.Held[i].Kind), use: uses[i], told: told, claim: i >= held}
		if own := s.State.Coupon(t.ID); own != nil {
			t.kind = own.Kind
		}
		t.picked = slices.Contains(picked, t.ID)
		switch {
		case t.claim:
			all.claim = append(all.claim, t)
		case elsewhere(s, &t.Coupon):
		case t.able():
			all.able = append(all.able, t)
		default:
			all.not = append(all.not, t)
		}
	}
	slices.SortStableFunc(all.claim, func(a, b ticket) int { return rank(&a) - rank(&b) })
	return all
}

func rank(t *ticket) int {
	if t.able() {
		return 0
	}
	return 1
}

// elsewhere says whether a coupon is for another shop than the one that the sheet is about.
func elsewhere(s session.Shown, c *shop.Coupon) bool {
	id := shop.ShopID(s.State.Subject(flow.Coupons))
	return id != "" && c.Shop != "" && c.Shop != id
}

// sheet is one drawing.
type sheet struct {
	*screen.Board
	all   *tickets
	start string // the accent
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := sheet{Board: b, all: gather(b.Shown)}
	p.start = p.all.start(b.Shown)
	bar := p.bar()
	head, body, foot := b.Split(headRows, bar.rows)
	b.End(p.body(body))
	bar.draw(&p, foot)
	p.head(head)
}

func (p *sheet) body(body screen.Part) int {
	ready := p.Say("coupon.usable", "n", strconv.Itoa(len(p.all.able)))
	if _, told := ask(p.Shown); !told {
		ready = p.Say("coupon.held")
	}
	y := 0
	for _, section := range []struct {
		title   string
		tickets []ticket
	}{
		{p.Say("coupon.claimable"), p.all.claim}, {ready, p.all.able},
		{p.Say("coupon.unusable", "n", strconv.Itoa(len(p.all.not))), p.all.not},
	} {
		if len(section.tickets) == 0 {
			continue
		}
		look.Heading(body.Canvas, margin, y, p.W-2*margin, section.title, "", "")
		y++
		for i := range section.tickets {
			y = p.ticket(body, &section.tickets[i], y) + 1
		}
	}
	notes := []string{"coupon.slots", "coupon.parallel"}
	if y == 0 {
		notes = []string{"coupon.empty"}
	}
	for _, key := range notes {
		y += body.Lines(margin, y, cell.Wrap(p.Say(key), p.W-2*margin), look.Style{FG: look.Muted})
	}
	return y + 1
}

// headRows are grip, title and a blank row.
const headRows = 3

func (p *sheet) head(head screen.Part) {
	b := p.Board
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
