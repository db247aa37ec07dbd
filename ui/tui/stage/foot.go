package stage

import (
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// captionOf is what is said now; "" when it was said long ago.
func (s *Stage) captionOf(a *actor) string {
	if a.caption == "" || s.clock > a.said+max(lasting, 2*reading(a.caption)) {
		return ""
	}
	return a.caption
}

// titleOf is what is read before the first line: what will be played.
func (s *Stage) titleOf(a *actor) string {
	title := a.run.Story.Title.String()
	if a.run.Case.Name != "" {
		title += " · " + a.run.Case.Name
	}
	return title
}

// widestCaption is as long as a line of a caption may be to be read at a glance.
const widestCaption = 76

// captions draws the band below the storefront: what the story says, else what the world does.
func (s *Stage) captions(c *look.Canvas, f screen.Frame, a *actor) {
	text, st := s.captionOf(a), look.Style{FG: look.Ink, Attr: look.Bold}
	switch {
	case text != "":
	case a.line < 0 && !a.over:
		text = s.titleOf(a)
	case a.cue.kind == atTap && a.cue.action.Happening() && a.phase == holding:
		text, st = f.Say("watch.world", "what", a.did), look.Style{FG: look.Muted}
	case a.cue.kind == atPause && a.phase == holding:
		text, st = f.Say("watch.waited"), look.Style{FG: look.Muted}
	case a.over && s.last():
		text, st = f.Say("watch.over"), look.Style{FG: look.Muted}
	case a.line < 1 && len(s.actors) > 1:
		key := "watch.in-turn"
		if len(s.actors) == 2 {
			key = "watch.one-by-one"
		}
		text, st = f.Say(key, "n", number(s.at+1), "of", number(len(s.actors))), look.Style{FG: look.Muted}
	default:
		return
	}
	lines := cell.Clamp(text, min(c.W()-4, widestCaption), c.H())
	y := 0
	if len(lines) < c.H() && st.Attr == 0 {
		y = 1
	}
	if st.Attr != 0 {
		c.Fill(cell.Rect{X: 2, W: c.W() - 4, H: len(lines)}, look.Raised)
		for x := 2; len(lines) < c.H() && f.Theme.Pictures() && x < c.W()-2; x++ {
			c.Text(x, len(lines), "▀", look.Style{FG: look.Raised})
		}
	}
	for i, line := range lines {
		c.TextCentre(0, y+i, c.W(), line, st)
	}
}

// timeline draws how far the play has come on one row: its state, a bar with the checkpoints, and the predicted seconds.
func (s *Stage) timeline(c *look.Canvas, f screen.Frame, a *actor) {
	w := c.W()
	x := s.state(c, f, 0, 0) + 2
	now, all := a.ledger.millis, max(a.score.ledger.millis, a.ledger.millis)
	figures := measure.InTenths(now).String() + " / " + f.Say("watch.seconds", "n", measure.InTenths(all).String())
	end := c.TextRight(w, 0, figures, look.Style{FG: look.Muted}) - 2
	c.Text(end+2, 0, measure.InTenths(now).String(), look.Style{FG: look.Ink, Attr: look.Bold})
	name := f.Say("place." + a.shown.State.Place().String())
	if room := w / 6; cell.Width(name) < room {
		c.Text(x, 0, name, look.Style{FG: look.Ink2})
		x += max(cell.Width(name), 8) + 2
	}
	if end-x < 8 {
		return
	}
	at := func(millis int64) int { return x + int(millis*int64(end-x-1)/max(all, 1)) }
	for i := x; i < end; i++ {
		mark, role := "─", look.Faint
		if i <= at(now) && now > 0 {
			mark, role = "━", look.Ink2
		}
		c.Text(i, 0, mark, look.Style{FG: role})
	}
	for _, m := range a.score.marks {
		mark, role := "○", look.Muted
		if m.millis <= now && len(a.marks) > 0 && m.millis <= a.marks[len(a.marks)-1].millis {
			mark, role = "●", look.Ink
		}
		c.Text(at(m.millis), 0, mark, look.Style{FG: role})
	}
	if !a.over {
		c.Text(at(now), 0, "◉", look.Style{FG: look.Accent})
	} else {
		c.Text(end-1, 0, f.Theme.Glyph("●"), look.Style{FG: endRole(a)})
	}
}

func endRole(a *actor) look.Role {
	if a.missed() > 0 {
		return look.Danger
	}
	return look.Success
}

// state draws whether time passes, and how fast; it returns the width.
func (s *Stage) state(c *look.Canvas, f screen.Frame, x, y int) int {
	word, st := f.Say("watch.playing"), look.Style{FG: look.Ink2}
	mark := f.Theme.Glyph("►")
	if s.paused {
		word, st = f.Say("watch.paused"), look.Style{FG: look.Warn, Attr: look.Bold}
		mark = f.Theme.Glyph("▌") + f.Theme.Glyph("▌")
	}
	if s.ended() {
		word, st, mark = f.Say("watch.done"), look.Style{FG: look.Success}, f.Theme.Glyph("✓")
		if s.Missed() {
			word, st, mark = f.Say("watch.missed"), look.Style{FG: look.Danger, Attr: look.Bold}, f.Theme.Glyph("✕")
		}
	}
	n := c.Text(x, y, cell.Pad(mark, 2)+word, st)
	return n + 2 + c.Text(x+n+2, y, f.Theme.Glyph(speeds[s.speed].Name), look.Style{FG: look.Ink, Attr: look.Bold})
}

// ended says whether all runs are over.
func (s *Stage) ended() bool {
	for _, a := range s.actors {
		if !a.over {
			return false
		}
	}
	return true
}

// hints draws the keys; a click on one presses it.
func (s *Stage) hints(c *look.Canvas, f screen.Frame) {
	at := cell.Rect{X: min(2, max(0, s.cols-40)), Y: s.rows - 1, W: s.cols - 2*min(2, max(0, s.cols-40)), H: 1}
	var hints []look.Hint
	offered := s.offered()
	for _, b := range offered {
		hints = append(hints, look.Hint{Key: screen.KeyName(b.Shown()), Word: f.Say(b.Label)})
	}
	last := look.Hint{Key: "q", Word: f.Say("key.quit")}
	rects := look.HintLine(c, f.Theme, at, hints, last)
	for i, r := range rects {
		h := hit{rect: screen.Hit{Rect: r}, local: "quit"}
		if i < len(rects)-1 {
			h.local, h.key = offered[i].Local, offered[i].Keys[0]
			if h.local == "speed" { // a click goes to the next one
				h.key = speeds[(s.speed+1)%len(speeds)].Key
			}
		}
		s.hits = append(s.hits, h)
	}
}

// helpOver draws the list of all keys over the page.
func (s *Stage) helpOver(c *look.Canvas, f screen.Frame, page cell.Rect) {
	if !s.help {
		return
	}
	c.Dim(page, f.Theme)
	all := append(s.offered(), screen.Binding{Keys: []string{"q"}, Label: "key.quit"})
	h := min(len(all)+4, page.H-2)
	r := cell.Rect{X: page.X, Y: page.Bottom() - h, W: page.W, H: h}
	look.Sheet(c, f.Theme, r)
	c.TextCentre(r.X, r.Y+1, r.W, f.Say("help.title"), look.Style{FG: look.Ink, Attr: look.Bold})
	for i, b := range all {
		y := r.Y + 3 + i
		if y >= r.Bottom() {
			break
		}
		name := b.Name
		if name == "" {
			for j, k := range b.Keys {
				if j > 0 {
					name += "  "
				}
				name += f.Theme.Glyph(screen.KeyName(k))
			}
		}
		c.Text(r.X+3, y, name, look.Style{FG: look.Ink2, Attr: look.Bold})
		c.Text(r.X+14, y, f.Say(b.Label), look.Style{FG: look.Ink})
	}
}
