package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tagtap/fixtures"
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
	begin := &cobra.Command{
		Use:   "init DIR",
		Short: "write a small catalogue folder to begin with",
		Long: `Writes a folder of one shop, one product and one note, with a promotion and a coupon, on top of the built-in catalogue. The
folder must not be there yet, or be empty.`,
		Example: "tagtap catalog init ./our-brand",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("tagtap catalog init DIR", "catalog init wants one folder, got %d", len(args))
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return sh.beginCatalog(args[0]) },
	}
	return group("catalog", "look after catalogue folders", "Looks after catalogues of your own: brands, products and notes.", check, begin, sh.catalogListCommand())
}

func (sh *shell) beginCatalog(dir string) error {
	if there, err := os.ReadDir(dir); err == nil && len(there) > 0 {
		return usage("name a folder that is not there yet", "%s is not empty", quote(dir))
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("begin catalogue: %w", err)
	}
	files, err := fixtures.Starter()
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, files); err != nil {
		return fmt.Errorf("begin catalogue %s: %w", quote(dir), err)
	}
	name := clean(filepath.Clean(dir))
	_, err = fmt.Fprintf(sh.Out, "%s: written; look for mistakes with tagtap catalog check %s, open it with tagtap --catalog %s\n", name, name, name)
	return written(err)
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
		if _, err := w.Reading().ParseOn(w.storySet(), file.File, file.Data); err != nil {
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
