package flow

import (
	"slices"

	"tagtap/flow/shop"
)

// Scope cuts the world down to what a walk is about: the notes and products that it may open, and the pieces that it may
// buy. Everything else is frozen.
type Scope struct {
	Notes    []shop.NoteID
	Products []shop.ProductID
	Pieces   []shop.Pieces
	to       Place // where the walk leads
	only     bool  // what the cart holds beside the pieces has to stay out of the order
}

// ScopeOf is the scope of going on from a state: the product that the shopper has before the eyes, or those in the cart,
// else the first of the named products, else the first that a note of the feed leads to. A product without named pieces is
// bought once, in its first variant that is left.
func ScopeOf(w *World, s *State, named Scope) Scope {
	scope := Scope{Notes: slices.Clone(named.Notes), Products: slices.Clone(named.Products), Pieces: slices.Clone(named.Pieces)}
	if id := s.Subject(Product); id != "" {
		scope.product(shop.ProductID(id))
	} else if id := s.source(); id != "" {
		if n := w.Note(id); n != nil && len(n.Tags) > 0 && !slices.ContainsFunc(n.Tags, scope.holds) {
			scope.product(n.Tags[0])
		}
	}
	if len(scope.Products) == 0 && len(s.Cart) == 0 {
		scope.first(w)
	}
	for _, id := range scope.Products {
		scope.piece(w, s, id)
	}
	scope.lead(w)
	return scope
}

func (sc *Scope) holds(id shop.ProductID) bool { return slices.Contains(sc.Products, id) }

func (sc *Scope) product(id shop.ProductID) {
	if !sc.holds(id) {
		sc.Products = append(sc.Products, id)
	}
}

// first takes the first note that leads to what can be bought in the app, or where there is none the first with a product.
func (sc *Scope) first(w *World) {
	var found *shop.Note
	for i := range FeedSize(w) {
		n := FeedNote(w, i)
		if len(n.Tags) == 0 || w.Catalogue.Product(n.Tags[0]) == nil {
			continue
		}
		if found == nil {
			found = n
		}
		if p := w.Catalogue.Product(n.Tags[0]); !outward(w, n, p.ID) {
			found = n
			break
		}
	}
	if found != nil {
		sc.Notes = append(sc.Notes, found.ID)
		sc.product(found.Tags[0])
	}
}

