package tui

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/ui/tui/screen"
)

var update = flag.Bool("update", false, "write the README's made parts and the golden files")

const readme = "../../README.md"

// made replaces the part of the README between its markers, or fails when it is stale.
func made(t *testing.T, part, text string) {
	t.Helper()
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	marks := regexp.MustCompile(`(?s)(<!-- ` + part + `: .*? -->\n).*?(<!-- end -->)`)
	old := marks.FindString(string(data))
	if old == "" {
		t.Fatalf("the README has no part %q", part)
	}
	fresh := marks.ReplaceAllString(old, "${1}"+strings.ReplaceAll(text, "$", "$$")+"${2}")
	if old == fresh {
		return
	}
	if !*update {
		t.Fatalf("the README's %s are stale: go test ./ui/tui -run README -update", part)
	}
	if err := os.WriteFile(readme, []byte(strings.Replace(string(data), old, fresh, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestREADMEListsTheKeys(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 32})
	var b strings.Builder
	b.WriteString("| where | keys |\n| --- | --- |\n")
	row := func(where string, bindings []screen.Binding) {
		var keys []string
		for _, k := range bindings {
			if k.Local == "enter" {
				continue
			}
			keys = append(keys, fmt.Sprintf("`%s` %s", screen.KeyName(k.Shown()), words.Say(words.EN, k.Label)))
		}
		if len(keys) > 0 {
			fmt.Fprintf(&b, "| %s | %s |\n", where, strings.Join(keys, " · "))
		}
	}
	b.WriteString("| everywhere | `↑` `↓` `←` `→` or `k` `j` `h` `l` move · `tab` next · `↵` tap · `space` `pgdn` `pgup` scroll |\n")
	row("everywhere", global)
	for _, stop := range tour {
		a.tap(t, stop.walk...)
		if a.shown.State.Place() == flow.Confirmation {
			a.picture()
		}
		row(stop.place.String(), a.current().Bindings())
	}
	made(t, "keys", b.String())
}
