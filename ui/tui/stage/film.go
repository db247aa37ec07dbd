package stage

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"tagtap/ui/tui/look"
)

// Film is how a stage is filmed: a terminal of that size, at a speed in quarters of the usual one.
type Film struct {
	Cols, Rows int
	Title      string
	Speed      string // key of a speed, "" for the usual one
}

// Limits of a film: between two pictures passes no more, and the last one stays for a while.
const (
	mostIdle = 4 * time.Second
	lastHold = 4 * time.Second
)

// header begins a recording (asciicast version 2, as the documentation of asciinema has it). There is no time of day in it:
// equal plays write equal bytes.
type header struct {
	Version int               `json:"version"`
	Width   int               `json:"width"`
	Height  int               `json:"height"`
	Title   string            `json:"title,omitempty"`
	Env     map[string]string `json:"env"`
}

// Record plays the stage from its beginning to the end, without waiting, and writes what a terminal would show: a picture
// whenever one changes, as the rows that changed, and a marker at each checkpoint and each stage of the loop.
func (s *Stage) Record(w io.Writer, f Film) error {
	for i := range speeds {
		if speeds[i].Key == f.Speed {
			s.speed = i
		}
	}
	s.Resize(f.Cols, f.Rows)
	r := recorder{to: w, theme: s.look.Theme()}
	r.line(header{Version: 2, Width: s.cols, Height: s.rows, Title: f.Title, Env: map[string]string{"TERM": "xterm-256color"}})
	r.picture(s)
	for s.err == nil && r.err == nil && s.ctx.Err() == nil {
		d, more := s.Next()
		if !more {
			break
		}
		s.Advance(d)
		r.at += min(scaled(d, speeds[s.speed].Of), mostIdle)
		r.picture(s)
	}
	r.at += lastHold
	r.event("o", "\x1b[m")
	switch {
	case s.err != nil:
		return s.err
	case s.ctx.Err() != nil:
		return s.ctx.Err()
	}
	return r.err
}

// recorder writes a recording and knows what is on its screen.
type recorder struct {
	to    io.Writer
	theme look.Theme
	at    time.Duration
	rows  []string
	err   error
}

// picture writes the rows that changed, and the markers that were reached.
func (r *recorder) picture(s *Stage) {
	rows := strings.Split(s.Canvas().Render(r.theme), "\n")
	var b strings.Builder
	if r.rows == nil {
		b.WriteString("\x1b[?25l\x1b[2J")
	}
	for y, row := range rows {
		if r.rows == nil || r.rows[y] != row {
			b.WriteString("\x1b[" + strconv.Itoa(y+1) + ";1H" + row)
		}
	}
	r.rows = rows
	if b.Len() > 0 {
		r.event("o", b.String())
	}
	for _, name := range s.Markers() {
		r.event("m", name)
	}
}

// event writes one event: its time in seconds, its kind, its data.
func (r *recorder) event(kind, data string) {
	r.line([]any{json.Number(strconv.FormatFloat(r.at.Seconds(), 'f', 3, 64)), kind, data})
}

func (r *recorder) line(v any) {
	if r.err != nil {
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if r.err = enc.Encode(v); r.err == nil {
		_, r.err = r.to.Write(b.Bytes())
	}
}

// SpeedKey returns the key of a speed as a flag names it: 0.5, 1, 2 or 4; false for any other.
func SpeedKey(name string) (string, bool) {
	for i := range speeds {
		if quarters, err := strconv.ParseFloat(name, 64); err == nil && int(quarters*4) == speeds[i].Of {
			return speeds[i].Key, true
		}
	}
	return "", false
}

// SetSpeed begins at another speed, by its key.
func (s *Stage) SetSpeed(key string) { s.do("speed", key) }
