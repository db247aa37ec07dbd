package identity

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// list draws the saved identities, masked, each with what is left of its quota.
func (v view) list(b *screen.Board) {
	rows := buttonRows(b)
	head, body, foot := b.Split(headRows, rows+1)
	s := b.Shown.State
	y := 0
	for i := range s.Identities {
		y = v.saved(b, body, &s.Identities[i], y) + 1
	}
	if len(s.Identities) == 0 {
		y += body.Lines(margin, y, cell.Wrap(b.Say("identity.needed"), b.W-2*margin), look.Style{FG: look.Ink2}) + 1
	}
	b.End(assurances(b, body, y) + 1)
	kind := look.Secondary
	if len(s.Identities) == 0 {
		kind = look.Primary
	}
	r := cell.Rect{X: margin, W: b.W - 2*margin, H: rows}
	look.Button(foot.Canvas, b.Theme, r, "+ "+b.Glossed("identity.new", r.W-8), kind, b.Focused(newID, len(s.Identities) == 0))
	foot.Target(screen.Target{ID: newID, Rect: r, Local: newID, Label: "identity.new"})
	v.head(b, head, "title.identity")
}

// saved draws one identity: who, what is left of the year, and why it cannot declare this.
func (v view) saved(b *screen.Board, body screen.Part, i *shop.Identity, y int) int {
	pick, edit := pickPre+i.ID, editPre+i.ID
	x, end, top := margin+look.TickWidth, b.W-margin, y
	used := b.Shown.State.Checkout.Identity == i.ID
	look.Tick(body.Canvas, b.Theme, margin, y, used, false)
	st := look.Style{FG: look.Muted}
	if b.Focused(edit, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	at := body.TextRight(end, y, b.Say("identity.edit"), st)
	who := shop.MaskName(i.Name) + "  " + shop.MaskNumber(i.Number)
	n := body.Text(x, y, cell.Truncate(who, at-1-x), look.Style{FG: look.Ink, Attr: look.Bold})
	if badge := b.Say("identity.in-use"); used && x+n+1+cell.Width(badge)+2 < at {
		badgeOn(b, body, x+n+1, y, badge)
	}
	y++
	facts := []string{shop.MaskPhone(i.Phone)}
	if missing := missingSides(i); parcel(b.Shown) && missing > 0 {
		facts = append(facts, b.Say("identity.pictures-out", "n", strconv.Itoa(missing)))
	} else if missing == 0 {
		facts = append(facts, b.Say("identity.pictures-in"))
	}
	y += body.Lines(x, y, screen.Facts(end-x, facts...), look.Style{FG: look.Ink2})
	y = quota(b, body, i, x, y, end-x)
	if wrong := mismatch(b, i.Name); wrong != "" {
		y += body.Lines(x, y, cell.Wrap(wrong, end-x), look.Style{FG: look.Warn})
	}
	if b.Focused(pick, false) {
		look.FocusBar(body.Canvas, b.Theme, margin-2, top, y-top)
	}
	body.Target(screen.Target{
		ID: pick, Rect: cell.Rect{X: margin - 1, Y: top, W: end - margin + 1, H: y - top},
		Action: flow.Action{Verb: flow.PickIdentity, ID: i.ID}, Label: "verb.pick-identity",
	})
	body.Target(screen.Target{ID: edit, Rect: cell.Rect{X: at, Y: top, W: end - at, H: 1}, Local: edit, Label: "identity.edit"})
	return y
}

// scarce is a tenth: where less of the quota is left than that part of it, it is said aloud.
const scarce = 10

// quota draws how much of this year's quota an identity has used, and what is left of it.
func quota(b *screen.Board, body screen.Part, i *shop.Identity, x, y, w int) int {
	used := b.Shown.State.UsedQuota(i, b.Shown.Now)
	left := max(0, shop.MostYear-used)
	role, bar := look.Muted, look.Ink2
	if left < shop.MostYear/scarce {
		role, bar = look.Warn, look.Warn
	}
	say := b.Say("identity.quota.used", "used", look.Money(int64(used), false), "most", look.Money(int64(shop.MostYear), false))
	look.Row{
		Label: b.Say("identity.quota"), LabelW: cell.Width(b.Say("identity.quota")) + 2, Fact: say, FactRole: look.Muted,
	}.Draw(body.Canvas, b.Theme, x, y, w)
	rest := b.Say("customs.quota.left", "amount", look.Money(int64(left), false))
	at := body.TextRight(x+w, y+1, rest, look.Style{FG: role}) - 2
	if at-x < 6 { // no room for a bar beside the words
		return y + 2
	}
	look.ShareBar(body.Canvas, x, y+1, at-x, int64(min(used, shop.MostYear)), int64(shop.MostYear), bar)
	return y + 2
}

// badgeOn draws a badge that can be told from the raised ground of the sheet.
func badgeOn(b *screen.Board, body screen.Part, x, y int, label string) {
	if !b.Theme.Fills() {
		look.Badge(body.Canvas, b.Theme, x, y, label, look.InfoBadge)
		return
	}
	body.Text(x, y, " "+label+" ", look.Style{FG: look.Info, BG: look.Raised2})
}
