// Package payment draws the payment sheet: what is paid, with which wallet, how it is proved, and what is known of the
// attempt.
package payment

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the screen.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	v := view{}
	if s.State.Wallet != nil {
		of := fields(s.State.Wallet)
		v.form = v.form.Enter(of, v.form.Missing(of))
	}
	return screen.NewSheet(v, s, v.Start(s))
}

// pay is the target that pays: the button, or the six boxes of the password.
const pay = "pay"

// view knows how many digits of the password were typed, and of the form that binds a card the field that is typed into.
type view struct {
	typed int
	form  screen.Form
}

// sheet is one drawing: what it says, and how tightly.
type sheet struct {
	*screen.Board
	view
	st      *flow.State
	orders  []*flow.Order
	pending *flow.Attempt
	told    []line // what is known of the newest attempt
	notes   []string
	due     shop.Fen
	columns int // of the list of methods

	made string // what the amount is made of, or which part of it is paid

	air, figure, tallBoxes, gaps, face, tallButtons bool
}

// line is a row of words in a colour.
type line struct {
	text string
	look.Style
}

// margin is the room left and right of the content.
const margin = 2

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	if b.Shown.State.Wallet != nil {
		v.bind(b)
		return
	}
	p := sheet{
		Board: b, view: v, st: b.Shown.State, pending: b.Shown.State.Pending(),
		air: true, figure: true, tallBoxes: true, gaps: true, face: true, tallButtons: b.Layout.TallButtons(),
	}
	p.gather()
	p.fit()
	head, body, foot := b.Split(headRows, p.footRows())
	p.head(head)
	b.End(p.body(body))
	p.foot(foot)
}

// gather reads from the state what the sheet says.
func (p *sheet) gather() {
	for _, id := range p.st.Payment.Orders {
		if o := p.st.Order(id); o != nil {
			p.orders = append(p.orders, o)
			if o.Status == flow.AwaitingPayment {
				p.due += o.Quote.Payable
			}
		}
	}
	p.made = cell.Truncate(p.makeUp(), p.W-2*margin)
	p.attempt()
	if !p.bound() {
		r := flow.Refusal{Code: flow.WalletNeeded}
		r.Args[0] = flow.Detail{Name: "payment", Value: string(p.st.Payment.Method)}
		p.told = append(p.told, line{p.Say("payment.unbound"), look.Style{FG: look.Warn, Attr: look.Bold}})
		p.tell(p.Refusal(r), look.Ink2)
	}
	p.columns = 2
	for _, m := range p.Shown.World.Flow.Methods {
		if cell.Width(p.method(m))+look.TickWidth > (p.W-2*margin-2)/2 {
			p.columns = 1
		}
	}
	room := p.W - 2*margin
	if until, ok := p.until(); ok {
		held := p.Say("payment.held", "time", p.Moment(p.Shown.Now, until), "limit", p.Span(p.Shown.World.Flow.OrderLimit))
		p.notes = append(p.notes, screen.Facts(room, held, p.mark("unpaid-order"))...)
	}
	if p.imported() {
		p.notes = append(p.notes, cell.Wrap(p.Say("customs.methods"), room)...)
	}
	leave := "payment.leave"
	if p.pending != nil {
		leave = "payment.leave-pending"
	}
	p.notes = append(p.notes, cell.Wrap(p.Say(leave), room)...)
}

// until is when the first of the open orders ends by itself.
func (p *sheet) until() (shop.Instant, bool) {
	var at shop.Instant
	found := false
	for _, o := range p.orders {
		end := o.Placed.Add(p.Shown.World.Flow.OrderLimit)
		if o.AwaitsBalance() {
			end = o.Presale.Balance.Until
		}
		if o.Status == flow.AwaitingPayment && end != 0 && (!found || end < at) {
			at, found = end, true
		}
	}
	return at, found
}

// mark says that no official text confirms a value of the flow.
func (p *sheet) mark(id string) string {
	for _, u := range p.Shown.World.Flow.Unconfirmed {
		if u == id {
			return p.Say("payment.unconfirmed")
		}
	}
	return ""
}

// bound says whether the chosen payment can be used at once.
func (p *sheet) bound() bool { return p.st.Bound(p.st.Payment.Method) }

func (p *sheet) method(m flow.Method) string { return p.Say("payment." + string(m)) }

