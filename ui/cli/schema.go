package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/story"
)

// The kinds of files that have a schema.
const (
	schemaStory   = "story"
	schemaFlow    = "flow"
	schemaCatalog = "catalog"
)

func (sh *shell) schemaCommand() *cobra.Command {
	kinds := []string{schemaStory, schemaFlow, schemaCatalog}
	var files []string
	for _, kind := range fixtures.CatalogKinds() {
		files = append(files, kind+" ("+fixtures.CatalogFiles(kind)+")")
	}
	return &cobra.Command{
		Use:   "schema story|flow|catalog [KIND]",
		Short: "print a JSON Schema, so that editors complete and check files",
		Long: `Prints what a story, a flow or a file of a catalogue may hold, as JSON Schema (draft 7, which all editors know). Editors
with a YAML language server then complete keys and commands, explain them, and underline slips while you type: write
the schema to a file, and name it in the first line of yours:

  # yaml-language-server: $schema=story.schema.json

That of stories knows the notes, products, SKUs, flows and shoppers of the catalogue; with --catalog those of your own.
That of a catalogue is for catalog.yaml and holds those of all its files; a KIND prints one of them:
` + wrapped(files) + `.`,
		Example: `tagtap schema story > story.schema.json
tagtap schema story --catalog ./our-brand > story.schema.json
tagtap schema catalog product > product.schema.json`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			switch {
			case len(args) == 0:
				return kinds, cobra.ShellCompDirectiveNoFileComp
			case len(args) == 1 && args[0] == schemaCatalog:
				return fixtures.CatalogKinds(), cobra.ShellCompDirectiveNoFileComp
			}
			return nil, cobra.ShellCompDirectiveNoFileComp
		},
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usage("there are: "+strings.Join(kinds, ", "), "schema needs to know of what")
			case !slices.Contains(kinds, args[0]):
				return unknown("schema of", args[0], kinds)
			case len(args) > 2 || len(args) == 2 && args[0] != schemaCatalog:
				return usage("see `tagtap schema --help`", "schema %s takes no more arguments, got %s", args[0], quote(args[len(args)-1]))
			case len(args) == 2 && !slices.Contains(fixtures.CatalogKinds(), args[1]):
				return unknown("kind of catalogue file", args[1], fixtures.CatalogKinds())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			schema, err := sh.schema(args)
			if err != nil {
				return err
			}
			_, err = sh.Out.Write(schema)
			return written(err)
		},
	}
}

func (sh *shell) schema(args []string) ([]byte, error) {
	switch {
	case args[0] == schemaFlow:
		return fixtures.FlowSchema(), nil
	case args[0] == schemaCatalog:
		schema, _ := fixtures.CatalogSchema(args[len(args)-1]) // that of the head is called as the group
		return schema, nil
	}
	w, err := sh.world()
	if err != nil {
		return nil, err
	}
	return story.Schema(w.storySet(), explained), nil
}

// explained is what a verb does, in both languages.
func explained(v flow.Verb) string {
	key := "verb." + v.String()
	return words.Say(words.EN, key) + " · " + words.Say(words.ZH, key)
}

// wrapped breaks a list between its parts into lines of a help text.
func wrapped(parts []string) string {
	var b strings.Builder
	width := 0
	for i, part := range parts {
		if i < len(parts)-1 {
			part += ", "
		}
		if width+len(part) > 118 {
			b.WriteByte('\n')
			width = 0
		}
		b.WriteString(part)
		width += len(part)
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}
