package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/pilot"
)

// deck is the clock of a tape: real time stands still but for what the tape says.
type deck struct{ now time.Time }

// tapeID is the session of a tape in memory; a session's id is its beginning in milliseconds, in base 36.
const tapeID = "tape"

// tape drives the storefront by the words of a tape, and prints what the terminal then shows.
func (sh *shell) tape(ctx context.Context) error {
	tape, badTape := pilot.ParseTape(sh.keys)
	if badTape != nil {
		badTape = asUsage(fmt.Errorf("--keys: %w", badTape))
	}
	if err := several(badTape, sh.tapeAlone(), only("flow", sh.flows), only("shopper", sh.shoppers)); err != nil {
		return err
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	flows, noFlow := w.flowsOf(sh.flows)
	shoppers, noShopper := w.shoppersOf(sh.shoppers)
	at, noPlace := sh.beginning(w)
	if err := several(noFlow, noShopper, noPlace); err != nil {
		return err
	}
	size := sh.screen
	if !size.given() {
		size = usualScreen
	}
	var d deck
	own := *sh
	own.now = func() time.Time { return d.now }
	k := &walker{sh: &own, w: w, flow: flows[0], journal: &session.Memory{}}
	if sh.db == "" {
		start, _ := strconv.ParseInt(tapeID, 36, 64)
		d.now = time.UnixMilli(start)
		return sh.playTape(ctx, k, shoppers[0], at, size, tape, &d)
	}
	d.now = sh.now()
	if k.db, err = sh.openStore(ctx, w, sh.db); err != nil {
		return err
	}
	sh.warn(k.db)
	k.journal = k.db
	return errors.Join(sh.playTape(ctx, k, shoppers[0], at, size, tape, &d), k.db.Close())
}

// tapeAlone refuses the flags that a tape does not go with.
func (sh *shell) tapeAlone() error {
	if sh.record != "" || sh.events != "" {
		return usage("give --db FILE, and read it with `tagtap replay` and `tagtap export`", "--keys keeps nothing, so --record and --events have nothing to write")
	}
	return nil
}

func (sh *shell) playTape(ctx context.Context, k *walker, who *flow.Shopper, at beginning, size screenSize, tape pilot.Tape, d *deck) error {
	k.run = k.sh.newSession()
	walk, err := k.begin(ctx, at, who)
	if err != nil {
		return err
	}
	c := sh.unwatched(k.w)
	c.Session, c.Around = walk, k.around()
	if k.db == nil {
		c.Around.Past, c.Around.Report = nil, nil
	}
	p := pilot.New(ctx, c, size.cols, size.rows)
	err = p.Play(tape, pilot.Deck{Pass: func(by time.Duration) { d.now = d.now.Add(by) }, Snap: snap})
	var missed pilot.ErrTape
	if errors.As(err, &missed) {
		_, _ = fmt.Fprintf(sh.Err, "%s\ntagtap: --keys: %s\n", p.Screen(), clean(missed.Error()))
		return errMissed
	}
	if err != nil {
		return fmt.Errorf("play the tape: %w", err)
	}
	_, err = fmt.Fprintln(sh.Out, p.Screen())
	return written(err)
}

// snap writes a screen to a file.
func snap(file, screen string) error {
	if err := os.WriteFile(file, []byte(screen+"\n"), 0o644); err != nil {
		return fmt.Errorf("write the screen: %w", ofFile(err, file))
	}
	return nil
}
