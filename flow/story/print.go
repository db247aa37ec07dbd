package story

import (
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Print writes the records of a session as a story that walks it again with the same taps: one line a head record, in the
// one text form, an expectation after each tap that was refused and after each payment attempt that was not answered at
// once. What fell due while the story waits happens by itself and is left out. The session must have begun its journey,
// since a story begins at the feed with nothing in the cart.
func Print(title text.Text, records []flow.Record) []byte {
	w := printer{buf: []byte("story: " + strict.FlowString(title.String()) + "\n")}
	for i := range records {
		w.record(&records[i], next(records, i))
	}
	return w.buf
}

type printer struct {
	buf   []byte
	until shop.Instant // so far the story waits
}

// next returns the head record that follows, or nil.
func next(records []flow.Record, i int) *flow.Record {
	for j := i + 1; j < len(records); j++ {
		if k := records[j].Event.Kind; k == flow.Tapped || k == flow.Happened {
			return &records[j]
		}
	}
	return nil
}

func (w *printer) record(r, next *flow.Record) {
	switch e := &r.Event; e.Kind {
	case flow.Begun:
		w.text("flow: " + strict.FlowString(e.Begin.Flow) + "\nshopper: " + strict.FlowString(e.Begin.Shopper) +
			"\nstart: " + r.At.Time().Format(time.DateTime) + "\nsteps:\n")
	case flow.Tapped, flow.Happened:
		if r.At < w.until && falls(e.Action) {
			return
		}
		if e.Action.Verb == flow.Wait {
			w.until = r.At.Add(time.Duration(e.Action.N) * time.Second)
		}
		w.text("  - " + escape(e.Action.String()) + "\n")
		if e.Refusal.Refused() {
			w.text("  - expect: {refused: " + string(e.Refusal.Code) + "}\n")
		}
	case flow.AttemptSet:
		if e.Attempt.Status == flow.Pending && (next == nil || next.Event.Action.Verb != flow.AnswerPayment) {
			w.text("  - expect: {payment: " + flow.Pending.String() + "}\n")
		}
	}
}

// falls says whether a happening is of those that fall due by themselves.
func falls(a flow.Action) bool {
	return a.Verb == flow.ExpireOrder || a.Verb == flow.AnswerPayment && a.Value == flow.OutcomeTimedOut
}

func (w *printer) text(s string) { w.buf = append(w.buf, s...) }

// escape keeps what was typed from being taken for a column.
func escape(s string) string { return strings.ReplaceAll(s, "${", "$${") }
