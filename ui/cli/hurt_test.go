package cli

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// The environment of a storefront that is hurt. It is wired here, so that the program itself has no door to it.
const (
	envHurt  = "TAGTAP_HURT"  // init, update, view, command or call: where "!" panics; hold: where a session call waits
	envPipe  = "TAGTAP_PIPE"  // what a held call reads until it ends
	envClock = "TAGTAP_CLOCK" // a file with the time that has passed beside the real one
)

// hurt opens the storefront on the store of its first argument.
func hurt() {
	sh := &shell{Streams: Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Environ: os.Environ()}, now: time.Now}
	sh.theme.value, sh.db = "auto", os.Args[1]
	h := &injury{where: sh.env(envHurt)}
	sh.now = func() time.Time {
		if h.armed.CompareAndSwap(true, false) {
			if h.where == "call" {
				panic("in call")
			}
			_, _ = os.ReadFile(sh.env(envPipe)) // until somebody has written to it
		}
		passed, _ := os.ReadFile(sh.env(envClock))
		more, _ := time.ParseDuration(strings.TrimSpace(string(passed)))
		return time.Now().Add(more)
	}
	ctx, sigs := catch(context.Background())
	os.Exit(sh.report(sigs.ended(sh.hurt(ctx, h))))
}

func (sh *shell) hurt(ctx context.Context, h *injury) error {
	w, err := sh.world()
	if err != nil {
		return err
	}
	db, err := sh.openStore(ctx, w, sh.db)
	if err != nil {
		return err
	}
	walker := walker{sh: sh, w: w, flow: w.Flow("native"), db: db, journal: db}
	walk, err := walker.walk(ctx, w.Shopper("returning"), "returning")
	if err != nil {
		return err
	}
	h.App = tui.New(ctx, tui.Config{
		Session: walk, Pictures: look.NewPictures(w.Picture), Lang: sh.screenLanguage(), Look: sh.look(), Around: walker.around(),
	})
	return errors.Join(sh.show(ctx, h, db), db.Close())
}

// injury is the storefront that panics.
type injury struct {
	*tui.App
	where string
	armed atomic.Bool // for the next session call
	sick  bool        // for the next picture
}

// Init implements tea.Model.
func (h *injury) Init() tea.Cmd {
	if h.where == "init" {
		panic("in init")
	}
	return h.App.Init()
}

// Update implements tea.Model.
func (h *injury) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, _ := msg.(tea.KeyPressMsg)
	if key.String() == "!" {
		switch h.where {
		case "update":
			panic("in update")
		case "view":
			h.sick = true
		case "command":
			return h, tea.Batch(func() tea.Msg { panic("in command") }, func() tea.Msg { return nil })
		case "call", "hold":
			h.armed.Store(true)
		}
		return h, nil
	}
	_, cmd := h.App.Update(msg)
	return h, cmd
}

// View implements tea.Model.
func (h *injury) View() tea.View {
	if h.sick {
		panic("in view")
	}
	return h.App.View()
}
