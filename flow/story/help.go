package story

import (
	"strings"

	"tagtap/flow"
)

// headKeys are the keys of a story's head.
var headKeys = []Row{
	{"story", "text", "story: From a note to a review", "the title; must be there"},
	{"flow", "name or [name, …]", "flow: [native, express]", "each is a run; the command line's --flow comes before it"},
	{"shopper", "id or [id, …]", "shopper: returning", "likewise"},
	{"start", "day and time", "start: 2026-11-11 20:00", "in China time; without it the evening of the catalogue's today"},
	{"clock", "predicted or still", "clock: still", "whether taps take their predicted time, or time passes by waits alone"},
	{"seed", "number", "seed: 42", "part of the session's id"},
	{"tags", "[word, …]", "tags: [smoke, A15]", "for choosing stories"},
	{"env", "{word: text, …}", "env: {wallet: alipay, shade: rose-03}", "texts that ${wallet} puts in, as columns do; a story that runs this one, and the command line, may replace them"},
	{"cases", "[{column: value, …}, …]", "cases: [{name: one, qty: 1}, {name: two, qty: 2}]", "a row a run, at most 1000; ${qty} puts the column in, wherever in steps, given and budget"},
	{"budget", "{metric: comparison, …}", "budget: {taps: <= 20, seconds: <= 45.0}", "bounds of the whole walk"},
	{"thresholds", "{metric: bound or [bound, …], …}", "thresholds: {taps: [p(95) <= 12, max < 20]}", "bounds of all runs of the story together; see tagtap help run"},
	{"given", "{key: value, …}", "given: {cart: {lip-tint-03: 2}, stock: {lip-tint-05: 0}}", "what the session begins with; see below"},
	{"steps", "[line, …]", "steps: [{open-note: oily-skin-empties}, back]", "the lines; must be there"},
}

// Head returns the table of a story's head.
func Head() []Row { return append([]Row(nil), headKeys...) }

// Budget returns the table of what a budget may bound.
func Budget() []Row { return append([]Row(nil), budgetKeys...) }

// rules are what the tables do not say.
const rules = `
Ids are those of the catalogue: tagtap catalog list products names them, likewise skus, axes, notes, shops, coupons,
authors.

Comparisons: 9, <= 9, < 9, 9 or more, 9 or less, 3..9, not 9, ">= 9"; > begins something else in YAML, so quote it.
A wait is 61s, 5m, 2h, 3d or 1d12h, at most a year.

${name} puts in a column of the case, else a word of env, in steps, given and budget; in braces it wants quotes:
"${name}". $${ stands for the two signs themselves. What the command line says comes before the story's own env; a story
that this one runs gets it by env: {wallet: "${wallet}"}.

A story that another one runs is played as that one is: its head has story, tags, env and steps, nothing else. It sees
its own env, with what the line that runs it puts in place; no column and no checkpoint of the other. Its checkpoints
are known there as NAME.checkpoint, and NAME-2.checkpoint where it is run again. It is looked for beside the file that
names it.

Lines of an only-when that does not hold are passed over in silence. What is asked of a checkpoint in them fails then.
Any expectation is a condition, but for see and see-not. say, run and an only-when of flow and shopper alone stand
aside: what is said below of the next line is said of the line behind them.

A refused tap must be expected by the next line: expect: {refused: sold-out}, or an only-when that asks for refused
and holds. A payment attempt is approved before the next line, unless that is a happening, a wait, an at, or asks for
payment: pending or place: payment.

see finds a text in one row of the screen, whatever spaces and lines of frames stand between its signs, or in one
column, where it goes on in the row below; a column ends at a frame and at two spaces. Letters are compared as they
are. Without a screen it is passed over, and reported as skipped.
`

// Help explains the language, from the tables that the parser reads.
func Help() string {
	var b strings.Builder
	b.WriteString("A story is a YAML file. Every value is text; money is written ¥128.00; a text with \": \", \" #\" or, in braces, a\n" +
		"comma is put in quotes. Keys of the head that begin with x- are your own.\n")
	section(&b, "The head", headKeys)
	section(&b, "Lines of their own", ownLines)
	b.WriteString("\nTaps, one a line\n")
	verbs(&b, false)
	b.WriteString("\nHappenings, never a tap\n")
	verbs(&b, true)
	b.WriteString("  my-review stands for the note that was published last, my-review-1, my-review-2, … for those before it; last-order and\n" +
		"  order-1, order-2, … for orders as placed; last-request and request-1, … for after-sale requests; address-1, … for saved\n" +
		"  addresses, identity-1, … for saved identities, coupon-1, … for held coupons.\n")
	section(&b, "What expect compares", Keys())
	section(&b, "What a budget bounds", budgetKeys)
	section(&b, "What a session may be given", givenKeys)
	section(&b, "What thresholds bound", Metrics())
	b.WriteString(rules)
	return b.String()
}

// The widths of the first column, and of a form and its explanation in one line.
const (
	mostName = 16
	mostLine = 96
	mostDoc  = 104
)

func section(b *strings.Builder, title string, rows []Row) {
	b.WriteString("\n" + title + "\n")
	for _, row := range rows {
		gap := " - "
		if len([]rune(row.Form+row.Doc)) > mostLine {
			gap = "\n  " + pad("")
		}
		doc := strings.ReplaceAll(wrap(row.Doc, mostDoc), "\n", "\n  "+pad(""))
		b.WriteString("  " + pad(row.Name) + row.Example + "\n  " + pad("") + row.Form + gap + doc + "\n")
	}
}

// wrap breaks a text between words into lines of at most so many runes.
func wrap(s string, most int) string {
	var b strings.Builder
	width := 0
	for i, word := range strings.Fields(s) {
		n := len([]rune(word))
		switch {
		case i == 0:
		case width+n > most:
			b.WriteByte('\n')
			width = 0
		default:
			b.WriteByte(' ')
		}
		b.WriteString(word)
		width += 1 + n
	}
	return b.String()
}

func pad(s string) string { return s + strings.Repeat(" ", max(1, mostName-len(s))) }

func verbs(b *strings.Builder, world bool) {
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if spec.World != world || spec.Name == lineChoose {
			continue
		}
		b.WriteString("  " + strings.Join(forms(v), ", or ") + "\n")
	}
}

// forms shows how a verb is written: with what follows it, and before that without where nothing needs to.
func forms(v flow.Verb) []string {
	spec := v.Spec()
	example := spec.Example(spec.Name)
	switch {
	case spec.World && v != flow.Wait && !strings.HasPrefix(example, "happen"):
		return []string{"happen: {" + example + "}"}
	case spec.Arg == flow.ArgMaybe:
		return []string{spec.Name, example}
	}
	return []string{example}
}
