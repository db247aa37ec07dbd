// Package cli is the command line: one file a command. It is the only place that wires engine, store, fixtures and
// terminal together, and the only one that asks what time it is.
//
// Results go to stdout, all else to stderr. Nothing is kept in package variables, so that the whole program runs as often
// as wanted within one process.
package cli

import (
	"context"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"
)

// Exit codes. Where several apply, the first of exitOrder holds.
const (
	exitDone       = 0
	exitMissed     = 1 // an expectation, a budget, a check
	exitUsage      = 2 // bad usage or input; nothing ran
	exitOutside    = 3 // the store, the disk, the terminal
	exitBroken     = 70
	exitInterrupt  = 130
	exitThreshold  = 99  // a threshold over many runs
	exitUnread     = 141 // nobody reads the results
	exitTerminated = 143 // or its terminal is gone
)

// Streams are what the program is connected to.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Environ  []string // name=value
}

// shell is what a command sees of the outside, and what was asked for by the flags that all commands have.
type shell struct {
	Streams
	now func() time.Time
	asked
}

// Main runs the program and returns its exit code. Arguments do not hold the program's name.
func Main(args []string, s Streams) int {
	return (&shell{Streams: s, now: time.Now}).main(args)
}

func (sh *shell) main(args []string) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = sh.report(sh.broken(r))
		}
	}()
	ctx, sigs := catch(context.Background())
	defer sigs.stop()
	root := newRoot(sh)
	root.SetArgs(args)
	root.SetIn(sh.In)
	root.SetOut(sh.Out)
	root.SetErr(sh.Err)
	return sh.report(sigs.ended(root.ExecuteContext(ctx)))
}

// env returns a variable of the environment, "" where it is not set.
func (s Streams) env(name string) string {
	value := ""
	for _, pair := range s.Environ {
		key, v, ok := strings.Cut(pair, "=")
		if ok && (key == name || runtime.GOOS == "windows" && strings.EqualFold(key, name)) {
			value = v // the last one holds, as in exec.Cmd
		}
	}
	return value
}

// file returns the file behind a stream, if it is a terminal.
func file(stream any) (*os.File, bool) {
	f, ok := stream.(*os.File)
	return f, ok && term.IsTerminal(f.Fd())
}

// terminal says whether a person sits before the program.
func (s Streams) terminal() bool {
	_, in := file(s.In)
	_, out := file(s.Out)
	return in && out
}

// coloured says whether results are written in colour.
func (s Streams) coloured() bool {
	return s.env("NO_COLOR") == "" && colorprofile.Detect(s.Out, s.Environ) > colorprofile.ASCII
}
