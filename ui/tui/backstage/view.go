// Package backstage lists what the outside world could do now: each a happening, recorded, and no tap.
package backstage

import (
	"strconv"
	"time"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

type view struct{}

// New makes the list of what could happen now.
func New(s session.Shown) screen.Screen { return screen.NewSheet(view{}, s, start(s)) }

// start is the first happening that is not refused, else the first stretch of time.
func start(s session.Shown) string {
	for _, o := range flow.Happenings(s.World, s.State) {
		if !o.Refusal.Refused() {
			return id(o.Action)
		}
	}
	return id(waits[0].action)
}

// id names the target of a happening.
func id(a flow.Action) string { return a.String() }

// Start implements screen.Starter.
func (view) Start(s session.Shown) string { return start(s) }

// Keys implements screen.View: answers to the attempt in progress, and the key that opened the list closes it.
func (view) Keys(s session.Shown) []screen.Binding {
	var keys []screen.Binding
	if a := s.State.Pending(); a != nil {
		keys = append(keys,
			screen.Binding{Keys: []string{"a"}, Label: "happen.payment.approved", Action: answer(flow.OutcomeApproved, a.N)},
			screen.Binding{Keys: []string{"d"}, Label: "happen.payment.declined", Action: answer(flow.OutcomeDeclined, a.N)},
		)
	}
	return append(keys, screen.Binding{Keys: []string{"x"}, Label: "key.close", Local: screen.Close})
}

func answer(outcome string, n int32) flow.Action {
	return flow.Action{Verb: flow.AnswerPayment, Value: outcome, N: n}
}

// waits are how far time can be let pass.
var waits = [...]struct {
	action flow.Action
	key    string // of the length in words
}{
	{flow.Action{Verb: flow.Wait, N: 60}, "time.minutes"},
	{flow.Action{Verb: flow.Wait, N: 30 * 60}, "time.minutes"},
	{flow.Action{Verb: flow.Wait, N: 24 * 60 * 60}, "time.days"},
}

const margin = 2

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("backstage.title"), b.Gloss("backstage.title"))
	l := list{Board: b, part: body, w: b.W - 2*margin}
	l.say("backstage.text", look.Muted)
	l.y++
	offers := flow.Happenings(b.Shown.World, b.Shown.State)
	if len(offers) == 0 {
		l.say("backstage.empty", look.Ink2)
		l.say("backstage.empty.2", look.Muted)
		l.y++
	}
	group := ""
	for _, o := range offers {
		if name := l.group(o.Action); name != group {
			if group != "" {
				l.y++
			}
			group = name
			l.heading(name, "")
		}
		l.offer(o)
	}
	if len(offers) > 0 {
		l.y++
	}
	l.time()
	b.End(l.y + 1)
}

// list is where the happenings are written from top to bottom.
type list struct {
	*screen.Board
	part screen.Part
	w, y int
}

func (l *list) say(key string, role look.Role) {
	l.y += l.part.Lines(margin, l.y, cell.Wrap(l.Say(key), l.w), look.Style{FG: role})
}

func (l *list) heading(title, fact string) {
	look.Heading(l.part.Canvas, margin, l.y, l.w, title, "", fact)
	l.y++
}

// group is the heading under which a happening stands.
func (l *list) group(a flow.Action) string {
	switch a.Verb {
	case flow.AnswerPayment:
		return l.Say("backstage.payment", "n", strconv.Itoa(int(a.N)))
	case flow.ExpireOrder:
		return l.Say("backstage.orders")
	}
	return l.Say("backstage.stock")
}

