package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/store"
	"tagtap/store/storetest"
)

// machine does the same to a store and to the journal in memory, which is the model, and compares. Its shoppers place,
// pay, cancel, write and begin again, sometimes with what they saw a while ago.
type machine struct {
	t      *testing.T
	path   string
	db     *store.DB
	model  *session.Memory
	counts map[uint32]uint64
	books  map[uint32]book
	wrote  map[uint32]map[shop.ReviewID]bool
	all    map[uint32][]flow.Record
	old    flow.Shared
	n      int
}

// book is what a journey may still do something about.
type book struct {
	open  []flow.Order   // not paid yet
	asked []flow.Request // exchanges that hold a piece
	sold  []shop.Pieces  // that may come back
}

func TestRandomOperationsAgreeWithTheModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{
			t: t, path: filepath.Join(t.TempDir(), "tagtap.db"), model: &session.Memory{},
			counts: map[uint32]uint64{}, books: map[uint32]book{}, wrote: map[uint32]map[shop.ReviewID]bool{},
			all: map[uint32][]flow.Record{},
		}
		m.reopen(rt)
		defer func() { _ = m.db.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"stream": m.stream,
			"append": m.append,
			"reopen": m.reopen,
			"look":   func(rt *rapid.T) { m.old = m.shared(rt) },
			"": func(rt *rapid.T) {
				m.agree(rt)
				m.tallies(rt)
			},
		})
		report, err := m.db.Check(ctx)
		if err != nil || !report.OK() {
			rt.Fatalf("check: %v, %v", report.Findings, err)
		}
	})
}

func (m *machine) reopen(rt *rapid.T) {
	if m.db != nil {
		if err := m.db.Close(); err != nil {
			rt.Fatal(err)
		}
	}
	var err error
	if m.db, err = store.Open(m.path, storetest.Options()); err != nil {
		rt.Fatal(err)
	}
}

func (m *machine) stream(rt *rapid.T) {
	shopper := rapid.SampledFrom([]string{"a", "b", "林", "\xff"}).Draw(rt, "shopper")
	got, err := m.db.Stream(ctx, shopper)
	want, _ := m.model.Stream(ctx, shopper)
	if err != nil || got != want {
		rt.Fatalf("stream of %q: got %d, %v; want %d", shopper, got, err, want)
	}
	if _, ok := m.counts[got]; !ok {
		m.counts[got] = 0
	}
}

func (m *machine) append(rt *rapid.T) {
	stream := uint32(rapid.IntRange(1, 5).Draw(rt, "stream"))
	expected := m.counts[stream]
	if rapid.IntRange(0, 9).Draw(rt, "stale") == 0 {
		expected += uint64(rapid.IntRange(1, 3).Draw(rt, "ahead"))
	}
	seen := m.shared(rt)
	if rapid.IntRange(0, 4).Draw(rt, "late") == 0 {
		seen = m.old
	}
	var events []flow.Event
	book := m.books[stream]
	for range rapid.IntRange(1, 4).Draw(rt, "events") {
		var e flow.Event
		e, book = m.event(rt, stream, book)
		events = append(events, e)
	}
	records := storetest.Records(stream, expected, storetest.Start+shop.Instant(m.n), events...)
	got := m.db.Append(ctx, stream, expected, records, &seen)
	want := m.model.Append(ctx, stream, expected, records, &seen)
	if outcome(got) != outcome(want) {
		rt.Fatalf("append to %d: got %v, want %v", stream, got, want)
	}
	if got == nil {
		m.all[stream] = append(m.all[stream], records...)
		m.counts[stream] += uint64(len(records))
		m.books[stream] = book
		for _, e := range events {
			if e.Kind == flow.Reviewed {
				if m.wrote[stream] == nil {
					m.wrote[stream] = map[shop.ReviewID]bool{}
				}
				m.wrote[stream][e.Review.ID] = true
			}
		}
	}
}

// outcome is what a session does next.
func outcome(err error) string {
	taken := flow.ErrTaken{}
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, flow.ErrStale):
		return "stale"
	case errors.As(err, &taken):
		return "taken " + string(taken.SKU)
	}
	return "no journey"
}

