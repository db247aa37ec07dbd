package story

import "tagtap/flow"

// RunOf returns the run of a story in one of its cases.
func RunOf(s *Story, f *flow.Flow, who *flow.Shopper, c *Case, seed uint64) Run {
	r := Run{Story: s, Flow: f, Shopper: who, Case: c, Seed: seed}
	r.ID = r.hash()
	return r
}
