package screen

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Field is a text field: one line, or several where its limit allows lines. It edits by grapheme, so a character that a
// reader sees is never torn, and it sets the real cursor, so that the window of an input method opens beside it. It is a
// comparable value, made by NewField: keep it in the view, hand it every message while it has the focus, and draw it.
//
//	next, changed := v.field.Update(msg)     // changed: the text is another; next != v.field: the cursor moved at least
//	v.field.Draw(body, r, b.Say("…"), focus) // r may have several rows where the limit allows lines
//	flow.Typing("text", v.field.Value().String())
//
// What it does not use (tab, esc, enter in a single line, up on the first row) leaves it as it was, and is for the view.
type Field struct {
	value text.Text
	at    int // byte of the value that the cursor stands before, between two graphemes
	limit text.Limit
	goal  int    // column that up and down keep to, -1 for none
	drawn *drawn // where it was drawn last; all copies share it, as there is one screen
}

// drawn is the window of the last drawing: rows and their first one, or the first column of a single line.
type drawn struct{ width, first int }

// NewField makes a field that holds value, with the cursor behind it. The limit is what it takes: text.Name, text.Review.
func NewField(limit text.Limit, value text.Text) Field {
	value = text.Clean(value.String(), limit)
	return Field{value: value, at: len(value.String()), limit: limit, goal: -1, drawn: &drawn{}}
}

// Value returns what is in the field, cleaned and within its limit.
func (f Field) Value() text.Text { return f.value }

// Left returns how many more runes the field takes, -1 where its limit has none.
func (f Field) Left() int {
	if f.limit.Runes == 0 {
		return -1
	}
	return max(0, f.limit.Runes-f.value.Len())
}

// Update takes a key press or a paste and returns the field that follows, and whether its text changed.
func (f Field) Update(msg tea.Msg) (Field, bool) {
	was := f.value
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f = f.insert(msg.Content)
	case tea.KeyPressMsg:
		f = f.press(msg)
	}
	return f, f.value != was
}

func (f Field) press(key tea.KeyPressMsg) Field {
	s := f.value.String()
	name := key.String()
	if f.limit.Lines && (name == "up" || name == "down") {
		return f.climb(name == "down")
	}
	moved := f
	moved.goal = -1
	switch name {
	case "left":
		moved.at = before(s, f.at)
	case "right":
		moved.at = after(s, f.at)
	case "home", "ctrl+a":
		moved.at = f.rowStart()
	case "end", "ctrl+e":
		moved.at = f.rowEnd()
	case "backspace", "ctrl+h":
		return f.cut(before(s, f.at), f.at)
	case "delete":
		return f.cut(f.at, after(s, f.at))
	case "ctrl+u":
		return f.cut(strings.LastIndexByte(s[:f.at], '\n')+1, f.at)
	case "ctrl+k":
		return f.cut(f.at, paragraphEnd(s, f.at))
	case "ctrl+w", "alt+backspace":
		return f.cut(wordStart(s[:f.at]), f.at)
	case "enter":
		if f.limit.Lines {
			return f.insert("\n")
		}
	default:
		if key.Text != "" && key.Mod&(tea.ModCtrl|tea.ModAlt) == 0 {
			return f.insert(key.Text)
		}
		return f
	}
	if moved.at == f.at {
		return f
	}
	return moved
}

// insert puts text at the cursor. What finds no room is dropped from the end of the insertion, never from what was there.
func (f Field) insert(raw string) Field {
	s := f.value.String()
	tail := s[f.at:]
	room := f.limit
	room.Runes -= utf8.RuneCountInString(tail)
	room.Bytes -= len(tail)
	if f.limit.Runes > 0 && room.Runes <= 0 || f.limit.Bytes > 0 && room.Bytes <= 0 {
		return f
	}
	room.Runes, room.Bytes = max(0, room.Runes), max(0, room.Bytes)
	head := text.Clean(s[:f.at]+raw, room).String()
	f.value = text.Clean(head+tail, f.limit)
	f.at = boundary(f.value.String(), len(f.value.String())-len(tail))
	f.goal = -1
	return f
}

func (f Field) cut(from, to int) Field {
	if from == to {
		return f
	}
	s := f.value.String()
	f.value = text.Clean(s[:from]+s[to:], f.limit)
	f.at = boundary(f.value.String(), from)
	f.goal = -1
	return f
}

// climb moves the cursor a row up or down and keeps its column; it stays where there is no such row.
func (f Field) climb(down bool) Field {
	rows := f.rows()
	row, col := f.place(rows)
	if f.goal < 0 {
		f.goal = col
	}
	next := row - 1
	if down {
		next = row + 1
	}
	if next < 0 || next >= len(rows) {
		f.goal = -1
		return f
	}
	s := f.value.String()
	f.at = min(rows[next].byteAt(s, f.goal), last(s, rows, next))
	return f
}

func (f Field) rowStart() int {
	rows := f.rows()
	row, _ := f.place(rows)
	return rows[row].from
}

func (f Field) rowEnd() int {
	rows := f.rows()
	row, _ := f.place(rows)
	return last(f.value.String(), rows, row)
}

// Draw draws the field on r of a part and, while it has the focus, sets the cursor there. An empty field shows its
// placeholder. The background is the caller's.
func (f Field) Draw(p Part, r cell.Rect, placeholder string, focused bool) {
	if r.W < 1 || r.H < 1 {
		return
	}
	s := f.value.String()
	if s == "" {
		p.Lines(r.X, r.Y, cell.Clamp(placeholder, r.W, r.H), look.Style{FG: look.Faint})
		if focused {
			p.SetCursor(r.X, r.Y)
		}
		return
	}
	if !f.limit.Lines {
		f.drawLine(p, r, focused)
		return
	}
	f.drawn.width = r.W
	rows := f.rows()
	row, col := f.place(rows)
	first := min(f.drawn.first, len(rows)-1)
	if focused {
		first = max(min(first, row), row-r.H+1)
	}
	first = max(0, min(first, len(rows)-r.H))
	f.drawn.first = first
	for i := first; i < len(rows) && i < first+r.H; i++ {
		p.Text(r.X, r.Y+i-first, cell.Cut(s[rows[i].from:rows[i].to], r.W), look.Style{FG: look.Ink})
	}
	if focused {
		p.SetCursor(r.X+col, r.Y+row-first)
	}
}

// drawLine draws a single line: from its beginning, or, with the focus, the window in which the cursor is.
func (f Field) drawLine(p Part, r cell.Rect, focused bool) {
	s := f.value.String()
	st := look.Style{FG: look.Ink}
	if !focused {
		f.drawn.first = 0
		p.Text(r.X, r.Y, cell.Truncate(s, r.W), st)
		return
	}
	col := cell.Width(s[:f.at])
	under, _ := cell.Next(s[f.at:])
	first := min(f.drawn.first, col)
	first = max(first, col+max(1, under.Width)-r.W, 0)
	if cell.Width(s) < r.W {
		first = 0
	}
	f.drawn.first = first
	x := -first
	for c := range cell.Clusters(s) {
		if x >= 0 && x+c.Width <= r.W {
			p.Text(r.X+x, r.Y, c.Text, st)
		}
		x += c.Width
	}
	p.SetCursor(r.X+min(col-first, r.W-1), r.Y)
}
