package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"tagtap/store"
)

// shown is what show runs: the storefront, or what a test puts before it.
type shown interface {
	tea.Model
	Unsaved() error // why the last action was not saved
}

// frozen is how long a program that was told to end waits for a terminal that takes no more characters.
const frozen = 3 * time.Second

// show runs the storefront on the terminal until it is quit, told to end, or left by its terminal. Whatever happens, the
// terminal is as it was. Without a store nothing of it is kept.
func (sh *shell) show(ctx context.Context, app shown, db *store.DB) error {
	in, isIn := file(sh.In)
	out, isOut := file(sh.Out)
	if !isIn || !isOut {
		return errors.New("open storefront: there is no terminal")
	}
	ctx, gone := context.WithCancelCause(ctx)
	defer gone(nil)
	before, _ := term.GetState(in.Fd())
	guard := &guard{model: app, noMouse: sh.noMouse, pace: pace{now: time.Now}}
	// Signals are ours: a program that is told to end closes the store first.
	program := tea.NewProgram(guard, tea.WithInput(input{line{in, gone}, &paste{}}), tea.WithOutput(line{out, gone}),
		tea.WithEnvironment(sh.Environ), tea.WithoutSignalHandler(), tea.WithFilter(sh.newSizes().filter))
	guard.end = program.Quit
	kept, path := "the play", ""
	if db != nil {
		kept, path = db.Path(), db.Path()
	}
	suspend, left := inJob(out, kept, program.Send)
	defer left()
	guard.suspend = suspend
	err, ended := runUntil(ctx, program)
	switch {
	case !ended:
		restore(in, before)
		sh.Err = io.Discard // the same terminal
		return context.Cause(ctx)
	case guard.caught != nil:
		guard.caught.walk = sh.around(db, guard)
		return sh.brokenAt(guard.caught, path)
	case errors.Is(err, tea.ErrProgramPanic):
		return sh.brokenAt(&crash{what: "see above", walk: sh.around(db, guard)}, path)
	case err != nil && ctx.Err() == nil && !term.IsTerminal(in.Fd()):
		return errSignal{syscall.SIGHUP}
	case err != nil && ctx.Err() == nil:
		return fmt.Errorf("open storefront: %w", err)
	case app.Unsaved() != nil && ctx.Err() == nil:
		return fmt.Errorf("save the last tap: %w", app.Unsaved())
	}
	return context.Cause(ctx)
}

// around is what is told with a crash: of what is in no store, the size of the terminal.
func (sh *shell) around(db *store.DB, g *guard) *circumstances {
	if db == nil {
		return &circumstances{lines: []string{fmt.Sprintf("%d × %d", g.cols, g.rows), ""}}
	}
	return sh.circumstances(db, g.cols, g.rows)
}

// runUntil runs the program, and lets it quit when it is told to end: Bubble Tea's own way with a context closes what it still
// reads from. One that hangs on its terminal is left behind: then ended is false.
func runUntil(ctx context.Context, program *tea.Program) (err error, ended bool) {
	done := make(chan error, 1)
	go func() {
		_, err := program.Run()
		done <- err
	}()
	select {
	case err = <-done:
		return err, true
	case <-ctx.Done():
	}
	go program.Quit()
	select {
	case err = <-done:
		return err, true
	case <-time.After(frozen):
		return nil, false
	}
}

// restore gives the terminal its settings back, which can be done even while it takes no characters.
func restore(in *os.File, before *term.State) {
	if before != nil {
		_ = term.Restore(in.Fd(), before)
	}
}
