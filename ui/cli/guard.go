package cli

import (
	"fmt"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
)

// guard stands around the storefront. A panic within it, or within one of its commands, ends the program in good order:
// the terminal is as it was, the store is closed, and what happened is in a report. It also keeps the pace of drawing, and
// knows the key that suspends.
type guard struct {
	model      tea.Model
	noMouse    bool
	end        func()         // ends the program from outside its event loop
	suspend    func() tea.Cmd // nil where the system does not suspend programs
	pace       pace
	caught     *crash
	cols, rows int
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
	switch msg := msg.(type) {
	case pictureDue:
		g.pace.come()
		return g, nil
	case retake:
		return g, leave(func() error { time.Sleep(settled); return nil })
	case tea.WindowSizeMsg:
		g.cols, g.rows = msg.Width, msg.Height
	case tea.KeyPressMsg:
		if msg.String() == "ctrl+z" && g.suspend != nil {
			return g, g.suspend()
		}
	}
	g.model, cmd = g.model.Update(msg)
	return g, g.pace.after(msg, guarded(cmd))
}

// settled is how long the terminal is left when it is only to be set anew. Bubble Tea's renderer stops its ticker in passing,
// and one that is started again before that is stopped with it: then nothing is drawn any more.
const settled = 100 * time.Millisecond

// View implements tea.Model.
func (g *guard) View() (v tea.View) {
	if g.caught != nil {
		return tea.NewView("")
	}
	if g.pace.owed {
		return g.pace.last
	}
	defer g.catch(nil)
	v = g.model.View()
	if g.noMouse {
		v.MouseMode = tea.MouseModeNone
	}
	g.pace.drew(v)
	return v
}

func (g *guard) catch(cmd *tea.Cmd) {
	if r := recover(); r != nil {
		g.note(&crash{what: fmt.Sprint(r), stack: debug.Stack()})
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
				msg = crashed{&crash{what: fmt.Sprint(r), stack: debug.Stack()}}
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
