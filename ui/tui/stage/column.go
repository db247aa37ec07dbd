package stage

import (
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// figure is one of the large numbers: what it counts, and what stands below that.
type figure struct{ number, label, gloss, note string }

func (s *Stage) figures(f screen.Frame, a *actor) [3]figure {
	m := a.shown.Meter
	seconds := measure.InTenths(a.ledger.millis)
	number1 := seconds.String()
	if seconds >= 1000 {
		number1 = number(int((a.ledger.millis + 500) / 1000))
	}
	taps := f.Say("watch.of", "n", number(a.score.result.Taps))
	if least := a.leastTaps(); a.over && least >= 0 {
		taps = f.Say("watch.fewest", "n", number(least))
	}
	return [...]figure{
		{number(m.Taps), f.Say("watch.taps"), f.Gloss("watch.taps"), taps},
		{number1, f.Say("watch.predicted"), f.Gloss("watch.predicted"), f.Say("watch.of", "n", measure.InTenths(a.score.ledger.millis).String())},
		{number(m.Fields), f.Say("watch.fields"), f.Gloss("watch.fields"), f.Say("watch.chars", "n", number(m.Keys))},
	}
}

// leastTaps is how many taps would have been enough, -1 where that is not known.
func (a *actor) leastTaps() int {
	r := a.result
	if r == nil {
		r = a.score.result
	}
	if r.Fewest == nil {
		return -1
	}
	return *r.Fewest
}

// column draws what a run has cost so far, from top to bottom: for two runs side by side.
func (s *Stage) column(c *look.Canvas, f screen.Frame, a *actor) {
	w, roomy := c.W(), c.H() >= 23
	gap := func(y int) int {
		if roomy {
			return y + 1
		}
		return y
	}
	s.status(c, f, a)
	y := gap(1)
	for _, fig := range s.figures(f, a) {
		n := look.Figure(c, 0, y, fig.number, look.Ink)
		room := w - n - 1
		label := fig.label
		if g := fig.gloss; g != "" && cell.Width(label+" "+g) <= room && f.Lang != words.EN {
			c.TextRight(w-cell.Width(g)-1, y, label, look.Style{FG: look.Ink2})
			c.TextRight(w, y, g, look.Style{FG: look.Muted})
		} else {
			c.TextRight(w, y, cell.Truncate(label, room), look.Style{FG: look.Ink2})
		}
		c.TextRight(w, y+1, cell.Truncate(fig.note, room), look.Style{FG: look.Muted})
		y = gap(y + look.FigureH)
	}
	y = gap(y + s.stages(c, f, a, 0, y, w))
	s.sums(c, f, a, y)
}

// status draws how a run stands: under way, waiting, through.
func (s *Stage) status(c *look.Canvas, f screen.Frame, a *actor) {
	word, role, fact := f.Say("watch.running"), look.Warn, ""
	if all := a.score.ledger.millis; all > 0 {
		fact = f.Say("watch.percent", "n", number(int(min(a.ledger.millis*100/all, 100))))
	}
	switch {
	case a.over && a.missed() > 0:
		word, role, fact = f.Theme.Glyph("✕")+" "+f.Say("watch.missed-n", "n", number(a.missed())), look.Danger, ""
	case a.over:
		word, role = f.Theme.Glyph("✓")+" "+f.Say("watch.done"), look.Success
		fact = f.Say("watch.seconds", "n", measure.InTenths(a.ledger.millis).String())
	case s.waits(a):
		word, role = f.Say("watch.waiting", "who", s.letter(s.other(a))), look.Muted
	case a.missed() > 0:
		word, role = f.Theme.Glyph("✕")+" "+f.Say("watch.missed-n", "n", number(a.missed())), look.Danger
	}
	right := c.W()
	if cell.Width(word)+1+cell.Width(fact) <= c.W() {
		c.TextRight(right, 0, fact, look.Style{FG: look.Muted})
	}
	c.Text(0, 0, cell.Truncate(word, c.W()), look.Style{FG: role, Attr: look.Bold})
}

func (s *Stage) other(a *actor) *actor {
	if a == s.actors[0] {
		return s.actors[1]
	}
	return s.actors[0]
}

// letter names a run of two.
func (s *Stage) letter(a *actor) string {
	if len(s.actors) > 1 && a == s.actors[1] {
		return "B"
	}
	return "A"
}

// stages draws the stage line; one that is narrower than any meter's has its dots closer together.
func (s *Stage) stages(c *look.Canvas, f screen.Frame, a *actor, x, y, w int) int {
	all := flow.Stages()
	names := make([]string, len(all))
	for i, st := range all {
		names[i] = f.Say("stage." + st.String())
	}
	now := int(a.station())
	pitch := (w - 1) / (len(all) - 1)
	if w >= 34 {
		return look.StageLine(c, f.Theme, x, y, w, names, now)
	}
	pitch = max(2, min(pitch, 4))
	for i := range all {
		mark, role := "○", look.Faint
		line, lineRole := "─", look.Line
		switch {
		case i < now:
			mark, role, line, lineRole = "●", look.Ink2, "━", look.Ink2
		case i == now && a.over && a.missed() == 0:
			mark, role = "●", look.Success
		case i == now:
			mark, role = "◉", look.Accent
		}
		at := x + i*pitch
		c.Text(at, y, mark, look.Style{FG: role})
		for j := 1; j < pitch && i < len(all)-1; j++ {
			c.Text(at+j, y, line, look.Style{FG: lineRole})
		}
		if i == now {
			n := cell.Width(names[i])
			c.Text(min(max(at-(n-1)/2, x), x+max(w-n, 0)), y+1, names[i], look.Style{FG: look.Ink, Attr: look.Bold})
		}
	}
	return 2
}

// sums draws what is to be paid and what of it was a surprise, then what went wrong on the way.
func (s *Stage) sums(c *look.Canvas, f screen.Frame, a *actor, y int) int {
	w := c.W()
	row := func(label, value string, role look.Role, attr look.Attr) {
		if y < c.H() {
			look.Row{Value: f.Say(label), ValueRole: look.Muted}.Draw(c, f.Theme, 0, y, w-cell.Width(value)-1)
			c.TextRight(w, y, value, look.Style{FG: role, Attr: attr})
		}
		y++
	}
	pay, surprise, paid := a.money(f)
	none := func(v shop.Fen) string {
		if v == 0 {
			return "—"
		}
		return look.Money(int64(v), true)
	}
	label := "watch.payable"
	if paid {
		label = "watch.paid"
	}
	row("watch.first-seen", none(pay-surprise), look.Ink, 0)
	row(label, none(pay), look.Ink, 0)
	switch {
	case surprise > 0:
		row("watch.surprise", f.Theme.Glyph("▲")+" "+look.Money(int64(surprise), true), look.Warn, look.Bold)
	case pay > 0:
		row("watch.surprise", f.Say("watch.no-surprise"), look.Success, 0)
	default:
		row("watch.surprise", "—", look.Muted, 0)
	}
	if c.H() >= 23 {
		y++
	}
	m := a.shown.Meter
	fault := func(n int) (look.Role, look.Attr) {
		if n > 0 {
			return look.Warn, look.Bold
		}
		return look.Ink2, 0
	}
	role, attr := fault(m.Refused)
	row("watch.refusals", number(m.Refused), role, attr)
	detour := "—" // it is known when the walk is over
	role, attr = look.Muted, 0
	if least := a.leastTaps(); a.over && a.result != nil && least >= 0 {
		more := a.result.Taps - least
		detour = plus(more)
		role, attr = fault(more)
	}
	row("watch.detour", detour, role, attr)
	return y
}

func plus(n int) string {
	if n > 0 {
		return "+" + number(n)
	}
	return number(n)
}

// money is what is to be paid or was paid for what the run bought, and how much of it was first seen at checkout.
func (a *actor) money(f screen.Frame) (pay, surprise shop.Fen, paid bool) {
	st, w := a.shown.State, a.shown.World
	for i := range st.Orders {
		if o := &st.Orders[i]; i >= a.given {
			pay += o.Captured
		}
	}
	paid = pay > 0
	if !paid {
		switch page := st.Page().Place; {
		case st.Place() == flow.Payment:
			for _, id := range st.Payment.Orders {
				if o := st.Order(id); o != nil {
					pay += o.Quote.Payable
				}
			}
		case page == flow.Checkout:
			q := w.Quote(st)
			for i := range q.Orders {
				pay += q.Orders[i].Payable
			}
		case page == flow.Cart:
			for _, r := range f.Ladder(w, nil, w.QuoteCart(st).Orders) {
				if w.Flow.Fees <= flow.Cart || !r.Fee() && r.Name != shop.LineInsurance { // what this cart shows
					pay += r.Fen
				}
			}
		}
	}
	for _, seen := range a.shown.Meter.Surprises {
		surprise += seen.Amount
	}
	return pay, min(surprise, pay), paid
}

// narrowCols is the width below which the three figures stand closer together; the third then has so many cells for its label.
const narrowCols, narrowLabel = 40, 7

// across draws the same figures beside each other, for one run beside its script; it returns the rows.
func (s *Stage) across(c *look.Canvas, f screen.Frame, a *actor) int {
	w := c.W()
	s.status(c, f, a)
	y := 1
	if c.H() > 19 {
		y = 2
	}
	figs := s.figures(f, a)
	x := [...]int{0, w * 9 / 26, w * 19 / 26}
	if w < narrowCols {
		x[1], x[2] = max(look.FigureWidth(figs[0].number), 7)+2, w-max(look.FigureWidth(figs[2].number), narrowLabel)
	}
	x[2] = min(x[2], w-look.FigureWidth(figs[2].number))
	for i, fig := range figs {
		room := w - x[i]
		if i < 2 {
			room = x[i+1] - x[i] - 1
		}
		if i == 2 && w < narrowCols { // it ends on the right edge, so that it never reads as a digit of the seconds
			c.TextRight(w, y+look.FigureH, cell.Truncate(fig.label, room), look.Style{FG: look.Ink2})
			c.TextRight(w, y+look.FigureH+1, cell.Truncate(fig.note, room), look.Style{FG: look.Muted})
			look.Figure(c, w-look.FigureWidth(fig.number), y, fig.number, look.Ink)
			break
		}
		look.Figure(c, x[i], y, fig.number, look.Ink)
		n := c.Text(x[i], y+look.FigureH, cell.Truncate(fig.label, room), look.Style{FG: look.Ink2})
		if g := fig.gloss; g != "" && f.Lang != words.EN && n+1+cell.Width(g) <= room {
			c.Text(x[i]+n+1, y+look.FigureH, g, look.Style{FG: look.Muted})
		}
		c.Text(x[i], y+look.FigureH+1, cell.Truncate(fig.note, room), look.Style{FG: look.Muted})
	}
	y += look.FigureH + 2
	if c.H() > 19 {
		y++
	}
	return y + s.stages(c, f, a, 0, y, w)
}
