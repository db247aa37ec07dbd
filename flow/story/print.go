package story

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Print writes the records of a session as a story that walks it again with the same taps: what it began with, where that
// is not the beginning of a journey; one line a tap or happening, in the one text form, with a blank line where another page
// opens; taps that belong together as one line; an expectation after each tap that was refused and after each payment attempt
// that was not answered at once; and bookmarks as checkpoints. What fell due by itself is left out: the story waits for it, by
// predicted time, or for a person's session by a clock that stands still between.
//
// It proposes what the walk shows: at each checkpoint and at the end place, cart, orders and money, as far as that holds when
// the story is played, and as a budget the taps, steps and fields that the walk took.
//
// The world is that of the session, with what all shoppers saw when it began. The story is in its one form, see [Reading.Format].
func Print(title text.Text, records []flow.Record, w *flow.World) []byte {
	r := NewRecorder(title, w)
	r.Follow(records)
	return r.Bytes()
}

// Bytes returns the story so far, whole, in its one form.
func (r *Recorder) Bytes() []byte { return formed(r.text()) }

// formed returns a story that was written here in its one form.
func formed(data []byte) []byte {
	if own, err := strict.Format("recorded.yaml", data, strict.Story, style()); err == nil {
		return own
	}
	return data // too long for a story, which is said when it is read
}

func (r *Recorder) text() []byte {
	var b []byte
	for _, part := range [][]Printed{r.Head(), r.Steps()} {
		for i := range part {
			l := &part[i]
			if len(l.Text) <= mostWide || len(l.pairs) == 0 {
				b = append(append(b, l.Text...), '\n')
				continue
			}
			b = append(b, "  - "+lineExpect+":\n"...)
			for _, pair := range l.pairs {
				b = append(append(append(b, "      "...), pair...), '\n')
			}
		}
	}
	return b
}

// mostWide is how many bytes an expectation may be wide on one line.
const mostWide = 110

// Head returns the lines before the steps.
func (r *Recorder) Head() []Printed {
	var head []Printed
	add := func(key, value string) { head = append(head, Printed{Text: key + ": " + value}) }
	if add("story", scalar(r.title.String())); r.title.IsZero() {
		head[0].Text = "story: a session"
	}
	if r.begin != nil {
		add("flow", scalar(r.begin.Flow))
		add("shopper", scalar(r.begin.Shopper))
		add("start", printMoment(r.start))
		if r.still {
			add("clock", clockStill)
		}
		if seed := r.begin.Seed; seed > usualSeed && seed <= mostSeed {
			add("seed", strconv.FormatUint(seed, 10))
		}
		if !r.plain && len(r.items) > 0 {
			add("budget", braced(r.bounds()))
		}
		for line := range strings.Lines(string(r.head.print())) {
			head = append(head, Printed{Text: strings.TrimSuffix(line, "\n")})
		}
	}
	return append(head, Printed{Text: "steps:"})
}

// usualSeed is the one that a run has where nothing names another.
const usualSeed = 1

// Steps returns the lines of the steps.
func (r *Recorder) Steps() []Printed {
	p := printer{lines: r.body, items: r.items, flow: r.world.Flow, page: r.page, kept: -1}
	if r.begin != nil && r.kept == 0 && r.begin.State.Pending() != nil {
		p.pending(-1)
	}
	for i := r.kept; i < len(r.items); {
		p.keep(i)
		i += p.line(i)
	}
	if p.kept >= 0 {
		r.body, r.kept, r.page = p.lines[:p.stays:p.stays], p.kept, p.turned
	}
	if r.there.ahead {
		p.add(PrintedTap, textOf(flow.Action{Verb: flow.Wait, N: 1}))
	}
	switch {
	case r.begin == nil:
		p.add(PrintedExpect, lineExpect+": {place: feed}")
	case !r.plain || len(r.items) == 0:
		p.turn(r.state.Page())
		p.expects(r.ending())
	}
	return p.lines
}

type printer struct {
	lines []Printed
	items []item
	flow  *flow.Flow
	page  flow.Spot // of the line before

	kept   int       // the first item whose line a later tap may change, -1 while there is none
	stays  int       // lines before that
	turned flow.Spot // the page of the last of them
}

// mostFold bounds how many taps of different kinds are one line: no form has as many fields.
const mostFold = 64

// keep notes the line that begins with an item as the first that a later tap may change, where it is so near the end.
func (p *printer) keep(i int) {
	if p.kept < 0 && i+max(mostFold, mostPieces) >= len(p.items) {
		p.kept, p.stays, p.turned = i, len(p.lines), p.page
	}
}

func (p *printer) add(kind PrintedKind, s string) {
	p.lines = append(p.lines, Printed{Text: "  - " + s, Kind: kind})
}

// expects writes what is expected where the story stands.
func (p *printer) expects(pairs row) {
	p.lines = append(p.lines, Printed{Text: "  - " + lineExpect + ": " + braced(pairs), Kind: PrintedExpect, pairs: pairs})
}

// turn leaves a blank line where another page opens than that of the line before.
func (p *printer) turn(page flow.Spot) {
	if p.page != page && len(p.lines) > 0 && p.page != (flow.Spot{}) {
		p.lines = append(p.lines, Printed{Kind: PrintedGap})
	}
	p.page = page
}

