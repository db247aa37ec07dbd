package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Print writes the records of a session as a story that walks it again with the same taps: what it began with, where that
// is not the beginning of a journey; one line a tap or happening, in the one text form; taps that belong together as one
// line; an expectation after each tap that was refused and after each payment attempt that was not answered at once; and
// bookmarks as checkpoints. What fell due by itself is left out: the story waits for it, by predicted time, or for a
// person's session by a clock that stands still between. The world is that of the session, with what all shoppers saw when
// it began.
func Print(title text.Text, records []flow.Record, w *flow.World) []byte {
	p := printer{w: w, marks: make(map[string]bool)}
	p.text("story: " + scalar(title.String()) + "\n")
	if title.IsZero() {
		p.buf = []byte("story: a session\n")
	}
	if len(records) == 0 || records[0].Event.Begin == nil {
		return append(p.buf, "steps:\n  - expect: {place: feed}\n"...)
	}
	begin, w := records[0].Event.Begin, matters(w, records)
	p.text("flow: " + scalar(begin.Flow) + "\nshopper: " + scalar(begin.Shopper) + "\nstart: " + printMoment(records[0].At) + "\n")
	still := begin.Source == "person" // who may be faster than predicted, so that things would fall due too early
	if still {
		p.text("clock: " + clockStill + "\n")
	}
	p.text(string(printGiven(w, &begin.State)) + "steps:\n")
	p.items = itemsOf(records, w, still)
	if begin.State.Pending() != nil {
		p.pending(-1)
	}
	if len(p.items) == 0 {
		p.text("  - expect: {place: " + begin.State.Place().String() + "}\n")
	}
	for i := 0; i < len(p.items); {
		i += p.line(i)
	}
	return p.buf
}

type printer struct {
	buf   []byte
	w     *flow.World
	items []item
	marks map[string]bool
}

func (p *printer) text(s string) { p.buf = append(p.buf, s...) }

func (p *printer) step(s string) { p.text("  - " + s + "\n") }

// line writes the line that begins with an item, and returns how many items it stands for.
func (p *printer) line(i int) int {
	it := &p.items[i]
	if it.mark != "" {
		p.step(lineCheckpoint + ": " + p.markName(it.mark))
		return 1
	}
	for _, fold := range []func(int) (string, int){p.foldReview, p.foldRequest, p.foldChoose, p.foldQuantity, p.foldFill} {
		if s, n := fold(i); n > 0 {
			p.step(s)
			return n
		}
	}
	p.step(escape(named(it.action, &it.before).String()))
	if it.code != "" {
		p.step("expect: {refused: " + string(it.code) + "}")
	}
	if it.tries {
		p.pending(i)
	}
	return 1
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
	p.step("expect: {payment: " + flow.Pending.String() + "}")
}

// markName makes a checkpoint's name of a bookmark: letters, digits and hyphens, each once.
func (p *printer) markName(s string) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if isWord(string(r)) {
			return r
		}
		return '-'
	}, s), "-")
	if name = name[:min(len(name), mostWord-4)]; name == "" {
		name = "mark"
	}
	free := name
	for n := 2; p.marks[free]; n++ {
		free = name + "-" + itoa(n)
	}
	p.marks[free] = true
	return free
}

// run returns how many items from i on are accepted taps of a kind.
func (p *printer) run(i int, like func(*item) bool) int {
	n := 0
	for i+n < len(p.items) {
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
	n := p.run(i, func(it *item) bool {
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
	n := p.run(i, func(it *item) bool {
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
	if first.Place() == flow.Review && first.Draft.Publish || first.Place() != flow.Review && p.w.Flow.Review {
		v.publish = "true"
	}
	n, submitted := p.run(i, func(it *item) bool { return contains(reviewVerbs, it.action.Verb.String()) }), 0
	for k := 0; k < n && submitted == 0; k++ {
		v.take(&p.items[i+k].action)
		if p.items[i+k].action.Verb == flow.SubmitReview {
			submitted = k + 1
		}
	}
	taps := v.taps(first, p.w.Flow)
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
