package cli

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"tagtap/flow/story"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
)

// Colours of results: the terminal's own, so that they fit its background.
var (
	good  = lipgloss.NewStyle().Foreground(lipgloss.Green)
	bad   = lipgloss.NewStyle().Foreground(lipgloss.Red)
	faint = lipgloss.NewStyle().Faint(true)
)

// painter colours text where the output is a terminal that can.
type painter bool

func (p painter) paint(style lipgloss.Style, s string) string {
	if !p {
		return s
	}
	return style.Render(s)
}

// printRuns prints a line for each run, then what was missed, then the sum.
func (sh *shell) printRuns(results []*story.Result, sources map[string][]byte) error {
	p := painter(sh.coloured())
	var b bytes.Buffer
	var rows [][]string
	failed := 0
	for _, r := range results {
		rows = append(rows, runRow(r))
		if !r.Passed {
			failed++
		}
	}
	var table bytes.Buffer
	if err := writeTable(&table, rows, 2, 3, 4, 5, 6); err != nil {
		return err
	}
	for i, line := range strings.Split(strings.TrimRight(table.String(), "\n"), "\n") {
		state, rest := line[:len(stateOK)], line[len(stateOK):]
		if i < len(results) && results[i].Passed {
			state = p.paint(good, state)
		} else {
			state = p.paint(bad, state)
		}
		b.WriteString(state + rest + "\n")
	}
	for _, r := range results {
		printFailures(&b, p, r, sources)
	}
	fmt.Fprintf(&b, "\n%s, %d passed, %d failed\n", plural(len(results), "run", "runs"), len(results)-failed, failed)
	_, err := sh.Out.Write(b.Bytes())
	return err
}

// The states are equally long.
const (
	stateOK   = "ok  "
	stateFail = "FAIL"
)

func runRow(r *story.Result) []string {
	state := stateOK
	if !r.Passed {
		state = stateFail
	}
	who := r.Flow + " × " + r.Shopper
	if r.Case != "" {
		who += " × " + r.Case
	}
	fewest := ""
	if r.Fewest != nil {
		fewest = fmt.Sprintf("(fewest %d %+d)", *r.Fewest, *r.Detour)
	}
	return []string{
		state + " " + clean(r.Name), clean(who), counted(r.Taps, "tap", "taps"), fewest,
		counted(r.Steps, "step", "steps"), counted(r.Fields, "field", "fields"), r.Seconds.String() + " s",
	}
}

// printFailures prints what a run missed, each with its line of the story, and what was passed over.
func printFailures(w io.Writer, p painter, r *story.Result, sources map[string][]byte) {
	if len(r.Failures) == 0 && len(r.Skipped) == 0 {
		return
	}
	which := fmt.Sprintf("%s (%s × %s)", r.Name, r.Flow, r.Shopper)
	if r.Case != "" {
		which = fmt.Sprintf("%s (%s × %s × %s)", r.Name, r.Flow, r.Shopper, r.Case)
	}
	_, _ = fmt.Fprintf(w, "\n%s\n", clean(which))
	for _, f := range r.Failures {
		_, _ = fmt.Fprintf(w, "  %s:%d:%d: %s\n", clean(f.File), f.Line, f.Column, p.paint(bad, clean(f.Message)))
		printFrame(w, p, sources[f.File], f.Line, f.Column)
		_, _ = fmt.Fprintf(w, "    want  %s\n    got   %s\n", clean(f.Want), clean(f.Got))
	}
	for _, s := range r.Skipped {
		_, _ = fmt.Fprintf(w, "  %s:%d:%d: %s is skipped, this flow has no such stage\n", clean(s.File), s.Line, s.Column, clean(s.Name))
	}
}

// A frame shows so many cells of a line, and so many of them before the caret.
const (
	mostFramed = 100
	mostBefore = 80
)

// printFrame prints a line of a file with its number, and a caret below a column. Both come from 1.
func printFrame(w io.Writer, p painter, source []byte, line, column int) {
	lines := bytes.Split(source, []byte("\n"))
	if line < 1 || line > len(lines) {
		return
	}
	full := []rune(strings.TrimRight(string(lines[line-1]), "\r"))
	column = min(max(column-1, 0), len(full))
	dots := ""
	if cell.Width(framed(string(full[:column]))) > mostBefore { // the caret would be far to the right, or not there at all
		from := max(0, column-mostBefore/2)
		dots, full, column = "…", full[from:], column-from
	}
	before := dots + framed(string(full[:column]))
	number := strconv.Itoa(line)
	_, _ = fmt.Fprintf(w, "    %s %s\n", p.paint(faint, number+" |"), cell.Truncate(dots+framed(string(full)), mostFramed))
	_, _ = fmt.Fprintf(w, "    %s %s%s\n", p.paint(faint, strings.Repeat(" ", len(number))+" |"),
		strings.Repeat(" ", cell.Width(before)), p.paint(bad, "^"))
}

// framed makes a piece of a file fit to be printed on one line. Its blanks stay.
func framed(s string) string { return text.Clean(s, text.Limit{}).String() }
