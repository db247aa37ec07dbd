package flow

import (
	"slices"
	"sync"

	"tagtap/flow/shop"
)

// Goal is where a walk is to lead.
type Goal struct {
	Place   Place
	Subject string        // of the place, "" for any
	Pieces  []shop.Pieces // for confirmation and review: what the orders hold in all, nil for any
	Placed  int           // orders that stood before; those do not count
	Noted   int           // notes that were published before
	Silent  bool          // for review: written is enough, it need not be published
}

// GoalAt is the goal of reaching a place from a state. At the cart something is ticked; a review is written and published
// as a note, so that the loop is closed.
func GoalAt(s *State, p Place, subject string) Goal {
	return Goal{Place: p, Subject: subject, Placed: len(s.Orders), Noted: len(s.Notes)}
}

// Met says whether a state is where the goal leads.
func (g *Goal) Met(s *State) bool {
	switch g.Place {
	case Review:
		return g.bought(s) && g.reviewed(s)
	case Cart:
		return s.Place() == Cart && len(s.Ticked()) > 0 && g.holds(s.Ticked())
	case Confirmation:
		return s.Place() == Confirmation && g.bought(s)
	case Checkout:
		return s.Place() == Checkout && g.holds(s.Checkout.Pieces)
	}
	spot := s.Spot()
	return spot.Place == g.Place && (g.Subject == "" || g.Subject == spot.Subject)
}

func (g *Goal) holds(have []shop.Pieces) bool {
	for _, want := range g.Pieces {
		if !slices.Contains(have, want) {
			return false
		}
	}
	return true
}

func (g *Goal) bought(s *State) bool {
	if g.Pieces == nil {
		return true
	}
	var have []shop.Pieces
	for i := min(g.Placed, len(s.Orders)); i < len(s.Orders); i++ {
		if s.Orders[i].Status == Paid {
			have = append(have, s.Orders[i].Quote.Pieces()...)
		}
	}
	return g.holds(have)
}

func (g *Goal) reviewed(s *State) bool {
	if !g.Silent {
		return len(s.Notes) > g.Noted
	}
	for i := min(g.Placed, len(s.Orders)); i < len(s.Orders); i++ {
		if len(s.Orders[i].Reviewed) > 0 {
			return true
		}
	}
	return false
}

// Scope cuts the world down to what a walk is about: the notes and products that it may open, and the pieces that it may
// buy. Everything else is frozen.
type Scope struct {
	Notes    []shop.NoteID
	Products []shop.ProductID
	Pieces   []shop.Pieces
}

// ScopeOf is the scope of going on from a state: the product that the shopper has before the eyes, or those in the cart,
// else the first of the named products, else the first that a note of the feed leads to. A product without named pieces is
// bought once, in its first variant that is left.
func ScopeOf(w *World, s *State, named Scope) Scope {
	scope := Scope{Notes: slices.Clone(named.Notes), Products: slices.Clone(named.Products), Pieces: slices.Clone(named.Pieces)}
	if id := s.Subject(Product); id != "" {
		scope.product(shop.ProductID(id))
	} else if id := s.Subject(Note); id != "" {
		if n := w.Note(shop.NoteID(id)); n != nil && len(n.Tags) > 0 && !slices.ContainsFunc(n.Tags, scope.holds) {
			scope.product(n.Tags[0])
		}
	}
	if len(scope.Products) == 0 && len(s.Cart) == 0 {
		scope.first(w)
	}
	for _, id := range scope.Products {
		scope.piece(w, s, id)
		scope.lead(w, id)
	}
	return scope
}

func (sc *Scope) holds(id shop.ProductID) bool { return slices.Contains(sc.Products, id) }

func (sc *Scope) product(id shop.ProductID) {
	if !sc.holds(id) {
		sc.Products = append(sc.Products, id)
	}
}

func (sc *Scope) first(w *World) {
	for _, id := range Feeds(w) {
		if n := w.Note(id); len(n.Tags) > 0 && w.Catalogue.Product(n.Tags[0]) != nil {
			sc.Notes = append(sc.Notes, id)
			sc.product(n.Tags[0])
			return
		}
	}
}

// piece names the variant of a product that is bought where the walk names none.
func (sc *Scope) piece(w *World, s *State, id shop.ProductID) {
	p := w.Catalogue.Product(id)
	if p == nil {
		return
	}
	for _, piece := range sc.Pieces {
		if _, of := w.Catalogue.Variant(piece.SKU); of == p {
			return
		}
	}
	chosen := make([]string, len(p.Axes))
	if s.Sheet.Product == id && s.index(SKU) >= 0 {
		chosen = s.Sheet.Values
	}
	for i := range p.Variants {
		if v := &p.Variants[i]; w.Left(v.SKU) > 0 && fits(v.Values, chosen) {
			sc.Pieces = append(sc.Pieces, shop.Pieces{SKU: v.SKU, Quantity: 1})
			return
		}
	}
}

