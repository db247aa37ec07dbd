package story

import (
	"tagtap/flow"
)

// resolve returns the id that an alias stands for now; any other id stands for itself.
func (p *player) resolve(a flow.Action) (string, bool) {
	s := p.scene.shown.State
	kind := kindOf(a)
	switch {
	case !isAlias(kind, a.ID):
		return a.ID, true
	case kind == "note":
		id := lastNote(s)
		return string(id), id != ""
	}
	turn := turnOf(a.ID)
	if a.ID == lastOrder {
		turn = len(s.Orders)
	}
	if turn < 1 || turn > len(s.Orders) {
		return "", false
	}
	return string(s.Orders[turn-1].ID), true
}

// setQuantity taps plus or minus until the quantity is as wanted. Where there is nothing to change, the tap that is refused
// says why.
func (p *player) setQuantity(q *amount) error {
	s := p.scene.shown.State
	have := s.Sheet.Quantity
	if q.sku != "" {
		have = 0
		if line := s.Line(q.sku); line != nil {
			have = line.Quantity
		}
	} else if s.Place() != flow.SKU {
		have = 0
	}
	verb, n := flow.Increase, q.n-have
	if n < 0 {
		verb, n = flow.Decrease, -n
	}
	for range n {
		if err := p.do(flow.Action{Verb: verb, ID: string(q.sku)}); err != nil || p.scene.refused.Refused() {
			return err
		}
	}
	if n == 0 {
		p.scene.refused = flow.Refusal{}
	}
	return nil
}

// writeReview opens the review if it is not open, fills it in and submits it.
func (p *player) writeReview(v *review) error {
	for _, a := range p.reviewTaps(v) {
		if err := p.do(a); err != nil || p.scene.refused.Refused() {
			return err
		}
	}
	return nil
}

func (p *player) reviewTaps(v *review) []flow.Action {
	var taps []flow.Action
	published := p.scene.shown.State.Draft.Publish
	if p.scene.shown.State.Place() != flow.Review {
		taps = append(taps, flow.Action{Verb: flow.OpenReview})
		published = p.run.Flow.Review
	}
	taps = append(taps, flow.Action{Verb: flow.Rate, N: v.stars})
	for _, tag := range v.tags {
		taps = append(taps, flow.Action{Verb: flow.AddTag, ID: tag})
	}
	if v.says {
		taps = append(taps, flow.Action{Verb: flow.Type, ID: "text", Words: v.text})
	}
	switch {
	case v.publish == "true" && !published:
		taps = append(taps, flow.Action{Verb: flow.Publish})
	case v.publish == "false" && published:
		taps = append(taps, flow.Action{Verb: flow.Unpublish})
	}
	if !v.title.IsZero() {
		taps = append(taps, flow.Action{Verb: flow.Type, ID: "title", Words: v.title})
	}
	return append(taps, flow.Action{Verb: flow.SubmitReview})
}
