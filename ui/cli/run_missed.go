package cli

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tagtap/flow/story"
	"tagtap/flow/text"
	"tagtap/ui/suite"
	"tagtap/ui/tui/cell"
)

// tell writes what a run missed, each with its line of the story, and what was passed over. The first that was missed comes
// with the last steps and the screen, once for each story and flow, and behind all stands the command that plays the run again.
func (c *console) tell(w io.Writer, j *suite.Job, r *story.Result) {
	_, _ = fmt.Fprintf(w, "\n%s\n", framed(fmt.Sprintf("%s (%s)", r.Name, who(j, r))))
	for i := range r.Failures {
		f := &r.Failures[i]
		_, _ = fmt.Fprintf(w, "  %s:%d:%d: %s\n", framed(f.File), f.Line, f.Column, c.p.paint(bad, framed(f.Message)))
		printFrame(w, c.p, c.plan.reader.files[f.File], f.Line, f.Column)
		_, _ = fmt.Fprintf(w, "    want  %s\n    got   %s\n", clean(f.Want), clean(f.Got))
		if i == 0 && c.shows(j, r) {
			c.moment(w, r, &f.At)
		}
	}
	for _, s := range r.Skipped {
		_, _ = fmt.Fprintf(w, "  %s:%d:%d: %s is skipped, %s\n", framed(s.File), s.Line, s.Column, framed(s.Name), framed(s.Reason()))
	}
	if !r.Passed {
		_, _ = fmt.Fprintf(w, "  again  %s\n", framed(c.plan.command(c.sh, c.a, j, r)))
	}
}

// pictured is what one run stands for, whose last steps and screen are told.
type pictured struct {
	job  *suite.Job
	flow string
}

// shows says whether a run is the first of its story and flow that missed something. Of a table of a hundred cases the others
// would fill a book; the command at their end shows theirs.
func (c *console) shows(j *suite.Job, r *story.Result) bool {
	k := pictured{j, r.Flow}
	if c.pictured[k] {
		c.unseen = true
		return false
	}
	c.pictured[k] = true
	return true
}

// mostSteps is how many of the last steps are told.
const mostSteps = 6

// moment writes the last steps before something was missed, and the screen of then.
func (c *console) moment(w io.Writer, r *story.Result, at *story.Moment) {
	var rows [][]string
	for i := range r.Events {
		if e := &r.Events[i]; e.Head && e.Seq <= at.Seq {
			rows = append(rows, []string{strconv.FormatUint(e.Seq, 10), e.At.Time().Format("01-02 15:04:05"), framed(e.Action.String()), e.Place.String()})
		}
	}
	if more := len(rows) - mostSteps; more > 0 {
		rows = rows[more:]
	}
	if len(rows) > 0 {
		var table bytes.Buffer
		_ = writeTable(&table, rows, 0) // a buffer takes everything
		_, _ = fmt.Fprintf(w, "    steps\n%s", indented(table.String(), "      "))
	}
	if screen := trimmed(at.Screen); screen != "" {
		_, _ = fmt.Fprintf(w, "    screen\n%s", indented(screen, "      "))
	}
}

// indented puts something before each line that is not empty.
func indented(s, before string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		if line = strings.TrimRight(framed(strings.TrimRight(line, "\r\n")), " "); line != "" {
			b.WriteString(before + line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// trimmed leaves the empty borders of a screen out, and of several empty lines all but one.
func trimmed(screen string) string {
	lines := strings.Split(screen, "\n")
	least := -1
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
		if before := len(lines[i]) - len(strings.TrimLeft(lines[i], " ")); lines[i] != "" && (least < 0 || before < least) {
			least = before
		}
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	lines = slices.CompactFunc(lines, func(a, b string) bool { return a == "" && b == "" })
	for i, line := range lines {
		lines[i] = line[min(len(line), max(0, least)):]
	}
	return strings.Join(lines, "\n")
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

// framed makes a name or a piece of a file fit to be printed on one line. Its blanks stay.
func framed(s string) string { return text.Clean(s, text.Limit{}).String() }
