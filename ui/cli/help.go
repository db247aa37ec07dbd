package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tagtap/flow/story"
	"tagtap/ui/tui/cell"
)

func (sh *shell) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|story]",
		Short: "explain a command, or how a story is written",
		Long:  `Explains a command. "tagtap help story" explains how a story is written.`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return append(commandNames(cmd.Root()), topicStory), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && args[0] == topicStory {
				_, err := fmt.Fprint(sh.Out, story.Help())
				return written(err)
			}
			at := cmd.Root()
			for _, name := range args {
				next := child(at, name)
				if next == nil {
					return unknown("help on", name, append(commandNames(at), topicStory))
				}
				at = next
			}
			sh.help(at)
			return nil
		},
	}
}

// topicStory is what help knows beside the commands.
const topicStory = "story"

func child(of *cobra.Command, name string) *cobra.Command {
	for _, c := range of.Commands() {
		if c.Name() == name {
			return c
		}
	}
	return nil
}

// help prints what a command does, its commands and flags, and examples.
func (sh *shell) help(cmd *cobra.Command) {
	var b strings.Builder
	what := cmd.Long
	if what == "" {
		what = cmd.Short
	}
	fmt.Fprintf(&b, "%s\n\n", what)
	line := cmd.CommandPath()
	if _, args, ok := strings.Cut(cmd.Use, " "); ok {
		line += " " + args
	}
	if cmd.HasAvailableSubCommands() && !cmd.HasParent() {
		line += " [COMMAND]"
	} else if cmd.HasAvailableSubCommands() {
		line += " COMMAND"
	}
	fmt.Fprintf(&b, "Usage\n  %s [FLAGS]\n", line)
	var commands [][2]string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			commands = append(commands, [2]string{strings.TrimPrefix(c.Use, cmd.Name()+" "), c.Short})
		}
	}
	section(&b, "Commands", commands)
	section(&b, "Flags", flagRows(cmd.LocalNonPersistentFlags()))
	section(&b, "Flags of all commands", append(flagRows(cmd.Root().PersistentFlags()), [2]string{"--help", "explain the command"}))
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\nExamples\n  %s\n", strings.ReplaceAll(cmd.Example, "\n", "\n  "))
	}
	_, _ = fmt.Fprint(sh.Out, b.String())
}

func section(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	width := 0
	for _, row := range rows {
		width = max(width, cell.Width(row[0]))
	}
	fmt.Fprintf(b, "\n%s\n", title)
	for _, row := range rows {
		fmt.Fprintf(b, "  %s  %s\n", cell.Pad(row[0], width), row[1])
	}
}

// flagRows lists flags with their values; a flag's text begins with the name of its value in backquotes.
func flagRows(flags *pflag.FlagSet) [][2]string {
	var rows [][2]string
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Name == "help" { // all commands have it
			return
		}
		value, text := "", f.Usage
		if quoted, after, ok := strings.Cut(strings.TrimPrefix(f.Usage, "`"), "` "); ok {
			value, text = quoted, after
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if value != "" {
			name += " " + value
		}
		rows = append(rows, [2]string{name, text})
	})
	return rows
}
