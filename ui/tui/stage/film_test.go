package stage

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// film records a stage and reads it back.
func film(t testing.TB, q asked, cols, rows int) (s *Stage, head map[string]any, events [][3]any, data []byte) {
	t.Helper()
	s = open(t, q, 0, 0)
	var b bytes.Buffer
	if err := s.Record(&b, Film{Cols: cols, Rows: rows, Title: "told"}); err != nil {
		t.Fatal(err)
	}
	data = bytes.Clone(b.Bytes())
	for i, line := range strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n") {
		if i == 0 {
			if err := json.Unmarshal([]byte(line), &head); err != nil {
				t.Fatal(err)
			}
			continue
		}
		var e []any
		if err := json.Unmarshal([]byte(line), &e); err != nil || len(e) != 3 {
			t.Fatalf("line %d: %v: %.80s", i+1, err, line)
		}
		events = append(events, [3]any{e[0], e[1], e[2]})
	}
	return s, head, events, data
}

func TestAFilmIsAnAsciicast(t *testing.T) {
	s, head, events, data := film(t, asked{text: held()}, 100, 32)
	if head["version"] != 2.0 || head["width"] != 100.0 || head["height"] != 32.0 || head["title"] != "told" || head["timestamp"] != nil {
		t.Errorf("header %v", head)
	}
	last, marks := -1.0, []string{}
	for i, e := range events {
		at, ok := e[0].(float64)
		kind, _ := e[1].(string)
		text, isText := e[2].(string)
		if !ok || !isText || kind != "o" && kind != "m" || at < last {
			t.Fatalf("event %d: %v %v", i, e[0], e[1])
		}
		if at-last > mostIdle.Seconds()+0.001 && last >= 0 {
			t.Errorf("event %d: %.1f s without a picture", i, at-last)
		}
		if last = at; kind == "m" {
			marks = append(marks, text)
		} else if strings.Contains(text, "\n") {
			t.Fatalf("event %d breaks a line", i)
		}
	}
	want := []string{"stage: note", "stage: product", "product", "stage: checkout", "order", "stage: confirmation"}
	if !slices.Equal(marks, want) {
		t.Errorf("markers %q, want %q", marks, want)
	}
	if last < 15 || last > 60 {
		t.Errorf("the film takes %.0f s", last)
	}
	if n := len(data); n > 700_000 {
		t.Errorf("the film has %d bytes", n)
	}
	if _, _, _, again := film(t, asked{text: held()}, 100, 32); !bytes.Equal(again, data) {
		t.Error("an equal play makes another film")
	}
	if len(s.Results()) != 1 || !s.Results()[0].Passed {
		t.Errorf("results %v", s.Results())
	}
}

// What a terminal shows at the end of a film is what the stage shows.
func TestAFilmEndsWithTheLastPicture(t *testing.T) {
	for _, c := range []struct {
		q          asked
		cols, rows int
	}{
		{asked{text: failing()}, 100, 32},
		{asked{name: "loop", flows: []string{"native", "stepwise"}}, 160, 45},
		{asked{name: "guest-form"}, 60, 30},
	} {
		s, _, events, _ := film(t, c.q, c.cols, c.rows)
		var shown []string
		for _, e := range events {
			if e[1] == "o" {
				shown = append(shown, e[2].(string))
			}
		}
		got := terminal(c.cols, c.rows, shown...)
		want := terminal(c.cols, c.rows, "\x1b[?25l\x1b[2J"+strings.ReplaceAll(s.Canvas().Render(s.look.Theme()), "\n", "\r\n"))
		for y := range c.rows {
			for x := range c.cols {
				a, b := got.CellAt(x, y), want.CellAt(x, y)
				if !a.Equal(b) {
					t.Fatalf("%dx%d: the film ends with %+v at %d, %d, want %+v", c.cols, c.rows, a, x, y, b)
				}
			}
		}
	}
}

// terminal is what a terminal shows that was sent all this.
func terminal(cols, rows int, sent ...string) uv.ScreenBuffer {
	emu := vt.NewSafeEmulator(cols, rows)
	for _, data := range sent {
		_, _ = emu.Write([]byte(data))
	}
	screen := uv.NewScreenBuffer(cols, rows)
	emu.Draw(screen, screen.Bounds())
	return screen
}
