package pilot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tagtap/flow/text"
)

// Tape is what hands do one after another, written as words:
//
//	Down Enter b         keys by their names, and single characters
//	Tab*3                a word several times
//	"很好用"             a text that is typed; \" and \\ stand for themselves
//	Ctrl+S Shift+Tab     keys with a modifier
//	Click:text           a click on a text of the screen, "in quotes" where it has spaces
//	Wait:61s Due         time passes: so much, or until the next thing happens by itself
//	Resize:80x24         the terminal has another size
//	Snap:FILE            the screen is written to a file
type Tape struct{ steps []step }

// step is a word of a tape.
type step struct {
	at, n int    // column of the word in the tape, and its number, from 1
	word  string // as it was written
	do    deed
	move  Move
	arg   string // what is clicked on, the name of a file
	wait  time.Duration
	size  [2]int
	times int
}

// deed is what a word does.
type deed uint8

const (
	moves deed = iota
	clicks
	waits
	due
	resizes
	snaps
)

// Bounds of a tape.
const (
	mostWords   = 10_000 // repeats count
	mostRepeats = 999
	mostBytes   = 1 << 16
	mostWait    = 366 * 24 * time.Hour
)

// ErrTape says which word of a tape cannot be read, or could not be done.
type ErrTape struct {
	Column, Word int // from 1
	Said         string
	What         string
	hint         string
}

func (e ErrTape) Error() string {
	return fmt.Sprintf("word %d of the tape, column %d, %s: %s", e.Word, e.Column, strconv.Quote(e.Said), e.What)
}

// Hint says what to write instead.
func (e ErrTape) Hint() string { return e.hint }

// keyWords are the names of keys on a tape.
var keyWords = []string{
	"Enter", "Esc", "Tab", "Shift+Tab", "Space", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Backspace", "Delete",
}

// other names of keys are those of bindings.
var bound = map[string]string{"pgdn": "pgdown"}

// deedWords are the words that are no keys, with their form.
var deedWords = []struct {
	name, form string
	do         deed
}{
	{"Click", "Click:text", clicks},
	{"Wait", "Wait:61s", waits},
	{"Due", "Due", due},
	{"Resize", "Resize:80x24", resizes},
	{"Snap", "Snap:FILE", snaps},
}

// TapeWords lists the words of tapes, for messages and help.
func TapeWords() []string {
	all := append(slices.Clone(keyWords), "Ctrl+X")
	for _, d := range deedWords {
		all = append(all, d.form)
	}
	return append(all, `"text"`, "single characters")
}

// ParseTape reads a tape. The error is an ErrTape.
func ParseTape(s string) (Tape, error) {
	var t Tape
	if len(s) > mostBytes {
		return t, ErrTape{Column: 1, Word: 1, What: fmt.Sprintf("the tape has %d bytes, want at most %d", len(s), mostBytes)}
	}
	if !utf8.ValidString(s) {
		return t, ErrTape{Column: 1, Word: 1, What: "the tape is no UTF-8"}
	}
	r := reader{rest: s, column: 1}
	total := 0
	for {
		w, ok, err := r.word()
		if err != nil || !ok {
			return t, err
		}
		st, err := w.step()
		if err != nil {
			return Tape{}, err
		}
		if total += st.times; total > mostWords {
			return Tape{}, w.wrong("", "the tape does more than %d things", mostWords)
		}
		t.steps = append(t.steps, st)
	}
}

// reader takes a tape apart into words.
type reader struct {
	rest      string
	column, n int
}

// word is a word before it is understood: a part of letters, a part in quotes, and how often.
type word struct {
	at, n  int
	said   string
	bare   string
	text   string
	quoted bool
	times  int
}

func (w *word) wrong(hint, format string, args ...any) error {
	return ErrTape{Column: w.at, Word: w.n, Said: cut(w.said), What: fmt.Sprintf(format, args...), hint: hint}
}

