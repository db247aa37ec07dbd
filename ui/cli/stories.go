package cli

import (
	"github.com/spf13/cobra"
)

func (sh *shell) storiesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "stories",
		Short: "list the stories that come with the program",
		Long: `Lists the stories that "run" knows by name: the name first, then what it is about. With --catalog those of your folder,
which are in place of the built-in ones unless it extends them.`,
		Args: none,
		RunE: func(*cobra.Command, []string) error {
			w, err := sh.world()
			if err != nil {
				return err
			}
			var rows [][]string
			for _, file := range w.Stories {
				s, err := w.Reading().Parse(file.File, file.Data)
				if err != nil {
					return errInput{err}
				}
				rows = append(rows, []string{file.Name, s.Title.String()})
			}
			return writeTable(sh.Out, rows)
		},
	}
}
