package store

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// projections compares every bucket that was folded with the replay, and what is kept in memory with the buckets.
func (c *check) projections(tx *bolt.Tx, kept *flow.Shared, schema uint32) {
	shared, err := readShared(tx)
	if err != nil {
		c.report.find("shared state: unreadable: %v", err)
	} else {
		c.shelves("replayed", &shared)
		c.lists("note", "replayed", c.notes, encodeAll(shared.Notes))
		c.lists("review", "replayed", c.reviews, encodeAll(shared.Reviews))
		c.postRows("replayed", shared.Posts)
	}
	if kept != nil {
		c.shelf = map[shop.SKU]flow.Shelf{}
		for _, s := range kept.Shelf {
			c.shelf[s.SKU] = s
		}
		c.shelves("in memory", &shared)
		c.lists("note", "in memory", encodeAll(kept.Notes), encodeAll(shared.Notes))
		c.lists("review", "in memory", encodeAll(kept.Reviews), encodeAll(shared.Reviews))
		c.posts = map[shop.NoteID]flow.Post{}
		for _, post := range kept.Posts {
			c.posts[post.Note] = post
		}
		c.postRows("in memory", shared.Posts)
	}
	c.orderRows(tx)
	if schema >= sessionSchema {
		c.sessionRows(tx)
	}
	if all, err := readTotals(tx); err != nil {
		c.report.find("%v", err)
	} else if all != c.sums {
		c.report.find("totals: %+v kept, %+v replayed", all, c.sums)
	}
}

func (c *check) shelves(how string, shared *flow.Shared) {
	skus := slices.Collect(maps.Keys(c.shelf))
	for _, s := range shared.Shelf {
		if _, ok := c.shelf[s.SKU]; !ok {
			skus = append(skus, s.SKU)
		}
	}
	slices.Sort(skus)
	for _, sku := range skus {
		want, got := c.shelf[sku], shared.On(sku)
		want.SKU = sku
		if want != got {
			c.report.find("shelf of %s: %+v kept, %+v %s", sku, got, want, how)
		}
		if want.Held < 0 || want.Sold < 0 || want.Gone < 0 {
			c.report.find("shelf of %s: less than nothing: %+v", sku, want)
		}
	}
}

// lists compares without regard to order: that between journeys is not in the journal.
func (c *check) lists(what, how string, want, got [][]byte) {
	slices.SortFunc(want, bytes.Compare)
	slices.SortFunc(got, bytes.Compare)
	if !slices.EqualFunc(want, got, bytes.Equal) {
		c.report.find("%ss: %d kept, %d %s, or one differs", what, len(got), len(want), how)
	}
}

func (c *check) orderRows(tx *bolt.Tx) {
	err := tx.Bucket(bucketOrders).ForEach(func(key, sealed []byte) error {
		got, err := openOrder(key, sealed)
		if err != nil {
			c.report.find("order %x: unreadable: %v", key, err)
			return nil
		}
		want, ok := c.orders[string(key)]
		switch {
		case !ok:
			c.report.find("order %s of journey %d: no record placed it", got.ID, got.Stream)
		case got != want:
			c.report.find("order %s of journey %d: %+v kept, %+v replayed", got.ID, got.Stream, got, want)
		}
		delete(c.orders, string(key))
		return nil
	})
	if err != nil {
		c.report.find("orders: %v", err)
	}
	for _, key := range slices.Sorted(maps.Keys(c.orders)) {
		o := c.orders[key]
		c.report.find("order %s of journey %d: placed, but not among the orders", o.ID, o.Stream)
	}
}

// postRows compares counts, and comments without regard to order.
func (c *check) postRows(how string, kept []flow.Post) {
	wanted := maps.Clone(c.posts)
	for _, got := range kept {
		want := wanted[got.Note]
		want.Note = got.Note
		delete(wanted, got.Note)
		if !bytes.Equal(counted(want), counted(got)) {
			c.report.find("post of note %s: %+v kept, %+v %s", got.Note, got, want, how)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(wanted)) {
		c.report.find("post of note %s: nothing kept, %+v %s", id, wanted[id], how)
	}
}

// counted returns a post with its comments in an order that does not depend on who came first.
func counted(p flow.Post) []byte {
	p.Comments = slices.Clone(p.Comments)
	slices.SortFunc(p.Comments, func(a, b shop.Comment) int {
		return cmp.Or(cmp.Compare(a.Who.ZH.String(), b.Who.ZH.String()), cmp.Compare(a.Text.ZH.String(), b.Text.ZH.String()),
			cmp.Compare(a.Text.EN.String(), b.Text.EN.String()), cmp.Compare(a.Likes, b.Likes))
	})
	return encodeAll([]flow.Post{p})[0]
}

// sessionRows compares without regard to the numbers, but for their order within a journey: that between journeys is not
// in the journal.
func (c *check) sessionRows(tx *bolt.Tx) {
	at, last := 0, Session{}
	numbers := map[uint64]bool{}
	err := tx.Bucket(bucketSessions).ForEach(func(key, sealed []byte) error {
		got, err := openSession(key, sealed)
		if err != nil {
			c.report.find("session %x: unreadable: %v", key, err)
			return nil
		}
		for at < len(c.opened) && c.opened[at].before(&got) {
			c.report.find("session %s of journey %d: begun, but not among the sessions", c.opened[at].ID, c.opened[at].Stream)
			at++
		}
		if numbers[got.number] || last.Stream == got.Stream && got.number <= last.number {
			c.report.find("session %s of journey %d: its number %d is not the next", got.ID, got.Stream, got.number)
		}
		numbers[got.number], last = true, got
		got.number = 0
		if at == len(c.opened) || got.before(&c.opened[at]) {
			c.report.find("session %s of journey %d: no record began it", got.ID, got.Stream)
			return nil
		}
		if got != c.opened[at] {
			c.report.find("session %s of journey %d: %+v kept, %+v replayed", got.ID, got.Stream, got, c.opened[at])
		}
		at++
		return nil
	})
	if err != nil {
		c.report.find("sessions: %v", err)
	}
	for _, s := range c.opened[at:] {
		c.report.find("session %s of journey %d: begun, but not among the sessions", s.ID, s.Stream)
	}
}

func (s *Session) before(t *Session) bool {
	return s.Stream < t.Stream || s.Stream == t.Stream && s.Seq < t.Seq
}
