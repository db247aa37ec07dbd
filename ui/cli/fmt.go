package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"tagtap/flow/story"
	"tagtap/ui/suite"
)

func (sh *shell) fmtCommand() *cobra.Command {
	check := false
	cmd := &cobra.Command{
		Use:   "fmt FILE|FOLDER…",
		Short: "write stories in their one form",
		Long: `Rewrites stories in their one form, and prints the names of those that it changed: the keys of the head in their order,
lists indented by two spaces, { key: value } with a space inside the braces, quotes only where they are needed. Maps in
braces that are wider than 120 columns, or hold a comment, are written in lines; what stands in lines stays so.
Comments and single empty lines stay where they are. What a story means never changes.

A folder is searched for files that end in .yaml; of a catalogue folder it is the folder stories. "-" reads a story from
stdin and writes it to stdout. Where any story has a mistake, nothing is written. --check writes nothing at all: it
prints the names of those that are not in their one form, and exits with 1 where there are any.`,
		Example: `tagtap fmt checkout.story.yaml
tagtap fmt --check ./stories
tagtap fmt - < draft.yaml`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usage("as in: tagtap fmt ./stories", "fmt needs a file or a folder")
			case len(args) > 1 && slices.Contains(args, "-"):
				return usage("name files, or - alone", "- reads one story from stdin")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return sh.format(args, check) },
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing, list the files that would change")
	return cmd
}

// formed is a story and its one form.
type formed struct {
	file      string
	was, form []byte
}

func (f *formed) changes() bool { return !bytes.Equal(f.was, f.form) }

// format writes stories in their one form. All are read before any is written.
func (sh *shell) format(names []string, check bool) error {
	all, err := sh.formed(names)
	if err != nil {
		return err
	}
	if names[0] == "-" && !check {
		_, err := sh.Out.Write(all[0].form)
		return written(err)
	}
	changed := slices.DeleteFunc(all, func(f formed) bool { return !f.changes() })
	for _, f := range changed {
		if !check {
			if err := suite.WriteFile(f.file, f.form); err != nil {
				return fmt.Errorf("rewrite %s: %w", quote(f.file), ofFile(err, f.file))
			}
		}
		if _, err := fmt.Fprintln(sh.Out, clean(f.file)); err != nil {
			return written(err)
		}
	}
	if check && len(changed) > 0 {
		return errMissed
	}
	return nil
}

// formed reads stories and makes their forms; all mistakes of all files are reported together.
func (sh *shell) formed(names []string) ([]formed, error) {
	w, err := sh.world()
	if err != nil {
		return nil, err
	}
	files, noStories := w.storyFiles(ofCatalogues(names), sh.In)
	mistakes := []error{noStories}
	reading := story.Reading{Find: w.beside()}
	var all []formed
	for _, f := range files {
		if isBuiltIn(f.File) {
			mistakes = append(mistakes, usage("name a file or a folder of yours", "%s comes with the program", quote(f.File)))
			continue
		}
		form, err := reading.Format(f.File, f.Data)
		if err != nil {
			mistakes = append(mistakes, errInput{err})
		}
		all = append(all, formed{f.File, f.Data, form})
	}
	return all, several(mistakes...)
}

// ofCatalogues puts the folder of its stories in the place of a catalogue folder.
func ofCatalogues(names []string) []string {
	all := slices.Clone(names)
	for i, name := range all {
		if _, err := os.Stat(filepath.Join(name, "catalog.yaml")); err == nil {
			all[i] = filepath.Join(name, "stories")
		}
	}
	return all
}
