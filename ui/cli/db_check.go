package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tagtap/store"
)

func (sh *shell) checkCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "check",
		Short: "hold the store against its own records",
		Long: `Looks at every page and record of the store, replays every journey, and compares orders, sessions, stock, notes, reviews
and totals with what they should be. It does so in a process of its own and writes nothing.
It exits with 1 where something differs.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.checkStore(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

func (sh *shell) checkStore(ctx context.Context, asJSON bool) error {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return errNoStore{path}
	}
	report, err := sh.checkApart(ctx, path)
	if err != nil {
		return err
	}
	if asJSON {
		err = sh.printCheckJSON(path, &report)
	} else {
		sh.warnOf(path, report.Warnings)
		if report.TimedOut {
			_, _ = fmt.Fprintln(sh.Err, "tagtap: the check of the pages took too long and was left out; the records were checked")
		}
		err = sh.printCheck(path, &report)
	}
	if err == nil && !report.OK() {
		_, _ = fmt.Fprintf(sh.Err, "hint: %s\n", clean(sh.wayOut(path)))
		err = errMissed
	}
	return err
}

func (sh *shell) printCheck(path string, report *store.Report) error {
	if report.OK() {
		_, err := fmt.Fprintf(sh.Out, "%s is in order: %s\n", clean(path), holds(*report))
		return written(err)
	}
	for _, finding := range report.Findings {
		if _, err := fmt.Fprintln(sh.Out, clean(finding)); err != nil {
			return written(err)
		}
	}
	_, err := fmt.Fprintf(sh.Out, "%s is not in order: %s, %s\n", clean(path), holds(*report),
		plural(len(report.Findings), "finding", "findings"))
	return written(err)
}

func (sh *shell) printCheckJSON(path string, report *store.Report) error {
	doc := struct {
		Schema   int             `json:"schema"`
		Store    string          `json:"store"`
		OK       bool            `json:"ok"`
		Journeys int             `json:"journeys"`
		Records  int64           `json:"records"`
		Pages    bool            `json:"pages_checked"`
		Findings []string        `json:"findings"`
		Warnings []store.Warning `json:"warnings"`
	}{
		1, path, report.OK(), report.Journeys, report.Records, !report.TimedOut,
		append([]string{}, report.Findings...), append([]store.Warning{}, report.Warnings...),
	}
	return sh.printJSON(doc)
}

// printJSON prints one document.
func (sh *shell) printJSON(doc any) error {
	enc := json.NewEncoder(sh.Out)
	enc.SetEscapeHTML(false)
	return written(enc.Encode(doc))
}

// verbCheck is the command that this program calls on itself, envChild the variable by which a child knows that it is one.
const (
	verbCheck = "__check"
	envChild  = "TAGTAP_CHILD"
)

// checkApart checks a file in a process of its own.
func (sh *shell) checkApart(ctx context.Context, path string) (store.Report, error) {
	if os.Getenv(envChild) != "" { // what calls us is no tagtap, and would start itself again and again
		return checkHere(ctx, path)
	}
	a := store.Apart{Child: sh.child}
	if _, ok := file(sh.Err); ok {
		said := sh.now()
		a.Progress = func(records int64) {
			if now := sh.now(); now.Sub(said) > 500*time.Millisecond {
				said = now
				_, _ = fmt.Fprintf(sh.Err, "\r%s read", plural(int(records), "record", "records"))
			}
		}
		begun := said
		defer func() {
			if said != begun {
				_, _ = fmt.Fprint(sh.Err, "\r\x1b[K")
			}
		}()
	}
	return store.CheckApart(ctx, path, a)
}

// child is this program once more, with the one task of checking a file.
func (sh *shell) child(ctx context.Context, path string, pages bool) *exec.Cmd {
	self, err := os.Executable()
	if err != nil {
		self = os.Args[0]
	}
	args := []string{"db", verbCheck}
	if !pages {
		args = append(args, "--records")
	}
	cmd := exec.CommandContext(ctx, self, append(args, "--", path)...)
	cmd.Args[0] = "tagtap"
	cmd.Env = append(slices.Clone(sh.Environ), "GOTRACEBACK=none", envChild+"=1")
	return cmd
}

// checkChild is what the child runs.
func (sh *shell) checkChild() *cobra.Command {
	records := false
	cmd := &cobra.Command{
		Use: verbCheck + " FILE", Short: "check a file for another process", Hidden: true, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			report, err := store.CheckAlone(cmd.Context(), args[0], !records, sh.Out)
			if err == nil && !report.OK() {
				err = errMissed
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&records, "records", false, "leave the pages out")
	return cmd
}
