package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"tagtap/flow/measure"
	"tagtap/flow/story"
	"tagtap/ui/suite"
	"tagtap/ui/tui/cell"
)

// Colours of results: the terminal's own, so that they fit its background.
var (
	good  = lipgloss.NewStyle().Foreground(lipgloss.Green)
	bad   = lipgloss.NewStyle().Foreground(lipgloss.Red)
	idle  = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
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

// mostLines is how many runs of a story have a line each; those of more are folded.
const mostLines = 24

const foldedWord = "24"

// folds says whether the runs of a job share lines.
func folds(j *suite.Job) bool { return j.Runs() > mostLines }

// console tells a person what came of a plan: a line for each run, or for each flow and shopper of a story that has many, as
// soon as it is known; then what was missed; then the sum.
type console struct {
	sh   *shell
	p    painter
	plan *planned
	a    *running
	bar  *progress

	out    *bufio.Writer
	seen   time.Time // when the lines were written last
	fold   fold
	missed suite.Spool
	told   int // runs that missed something and are told of
	untold int // and those beyond
	text   strings.Builder

	pictured map[pictured]bool // of what the steps and the screen are told
	unseen   bool              // and of some they are not
	began    time.Time
}

// mostTold is how many runs that missed something are told of in full.
const mostTold = 100

// flushEvery is how long a line may wait where no person looks on.
const flushEvery = 100 * time.Millisecond

func (sh *shell) console(p *planned, a *running, bar *progress) *console {
	now := sh.now()
	return &console{sh: sh, p: painter(sh.coloured()), plan: p, a: a, bar: bar, out: bufio.NewWriterSize(sh.Out, 1<<16), began: now, seen: now, pictured: map[pictured]bool{}}
}

// Begin implements suite.Reporter.
func (c *console) Begin(int) error {
	if c.a.shuffle {
		_, _ = fmt.Fprintf(c.out, "shuffled by seed %d\n", c.sh.seed.value) // bufio keeps the error for Flush
	}
	return nil
}

// Run implements suite.Reporter.
func (c *console) Run(j *suite.Job, r *story.Result) error {
	if !c.fold.takes(j, r) {
		c.folded()
	}
	if folds(j) {
		c.fold.add(j, r)
	} else {
		c.line(stateOf(r), r.Name, who(j, r), figuresOf(r))
	}
	switch {
	case !r.Passed && c.told == mostTold:
		c.untold++
	case !r.Passed || len(r.Skipped) > 0 && !folds(j):
		if !r.Passed {
			c.told++
		}
		if err := c.failures(j, r); err != nil {
			return err
		}
	}
	if _, person := file(c.sh.Out); !person && c.sh.now().Sub(c.seen) < flushEvery {
		return nil
	}
	return c.flush()
}

// flush writes the lines, and takes the progress away from where they come.
func (c *console) flush() error {
	if c.out.Buffered() > 0 {
		c.bar.end()
		c.seen = c.sh.now()
	}
	return written(c.out.Flush())
}

// End implements suite.Reporter.
func (c *console) End(s *suite.Summary) error {
	c.folded()
	c.bar.end()
	_, err := c.missed.WriteTo(c.out)
	if c.unseen {
		_, _ = io.WriteString(c.out, "\nthe last steps and the screen are told once for each story and flow; the command behind again tells a run's own\n")
	}
	if c.untold > 0 {
		_, _ = fmt.Fprintf(c.out, "\nand %s more that missed something; --json tells of all\n", plural(c.untold, "run", "runs"))
	}
	_, _ = fmt.Fprintf(c.out, "\n%s, %d passed, %d failed%s\n", plural(s.Passed+s.Failed, "run", "runs"), s.Passed-s.Idle, s.Failed, left(s))
	err = cmp.Or(err, c.out.Flush(), c.missed.Close())
	if _, person := file(c.sh.Err); person && err == nil {
		_, _ = fmt.Fprintf(c.sh.Err, "%s\n", c.p.paint(faint, "in "+c.sh.now().Sub(c.began).Round(10*time.Millisecond).String()))
	}
	return written(err)
}

// left says how many runs tapped nothing, how many were not played, and why.
func left(s *suite.Summary) string {
	skipped := ""
	if s.Idle > 0 {
		skipped = fmt.Sprintf(", %d skipped", s.Idle)
	}
	switch {
	case s.Skipped == 0:
		return skipped
	case s.Stopped:
		return fmt.Sprintf("%s, %d not played behind the first that failed", skipped, s.Skipped)
	case s.Interrupted:
		return fmt.Sprintf("%s, %d not played, interrupted", skipped, s.Skipped)
	}
	return fmt.Sprintf("%s, %d not played", skipped, s.Skipped)
}

// The states are equally long.
const (
	stateOK   = "ok  "
	stateSkip = "skip"
	stateFail = "FAIL"
)

// row is the figures of a line.
type row struct{ taps, fewest, steps, fields, seconds string }

// stateOf says what came of a run.
func stateOf(r *story.Result) string {
	switch {
	case !r.Passed:
		return stateFail
	case r.Idle():
		return stateSkip
	}
	return stateOK
}

func (c *console) line(state, name, who string, r row) {
	colour := map[string]lipgloss.Style{stateOK: good, stateSkip: idle, stateFail: bad}[state]
	state = c.p.paint(colour, state)
	width := usualWidths
	if c.plan.folded {
		width = foldedWidths
	}
	name, who = framed(name), framed(who)
	_, _ = fmt.Fprintf(c.out, "%s %s%s  %s%s", state, name, room(name, c.plan.name), who, room(who, c.plan.who))
	for i, figure := range []string{r.taps, r.fewest, r.steps, r.fields, r.seconds} {
		_, _ = fmt.Fprintf(c.out, "  %s%s", room(figure, width[i]), figure)
	}
	_ = c.out.WriteByte('\n')
}

// Widths of the figures, so that a line can be written before the next one is known: of single runs, and where there are lines
// of several. What is wider moves the rest.
var (
	usualWidths  = [...]int{7, 14, 8, 8, 6}
	foldedWidths = [...]int{10, 17, 11, 8, 11}
)

// room is the blanks that fill a cell.
func room(s string, width int) string { return strings.Repeat(" ", max(0, width-cell.Width(s))) }

// who says under which flow, as whom, in which case, and with which of several seeds a run was played.
func who(j *suite.Job, r *story.Result) string {
	s := r.Flow + " × " + r.Shopper
	if r.Case != "" {
		s += " × " + r.Case
	}
	if j.Repeat > 1 {
		s += " × seed " + strconv.FormatUint(r.Seed, 10)
	}
	return s
}

func figuresOf(r *story.Result) row {
	fewest := ""
	if r.Fewest != nil {
		fewest = fmt.Sprintf("(fewest %d %+d)", *r.Fewest, *r.Detour)
	}
	return row{counted(r.Taps, "tap", "taps"), fewest, counted(r.Steps, "step", "steps"), counted(r.Fields, "field", "fields"), r.Seconds.String() + " s"}
}

// fold is several runs of a story that share a line: those of one flow and shopper, or all where they come shuffled.
type fold struct {
	job                         *suite.Job
	flow, shopper               string
	runs, failed, idle          int
	taps, fewest, steps, fields extent
	seconds                     extent
	detour                      extent
}

// extent is the least and the most of a figure.
type extent struct {
	some        bool
	least, most int
}

func (s *extent) add(n int) {
	if !s.some {
		*s = extent{true, n, n}
	}
	s.least, s.most = min(s.least, n), max(s.most, n)
}

func (s extent) String() string {
	if s.least == s.most {
		return strconv.Itoa(s.least)
	}
	return fmt.Sprintf("%d–%d", s.least, s.most)
}

func (s extent) counted(one, many string) string {
	if s.least == s.most {
		return counted(s.least, one, many)
	}
	return s.String() + " " + many
}

// takes says whether a run belongs to what is folded now.
func (f *fold) takes(j *suite.Job, r *story.Result) bool {
	return f.job == nil || f.job == j && (j.Shuffled() || f.flow == r.Flow && f.shopper == r.Shopper)
}

func (f *fold) add(j *suite.Job, r *story.Result) {
	if f.job == nil {
		*f = fold{job: j, flow: r.Flow, shopper: r.Shopper}
	}
	f.runs++
	if !r.Passed {
		f.failed++
	}
	if r.Idle() {
		f.idle++
	}
	f.taps.add(r.Taps)
	f.steps.add(r.Steps)
	f.fields.add(r.Fields)
	f.seconds.add(int(r.Seconds))
	if r.Fewest != nil {
		f.fewest.add(*r.Fewest)
		f.detour.add(*r.Detour)
	}
}

// folded writes the line of what was folded.
func (c *console) folded() {
	f := &c.fold
	if f.job == nil {
		return
	}
	who := f.flow + " × " + f.shopper
	if f.job.Shuffled() {
		who = plural(len(f.job.Flows), "flow", "flows") + " × " + plural(len(f.job.Shoppers), "shopper", "shoppers")
	}
	who += " × " + plural(f.runs, "run", "runs")
	if f.failed > 0 {
		who += fmt.Sprintf(", %d failed", f.failed)
	}
	state := stateOK
	switch {
	case f.failed > 0:
		state = stateFail
	case f.idle == f.runs:
		state = stateSkip
	case f.idle > 0:
		who += fmt.Sprintf(", %d skipped", f.idle)
	}
	r := row{
		taps: f.taps.counted("tap", "taps"), steps: f.steps.counted("step", "steps"), fields: f.fields.counted("field", "fields"),
		seconds: measure.Tenths(f.seconds.most).String() + " s",
	}
	if f.seconds.least != f.seconds.most {
		r.seconds = measure.Tenths(f.seconds.least).String() + "–" + r.seconds
	}
	if f.fewest.some {
		r.fewest = fmt.Sprintf("(fewest %s +%s)", f.fewest, f.detour)
	}
	c.line(state, f.job.Name, who, r)
	c.fold = fold{}
}

// failures keeps what a run missed until all lines are there.
func (c *console) failures(j *suite.Job, r *story.Result) error {
	c.text.Reset()
	c.tell(&c.text, j, r)
	_, err := io.WriteString(&c.missed, c.text.String())
	return err
}
