package cli

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"tagtap/ui/tui"
)

// Sizes of a terminal that no real one has: a claim beyond them would be taken at its word, with a cell for each character.
const (
	mostSide  = 4096
	mostCells = 1 << 20
)

// Size of a terminal that does not know its own, as a serial line does not (VT100).
const (
	usualCols = 80
	usualRows = 24
)

// noScreen says why the storefront cannot be drawn, "" where it can.
func (sh *shell) noScreen() string {
	_, in := file(sh.In)
	out, isOut := file(sh.Out)
	switch name := sh.env("TERM"); {
	case !in && !isOut:
		return "there is no terminal"
	case !in:
		return "stdin is no terminal"
	case !isOut:
		return "stdout is no terminal"
	case name == "dumb" || name == "unknown":
		return "a terminal of TERM=" + name + " cannot draw a screen"
	case name == "" && runtime.GOOS != "windows":
		return "TERM is not set, so nothing is known of the terminal"
	}
	if cols, rows, err := term.GetSize(out.Fd()); err == nil && absurd(cols, rows) {
		return fmt.Sprintf("the terminal claims to have %d × %d characters", cols, rows)
	}
	return ""
}

func absurd(cols, rows int) bool { return cols > mostSide || rows > mostSide || cols*rows > mostCells }

// line is one direction of the terminal. The first error on it means that the terminal is gone: Bubble Tea itself would go on
// drawing for nobody, sixty times a second.
type line struct {
	*os.File
	gone context.CancelCauseFunc
}

// Read implements io.Reader.
func (l line) Read(p []byte) (int, error) {
	n, err := l.File.Read(p)
	if err != nil {
		l.gone(errSignal{syscall.SIGHUP})
	}
	return n, err
}

// Write implements io.Writer.
func (l line) Write(p []byte) (int, error) {
	n, err := l.File.Write(p)
	if err != nil {
		l.gone(errSignal{syscall.SIGHUP})
	}
	return n, err
}

// sizes keeps what a terminal says of its size within reason.
type sizes struct {
	cols, rows int // the last good ones
}

// newSizes begins with what COLUMNS and LINES say, else with the usual.
func (s Streams) newSizes() *sizes {
	number := func(name string, usual int) int {
		if n, err := strconv.Atoi(s.env(name)); err == nil && n > 0 {
			return n
		}
		return usual
	}
	return &sizes{number("COLUMNS", usualCols), number("LINES", usualRows)}
}

// filter keeps an absurd size from Bubble Tea's own cells; the root shows no more than that anyway. A size of nothing means that
// the terminal does not know: then the last one holds.
func (z *sizes) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	size, ok := msg.(tea.WindowSizeMsg)
	if !ok {
		return msg
	}
	if size.Width > 0 {
		z.cols = size.Width
	}
	if size.Height > 0 {
		z.rows = size.Height
	}
	size.Width, size.Height = tui.ClampSize(z.cols, z.rows)
	return size
}
