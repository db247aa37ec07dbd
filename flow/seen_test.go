package flow_test

import (
	"fmt"
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// pageWasSeen holds what a product page or sheet shows of its piece against what is remembered, where the knob has it there.
func (k *stroll) pageWasSeen(v flow.Verb) error {
	var piece shop.Pieces
	p := k.w.Catalogue.Product(shop.ProductID(k.s.Spot().Subject))
	switch at := k.s.Place(); {
	case k.w.Flow.Fees != flow.Product || p == nil || v >= flow.Like || v.Spec().World:
		return nil
	case at == flow.Product:
		now := k.w
		now.Now = k.now
		piece = shop.Pieces{SKU: now.Speaks(&k.s, p).SKU, Quantity: 1}
	case at == flow.SKU && len(k.s.Sheet.Values) == len(p.Axes) && p.Pick(k.s.Sheet.Values) != nil:
		piece = shop.Pieces{SKU: p.Pick(k.s.Sheet.Values).SKU, Quantity: k.s.Sheet.Quantity}
	default:
		return nil
	}
	q := shop.NewQuote(&shop.Ask{
		Catalogue: k.w.Catalogue, Pieces: []shop.Pieces{piece}, At: k.now, Pick: shop.PickNone, Balance: true, Taken: k.w.Taken,
	})
	for i := range q.Orders {
		if err := linesWereSeen(&k.s, &q.Orders[i]); err != nil {
			return fmt.Errorf("%v shows %+v: %w", k.s.Spot(), piece, err)
		}
	}
	return nil
}

// everyLineWasSeen holds what was placed just now against what the shopper knows: no fee, tax or discount comes unseen.
func everyLineWasSeen(s *flow.State) error {
	for _, id := range s.Payment.Orders {
		if err := linesWereSeen(s, &s.Order(id).Quote); err != nil {
			return err
		}
	}
	return nil
}

func linesWereSeen(s *flow.State, o *shop.OrderQuote) error {
	for _, line := range o.Lines {
		switch line.Name {
		case shop.LineItems, shop.LineInsurance, shop.LineBalance, shop.LineDeposit:
			continue
		}
		if !slices.ContainsFunc(s.Seen, func(seen flow.Seen) bool {
			return seen.Line == line.Name && seen.Shop == o.Shop && (line.Amount < 0 || seen.Amount >= line.Amount)
		}) {
			return fmt.Errorf("%s of %s was never seen: %+v", line.Name, line.Amount, s.Seen)
		}
	}
	return nil
}
