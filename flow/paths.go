package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// Path is the shortest way from one stage of the loop to a later one.
type Path struct {
	From, To Stage
	Taps     int
	Walk     []Action
	Way      []Action // from the feed to where the path begins
	OK       bool     // false where no walk leads there
}

// DeadEnd is a state from which nothing can be bought any more.
type DeadEnd struct {
	Place Place
	Walk  []Action // the shortest way into it
}

// Paths returns the fewest taps between all pairs of stages, in loop order, for the world's flow and shopper. Every pair
// starts where the shortest way from the feed reaches its first stage.
func Paths(w *World, now shop.Instant) []Path {
	var paths []Path
	EachPath(w, now, func(p Path) bool {
		paths = append(paths, p)
		return true
	})
	return paths
}

// EachPath is Paths, one after the other as they are found, for who may have to stop between two: yield says false then.
func EachPath(w *World, now shop.Instant, yield func(Path) bool) {
	start := Start(w, 1)
	scope := ScopeOf(w, &start, Scope{})
	for _, from := range Stages() {
		graph, last, there := seek(*w, now, start, from, &scope)
		here := *w
		here.Shared = graph.Nodes[last].Shared
		for to := from + 1; to <= StageReview; to++ {
			p := Path{From: from, To: to, Way: graph.Path(last)}
			if there {
				var found *Graph
				var end int32
				if found, end, p.OK = seek(here, now, graph.Nodes[last].State, to, &scope); p.OK {
					p.Taps, p.Walk = found.Nodes[end].Taps, found.Path(end)
				}
			}
			if !yield(p) {
				return
			}
		}
	}
}

// seek searches for the first state at a stage, as a walk from start reaches it.
func seek(w World, now shop.Instant, start State, stage Stage, scope *Scope) (*Graph, int32, bool) {
	met := func(s *State) bool { return stageMet(&start, s, stage) }
	limit := reachLimit
	if w.Flow.Lacks(stageHomes[stage]) {
		limit = 1 // a search would look everywhere
	}
	graph := Explore(w, now, start, scope.Allows, met, limit)
	last := int32(len(graph.Nodes) - 1)
	return graph, last, met(&graph.Nodes[last].State)
}

// stageHomes has the place without which a flow has no such stage.
var stageHomes = [...]Place{
	StageNote: Note, StageTag: Note, StageProduct: Product, StageCart: Cart, StageCheckout: Checkout, StageConfirmation: Confirmation,
	StageReview: Review,
}

func stageMet(start, s *State, stage Stage) bool {
	switch stage {
	case StageNote:
		return s.Place() == Note || s.Place() == Video
	case StageTag:
		return s.Place() == Product || s.Place() == External
	case StageProduct:
		return s.Place() == Product
	case StageCart:
		return len(s.Cart) > len(start.Cart)
	case StageCheckout:
		return s.Place() == Checkout
	case StageConfirmation:
		return s.Place() == Confirmation
	}
	return len(s.Notes) > len(start.Notes)
}

// DeadEnds lists the places in which a shopper can be caught: no way leads from there to a confirmation, though the shelf
// still holds what the walk is about.
func DeadEnds(w *World, now shop.Instant) []DeadEnd {
	if w.Flow.Lacks(Confirmation) {
		return nil // nothing is bought in the app
	}
	start := Start(w, 1)
	scope := ScopeOf(w, &start, Scope{})
	// Where the form of an address is always open, the book could be filled without end; a second new address is no news.
	filled := func(s *State) bool { return len(s.Book) > len(start.Book)+1 }
	once := func(w *World, s *State, a Action) bool {
		return len(s.Orders) == 0 && !filled(s) && scope.Allows(w, s, a)
	}
	graph := Explore(*w, now, start, once, nil, reachLimit)
	alive := reverse(graph, func(s *State) bool { return s.Place() == Confirmation || len(s.Orders) > 0 || filled(s) })
	var ends []DeadEnd
	for i := range graph.Nodes {
		place := graph.Nodes[i].State.Place()
		if !alive[i] && !slices.ContainsFunc(ends, func(e DeadEnd) bool { return e.Place == place }) {
			ends = append(ends, DeadEnd{Place: place, Walk: graph.Path(int32(i))})
		}
	}
	return ends
}

// reverse marks the nodes from which a goal can be reached.
func reverse(g *Graph, goal func(*State) bool) []bool {
	back := make([][]int32, len(g.Nodes))
	alive := make([]bool, len(g.Nodes))
	var todo []int32
	for i := range g.Nodes {
		for _, to := range g.Nodes[i].To {
			back[to] = append(back[to], int32(i))
		}
		if goal(&g.Nodes[i].State) {
			alive[i] = true
			todo = append(todo, int32(i))
		}
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, from := range back[at] {
			if !alive[from] {
				alive[from] = true
				todo = append(todo, from)
			}
		}
	}
	return alive
}
