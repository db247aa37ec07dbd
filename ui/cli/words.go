package cli

import (
	"github.com/spf13/cobra"

	"tagtap/fixtures/words"
)

func (sh *shell) wordsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "words",
		Short: "list the terms of the trade",
		Long:  "Lists the glossary in the order of the loop: the Chinese term, how it is said, what it means.",
		Args:  none,
		RunE: func(*cobra.Command, []string) error {
			var rows [][]string
			for _, term := range words.Terms() {
				rows = append(rows, []string{term.ZH, term.Pinyin, term.EN})
			}
			return writeTable(sh.Out, rows)
		},
	}
}
