package meter

import (
	"strconv"
	"strings"

	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// Record is the story that a walk becomes, as its panel shows it.
type Record struct {
	Head  []string     // before the steps
	Lines []RecordLine // of the steps
	Count int          // lines of the whole file

	Taps, Steps, Fields int // which the story pins

	Key string // that writes it to a file, "" where it cannot be written
}

// RecordLine is a line of the steps without its dash.
type RecordLine struct {
	Text string
	Kind LineKind
}

// LineKind says what a line does.
type LineKind uint8

// The kinds of lines.
const (
	LineGap    LineKind = iota // the blank line where another page opens
	LineTap                    // what the shopper does, or the world
	LineExpect                 // what is expected after it
	LineMark                   // a checkpoint
)

// gutter is the room for the marks before the lines.
const gutter = 2

// newest is the line that was written last: what is expected at the end is no news.
func (r *Record) newest() int {
	for i := len(r.Lines) - 1; i >= 0; i-- {
		if k := r.Lines[i].Kind; k == LineTap || k == LineMark {
			return i
		}
	}
	return -1
}

var blank = []string{""}

// mostRows is how many rows a line may take on the panel.
const mostRows = 3

// wrapped breaks a line for w cells, into so many rows at most; 0 is as many as it takes.
func (l *RecordLine) wrapped(w, most int) []string {
	if l.Kind == LineGap {
		return blank
	}
	if cell.Width(l.Text) <= w-gutter {
		return []string{l.Text}
	}
	rows := cell.Wrap(l.Text, w-gutter)
	if most > 0 && len(rows) > most {
		rest := strings.Join(rows[most-1:], " ")
		rows = append(rows[:most-1:most-1], cell.Truncate(rest, w-gutter))
	}
	return rows
}

// draw draws a line on rows that were broken before.
func (l *RecordLine) draw(c *look.Canvas, t look.Theme, x, y int, rows []string, last bool) {
	st, mark, role := look.Style{FG: look.Ink2}, "", look.Accent
	switch {
	case l.Kind == LineExpect:
		st.FG = look.Muted
	case l.Kind == LineMark:
		st, mark, role = look.Style{FG: look.Ink, Attr: look.Bold}, "●", look.Warn
	}
	if last {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
		if mark == "" {
			mark = "▌"
		}
	}
	for i, row := range rows {
		if mark != "" && (i == 0 || mark == "▌") {
			c.Text(x, y+i, t.Glyph(mark), look.Style{FG: role})
		}
		c.Text(x+gutter, y+i, row, st)
	}
}

// pins draws the figures that the story pins, and the key that writes it.
func (r *Record) pins(c *look.Canvas, f screen.Frame, x, y, w int) {
	at := 0
	for _, pin := range [...]struct {
		key string
		n   int
	}{{"meter.taps", r.Taps}, {"meter.steps", r.Steps}, {"meter.fields", r.Fields}} {
		label, n := f.Say(pin.key), "≤"+strconv.Itoa(pin.n)
		if at+cell.Width(label)+1+cell.Width(n) > w {
			return
		}
		at += c.Text(x+at, y, label, look.Style{FG: look.Muted}) + 1
		at += c.Text(x+at, y, n, look.Style{FG: look.Ink2, Attr: look.Bold}) + 2
	}
	if r.Key == "" {
		return
	}
	for _, hint := range []string{r.Key + " " + f.Say("key.write"), r.Key} {
		if at+cell.Width(hint) <= w {
			c.TextRight(x+w, y, hint, look.Style{FG: look.Muted})
			return
		}
	}
}

// follow implements Below: who draws the panel keeps the story.
func (r *Record) follow(session.Shown) {}

// draw implements Below: the newest line stands on the last rows, with what is expected at the end behind it.
func (r *Record) draw(p *panel) {
	p.heading("meter.record", p.Say("meter.lines-n", "n", strconv.Itoa(r.Count)))
	r.pins(p.Canvas, p.Frame, 0, p.y, p.w)
	p.y++
	low := p.left() < lowRecord
	if !low {
		p.gap()
	}
	newest := r.newest()
	if newest < 0 {
		p.Text(0, p.y, cell.Truncate(p.Say("meter.trace-empty"), p.w), look.Style{FG: look.Muted})
		return
	}
	from, free := len(r.Lines), p.left()
	var rows [][]string
	for from > 0 {
		line := &r.Lines[from-1]
		wrapped := line.wrapped(p.w, mostRows)
		switch {
		case !low:
		case line.Kind == LineGap:
			wrapped = nil
		case from-1 > newest:
			wrapped = line.wrapped(p.w, 1)
		}
		if len(wrapped) > free {
			break
		}
		from, free = from-1, free-len(wrapped)
		rows = append(rows, wrapped)
	}
	for i := from; i < len(r.Lines); i++ {
		wrapped := rows[len(r.Lines)-1-i]
		if i > from || r.Lines[i].Kind != LineGap {
			r.Lines[i].draw(p.Canvas, p.Theme, 0, p.y, wrapped, i == newest)
			p.y += len(wrapped)
		}
	}
}

// lowRecord is how many rows must be left for blank ones, and for more than one of what is expected at the end.
const lowRecord = 12

// recordSheet is the story as a dialog, for screens without a panel.
type recordSheet struct{ record *Record }

// RecordKey is the key that opens the story and closes it.
const RecordKey = "R"

// NewRecordSheet makes the dialog of the story. It begins at its end: the newest line stands last.
func NewRecordSheet(s session.Shown, r *Record) screen.Screen {
	return screen.NewSheet(recordSheet{r}, s, screen.Close).FromEnd()
}

// ShowsRecord says whether a screen is the dialog of the story.
func ShowsRecord(s screen.Screen) bool {
	p, ok := s.(*screen.Page)
	if !ok {
		return false
	}
	_, ok = p.View().(recordSheet)
	return ok
}

// Keys implements screen.View: the key that opened the story closes it.
func (recordSheet) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{RecordKey}, Label: "key.close", Local: screen.Close}}
}

// Paint implements screen.View.
func (v recordSheet) Paint(b *screen.Board) {
	const margin = 2
	head, body, _ := b.Split(screen.DialogTop+1, 0)
	b.DialogHead(head, b.Say("meter.record"), strings.ToUpper(b.Gloss("meter.record")))
	v.record.pins(head.Canvas, b.Frame, margin, screen.DialogTop-1, b.W-2*margin)
	y, w := 0, b.W-2*margin
	for _, text := range v.record.Head {
		for _, row := range cell.Wrap(text, w-gutter) {
			if b.Sees(y, 1) {
				body.Text(margin+gutter, y, row, look.Style{FG: look.Muted})
			}
			y++
		}
	}
	newest := v.record.newest()
	for i := range v.record.Lines {
		line := &v.record.Lines[i]
		rows := line.wrapped(w, 0)
		if b.Sees(y, len(rows)) {
			if line.Kind != LineGap {
				body.Text(margin, y, "-", look.Style{FG: look.Faint})
			}
			line.draw(body.Canvas, b.Theme, margin, y, rows, i == newest)
		}
		y += len(rows)
	}
	b.End(y + 1)
}
