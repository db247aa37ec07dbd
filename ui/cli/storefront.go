package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/store"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// storyLoop is walked where there is no terminal.
const storyLoop = "loop"

// open opens the storefront, or walks the loop where nobody could see it.
func (sh *shell) open(ctx context.Context) error {
	if !sh.terminal() {
		_, _ = fmt.Fprintf(sh.Err, "tagtap: there is no terminal, so the story %q is walked instead of opening the storefront\n", storyLoop)
		memory := *sh
		memory.db = "" // only `run` writes without a person
		return memory.run(ctx, []string{storyLoop}, false)
	}
	if err := several(only("flow", sh.flows), only("shopper", sh.shoppers)); err != nil {
		return err
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	flows, noFlow := w.flowsOf(sh.flows)
	shoppers, noShopper := w.shoppersOf(sh.shoppers)
	if err := several(noFlow, noShopper); err != nil {
		return err
	}
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	db, err := sh.openStore(ctx, w, path)
	if err != nil {
		return err
	}
	err = sh.storefront(ctx, w, flows[0], shoppers[0], db)
	return errors.Join(err, db.Close())
}

// storefront lets a person walk until they quit.
func (sh *shell) storefront(ctx context.Context, w *world, f *flow.Flow, who *flow.Shopper, db *store.DB) error {
	walk, err := session.Open(ctx, session.Config{
		World:   flow.World{Catalogue: w.Catalogue, Flow: f, Shopper: who},
		Journal: db, Journey: who.ID, ID: sh.newSession(), Source: "person", Start: start(w.Catalogue), Clock: sh.now,
	})
	if err != nil {
		return err
	}
	app := tui.New(ctx, tui.Config{
		Session: walk, Pictures: look.NewPictures(w.Picture), Lang: sh.screenLanguage(), Look: sh.look(), Warning: db.Warning(),
	})
	guard := &guard{model: app, noMouse: sh.noMouse}
	// Signals are ours: a program that is told to end closes the store first.
	program := tea.NewProgram(guard, tea.WithContext(ctx), tea.WithInput(sh.In), tea.WithOutput(sh.Out),
		tea.WithEnvironment(sh.Environ), tea.WithoutSignalHandler(), tea.WithFilter(clampSize))
	guard.end = program.Quit
	_, err = program.Run()
	switch {
	case guard.caught != nil:
		return sh.brokenAt(guard.caught, db.Path())
	case errors.Is(err, tea.ErrProgramPanic):
		return sh.brokenAt(&crash{what: "see above"}, db.Path())
	case err != nil && ctx.Err() == nil:
		return fmt.Errorf("open storefront: %w", err)
	case app.Unsaved() != nil && ctx.Err() == nil:
		return fmt.Errorf("save the last tap: %w", app.Unsaved())
	}
	return ctx.Err()
}

// clampSize keeps a terminal's claim of an absurd size from Bubble Tea's own cells; the root shows no more than that anyway.
func clampSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		size.Width, size.Height = tui.ClampSize(size.Width, size.Height)
		return size
	}
	return msg
}

// newSession returns an id: the milliseconds of real time, in base 36, so ids sort by their age.
func (sh *shell) newSession() string { return strconv.FormatInt(sh.now().UnixMilli(), 36) }

// look returns what the terminal can show and what was asked for.
func (sh *shell) look() tui.Look {
	l := tui.Look{Mode: look.Dark, Profile: colorprofile.Detect(sh.Out, sh.Environ), Plain: sh.env("NO_COLOR") != ""}
	switch sh.theme.value {
	case "auto":
		l.Auto = true
	case "light":
		l.Mode = look.Light
	case "plain":
		l.Plain = true
	case "ascii":
		l.ASCII = true
	}
	return l
}
