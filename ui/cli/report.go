package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/store"
)

// errBroken is a rule of the program itself that did not hold.
type errBroken struct {
	what   string
	walk   bool   // a person was walking, and can go on
	report string // file, "" where it could not be written
	why    error  // why not
}

func (e errBroken) Error() string { return "a rule of the program is broken: " + e.what }

// Hint says what is left, how to go on, and where the report is.
func (e errBroken) Hint() string {
	left := "what was saved is safe"
	if e.walk {
		left = "everything up to the last tap is saved: start it again, and you are where you were"
	}
	if e.report == "" {
		return fmt.Sprintf("the report could not be written (%v); %s", e.why, left)
	}
	return "please send the report, " + e.report + "; " + left
}

// crash is a panic: what was thrown, where, and what was done before it.
type crash struct {
	what  string
	stack []byte
	walk  *circumstances
}

// circumstances are those of a walk: whose it was, and what was done last.
type circumstances struct {
	lines []string
	typed []string // by the shopper: theirs, and in no report
}

// broken makes the error of a panic outside the storefront.
func (sh *shell) broken(r any) error {
	path, err := sh.storePath()
	if err != nil {
		path = ""
	}
	return sh.brokenAt(&crash{what: fmt.Sprint(r), stack: debug.Stack()}, path)
}

// brokenAt writes the report of a crash beside the store, else into the folder for what is temporary.
func (sh *shell) brokenAt(c *crash, storePath string) error {
	e := errBroken{what: c.what, walk: c.walk != nil}
	lines := []string{versionLine(), "TERM=" + clean(sh.env("TERM")), ""}
	if c.walk != nil {
		lines = append(lines[:2], c.walk.lines...)
		for _, typed := range c.walk.typed {
			e.what = strings.ReplaceAll(e.what, typed, "…")
		}
	}
	report := strings.Join(lines, "\n") + "\n" + e.what + "\n\n" + string(c.stack) + "\n"
	name := "tagtap-report-" + sh.now().Format("20060102-150405")
	for _, dir := range []string{filepath.Dir(storePath), os.TempDir()} {
		if storePath == "" && dir == "." {
			continue
		}
		if e.report, e.why = writeNew(filepath.Join(dir, name), ".txt", []byte(report)); e.why == nil {
			return e
		}
	}
	e.report = ""
	return e
}

// mostReports is how many reports of one second are kept.
const mostReports = 10

// writeNew writes a file that only its owner reads. What stands there already, be it a link, is left alone.
func writeNew(name, ext string, data []byte) (path string, err error) {
	for n := 1; n <= mostReports; n++ {
		path = name + ext
		if n > 1 {
			path = fmt.Sprintf("%s-%d%s", name, n, ext)
		}
		var f *os.File
		if f, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
			_, err = f.Write(data)
			return path, errors.Join(err, f.Close())
		}
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
	return path, err
}

// mostActions is how many actions a report tells of.
const mostActions = 20

// patient is how long a report waits for the store, which the panic may have left locked.
const patient = 2 * time.Second

// circumstances asks the store what was done last: it knows what was saved, whatever the storefront believed.
func (sh *shell) circumstances(db *store.DB, cols, rows int) *circumstances {
	c := &circumstances{lines: []string{fmt.Sprintf("%d × %d", cols, rows)}}
	asked := make(chan *circumstances, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				asked <- &circumstances{lines: []string{fmt.Sprintf("the store panics as well: %v", r)}}
			}
		}()
		asked <- lastOf(db)
	}()
	select {
	case last := <-asked:
		c.lines, c.typed = append(c.lines, last.lines...), last.typed
	case <-time.After(patient):
		c.lines = append(c.lines, "the store does not answer")
	}
	c.lines = append(c.lines, "")
	return c
}

// lastOf reads the newest session.
func lastOf(db *store.DB) *circumstances {
	ctx := context.Background() // that of the walk may be over
	all, err := db.Sessions(ctx, 1)
	if err == nil && len(all) == 0 {
		err = errors.New("it has no session")
	}
	var records []flow.Record
	if err == nil {
		records, err = db.SessionRecords(ctx, all[0])
	}
	if err != nil {
		return &circumstances{lines: []string{"nothing is known of the walk: " + clean(err.Error())}}
	}
	c := &circumstances{lines: []string{"flow " + all[0].Flow + ", shopper " + all[0].Shopper + ", session " + all[0].ID, ""}}
	var done []string
	for i := range records {
		if kind := records[i].Event.Kind; kind != flow.Tapped && kind != flow.Happened {
			continue
		}
		line, typed := untold(records[i].Event.Action)
		if refused := records[i].Event.Refusal; refused.Refused() {
			line += "  # refused: " + string(refused.Code)
		}
		done = append(done, fmt.Sprintf("%d  %s", records[i].Seq, line))
		if len([]rune(typed)) > 1 { // a single letter is in every word
			c.typed = append(c.typed, typed)
		}
	}
	c.lines = append(c.lines, done[max(0, len(done)-mostActions):]...)
	return c
}

// untold writes an action without what was typed, and returns that apart.
func untold(a flow.Action) (line, typed string) {
	typed = a.Words.String()
	if typed == "" {
		return a.String(), ""
	}
	line = a.Verb.String()
	if a.Verb.Spec().Arg == flow.ArgField {
		line += " " + a.ID
	}
	return line + fmt.Sprintf("  # %d characters", a.Words.Len()), typed
}