// event draws a fact, and returns what can be done after it.
func (m *machine) event(rt *rapid.T, stream uint32, b book) (flow.Event, book) {
	m.n++
	sku := rapid.SampledFrom([]shop.SKU{"a", "b", "c"}).Draw(rt, "sku")
	quantity := int32(rapid.IntRange(1, 3).Draw(rt, "quantity"))
	kind := rapid.SampledFrom([]flow.Kind{
		flow.Tapped, flow.OrderPlaced, flow.OrderPlaced, flow.OrderPaid, flow.OrderCancelled, flow.Captured, flow.Refunded,
		flow.StockGone, flow.Reviewed, flow.Noted, flow.Begun, flow.PostSet, flow.FollowedUp, flow.OrderMoved, flow.OrderClosed,
		flow.DepositPaid, flow.Requoted, flow.RequestSet, flow.RequestSet, flow.StockBack,
	}).Draw(rt, "kind")
	e := flow.Event{Kind: kind}
	switch kind {
	case flow.OrderPlaced:
		o := flow.Order{ID: flow.OrderID(fmt.Sprintf("P%d", m.n)), Status: flow.AwaitingPayment}
		o.Quote.Items = []shop.Item{{SKU: sku, Quantity: quantity}}
		if quantity == 2 { // of a limited offer, whose shelf is held as well
			o.Quote.Items[0].Offer, o.Quote.Items[0].Limited = "flash", true
		}
		o.Quote.Payable = 100 * shop.Fen(quantity)
		if quantity == 3 {
			o.Presale = &flow.PresaleTerm{Deposit: o.Quote.Payable}
		}
		e.Order = &o
		b.open = append(slices.Clip(b.open), o)
		return e, b
	case flow.OrderPaid, flow.OrderCancelled, flow.Captured, flow.Refunded, flow.OrderMoved, flow.OrderClosed, flow.DepositPaid,
		flow.Requoted:
		return settling(e, b, quantity)
	case flow.RequestSet:
		return m.exchange(e, b, sku, quantity)
	case flow.StockBack:
		if len(b.sold) == 0 {
			return flow.Event{Kind: flow.Tapped}, b
		}
		e.Pieces = b.sold[len(b.sold)-1:]
		b.sold = b.sold[: len(b.sold)-1 : len(b.sold)-1]
		return e, b
	}
	return m.remark(rt, stream, e, b, sku, quantity), b
}

// settling is a fact about the newest open order.
func settling(e flow.Event, b book, quantity int32) (flow.Event, book) {
	if len(b.open) == 0 {
		return flow.Event{Kind: flow.Tapped}, b
	}
	last := len(b.open) - 1
	o := b.open[last]
	e.OrderID, e.Pieces, e.Amount = o.ID, o.Quote.Takes(), o.Quote.Payable
	switch e.Kind {
	case flow.Captured, flow.Refunded, flow.DepositPaid:
		return e, b
	case flow.Requoted:
		o.Quote.Payable += 10 * shop.Fen(quantity)
		e.Beside = &flow.Beside{Quote: &o.Quote, Travel: int(quantity)}
		b.open = append(slices.Clone(b.open[:last]), o)
		return e, b
	case flow.OrderMoved:
		e.Beside = &flow.Beside{Progress: &flow.Progress{Status: flow.ToShip, Scan: flow.Scan{Code: flow.ScanToPack, Parcel: int(quantity)}}}
		return e, b
	case flow.OrderPaid:
		b.sold = append(slices.Clip(b.sold), e.Pieces...)
	case flow.OrderClosed:
		e.Pieces = nil // it was not paid, so nothing of it is sold
	}
	b.open = b.open[:last:last]
	return e, b
}

