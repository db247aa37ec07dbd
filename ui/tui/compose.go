package tui

import (
	"strings"

	"tagtap/fixtures/words"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/coach"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/meter"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/summary"
)

// canvas is the last picture with its click areas.
type canvas struct {
	text   string
	hits   []hit
	cursor *screen.Cursor
	stale  bool
	made   bool
	sketch bool // without the text
}

// hit is an area of the whole terminal; key is set for the hints.
type hit struct {
	screen.Hit
	key string
}

// panels says what is shown beside the phone; event stream or story take the place of the trace while they are not nil.
type panels struct {
	meter, coach bool
	below        meter.Below
}

type notice struct {
	text   string
	kind   look.NoticeKind
	sticky bool
}

// ClampSize keeps absurd claims of a terminal out: beyond 500 × 200 nothing more is shown.
func ClampSize(cols, rows int) (int, int) { return min(max(cols, 1), 500), min(max(rows, 1), 200) }

// picture returns the screen as text, drawn anew only when something changed.
func (a *App) picture() string {
	if a.cols == 0 {
		return ""
	}
	if a.frame.stale || !a.frame.made || a.frame.sketch {
		a.frame = a.compose()
	}
	return a.frame.text
}

// blank returns the canvas of the whole terminal, which is kept from picture to picture with the buffer of its text.
func (a *App) blank() *look.Canvas {
	if a.paper == nil || a.paper.W() != a.cols || a.paper.H() != a.rows {
		a.paper = look.NewCanvas(a.cols, a.rows, look.Back)
	} else {
		a.paper.Clear(look.Back)
	}
	return a.paper
}

// Canvas draws the whole terminal. The canvas is valid until the next call.
func (a *App) Canvas() (*look.Canvas, canvas) {
	l := look.LayoutFor(a.cols, a.rows)
	c := a.blank()
	out := canvas{made: true}
	if l.Class == look.Tiny {
		a.tiny(c)
		return c, out
	}
	f := a.pageFrame(l)
	a.record()
	if l.Border && a.spread() == nil {
		c.Frame(l.Frame)
	}
	if l.Banner.W > 0 {
		a.banner(c, l, f)
	}
	if s := a.spread(); s != nil {
		a.spreads(c, l, f, s, &out)
	} else {
		a.phone(c, l, f, &out)
		a.beside(c, l, f)
	}
	if l.MeterLine.W > 0 {
		meter.Line(c.Sub(l.MeterLine), f, a.shown)
	}
	a.looking(c, l, f)
	a.hints(c, l, f, &out)
	return c, out
}

// beside draws coach and meter, and at the end of a walk its card in the place of one of them.
func (a *App) beside(c *look.Canvas, l look.Layout, f screen.Frame) {
	switch {
	case !a.show.coach || l.Coach.W == 0:
	case a.around.card:
		summary.Draw(c.Sub(l.Coach), f, a.shown, a.around.past)
	default:
		coach.Draw(c.Sub(l.Coach), f, a.shown, a.bindings())
	}
	switch {
	case !a.show.meter || l.Meter.W == 0:
	case a.around.card && l.Coach.W == 0:
		at := l.Meter
		if at.Contains(l.Banner.X, l.Banner.Y) { // on a low desk its first row is the banner's
			at.Y, at.H = at.Y+2, max(0, at.H-2)
		}
		summary.Draw(c.Sub(at), f, a.shown, a.around.past)
	default:
		meter.Draw(c.Sub(l.Meter), f, a.shown, a.show.below)
	}
}

func (a *App) compose() canvas {
	c, out := a.Canvas()
	out.text = c.Render(a.look.theme())
	return out
}

// phone draws the page, the sheet over it, the dialog over both, and the notice.
func (a *App) phone(c *look.Canvas, l look.Layout, f screen.Frame, out *canvas) {
	page, sheet := a.stack.layers()
	pic := page.Draw(f)
	c.Blit(l.Page.X, l.Page.Y, pic.Canvas, pic.Canvas.Bounds())
	place(out, pic, l.Page.X, l.Page.Y)
	over := []screen.Screen{}
	if sheet != nil {
		over = append(over, sheet)
	}
	over = append(over, a.stack.dialogs...)
	at := max(0, l.Page.H/2-1)
	for _, s := range over {
		c.Dim(l.Page, f.Theme)
		at = max(0, a.sheet(c, l, f, s, out)-l.Page.Y-2) // over the page below, not over what is typed or tapped next
	}
	a.note(c.Sub(l.Page), f, at)
}

// note draws the notice over what is shown, from a row on.
func (a *App) note(c *look.Canvas, f screen.Frame, at int) {
	switch {
	case a.notice.text == "":
	case a.notice.kind == look.Good:
		look.Toast(c, f.Theme, 0, at, c.W(), a.notice.text)
	default:
		look.Notice(c, f.Theme, 0, at, c.W(), a.notice.text, a.notice.kind)
	}
}

