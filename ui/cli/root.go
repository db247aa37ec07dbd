package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// asked is what the flags of all commands say.
type asked struct {
	at     string // where the storefront opens
	record string // where its walk is written to
	events string // where its rows are written to
	keys   string // the tape that drives it where nobody sees it
	screen screenSize

	db       string
	catalog  string
	flows    []string // names or files
	shoppers []string
	lang     choice
	theme    choice
	seed     seed
	noMouse  bool
}

// newRoot makes the tree of commands.
func newRoot(sh *shell) *cobra.Command {
	sh.lang = choice{allowed: []string{"zh", "en", "both"}}
	sh.theme = choice{value: "auto", allowed: []string{"auto", "light", "dark", "plain", "ascii"}}
	sh.seed = seed{value: 1}
	showVersion := false
	root := &cobra.Command{
		Use:   "tagtap",
		Short: "open the storefront",
		Long: `Rehearses shopping on a social feed: a note, its product tag, the product, the cart, checkout, confirmation, and the
review that is a note again. Nothing is real: no account, no network, no money. Every tap is measured.

Without a command it opens the storefront. What is done there is kept in a file in your data folder, and the next
time goes on where this one ended. Without a terminal it walks the story "loop" and prints what came of it.`,
		Example: `tagtap                          walk yourself
tagtap run loop                 let a story walk
tagtap --flow express           the same shop under another flow
tagtap run loop --watch         see it walk
tagtap --keys "Down Enter b"    press keys, and print the screen
tagtap --at checkout            begin anywhere, with fitting state
tagtap help story               how a story is written`,
		Args:          sh.noSuchCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if showVersion {
				return sh.version()
			}
			switch taped := cmd.Flags().Changed("keys"); {
			case taped:
				return sh.tape(cmd.Context())
			case sh.screen.given():
				return usage("give --keys as well", "--screen is for a storefront that --keys drives")
			}
			return sh.open(cmd.Context())
		},
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.Flags().BoolVar(&showVersion, "version", false, "print the version")
	root.Flags().Var((*pathFlag)(&sh.at), "at", "`PLACE|STORY:CHECKPOINT` open the storefront there, on a journey of its own")
	root.Flags().Var((*pathFlag)(&sh.record), "record", "`FILE` write what is done as a story")
	root.Flags().Var((*pathFlag)(&sh.events), "events", "`FILE` append what happens as NDJSON, as export writes it")
	root.Flags().StringVar(&sh.keys, "keys", "", "`\"KEYS\"` drive the storefront by keys, without a terminal, and print its screen")
	root.Flags().Var(&sh.screen, "screen", "`COLSxROWS` the size of that screen (100x32)")
	sh.globalFlags(root)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { sh.help(cmd) })
	root.AddCommand(
		sh.runCommand(),
		sh.sessionsCommand(),
		sh.replayCommand(),
		sh.pathsCommand(),
		sh.compareCommand(),
		sh.simulateCommand(),
		sh.reportCommand(),
		sh.auditCommand(),
		sh.exportCommand(),
		sh.flowsCommand(),
		sh.storiesCommand(),
		sh.shoppersCommand(),
		sh.wordsCommand(),
		sh.catalogCommand(),
		sh.fmtCommand(),
		sh.schemaCommand(),
		sh.dbCommand(),
		sh.manCommand(),
		sh.completionCommand(),
	)
	root.SetHelpCommand(sh.helpCommand())
	return root
}

func (sh *shell) globalFlags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.SortFlags = false
	f.Var((*pathFlag)(&sh.db), "db", "`FILE` the store")
	f.Var((*pathFlag)(&sh.catalog), "catalog", "`DIR` a catalogue folder of your own")
	f.StringArrayVar(&sh.flows, "flow", nil, "`NAME|FILE` the flow variant; several make a matrix (native)")
	f.StringArrayVar(&sh.shoppers, "shopper", nil, "`NAME|FILE` who walks; several make a matrix (returning)")
	f.Var(&sh.lang, "lang", "`zh|en|both` the language on screen (that of your locale)")
	f.Var(&sh.theme, "theme", "`auto|light|dark|plain|ascii` the colours (auto)")
	f.Var(&sh.seed, "seed", "`N` the seed of whatever is random (1)")
	f.BoolVar(&sh.noMouse, "no-mouse", false, "leave the mouse to the terminal")
	for name, values := range map[string][]string{"lang": sh.lang.allowed, "theme": sh.theme.allowed} {
		_ = root.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	_ = root.RegisterFlagCompletionFunc("flow", sh.complete(func(w *world) []string { return w.flowNames() }))
	_ = root.RegisterFlagCompletionFunc("shopper", sh.complete(func(w *world) []string { return w.shopperNames() }))
	_ = root.MarkPersistentFlagDirname("catalog")
}

