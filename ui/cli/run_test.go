package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// fails is a story that misses one thing.
const fails = "story: One tap too many\nbudget: { taps: 0 }\nsteps:\n  - open-note: rose-lips-office\n"

func storyAt(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestARunHasTheCodeOfTheGravestThingThatWasMissed(t *testing.T) {
	missed := storyAt(t, "missed.yaml", fails)
	for _, row := range []struct {
		args string
		want int
	}{
		{"loop", exitDone},
		{"loop --threshold taps:max<20", exitDone},
		{"loop --threshold taps:max<5", exitThreshold},
		{"loop --threshold taps:max<5 --json", exitThreshold},
		{missed, exitMissed},
		{missed + " --threshold taps:max<1", exitMissed},
		{"loop --threshold tabs:max<5", exitUsage},
		{"loop nothing-like-it", exitUsage},
	} {
		if code, _, errs := call(t, nil, append([]string{"run"}, strings.Fields(row.args)...)...); code != row.want {
			t.Errorf("%s: code %d, want %d: %s", row.args, code, row.want, errs)
		}
	}
}

// leaver is stdout, and ends the program after its first line.
type leaver struct {
	bytes.Buffer
	leave func()
}

func (l *leaver) Write(p []byte) (int, error) {
	l.leave()
	return l.Buffer.Write(p)
}

func TestWhatIsInterruptedSaysWhatWasDoneAndLeavesNoReport(t *testing.T) {
	report := filepath.Join(t.TempDir(), "report.xml")
	ctx, cancel := context.WithCancel(t.Context())
	out := &leaver{leave: cancel}
	var errs bytes.Buffer
	at := time.Unix(0, 0)
	sh := &shell{Streams: Streams{In: strings.NewReader(""), Out: out, Err: &errs}, now: func() time.Time { at = at.Add(time.Second); return at }}
	root := newRoot(sh)
	root.SetArgs([]string{"run", "loop", "buy-now", "keep-browsing", "--flow", "native", "--flow", "express", "--jobs", "1", "--junit", report})
	err := root.ExecuteContext(ctx)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("%v", err)
	}
	if text := out.String(); !strings.HasPrefix(text, "ok   loop ") || !strings.HasSuffix(text, " not played, interrupted\n") || !strings.Contains(text, "\n\n1 run, 1 passed, 0 failed, ") {
		t.Errorf("got\n%s", text)
	}
	if _, err := os.Stat(report); err == nil {
		t.Error("there is a report")
	}
}

func TestAnInterruptedRunPrintsNoPartOfADocument(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out bytes.Buffer
	sh := &shell{Streams: Streams{In: strings.NewReader(""), Out: &out, Err: &bytes.Buffer{}}, now: time.Now}
	root := newRoot(sh)
	root.SetArgs([]string{"run", "loop", "--json"})
	if err := root.ExecuteContext(ctx); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("%v: %s", err, out.String())
	}
}

func TestAWordIsOneForAShell(t *testing.T) {
	for _, row := range []struct{ word, want string }{
		{"loop", "loop"}, {"a/b-c_d.yaml", "a/b-c_d.yaml"}, {"两件", "两件"}, {"one piece", "'one piece'"}, {"", "''"},
		{"it's", `'it'\''s'`}, {"$HOME", "'$HOME'"}, {"a=b", "a=b"}, {"~", "'~'"}, {"!x", "'!x'"}, {"a\nb", "$'a\\012b'"},
	} {
		if got := quoted(row.word); got != row.want {
			t.Errorf("%q: %s, want %s", row.word, got, row.want)
		}
	}
}

func TestAScreenIsToldWithoutItsEmptyBorders(t *testing.T) {
	got := indented(trimmed("      \n\n   a  b \n     c\n\n\n\n   d\n   \n"), "> ")
	if want := "> a  b\n>   c\n\n> d\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
