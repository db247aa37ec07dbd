package look

import "tagtap/ui/tui/cell"

// Label columns: two characters and two cells in Chinese, a word in English.
const (
	LabelZH = 6
	LabelEN = 9
)

// Heading draws a title with its gloss and, at the right end, one fact. It
// returns the width of title and gloss.
func Heading(c *Canvas, x, y, w int, title, gloss, fact string) int {
	right := cell.Width(fact)
	if right > 0 {
		right++
	}
	title = cell.Truncate(title, max(w-right, 0))
	n := c.Text(x, y, title, Style{FG: Ink, Attr: Bold})
	if left := w - right - n - 1; gloss != "" && left >= cell.Width(gloss) {
		n += 1 + c.Text(x+n+1, y, gloss, Style{FG: Faint})
	}
	if fact != "" {
		c.TextRight(x+w, y, cell.Truncate(fact, w), Style{FG: Muted})
	}
	return n
}

// Row is a line of facts: label, value, a fact at the right, and a chevron
// when it opens something. Roles None are Muted, Ink and Muted.
type Row struct {
	Label     string
	LabelW    int // columns; 0 is no label
	Value     string
	Fact      string
	LabelRole Role
	ValueRole Role
	FactRole  Role
	ValueAttr Attr
	Chevron   bool
	Focus     bool // a bar in the column left of x, and the value bold
}

// Draw puts the row on w cells from (x, y) and returns where it can be tapped.
// The fact is measured first; the value gets what is left, less one.
func (r Row) Draw(c *Canvas, t Theme, x, y, w int) cell.Rect {
	end := x + w
	if r.Chevron {
		c.Text(end-1, y, t.Glyph("›"), Style{FG: Muted})
		end -= 2
	}
	room := max(end-x-r.LabelW, 0)
	if r.Fact != "" {
		fact := cell.Truncate(r.Fact, room)
		c.TextRight(end, y, fact, Style{FG: or(r.FactRole, Muted)})
		room = max(room-cell.Width(fact)-1, 0)
	}
	if r.LabelW > 0 {
		c.Text(x, y, cell.Truncate(r.Label, r.LabelW-1), Style{FG: or(r.LabelRole, Muted)})
	}
	attr := r.ValueAttr
	if r.Focus {
		attr |= Bold
		FocusBar(c, t, x-1, y, 1)
	}
	c.Text(x+r.LabelW, y, cell.Truncate(r.Value, room), Style{FG: or(r.ValueRole, Ink), Attr: attr})
	return cell.Rect{X: x, Y: y, W: w, H: 1}
}

func or(r, otherwise Role) Role {
	if r == None {
		return otherwise
	}
	return r
}

// Tab draws a tab's label and, when it is the active one, its mark: two cells
// of accent under its middle, or an underline where there is no colour. The
// row below must be free. It returns where it can be tapped.
func Tab(c *Canvas, t Theme, x, y int, label string, active, focus bool) cell.Rect {
	w := cell.Width(label)
	st := Style{FG: Muted, Attr: focused(focus)}
	if active {
		st.FG, st.Attr = Ink, st.Attr|Bold
		if t.Pictures() {
			c.Text(x+(w-2)/2, y+1, "▀▀", Style{FG: Accent})
		} else {
			st.Attr |= Underline
		}
	}
	c.Text(x, y, label, st)
	return cell.Rect{X: x, Y: y, W: w, H: 1}
}

// Sheet draws the top of a sheet over the rows of r, on a page that has been
// dimmed: the half row above r, the fill, and the grip on the first row. What
// is on the sheet starts on the second row, two columns in.
func Sheet(c *Canvas, t Theme, r cell.Rect) {
	top := r.Y - 1
	if t.Pictures() {
		c.halfRow(r.X+1, top, r.W-2)
	} else {
		c.Text(r.X+1, top, "╭", Style{FG: Line})
		c.Rule(r.X+2, top, r.W-4, Line)
		c.Text(r.X+r.W-2, top, "╮", Style{FG: Line})
	}
	c.Fill(r, Raised)
	c.TextCentre(r.X, r.Y, r.W, "━━━━━━", Style{FG: Faint})
}

