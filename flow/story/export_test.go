package story

import (
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// PrintGiven writes a state as `given:`.
func PrintGiven(w *flow.World, s *flow.State) []byte { return printGiven(w, s) }

// Give reads a file with nothing but `given:`, and returns the state and what all shoppers see with it.
func Give(data []byte, w *flow.World, start shop.Instant) (flow.State, flow.Shared, error) {
	root, err := strict.Parse("given.yaml", data, strict.Story)
	if err != nil {
		return flow.State{}, flow.Shared{}, err
	}
	n, _ := root.Get("given")
	own := flow.World{Catalogue: w.Catalogue, Flow: w.Flow, Shopper: w.Shopper}
	g, err := give(n, &own, start)
	if err != nil {
		return flow.State{}, flow.Shared{}, err
	}
	for _, e := range g.taken(w.Catalogue) {
		own.Shared = flow.Share(own.Shared, e)
	}
	return g.state, own.Shared, nil
}
