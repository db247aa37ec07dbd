package flow

import (
	"tagtap/flow/shop"
)

// Graph is what Explore found: nodes in the order of their taps, the start first.
type Graph struct {
	Nodes []Node
	Full  bool // the bound was met; there is more
}

// Node is a state, told apart by Lens, and the shortest way to it.
type Node struct {
	State  State
	Shared Shared
	Taps   int
	Via    Action
	From   int32   // the node that Via led from, -1 for the start
	To     []int32 // where accepted actions and happenings lead, in the order of the offers
}

// Within says whether a search follows an action or happening.
type Within func(w *World, s *State, a Action) bool

// Explore searches all states that can be reached from start, the least taps first (happenings and the keypad cost none).
// It stops at a state that is a goal, if one is given, and at limit states. Time stands still in it.
func Explore(w World, now shop.Instant, start State, within Within, goal func(*State) bool, limit int) *Graph {
	w.Now = now
	x := explorer{
		graph: &Graph{}, world: w, now: now, within: within, known: make(map[string]int32),
	}
	x.near = append(x.near, edge{from: -1, state: start, shared: w.Shared})
	for taps := 0; len(x.near) > 0; taps++ {
		// The list of this distance grows while it is read: what costs no tap comes behind it.
		for i := 0; i < len(x.near); i++ {
			id, fresh := x.settle(x.near[i], taps)
			if !fresh {
				continue
			}
			node := &x.graph.Nodes[id]
			if goal != nil && goal(&node.State) {
				return x.graph
			}
			if len(x.graph.Nodes) >= limit {
				x.graph.Full = true
				return x.graph
			}
			x.expand(id)
		}
		x.near, x.far = x.far, x.near[:0]
	}
	return x.graph
}

type explorer struct {
	graph     *Graph
	world     World
	now       shop.Instant
	within    Within
	known     map[string]int32
	near, far []edge // of this distance, and one tap further
	key       []byte
	stepper   Stepper
}

type edge struct {
	from   int32
	via    Action
	state  State
	shared Shared
}

// settle gives the edge's state its number. The first edge that arrives is one of the shortest.
func (x *explorer) settle(e edge, taps int) (int32, bool) {
	x.key = Lens(x.key[:0], &e.state, &e.shared)
	id, known := x.known[string(x.key)]
	if !known {
		id = int32(len(x.graph.Nodes))
		x.known[string(x.key)] = id
		x.graph.Nodes = append(x.graph.Nodes, Node{State: e.state, Shared: e.shared, Taps: taps, Via: e.via, From: e.from})
	}
	if e.from >= 0 {
		from := &x.graph.Nodes[e.from]
		from.To = append(from.To, id)
	}
	return id, !known
}

func (x *explorer) expand(id int32) {
	node := x.graph.Nodes[id]
	x.world.Shared = node.Shared
	for _, offer := range Offers(&x.world, x.now, &node.State) {
		if offer.Refusal.Refused() && offer.Action.Verb != Type {
			continue
		}
		for _, a := range offer.Representatives() {
			x.follow(id, &node.State, a)
		}
	}
	for _, h := range Happenings(&x.world, &node.State) {
		x.follow(id, &node.State, h.Action)
	}
}

func (x *explorer) follow(from int32, s *State, a Action) {
	if x.within != nil && !x.within(&x.world, s, a) {
		return
	}
	next, events := x.stepper.Step(&x.world, x.now, *s, a)
	if events[0].Refusal.Refused() {
		return
	}
	shared := x.world.Shared
	for _, e := range events {
		shared = Share(shared, e)
	}
	e := edge{from: from, via: a, state: next, shared: shared}
	if a.Taps() == 0 {
		x.near = append(x.near, e)
	} else {
		x.far = append(x.far, e)
	}
}

// Path returns the actions and happenings that lead to a node.
func (g *Graph) Path(id int32) []Action {
	var path []Action
	for ; g.Nodes[id].From >= 0; id = g.Nodes[id].From {
		path = append(path, g.Nodes[id].Via)
	}
	for i, j := 0, len(path)-1; i < j; i, j = i+1, j-1 {
		path[i], path[j] = path[j], path[i]
	}
	return path
}
