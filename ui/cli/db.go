package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tagtap/store"
)

func (sh *shell) dbCommand() *cobra.Command {
	return group("db", "look after the store", "Looks after the store: the file that keeps what is done in the storefront.",
		sh.backupCommand(), sh.checkCommand(), sh.compactCommand(), sh.resetCommand(), sh.restoreCommand(), sh.statsCommand(),
		sh.checkChild())
}

// openStore opens the store of a world, and creates it where there is none. After a storefront that did not end in good
// order it is checked first, and never opened for writing where something is wrong.
func (sh *shell) openStore(ctx context.Context, w *world, path string) (*store.DB, error) {
	if err := sh.soundAfterAll(ctx, path); err != nil {
		return nil, err
	}
	return store.Open(path, store.Options{Catalogue: w.Catalogue.ID, Digest: w.Catalogue.Digest, Now: sh.now()})
}

// soundAfterAll checks a store whose last storefront did not end in good order. What Open finds by itself is left to it.
func (sh *shell) soundAfterAll(ctx context.Context, path string) error {
	if ended, err := store.Ended(path); err != nil || ended {
		return nil
	}
	_, err := sh.sound(ctx, path)
	return err
}

// sound checks a file in a process of its own, and returns what it holds; what is wrong with it is an ErrDamaged. Where
// such a process cannot be had, the file is checked within this one.
func (sh *shell) sound(ctx context.Context, path string) (store.Report, error) {
	report, err := sh.checkApart(ctx, path)
	if is[store.ErrUnchecked](err) && ctx.Err() == nil {
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s; it is checked within this one\n", clean(err.Error()))
		report, err = checkHere(ctx, path)
	}
	if err == nil && !report.OK() {
		err = store.ErrDamaged{Path: path, What: report.Findings[0]}
	}
	return report, err
}

func checkHere(ctx context.Context, path string) (store.Report, error) {
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		return store.Report{}, err
	}
	report, err := db.Check(ctx)
	return report, errors.Join(err, db.Close())
}

// warn says what opening the store found.
func (sh *shell) warn(db *store.DB) { sh.warnOf(db.Path(), db.Warnings()) }

func (sh *shell) warnOf(path string, warnings []store.Warning) {
	if len(warnings) > 0 {
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s: %s\n", clean(path), inWords(warnings, "en"))
	}
}

// errNoStore says that there is nothing to look at.
type errNoStore struct{ path string }

func (e errNoStore) Error() string { return "there is no store at " + e.path }

// Hint says what to do.
func (e errNoStore) Hint() string { return "the storefront makes one; or name another with --db FILE" }

// holds says what a store holds.
func holds(r store.Report) string {
	return fmt.Sprintf("%s, %s", plural(r.Journeys, "journey", "journeys"), plural(int(r.Records), "record", "records"))
}
