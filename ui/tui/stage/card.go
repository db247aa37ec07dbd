package stage

import (
	"slices"
	"strings"

	"tagtap/flow/measure"
	"tagtap/flow/story"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// card draws what came of the runs that are over, and returns the rows.
func (s *Stage) card(c *look.Canvas, f screen.Frame) int {
	p := paper{Canvas: c, f: f, w: c.W()}
	var over []*actor
	for _, a := range s.actors {
		if a.over && a.result != nil {
			over = append(over, a)
		}
	}
	look.Heading(c, 0, 0, p.w, f.Say("watch.result"), strings.ToUpper(f.Gloss("watch.result")), "")
	p.y = 2
	if c.H() < lowCard {
		p.y = 1
	}
	if len(over) == 1 && len(s.actors) == 1 {
		p.whole(over[0])
		return p.y
	}
	for _, a := range over {
		p.short(s, a)
	}
	if len(over) == 2 && len(s.actors) == 2 {
		p.y++
		p.text(s.verdict(f), look.Style{FG: look.Ink})
	}
	return min(p.y, c.H())
}

// lowCard is the height below which a card has no blank rows.
const lowCard = 20

// paper is a panel that is filled from top to bottom.
type paper struct {
	*look.Canvas
	f    screen.Frame
	w, y int
}

func (p *paper) text(s string, st look.Style) {
	for _, line := range cell.Wrap(s, p.w) {
		p.Text(0, p.y, line, st)
		p.y++
	}
}

func (p *paper) row(label, value, note string, role look.Role) {
	lw := 10
	if p.w < narrowCols {
		lw = 9
	}
	p.Text(0, p.y, cell.Truncate(label, lw-1), look.Style{FG: look.Muted})
	n := p.Text(lw, p.y, value, look.Style{FG: look.Ink, Attr: look.Bold})
	room := p.w - lw - max(n, 5) - 2
	for cell.Width(note) > room { // a fact less is better than half of one
		i := strings.LastIndex(note, " · ")
		if i < 0 {
			break
		}
		note = note[:i]
	}
	p.Text(lw+max(n, 5)+2, p.y, cell.Truncate(note, room), look.Style{FG: role})
	p.y++
}

// head says whether the run has passed.
func (p *paper) head(a *actor) {
	if n := a.missed(); n > 0 {
		p.text(p.f.Theme.Glyph("✕")+" "+p.f.Say("watch.missed-n", "n", number(n)), look.Style{FG: look.Danger, Attr: look.Bold})
		return
	}
	p.text(p.f.Theme.Glyph("✓")+" "+p.f.Say("watch.passed"), look.Style{FG: look.Success, Attr: look.Bold})
}

// whole is the card of one run.
func (p *paper) whole(a *actor) {
	r := a.result
	p.head(a)
	if p.H() >= lowCard { // the title stands above the script
		p.y++
	}
	note, role := "", look.Muted
	if r.Fewest != nil {
		note, role = p.f.Say("watch.fewest", "n", number(*r.Fewest))+" · "+p.f.Say("watch.no-detour"), look.Success
		if *r.Detour > 0 {
			detour := p.f.Say("watch.detour") + " " + plus(*r.Detour)
			if p.w < narrowCols {
				detour = plus(*r.Detour)
			}
			note, role = p.f.Say("watch.fewest", "n", number(*r.Fewest))+" · "+detour, look.Warn
		}
	}
	p.row(p.f.Say("watch.taps"), number(r.Taps), note, role)
	p.row(p.f.Say("watch.predicted"), measure.InTenths(a.ledger.millis).String(), p.costliest(a), look.Muted)
	p.row(p.f.Say("watch.fields"), number(r.Fields), p.f.Say("watch.chars", "n", number(r.Keys)), look.Muted)
	p.row(p.f.Say("watch.steps"), number(r.Steps), "", look.Muted)
	if r.Refused > 0 {
		p.row(p.f.Say("watch.refusals"), number(r.Refused), "", look.Muted)
	}
	if pay, surprise, paid := a.money(p.f); paid {
		note, role := p.f.Say("watch.surprise")+" "+p.f.Say("watch.no-surprise"), look.Success
		if surprise > 0 {
			note, role = p.f.Say("watch.surprise")+" "+look.Money(int64(surprise), true), look.Warn
		}
		p.row(p.f.Say("watch.paid"), look.Money(int64(pay), true), note, role)
	}
	if len(r.Failures) > 0 && p.H()-p.y > 2 {
		p.y++
		p.failures(r)
	}
}

// failures lists what was missed, as much as there is room for.
func (p *paper) failures(r *story.Result) {
	for i := range r.Failures {
		f := &r.Failures[i]
		if p.y+2 > p.H() {
			return
		}
		where := f.File[strings.LastIndexAny(f.File, `/\`)+1:] + ":" + number(f.Line) + ":" + number(f.Column)
		p.Text(0, p.y, cell.Truncate(where, p.w), look.Style{FG: look.Muted})
		p.y++
		text := missedText(p.f, f)
		lines := cell.Clamp(text, p.w, max(1, min(2, p.H()-p.y)))
		if at := strings.LastIndex(text, apart); len(lines) > 1 && at > 0 { // want and got below each other
			lines = []string{text[:at], text[at+len(apart):]}
		}
		for _, line := range lines {
			p.Text(0, p.y, cell.Truncate(line, p.w), look.Style{FG: look.Danger})
			p.y++
		}
	}
}

// costliest names the place where most of the time went.
func (p *paper) costliest(a *actor) string {
	i := dearest(a.ledger.stretches)
	if i < 0 || a.ledger.millis == 0 {
		return ""
	}
	st := a.ledger.stretches[i]
	return p.f.Say("place."+st.place.String()) + " " + measure.InTenths(st.millis).String() + " · " +
		p.f.Say("watch.share", "n", number(int((st.millis*100+a.ledger.millis/2)/a.ledger.millis)))
}

// dearest is the index of the stretch that took most, -1 where there is none.
func dearest(all []stretch) int {
	best := -1
	for i := range all {
		if best < 0 || all[i].millis > all[best].millis {
			best = i
		}
	}
	return best
}

// short is the row of one of several runs.
func (p *paper) short(s *Stage, a *actor) {
	mark, role := "✓", look.Success
	if a.missed() > 0 {
		mark, role = "✕", look.Danger
	}
	p.Text(0, p.y, p.f.Theme.Glyph(mark), look.Style{FG: role, Attr: look.Bold})
	figures := p.f.Say("watch.taps-n", "n", number(a.result.Taps)) + "  " +
		p.f.Say("watch.seconds", "n", measure.InTenths(a.ledger.millis).String())
	at := p.TextRight(p.w, p.y, figures, look.Style{FG: look.Ink2})
	name := s.distinct(a)
	if len(s.actors) == 2 {
		name = s.letter(a) + "  " + name
	}
	p.Text(2, p.y, cell.Truncate(name, at-3), look.Style{FG: look.Ink, Attr: look.Bold})
	p.y++
}

// distinct names a run by what tells it from the others: its story, its case, its flow, its shopper.
func (s *Stage) distinct(a *actor) string {
	var parts []string
	for _, of := range []func(*actor) string{
		func(a *actor) string { return a.run.Story.Name },
		func(a *actor) string { return a.run.Case.Name },
		func(a *actor) string { return a.run.Flow.Name },
		func(a *actor) string { return a.run.Shopper.ID },
	} {
		differs := slices.ContainsFunc(s.actors, func(b *actor) bool { return of(b) != of(a) })
		if own := of(a); differs && own != "" {
			parts = append(parts, own)
		}
	}
	if len(parts) == 0 {
		return a.run.Flow.Name
	}
	return strings.Join(parts, " · ")
}

// cardSheet draws the card over the lower part of a phone.
func (s *Stage) cardSheet(c *look.Canvas, f screen.Frame, a *actor) {
	page := f.Layout.Page
	h := min(14, page.H-4)
	r := cell.Rect{X: page.X, Y: page.Bottom() - h, W: page.W, H: h}
	c.Dim(page, f.Theme)
	look.Sheet(c, f.Theme, r)
	s.card(c.Sub(cell.Rect{X: r.X + 3, Y: r.Y + 1, W: r.W - 6, H: r.H - 1}), f)
}

// handed is what the person reads who takes over.
func (s *Stage) handed(a *actor) string {
	f := s.frame()
	if !a.over {
		return f.Say("watch.yours")
	}
	return f.Say("watch.yours-result", "result", f.Say(outcome(a))+" · "+f.Say("watch.taps-n", "n", number(a.shown.Meter.Taps)))
}