// cut keeps messages short.
func cut(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

func (r *reader) skip(n int) {
	r.column += utf8.RuneCountInString(r.rest[:n])
	r.rest = r.rest[n:]
}

// word returns the next word, false behind the last.
func (r *reader) word() (w word, ok bool, err error) {
	r.skip(len(r.rest) - len(strings.TrimLeftFunc(r.rest, unicode.IsSpace)))
	if r.rest == "" {
		return w, false, nil
	}
	r.n++
	w = word{at: r.column, n: r.n, times: 1}
	end := strings.IndexFunc(r.rest, func(c rune) bool { return unicode.IsSpace(c) || c == '"' })
	if end < 0 {
		end = len(r.rest)
	}
	from := r.rest
	w.bare = r.rest[:end]
	r.skip(end)
	if strings.HasPrefix(r.rest, `"`) {
		n, closed := 0, false
		if w.text, n, closed = unquote(r.rest); !closed {
			w.said = from
			return w, false, w.wrong("", "the quote is not closed")
		}
		w.quoted = true
		r.skip(n)
		end = strings.IndexFunc(r.rest, unicode.IsSpace)
		if end < 0 {
			end = len(r.rest)
		}
		tail := r.rest[:end]
		r.skip(end)
		w.said = from[:len(from)-len(r.rest)]
		if n, ok := repeats(tail); ok {
			w.times = n
		} else if tail != "" {
			return w, false, w.wrong("", "want a space behind a text in quotes")
		}
		return w, true, nil
	}
	w.said = w.bare
	if i := strings.LastIndexByte(w.bare, '*'); i > 0 {
		if n, ok := repeats(w.bare[i:]); ok {
			w.bare, w.times = w.bare[:i], n
		}
	}
	return w, true, nil
}

// unquote reads a text in quotes, and returns how many bytes it takes.
func unquote(s string) (text string, n int, closed bool) {
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), i + 1, true
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\'):
			i++
		}
		b.WriteByte(s[i])
	}
	return "", 0, false
}

// repeats reads *3.
func repeats(s string) (int, bool) {
	digits, ok := strings.CutPrefix(s, "*")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n >= 1 && n <= mostRepeats && digits[0] != '+'
}

// step understands a word.
func (w *word) step() (step, error) {
	s := step{at: w.at, n: w.n, word: w.said, times: w.times}
	if w.quoted && w.bare == "" {
		if w.text == "" {
			return s, w.wrong("", "there is nothing to type")
		}
		s.move = Move{Text: w.text}
		return s, nil
	}
	if name, arg, ok := strings.Cut(w.bare, ":"); ok && name != "" {
		return s, w.deed(&s, name, arg+w.text)
	}
	if w.quoted {
		return s, w.wrong(hintWords(), "want a space before a text in quotes")
	}
	if strings.EqualFold(w.bare, "Due") {
		s.do = due
		return s, nil
	}
	key, ok := keyOf(w.bare)
	if !ok {
		return s, w.unknown(w.bare)
	}
	s.move = Move{Key: key}
	return s, nil
}

// keyOf returns a key as bindings name it.
func keyOf(s string) (string, bool) {
	if utf8.RuneCountInString(s) == 1 {
		return s, true
	}
	lower := strings.ToLower(s)
	for _, k := range keyWords {
		if strings.EqualFold(k, s) {
			if name, ok := bound[lower]; ok {
				return name, true
			}
			return lower, true
		}
	}
	if letter, ok := strings.CutPrefix(lower, "ctrl+"); ok && len(letter) == 1 && letter[0] >= 'a' && letter[0] <= 'z' {
		return lower, true
	}
	return "", false
}

func (w *word) unknown(name string) error {
	names := append(slices.Clone(keyWords), "Ctrl+X")
	for _, d := range deedWords {
		names = append(names, d.name)
	}
	what := "there is no such key"
	if near, ok := text.Nearest(name, names); ok {
		what += fmt.Sprintf(" (did you mean %s?)", near)
	}
	return w.wrong(hintWords(), "%s", what)
}

func hintWords() string { return "the words are " + strings.Join(TapeWords(), " ") }

// deed understands a word with an argument.
func (w *word) deed(s *step, name, arg string) error {
	for _, d := range deedWords {
		if !strings.EqualFold(d.name, name) || d.do == due {
			continue
		}
		if s.do = d.do; arg == "" {
			return w.wrong("", "want %s", d.form)
		}
		switch s.arg = arg; d.do {
		case waits:
			var err error
			if s.wait, err = time.ParseDuration(arg); err != nil || s.wait <= 0 || s.wait > mostWait {
				return w.wrong("", "want a time such as Wait:61s, Wait:30m or Wait:70h, at most a year")
			}
		case resizes:
			cols, rows, ok := strings.Cut(arg, "x")
			x, badX := strconv.Atoi(cols)
			y, badY := strconv.Atoi(rows)
			if s.size = [2]int{x, y}; !ok || badX != nil || badY != nil || x < 1 || y < 1 || x > 500 || y > 200 {
				return w.wrong("", "want COLSxROWS up to 500x200, such as Resize:80x24")
			}
		}
		return nil
	}
	return w.unknown(name)
}

// Len is how many words the tape has.
func (t Tape) Len() int { return len(t.steps) }

// String returns the words of the tape as they were written, a space between two.
func (t Tape) String() string {
	all := make([]string, len(t.steps))
	for i := range t.steps {
		all[i] = t.steps[i].word
	}
	return strings.Join(all, " ")
}
