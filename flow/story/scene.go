package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

func (p *parser) expectPlace(_ *line, n *strict.Node) (test, string) {
	want, _ := p.place(n)
	return func(sc *scene, got *string) bool {
		place := sc.shown.State.Place()
		if place != want && got != nil {
			*got = place.String()
		}
		return place == want
	}, want.String()
}

func (p *parser) stage(n *strict.Node) flow.Stage {
	id, err := n.Text()
	if err != nil {
		p.add(n.Pos(), n.Errorf("got %s, want a stage such as cart", n.Got()))
		return 0
	}
	stage, ok := flow.StageOf(id)
	if !ok {
		p.add(n.Pos(), strict.Unknown(n, "stage", ids(flow.Stages())))
	}
	return stage
}

func (p *parser) expectStage(_ *line, n *strict.Node) (test, string) {
	want := p.stage(n)
	return func(sc *scene, got *string) bool {
		ok := sc.shown.Meter.Stages.Has(want)
		if !ok && got != nil {
			*got = listed(reached(sc.shown.Meter.Stages))
		}
		return ok
	}, want.String()
}

// reached lists the stages of a set in loop order.
func reached(set flow.StageSet) []string {
	names := []string{}
	for _, stage := range flow.Stages() {
		if set.Has(stage) {
			names = append(names, stage.String())
		}
	}
	return names
}

func listed(names []string) string { return "[" + strings.Join(names, ", ") + "]" }

func (p *parser) expectStages(_ *line, n *strict.Node) (test, string) {
	items, err := n.List()
	if err != nil {
		p.add(n.Pos(), n.Errorf("got %s, want a list of stages such as [note, tag, product]", n.Got()))
		return nil, ""
	}
	var want flow.StageSet
	for _, item := range items {
		want |= 1 << p.stage(item)
	}
	return func(sc *scene, got *string) bool {
		ok := sc.shown.Meter.Stages == want
		if !ok && got != nil {
			*got = listed(reached(sc.shown.Meter.Stages))
		}
		return ok
	}, listed(reached(want))
}

const none = "none"

func (p *parser) expectRefused(_ *line, n *strict.Node) (test, string) {
	known := []string{none}
	for _, code := range flow.Codes() {
		known = append(known, string(code))
	}
	want := p.word(n, "refusal code", known)
	return func(sc *scene, got *string) bool {
		code := string(sc.refused.Code)
		if code == "" {
			code = none
		}
		if code != want && got != nil {
			*got = code
			if sc.refused.Refused() {
				*got = refusal(sc.refused)
			}
		}
		return code == want
	}, want
}

// word reads one of the words of a table.
func (p *parser) word(n *strict.Node, what string, known []string) string {
	s, err := n.Text()
	if err != nil {
		p.add(n.Pos(), n.Errorf("got %s, want a %s", n.Got(), what))
		return ""
	}
	if !contains(known, s) {
		p.add(n.Pos(), strict.Unknown(n, what, known))
	}
	return s
}

// refusal prints a refusal in ids: sold-out {sku: lip-tint-03}.
func refusal(r flow.Refusal) string {
	s := string(r.Code)
	open := " {"
	for _, d := range r.Args {
		if d.Name != "" {
			s += open + d.Name + ": " + d.Value
			open = ", "
		}
	}
	if open == ", " {
		s += "}"
	}
	return s
}

// attempts are the statuses of a payment attempt.
var attempts = []string{
	flow.Pending.String(), flow.Approved.String(), flow.Declined.String(), flow.Unknown.String(), flow.Withdrawn.String(),
}

func (p *parser) expectPayment(_ *line, n *strict.Node) (test, string) {
	want := p.word(n, "payment status", append([]string{none}, attempts...))
	return func(sc *scene, got *string) bool {
		status := none
		if all := sc.shown.State.Attempts; len(all) > 0 {
			status = all[len(all)-1].Status.String()
		}
		if status != want && got != nil {
			*got = status
		}
		return status == want
	}, want
}

// orderStatuses lists the ids of the statuses that an order can have.
func orderStatuses() []string {
	var names []string
	for s := flow.AwaitingPayment; s <= flow.Exchanging; s++ {
		if name := s.String(); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (p *parser) expectOrder(_ *line, n *strict.Node) (test, string) {
	want := p.word(n, "order status", append([]string{none}, orderStatuses()...))
	return func(sc *scene, got *string) bool {
		status := none
		if all := sc.shown.State.Orders; len(all) > 0 {
			status = all[len(all)-1].Status.String()
		}
		if status != want && got != nil {
			*got = status
		}
		return status == want
	}, want
}

func (p *parser) expectOrders(_ *line, n *strict.Node) (test, string) {
	if s, err := n.Text(); err == nil && contains(orderStatuses(), s) {
		return func(sc *scene, got *string) bool { return allOrders(sc, s, got) }, s
	}
	c, err := counts.comparison(n)
	if err != nil {
		e := n.Errorf("got %s, want %s, or the status of each order", n.Got(), counts.want)
		if s, bad := n.Text(); bad == nil {
			e.Near, _ = text.Nearest(s, orderStatuses())
		}
		p.add(n.Pos(), e)
	}
	return number(c, counts, func(sc *scene) (int64, bool) { return int64(len(sc.shown.State.Orders)), true }), c.text
}

func allOrders(sc *scene, want string, got *string) bool {
	orders := sc.shown.State.Orders
	same := len(orders) > 0
	for i := range orders {
		same = same && orders[i].Status.String() == want
	}
	if !same && got != nil {
		names := []string{}
		for i := range orders {
			names = append(names, orders[i].Status.String())
		}
		*got = listed(names)
	}
	return same
}
