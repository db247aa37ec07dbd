package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/store"
)

func (sh *shell) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup [FILE]",
		Short: "copy the store",
		Long: `Copies the store to a new file, which "tagtap db restore" takes back. Without a FILE the copy is a snapshot beside the
store; of those the newest five stay.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage("see `"+cmd.CommandPath()+" --help`", "backup takes one file, got %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return sh.backupStore(cmd.Context(), args) },
	}
}

func (sh *shell) backupStore(ctx context.Context, args []string) (err error) {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	if err := sh.soundAfterAll(ctx, path); err != nil {
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
	sh.warn(db)
	to := ""
	if len(args) == 0 {
		to, err = db.Snapshot(ctx, sh.now())
	} else {
		to = args[0]
		if err = db.Backup(ctx, to); errors.Is(err, fs.ErrExist) {
			return usage("name another file; a backup replaces none", "%s is there already", quote(to))
		}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.Out, "the store was copied to %s\n", clean(to))
	return written(err)
}

func (sh *shell) restoreCommand() *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "go on with a backup or a snapshot",
		Long: `Puts a copy of FILE, a backup or a snapshot, in the place of the store. FILE is checked first and stays as it is. What
stood there is kept beside it: as a snapshot, or by the name of a damaged file where it is one. On a terminal it asks
first; elsewhere it wants --yes.`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("see `"+cmd.CommandPath()+" --help`", "restore needs one file, got %d", len(args))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return sh.restoreStore(cmd.Context(), args[0], yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func (sh *shell) restoreStore(ctx context.Context, from string, yes bool) error {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	if err := sh.mayAsk("restore", yes); err != nil {
		return err
	}
	if _, err := os.Stat(from); err != nil {
		return notRead(from, err)
	}
	report, err := sh.sound(ctx, from)
	if err != nil {
		return err
	}
	_, bad := sh.sound(ctx, path)
	damaged := is[store.ErrDamaged](bad)
	if bad != nil && !damaged && !errors.Is(bad, fs.ErrNotExist) && sh.there(path) {
		return bad
	}
	question := fmt.Sprintf("%s holds %s.\nGo on with it? What is at %s now will be kept beside it. [y/N] ", clean(from), holds(report), clean(path))
	if !yes && !sh.confirmed(ctx, question) {
		_, _ = fmt.Fprintln(sh.Err, "nothing was changed")
		return ctx.Err()
	}
	kept, err := store.Restore(path, from, damaged, sh.now())
	if err != nil {
		return err
	}
	if kept != "" {
		if _, err := fmt.Fprintf(sh.Out, "what was there is kept as %s\n", clean(kept)); err != nil {
			return written(err)
		}
	}
	_, err = fmt.Fprintf(sh.Out, "the store is that of %s now: %s\n", clean(from), holds(report))
	return written(err)
}

// there says whether a path names anything.
func (sh *shell) there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (sh *shell) resetCommand() *cobra.Command {
	yes := false
	cmd := &cobra.Command{
		Use:   "reset",
		Short: "start with an empty store",
		Long: `Takes the store away, so that the storefront begins anew. The file is kept beside it, as a snapshot, or by the name of a
damaged file where it is one; "tagtap db restore" takes it back. On a terminal it asks first; elsewhere it wants --yes.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.resetStore(cmd.Context(), yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func (sh *shell) resetStore(ctx context.Context, yes bool) error {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	if err := sh.mayAsk("reset", yes); err != nil {
		return err
	}
	if !yes && !sh.confirmed(ctx, clean(path)+" will be kept beside its place.\nStart with an empty store? [y/N] ") {
		_, _ = fmt.Fprintln(sh.Err, "nothing was changed")
		return ctx.Err()
	}
	reset := store.Reset
	if is[store.ErrDamaged](sh.soundAfterAll(ctx, path)) {
		reset = store.SetAside
	}
	kept, err := reset(path, sh.now())
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

// mayAsk refuses to do without a question what is to be asked first, where nobody can be asked.
func (sh *shell) mayAsk(command string, yes bool) error {
	if yes || sh.terminal() {
		return nil
	}
	return usage("add --yes to do it without a question", "db %s asks first, and there is no terminal to ask on", command)
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
