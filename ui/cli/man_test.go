package cli

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func TestTheManualNamesEveryCommandAndFlag(t *testing.T) {
	root := newRoot(&shell{})
	text := strings.ReplaceAll(manual(root, "2026-11-11"), `\-`, "-")
	flags, commands := 0, 0
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Hidden {
			return
		}
		if c.Runnable() && !c.HasSubCommands() {
			commands++
			if !strings.Contains(text, `.SS "`+c.CommandPath()) {
				t.Errorf("there is no %s", c.CommandPath())
			}
			if c.Long == "" || !strings.Contains(text, strings.Split(strings.ReplaceAll(c.Long, `\`, `\e`), "\n")[0]) {
				t.Errorf("%s is not explained", c.CommandPath())
			}
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			flags++
			if !f.Hidden && !strings.Contains(text, "--"+f.Name) {
				t.Errorf("%s: there is no --%s", c.CommandPath(), f.Name)
			}
		})
		for _, child := range c.Commands() {
			walk(child)
		}
	}
	walk(root)
	if flags < 10 || commands < 10 {
		t.Errorf("%d commands with %d flags were looked for", commands, flags)
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "'") {
			t.Errorf("the formatter obeys %q", line)
		}
	}
}

func TestTheManualEscapesWhatTheFormatterObeys(t *testing.T) {
	var p page
	p.text(".so x\n\n'br\na\\b --c")
	p.line(".B", `a "b"`)
	if want := "\\&.so x\n.PP\n\\&'br\na\\eb \\-\\-c\n.B \"a \"\"b\"\"\"\n"; p.String() != want {
		t.Errorf("got\n%s", p.String())
	}
}