// noSuchCommand refuses what follows the program's name and is no command.
func (sh *shell) noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknown("command", args[0], commandNames(cmd))
}

func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	return names
}

// group is a command that only holds others.
func group(use, short, long string, commands ...*cobra.Command) *cobra.Command {
	cmd := &cobra.Command{
		Use: use, Short: short, Long: long,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknown(cmd.Name()+" command", args[0], commandNames(cmd))
			}
			return usage("there are: "+strings.Join(commandNames(cmd), ", "), "%s needs a command", cmd.Name())
		},
	}
	cmd.AddCommand(commands...)
	return cmd
}

// none is for commands that take no arguments.
func none(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage("see `"+cmd.CommandPath()+" --help`", "%s takes no arguments, got %s", cmd.Name(), quote(args[0]))
}

// flagError says in our own words what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	hint := "see `" + cmd.CommandPath() + " --help`"
	var noSuch *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	switch {
	case errors.As(err, &noSuch):
		name := noSuch.GetSpecifiedName()
		if noSuch.GetSpecifiedShortnames() != "" {
			return usage(hint, "there is no flag -%s", name)
		}
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		what := "there is no flag --" + name
		if near, ok := nearest(name, known); ok {
			what += fmt.Sprintf(" (did you mean --%s?)", near)
		}
		return errUsage{what, hint}
	case errors.As(err, &bare):
		return usage(hint, "--%s needs a value", bare.GetFlag().Name)
	case errors.As(err, &bad):
		cause := bad.Unwrap()
		if is[*strconv.NumError](cause) {
			cause = fmt.Errorf("got %s, want true or false", quote(bad.GetValue()))
		}
		return usage(hint, "--%s: %v", bad.GetFlag().Name, cause)
	}
	return usage(hint, "%v", err)
}

// choice is a flag that takes one of a few words.
type choice struct {
	value   string
	allowed []string
}

func (c *choice) String() string { return c.value }

// Type implements pflag.Value.
func (c *choice) Type() string { return "" }

// Set implements pflag.Value.
func (c *choice) Set(s string) error {
	for _, one := range c.allowed {
		if s == one {
			c.value = s
			return nil
		}
	}
	near := ""
	if n, ok := nearest(s, c.allowed); ok {
		near = fmt.Sprintf(" (did you mean %q?)", n)
	}
	return fmt.Errorf("got %s, want %s%s", quote(s), strings.Join(c.allowed, ", "), near)
}

// seed is a whole number that JSON readers keep, and whether it was asked for.
type seed struct {
	value uint64
	given bool
}

const mostSeed = 1<<53 - 1

func (s *seed) String() string { return strconv.FormatUint(s.value, 10) }

// Type implements pflag.Value.
func (s *seed) Type() string { return "" }

// Set implements pflag.Value.
func (s *seed) Set(v string) error {
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil || n > mostSeed {
		return fmt.Errorf("got %s, want a whole number, 0 to %d", quote(v), mostSeed)
	}
	s.value, s.given = n, true
	return nil
}

// pathFlag is a file or folder. An empty one, as an unset variable of a script leaves it, would quietly mean another file.
type pathFlag string

func (p *pathFlag) String() string { return string(*p) }

// Type implements pflag.Value.
func (p *pathFlag) Type() string { return "" }

// Set implements pflag.Value.
func (p *pathFlag) Set(s string) error {
	if s == "" {
		return errors.New("got nothing, want a path")
	}
	*p = pathFlag(s)
	return nil
}
