package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// asking is what a request for after-sale is to say. It is written tap by tap: what the form has already is left alone.
type asking struct {
	order  string // its id or a name that stands for it, "" for the order in view, else the newest
	kind   flow.RequestType
	lines  []shop.Pieces
	told   bool // the lines are
	reason string
	target shop.SKU
}

func (p *parser) request(l *line, n *strict.Node) *asking {
	var own strict.Problems
	r := own.Read(n)
	q := &asking{order: p.refers(l, r, "order", "order"), kind: flow.RequestType(p.refers(l, r, "type", "type"))}
	q.reason, q.target = p.refers(l, r, "reason", "reason"), shop.SKU(p.refers(l, r, "for", "sku"))
	q.told = r.Has("lines")
	for _, pair := range r.Pairs("lines") {
		id, ok := p.id(pair.Key)
		if ok {
			l.refer("sku", id, pair.Key)
		}
		pieces, err := pair.Value.Int(1, mostPieces)
		own.Add(pair.Value.Pos(), err)
		q.lines = append(q.lines, shop.Pieces{SKU: shop.SKU(id), Quantity: int32(pieces)})
	}
	r.Done()
	p.add(n.Pos(), own.Err())
	return q
}

// refers reads an id under a key that may be missing, and notes that it is to be looked up.
func (p *parser) refers(l *line, r *strict.Reader, key, kind string) string {
	n := r.OptNode(key)
	if n == nil {
		return ""
	}
	id, ok := p.id(n)
	if ok {
		l.refer(kind, id, n)
	}
	return id
}

// ask writes a request and hands it in.
func (p *player) ask(q *asking) error {
	for range mostWaits {
		a := q.next(p.scene.shown.State)
		if err := p.do(a); err != nil || p.scene.refused.Refused() || a.Verb == flow.SubmitRequest {
			return err
		}
	}
	return nil
}

// next is the tap that brings the form nearer to what it is to say; the last one hands it in.
func (q *asking) next(s *flow.State) flow.Action {
	id := q.orderIn(s)
	form := s.RequestForm
	if spot := s.Spot(); spot.Place != flow.AfterSale || spot.Subject != id || form == nil || form.Type == "" {
		return flow.Action{Verb: flow.AskAfterSale, ID: id}
	}
	if q.kind != "" && form.Type != q.kind {
		return flow.Action{Verb: flow.ChooseType, ID: string(q.kind)}
	}
	if q.told {
		if a := choosing(form.Pieces, q.lines); a.Verb != flow.None {
			return a
		}
	}
	if q.reason != "" && form.Reason != q.reason {
		return flow.Action{Verb: flow.ChooseReason, ID: q.reason}
	}
	if q.target != "" && form.For != q.target {
		return flow.Action{Verb: flow.ExchangeFor, ID: string(q.target)}
	}
	return flow.Action{Verb: flow.SubmitRequest}
}

func (q *asking) orderIn(s *flow.State) string {
	switch {
	case q.order != "":
		id, _ := standsFor(s, "order", q.order)
		return id
	case s.Place() == flow.AfterSale:
		return s.Spot().Subject
	}
	id, _ := standsFor(s, "order", lastOrder)
	return id
}

// choosing is the tap that brings the chosen lines nearer to those that are wanted; none where they are chosen.
func choosing(have, want []shop.Pieces) flow.Action {
	count := func(all []shop.Pieces, sku shop.SKU) int32 {
		for _, piece := range all {
			if piece.SKU == sku {
				return piece.Quantity
			}
		}
		return 0
	}
	for _, piece := range want {
		if count(have, piece.SKU) == 0 {
			return flow.Action{Verb: flow.ChooseLine, ID: string(piece.SKU)}
		}
	}
	for _, piece := range have {
		switch n := count(want, piece.SKU); {
		case n == 0:
			return flow.Action{Verb: flow.ChooseLine, ID: string(piece.SKU)}
		case piece.Quantity > n:
			return flow.Action{Verb: flow.Decrease, ID: string(piece.SKU)}
		case piece.Quantity < n:
			return flow.Action{Verb: flow.Increase, ID: string(piece.SKU)}
		}
	}
	return flow.Action{}
}

// print writes the request as the argument of its line.
func (q *asking) print() string {
	var r row
	r.id("order", q.order)
	r.id("type", string(q.kind))
	r.add("lines", strings.ReplaceAll(strings.ReplaceAll(piecesOf(q.lines), "{ ", "{"), " }", "}"))
	r.id("reason", q.reason)
	r.id("for", string(q.target))
	return "{" + strings.Join(r, ", ") + "}"
}

// requestVerbs are the taps of asking for after-sale.
var requestVerbs = []string{
	flow.AskAfterSale.String(), flow.ChooseType.String(), flow.ChooseLine.String(), flow.Increase.String(), flow.Decrease.String(),
	flow.ChooseReason.String(), flow.ExchangeFor.String(), flow.SubmitRequest.String(),
}

// foldRequest folds the taps of a request where they are those, and in the order, that the line takes.
func (p *printer) foldRequest(i int) (string, int) {
	n, submitted := p.run(i, mostFold, func(it *item) bool { return contains(requestVerbs, it.action.Verb.String()) }), 0
	for k := 0; k < n && submitted == 0; k++ {
		if p.items[i+k].action.Verb == flow.SubmitRequest {
			submitted = k + 1
		}
	}
	if submitted < 2 {
		return "", 0
	}
	last := &p.items[i+submitted-1].before
	form := last.RequestForm
	if form == nil {
		return "", 0
	}
	q := asking{order: string(form.Order), kind: form.Type, lines: form.Pieces, told: true, reason: form.Reason, target: form.For}
	for k := range submitted {
		if it := &p.items[i+k]; q.next(&it.before) != it.action {
			return "", 0
		}
	}
	q.order = named(flow.Action{Verb: flow.AskAfterSale, ID: q.order}, last).ID
	return lineRequest + ": " + q.print(), submitted
}