// sheet draws a screen on the lower part of the page, and returns its first row; one row above it stays for the rounded edge.
func (a *App) sheet(c *look.Canvas, l look.Layout, f screen.Frame, s screen.Screen, out *canvas) int {
	below := f
	below.H = max(1, l.Page.H-1)
	pic := s.Draw(below)
	h := pic.Canvas.H()
	at := cell.Rect{X: l.Page.X, Y: l.Page.Y + l.Page.H - h, W: l.Page.W, H: h}
	look.Sheet(c, f.Theme, at)
	c.Blit(at.X, at.Y, pic.Canvas, pic.Canvas.Bounds())
	c.TextCentre(at.X, at.Y, at.W, "━━━━━━", look.Style{FG: look.Faint})
	out.hits = out.hits[:0]
	place(out, pic, at.X, at.Y)
	return at.Y
}

func place(out *canvas, pic screen.Picture, x, y int) {
	out.cursor = nil
	if pic.Cursor != nil {
		out.cursor = &screen.Cursor{X: pic.Cursor.X + x, Y: pic.Cursor.Y + y}
	}
	for _, h := range pic.Hits {
		h.Rect.X += x
		h.Rect.Y += y
		out.hits = append(out.hits, hit{Hit: h})
	}
}

// banner says that this is a simulation, and who walks which flow.
func (a *App) banner(c *look.Canvas, l look.Layout, f screen.Frame) {
	r := l.Banner
	x := r.X
	x += c.Text(x, r.Y, "tagtap", look.Style{FG: look.Ink, Attr: look.Bold}) + 2
	x += c.Text(x, r.Y, f.Say("app.simulation"), look.Style{FG: look.Warn}) + 2
	if text := f.Say("app.no-real-money"); cell.Width(text) <= r.X+r.W-x {
		x += c.Text(x, r.Y, text, look.Style{FG: look.Muted})
	}
	who := f.Say("app.flow") + " " + a.shown.World.Flow.Name + "   " + f.Say("app.shopper") + " " + a.shown.World.Shopper.ID
	if cell.Width(who)+2 <= r.X+r.W-x {
		c.TextRight(r.X+r.W, r.Y, who, look.Style{FG: look.Muted})
	}
}

// spoken is how many keys of a page stand before those that lead out of it and to all others.
const spoken = 4

// inHand orders bindings for the footer: a page with many keys leaves room for the way back and for the list of all keys.
func inHand(page, global []screen.Binding) []screen.Binding {
	n := min(spoken, len(page))
	all := append(make([]screen.Binding, 0, len(page)+len(global)), page[:n]...)
	leads := func(b screen.Binding) bool { return len(page) > spoken && (b.Has("esc") || b.Has("?")) }
	for _, b := range global {
		if leads(b) {
			all = append(all, b)
		}
	}
	all = append(all, page[n:]...)
	for _, b := range global {
		if !leads(b) {
			all = append(all, b)
		}
	}
	return all
}

// hints draws the footer from the bindings; a click on one presses its key.
func (a *App) hints(c *look.Canvas, l look.Layout, f screen.Frame, out *canvas) {
	bindings := inHand(a.bindings(), a.globals())
	var hints []look.Hint
	var keys []string
	enter := ""
	for _, b := range bindings {
		if b.Local == "quit" || b.Refusal.Refused() || b.Label != "" && b.Label == enter {
			continue // what enter does needs no second hint; the help names both keys
		}
		if b.Has("enter") {
			enter = b.Label
		}
		hints = append(hints, look.Hint{Key: screen.KeyName(b.Shown()), Word: f.Say(b.Label)})
		key := b.Keys[0]
		if b.Keyed {
			key = ""
		}
		keys = append(keys, key)
	}
	last := look.Hint{Key: "q", Word: f.Say("key.quit")}
	if typing(a.current()) {
		last.Key = "ctrl+c"
	}
	for i, r := range look.HintLine(c, f.Theme, l.Hints, hints, last) {
		key := last.Key
		if i < len(keys) {
			key = keys[i]
		}
		if r.W > 0 && key != "" {
			out.hits = append(out.hits, hit{Hit: screen.Hit{Rect: r}, key: key})
		}
	}
}

func (a *App) tiny(c *look.Canvas) {
	lines := cell.Wrap(words.Say(a.lang, "app.too-small"), max(1, a.cols))
	y := max(0, (a.rows-len(lines))/2)
	for i, line := range lines {
		c.TextCentre(0, y+i, a.cols, line, look.Style{FG: look.Ink2})
	}
}

// plain writes an error on one line of printable text.
func plain(err error) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, err.Error())
}
