package story

import (
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// The note that was published last. Earlier ones are my-review-1, my-review-2, …
const (
	myReview     = "my-review"
	reviewPrefix = "my-review-"
)

// stand are the names that stand for what a walk makes, whose ids no story can know.
type stand struct {
	kind   string // as flow.Spec.Of has it
	letter string // with which the ids that a walk makes begin
	last   string // the newest one, "" where there is no such name
	nth    string // and a number from 1 on
}

var stands = []stand{
	{"order", "P", "last-order", "order-"},
	{"request", "R", "last-request", "request-"},
	{"address", "A", "", "address-"},
	{"identity", "I", "", "identity-"},
	{"coupon", "C", "", "coupon-"},
}

// Names of orders and requests that messages and tests show.
const (
	lastOrder     = "last-order"
	orderPrefix   = "order-"
	lastRequest   = "last-request"
	requestPrefix = "request-"
)

func standOf(kind string) *stand {
	for i := range stands {
		if stands[i].kind == kind {
			return &stands[i]
		}
	}
	return nil
}

// isAlias says whether an id stands for something that the walk itself makes: the note that was published last, the order
// or request that is the newest, or any of those by its turn.
func isAlias(kind, id string) bool {
	if kind == "note" {
		return id == myReview || turnOf(reviewPrefix, id) > 0
	}
	s := standOf(kind)
	return s != nil && (id == s.last && id != "" || turnOf(s.nth, id) > 0)
}

// turnOf returns n of order-n and its like, 0 for any other id.
func turnOf(prefix, id string) int {
	digits, ok := strings.CutPrefix(id, prefix)
	n, good := parseCount(digits)
	if !ok || !good || n > mostPieces {
		return 0
	}
	return int(n)
}

// isMade says whether an id has the form of those that a walk makes: a letter and digits.
func isMade(id, letter string) bool {
	digits, ok := strings.CutPrefix(id, letter)
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// heldIn lists the ids of a kind that a state holds, in their turn.
func heldIn(s *flow.State, kind string) []string {
	var ids []string
	switch kind {
	case "order":
		for i := range s.Orders {
			ids = append(ids, string(s.Orders[i].ID))
		}
	case "request":
		for i := range s.Requests {
			ids = append(ids, string(s.Requests[i].ID))
		}
	case "address":
		for i := range s.Book {
			ids = append(ids, s.Book[i].ID)
		}
	case "identity":
		for i := range s.Identities {
			ids = append(ids, s.Identities[i].ID)
		}
	case "coupon":
		for i := range s.Coupons {
			ids = append(ids, s.Coupons[i].ID)
		}
	}
	return ids
}

// standsFor returns the id of the kind that another id stands for; false where it stands for nothing yet. An id that is
// there stands for itself.
func standsFor(s *flow.State, kind, id string) (string, bool) {
	of, held := standOf(kind), heldIn(s, kind)
	if of == nil || slices.Contains(held, id) {
		return id, true
	}
	turn := turnOf(of.nth, id)
	if id == of.last {
		turn = len(held)
	}
	if turn < 1 || turn > len(held) {
		return id, false
	}
	return held[turn-1], true
}

// resolve returns the id that an alias stands for now; any other id stands for itself.
func resolve(s *flow.State, a flow.Action) (string, bool) {
	switch kind := kindOf(a); {
	case !isAlias(kind, a.ID):
		return a.ID, true
	case kind != "note":
		return standsFor(s, kind, a.ID)
	case a.ID == myReview:
		return string(lastNote(s)), len(s.Notes) > 0
	default:
		n := turnOf(reviewPrefix, a.ID)
		if n > len(s.Notes) {
			return "", false
		}
		return string(s.Notes[n-1]), true
	}
}

// named puts the names that stand for what a walk makes in place of its ids: the next walk makes others.
func named(a flow.Action, s *flow.State) flow.Action {
	kind := kindOf(a)
	if kind == "note" {
		i := slices.Index(s.Notes, shop.NoteID(a.ID))
		switch {
		case i >= 0 && i == len(s.Notes)-1:
			a.ID = myReview
		case i >= 0 && i < mostPieces:
			a.ID = reviewPrefix + itoa(i+1)
		}
		return a
	}
	of := standOf(kind)
	if of == nil || !isMade(a.ID, of.letter) {
		return a
	}
	if i := slices.Index(heldIn(s, kind), a.ID); i >= 0 && i < mostPieces {
		a.ID = of.nth + itoa(i+1)
	}
	return a
}
