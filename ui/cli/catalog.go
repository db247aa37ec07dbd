package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"tagtap/flow/story"
)

func (sh *shell) catalogCommand() *cobra.Command {
	check := &cobra.Command{
		Use:   "check DIR",
		Short: "look for mistakes in a catalogue folder",
		Long: `Reads a catalogue folder as --catalog would, with its flows, shoppers and stories, and lists every mistake with its file,
line and column. Without mistakes it says what the folder holds.`,
		Example: "tagtap catalog check ./our-brand",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("tagtap catalog check DIR", "catalog check wants one folder, got %d", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return sh.checkCatalog(args[0]) },
	}
	return group("catalog", "look after catalogue folders", "Looks after catalogues of your own: brands, products and notes.", check)
}

func (sh *shell) checkCatalog(dir string) error {
	w, err := load(dir)
	if err != nil {
		return err
	}
	var mistakes []error
	if err := w.CheckPictures(); err != nil {
		mistakes = append(mistakes, within(dir, err))
	}
	for _, file := range w.Stories {
		s, err := story.Parse(file.File, file.Data)
		if err == nil {
			err = s.Check(w.storySet())
		}
		if err != nil {
			mistakes = append(mistakes, err)
		}
	}
	if err := inputs(mistakes); err != nil {
		return err
	}
	c := w.Catalogue
	_, err = fmt.Fprintf(sh.Out, "%s: catalogue %s is in order: %s, %s, %s, %s, %s\n", clean(filepath.Clean(dir)), c.ID,
		plural(len(c.Shops), "shop", "shops"), plural(len(c.Products), "product", "products"),
		plural(len(c.Notes), "note", "notes"), plural(len(c.Reviews), "review", "reviews"),
		plural(len(w.Stories), "story", "stories"))
	return written(err)
}