// lead names a note that leads to the product where the scope has none.
func (sc *Scope) lead(w *World, id shop.ProductID) {
	var first shop.NoteID
	for _, note := range Feeds(w) {
		n := w.Note(note)
		if !slices.Contains(n.Tags, id) {
			continue
		}
		if slices.Contains(sc.Notes, note) {
			return
		}
		if first == "" {
			first = note
		}
	}
	if first != "" {
		sc.Notes = append(sc.Notes, first)
	}
}

// Allows says whether a search within the scope follows an action. Of happenings it follows an approved payment alone.
func (sc *Scope) Allows(w *World, s *State, a Action) bool {
	switch a.Verb {
	case AnswerPayment:
		return a.Value == OutcomeApproved
	case SellOut, ExpireOrder, Wait, TapCard, ChooseSKU, Decrease, Remove, ChangeSKU, Untick, UntickShop, UntickAll, TickShop,
		ChoosePayment, UseFace, UsePassword, CancelOrder, AddTag, RemoveTag, EditAddress, Unpublish:
		return false
	case OpenNote:
		return slices.Contains(sc.Notes, shop.NoteID(a.ID))
	case TapTag, OpenProduct:
		return sc.holds(shop.ProductID(a.ID))
	case Choose:
		return sc.chooses(w, s, a)
	case Increase:
		return sc.increases(w, s, a)
	case NewAddress:
		return len(s.Book) == 0 || w.Flow.Address == "form"
	case Type:
		return sc.types(s, a)
	case Rate:
		return a.N == maxStars && s.Draft.Stars == 0
	}
	return true
}

func (sc *Scope) chooses(w *World, s *State, a Action) bool {
	p := w.Catalogue.Product(s.Sheet.Product)
	for i, axis := range p.Axes {
		if axis.ID != a.ID || s.Sheet.Values[i] == a.Value {
			continue
		}
		for _, piece := range sc.Pieces {
			if v, of := w.Catalogue.Variant(piece.SKU); of == p && v.Values[i] == a.Value {
				return true
			}
		}
	}
	return false
}

func (sc *Scope) increases(w *World, s *State, a Action) bool {
	sku, quantity := shop.SKU(a.ID), int32(0)
	if a.ID == "" {
		v := w.Catalogue.Product(s.Sheet.Product).Pick(s.Sheet.Values)
		if v == nil {
			return false
		}
		sku, quantity = v.SKU, s.Sheet.Quantity
	} else if line := s.Line(sku); line != nil {
		quantity = line.Quantity
	}
	for _, piece := range sc.Pieces {
		if piece.SKU == sku {
			return quantity < piece.Quantity
		}
	}
	return false
}

func (sc *Scope) types(s *State, a Action) bool {
	if s.Place() == Review {
		return a.ID == "text" && s.Draft.Text.IsZero()
	}
	v, _ := s.Form.Address.Field(a.ID)
	return v.IsZero()
}

// reachLimit bounds the search of a walk; the worlds of walks have some hundred states.
const reachLimit = 50_000

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
	k.key = keyOf(k.key[:0], w, s, &g, &scope)
	if found, ok := k.known[string(k.key)]; ok {
		return found.path, found.taps, found.ok
	}
	graph := Explore(*w, now, *s, scope.Allows, g.Met, reachLimit)
	last := int32(len(graph.Nodes) - 1)
	found := walk{}
	if g.Met(&graph.Nodes[last].State) {
		found = walk{path: graph.Path(last), taps: graph.Nodes[last].Taps, ok: true}
	}
	if k.known == nil {
		k.known = make(map[string]walk)
	}
	k.known[string(k.key)] = found
	return found.path, found.taps, found.ok
}

func keyOf(buf []byte, w *World, s *State, g *Goal, scope *Scope) []byte {
	l := lens{Lens(buf, s, &w.Shared)}
	l.text(w.Catalogue.Digest)
	l.text(w.Flow.Name)
	l.text(w.Shopper.ID)
	l.number(int(g.Place))
	l.text(g.Subject)
	l.number(g.Placed)
	l.number(g.Noted)
	l.flag(g.Silent)
	l.flag(g.Pieces == nil)
	l.pieces(g.Pieces)
	l.pieces(scope.Pieces)
	for _, id := range scope.Notes {
		l.text(string(id))
	}
	for _, id := range scope.Products {
		l.text(string(id))
	}
	return l.buf
}
