package cli

import (
	"bytes"
	"slices"
	"time"
)

// The marks around a bracketed paste (xterm's control sequences).
var (
	pasteBegin = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

// silence is how long an open paste may be silent. One whose end never came would swallow every key, ctrl+c among them.
const silence = 2 * time.Second

// input is what the person types. It sees to it that a paste ends: a slow line may tear the mark of its end apart, and what
// reads the keys would then take it for text and wait for ever.
type input struct {
	line
	paste *paste
}

// Read implements io.Reader.
func (in input) Read(p []byte) (int, error) {
	room := len(p) - 2*len(pasteEnd)
	if room < 1 {
		return in.line.Read(p)
	}
	n, err := in.line.Read(p[:room])
	return in.paste.pass(p, n, time.Now()), err
}

// paste follows the marks in what is typed.
type paste struct {
	open bool
	held []byte // the beginning of an end mark
	last time.Time
}

// pass lets n bytes of p go by, and returns how many there are now: a torn mark waits for its rest, and an end that never
// came is put before what is typed later. p has room for both.
func (s *paste) pass(p []byte, n int, now time.Time) int {
	data := slices.Concat(s.held, p[:n])
	s.held = nil
	if s.open && n > 0 && now.Sub(s.last) > silence && !bytes.Contains(data, pasteEnd) {
		data = append(bytes.Clone(pasteEnd), data...)
	}
	s.last = now
	for at := 0; ; {
		mark := pasteBegin
		if s.open {
			mark = pasteEnd
		}
		i := bytes.Index(data[at:], mark)
		if i < 0 {
			break
		}
		at += i + len(mark)
		s.open = !s.open
	}
	for k := min(len(pasteEnd)-1, len(data)); s.open && k > 0; k-- {
		if bytes.HasSuffix(data, pasteEnd[:k]) {
			s.held = bytes.Clone(data[len(data)-k:])
			data = data[:len(data)-k]
			break
		}
	}
	return copy(p, data)
}