// line writes the line that begins with an item, and returns how many items it stands for.
func (p *printer) line(i int) int {
	it := &p.items[i]
	p.turn(it.before.Page())
	if it.mark != "" {
		p.add(PrintedMark, lineCheckpoint+": "+it.mark)
		if len(it.expects) > 0 && i+1 < len(p.items) && p.items[i+1].mark == "" { // at the end stands what the story ends with
			p.expects(it.expects)
		}
		return 1
	}
	for _, fold := range []func(int) (string, int){p.foldReview, p.foldRequest, p.foldChoose, p.foldQuantity, p.foldFill} {
		if s, n := fold(i); n > 0 {
			p.add(PrintedTap, s)
			return n
		}
	}
	p.add(PrintedTap, escape(textOf(named(it.action, &it.before))))
	if it.code != "" {
		p.add(PrintedExpect, lineExpect+": {refused: "+string(it.code)+"}")
	}
	if it.tries {
		p.pending(i)
	}
	return 1
}

// textOf writes an action, and a wait of 48 hours without its minutes and seconds.
func textOf(a flow.Action) string {
	s := a.String()
	if a.Verb != flow.Wait {
		return s
	}
	if minutes, ok := strings.CutSuffix(s, "m0s"); ok {
		s = minutes + "m"
	}
	if hours, ok := strings.CutSuffix(s, "h0m"); ok {
		s = hours + "h"
	}
	return s
}

// pending looks at the attempt that an item began, so that it is not answered before the next line, unless that answers it.
func (p *printer) pending(i int) {
	if i+1 < len(p.items) {
		next := &p.items[i+1]
		attempt := next.before.Pending()
		if next.action.Verb == flow.AnswerPayment && (next.action.N == 0 || attempt != nil && next.action.N == attempt.N) {
			return
		}
	}
	p.add(PrintedExpect, lineExpect+": {payment: "+flow.Pending.String()+"}")
}

// markName makes a checkpoint's name of a bookmark: letters, digits and hyphens, each once.
func (r *Recorder) markName(s string) string {
	name := strings.Trim(strings.Map(func(c rune) rune {
		if isWord(string(c)) {
			return c
		}
		return '-'
	}, s), "-")
	if name = name[:min(len(name), mostWord-4)]; name == "" {
		name = "mark"
	}
	free := name
	for n := 2; r.marks[free]; n++ {
		free = name + "-" + itoa(n)
	}
	r.marks[free] = true
	return free
}

// run returns how many items from i on, and no more than most, are accepted taps of a kind.
func (p *printer) run(i, most int, like func(*item) bool) int {
	n := 0
	for n < most && i+n < len(p.items) {
		it := &p.items[i+n]
		if it.mark != "" || it.code != "" || it.tries || !like(it) {
			break
		}
		n++
	}
	return n
}

// pairs folds taps of one verb that name different axes or fields into a line of several.
func (p *printer) pairs(i int, verb flow.Verb, name string, value func(*flow.Action) string) (string, int) {
	known := map[string]bool{}
	n := p.run(i, mostFold, func(it *item) bool {
		ok := it.action.Verb == verb && !known[it.action.ID]
		known[it.action.ID] = true
		return ok
	})
	if n < 2 {
		return "", 0
	}
	var pairs []string
	for k := i; k < i+n; k++ {
		a := &p.items[k].action
		pairs = append(pairs, strict.FlowString(a.ID)+": "+strict.FlowString(value(a)))
	}
	return name + ": " + escape("{"+strings.Join(pairs, ", ")+"}"), n
}

func (p *printer) foldChoose(i int) (string, int) {
	return p.pairs(i, flow.Choose, lineChoose, func(a *flow.Action) string { return a.Value })
}

func (p *printer) foldFill(i int) (string, int) {
	return p.pairs(i, flow.Type, lineFill, func(a *flow.Action) string { return a.Words.String() })
}

// foldQuantity folds several taps of plus or minus.
func (p *printer) foldQuantity(i int) (string, int) {
	first := &p.items[i]
	a := first.action
	n := p.run(i, mostPieces, func(it *item) bool {
		return it.action == a && (a.Verb == flow.Increase || a.Verb == flow.Decrease)
	})
	have := first.before.Sheet.Quantity
	if line := first.before.Line(shop.SKU(a.ID)); a.ID != "" && line != nil {
		have = line.Quantity
	}
	to := int(have) + n
	if a.Verb == flow.Decrease {
		to = int(have) - n
	}
	if n < 2 || to < 1 || to > mostPieces {
		return "", 0
	}
	if a.ID == "" {
		return lineSetQuantity + ": " + itoa(to), n
	}
	return lineSetQuantity + ": {" + strict.FlowString(a.ID) + ": " + itoa(to) + "}", n
}

// reviewVerbs are the taps of writing a review.
var reviewVerbs = []string{
	flow.OpenReview.String(), flow.Rate.String(), flow.AddTag.String(), flow.Type.String(), flow.Publish.String(), flow.Unpublish.String(),
	flow.SubmitReview.String(),
}

// foldReview folds the taps of a review where they are those, and in the order, that write-review takes.
func (p *printer) foldReview(i int) (string, int) {
	first := &p.items[i].before
	v := review{publish: "false"}
	if first.Place() == flow.Review && first.Draft.Publish || first.Place() != flow.Review && p.flow.Review {
		v.publish = "true"
	}
	n, submitted := p.run(i, mostFold, func(it *item) bool { return contains(reviewVerbs, it.action.Verb.String()) }), 0
	for k := 0; k < n && submitted == 0; k++ {
		v.take(&p.items[i+k].action)
		if p.items[i+k].action.Verb == flow.SubmitReview {
			submitted = k + 1
		}
	}
	taps := v.taps(first, p.flow)
	if v.stars == 0 || len(taps) != submitted {
		return "", 0
	}
	for k, a := range taps {
		if p.items[i+k].action != a {
			return "", 0
		}
	}
	return lineWriteReview + ": " + escape(v.print()), submitted
}

// escape keeps what was typed from being taken for a column.
func escape(s string) string { return strings.ReplaceAll(s, "${", "$${") }
