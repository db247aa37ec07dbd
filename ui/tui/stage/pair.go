package stage

import (
	"slices"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// places is where everything of two storefronts side by side goes.
type places struct {
	titles  int // row
	phones  [2]cell.Rect
	columns [2]cell.Rect
	axis    int // row of the scale
	bars    [2]int
	words   cell.Rect // captions, then the verdict
}

// roomyRows is the height from which the parts of two storefronts have blank rows between them.
const roomyRows = 42

// Columns before the bars, and behind the longest of them.
const (
	labelCols = 18
	totalCols = 26
)

func (s *Stage) places() places {
	half := s.cols / 2
	margin := 1
	if s.cols >= 150 {
		margin = 2
	}
	phone := min(50, half-26)
	column := min(half-margin-phone-3, 34)
	p := places{titles: 1}
	top, h := 2, s.rows-10
	if s.rows >= roomyRows {
		p.titles, top, h = 2, 3, s.rows-15
	}
	spare := half - margin - phone - column - 3
	for i := range p.phones {
		x := i*half + margin + spare/2
		p.phones[i] = cell.Rect{X: x, Y: top, W: phone, H: h}
		p.columns[i] = cell.Rect{X: x + phone + 2, Y: top + 1, W: column, H: h - 2}
	}
	p.axis = top + h
	p.bars = [2]int{p.axis + 1, p.axis + 3}
	p.words = cell.Rect{X: 2, Y: p.axis + 5, W: s.cols - 4, H: 2}
	if s.rows >= roomyRows {
		p.axis++
		p.bars = [2]int{p.axis + 2, p.axis + 5}
		p.words.Y = p.axis + 8
	}
	return p
}

// pair draws two storefronts side by side, what each has cost so far, and below them their time on one scale.
func (s *Stage) pair(c *look.Canvas) {
	f, p := s.frame(), s.places()
	s.header(c, f)
	for i, a := range s.actors {
		if a.pilot == nil {
			continue
		}
		s.title(c, f, a, i, p)
		at := p.phones[i]
		c.Frame(at)
		pic, _ := a.pilot.App().Canvas()
		page := cell.Rect{X: at.X + 1, Y: at.Y + 1, W: at.W - 2, H: at.H - 2}
		c.Blit(page.X, page.Y, pic, cell.Rect{W: page.W, H: page.H})
		s.point(c.Sub(page), f, a, cell.Rect{})
		s.flash(c, f, a, page)
		if s.meter {
			s.column(c.Sub(p.columns[i]), f, a)
		}
	}
	s.scale(c, f, p)
	s.closing(c, f, p)
	s.hints(c, f)
	s.helpOver(c, f, cell.Rect{X: p.phones[0].X + 1, Y: p.phones[0].Y + 1, W: p.phones[0].W - 2, H: p.phones[0].H - 2})
}

// header names what is compared, and says how time passes.
func (s *Stage) header(c *look.Canvas, f screen.Frame) {
	x := 2
	x += c.Text(x, 0, "tagtap", look.Style{FG: look.Ink, Attr: look.Bold}) + 2
	x += c.Text(x, 0, f.Say("app.simulation"), look.Style{FG: look.Warn}) + 2
	x += c.Text(x, 0, f.Say("app.no-real-money"), look.Style{FG: look.Muted}) + 3
	state := look.NewCanvas(40, 1, look.Back)
	n := s.state(state, f, 0, 0)
	end := s.cols - 2 - n
	c.Blit(end, 0, state, cell.Rect{W: n, H: 1})
	sync := f.Say("watch.sync.stage")
	if s.byTime {
		sync = f.Say("watch.sync.time")
	}
	end = c.TextRight(end-3, 0, sync, look.Style{FG: look.Muted})
	a, b := s.actors[0], s.actors[1]
	same := func(x, y string) string {
		if x == y {
			return x
		}
		return x + " / " + y
	}
	title := f.Say("watch.compare")
	gloss := strings.ToUpper(f.Gloss("watch.compare"))
	if f.Lang == words.EN {
		gloss = ""
	}
	about := f.Say("watch.script") + " " + same(a.run.Story.Name, b.run.Story.Name) + "   " +
		f.Say("app.shopper") + " " + same(a.run.Shopper.ID, b.run.Shopper.ID)
	w := cell.Width(title) + 2 + cell.Width(gloss) + 3 + cell.Width(about)
	x = max(x, (s.cols-w)/2)
	x += c.Text(x, 0, title, look.Style{FG: look.Ink, Attr: look.Bold}) + 2
	if gloss != "" {
		x += c.Text(x, 0, gloss, look.Style{FG: look.Faint}) + 3
	}
	c.Text(x, 0, cell.Truncate(about, end-x-2), look.Style{FG: look.Muted})
}

// title names a flow and what is special about it.
func (s *Stage) title(c *look.Canvas, f screen.Frame, a *actor, i int, p places) {
	at := p.phones[i]
	x := at.X + 1
	st := look.Style{FG: look.Ink, Attr: look.Bold}
	if s.chosen == i && s.config.GoOn != nil {
		look.FocusBar(c, f.Theme, x-1, p.titles, 1)
	}
	x += c.Text(x, p.titles, s.letter(a), st) + 2
	x += c.Text(x, p.titles, a.run.Flow.Name, st) + 2
	more := strings.Join(s.traits(f, a), " · ")
	end := p.columns[i].Right()
	c.Text(x, p.titles, cell.Truncate(more, end-x), look.Style{FG: look.Muted})
}

// traits are what distinguishes the flow of a run, in words.
func (s *Stage) traits(f screen.Frame, a *actor) []string {
	fl := a.run.Flow
	all := []string{f.Pick(fl.Title.ZH, fl.Title.EN)}
	if o := s.other(a); o.run.Story != a.run.Story {
		all = append(all, a.run.Story.Title.String())
	}
	if o := s.other(a); o.run.Shopper.ID != a.run.Shopper.ID {
		all = append(all, a.run.Shopper.ID)
	}
	if a.run.Case.Name != "" {
		all = append(all, a.run.Case.Name)
	}
	for _, t := range []struct {
		on  bool
		key string
	}{
		{fl.TagOpens == flow.OpensExternal, "watch.trait.outside"},
		{fl.BuyNow && fl.TagOpens != flow.OpensExternal, "watch.trait.buy-now"},
		{!fl.BuyNow, "watch.trait.cart-only"},
		{fl.Steps, "watch.trait.steps"},
		{fl.Coupons == "auto", "watch.trait.coupons-auto"},
		{fl.Coupons == "manual", "watch.trait.coupons-manual"},
		{fl.Address == "form", "watch.trait.address-form"},
		{fl.Auth == flow.AuthNone, "watch.trait.auth-none"},
		{fl.Auth == flow.AuthPassword, "watch.trait.auth-password"},
		{fl.Auth == flow.AuthFace, "watch.trait.auth-face"},
	} {
		if word := f.Say(t.key); t.on && !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	return all
}

// scale draws the time of both runs on one scale.
func (s *Stage) scale(c *look.Canvas, f screen.Frame, p places) {
	x := p.words.X
	n := c.Text(x, p.axis, f.Say("watch.time"), look.Style{FG: look.Ink, Attr: look.Bold})
	if f.Lang != words.EN {
		c.Text(x+n+1, p.axis, strings.ToUpper(f.Gloss("watch.time")), look.Style{FG: look.Faint})
	}
	x = labelCols
	most := int64(1000)
	for _, a := range s.actors {
		if a.score != nil {
			most = max(most, a.score.ledger.millis, a.ledger.millis)
		}
	}
	w := s.cols - x - totalCols
	at := func(millis int64) int { return x + int(millis*int64(w)/most) }
	step := grid(most, w)
	for t := int64(0); at(t) < s.cols-8; t += step {
		label := number(int(t / 1000))
		if t == 0 {
			label = f.Say("watch.seconds", "n", label)
		}
		if lx, end := s.nowAt(f, at); at(t)+cell.Width(label)+2 <= lx || at(t) >= end+2 {
			c.Text(at(t), p.axis, label, look.Style{FG: look.Muted})
		}
	}
	for i, a := range s.actors {
		if a.score != nil {
			s.bar(c, f, a, p.bars[i], p.words.X, at)
		}
	}
	if lx, end := s.nowAt(f, at); lx < end {
		c.Text(lx, p.axis, s.nowLabel(f), look.Style{FG: look.Ink, Attr: look.Bold})
	}
}

// nowLabel says how far the run has come that has taken more time; "" when both are over.
func (s *Stage) nowLabel(f screen.Frame) string {
	lead := s.leads()
	if lead == nil || s.ended() {
		return ""
	}
	return f.Say("watch.now") + " " + measure.InTenths(lead.ledger.millis).String()
}

// nowAt returns the columns that the label takes on the scale; none when there is no label.
func (s *Stage) nowAt(f screen.Frame, at func(int64) int) (x, end int) {
	label := s.nowLabel(f)
	if label == "" {
		return s.cols, -2
	}
	x = min(at(s.leads().ledger.millis), s.cols-cell.Width(label)-2)
	return x, x + cell.Width(label)
}

// leads is the run that has taken more time so far.
func (s *Stage) leads() *actor {
	var lead *actor
	for _, a := range s.actors {
		if a.began && (lead == nil || a.ledger.millis > lead.ledger.millis) {
			lead = a
		}
	}
	return lead
}

// grid is the step of the scale in milliseconds, so that its numbers stand at least ten cells apart.
func grid(most int64, w int) int64 {
	for _, step := range []int64{1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000} {
		if step*int64(w)/most >= 10 {
			return step
		}
	}
	return 3_600_000
}

// bar draws the places of a run with their seconds: what has happened in full colours, what is to come faint; the dearest place
// of both in the accent, one that the other run does not need in the colour of a warning.
func (s *Stage) bar(c *look.Canvas, f screen.Frame, a *actor, y, x int, at func(int64) int) {
	n := c.Text(x, y, s.letter(a), look.Style{FG: look.Ink, Attr: look.Bold})
	c.Text(x+n+1, y, cell.Truncate(a.run.Flow.Name, labelCols-n-2-x), look.Style{FG: look.Ink2})
	all := a.score.ledger.stretches
	dear, others := -1, s.other(a).score
	if s.dearestRun() == a {
		dear = dearest(all)
	}
	now, from := a.ledger.millis, int64(0)
	for i, st := range all {
		to := from + st.millis
		r := cell.Rect{X: at(from), Y: y, W: at(to) - at(from), H: 1}
		ground, ink, attr := f.Theme.Toward(look.Raised2, look.Faint, 22+24*(i%2)), look.Ink, look.Attr(0)
		fill := ground.Paint()
		switch {
		case i == dear:
			fill, ink, attr = look.Accent.Paint(), look.OnAccent, look.Bold
		case st.refused || others != nil && others.ledger.at()[st.place] == 0:
			fill, ink = look.WarnLine.Paint(), look.Ink
		}
		s.segment(c, f, r, fill, ink, attr, s.segmentLabel(f, a, i, st, r.W))
		if to > now {
			past := min(max(at(now), r.X), r.Right())
			c.Fade(cell.Rect{X: past, Y: y, W: r.Right() - past, H: 2}, f.Theme, 62)
		}
		from = to
	}
	end := at(from) + 2
	total := f.Say("watch.seconds", "n", measure.InTenths(from).String()) + "  " + f.Say("watch.taps-n", "n", number(a.score.result.Taps))
	st := look.Style{FG: look.Muted}
	if a.over {
		mark := "✓"
		st = look.Style{FG: look.Success, Attr: look.Bold}
		if a.missed() > 0 {
			mark, st.FG = "✕", look.Danger
		}
		total = f.Theme.Glyph(mark) + " " + total
	} else {
		c.Text(min(at(now), end-2), y+1, f.Theme.Glyph("▲"), look.Style{FG: look.Ink, Attr: look.Bold})
	}
	c.Text(end, y, cell.Truncate(total, s.cols-end), st)
}

// segment draws one place of a bar: a row and a half of colour, or brackets where colours tell nothing.
func (s *Stage) segment(c *look.Canvas, f screen.Frame, r cell.Rect, fill look.Paint, ink look.Role, attr look.Attr, label string) {
	if r.W <= 0 {
		return
	}
	if !f.Theme.Fills() {
		c.Text(r.X, r.Y, "|", look.Style{FG: look.Muted})
		c.Text(r.X+1, r.Y, strings.TrimPrefix(label, " "), look.Style{FG: ink, Attr: attr})
		for i := range r.W {
			c.Text(r.X+i, r.Y+1, "━", look.Style{FG: look.Muted, Attr: attr})
		}
		return
	}
	c.FillPaint(r, fill)
	c.TextPaint(r.X, r.Y, cell.Truncate(label, r.W), ink.Paint(), 0, attr)
	if f.Theme.Pictures() {
		for i := range r.W {
			c.TextPaint(r.X+i, r.Y+1, "▀", fill, 0, 0)
		}
	}
}

// segmentLabel names a place, with its seconds where there is room, and its share where it is the dearest.
func (s *Stage) segmentLabel(f screen.Frame, a *actor, i int, st stretch, w int) string {
	name := " " + f.Say("place."+st.place.String())
	seconds := name + " " + measure.InTenths(st.millis).String()
	all := a.score.ledger
	best := name
	switch short := name[1:]; {
	case cell.Width(short) > w || cell.Width(name) > w && !f.Theme.Fills():
		best = ""
	case cell.Width(name) > w:
		best = short
	}
	if cell.Width(seconds)+1 <= w {
		best = seconds
	}
	if i == dearest(all.stretches) && all.millis > 0 {
		share := " " + f.Say("place."+st.place.String()) + " " + f.Say("watch.seconds", "n", measure.InTenths(st.millis).String()) + " · " + f.Say("watch.share", "n", number(int((st.millis*100+all.millis/2)/all.millis)))
		if cell.Width(share)+1 <= w {
			best = share
		}
	}
	return best
}

// closing draws what is said on the last rows: the caption while the play goes on, then the verdict.
func (s *Stage) closing(c *look.Canvas, f screen.Frame, p places) {
	label, text, st := "watch.verdict", "", look.Style{FG: look.Ink}
	if s.ended() {
		text = s.verdict(f)
	} else if a, b := s.actors[0], s.actors[1]; a.line < 0 && b.line < 0 {
		label, text, st.Attr = "watch.script", s.titleOf(a), look.Bold
		if other := s.titleOf(b); other != text {
			text += " / " + other
		}
	} else if who, said := s.speaks(); said != "" {
		label, text, st.Attr = "watch.caption", said, look.Bold
		if who != nil {
			text = s.letter(who) + "  " + said
		}
	} else {
		return
	}
	c.Text(p.words.X, p.words.Y, f.Say(label), look.Style{FG: look.Ink, Attr: look.Bold})
	for i, line := range cell.Clamp(text, s.cols-labelCols-4, p.words.H) {
		c.Text(labelCols, p.words.Y+i, line, st)
	}
}

// speaks is the caption that came last, and whose it is where the two differ.
func (s *Stage) speaks() (who *actor, text string) {
	a, b := s.actors[0], s.actors[1]
	x, y := s.captionOf(a), s.captionOf(b)
	switch {
	case x == y || y == "" && a.run.Story == b.run.Story:
		return nil, x
	case x == "" && a.run.Story == b.run.Story:
		return nil, y
	case x == "" || y != "" && b.said > a.said:
		return b, y
	}
	return a, x
}
