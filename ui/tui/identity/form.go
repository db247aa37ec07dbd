package identity

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// fill draws the three fields, the pictures where a parcel needs them, who has to agree with whom, why it cannot be saved
// yet, and the button.
func (v view) fill(b *screen.Board) {
	rows := buttonRows(b)
	reason := v.reason(b)
	above := max(1, len(reason)) // kept free, so that the sheet does not move when the last field is filled
	head, body, foot := b.Split(headRows, above+rows+1)
	of := v.fields(b.Shown)
	of.Below = func(name string) (string, look.Role) { return v.below(b, of, name) }
	y := v.form.Draw(b, body, of, margin, 0)
	if parcel(b.Shown) {
		y = v.pictures(b, body, y) + 1
	}
	b.End(assurances(b, body, v.agree(b, of, body, y)) + 1)
	kind := look.Primary
	if len(reason) > 0 {
		kind = look.Disabled
		foot.Lines(margin, 0, reason, look.Style{FG: look.Warn})
	}
	r := cell.Rect{X: margin, Y: above, W: b.W - 2*margin, H: rows}
	look.Button(foot.Canvas, b.Theme, r, b.Glossed("identity.save", r.W-6), kind, !v.Typing() && b.Focused(saveID, true))
	foot.Target(screen.Target{ID: saveID, Rect: r, Action: flow.Action{Verb: flow.SaveIdentity}, Label: "key.save"})
	title := "title.identity"
	if b.Shown.State.IdentityForm.Editing != "" {
		title = "identity.editing"
	}
	v.head(b, head, title)
}

// below is what is said of a field while it is filled.
func (v view) below(b *screen.Board, of screen.Fields, name string) (string, look.Role) {
	value := v.form.Value(of, name)
	switch name {
	case "name":
		s := b.Shown.State
		if to := s.AddressOf(s.Checkout.Address); to != nil && to.Name == value && s.IdentityForm.Editing == "" {
			return b.Say("identity.name.from"), look.Muted
		}
	case "number":
		if value.IsZero() {
			return b.Say("identity.try", "number", example()), look.Muted
		}
		return number(b, value)
	case "phone":
		if shop.PhoneValid(value) {
			return b.Ticked(b.Say("identity.phone.fits")), look.Success
		}
	}
	return "", look.Muted
}

// Places of an identity number: where the date of birth ends, how many digits come before the check character, all.
const (
	dated  = 14
	digits = 17
	places = 18
)

// number says what is wrong with a number as far as it is typed, or that it checks out.
func number(b *screen.Board, value text.Text) (string, look.Role) {
	s := strings.ToUpper(value.String())
	n := len([]rune(s))
	head := s[:min(len(s), digits)]
	switch {
	case strings.Trim(head, "0123456789") != "":
		return b.Say("identity.number.digits"), look.Warn
	case len(s) >= dated && !shop.NumberValid(text.Clean(completed(s[:dated]), text.Name), b.Shown.Now):
		return b.Say("identity.number.date"), look.Warn
	case n < places:
		return b.Say("identity.number.short", "n", strconv.Itoa(places-n)), look.Muted
	case n > places:
		return b.Say("identity.number.long", "n", strconv.Itoa(n-places)), look.Warn
	case !shop.NumberValid(value, b.Shown.Now):
		return b.Say("identity.number.check"), look.Warn
	}
	return b.Ticked(b.Say("identity.number.fits")), look.Success
}

// completed makes a number that checks out of region and date, so that nothing but these can be wrong with it.
func completed(head string) string {
	head += strings.Repeat("0", digits-len(head))
	return head + string(rune(shop.CheckDigit(head)))
}

// example is a number that nobody has: its region is made up.
func example() string { return completed("99010119950601") }

// agree says that who pays, who orders and who declares are one person, or who is not.
func (v view) agree(b *screen.Board, of screen.Fields, body screen.Part, y int) int {
	name := v.form.Value(of, "name")
	say, role := mismatch(b, name), look.Warn
	if say == "" {
		who := payer(b.Shown.World)
		if who.IsZero() {
			who = name
		}
		say, role = b.Say("identity.one-person", "payer", shop.MaskName(who)), look.Ink2
	}
	return y + body.Lines(margin, y, cell.Wrap(say, b.W-2*margin), look.Style{FG: role})
}

// assurances say what a number is used for, and that in this shop all of them are made up.
func assurances(b *screen.Board, body screen.Part, y int) int {
	for _, key := range []string{"identity.privacy", "identity.simulated"} {
		y += body.Lines(margin, y, cell.Wrap(b.Say(key), b.W-2*margin), look.Style{FG: look.Muted})
	}
	return y
}

