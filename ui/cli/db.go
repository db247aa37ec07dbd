package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/store"
)

func (sh *shell) dbCommand() *cobra.Command {
	check := &cobra.Command{
		Use:   "check",
		Short: "hold the store against its own records",
		Long: `Looks at every page and record of the store, replays every journey, and compares orders, stock, notes, reviews and totals
with what they should be. Nothing is written. It exits with 1 where something differs.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.checkStore(cmd.Context()) },
	}
	yes := false
	reset := &cobra.Command{
		Use:   "reset",
		Short: "start with an empty store",
		Long: `Takes the store away, so that the storefront begins anew. The file is kept beside it and may be put back. On a terminal it
asks first; elsewhere it wants --yes.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.resetStore(cmd.Context(), yes) },
	}
	reset.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return group("db", "look after the store", "Looks after the store: the file that keeps what is done in the storefront.", check, reset)
}

// openStore opens the store of a world, and creates it where there is none. After a storefront that did not end in good
// order it is checked first.
func (sh *shell) openStore(ctx context.Context, w *world, path string) (*store.DB, error) {
	db, err := store.Open(path, store.Options{Catalogue: w.Catalogue.ID, Digest: w.Catalogue.Digest, Now: sh.now()})
	if err != nil || db.Clean() {
		return db, err
	}
	report, err := db.Check(ctx)
	if err == nil && !report.OK() {
		err = store.ErrDamaged{Path: path, What: report.Findings[0]}
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// warn says what opening the store found.
func (sh *shell) warn(db *store.DB) {
	if warning := db.Warning(); warning != "" {
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s: %s\n", clean(db.Path()), warning)
	}
}

func (sh *shell) checkStore(ctx context.Context) (err error) {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) {
		return errNoStore{path}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	report, err := db.Check(ctx)
	if err != nil {
		return err
	}
	held := fmt.Sprintf("%s, %s", plural(report.Journeys, "journey", "journeys"), plural(int(report.Records), "record", "records"))
	sh.warn(db)
	if report.OK() {
		_, err = fmt.Fprintf(sh.Out, "%s is in order: %s\n", clean(path), held)
		return written(err)
	}
	for _, finding := range report.Findings {
		if _, err := fmt.Fprintln(sh.Out, clean(finding)); err != nil {
			return written(err)
		}
	}
	_, err = fmt.Fprintf(sh.Out, "%s is not in order: %s, %s\n", clean(path), held,
		plural(len(report.Findings), "finding", "findings"))
	return errors.Join(written(err), errMissed)
}

// errNoStore says that there is nothing to look at.
type errNoStore struct{ path string }

func (e errNoStore) Error() string { return "there is no store at " + e.path }

// Hint says what to do.
func (e errNoStore) Hint() string { return "the storefront makes one; or name another with --db FILE" }

func (sh *shell) resetStore(ctx context.Context, yes bool) error {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	if !yes {
		if !sh.terminal() {
			return usage("add --yes to do it without a question", "db reset asks first, and there is no terminal to ask on")
		}
		if !sh.confirmed(ctx, clean(path)+" will be kept beside its place.\nStart with an empty store? [y/N] ") {
			_, _ = fmt.Fprintln(sh.Err, "nothing was changed")
			return ctx.Err()
		}
	}
	kept, err := store.Reset(path, sh.now())
	if errors.Is(err, fs.ErrNotExist) {
		_, _ = fmt.Fprintf(sh.Err, "there is no store at %s, nothing to do\n", clean(path))
		return nil
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.Out, "the store was moved to %s\n", clean(kept))
	return written(err)
}

// confirmed asks on stderr, so that the question is seen where results go to a file. A signal is a no.
func (sh *shell) confirmed(ctx context.Context, question string) bool {
	_, _ = fmt.Fprint(sh.Err, question)
	answers := make(chan string, 1) // a read that nobody waits for any more ends with the program
	go func() {
		line, _ := bufio.NewReader(io.LimitReader(sh.In, 1<<10)).ReadString('\n')
		answers <- line
	}()
	line := ""
	select {
	case line = <-answers:
	case <-ctx.Done():
	}
	if line == "" {
		_, _ = fmt.Fprintln(sh.Err)
	}
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}