// halfRow paints the lower half of a row in Raised; the upper half keeps what
// is there, be it the upper pixels of a picture.
func (c *Canvas) halfRow(x, y, w int) {
	abs := cell.Rect{X: x, Y: y, W: w, H: 1}.Move(c.ox, c.oy).Intersect(c.clip)
	if abs.Empty() {
		return
	}
	row := c.g.row(abs.Y)
	row.mend(abs.X)
	row.mend(abs.Right() - 1)
	for gx := abs.X; gx < abs.Right(); gx++ {
		s := &row[gx]
		behind := s.bg
		if s.text == "▀" {
			behind = s.fg
		}
		*s = slot{"▄", Raised.Paint(), behind, 0, 1}
	}
}

// NoticeKind is the tone of a notice.
type NoticeKind uint8

const (
	Plainly NoticeKind = iota
	Good
	Caution
	Bad
)

// Notice draws a message in a band of w cells on at most two rows and returns
// the cells taken. It says what happened and what to do next.
func Notice(c *Canvas, t Theme, x, y, w int, text string, kind NoticeKind) cell.Rect {
	mark, st := "", Style{FG: Ink, BG: Raised2}
	switch kind {
	case Good:
		mark, st = "✓", Style{FG: Success, BG: SoftOK}
	case Caution:
		mark, st = "▲", Style{FG: Warn, BG: SoftWarn}
	case Bad:
		mark, st = "✕", Style{FG: Danger, BG: Soft}
	}
	lead := 1
	if mark != "" {
		lead = 3
	}
	lines := cell.Clamp(text, w-lead-1, 2)
	r := cell.Rect{X: x, Y: y, W: w, H: len(lines)}
	c.Fill(r, st.BG)
	if mark != "" {
		c.Text(x+1, y, t.Glyph(mark), Style{FG: st.FG, Attr: Bold})
	}
	for i, line := range lines {
		c.Text(x+lead, y+i, line, Style{FG: st.FG, Attr: boldWithout(t)})
	}
	return r
}

func boldWithout(t Theme) Attr {
	if t.Fills() {
		return 0
	}
	return Bold
}

// Toast draws a short message as a floating chip in the middle of w cells and
// returns the cells taken.
func Toast(c *Canvas, t Theme, x, y, w int, text string) cell.Rect {
	text = cell.Truncate(text, w-4)
	r := cell.Rect{Y: y, W: cell.Width(text) + 4, H: 1}
	r.X = x + (w-r.W)/2
	st := Style{FG: Surface, BG: Ink, Attr: Bold}
	if !t.Fills() {
		st.Attr |= Reverse
	}
	c.Text(r.X, y, "  "+text+"  ", st)
	return r
}

// Hint is a key and what it does.
type Hint struct{ Key, Word string }

// HintLine draws hints on r, three cells apart and as many as fit, with last
// at the right edge. It returns where each of those drawn can be tapped, last
// at the end.
func HintLine(c *Canvas, t Theme, r cell.Rect, hints []Hint, last Hint) []cell.Rect {
	draw := func(x int, h Hint) int {
		n := c.Text(x, r.Y, t.Glyph(h.Key), Style{FG: Ink2, Attr: Bold})
		return n + 1 + c.Text(x+n+1, r.Y, h.Word, Style{FG: Muted})
	}
	width := func(h Hint) int { return cell.Width(t.Glyph(h.Key)) + 1 + cell.Width(h.Word) }
	hits := make([]cell.Rect, 0, len(hints)+1)
	end := r.Right()
	if last.Key != "" {
		end -= width(last) + 3
	}
	x := r.X
	for _, h := range hints {
		w := width(h)
		if x+w > end {
			break
		}
		draw(x, h)
		hits = append(hits, cell.Rect{X: x, Y: r.Y, W: w, H: 1})
		x += w + 3
	}
	if last.Key != "" {
		w := width(last)
		draw(r.Right()-w, last)
		hits = append(hits, cell.Rect{X: r.Right() - w, Y: r.Y, W: w, H: 1})
	}
	return hits
}
