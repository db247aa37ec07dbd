package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// resolve returns the id that an alias stands for now; any other id stands for itself.
func (p *player) resolve(a flow.Action) (string, bool) { return resolve(p.scene.shown.State, a) }

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
	for _, a := range v.taps(p.scene.shown.State, p.run.Flow) {
		if err := p.do(a); err != nil || p.scene.refused.Refused() {
			return err
		}
	}
	return nil
}

// taps lists what it takes to write the review from a state.
func (v *review) taps(s *flow.State, f *flow.Flow) []flow.Action {
	var taps []flow.Action
	published := s.Draft.Publish
	if s.Place() != flow.Review {
		taps = append(taps, flow.Action{Verb: flow.OpenReview})
		published = f.Review
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

// take notes what a tap adds to the review.
func (v *review) take(a *flow.Action) {
	switch a.Verb {
	case flow.Rate:
		v.stars = a.N
	case flow.AddTag:
		v.tags = append(v.tags, a.ID)
	case flow.Publish:
		v.publish = "true"
	case flow.Unpublish:
		v.publish = "false"
	case flow.Type:
		if a.ID == "title" {
			v.title = a.Words
		} else {
			v.text, v.says = a.Words, true
		}
	}
}

// print writes the review as the argument of its line.
func (v *review) print() string {
	parts := []string{"stars: " + itoa(int(v.stars))}
	if len(v.tags) > 0 {
		tags := make([]string, len(v.tags))
		for i, tag := range v.tags {
			tags[i] = strict.FlowString(tag)
		}
		parts = append(parts, "tags: ["+strings.Join(tags, ", ")+"]")
	}
	if v.says {
		parts = append(parts, "text: "+strict.FlowString(v.text.String()))
	}
	if !v.title.IsZero() {
		parts = append(parts, "title: "+strict.FlowString(v.title.String()))
	}
	return "{" + strings.Join(append(parts, "publish: "+v.publish), ", ") + "}"
}