// outward says whether a tag of the note leads out of the app.
func outward(w *World, n *shop.Note, id shop.ProductID) bool {
	p := w.Catalogue.Product(id)
	if p == nil {
		return false
	}
	_, out := Outside(w, n, p)
	return out
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

// lead names the notes that lead to the products: those that no other note beats, because it tags the same ones and more.
// Without a product any note will do.
func (sc *Scope) lead(w *World) {
	feed := FeedSize(w)
	if len(sc.Products) == 0 && len(sc.Notes) == 0 && feed > 0 {
		sc.Notes = append(sc.Notes, FeedNote(w, 0).ID)
	}
	var best []*shop.Note
	for _, id := range sc.Notes {
		if n := w.Note(id); n != nil {
			best = append(best, n)
		}
	}
	named := len(best)
	take := func(n *shop.Note) {
		if slices.ContainsFunc(best, func(other *shop.Note) bool { return sc.beats(w, other, n) }) {
			return
		}
		kept := slices.DeleteFunc(best[named:], func(other *shop.Note) bool { return sc.beats(w, n, other) })
		best = append(best[:named+len(kept)], n)
	}
	for i := range feed {
		n := FeedNote(w, i)
		if i >= len(w.Shared.Notes) && len(best) > 0 && len(sc.Products) == 1 {
			for _, n := range w.Catalogue.NotesOn(sc.Products[0]) { // any other is beaten
				take(n)
			}
			break
		}
		if len(best) == 0 || slices.ContainsFunc(n.Tags, sc.holds) {
			take(n)
		}
	}
	for _, n := range best[named:] {
		sc.Notes = append(sc.Notes, n.ID)
	}
}

// beats says whether a note leads to every product of the scope that the other one leads to, as the other does: in the app
// or out of it.
func (sc *Scope) beats(w *World, n, other *shop.Note) bool {
	for _, id := range other.Tags {
		if sc.holds(id) && (!slices.Contains(n.Tags, id) || outward(w, n, id) != outward(w, other, id)) {
			return false
		}
	}
	return true
}

// Allows says whether a search within the scope follows an action. Of happenings it follows an approved payment alone.
// What it leaves out costs no walk a tap: for each there is another way of as many taps, or it leads away.
func (sc *Scope) Allows(w *World, s *State, a Action) bool {
	if s.Place() == AfterSale && !a.Happening() {
		return a.Verb == Back // nothing is bought there, and what is asked for there is nobody's shortest way
	}
	switch a.Verb {
	case AnswerPayment:
		return a.Value == OutcomeApproved
	case ApproveRequest, RejectRequest, CloseRequest, ReceiveReturn, RejectReturn, ShipExchange, ConfirmExchange, DecideForShopper,
		DecideForSeller:
		return false
	case SellOut, ExpireOrder, Wait, ChooseSKU, Remove, UseFace, UsePassword, CancelOrder, AddTag, RemoveTag, EditAddress,
		Unpublish, Like, Unlike, SaveNote, UnsaveNote, WriteComment, AskLink, Follow, Unfollow, ShareNote, LeaveFor, TrackOrder,
		ConfirmReceipt, FollowUp, MissPromise, DelayParcel, HideTag, ClaimCoupon, UseCoupon, DropCoupon, AutoCoupons, ApplyCoupons,
		GiveCoupon, PayBalance, QueryCustoms:
		return false
	case OpenCoupons:
		return sc.to == Coupons
	case SplitOrders:
		return !s.Checkout.Split
	case TapCard:
		return s.Place() == Video && sc.holds(shop.ProductID(a.ID)) // at once, where the tag comes later
	case ShowTag:
		return false
	case ShowTab:
		return a.ID == TabAll && s.Tab != "" // a tab may hide what the walk needs
	case ClearOrder, PackOrder, ShipParcel, MoveParcel, SignParcel, ConfirmOrder, DeclareCustoms, PassCustoms:
		return w.Flow.ReviewAt == AfterReceipt
	case OpenNote:
		return slices.Contains(sc.Notes, shop.NoteID(a.ID))
	case TapTag, OpenProduct:
		return sc.holds(shop.ProductID(a.ID))
	case Choose:
		return sc.chooses(w, s, a)
	case Increase:
		have, want := sc.quantities(w, s, a)
		return have < want
	case Decrease:
		have, want := sc.quantities(w, s, a)
		return want > 0 && have > want
	case Tick, Untick, TickShop, UntickShop, UntickAll:
		return sc.ticks(s, a)
	case ChangeSKU:
		_, p := w.Catalogue.Variant(shop.SKU(a.ID))
		return sc.only && sc.wants(shop.SKU(a.ID)) == 0 && sc.holds(p.ID)
	case ChoosePayment:
		return !w.settles(s, s.method()) && a.ID == string(w.usual(s))
	case NewAddress:
		return len(s.Book) == 0 || w.Flow.Address == "form"
	case ChooseIdentity:
		return sc.to == Identity || w.identityWalk(s, a)
	case NewIdentity, EditIdentity:
		return w.identityWalk(s, a)
	case Type:
		if s.Place() == Identity {
			return w.identityWalk(s, a)
		}
		return sc.types(s, a)
	case Rate:
		return a.N == maxStars && s.Draft.Stars == 0
	}
	return true
}

// wants returns how many pieces of a SKU the walk is about.
func (sc *Scope) wants(sku shop.SKU) int32 {
	for _, piece := range sc.Pieces {
		if piece.SKU == sku {
			return piece.Quantity
		}
	}
	return 0
}

// ticks follows one tick after the other, in the order of the cart, so that their order makes no difference; and those of
// many lines, which may come first.
func (sc *Scope) ticks(s *State, a Action) bool {
	if !sc.only {
		return a.Verb == Tick
	}
	if a.Verb != Tick && a.Verb != Untick {
		return true
	}
	for _, line := range s.Cart {
		if wanted := sc.wants(line.SKU) > 0; wanted != line.Ticked {
			return string(line.SKU) == a.ID
		}
	}
	return false
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

// quantities returns how many pieces the sheet or the cart line has, and how many the walk is about; 0 where it is about
// none of them.
func (sc *Scope) quantities(w *World, s *State, a Action) (have, want int32) {
	if a.ID == "" {
		v := w.Catalogue.Product(s.Sheet.Product).Pick(s.Sheet.Values)
		if v == nil {
			return 0, 0
		}
		return s.Sheet.Quantity, sc.wants(v.SKU)
	}
	if line := s.Line(shop.SKU(a.ID)); line != nil {
		return line.Quantity, sc.wants(line.SKU)
	}
	return 0, 0
}

func (sc *Scope) types(s *State, a Action) bool {
	switch {
	case s.Place() == Review:
		return a.ID == "text" && s.Draft.Text.IsZero()
	case s.Place() == Payment:
		v, _ := s.Wallet.Field(a.ID)
		return !filled(a.ID, v)
	case s.Place() == External:
		return !filled(a.ID, s.Visit.Field(s.Spot().Subject, a.ID))
	}
	v, _ := s.Form.Address.Field(a.ID)
	return !filled(a.ID, v)
}
