package storetest

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// Contract is what every journal keeps. `open` returns a new, empty one for a test.
func Contract(t *testing.T, open func(testing.TB) session.Journal) {
	tests := []struct {
		name string
		test func(*testing.T, session.Journal)
	}{
		{"a shopper has one journey, numbered from 1", streams},
		{"what was appended is loaded, from the last session on", loads},
		{"another length is stale, and nothing is added", stale},
		{"a tap that is sent twice is there once", twice},
		{"a shelf that others changed is taken, and nothing is added", taken},
		{"of two sessions one gets the last piece", lastPiece},
		{"all shoppers see shelves, notes, reviews and what was done to notes", sharing},
		{"what was handed out stays as it was", handedOut},
		{"an unknown journey is an error", unknown},
		{"a walk of the loop is there again", loop},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { test.test(t, open(t)) })
	}
}

var background = context.Background()

func stream(t *testing.T, j session.Journal, shopper string) uint32 {
	t.Helper()
	n, err := j.Stream(background, shopper)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func load(t *testing.T, j session.Journal, stream uint32) []flow.Record {
	t.Helper()
	records, err := j.Load(background, stream)
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func shared(t *testing.T, j session.Journal) flow.Shared {
	t.Helper()
	s, err := j.Shared(background)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func add(t *testing.T, j session.Journal, stream uint32, after uint64, events ...flow.Event) {
	t.Helper()
	seen := shared(t, j)
	if err := j.Append(background, stream, after, Records(stream, after, Start, events...), &seen); err != nil {
		t.Fatal(err)
	}
}

func tap(id string) flow.Event {
	return flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.OpenNote, ID: id}}
}

func begin(stream uint32) flow.Event {
	state := flow.State{Stream: stream, Trail: []flow.Spot{{Place: flow.Feed}}}
	return flow.Event{Kind: flow.Begun, Begin: &flow.Begin{Session: "s", Flow: "native", Shopper: "lan", Source: "person", State: state}}
}

func order(id flow.OrderID, sku shop.SKU, quantity int32) flow.Event {
	quote := shop.OrderQuote{
		Shop: "okkari", Trade: shop.Domestic, Payable: 12800 * shop.Fen(quantity),
		Items: []shop.Item{{SKU: sku, Product: "tint", Quantity: quantity, Price: 12800, Unit: 12800}},
	}
	return flow.Event{Kind: flow.OrderPlaced, Order: &flow.Order{ID: id, Status: flow.AwaitingPayment, Quote: quote, Placed: Start}}
}

func streams(t *testing.T, j session.Journal) {
	if a, b, again := stream(t, j, "lan"), stream(t, j, "mei"), stream(t, j, "lan"); a != 1 || b != 2 || again != 1 {
		t.Fatalf("got streams %d, %d and %d, want 1, 2 and 1", a, b, again)
	}
	if got := load(t, j, 1); len(got) != 0 {
		t.Fatalf("a new journey has %d records", len(got))
	}
}

func loads(t *testing.T, j session.Journal) {
	n := stream(t, j, "lan")
	want := Records(n, 0, Start, begin(n), tap("a"), tap("b"))
	if err := j.Append(background, n, 0, want[:1], &flow.Shared{}); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(background, n, 1, want[1:], &flow.Shared{}); err != nil {
		t.Fatal(err)
	}
	if got := load(t, j, n); !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v\nwant %+v", got, want)
	}
	add(t, j, n, 3, begin(n))
	add(t, j, n, 4, tap("c"))
	got := load(t, j, n)
	if len(got) != 2 || got[0].Seq != 4 || got[0].Event.Kind != flow.Begun || got[1].Event.Action.ID != "c" {
		t.Fatalf("got %+v, want the second session alone", got)
	}
}

// Of the store's invariants: S1, S5.
func stale(t *testing.T, j session.Journal) {
	n := stream(t, j, "lan")
	add(t, j, n, 0, tap("a"))
	for _, expected := range []uint64{0, 2, 99} {
		err := j.Append(background, n, expected, Records(n, expected, Start, tap("b")), &flow.Shared{})
		if !errors.Is(err, flow.ErrStale) {
			t.Errorf("expecting %d of 1 records: got %v, want %v", expected, err, flow.ErrStale)
		}
	}
	if got := load(t, j, n); len(got) != 1 {
		t.Fatalf("%d records, want 1", len(got))
	}
}

func twice(t *testing.T, j session.Journal) {
	n := stream(t, j, "lan")
	records := Records(n, 0, Start, tap("a"), order("P1", Tint, 1))
	if err := j.Append(background, n, 0, records, &flow.Shared{}); err != nil {
		t.Fatal(err)
	}
	seen := shared(t, j)
	if err := j.Append(background, n, 0, records, &seen); !errors.Is(err, flow.ErrStale) {
		t.Fatalf("got %v, want %v", err, flow.ErrStale)
	}
	after := shared(t, j)
	if got := after.On(Tint).Held; len(load(t, j, n)) != 2 || got != 1 {
		t.Fatalf("%d pieces held, want 1", got)
	}
}

