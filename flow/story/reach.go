package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// reach walks the fewest taps to the line's goal.
func (p *player) reach(l *line) error {
	if p.skipping = p.lacks(p.run.Flow, l.goal.place); p.skipping {
		p.skip(l)
		return nil
	}
	p.scene.refused = flow.Refusal{}
	g := *l.goal
	switch g.place {
	case flow.Note:
		if g.subject == myReview {
			g.subject = string(lastNote(p.scene.shown.State))
		}
		if g.subject != "" {
			p.nameNote(g.subject)
		}
	case flow.Product:
		if g.subject != "" {
			p.nameProduct(g.subject)
		}
	}
	from := p.scene.shown.State.Place().String()
	there, err := p.follow(g, nil)
	if err != nil || there || p.scene.refused.Refused() {
		return err
	}
	to := g.place.String()
	if g.subject != "" {
		to += " " + g.subject
	}
	p.halt(l, to, "unreachable", "reach: no walk leads from "+from+" to "+to)
	return nil
}

// mostWaits is how often a walk lets time pass before it is given up: an order comes on in some ten steps.
const mostWaits = 200

// follow takes the fewest taps to a goal, or until a place that is enough, if one is given. What the world does by itself
// on the way is waited for, never forced; whatever happened meanwhile, the rest of the walk is found anew.
func (p *player) follow(g goal, enough func(*flow.State) bool) (there bool, err error) {
	shown := p.scene.shown
	scope := flow.ScopeOf(shown.World, shown.State, p.about(g))
	to := flow.GoalAt(shown.State, g.place, g.subject)
	to.Pieces = inView(shown.World, shown.State, g.place, scope)
	for range mostWaits {
		path, ok := p.walk(to, scope)
		if !ok {
			return false, nil
		}
		waited := false
		for _, a := range path {
			if waited = waits(a); waited {
				break
			}
			if err := p.do(a); err != nil || p.scene.refused.Refused() {
				return false, err
			}
			if enough != nil && enough(p.scene.shown.State) {
				return true, nil
			}
		}
		if !waited {
			return true, nil
		}
		if ok, err := p.pass(); err != nil || !ok {
			return false, err
		}
	}
	return false, nil
}

// waits says whether a happening comes when its time has come; an answer to a payment is given at once.
func waits(a flow.Action) bool { return a.Verb.Spec().Due && a.Verb != flow.AnswerPayment }

// pass lets time pass until the next thing happens by itself; false where nothing will.
func (p *player) pass() (bool, error) {
	before := len(p.scene.shown.Records)
	shown, err := p.session.Skip(p.ctx)
	if err != nil {
		return false, err
	}
	p.show(shown)
	return len(shown.Records) > before, nil
}

// walk finds the fewest taps from here to a goal.
func (p *player) walk(to flow.Goal, scope flow.Scope) ([]flow.Action, bool) {
	shown := p.scene.shown
	path, _, ok := p.walks.Reach(shown.World, shown.Now, shown.State, to, scope)
	if ok && slices.ContainsFunc(path, madeID) {
		// A walk that is remembered from another journey names that journey's orders and addresses.
		var own flow.Walks
		path, _, ok = own.Reach(shown.World, shown.Now, shown.State, to, scope)
	}
	return path, ok
}

// about is what of all that the lines have named the next walk is about: its goal, else what the shopper looks at or has
// in the cart, else what was named last. Every further product would multiply what the search looks at.
func (p *player) about(g goal) flow.Scope {
	s := p.scene.shown.State
	var scope flow.Scope
	if n := len(p.scope.Notes); n > 0 {
		scope.Notes = p.scope.Notes[n-1:]
	}
	note := p.scene.shown.World.Note(shop.NoteID(s.Subject(flow.Note)))
	switch {
	case g.place == flow.Product && g.subject != "":
		scope.Products = []shop.ProductID{shop.ProductID(g.subject)}
	case s.Subject(flow.Product) != "":
	case note != nil:
		for i := len(p.scope.Products) - 1; i >= 0 && scope.Products == nil; i-- {
			if slices.Contains(note.Tags, p.scope.Products[i]) {
				scope.Products = p.scope.Products[i : i+1]
			}
		}
	case len(s.Cart) == 0 && len(p.scope.Products) > 0:
		scope.Products = p.scope.Products[len(p.scope.Products)-1:]
	}
	if g.place == flow.Identity {
		return p.overBorder(scope)
	}
	return scope
}

// overBorder adds to a scope what has to be declared, where nothing of it is: the first product over the border that a note
// of the feed tags.
func (p *player) overBorder(scope flow.Scope) flow.Scope {
	w, s := p.scene.shown.World, p.scene.shown.State
	here := append(slices.Clone(scope.Products), shop.ProductID(s.Subject(flow.Product)))
	for _, piece := range slices.Concat(s.Ticked(), s.Checkout.Pieces) {
		if _, product := w.Catalogue.Variant(piece.SKU); product != nil {
			here = append(here, product.ID)
		}
	}
	abroad := func(id shop.ProductID) bool {
		product := w.Catalogue.Product(id)
		return product != nil && w.Catalogue.Shop(product.Shop).Trade.CrossBorder()
	}
	if slices.ContainsFunc(here, abroad) {
		return scope
	}
	for _, id := range flow.Feeds(w) {
		n := w.Note(id)
		if i := slices.IndexFunc(n.Tags, abroad); i >= 0 && n.Video == nil {
			if _, out := flow.Outside(w, n, w.Catalogue.Product(n.Tags[i])); !out {
				return flow.Scope{Notes: []shop.NoteID{id}, Products: []shop.ProductID{n.Tags[i]}}
			}
		}
	}
	return scope
}

// madeID says whether an action names what only its own journey holds.
func madeID(a flow.Action) bool { return a.ID != "" && standOf(kindOf(a)) != nil }

// inView names what must be bought on the way to a goal: the pieces of the product that the shopper looks at, unless the
// cart holds some of it already. Without a product in view anything may be bought.
func inView(w *flow.World, s *flow.State, goal flow.Place, scope flow.Scope) []shop.Pieces {
	if goal != flow.Cart && goal != flow.Checkout && goal != flow.Confirmation && goal != flow.Review ||
		s.Page().Place != flow.Product || s.Place() == flow.Payment {
		return nil
	}
	id := shop.ProductID(s.Page().Subject)
	for i := range s.Cart {
		if _, p := w.Catalogue.Variant(s.Cart[i].SKU); p != nil && p.ID == id {
			return nil
		}
	}
	var pieces []shop.Pieces
	for _, piece := range scope.Pieces {
		if _, p := w.Catalogue.Variant(piece.SKU); p == nil || p.ID != id {
			continue
		}
		if s.Place() == flow.SKU {
			piece.Quantity = max(piece.Quantity, s.Sheet.Quantity)
		}
		pieces = append(pieces, piece)
	}
	return pieces
}