// reason says what is still missing, counting what is being typed.
func (v view) reason(b *screen.Board) []string {
	of, form, why := v.fields(b.Shown), b.Shown.State.IdentityForm, ""
	n := 0
	for _, name := range of.Names {
		if value := v.form.Value(of, name); value.IsZero() || !of.Valid(name, value) {
			n++
		}
	}
	if n > 0 && parcel(b.Shown) {
		n += missingSides(&form.Identity)
	}
	switch {
	case n > 1 || v.form.Empty(of) > 0:
		why = b.Say("identity.missing", "n", strconv.Itoa(n))
	case v.form.Missing(of) == "number":
		why = b.Refusal(flow.Refusal{Code: flow.NumberInvalid})
	case v.form.Missing(of) != "":
		why = b.Refusal(flow.Refusal{Code: flow.PhoneInvalid})
	case missingSide(b.Shown, form) != "":
		why = b.Refusal(flow.Refusal{Code: flow.PicturesNeeded})
	default:
		return nil
	}
	return cell.Clamp(why, b.W-2*margin, 2)
}

// pictures draws the two sides of the card, side by side.
func (v view) pictures(b *screen.Board, body screen.Part, y int) int {
	w := b.W - 2*margin
	title, text := b.Say("identity.picture"), b.Say("identity.picture.text")
	body.Text(margin, y, title, look.Style{FG: look.Muted})
	if room := w - cell.Width(title) - 2; cell.Width(text) <= room {
		body.TextRight(margin+w, y, text, look.Style{FG: look.Faint})
	}
	y++
	const gap = 2
	each := (w - gap) / 2
	h := tileH
	if b.Layout.Tallness() == look.Short {
		h = tileShort
	}
	for i, side := range flow.Sides() {
		v.tile(b, body, side, cell.Rect{X: margin + i*(w-each), Y: y, W: each, H: h})
	}
	return y + h
}

// Rows of a picture's tile, its frame included.
const (
	tileH     = 5
	tileShort = 4
)

// cards are what is drawn of a side of the card, a mark with some lines beside it.
var cards = map[string][3]string{
	flow.SideFront: {" ███ ", " ▀▀▀ ", "▄███▄"},
	flow.SideBack:  {"▄▀▀▀▄", "█ ● █", "▀▄▄▄▀"},
}

// tile draws one side: a frame to tap, or the picture that was added.
func (v view) tile(b *screen.Board, body screen.Part, side string, r cell.Rect) {
	id, added := sidePre+side, pictured(&b.Shown.State.IdentityForm.Identity, side)
	name, hint := look.Style{FG: look.Ink}, look.Style{FG: look.Muted}
	art := look.Style{FG: look.Faint}
	label, what := b.Say("identity.picture."+side), b.Say("identity.picture.add")
	if added {
		body.Fill(r, look.SoftOK)
		what = b.Ticked(b.Say("identity.picture.added"))
		hint.FG, art.FG = look.Success, look.Success
	} else {
		body.Fill(r, look.Raised2)
	}
	if !added || !b.Theme.Fills() {
		frame(body, r)
	}
	focus := !v.Typing() && b.Focused(id, false)
	if focus {
		look.FocusBar(body.Canvas, b.Theme, r.X-1, r.Y, r.H)
		name.Attr = look.Bold
	}
	x, y, room := r.X+2, r.Y+1, r.W-4
	if card := cards[side]; r.H >= tileH && b.Theme.Pictures() && room >= 7+max(cell.Width(label), cell.Width(what)) {
		for i, row := range card {
			body.Text(x, y+i, row, art)
		}
		x, room = x+7, room-7
	}
	body.Text(x, y, cell.Truncate(label, room), name)
	body.Text(x, y+1, cell.Truncate(what, room), hint)
	if !added {
		body.Target(screen.Target{
			ID: id, Rect: r, Action: flow.Action{Verb: flow.AddPicture, ID: side}, Label: "verb.add-picture",
		})
	}
}

// frame draws the outline of what is still empty.
func frame(body screen.Part, r cell.Rect) {
	st := look.Style{FG: look.Faint}
	row := strings.Repeat("─", max(r.W-2, 0))
	body.Text(r.X, r.Y, "╭"+row+"╮", st)
	for y := r.Y + 1; y < r.Bottom()-1; y++ {
		body.Text(r.X, y, "│", st)
		body.Text(r.Right()-1, y, "│", st)
	}
	body.Text(r.X, r.Bottom()-1, "╰"+row+"╯", st)
}
