package cli

import (
	"strings"

	"github.com/spf13/cobra"
)

func (sh *shell) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "print the manual page",
		Long: `Prints the manual page, in the form that "man" reads: all commands, flags, environment variables and exit codes.
Packagers write it to a file; "tagtap man | man -l -" shows it.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := sh.Out.Write([]byte(manual(cmd.Root(), sh.now().UTC().Format("2006-01-02"))))
			return written(err)
		},
	}
}

// manual writes the page of a tree of commands (man(7): TH, SH, SS, TP, nf).
func manual(root *cobra.Command, day string) string {
	var p page
	p.line(".TH", strings.ToUpper(root.Name()), "1", day, root.Name(), "User Commands")
	p.line(".SH", "NAME")
	p.text(root.Name() + " - rehearse shopping on a social feed in the terminal")
	p.line(".SH", "SYNOPSIS")
	p.text(root.Name() + " [COMMAND] [FLAGS]")
	p.line(".SH", "DESCRIPTION")
	p.text(root.Long)
	p.line(".SH", "COMMANDS")
	p.commands(root)
	p.line(".SH", "OPTIONS")
	p.rows(append(flagRows(root.LocalNonPersistentFlags()), append(flagRows(root.PersistentFlags()), [2]string{"--help", "explain the command"})...))
	p.line(".SH", "EXAMPLES")
	p.example(root.Example)
	p.line(".SH", "ENVIRONMENT")
	p.rows(environment)
	p.line(".SH", "EXIT STATUS")
	p.rows(exits)
	return p.String()
}

// environment and exits are what the tree of commands does not say.
var environment = [][2]string{
	{"TAGTAP_DB", "the file of the store, where --db names none"},
	{"XDG_DATA_HOME, HOME", "the folder of data, in which the store is tagtap/tagtap.db"},
	{"LC_ALL, LC_MESSAGES, LANG", "the language on screen, where --lang says none: Chinese in a Chinese locale, else English"},
	{"NO_COLOR, TERM", "whether and how colours are shown"},
}

var exits = [][2]string{
	{"0", "everything was done"},
	{"1", "an expectation, a budget, a promise or a check was missed"},
	{"2", "the program was called wrongly, or its input is not in order; nothing ran"},
	{"3", "the outside world failed: the store, the disk, the terminal"},
	{"70", "a rule of the program itself did not hold; a report was written"},
	{"130, 143", "it was interrupted, or told to end"},
}

type page struct{ strings.Builder }

// line writes a request with its arguments.
func (p *page) line(request string, args ...string) {
	p.WriteString(request)
	for _, a := range args {
		p.WriteString(` "` + roff(strings.ReplaceAll(a, `"`, `""`)) + `"`)
	}
	p.WriteByte('\n')
}

// text writes paragraphs; an empty line begins another.
func (p *page) text(s string) {
	for line := range strings.Lines(s) {
		switch line = strings.TrimRight(line, "\n"); {
		case line == "":
			line = ".PP"
		case line[0] == '.' || line[0] == '\'':
			line = `\&` + roff(line)
		default:
			line = roff(line)
		}
		p.WriteString(line + "\n")
	}
}

// roff escapes what the formatter would obey. A hyphen of a flag is a minus, which can be copied.
func roff(s string) string { return strings.NewReplacer(`\`, `\e`, `-`, `\-`).Replace(s) }

func (p *page) rows(rows [][2]string) {
	for _, row := range rows {
		p.WriteString(".TP\n")
		p.line(".B", row[0])
		p.text(row[1])
	}
}

func (p *page) example(s string) {
	p.WriteString(".PP\n.nf\n")
	p.text(s)
	p.WriteString(".fi\n")
}

// commands writes a section a command, and those of a group one after another.
func (p *page) commands(of *cobra.Command) {
	for _, c := range of.Commands() {
		p.commands(c)
		if c.HasAvailableSubCommands() || !c.IsAvailableCommand() && c.Name() != "help" {
			continue
		}
		p.line(".SS", c.CommandPath()+strings.TrimPrefix(c.Use, c.Name()))
		p.text(c.Long)
		p.rows(flagRows(c.LocalNonPersistentFlags()))
		if c.Example != "" {
			p.example(c.Example)
		}
	}
}
