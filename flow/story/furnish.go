package story

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/strict"
)

// ErrFurnished says that what a story is given is part of a store, which is not to be made up in one that lasts.
var ErrFurnished = errors.New("orders, stock and notes that a story is given are of a store of their own; play it in memory")

// Furnished says whether the case is given what is part of a store.
func (c *Case) Furnished() bool {
	given := c.given()
	if given == nil {
		return false
	}
	for _, key := range []string{"orders", "stock", "notes"} {
		if _, ok := given.Get(key); ok {
			return true
		}
	}
	return false
}

// furnish makes the session begin with what it is given. In a store of its own the shelves and the feed are made to fit.
func furnish(ctx context.Context, c *session.Config, n *strict.Node, own bool) error {
	begin, err := give(n, &c.World, c.Start)
	if err != nil {
		return err
	}
	c.Given = &begin.state
	events := begin.taken(c.World.Catalogue)
	if len(events) > 0 {
		if !own {
			return ErrFurnished
		}
		if err := stockUp(ctx, c, events); err != nil {
			return err
		}
	}
	return apart(ctx, c, &begin.state)
}

// stockUp writes the facts that leave a store as it is given, as a journey of nobody's.
func stockUp(ctx context.Context, c *session.Config, events []flow.Event) error {
	stream, err := c.Journal.Stream(ctx, c.Journey+"-given")
	if err != nil {
		return err
	}
	records := make([]flow.Record, len(events))
	for i := range events {
		records[i] = flow.Record{Stream: stream, Seq: uint64(i + 1), At: c.Start, Event: events[i]}
	}
	return c.Journal.Append(ctx, stream, 0, records, &flow.Shared{})
}

// apart takes a journey whose ids do not meet those that it is given: an id is a letter, the journey's number and six
// digits or more.
func apart(ctx context.Context, c *session.Config, s *flow.State) error {
	var ids []string
	for i := range s.Orders {
		ids = append(ids, string(s.Orders[i].ID))
		for _, id := range s.Orders[i].Reviews {
			ids = append(ids, string(id))
		}
	}
	for i := range s.Book {
		ids = append(ids, s.Book[i].ID)
	}
	for i := range s.Coupons {
		ids = append(ids, s.Coupons[i].ID)
	}
	for _, id := range s.Notes {
		ids = append(ids, string(id))
	}
	key := c.Journey
	for n := 2; ; n++ {
		stream, err := c.Journal.Stream(ctx, c.Journey)
		if err != nil {
			return err
		}
		if !meets(ids, stream) {
			return nil
		}
		c.Journey = key + "-" + strconv.Itoa(n)
	}
}

func meets(ids []string, stream uint32) bool {
	prefix := strconv.FormatUint(uint64(stream), 10)
	for _, id := range ids {
		if len(id) > len(prefix)+6 && strings.HasPrefix(id[1:], prefix) {
			return true
		}
	}
	return false
}
