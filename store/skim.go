package store

import (
	"encoding/binary"
	"math"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// skimmer decodes of records what measuring reads, and passes over the rest: a third of the time goes into text that nobody
// counts. It takes what sealRecord writes; of other CBOR it refuses more than the full decoder.
type skimmer struct {
	parts
	names  map[string]string // texts that come again and again: ids
	record flow.Record
	line   flow.CartLine
}

// mostNames is how many texts are kept; long ones are not.
const (
	mostNames = 1 << 14
	longName  = 48
)

func newSkimmer() *skimmer { return &skimmer{names: map[string]string{}} }

// open skims a record. It is valid until the next call.
func (s *skimmer) open(key, sealed []byte) (*flow.Record, error) {
	if len(key) != keySize || len(sealed) > maxRecord {
		return nil, errLength
	}
	body, err := unseal(key, sealed)
	if err != nil {
		return nil, err
	}
	if len(body) < 8 {
		return nil, errLength
	}
	r := &s.record
	*r = flow.Record{Stream: binary.BigEndian.Uint32(key), Seq: binary.BigEndian.Uint64(key[4:])}
	r.At = shop.Instant(binary.BigEndian.Uint64(body))
	presses, n := binary.Uvarint(body[8:])
	if n <= 0 || presses > math.MaxUint32 {
		return nil, errLength
	}
	r.Presses = int32(uint32(presses))
	s.parts = parts{rest: body[8+n:]}
	s.event(&r.Event)
	switch {
	case s.newer:
		return nil, ErrNewer{What: "a record holds facts that it does not know"}
	case s.bad || len(s.rest) > 0:
		return nil, errChain
	}
	return r, nil
}

func (s *skimmer) event(e *flow.Event) {
	const last = 24
	for n := s.pairs(); n > 0; n-- {
		switch key := s.key(); key {
		case 1:
			e.Kind = flow.Kind(s.byte())
		case 2:
			s.action(&e.Action)
		case 3:
			s.refusal(&e.Refusal)
		case 4:
			s.move(&e.Trail)
		case 5:
			e.Fresh = s.bool()
		case 7:
			if !s.null() {
				s.line = flow.CartLine{}
				e.Line = &s.line
				s.cartLine(e.Line)
			}
		case 8:
			e.Checkout = maybe(s, s.checkout)
		case 12:
			e.Order = maybe(s, s.order)
		case 14:
			e.OrderID = flow.OrderID(s.name())
		case 15:
			e.Amount = shop.Fen(s.int())
		case 16:
			e.Reason = s.name()
		case 18:
			e.Seen = list(s, s.seen)
		case 22:
			e.Begin = maybe(s, s.begin)
		case 24:
			e.Beside = maybe(s, s.beside)
		default:
			s.newer = s.newer || !s.bad && key > last
			s.skip()
		}
	}
}

func (s *skimmer) action(a *flow.Action) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			a.Verb = flow.Verb(s.byte())
		case 2:
			a.ID = s.name()
		case 3:
			a.Value = s.name()
		case 4:
			a.N = s.int32()
		case 5:
			_ = a.Words.UnmarshalBinary(s.bytes(majorBytes)) // it takes all
		default:
			s.skip()
		}
	}
}

func (s *skimmer) refusal(r *flow.Refusal) {
	for n := s.pairs(); n > 0; n-- {
		if s.key() == 1 {
			r.Code = flow.Code(s.name())
		} else {
			s.skip()
		}
	}
}

func (s *skimmer) move(m *flow.Move) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			m.Set = s.bool()
		case 2:
			m.Keep = s.byte()
		case 3:
			s.spot(&m.Push)
		default:
			s.skip()
		}
	}
}

func (s *skimmer) spot(at *flow.Spot) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			at.Place = flow.Place(s.byte())
		case 2:
			at.Subject = s.name()
		default:
			s.skip()
		}
	}
}

func (s *skimmer) cartLine(l *flow.CartLine) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			l.SKU = shop.SKU(s.name())
		case 2:
			l.Quantity = s.int32()
		case 3:
			l.Ticked = s.bool()
		case 4:
			l.Price = shop.Fen(s.int())
		case 5:
			l.Note = shop.NoteID(s.name())
		default:
			s.skip()
		}
	}
}

func (s *skimmer) checkout(c *flow.CheckoutForm) {
	for n := s.pairs(); n > 0; n-- {
		if s.key() != 1 {
			s.skip()
			continue
		}
		c.Pieces = list(s, s.pieces)
	}
}

func (s *skimmer) pieces(p *shop.Pieces) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			p.SKU = shop.SKU(s.name())
		case 2:
			p.Quantity = s.int32()
		default:
			s.skip()
		}
	}
}

func (s *skimmer) seen(a *flow.Seen) {
	for n := s.pairs(); n > 0; n-- {
		switch s.key() {
		case 1:
			a.Line = s.name()
		case 2:
			a.Shop = shop.ShopID(s.name())
		case 3:
			a.Amount = shop.Fen(s.int())
		case 4:
			a.Place = flow.Place(s.byte())
		default:
			s.skip()
		}
	}
}
