package cli

import "github.com/spf13/cobra"

func (sh *shell) flowsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "flows",
		Short: "list the flow variants",
		Long:  "Lists the flow variants: the name first, then what it is. With --catalog those of your folder as well.",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			w, err := sh.world()
			if err != nil {
				return err
			}
			var rows [][]string
			for _, f := range w.Flows {
				rows = append(rows, []string{f.Name, sh.title(f.Title)})
			}
			return writeTable(sh.Out, rows)
		},
	}
}
