package cli

import "github.com/spf13/cobra"

func (sh *shell) shoppersCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "shoppers",
		Short: "list who can walk",
		Long:  "Lists the shoppers: the name first, then who it is. With --catalog those of your folder as well.",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			w, err := sh.world()
			if err != nil {
				return err
			}
			var rows [][]string
			for _, s := range w.Shoppers {
				rows = append(rows, []string{s.ID, sh.title(s.Title)})
			}
			return writeTable(sh.Out, rows)
		},
	}
}