// offer draws a happening with what it does to the shopper; one that is turned down has the reason instead.
func (l *list) offer(o flow.Offer) {
	name, text := l.words(o.Action)
	if o.Refusal.Refused() {
		look.Row{Value: name, ValueRole: look.Faint}.Draw(l.part.Canvas, l.Theme, margin, l.y, l.w)
		l.y++
		l.y += l.part.Lines(margin, l.y, cell.Wrap(l.Refusal(o.Refusal), l.w), look.Style{FG: look.Ink2})
		return
	}
	fact := ""
	if at, next, ok := flow.Due(l.Shown.World, l.Shown.State); ok && next == o.Action {
		fact = l.Say("backstage.due", "time", l.Span(at.Sub(l.Shown.Now)))
	}
	l.item(o.Action, name, text, fact)
}

// item draws what can be chosen: a name with a fact, and below it what it means.
func (l *list) item(a flow.Action, name, text, fact string) {
	lines := cell.Wrap(text, l.w)
	if text == "" {
		lines = nil
	}
	r := cell.Rect{X: 1, Y: l.y, W: l.w + 2, H: 1 + len(lines)}
	focus := l.Focused(id(a), false)
	if focus {
		look.FocusBar(l.part.Canvas, l.Theme, 0, r.Y, r.H)
	}
	row := look.Row{Value: name, Fact: fact, FactRole: look.Warn}
	if focus {
		row.ValueAttr = look.Bold
	}
	row.Draw(l.part.Canvas, l.Theme, margin, l.y, l.w)
	l.part.Lines(margin, l.y+1, lines, look.Style{FG: look.Muted})
	l.part.Target(screen.Target{ID: id(a), Rect: r, Action: a, Label: "key.choose"})
	l.y += r.H
}

// words says what a happening is and what it does.
func (l *list) words(a flow.Action) (name, text string) {
	switch a.Verb {
	case flow.AnswerPayment:
		key := "happen.payment." + l.answer(a)
		return l.Say(key), l.Say(key + ".text")
	case flow.ExpireOrder:
		return l.Say("happen.order-expired", "id", a.ID), l.Say("happen.order-expired.text")
	case flow.SellOut:
		sku := shop.SKU(a.ID)
		left := strconv.Itoa(int(l.Shown.World.Left(sku)))
		return l.Say("happen.sold-out", "item", l.piece(sku)), l.Say("happen.sold-out.text", "left", left)
	}
	return a.String(), ""
}

// answer is what an outcome means for its attempt: one that is no longer waited for is answered late.
func (l *list) answer(a flow.Action) string {
	for i := range l.Shown.State.Attempts {
		attempt := &l.Shown.State.Attempts[i]
		if attempt.N != a.N {
			continue
		}
		switch attempt.Status {
		case flow.Unknown:
			if a.Value == flow.OutcomeApproved {
				return "late"
			}
			return "late-declined"
		case flow.Withdrawn:
			if a.Value == flow.OutcomeApproved {
				return "left"
			}
			return "late-declined"
		}
	}
	return a.Value
}

// piece names a SKU: the product and what was chosen of it.
func (l *list) piece(sku shop.SKU) string {
	v, p := l.Shown.World.Catalogue.Variant(sku)
	if v == nil {
		return string(sku)
	}
	name := l.Words(p.Short)
	if label := l.Words(p.Label(v)); label != "" {
		name += " " + label
	}
	return name
}

// time draws how far time can be let pass, and what then happens by itself.
func (l *list) time() {
	l.heading(l.Say("backstage.time"), l.Moment(l.Shown.Now, l.Shown.Now))
	if at, next, ok := flow.Due(l.Shown.World, l.Shown.State); ok {
		name, _ := l.words(next)
		in := at.Sub(l.Shown.Now)
		seconds := max(1, (in+time.Second-1)/time.Second)
		skip := flow.Action{Verb: flow.Wait, N: int32(seconds)}
		l.item(skip, l.Say("backstage.until", "what", name), "", l.Span(in))
	}
	for _, w := range waits {
		n := int(w.action.N) / 60
		if w.key == "time.days" {
			n /= 24 * 60
		}
		l.item(w.action, l.Say("backstage.wait", "time", l.Say(w.key, "n", strconv.Itoa(n))), "", "")
	}
}
