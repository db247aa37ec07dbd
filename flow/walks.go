package flow

import (
	"sync"

	"tagtap/flow/shop"
)

// reachLimit bounds the search of a walk; the worlds of walks have some hundred states.
const reachLimit = 50_000

// mostKnown is how many walks are remembered, some megabytes; then all are forgotten, and found again.
const mostKnown = 4096

// Walks finds least-taps walks and remembers them. It may be used by several goroutines at once; the zero Walks is ready.
type Walks struct {
	mu    sync.Mutex
	known map[string]walk
	key   []byte
}

type walk struct {
	path []Action
	taps int
	ok   bool
}

// Reach returns the fewest taps, and the actions and happenings, that lead from a state to a goal within a scope; false
// where no walk leads there.
func (k *Walks) Reach(w *World, now shop.Instant, s *State, g Goal, scope Scope) ([]Action, int, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if g.Met(s) {
		return nil, 0, true
	}
	k.key = keyOf(k.key[:0], w, now, s, &g, &scope)
	if found, ok := k.known[string(k.key)]; ok {
		return found.path, found.taps, found.ok
	}
	found := search(w, now, s, g, scope)
	if k.known == nil || len(k.known) >= mostKnown {
		k.known = make(map[string]walk)
	}
	k.known[string(k.key)] = found
	return found.path, found.taps, found.ok
}

// search finds a walk anew.
func search(w *World, now shop.Instant, s *State, g Goal, scope Scope) walk {
	scope.only, scope.to = g.Only, g.Place
	within := func(w *World, s *State, a Action) bool { return scope.Allows(w, s, a) && g.allows(s, a) }
	graph := Explore(*w, now, *s, within, g.Met, reachLimit)
	last := int32(len(graph.Nodes) - 1)
	if !g.Met(&graph.Nodes[last].State) {
		return walk{}
	}
	return walk{path: graph.Path(last), taps: graph.Nodes[last].Taps, ok: true}
}

func keyOf(buf []byte, w *World, now shop.Instant, s *State, g *Goal, scope *Scope) []byte {
	l := lens{Lens(buf, s, &w.Shared)}
	l.text(w.Catalogue.Digest)
	l.flow(w.Flow)
	l.text(w.Shopper.ID)
	l.number(int(g.Place))
	l.text(g.Subject)
	l.number(g.Placed)
	l.number(g.Noted)
	l.number(g.Written)
	l.number(g.Saved)
	l.flag(g.Silent)
	l.flag(g.Only)
	l.flag(g.Pieces == nil)
	l.pieces(g.Pieces)
	l.pieces(scope.Pieces)
	for _, id := range scope.Notes {
		l.text(string(id))
	}
	l.number(-1)
	for _, id := range scope.Products {
		l.text(string(id))
	}
	for _, piece := range scope.Pieces {
		if v, _ := w.Catalogue.Variant(piece.SKU); v != nil && v.Presale != nil {
			l.flag(v.Presale.Order.Holds(now)) // only then it can be bought
		}
	}
	return l.buf
}

// flow writes the knobs: two files may give flows of one name.
func (l *lens) flow(f *Flow) {
	l.text(f.Name)
	l.text(f.Preselect)
	l.text(f.Coupons)
	l.text(f.Identity)
	l.text(f.Address)
	l.text(string(f.Default))
	l.text(string(f.Auth))
	l.text(f.TagOpens)
	l.text(f.SKUSheet)
	l.text(f.ReviewAt)
	l.flag(f.BuyNow)
	l.flag(f.Cart)
	l.flag(f.Steps)
	l.flag(f.Review)
	for _, m := range f.Methods {
		l.text(string(m))
	}
	l.number(-1)
}