// exchange asks for another piece, or settles the newest exchange: the piece leaves, or is free again.
func (m *machine) exchange(e flow.Event, b book, sku shop.SKU, quantity int32) (flow.Event, book) {
	r := flow.Request{ID: flow.RequestID(fmt.Sprintf("R%d", m.n)), Type: flow.Exchange, Status: flow.ToReview, For: sku}
	r.Pieces = []shop.Pieces{{SKU: sku, Quantity: quantity}}
	if last := len(b.asked) - 1; last >= 0 && quantity > 1 {
		r = b.asked[last]
		if r.Status = flow.RequestClosed; quantity == 2 {
			r.Status = flow.ExchangeShipped
			b.sold = append(slices.Clip(b.sold), r.Pieces...)
		}
		b.asked = b.asked[:last:last]
	} else {
		b.asked = append(slices.Clip(b.asked), r)
	}
	e.Pieces, e.Beside = r.Pieces, &flow.Beside{Request: &r}
	return e, b
}

// remark is a fact that is not about an order.
func (m *machine) remark(rt *rapid.T, stream uint32, e flow.Event, b book, sku shop.SKU, quantity int32) flow.Event {
	switch e.Kind {
	case flow.StockGone:
		e.Pieces = []shop.Pieces{{SKU: sku, Quantity: quantity}}
	case flow.Reviewed:
		e.Review = &shop.Review{ID: shop.ReviewID(fmt.Sprintf("V%d", m.n)), SKU: sku, Stars: int(quantity)}
	case flow.FollowedUp: // mostly of a review that the journey has
		e.Review = &shop.Review{ID: shop.ReviewID(fmt.Sprintf("V%d", rapid.IntRange(1, m.n).Draw(rt, "review"))), SKU: sku}
		e.Review.Follow = shop.Words{ZH: text.Clean(fmt.Sprint("追评", m.n), text.Body)}
		if !m.wrote[stream][e.Review.ID] {
			return flow.Event{Kind: flow.Tapped}
		}
	case flow.PostSet:
		note := shop.NoteID(rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "note"))
		tally := &flow.Post{Note: note, Likes: quantity - 2, Shares: 1}
		e.Beside = &flow.Beside{Post: &flow.Mark{Note: note, Liked: true}, Tally: tally}
		if quantity == 3 {
			tally.Comments = []shop.Comment{{Likes: m.n}}
		}
	case flow.Noted:
		e.Note = &shop.Note{ID: shop.NoteID(fmt.Sprintf("N%d", m.n)), Likes: int(quantity)}
	case flow.Begun: // a journey that begins anew with some of its open orders, as a rewound one may
		e.Begin = &flow.Begin{Session: "s", State: flow.State{Stream: stream}}
		if len(b.open) > 0 {
			e.Begin.State.Orders = b.open
		}
	}
	return e
}

func (m *machine) shared(rt *rapid.T) flow.Shared {
	got, err := m.db.Shared(ctx)
	if err != nil {
		rt.Fatal(err)
	}
	return got
}

// agree compares all that the interface shows.
func (m *machine) agree(rt *rapid.T) {
	want, _ := m.model.Shared(ctx)
	if got := m.shared(rt); !same(got, want) {
		rt.Fatalf("shared: got %+v\nwant %+v", got, want)
	}
	for stream := range m.counts {
		got, err := m.db.Load(ctx, stream)
		want, wantErr := m.model.Load(ctx, stream)
		if (err == nil) != (wantErr == nil) || len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
			rt.Fatalf("journey %d: got %+v, %v\nwant %+v, %v", stream, got, err, want, wantErr)
		}
	}
}

// tallies compares what was kept at every append with what all records come to at once.
func (m *machine) tallies(rt *rapid.T) {
	want := newAccount()
	for stream := range m.all {
		for i := range m.all[stream] {
			_ = want.read(&m.all[stream][i])
		}
	}
	want.rest()
	if got, err := m.db.Tallies(ctx); err != nil || !reflect.DeepEqual(got, trimmed(want.book)) {
		rt.Fatalf("tallies: got %d, %v; want %d, or one differs", len(got), err, len(trimmed(want.book)))
	}
}

func same(a, b flow.Shared) bool {
	if empty(a) && empty(b) {
		return true
	}
	return reflect.DeepEqual(a, b)
}

func empty(s flow.Shared) bool { return len(s.Shelf)+len(s.Notes)+len(s.Reviews)+len(s.Posts) == 0 }