// attempt tells what is known of the newest attempt, and of older ones whose result is still open.
func (p *sheet) attempt() {
	last := p.st.LastAttempt()
	if last == nil || last.Status == flow.Approved {
		return
	}
	role := map[flow.AttemptStatus]look.Role{
		flow.Pending: look.Ink, flow.Declined: look.Danger, flow.Unknown: look.Warn, flow.Withdrawn: look.Muted,
	}[last.Status]
	key := "attempt." + last.Status.String()
	n := strconv.Itoa(int(last.N))
	p.told = append(p.told, line{p.Say(key) + " · " + p.Say("payment.try", "n", n), look.Style{FG: role, Attr: look.Bold}})
	p.tell(p.Say(key+".text", "payment", p.method(last.Method)), look.Ink2)
	if last.Status == flow.Pending {
		limit := p.Say("payment.limit", "time", p.Span(p.Shown.World.Flow.AttemptLimit))
		for _, row := range screen.Facts(p.W-2*margin-2, limit, p.mark("payment-attempt")) {
			p.tell(row, look.Muted)
		}
		p.tell(p.Say("payment.backstage"), look.Muted)
	}
	for i := range p.st.Attempts {
		if a := &p.st.Attempts[i]; a.Status == flow.Unknown && a.N < last.N && shared(a.Orders, last.Orders) {
			p.tell(p.Say("payment.still-unknown", "n", strconv.Itoa(int(a.N))), look.Warn)
		}
	}
}

func (p *sheet) tell(text string, role look.Role) {
	for _, s := range cell.Wrap(text, p.W-2*margin-2) {
		p.told = append(p.told, line{s, look.Style{FG: role}})
	}
}

func shared(a, b []flow.OrderID) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// fit gives up room until the sheet is no higher than the page: the tall boxes or the keypad's gaps, both, then the face,
// tall buttons, what the amount is made of, numerals, and at last the air.
func (p *sheet) fit() {
	if look.FigurePriceWidth(int64(p.due), true) > p.W-2*margin {
		p.figure = false
	}
	fits := func() bool { return headRows+p.bodyRows()+p.footRows() <= p.H }
	for _, give := range [][2]bool{{true, true}, {false, true}, {true, false}, {false, false}} {
		if p.tallBoxes, p.gaps = give[0], give[1]; fits() {
			return
		}
	}
	for _, give := range []*bool{&p.face, &p.tallButtons} {
		if *give = false; fits() {
			return
		}
	}
	if p.made = ""; fits() {
		return
	}
	for _, give := range []*bool{&p.figure, &p.air} {
		if *give = false; fits() {
			return
		}
	}
}

// group is how many rows a group of so many takes, with the one below it.
func (p *sheet) group(rows int) int {
	if rows > 0 && p.air {
		return rows + 1
	}
	return rows
}

func (p *sheet) whoRows() int {
	if len(p.orders) > 1 {
		return 1 + len(p.orders)
	}
	return 1
}

func (p *sheet) amountRows() int {
	rows := 1
	if p.figure {
		rows = look.FigureH
	}
	if p.made != "" {
		rows++
	}
	return rows
}

func (p *sheet) methodRows() int {
	return (len(p.Shown.World.Flow.Methods) + p.columns - 1) / p.columns
}

func (p *sheet) proofRows() int {
	switch {
	case !p.bound(), p.pending != nil && p.st.Payment.Auth != flow.AuthPassword:
		return 0 // nothing to prove yet, or no longer
	case p.st.Payment.Auth == flow.AuthPassword && p.tallBoxes:
		return 4
	case p.st.Payment.Auth == flow.AuthPassword:
		return 2
	case p.showsFace():
		return faceRows + 1
	}
	return 1
}

// showsFace leaves the face out while the wallet is asked: then the words matter.
func (p *sheet) showsFace() bool {
	return p.face && p.st.Payment.Auth == flow.AuthFace && p.pending == nil
}

func (p *sheet) bodyRows() int {
	return p.group(p.whoRows()) + p.group(p.amountRows()) + p.group(len(p.told)) + p.group(p.methodRows()) +
		p.group(p.proofRows()) + p.lastRows()
}

// lastRows are the notes; a keypad with gaps brings its own room.
func (p *sheet) lastRows() int {
	if p.padded() && p.gaps {
		return len(p.notes)
	}
	return p.group(len(p.notes))
}
