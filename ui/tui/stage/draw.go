package stage

import (
	"image/color"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow/story"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// View implements tea.Model. It draws only when something changed.
func (s *Stage) View() tea.View {
	if s.took != nil {
		return s.took.View()
	}
	if s.stale && s.cols > 0 {
		s.text = s.Canvas().Render(s.look.Theme())
		s.stale = false
	}
	v := tea.NewView(s.text)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.WindowTitle = "tagtap"
	if t := s.look.Theme(); t.Fills() {
		c := t.Colour(look.Back)
		v.BackgroundColor = color.RGBA{R: c.R, G: c.G, B: c.B, A: 0xff}
	}
	return v
}

// Canvas draws the whole terminal. The canvas is valid until the next call.
func (s *Stage) Canvas() *look.Canvas {
	if s.took != nil {
		c, _ := s.took.Canvas()
		return c
	}
	if s.paper == nil || s.paper.W() != s.cols || s.paper.H() != s.rows {
		s.paper = look.NewCanvas(s.cols, s.rows, look.Back)
	} else {
		s.paper.Clear(look.Back)
	}
	c := s.paper
	s.hits = s.hits[:0]
	switch {
	case s.cols < leastCols || s.rows < leastRows:
		s.tooSmall(c)
	case s.paired():
		s.pair(c)
	default:
		s.single(c)
	}
	return c
}

func (s *Stage) tooSmall(c *look.Canvas) {
	lines := cell.Wrap(s.frame().Say("app.too-small"), max(1, s.cols))
	y := max(0, (s.rows-len(lines))/2)
	for i, line := range lines {
		c.TextCentre(0, y+i, s.cols, line, look.Style{FG: look.Ink2})
	}
}

// frame is what words and colours are taken from.
func (s *Stage) frame() screen.Frame {
	return screen.Frame{W: s.cols, H: s.rows, Theme: s.look.Theme(), Lang: s.lang, Pictures: s.config.App.Pictures}
}

// Rows below one storefront: two of captions, the line of time where there is room, the keys.
const (
	captionRows = 2
	lowRows     = 28 // below, the line of time is left out
)

// foot is how many rows are below a single storefront.
func (s *Stage) foot() int {
	if s.rows < lowRows {
		return captionRows + 1
	}
	return captionRows + 2
}

// sizeOf is the terminal of an actor's own. Its last row, that of the keys, lies under the captions or outside of the phone.
func (s *Stage) sizeOf(*actor) size {
	if s.paired() {
		p := s.places()
		return size{p.phones[0].W - 2, p.phones[0].H}
	}
	return size{s.cols, s.rows - s.foot() + 1}
}

// single draws one storefront with its script, its meter and its captions.
func (s *Stage) single(c *look.Canvas) {
	f := s.frame()
	a := s.inHand()
	if a == nil || a.pilot == nil {
		return
	}
	l := look.LayoutFor(s.cols, a.size.rows)
	f.Layout = l
	if l.Class == look.Tiny {
		s.plain(c, f, a)
		return
	}
	pic, _ := a.pilot.App().Canvas()
	c.Blit(0, 0, pic, pic.Bounds())
	s.point(c.Sub(l.Page), f, a, l.Page)
	c.Fill(cell.Rect{Y: a.size.rows - 1, W: s.cols, H: s.rows - a.size.rows + 1}, look.Back)
	switch l.Class {
	case look.Wide:
		c.Fill(l.Coach, look.Back)
		s.script(c.Sub(l.Coach), f, a)
		if !s.meter {
			c.Fill(l.Meter, look.Back)
		}
		if a.over {
			c.Fill(l.Meter, look.Back)
			s.card(c.Sub(l.Meter), f)
		}
	case look.Desk:
		s.desk(c, f, a)
	default:
		if !s.meter {
			c.Fill(l.MeterLine, look.Back)
		}
		if a.over {
			s.cardSheet(c, f, a)
		}
	}
	s.flash(c, f, a, l.Page)
	y := a.size.rows - 1
	s.captions(c.Sub(cell.Rect{X: 0, Y: y, W: s.cols, H: captionRows}), f, a)
	if s.foot() > captionRows+1 {
		s.timeline(c.Sub(cell.Rect{X: 2, Y: s.rows - 2, W: s.cols - 4, H: 1}), f, a)
	}
	s.hints(c, f)
	s.helpOver(c, f, l.Page)
}

// desk draws meter and script beside the storefront.
func (s *Stage) desk(c *look.Canvas, f screen.Frame, a *actor) {
	at := f.Layout.Meter
	if at.Contains(f.Layout.Banner.X, f.Layout.Banner.Y) { // on a low desk its first row is the banner's
		at.Y, at.H = at.Y+2, at.H-2
	}
	c.Fill(at, look.Back)
	used := 0
	switch {
	case a.over:
		used = s.card(c.Sub(at), f) + 1
	case s.meter:
		used = s.across(c.Sub(at), f, a) + 1
	}
	at.Y, at.H = at.Y+used, at.H-used
	if at.H > 2 {
		s.script(c.Sub(at), f, a)
	}
}

// plain is what a terminal shows in which a storefront has no room: the line that is played, and the caption.
func (s *Stage) plain(c *look.Canvas, f screen.Frame, a *actor) {
	y := 0
	say := func(text string, st look.Style) {
		for _, line := range cell.Wrap(text, s.cols) {
			c.Text(0, y, line, st)
			y++
		}
	}
	say(a.run.Story.Name+" × "+a.run.Flow.Name, look.Style{FG: look.Ink, Attr: look.Bold})
	if a.line >= 0 {
		say(a.score.script[a.line].Text, look.Style{FG: look.Ink2})
	}
	if a.line < 0 || !strings.HasPrefix(solid(a.score.script[a.line].Text), solid(a.did)) {
		say(a.did, look.Style{FG: look.Muted})
	}
	say(s.captionOf(a), look.Style{FG: look.Ink})
	if a.over {
		say(f.Say(outcome(a)), look.Style{FG: look.Ink, Attr: look.Bold})
	}
	s.hints(c, f)
}

// point marks what is tapped next on a page that stands at a place of the actor's own terminal.
func (s *Stage) point(page *look.Canvas, f screen.Frame, a *actor, at cell.Rect) {
	if r := a.target(); !r.Empty() {
		page.Point(r.Move(-at.X, -at.Y), f.Theme, a.phase == presses)
	}
}

// flash says over the page what came of an expectation: a tick with what was asked, or a cross with what was got.
func (s *Stage) flash(c *look.Canvas, f screen.Frame, a *actor, page cell.Rect) {
	v := a.verdict
	if !v.shown || a.phase != holding {
		return
	}
	if len(v.missed) == 0 {
		look.Notice(c, f.Theme, page.X, page.Y, page.W, f.Say("watch.held")+"  "+asksFor(a.score.script[v.line].Text), look.Good)
		return
	}
	more := ""
	if n := len(v.missed); n > 1 {
		more = "   +" + number(n-1)
	}
	look.Notice(c, f.Theme, page.X, page.Y, page.W, missedText(f, &v.missed[0])+more, look.Bad)
}

// asksFor is what an expectation asks for, without what holds it together.
func asksFor(line string) string {
	_, what, _ := strings.Cut(line, ":")
	what = strings.TrimSpace(what)
	if inside, ok := strings.CutPrefix(what, "{"); ok {
		what = strings.TrimSpace(strings.TrimSuffix(inside, "}"))
	}
	return what
}

// missedText says what was asked for, what was wanted of it, and what was there.
func missedText(f screen.Frame, m *story.Failure) string {
	what, _, _ := strings.Cut(m.Message, ": ")
	what, ok := strings.CutPrefix(what, "expect.")
	if !ok {
		return m.Message // no value was compared
	}
	return what + apart + f.Say("watch.want") + " " + m.Want + apart + f.Say("watch.got") + " " + got(f, m)
}

// apart stands between what was asked for, what was wanted and what was got.
const apart = "   "

// got is what was there in place of what was wanted, in words where it is no value.
func got(f screen.Frame, m *story.Failure) string {
	for said, key := range map[string]string{"not on the screen": "watch.unseen", "on the screen": "watch.on-screen"} {
		if m.Got == said {
			return f.Say(key)
		}
	}
	return m.Got
}

// outcome is the word for what came of a run.
func outcome(a *actor) string {
	if a.missed() > 0 {
		return "watch.missed"
	}
	return "watch.passed"
}
