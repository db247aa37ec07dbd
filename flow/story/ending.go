package story

import (
	"tagtap/flow/measure"
	"tagtap/flow/strict"
)

// ending counts the walk so far as reports count a session.
func (sc *scene) ending() measure.Visit {
	c := measure.NewCounter(measure.Ledger{})
	for i := range sc.shown.Records {
		c.Read(&sc.shown.Records[i])
	}
	return c.Rest()
}

func (p *parser) expectOutcome(_ *line, n *strict.Node) (test, string) {
	return reads(p.word(n, "outcome", measure.Outcomes()), func(sc *scene) string {
		v := sc.ending()
		return v.Outcome().String()
	})
}

// causes are the ids of all causes, and none.
func causes() []string {
	ids := []string{none}
	for _, c := range measure.Causes() {
		ids = append(ids, c.String())
	}
	return ids
}

func (p *parser) expectCause(_ *line, n *strict.Node) (test, string) {
	return reads(p.word(n, "cause", causes()), func(sc *scene) string {
		v := sc.ending()
		if c := v.CauseIn(sc.shown.World.Catalogue); c != measure.CauseNone {
			return c.String()
		}
		return none
	})
}
