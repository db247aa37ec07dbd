package payment

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// headRows are grip and title.
const headRows = 2

func (p *sheet) head(c screen.Part) {
	title := "payment.confirm"
	if p.st.Payment.Auth == flow.AuthPassword && p.bound() {
		title = "payment.password"
	}
	p.top(c, p.Say(title))
}

// top draws grip, title and the way out.
func (p *sheet) top(c screen.Part, title string) {
	c.TextCentre(0, 0, p.W, "━━━━━━", look.Style{FG: look.Faint})
	c.TextCentre(4, 1, p.W-8, cell.Truncate(title, p.W-8), look.Style{FG: look.Ink, Attr: look.Bold})
	st := look.Style{FG: look.Muted}
	if p.Focused("close", true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	c.Text(margin, 1, p.Theme.Glyph("✕"), st)
	c.Target(screen.Target{
		ID: "close", Rect: cell.Rect{X: margin - 1, Y: 1, W: 3, H: 1}, Action: flow.Action{Verb: flow.Back}, Label: "verb.back",
	})
}

// body draws the groups below each other and returns the rows.
func (p *sheet) body(c screen.Part) int {
	y := 0
	y += p.group(p.who(c, y))
	y += p.group(p.amount(c, y))
	y += p.group(p.news(c, y))
	groups := []func(screen.Part, int) int{p.methods, p.proof}
	if !p.air { // what is typed stays in sight, the methods are scrolled to
		slices.Reverse(groups)
	}
	for _, draw := range groups {
		y += p.group(draw(c, y))
	}
	for i, note := range p.notes {
		c.TextCentre(margin, y+i, p.W-2*margin, note, look.Style{FG: look.Muted})
	}
	return y + p.lastRows()
}

// who names the shop and the order, or all of those that one payment pays.
func (p *sheet) who(c screen.Part, y int) int {
	room := p.W - 2*margin
	if len(p.orders) == 1 {
		o := p.orders[0]
		rest := cell.Width(p.Say("payment.for", "shop", "", "id", string(o.ID)))
		name := cell.Truncate(p.Words(o.ShopName), room-rest)
		c.TextCentre(margin, y, room, p.Say("payment.for", "shop", name, "id", string(o.ID)), look.Style{FG: look.Muted})
		return 1
	}
	all := p.Say("payment.orders", "n", strconv.Itoa(len(p.orders)))
	c.TextCentre(margin, y, room, cell.Truncate(all, room), look.Style{FG: look.Ink2})
	for i, o := range p.orders {
		row := y + 1 + i
		end := p.W - margin
		ink := look.Style{FG: look.Ink2}
		if o.Status == flow.AwaitingPayment {
			end = look.PriceRight(c.Canvas, end, row, int64(o.Quote.Payable), look.PriceStyle{Decimals: true, Role: look.Ink}) - 2
		} else {
			end = c.TextRight(end, row, p.Say("status."+o.Status.String()), look.Style{FG: look.Ink2}) - 2
			ink.FG = look.Faint
		}
		end = c.TextRight(end, row, string(o.ID), look.Style{FG: look.Muted}) - 2
		c.Text(margin, row, cell.Truncate(p.Words(o.ShopName), end-margin), ink)
	}
	return 1 + len(p.orders)
}

func (p *sheet) amount(c screen.Part, y int) int {
	rows := p.amountRows()
	if p.made != "" {
		c.TextCentre(margin, y+rows-1, p.W-2*margin, p.made, look.Style{FG: look.Muted})
	}
	if p.figure {
		x := (p.W - look.FigurePriceWidth(int64(p.due), true)) / 2
		look.FigurePrice(c.Canvas, x, y, int64(p.due), true, look.Ink)
		return rows
	}
	x := (p.W - cell.Width(look.Money(int64(p.due), true))) / 2
	look.PriceTag(c.Canvas, x, y, int64(p.due), look.PriceStyle{Decimals: true, Role: look.Ink})
	return rows
}

// news draws what is known of the attempt, with a stroke in the colour of its heading.
func (p *sheet) news(c screen.Part, y int) int {
	for i, l := range p.told {
		c.Text(margin, y+i, p.Theme.Glyph("▌"), look.Style{FG: p.told[0].FG})
		c.Text(margin+2, y+i, cell.Truncate(l.text, p.W-2*margin-2), l.Style)
	}
	return len(p.told)
}

func (p *sheet) methods(c screen.Part, y int) int {
	all := p.Shown.World.Flow.Methods
	width := (p.W - 2*margin - 2*(p.columns-1)) / p.columns
	for i, m := range all {
		x, row := margin+i%p.columns*(width+2), y+i/p.columns
		id := "method-" + string(m)
		on := m == p.st.Payment.Method
		st := look.Style{FG: look.Ink2}
		if on {
			st.FG = look.Ink
		}
		closed := p.imported() && !m.CrossBorder()
		if closed || p.pending != nil && !on {
			st.FG = look.Faint
		}
		if p.Focused(id, true) {
			look.FocusBar(c.Canvas, p.Theme, x-1, row, 1)
			st.Attr = look.Bold
		}
		look.Tick(c.Canvas, p.Theme, x, row, on, closed || p.pending != nil)
		c.Text(x+look.TickWidth, row, cell.Truncate(p.method(m), width-look.TickWidth), st)
		c.Target(screen.Target{
			ID: id, Rect: cell.Rect{X: x, Y: row, W: width, H: 1}, Label: "key.choose",
			Action: flow.Action{Verb: flow.ChoosePayment, ID: string(m)},
		})
	}
	return p.methodRows()
}

// imported says whether anything that is paid is declared to customs, who match the payer.
func (p *sheet) imported() bool {
	return slices.ContainsFunc(p.orders, func(o *flow.Order) bool {
		return o.Status == flow.AwaitingPayment && o.Quote.Trade.CrossBorder()
	})
}

// proof is how the payment is proved: six boxes, a face, or nothing.
func (p *sheet) proof(c screen.Part, y int) int {
	rows := p.proofRows()
	if rows == 0 {
		return 0
	}
	hint := p.Say("payment.simulated-face")
	switch {
	case p.st.Payment.Auth == flow.AuthPassword:
		hint = p.Say("payment.simulated")
		if p.typed > 0 {
			hint = p.Say("payment.password-left", "left", strconv.Itoa(flow.PasswordKeys-p.typed))
		}
		p.boxes(c, y, rows-1)
	case p.st.Payment.Auth != flow.AuthFace:
		hint = p.Say("payment.none")
	case p.showsFace():
		drawFace(c.Canvas, p.Theme, (p.W-faceCols)/2, y)
	}
	c.TextCentre(margin, y+rows-1, p.W-2*margin, cell.Truncate(hint, p.W-2*margin), look.Style{FG: look.Muted})
	return rows
}

// boxes draws the six boxes of the password, and puts the cursor into the next one.
func (p *sheet) boxes(c screen.Part, y, rows int) {
	w, gap := 5, 2
	if p.W < 44 {
		w, gap = 4, 1
	}
	x := (p.W - flow.PasswordKeys*(w+gap) + gap) / 2
	whole := cell.Rect{X: x, Y: y, W: flow.PasswordKeys*(w+gap) - gap, H: rows}
	typed := p.typed
	if p.pending != nil {
		typed = flow.PasswordKeys
	}
	for i := range flow.PasswordKeys {
		mark := ""
		if i < typed {
			mark = p.Theme.Glyph("●")
		}
		kind := look.Secondary
		if p.pending != nil {
			kind = look.Disabled
		}
		r := cell.Rect{X: x + i*(w+gap), Y: y, W: w, H: rows}
		look.Button(c.Canvas, p.Theme, r, mark, kind, false)
		if i == p.typed && asks(p.st) {
			c.SetCursor(r.X+w/2, y+rows/2)
		}
	}
	if p.pending != nil {
		return
	}
	if p.Focused(pay, true) {
		look.FocusBar(c.Canvas, p.Theme, x-2, y+rows/2, 1)
	}
	// Enter on the boxes does nothing by itself: the sixth digit pays.
	c.Target(screen.Target{ID: pay, Rect: whole, Label: "verb.enter-password"})
}

const (
	faceCols = 11
	faceRows = 5
)

// face is a smile of pixels, two rows a cell: o the disc, # eyes and mouth.
var face = [2 * faceRows]string{
	"   ooooo   ",
	" ooooooooo ",
	"ooooooooooo",
	"ooo#ooo#ooo",
	"ooo#ooo#ooo",
	"ooooooooooo",
	"oo#ooooo#oo",
	"ooo#####ooo",
	" ooooooooo ",
	"   ooooo   ",
}

// plainFace is for themes without pictures.
var plainFace = [faceRows]string{
	"╭─       ─╮",
	"    ● ●    ",
	"           ",
	"    ╰─╯    ",
	"╰─       ─╯",
}

func drawFace(c *look.Canvas, t look.Theme, x, y int) {
	if !t.Pictures() {
		for i, row := range plainFace {
			c.Text(x, y+i, row, look.Style{FG: look.Ink2})
		}
		return
	}
	colour := map[byte]look.Role{' ': look.Raised, 'o': look.Line, '#': look.Ink}
	for row := range faceRows {
		for col := range faceCols {
			up, low := colour[face[2*row][col]], colour[face[2*row+1][col]]
			c.Text(x+col, y+row, "▀", look.Style{FG: up, BG: low})
		}
	}
}
