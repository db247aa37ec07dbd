// Package backstage lists what the outside world could do now: each a happening, recorded, and no tap.
package backstage

import (
	"cmp"
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

type view struct{}

// New makes the list of what could happen now.
func New(s session.Shown) screen.Screen { return screen.NewSheet(view{}, s, start(s)) }

// offers lists what could happen in the order of the groups: payment, customs, orders with their parcels, requests, the video,
// stock, coupons. Of attempts, orders and requests the newest stands first; the engine says the oldest first.
func offers(s session.Shown) []flow.Offer {
	all := flow.Happenings(s.World, s.State)
	type place struct {
		group int
		first int // of those about the same
		at    int
	}
	places := make([]place, len(all))
	first := make(map[string]int, len(all))
	for i := range all {
		p := place{group: groupOf(all[i].Action), at: i}
		key := strconv.Itoa(p.group) + about(all[i].Action)
		if _, known := first[key]; !known {
			first[key] = i
		}
		p.first = first[key]
		places[i] = p
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(b.first, a.first), cmp.Compare(a.at, b.at))
	})
	sorted := make([]flow.Offer, len(all))
	for i, p := range places {
		sorted[i] = all[p.at]
	}
	return sorted
}

func index(s *flow.State, id string) int {
	for i := range s.Orders {
		if string(s.Orders[i].ID) == id {
			return i
		}
	}
	return -1
}

// start is the first happening that is not refused and that no gift is, else the first stretch of time.
func start(s session.Shown) string {
	for _, o := range offers(s) {
		if !o.Refusal.Refused() && groupOf(o.Action) != coupons {
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

const margin = 2

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("backstage.title"), b.Gloss("backstage.title"))
	l := list{Board: b, part: body, w: b.W - 2*margin}
	l.say("backstage.text", look.Muted)
	l.y++
	offers := offers(b.Shown)
	if len(offers) == 0 {
		l.say("backstage.empty", look.Ink2)
		l.say("backstage.empty.2", look.Muted)
		l.y++
	}
	gifts := slices.IndexFunc(offers, func(o flow.Offer) bool { return groupOf(o.Action) == coupons })
	if gifts < 0 {
		gifts = len(offers)
	}
	l.happenings(offers[:gifts])
	l.time()
	l.y++
	l.happenings(offers[gifts:])
	b.End(l.y)
}

// happenings draws offers under the headings of their groups, with a blank row behind them.
func (l *list) happenings(offers []flow.Offer) {
	title := ""
	for _, o := range offers {
		if name, fact := l.group(o.Action); name != title {
			if title != "" {
				l.y++
			}
			title = name
			l.heading(name, fact)
			if groupOf(o.Action) == coupons {
				l.say("happen.coupon-given.text", look.Muted)
			}
		}
		l.offer(o)
	}
	if len(offers) > 0 {
		l.y++
	}
}

// list is where the happenings are written from top to bottom.
type list struct {
	*screen.Board
	part screen.Part
	w, y int
}

func (l *list) say(key string, role look.Role) { l.lines(l.Say(key), role) }

// lines writes a text over the width of the list, and skips it where it is out of sight.
func (l *list) lines(text string, role look.Role) {
	lines := l.wrap(text)
	if l.Sees(l.y, len(lines)) {
		l.part.Lines(margin, l.y, lines, look.Style{FG: role})
	}
	l.y += len(lines)
}

// wrap breaks a text into lines; most are short and stay whole.
func (l *list) wrap(text string) []string {
	if cell.Width(text) <= l.w {
		return []string{text}
	}
	return cell.Wrap(text, l.w)
}

func (l *list) heading(title, fact string) {
	look.Heading(l.part.Canvas, margin, l.y, l.w, title, "", fact)
	l.y++
}

// offer draws a happening with what it does to the shopper; one that is turned down has the reason instead.
func (l *list) offer(o flow.Offer) {
	name, text := l.words(o.Action)
	if o.Refusal.Refused() {
		look.Row{Value: name, ValueRole: look.Faint}.Draw(l.part.Canvas, l.Theme, margin, l.y, l.w)
		l.y++
		l.lines(l.Refusal(o.Refusal), look.Ink2)
		return
	}
	fact := ""
	if in, ok := l.due(o.Action); ok {
		fact = l.Say("backstage.due", "time", l.lasts(in))
	}
	l.item(o.Action, name, text, fact)
}

// item draws what can be chosen: a name with a fact, and below it what it means. A fact that has no room beside the name
// stands on a row of its own.
func (l *list) item(a flow.Action, name, text, fact string) {
	var lines []string
	if text != "" {
		lines = l.wrap(text)
	}
	below := fact != "" && cell.Width(name)+2+cell.Width(fact) > l.w
	r := cell.Rect{X: 1, Y: l.y, W: l.w + 2, H: 1 + len(lines)}
	if below {
		r.H++
	}
	l.y += r.H
	l.part.Target(screen.Target{ID: id(a), Rect: r, Action: a, Label: "key.choose"})
	if !l.Sees(r.Y, r.H) {
		return
	}
	row := look.Row{Value: name, Fact: fact, FactRole: look.Warn}
	if l.Focused(id(a), false) {
		look.FocusBar(l.part.Canvas, l.Theme, 0, r.Y, r.H)
		row.ValueAttr = look.Bold
	}
	y := r.Y + 1
	if below {
		row.Fact = ""
		l.part.Text(margin, y, cell.Truncate(fact, l.w), look.Style{FG: look.Warn})
		y++
	}
	row.Draw(l.part.Canvas, l.Theme, margin, r.Y, l.w)
	l.part.Lines(margin, y, lines, look.Style{FG: look.Muted})
}
