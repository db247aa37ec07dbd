package cli

import (
	"context"
	"errors"
	"fmt"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/store"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/stage"
)

// watchOptions say how runs are shown.
type watchOptions struct {
	operators *measure.Operators // what the printed seconds are priced with
	then      bool               // the person goes on at the end
	speed     string             // 0.5, 1, 2 or 4; "" is 1
	screen    screenSize         // of a film
	yes       bool               // a film takes the place of a file
	told      func([]*story.Result) error
}

// watch plays runs on the terminal, before an audience. It misses what the runs miss that were shown.
func (sh *shell) watch(ctx context.Context, w *world, runs []story.Run, o watchOptions) error {
	if why := sh.noScreen(); why != "" {
		return usage("--cast FILE writes the play to a file, or leave --watch out", "--watch is for a terminal, and %s", why)
	}
	speed, err := speedOf(o.speed)
	if err != nil {
		return err
	}
	c, db, err := sh.staged(ctx, w, runs, o)
	if err != nil {
		return err
	}
	st := stage.New(ctx, c)
	st.SetSpeed(speed)
	err = sh.show(ctx, st, db)
	if ctx.Err() == nil { // else a program that hangs on its terminal may still be at it
		st.Close()
	}
	if db != nil {
		err = errors.Join(err, db.Close())
	}
	if err == nil {
		err = unplayed(st.Err())
	}
	if results := st.Results(); err == nil && o.told != nil && len(results) > 0 {
		err = written(o.told(results))
	}
	if err == nil && st.Missed() {
		return errMissed
	}
	return err
}

// unplayed is the failure that ended a play.
func unplayed(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("play before an audience: %w", err)
}

// speedOf reads --speed.
func speedOf(name string) (string, error) {
	if name == "" {
		return "1", nil
	}
	key, ok := stage.SpeedKey(name)
	if !ok {
		return "", usage("want 0.5, 1, 2 or 4", "--speed: got %s", quote(name))
	}
	return key, nil
}

// staged is what a stage is made of: memory for each run, or the store of --db, which the caller closes.
func (sh *shell) staged(ctx context.Context, w *world, runs []story.Run, o watchOptions) (stage.Config, *store.DB, error) {
	c := stage.Config{
		Runs: runs, Then: o.then,
		Story: story.Config{Catalogue: w.Catalogue, Walks: &flow.Walks{}, Operators: o.operators},
		App:   tui.Config{Pictures: look.NewPictures(w.Picture), Lang: sh.screenLanguage(), Look: sh.look()},
	}
	k := &walker{sh: sh, w: w, run: sh.newSession()}
	c.Story.Origin = session.Origin{Run: k.run, App: appVersion()}
	c.GoOn = func(ctx context.Context, r story.Run, j session.Journal) (*session.Session, tui.Around, error) {
		k.flow, k.journal = r.Flow, j
		walk, err := k.walk(ctx, r.Shopper, r.ID)
		if err != nil || k.db == nil {
			return walk, tui.Around{}, err
		}
		return walk, k.around(), nil
	}
	if sh.db == "" {
		return c, nil, nil
	}
	db, err := sh.openStore(ctx, w, sh.db)
	if err != nil {
		return c, nil, err
	}
	sh.warn(db)
	k.db, c.Story.Journal = db, db
	c.Fresh = func(ctx context.Context, id string) (string, error) { return freeJourney(ctx, db, id) }
	c.Trial = func() (session.Journal, error) {
		shared, err := db.Shared(ctx)
		return session.NewMemory(shared), err
	}
	return c, db, nil
}
