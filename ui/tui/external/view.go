// Package external draws the world outside of the app: the question whether to leave it, a brand's own shop with an account,
// a form and a payment of its own, and other platforms. It looks plainer than the app, so that one sees where one is.
package external

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen of a page outside; a form begins with the first field that is missing.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{at: at.Subject}
	if of := v.fields(s); len(of.Names) > 0 {
		v.form = v.form.Enter(of, v.form.Missing(of))
	}
	return screen.NewPage(v, s, v.Start(s))
}

// view holds the page, the field that is being typed into, and how many digits of the password were typed.
type view struct {
	at    string
	form  screen.Form
	typed int
}

const (
	margin = 2
	deep   = 1 << 12 // more rows than a page outside has
)

// on is the target of the button that goes on.
const on = "on"

// page is one drawing.
type page struct {
	*screen.Board
	view
	c       screen.Part
	visit   flow.Visit
	product *shop.Product // nil where the catalogue does not hold it
	seller  *shop.Shop
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	p := page{Board: b, view: v}
	if b.Shown.State.Visit != nil {
		p.visit = *b.Shown.State.Visit
	}
	if p.product = b.Shown.World.Catalogue.Product(p.visit.Product); p.product != nil {
		p.seller = b.Shown.World.Catalogue.Shop(p.product.Shop)
	}
	switch {
	case slices.Contains(flow.Platforms(), v.at):
		p.platform()
	case v.at == flow.OutsideSwitch:
		p.ask()
	case v.at == flow.OutsideProduct:
		p.listing()
	case v.at == flow.OutsideSignIn:
		p.fill("external.sign-in")
	case v.at == flow.OutsideAddress:
		p.fill("external.address")
	case v.at == flow.OutsidePayment:
		p.pay()
	default:
		p.paid()
	}
}

func (p *page) room() int { return p.W - 2*margin }

// fields are those of the page, as the state has them; none on a page without a form.
func (v view) fields(s session.Shown) screen.Fields {
	of := screen.Fields{Words: "address.", Save: on, Value: func(string) text.Text { return text.Text{} }, Valid: valid}
	visit := s.State.Visit
	if visit == nil {
		return of
	}
	switch v.at {
	case flow.OutsideSignIn:
		of.Names = []string{"phone", "code"}
	case flow.OutsideAddress:
		of.Names = shop.AddressFields
	}
	of.Value = func(name string) text.Text { return visit.Field(v.at, name) }
	return of
}

func valid(name string, t text.Text) bool {
	switch name {
	case "phone":
		return shop.PhoneValid(t)
	case "code":
		return t.Len() == 6 && strings.Trim(t.String(), "0123456789") == ""
	}
	return true
}

// Start implements screen.Starter.
func (v view) Start(s session.Shown) string {
	if of := v.fields(s); len(of.Names) > 0 {
		return v.form.Start(of)
	}
	return on
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.form.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return v.form.Held() }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	var a flow.Action
	var done bool
	v.form, a, done = v.form.Type(msg, v.fields(s))
	return v, a, done
}

// onward is what the button of a page does; the zero action where it has none.
func (v view) onward(st *flow.State) flow.Action {
	switch {
	case st.Visit == nil || slices.Contains(flow.Platforms(), v.at) || v.at == flow.OutsidePaid:
		return flow.Action{Verb: flow.Back}
	case v.at == flow.OutsidePayment:
		return flow.Action{}
	}
	return flow.Action{Verb: flow.Continue}
}

// Locals of the keypad.
const (
	digit     = "digit-" // and the digit
	backspace = "backspace"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	switch a := v.onward(s.State); {
	case v.at == flow.OutsidePayment && s.State.Visit != nil:
		return []screen.Binding{
			{Keys: strings.Split("1234567890", ""), Label: "key.digits", Local: digit, Keyed: true, Name: "0-9"},
			{Keys: []string{"backspace"}, Label: "key.delete", Local: backspace},
		}
	case a.Verb == flow.Continue && len(v.fields(s).Names) > 0:
		return []screen.Binding{{
			Keys: []string{"ctrl+s"}, Label: "external.continue", Action: a, Refusal: flow.Refuse(s.World, s.Now, s.State, a),
		}}
	}
	return nil
}

// Do implements screen.Reactor. Of the password only the number of its digits is kept; the sixth pays.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if form, ok := v.form.EnterTarget(v.fields(s), local); ok {
		v.form = form
		return v, flow.Action{}
	}
	switch {
	case v.at != flow.OutsidePayment:
	case local == backspace:
		v.typed = max(0, v.typed-1)
	case strings.HasPrefix(local, digit):
		if v.typed++; v.typed == flow.PasswordKeys {
			v.typed = 0
			return v, flow.Action{Verb: flow.EnterPassword}
		}
	}
	return v, flow.Action{}
}

// ground makes the page another one than the app's: its own colour, and a bar with an address.
func (p *page) ground(bottom int) (foot screen.Part) {
	colour := look.Back
	if p.Theme.Mode() == look.Light {
		colour = look.Raised // fields and buttons would be lost on the desk
	}
	head, body, foot := p.Split(2, bottom)
	for _, part := range []screen.Part{head, body, foot} {
		part.Fill(cell.Rect{W: p.W, H: deep}, colour)
	}
	p.c = body
	head.Fill(cell.Rect{W: p.W, H: 1}, look.Raised2)
	fact := p.Say("external.away")
	if n := slices.Index(flow.OutsidePages(), p.at); n > 0 && n < len(flow.OutsidePages())-1 {
		fact = p.Say("external.page", "n", strconv.Itoa(n), "of", strconv.Itoa(len(flow.OutsidePages())-2))
	}
	end := head.TextRight(p.W-margin, 0, fact, look.Style{FG: look.Muted}) - 1
	head.Text(4, 0, cell.Truncate(p.site(), end-4), look.Style{FG: look.Ink2})
	p.Back(head, 0)
	return foot
}

// site is what a browser would show as the address: made up, below a name that nobody can own.
func (p *page) site() string {
	switch {
	case slices.Contains(flow.Platforms(), p.at):
		return p.Say("note.platform." + p.at)
	case p.seller != nil:
		return string(p.seller.ID) + ".example"
	}
	return "shop.example"
}
