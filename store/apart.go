package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// pageLimit is how long bbolt's check of the pages may take: it needs a quarter of a second for a million keys.
const pageLimit = 10 * time.Second

// Apart says how a check in a process of its own is done. On a damaged file bbolt may die in a way that no program
// survives, or never end; a child that does takes nobody with it.
type Apart struct {
	Child     func(ctx context.Context, path string, pages bool) *exec.Cmd // a program that calls CheckAlone
	PageLimit time.Duration                                                // for bbolt's check of the pages; 0 means 10 s
	Progress  func(records int64)                                          // how many records were read; nil for nobody
}

// ErrUnchecked says that a check in a process of its own came to no end, and that the file need not be the cause.
type ErrUnchecked struct{ Path, What string }

func (e ErrUnchecked) Error() string {
	return fmt.Sprintf("store %s could not be checked: %s", e.Path, e.What)
}

// Hint says what to do.
func (e ErrUnchecked) Hint() string { return "try again; the file was not changed" }

// CheckApart checks a file in a process of its own, which only reads it. What is wrong stands in the report. A file that
// cannot be opened is the error that Open gives; a child that died of the file is an ErrDamaged, one that ended for
// another reason an ErrUnchecked. Where bbolt's check of the pages takes too long it is left out, and the report says so:
// that alone is no damage. The check of the records has no limit.
func CheckApart(ctx context.Context, path string, a Apart) (Report, error) {
	report, err := a.check(ctx, path, true)
	if late := (errLate{}); errors.As(err, &late) {
		if report, err = a.check(ctx, path, false); err == nil {
			report.TimedOut = true
		}
	}
	if err != nil {
		return Report{}, fmt.Errorf("check store: %w", err)
	}
	return report, nil
}

// errLate says that the check of the pages was ended by us.
type errLate struct{}

func (errLate) Error() string { return "the check of the pages did not end in time" }

func (a *Apart) check(ctx context.Context, path string, pages bool) (Report, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	cmd := a.Child(ctx, path, pages)
	var said words
	cmd.Stderr = &said
	cmd.WaitDelay = time.Second
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if ctx.Err() != nil {
		return Report{}, ctx.Err()
	}
	if err != nil {
		return Report{}, ErrUnchecked{path, err.Error()}
	}
	limit := a.PageLimit
	if limit == 0 {
		limit = pageLimit
	}
	late := time.AfterFunc(limit, func() { stop(errLate{}) })
	late.Stop()
	last := a.listen(out, func(phase string) {
		if late.Stop(); phase == phasePages && pages {
			late.Reset(limit)
		}
	})
	late.Stop()
	err = cmd.Wait()
	switch {
	case context.Cause(ctx) != nil:
		return Report{}, context.Cause(ctx)
	case last.Failure != nil:
		return Report{}, last.Failure.of(path)
	case last.Report != nil && ended(err):
		return *last.Report, nil
	}
	return Report{}, a.died(path, cmd.ProcessState, err, said.String())
}

// ended says whether a child went as it should after its last word: with an exit code, whatever it is.
func ended(err error) bool {
	var exit *exec.ExitError
	return err == nil || errors.As(err, &exit) && exit.Exited()
}

// listen reads what the child says until it says no more, and returns its last word.
func (a *Apart) listen(out io.Reader, phase func(string)) (last message) {
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20) // the report has a bound: maxFindings of maxFinding
	for lines.Scan() {
		var m message
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			continue // no line of ours; that the last word is missing is found soon enough
		}
		switch {
		case m.Phase != "":
			phase(m.Phase)
		case m.Records > 0 && a.Progress != nil:
			a.Progress(m.Records)
		case m.Report != nil || m.Failure != nil:
			last = m
		}
	}
	return last
}

// deaths are what Go's runtime says when a program dies of the memory that it reads, which here is the file.
var deaths = []string{"unexpected fault address", "segmentation violation", "SIGSEGV", "SIGBUS", "SIGABRT", "stack overflow", "panic: "}

// died judges a child that ended without a last word. Its death by the file is damage; that it was killed, or that the
// machine has no memory, is not.
func (a *Apart) died(path string, state *os.ProcessState, err error, said string) error {
	how := "it ended without a word"
	if state != nil {
		how = "the check ended with " + state.String()
	} else if err != nil {
		how = err.Error()
	}
	for line := range strings.Lines(said) {
		for _, death := range deaths {
			if strings.Contains(line, death) {
				return ErrDamaged{path, "the check died of it: " + strings.TrimSpace(line)}
			}
		}
	}
	if faulted(state) {
		return ErrDamaged{path, "the check died of it: " + how}
	}
	return ErrUnchecked{path, how}
}

// mostSaid is how much of a child's last words is kept.
const mostSaid = 8 << 10

// words keeps the beginning of what is written to it: a runtime says first what it dies of.
type words struct{ kept bytes.Buffer }

func (w *words) Write(p []byte) (int, error) {
	if room := mostSaid - w.kept.Len(); room > 0 {
		w.kept.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

func (w *words) String() string { return w.kept.String() }
