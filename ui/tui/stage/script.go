package stage

import (
	"slices"
	"strings"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// script draws the lines of the story: those that are done are ticked, the one that is played stands out and says what is
// tapped now. The list scrolls with it.
func (s *Stage) script(c *look.Canvas, f screen.Frame, a *actor) {
	w, h := c.W(), c.H()
	fact := ""
	if n := len(s.actors); n > 1 && !s.paired() {
		fact = f.Say("watch.script-1", "n", number(s.at+1), "of", number(n))
	}
	look.Heading(c, 0, 0, w, f.Say("watch.script"), strings.ToUpper(f.Gloss("watch.script")), fact)
	y := 1
	for _, line := range cell.Clamp(a.run.Story.Title.String(), w, 2) {
		c.Text(0, y, line, look.Style{FG: look.Ink2})
		y++
	}
	if a.run.Case.Name != "" {
		c.Text(0, y, cell.Truncate(a.run.Case.Name, w), look.Style{FG: look.Ink, Attr: look.Bold})
		y++
	}
	if f.Layout.Class == look.Wide || h > 16 {
		c.Text(0, y, cell.Truncate(a.run.Story.Name+"   "+f.Say("app.flow")+" "+a.run.Flow.Name, w), look.Style{FG: look.Muted})
		y++
	}
	y++
	if h-y < 2 {
		return
	}
	rows := s.scriptRows(f, a, w)
	from := window(rows, h-y)
	for i := from; i < len(rows) && y < h; i++ {
		if i == from && from > 0 || y == h-1 && i < len(rows)-1 {
			n := from + 1
			if i > from {
				n = len(rows) - i
			}
			c.Text(2, y, f.Theme.Glyph("⋯")+" "+f.Say("watch.more", "n", number(n)), look.Style{FG: look.Faint})
		} else {
			rows[i].draw(c, f, y)
		}
		y++
	}
}

// scriptRow is a row of the panel.
type scriptRow struct {
	mark, text string
	role, ink  look.Role
	attr       look.Attr
	indent     int
	current    bool
	follows    bool // belongs to the row above
}

func (r scriptRow) draw(c *look.Canvas, f screen.Frame, y int) {
	if r.current {
		look.FocusBar(c, f.Theme, 0, y, 1)
	}
	c.Text(2, y, f.Theme.Glyph(r.mark), look.Style{FG: r.role, Attr: look.Bold})
	c.Text(4+r.indent, y, cell.Truncate(r.text, c.W()-4-r.indent), look.Style{FG: r.ink, Attr: r.attr})
}

// scriptRows are all rows of the script. What is too long is cut; the line that is played may take two rows.
func (s *Stage) scriptRows(f screen.Frame, a *actor, w int) []scriptRow {
	rows := make([]scriptRow, 0, len(a.score.script)+4)
	for i := range a.score.script {
		l := &a.score.script[i]
		r := scriptRow{mark: "·", text: l.Text, role: look.Faint, ink: look.Muted, indent: 2 * l.Depth}
		if !l.Say.IsZero() && a.states[i] != current {
			r.attr = look.Italic
		}
		state := a.states[i]
		if inner := i + 1; l.Name == "only-when" && state == done && inner < len(a.states) && a.states[inner] == skipped {
			state = skipped // it did not hold
		}
		switch state {
		case done:
			r.mark, r.role, r.ink = "✓", look.Success, look.Ink2
		case failed:
			r.mark, r.role, r.ink = "✕", look.Danger, look.Danger
		case skipped:
			r.mark, r.ink, r.attr = "−", look.Faint, look.Strike
		case current:
			r.mark, r.role, r.ink, r.attr, r.current = "►", look.Accent, look.Ink, look.Bold, true
		}
		if i == a.line && a.verdict.shown && a.states[i] == current {
			r.mark, r.role = "✓", look.Success
		}
		r.current = r.current || i == a.line && !a.over
		if r.current {
			rows = append(rows, wrapped(r, w)...)
		} else {
			rows = append(rows, r)
		}
		if i == a.line && !a.over {
			rows = append(rows, s.under(f, a, r, w)...)
		} else if a.states[i] == failed && a.over {
			rows = append(rows, missedRows(f, a, i, w)...)
		}
	}
	return rows
}

// mostWrapped is how many rows the line that is played may take.
const mostWrapped = 3

// wrapped is a line on as many rows as it needs.
func wrapped(r scriptRow, w int) []scriptRow {
	var rows []scriptRow
	for i, text := range cell.Clamp(r.text, w-6-r.indent, mostWrapped) {
		next := r
		next.text = text
		if i > 0 {
			next.mark, next.follows, next.indent = "", true, r.indent+2
		}
		rows = append(rows, next)
	}
	return rows
}

// under are the rows below the line that is played: the rest of its text, what is tapped now, or what was missed.
func (s *Stage) under(f screen.Frame, a *actor, r scriptRow, w int) []scriptRow {
	var rows []scriptRow
	more := scriptRow{ink: look.Ink2, role: look.Ink2, indent: r.indent, current: true, follows: true}
	switch {
	case a.states[a.line] == skipped:
		more.text, more.ink = f.Say("watch.skipped"), look.Warn
		rows = append(rows, more)
	case a.states[a.line] == failed:
		return missedRows(f, a, a.line, w)
	case a.did != "" && !strings.HasPrefix(solid(r.text), solid(a.did)):
		more.mark, more.text = "›", a.did
		if a.cue.kind == atTap && a.cue.action.Happening() {
			more.text = f.Say("watch.world", "what", a.did)
		}
		rows = append(rows, more)
	}
	return rows
}

// solid is a text without its blanks.
func solid(s string) string { return strings.ReplaceAll(s, " ", "") }

// missedRows say what a line wanted and what it got.
func missedRows(f screen.Frame, a *actor, line, w int) []scriptRow {
	var rows []scriptRow
	for _, m := range a.score.missed[line] {
		for _, text := range [...]string{f.Say("watch.want") + " " + m.Want, f.Say("watch.got") + " " + got(f, &m)} {
			rows = append(rows, scriptRow{text: text, ink: look.Danger, role: look.Danger, indent: 2, follows: true})
		}
	}
	return rows
}

// window is the first row that is shown of so many that fit: the line that is played stands in the upper half.
func window(rows []scriptRow, h int) int {
	at := slices.IndexFunc(rows, func(r scriptRow) bool { return r.current && !r.follows })
	if at < 0 { // it is over: what was missed first, else the last line
		at = slices.IndexFunc(rows, func(r scriptRow) bool { return r.mark == "✕" })
	}
	for i := 0; at < 0 && i < len(rows); i++ {
		if rows[len(rows)-1-i].mark == "✓" {
			at = len(rows) - 1 - i
		}
	}
	return max(0, min(at-h/2+1, len(rows)-h))
}
