package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"
)

// crash is a panic: what was thrown, and where.
type crash struct {
	what  string
	stack []byte
}

// guard stands around the storefront. A panic within it, or within one of its commands, ends the program in good order:
// the terminal is as it was, the store is closed, and what happened is in a report.
type guard struct {
	model   tea.Model
	noMouse bool
	end     func() // ends the program from outside its event loop
	caught  *crash
}

// crashed carries the panic of a command to the event loop.
type crashed struct{ crash *crash }

// Init implements tea.Model.
func (g *guard) Init() (cmd tea.Cmd) {
	defer g.catch(&cmd)
	return guarded(g.model.Init())
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g
	if c, ok := msg.(crashed); ok {
		g.note(c.crash)
		return g, tea.Quit
	}
	if g.caught != nil {
		return g, tea.Quit
	}
	defer g.catch(&cmd)
	g.model, cmd = g.model.Update(msg)
	return g, guarded(cmd)
}

// View implements tea.Model.
func (g *guard) View() (v tea.View) {
	if g.caught != nil {
		return tea.NewView("")
	}
	defer g.catch(nil)
	v = g.model.View()
	if g.noMouse {
		v.MouseMode = tea.MouseModeNone
	}
	return v
}

func (g *guard) catch(cmd *tea.Cmd) {
	if r := recover(); r != nil {
		g.note(&crash{fmt.Sprint(r), debug.Stack()})
		if cmd != nil {
			*cmd = tea.Quit
		} else {
			go g.end() // the event loop waits for the picture
		}
	}
}

// note keeps the first crash; the others follow from it.
func (g *guard) note(c *crash) {
	if g.caught == nil {
		g.caught = c
	}
}

// guarded lets a command, and those that it returns, report a panic instead of dying of it.
func guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = crashed{&crash{fmt.Sprint(r), debug.Stack()}}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, one := range batch {
				batch[i] = guarded(one)
			}
		}
		return msg
	}
}

// broken makes the error of a panic outside the storefront.
func (sh *shell) broken(r any) error {
	path, err := sh.storePath()
	if err != nil {
		path = ""
	}
	return sh.brokenAt(&crash{fmt.Sprint(r), debug.Stack()}, path)
}

// brokenAt writes the report of a crash beside the store, else into the folder for what is temporary.
func (sh *shell) brokenAt(c *crash, storePath string) error {
	name := "tagtap-report-" + sh.now().Format("20060102-150405") + ".txt"
	report := fmt.Sprintf("%s\n%s\n\n%s\n", versionLine(), c.what, c.stack)
	var why error
	for _, dir := range []string{filepath.Dir(storePath), os.TempDir()} {
		if storePath == "" && dir == "." {
			continue
		}
		path := filepath.Join(dir, name)
		if why = os.WriteFile(path, []byte(report), 0o600); why == nil {
			return errBroken{what: c.what, report: path}
		}
	}
	return errBroken{what: c.what, why: why}
}
