// Package address draws the address sheet 收货地址: the saved ones, or the form of a new or edited one.
package address

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the sheet. A form that was left open is there again, with what was typed; it begins with the first field that
// is missing.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	v := view{}
	if s.State.Form != nil {
		of := fields(s)
		v.form = v.form.Enter(of, v.form.Missing(of))
	}
	return screen.NewSheet(v, s, v.Start(s))
}

// view holds the field that is being typed into. Everything else is in the form of the state.
type view struct{ form screen.Form }

// Ids of targets; fields and addresses follow their prefix.
const (
	closeID  = "close"
	newID    = "new"
	saveID   = "save"
	fieldPre = "field:"
	pickPre  = "pick:"
	editPre  = "edit:"
)

const margin = 2

// fields are those of the form as the state has them.
func fields(s session.Shown) screen.Fields {
	form := s.State.Form
	if form == nil {
		form = &flow.Form{}
	}
	return fieldsOf(form)
}

func fieldsOf(form *flow.Form) screen.Fields {
	return screen.Fields{
		Names: shop.AddressFields, Words: "address.", Save: saveID,
		Value: func(name string) text.Text {
			value, _ := form.Address.Field(name)
			return value
		},
		Valid: func(name string, value text.Text) bool { return name != "phone" || shop.PhoneValid(value) },
	}
}

// Start implements screen.Starter: the first missing field, else the button; in the list the address that is in use.
func (v view) Start(s session.Shown) string {
	if s.State.Form != nil {
		return v.form.Start(fields(s))
	}
	if s.State.AddressOf(s.State.Checkout.Address) != nil {
		return pickPre + s.State.Checkout.Address
	}
	if len(s.State.Book) > 0 {
		return pickPre + s.State.Book[0].ID
	}
	return newID
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	if b.Shown.State.Form != nil {
		v.fill(b)
		return
	}
	v.list(b)
}

// head draws grip, title and the way out.
func (v view) head(b *screen.Board, head screen.Part, title string) {
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

// headRows are grip, title and a blank row; footRows those of a button with a blank row on both sides.
const headRows = 3

func buttonRows(b *screen.Board) int {
	if b.Layout.TallButtons() {
		return 3
	}
	return 1
}

// list draws the saved addresses, masked.
func (v view) list(b *screen.Board) {
	rows := buttonRows(b)
	head, body, foot := b.Split(headRows, rows+1)
	s := b.Shown.State
	y := 0
	for i := range s.Book {
		y = v.saved(b, body, &s.Book[i], i == 0, y) + 1
	}
	if len(s.Book) == 0 {
		y += body.Lines(margin, y, cell.Wrap(b.Say("address.empty"), b.W-2*margin), look.Style{FG: look.Muted}) + 1
	}
	b.End(y)
	kind := look.Secondary
	if len(s.Book) == 0 {
		kind = look.Primary
	}
	r := cell.Rect{X: margin, W: b.W - 2*margin, H: rows}
	look.Button(foot.Canvas, b.Theme, r, "+ "+b.Say("address.new"), kind, b.Focused(newID, len(s.Book) == 0))
	foot.Target(screen.Target{ID: newID, Rect: r, Local: newID, Label: "address.new"})
	v.head(b, head, b.Say("title.address"))
}

func (v view) saved(b *screen.Board, body screen.Part, a *shop.Address, first bool, y int) int {
	pick, edit := pickPre+a.ID, editPre+a.ID
	x, end := margin+look.TickWidth, b.W-margin
	look.Tick(body.Canvas, b.Theme, margin, y, b.Shown.State.Checkout.Address == a.ID, false)
	st := look.Style{FG: look.Muted}
	if b.Focused(edit, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	label := b.Say("address.edit")
	at := body.TextRight(end, y, label, st)
	name := look.Style{FG: look.Ink, Attr: look.Bold}
	who := shop.MaskName(a.Name) + "  " + shop.MaskPhone(a.Phone)
	n := body.Text(x, y, cell.Truncate(who, at-1-x), name)
	if badge := b.Say("address.default"); first && x+n+1+cell.Width(badge)+2 < at {
		badgeOn(b, body, x+n+1, y, badge)
	}
	lines := screen.Spaced(end-x, a.Masked())
	body.Lines(x, y+1, lines, look.Style{FG: look.Ink2})
	h := 1 + len(lines)
	if b.Focused(pick, false) {
		look.FocusBar(body.Canvas, b.Theme, margin-2, y, h)
	}
	body.Target(screen.Target{
		ID: pick, Rect: cell.Rect{X: margin - 1, Y: y, W: end - margin + 1, H: h},
		Action: flow.Action{Verb: flow.PickAddress, ID: a.ID}, Label: "key.choose",
	})
	body.Target(screen.Target{ID: edit, Rect: cell.Rect{X: at, Y: y, W: end - at, H: 1}, Local: edit, Label: "address.edit"})
	return y + h
}

// badgeOn draws a badge that can be told from the raised ground of the sheet.
func badgeOn(b *screen.Board, body screen.Part, x, y int, label string) {
	if !b.Theme.Fills() {
		look.Badge(body.Canvas, b.Theme, x, y, label, look.InfoBadge)
		return
	}
	body.Text(x, y, " "+label+" ", look.Style{FG: look.Info, BG: look.Raised2})
}

// fill draws the four fields, why they cannot be saved yet, and the button.
func (v view) fill(b *screen.Board) {
	rows := buttonRows(b)
	reason := v.reason(b)
	above := max(1, len(reason)) // kept free, so that the sheet does not move when the last field is filled
	head, body, foot := b.Split(headRows, above+rows+1)
	y := v.form.Draw(b, body, fields(b.Shown), margin, 0)
	body.Text(margin, y, cell.Truncate(b.Say("address.masked"), b.W-2*margin), look.Style{FG: look.Muted})
	b.End(y + 2)
	kind := look.Primary
	if len(reason) > 0 {
		kind = look.Disabled
		foot.Lines(margin, 0, reason, look.Style{FG: look.Warn})
	}
	r := cell.Rect{X: margin, Y: above, W: b.W - 2*margin, H: rows}
	look.Button(foot.Canvas, b.Theme, r, b.Say("address.save"), kind, !v.Typing() && b.Focused(saveID, true))
	foot.Target(screen.Target{ID: saveID, Rect: r, Action: flow.Action{Verb: flow.SaveAddress}, Label: "key.save"})
	title := "address.new"
	if b.Shown.State.Form.Editing != "" {
		title = "address.editing"
	}
	v.head(b, head, b.Say(title))
}

// reason says what is still missing, counting what is being typed.
func (v view) reason(b *screen.Board) []string {
	of, why := fields(b.Shown), ""
	switch n := v.form.Empty(of); {
	case n > 0:
		why = b.Say("address.missing", "n", strconv.Itoa(n))
	case v.form.Missing(of) != "":
		why = b.Refusal(flow.Refusal{Code: flow.PhoneInvalid})
	default:
		return nil
	}
	return cell.Clamp(why, b.W-2*margin, 2)
}
