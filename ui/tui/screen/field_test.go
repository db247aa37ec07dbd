package screen

import (
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

var fieldKeys = map[string]tea.KeyPressMsg{
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "backspace": {Code: tea.KeyBackspace},
	"delete": {Code: tea.KeyDelete}, "enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "esc": {Code: tea.KeyEscape},
}

// typed presses keys: names in angle brackets, all else is text.
func typed(f Field, keys string) Field {
	for keys != "" {
		if name, rest, ok := strings.Cut(keys, ">"); ok && strings.HasPrefix(name, "<") {
			name, keys = name[1:], rest
			msg, known := fieldKeys[name]
			if letter, ctrl := strings.CutPrefix(name, "ctrl+"); ctrl && !known && letter != "" {
				msg = tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
			}
			f, _ = f.Update(msg)
			continue
		}
		_, n := cell.Next(keys)
		f, _ = f.Update(tea.KeyPressMsg{Code: tea.KeyExtended, Text: keys[:n]})
		keys = keys[n:]
	}
	return f
}

// cursorMark is where a test shows the cursor.
const cursorMark = "▏"

func marked(f Field) string {
	s := f.value.String()
	return s[:f.at] + cursorMark + s[f.at:]
}

func TestFieldEdits(t *testing.T) {
	for _, c := range []struct{ start, keys, want string }{
		{"", "林小满", "林小满▏"},
		{"", "a b", "a b▏"},
		{"林小满", "<left><left>大", "林大▏小满"},
		{"林小满", "<backspace>", "林小▏"},
		{"林小满", "<home><delete>", "▏小满"},
		{"林小满", "<home><backspace><left>", "▏林小满"},
		{"林小满", "<delete><right>", "林小满▏"},
		{"e\u0301te\u0301", "<backspace>", "ét▏"},
		{"a👍b", "<left><backspace>", "a▏b"},
		{"각각", "<backspace>", "각▏"},
		{"abc", "<ctrl+a>x<ctrl+e>y", "xabcy▏"},
		{"abcdef", "<left><left><ctrl+k>", "abcd▏"},
		{"abcdef", "<left><left><ctrl+u>", "▏ef"},
		{"听松路 88 号", "<ctrl+w><ctrl+w>", "听松路 ▏"},
		{"one two  ", "<ctrl+w>", "one ▏"},
		{"好吃，真的", "<ctrl+w>", "好吃，▏"},
		{"abc", "<enter><tab><esc><up><down>", "abc▏"},
		{"abc", "<ctrl+q><ctrl+n>", "abc▏"},
	} {
		if got := marked(typed(NewField(text.Line, text.Clean(c.start, text.Line)), c.keys)); got != c.want {
			t.Errorf("%q %s: %q, want %q", c.start, c.keys, got, c.want)
		}
	}
}

func TestFieldOfSeveralLinesMoves(t *testing.T) {
	const start = "一二三四五六七八九十\nabc\n\nend"
	for _, c := range []struct{ keys, want string }{
		{"<up>", "一二三四五六七八九十\nabc\n▏\nend"},
		{"<up><up>", "一二三四五六七八九十\nabc▏\n\nend"},
		{"<up><up><up>", "一二三四五六七八九▏十\nabc\n\nend"},
		{"<up><up><up><up>", "一▏二三四五六七八九十\nabc\n\nend"},
		{"<up><up><up><up><up>", "一▏二三四五六七八九十\nabc\n\nend"},
		{"<up><up><up><up><home>", "▏一二三四五六七八九十\nabc\n\nend"},
		{"<up><up><up><up><end>", "一二三四五六七▏八九十\nabc\n\nend"},
		{"<up><up><up><up><down><down>", "一二三四五六七八九十\nabc▏\n\nend"},
		{"<enter>x", start + "\nx▏"},
		{"<up><ctrl+u>", "一二三四五六七八九十\nabc\n▏\nend"},
		{"<up><backspace>", "一二三四五六七八九十\nabc▏\nend"},
	} {
		f := NewField(text.Review, text.Clean(start, text.Review))
		f.drawn.width = 17 // 16 columns of text: eight characters
		if got := marked(typed(f, c.keys)); got != c.want {
			t.Errorf("%s: %q, want %q", c.keys, got, c.want)
		}
	}
}

func TestUpdateSaysWhatHappened(t *testing.T) {
	f := NewField(text.Line, text.Clean("ab", text.Line))
	for _, c := range []struct {
		key            string
		changed, moved bool
	}{{"left", false, true}, {"right", false, false}, {"backspace", true, true}, {"tab", false, false}, {"up", false, false}} {
		next, changed := f.Update(fieldKeys[c.key])
		if changed != c.changed || (next != f) != c.moved {
			t.Errorf("%s: changed %v, another %v", c.key, changed, next != f)
		}
	}
}

func TestAFullFieldKeepsWhatItHas(t *testing.T) {
	f := NewField(text.Title, text.Clean(strings.Repeat("好", 20), text.Title))
	f = typed(f, "<home>多")
	if got := marked(f); got != "▏"+strings.Repeat("好", 20) {
		t.Error(got)
	}
	f = typed(f, "<delete><delete>")
	f, _ = f.Update(tea.PasteMsg{Content: "一二三四"})
	if got := marked(f); got != "一二▏"+strings.Repeat("好", 18) {
		t.Error(got)
	}
	if f.Left() != 0 {
		t.Errorf("room for %d more", f.Left())
	}
}

func TestPastedTextIsCleanedAndBounded(t *testing.T) {
	f := NewField(text.Line, text.Text{})
	f, changed := f.Update(tea.PasteMsg{Content: "a\x1b[31mb\nc\u202e"})
	if s := f.Value().String(); !changed || strings.ContainsAny(s, "\x1b\n\u202e") || !strings.HasPrefix(s, "a") {
		t.Errorf("%q", s)
	}
	for _, unit := range []string{"好", "a\u0301\u0301", "👩‍👩‍👧", "\x00\n"} {
		start := time.Now()
		huge := NewField(text.Review, text.Clean("ab", text.Review))
		huge = typed(huge, "<left>")
		huge, _ = huge.Update(tea.PasteMsg{Content: strings.Repeat(unit, 1<<20/len(unit))})
		if s := huge.Value().String(); len(s) > text.Review.Bytes || huge.Value().Len() > text.Review.Runes || !strings.HasSuffix(s, "b") {
			t.Errorf("%d bytes, %d runes", len(s), huge.Value().Len())
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("a megabyte of %q took %v", unit, d)
		}
	}
}

// drawField draws on a page with a stroke right of and below the field, and returns the rows and the cursor.
func drawField(f Field, w, h int, focused bool) ([]string, *Cursor) {
	b := &Board{Frame: Frame{W: w + 1, H: h + 1}, page: look.NewCanvas(w+1, h+1, look.Surface)}
	b.layout(0, 0)
	body := b.Body()
	for y := range h + 1 {
		body.Text(w, y, "│", look.Style{})
	}
	body.Rule(0, h, w, look.Line)
	f.Draw(body, cell.Rect{W: w, H: h}, "写点什么，别太长", focused)
	return strings.Split(b.page.Plain(), "\n"), b.cursor
}

func TestALongLineIsWindowedAroundTheCursor(t *testing.T) {
	f := NewField(text.Line, text.Clean("浙江省 杭州市 余杭区", text.Line))
	for _, c := range []struct{ keys, want string }{
		{"", " 市 余杭区 │ 10"}, {"<left>", " 市 余杭区 │ 8"}, {"<home>", "浙江省 杭州│ 0"}, {"<right><right>", "浙江省 杭州│ 4"},
		{"<end>", " 市 余杭区 │ 10"},
	} {
		f = typed(f, c.keys)
		rows, at := drawField(f, 11, 1, true)
		if got := rows[0] + " " + strconv.Itoa(at.X); got != c.want {
			t.Errorf("%s: %q, want %q", c.keys, got, c.want)
		}
	}
	rows, at := drawField(f, 11, 1, false)
	if rows[0] != "浙江省 杭…  │" && rows[0] != "浙江省 杭… │" || at != nil {
		t.Errorf("without focus: %q, cursor %v", rows[0], at)
	}
}

func TestAnEmptyFieldShowsItsPlaceholder(t *testing.T) {
	rows, at := drawField(NewField(text.Line, text.Text{}), 12, 1, true)
	if rows[0] != "写点什么，…  │" && rows[0] != "写点什么，… │" || at == nil || *at != (Cursor{}) {
		t.Errorf("%q %v", rows[0], at)
	}
}

// FuzzField presses keys on fields of any text and size: the text stays clean, the cursor between graphemes and inside,
// nothing is drawn outside, and rows break where cell.Wrap breaks them.
func FuzzField(f *testing.F) {
	f.Add("林小满，你好 abc", "<left>x<home>", 9, 3, true)
	f.Add("a  b   c\n\n   d", "<up><end>好<backspace>", 4, 2, true)
	f.Add("e\u0301👍🏽각", "<left><backspace><ctrl+w>", 5, 1, false)
	f.Add("   \n      x      ", "<up><down><home>", 3, 3, true)
	f.Fuzz(func(t *testing.T, start, keys string, w, h int, lines bool) {
		if len(start) > 400 || len(keys) > 60 {
			return
		}
		w, h = 3+abs(w)%40, 1+abs(h)%5
		limit := text.Line
		if lines {
			limit = text.Remark
		}
		fd := NewField(limit, text.Clean(start, limit))
		drawField(fd, w, h, true)
		fd = typed(fd, keys)
		s := fd.value.String()
		if fd.at < 0 || fd.at > len(s) || boundary(s, fd.at) != fd.at {
			t.Fatalf("cursor at %d of %q", fd.at, s)
		}
		if text.Clean(s, limit).String() != s {
			t.Fatalf("%q is not clean", s)
		}
		rows, at := drawField(fd, w, h, true)
		if at == nil || at.X >= w || at.Y >= h {
			t.Fatalf("cursor %v outside %dx%d of %q", at, w, h, s)
		}
		for y := range h {
			if !strings.HasSuffix(rows[y], "│") || cell.Width(rows[y]) != w+1 {
				t.Fatalf("%q is not %d cells and the edge", rows[y], w)
			}
		}
		if rows[h] != strings.Repeat("─", w)+"│" {
			t.Fatalf("drawn below: %q", rows[h])
		}
		if lines {
			wrapped := cell.Wrap(s, max(2, w-1))
			spans := fd.rows()
			if len(wrapped) != len(spans) {
				t.Fatalf("%q: %d rows, want %q", s, len(spans), wrapped)
			}
			for i, r := range spans {
				if got := strings.TrimRight(s[r.from:r.to], " \u3000"); got != wrapped[i] {
					t.Fatalf("%q row %d: %q, want %q", s, i, got, wrapped[i])
				}
			}
		}
	})
}