// Of the store's invariants: S3, S5.
func taken(t *testing.T, j session.Journal) {
	a, b := stream(t, j, "lan"), stream(t, j, "mei")
	before := shared(t, j)
	add(t, j, a, 0, order("P1", Tint, 1))
	err := j.Append(background, b, 0, Records(b, 0, Start, tap("x"), order("P2", Tint, 1)), &before)
	if got := (flow.ErrTaken{}); !errors.As(err, &got) || got.SKU != Tint {
		t.Fatalf("got %v, want ErrTaken of %s", err, Tint)
	}
	if got := load(t, j, b); len(got) != 0 {
		t.Fatalf("%d records, want none", len(got))
	}
	if err := j.Append(background, b, 0, Records(b, 0, Start, order("P2", Scarf, 1)), &before); err != nil {
		t.Fatalf("another shelf is not taken: %v", err)
	}
	pieces := []shop.Pieces{{SKU: Tint, Quantity: 1}}
	add(t, j, a, 1, flow.Event{Kind: flow.OrderCancelled, OrderID: "P1", Pieces: pieces, Reason: "unpaid"})
	if got := shared(t, j); got.On(Tint).Taken() != 0 || got.On(Scarf).Held != 1 {
		t.Fatalf("got %+v", got.Shelf)
	}
}

// Of the store's invariants: S5.
func lastPiece(t *testing.T, j session.Journal) {
	const rivals = 8
	won, lost := make(chan uint32, rivals), make(chan error, rivals)
	before := shared(t, j)
	var group sync.WaitGroup
	for i := range rivals {
		n := stream(t, j, string(rune('a'+i)))
		group.Go(func() {
			err := j.Append(background, n, 0, Records(n, 0, Start, tap("x"), order("P1", Scarf, 1)), &before)
			if err == nil {
				won <- n
				return
			}
			lost <- err
		})
	}
	group.Wait()
	close(lost)
	if len(won) != 1 {
		t.Fatalf("%d sessions got the last piece, want 1", len(won))
	}
	for err := range lost {
		if got := (flow.ErrTaken{}); !errors.As(err, &got) {
			t.Errorf("got %v, want ErrTaken", err)
		}
	}
	if got := shared(t, j); got.On(Scarf).Held != 1 {
		t.Fatalf("%d pieces held, want 1", got.On(Scarf).Held)
	}
}

// Of the store's invariants: S4.
func sharing(t *testing.T, j session.Journal) {
	a, b := stream(t, j, "lan"), stream(t, j, "mei")
	review := func(id shop.ReviewID) flow.Event {
		return flow.Event{Kind: flow.Reviewed, Review: &shop.Review{ID: id, SKU: Tint, Stars: 5, Tags: []string{"smooth"}, At: Start}}
	}
	note := func(id shop.NoteID) flow.Event {
		return flow.Event{Kind: flow.Noted, Note: &shop.Note{ID: id, Title: words("好", "Good"), Tags: []shop.ProductID{"tint"}}}
	}
	gone := flow.Event{Kind: flow.StockGone, Pieces: []shop.Pieces{{SKU: Scarf, Quantity: 1}, {SKU: Tint, Quantity: 3}}}
	add(t, j, b, 0, review("V1"), note("N1"))
	add(t, j, a, 0, gone, review("V2"), note("N2"))
	add(t, j, b, 2, note("N3"))
	post := func(add flow.Post) flow.Event {
		add.Note = "N1"
		return flow.Event{Kind: flow.PostSet, Beside: &flow.Beside{Post: &flow.Mark{Note: "N1"}, Tally: &add}}
	}
	comment := shop.Comment{Who: words("兰", "Lan"), Text: words("求链接", "Link?")}
	add(t, j, b, 3, post(flow.Post{Likes: 1, Saves: 1}))
	add(t, j, a, 3, post(flow.Post{Likes: 1, Comments: []shop.Comment{comment}}), post(flow.Post{Likes: -1, Shares: 1}))
	followed := review("V1")
	followed.Review.Follow = words("还是喜欢", "Still in love")
	add(t, j, b, 4, flow.Event{Kind: flow.FollowedUp, Review: followed.Review})
	got := shared(t, j)
	want := flow.Shared{
		Shelf:   []flow.Shelf{{SKU: Scarf, Gone: 1}, {SKU: Tint, Gone: 3}},
		Reviews: []shop.Review{*followed.Review, *review("V2").Review},
		Posts:   []flow.Post{{Note: "N1", Likes: 1, Saves: 1, Shares: 1, Comments: []shop.Comment{comment}}},
		Notes:   []shop.Note{*note("N1").Note, *note("N2").Note, *note("N3").Note},
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v\nwant %+v", got, want)
	}
}

// Of the store's invariants: S6.
func handedOut(t *testing.T, j session.Journal) {
	n := stream(t, j, "lan")
	add(t, j, n, 0, begin(n), order("P1", Tint, 1))
	before, records := shared(t, j), load(t, j, n)
	add(t, j, n, 2, order("P2", Tint, 5), tap("a"))
	if len(records) != 2 || before.On(Tint).Held != 1 {
		t.Fatal("an append changed what was read before it")
	}
	records[1].Event.Kind = flow.StockGone
	if got := load(t, j, n); got[1].Event.Kind != flow.OrderPlaced {
		t.Fatal("a change of what was loaded changed the journal")
	}
}

func unknown(t *testing.T, j session.Journal) {
	if _, err := j.Load(background, 7); err == nil {
		t.Error("load: want an error")
	}
	if err := j.Append(background, 7, 0, Records(7, 0, Start, tap("a")), &flow.Shared{}); err == nil {
		t.Error("append: want an error")
	}
}

func loop(t *testing.T, j session.Journal) {
	w := Walk(t, j, "returning")
	for range 2 {
		w.Do(t, Loop()...)
	}
	again := Walk(t, j, "returning")
	if !reflect.DeepEqual(again.State, w.State) {
		t.Fatalf("got %+v\nwant %+v", again.State, w.State)
	}
	got := shared(t, j)
	if got.On(Tint).Sold != 2 || got.On(Tint).Held != 0 || len(got.Notes) != 2 || len(got.Reviews) != 2 {
		t.Fatalf("got %+v, want two pieces sold, two notes and two reviews", got)
	}
}
