package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

const readme = root + "/README.md"

func readReadme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestREADMEListsTheCommands(t *testing.T) {
	var b strings.Builder
	b.WriteString("| command | does |\n| --- | --- |\n| `tagtap` | opens the storefront |\n")
	var list func(prefix string, cmd *cobra.Command)
	list = func(prefix string, cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			if c.Hidden {
				continue
			}
			if c.HasSubCommands() {
				list(prefix+c.Name()+" ", c)
				continue
			}
			fmt.Fprintf(&b, "| `%s%s` | %s |\n", prefix, strings.ReplaceAll(c.Use, "|", `\|`), c.Short)
		}
	}
	list("", newRoot(&shell{}))
	text := readReadme(t)
	marks := regexp.MustCompile(`(?s)(<!-- commands: .*? -->\n).*?(<!-- end -->)`)
	old := marks.FindString(text)
	fresh := marks.ReplaceAllString(old, "${1}"+strings.ReplaceAll(b.String(), "$", "$$")+"${2}")
	if old == fresh {
		return
	}
	if !*update {
		t.Fatal("the README's commands are stale: go test ./ui/cli -run README -update")
	}
	if err := os.WriteFile(readme, []byte(strings.Replace(text, old, fresh, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every command line of the README that starts the program is run here; `go test` runs itself.
func TestREADMECommandsRun(t *testing.T) {
	ran, text := 0, readReadme(t)
	t.Chdir(t.TempDir())
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[1]) {
			words := shellWords(line)
			if len(words) < 3 || words[1] != "run" {
				continue
			}
			var out, errs bytes.Buffer
			code := Main(words[3:], Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Environ: []string{"HOME=" + t.TempDir()}})
			if code != 0 || out.Len() == 0 {
				t.Errorf("%s: exit %d, %s", strings.TrimSpace(line), code, errs.String())
			}
			ran++
		}
	}
	if ran < 5 {
		t.Errorf("%d commands were run", ran)
	}
}

// shellWords are the words of a command line as a shell cuts them, but for what single quotes do inside of a word.
func shellWords(line string) []string {
	var words []string
	for _, m := range regexp.MustCompile(`'([^']*)'|(\S+)`).FindAllStringSubmatch(line, -1) {
		words = append(words, m[1]+m[2])
	}
	return words
}

// The recipe for CI holds on a folder as `catalog init` writes it, line by line, and the workflow plays what the recipe plays.
func TestREADMERecipeForCIRuns(t *testing.T) {
	text := readReadme(t)
	t.Chdir(t.TempDir())
	run := func(line string) {
		t.Helper()
		var out, errs bytes.Buffer
		line, _, _ = strings.Cut(line, "  #")
		code := Main(strings.Fields(line)[1:], Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Environ: []string{"HOME=" + t.TempDir()}})
		if code != 0 {
			t.Errorf("%s: exit %d\n%s%s", line, code, out.String(), errs.String())
		}
	}
	run("tagtap catalog init shop")
	_, recipe, _ := strings.Cut(text, "<!-- ci:")
	_, recipe, _ = strings.Cut(recipe, "```bash\n")
	recipe, after, _ := strings.Cut(recipe, "```")
	for line := range strings.Lines(recipe) {
		run(strings.TrimSpace(line))
	}
	for _, name := range []string{"report.xml", "steps.yaml"} {
		if info, err := os.Stat(name); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, workflow, _ := strings.Cut(after, "```yaml\n")
	workflow, _, _ = strings.Cut(workflow, "```")
	played := regexp.MustCompile(`(?m)- run: (tagtap .*)$`).FindStringSubmatch(workflow)
	if played == nil || !strings.Contains(recipe, played[1]+"\n") {
		t.Errorf("the workflow plays %q, which the recipe does not", played)
	}
}

// The map and the table of changes name what is there.
func TestREADMENamesWhatIsThere(t *testing.T) {
	text := readReadme(t)
	_, after, _ := strings.Cut(text, "## The map")
	for _, path := range regexp.MustCompile("`([a-z/]+(?:\\.(?:go|yaml))?)`|(?m)^([a-z/]+(?:\\.go)?/?) {2,}").FindAllStringSubmatch(after, -1) {
		name := path[1] + path[2]
		if !strings.ContainsAny(name, "/.") {
			continue
		}
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			t.Errorf("the README names %s, which is not there", name)
		}
	}
}
