package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (sh *shell) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "print a script that completes commands",
		Long: `Prints a script that completes commands, flags, and the names of stories, flows and shoppers in your shell: bash, zsh,
fish or powershell.`,
		Example: `source <(tagtap completion bash)
tagtap completion zsh > "${fpath[1]}/_tagtap"
tagtap completion fish > ~/.config/fish/completions/tagtap.fish
tagtap completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("there are: bash, zsh, fish, powershell", "completion wants one shell, got %d", len(args))
			}
			for _, s := range shells {
				if s == args[0] {
					return nil
				}
			}
			return unknown("shell", args[0], shells)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			var err error
			switch args[0] {
			case "bash":
				err = root.GenBashCompletionV2(sh.Out, true)
			case "zsh":
				err = root.GenZshCompletion(sh.Out)
			case "fish":
				err = root.GenFishCompletion(sh.Out, true)
			default:
				err = root.GenPowerShellCompletionWithDesc(sh.Out)
			}
			if err != nil {
				return fmt.Errorf("write completion: %w", err)
			}
			return nil
		},
	}
}
