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
	names  [mostNames]string // texts that came, by a hash
	record flow.Record
	kept   keptParts
}

// keptParts is the memory of what a record points to, used again for the next one. Of each only the fields are set that are
// read, and all of them every time.
type keptParts struct {
	line     flow.CartLine
	lines    []flow.CartLine
	checkout flow.CheckoutForm
	seen     []flow.Seen
	begin    flow.Begin
	order    flow.Order
	orders   []flow.Order
	items    []shop.Item
	amounts  []shop.QuoteLine
	shares   []shop.Share
	parcels  []flow.Parcel
	beside   flow.Beside
	progress flow.Progress
	parcel   flow.Parcel
	quote    shop.OrderQuote
}

// mostNames is a power of two above the number of ids that a catalogue and its sessions use at a time.
const mostNames = 1 << 11

func newSkimmer() *skimmer { return &skimmer{} }

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
	r.Stream, r.Seq = binary.BigEndian.Uint32(key), binary.BigEndian.Uint64(key[4:])
	r.At = shop.Instant(binary.BigEndian.Uint64(body))
	presses, n := binary.Uvarint(body[8:])
	if n <= 0 || presses > math.MaxUint32 {
		return nil, errLength
	}
	r.Presses = int32(uint32(presses))
	s.parts = parts{data: body[8+n:]}
	s.event(&r.Event)
	s.data = nil // it is the file's, which may go
	switch {
	case s.newer:
		return nil, ErrNewer{What: "a record holds facts that it does not know"}
	case s.bad || s.pos < len(body)-8-n:
		return nil, errChain
	}
	return r, nil
}

func (s *skimmer) event(e *flow.Event) {
	const last = 24
	emptied(e)
	k := &s.kept
	k.lines, k.seen, k.orders, k.items = k.lines[:0], k.seen[:0], k.orders[:0], k.items[:0]
	k.amounts, k.shares, k.parcels = k.amounts[:0], k.shares[:0], k.parcels[:0]
	for n := s.pairs(); n > 0; n-- {
		switch key := s.key(); key {
		case 1:
			if e.Kind = flow.Kind(s.byte()); unread(e.Kind) && !s.bad {
				kind := e.Kind
				emptied(e)
				e.Kind, s.pos = kind, len(s.data)
				return
			}
		case 2:
			s.action(&e.Action)
		case 3:
			s.refusal(&e.Refusal)
		case 4:
			s.move(&e.Trail)
		case 5:
			e.Fresh = s.bool()
		case 7:
			e.Line = maybe(s, &k.line, (*skimmer).cartLine)
		case 8:
			e.Checkout = maybe(s, &k.checkout, (*skimmer).checkout)
		case 12:
			e.Order = maybe(s, &k.order, (*skimmer).order)
		case 14:
			e.OrderID = flow.OrderID(s.name())
		case 15:
			e.Amount = shop.Fen(s.int())
		case 16:
			e.Reason = s.name()
		case 18:
			e.Seen = list(s, &k.seen, (*skimmer).seen)
		case 22:
			e.Begin = maybe(s, &k.begin, (*skimmer).begin)
		case 24:
			e.Beside = maybe(s, &k.beside, (*skimmer).beside)
		default:
			s.newer = s.newer || !s.bad && key > last
			s.skip()
		}
	}
}

// emptied takes away what was read of an event.
func emptied(e *flow.Event) {
	e.Kind, e.Action, e.Refusal.Code, e.Trail, e.Fresh = 0, flow.Action{}, "", flow.Move{}, false
	e.Line, e.Checkout, e.Order, e.OrderID, e.Amount, e.Reason, e.Seen, e.Begin, e.Beside = nil, nil, nil, "", 0, "", nil, nil, nil
}

// unread says whether nothing of an event is read but that there is one. Its kind comes first.
func unread(k flow.Kind) bool {
	switch k {
	case flow.SheetSet, flow.FormSet, flow.AddressSet, flow.PaymentSet, flow.AttemptSet, flow.DraftSet:
		return true
	}
	return false
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
	*at = flow.Spot{}
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
	*l = flow.CartLine{}
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
	c.Pieces = nil
	for n := s.pairs(); n > 0; n-- {
		if s.key() != 1 {
			s.skip()
			continue
		}
		var own []shop.Pieces // a fact keeps them longer than the record
		c.Pieces = list(s, &own, (*skimmer).pieces)
	}
}

func (s *skimmer) pieces(p *shop.Pieces) {
	*p = shop.Pieces{}
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
	*a = flow.Seen{}
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
