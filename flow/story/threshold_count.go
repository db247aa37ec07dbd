package story

import (
	"cmp"
	"slices"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// Stay is the predicted time that a run spent on a place.
type Stay struct {
	Place  string
	Millis int64
}

// count works out what a threshold may ask of a run beside its figures. The seconds of a place are those of what was done
// there, so that the places of a run add up to its seconds.
func (p *player) count(r *Result, o *measure.Operators) {
	v := p.scene.ending()
	r.Outcome, r.Cause = v.Outcome(), v.CauseIn(p.scene.shown.World.Catalogue)
	if o == nil {
		o = &measure.Proposed
	}
	r.Stays = r.Stays[:0]
	rows := p.scene.shown.Meter.Rows
	for i := range rows {
		row := &rows[i]
		millis := o.Millis(row.Count)
		if millis == 0 {
			continue
		}
		at := slices.IndexFunc(r.Stays, func(s Stay) bool { return s.Place == row.From.String() })
		if at < 0 {
			at = len(r.Stays)
			r.Stays = append(r.Stays, Stay{Place: row.From.String()})
		}
		r.Stays[at].Millis += millis
	}
	slices.SortFunc(r.Stays, func(a, b Stay) int { return cmp.Compare(a.Place, b.Place) })
}

// heads says whether an event is an action or a happening.
func heads(e *flow.Event) bool { return e.Kind == flow.Tapped || e.Kind == flow.Happened }

// line is where a case stands in its file: its row of the table, else the first step.
func (c *Case) line() int {
	if c.Row.Line > 0 {
		return c.Row.Line
	}
	return c.of.steps[0].Pos().Line
}
