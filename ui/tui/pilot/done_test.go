package pilot

import (
	"context"
	"strings"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui"
)

// A tap that was another one than it should be is an error that names both.
func TestWhatWasDoneIsComparedWithWhatWasAsked(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
		Journal: &session.Memory{}, Journey: "j", ID: "test", Source: "story", Start: set.Catalogue.Today,
	})
	if err != nil {
		t.Fatal(err)
	}
	p := New(context.Background(), tui.Config{Session: s}, 60, 30)
	before := s.Shown().State.Seq
	want := flow.Action{Verb: flow.OpenOrders}
	if _, err := p.done(want, before); err == nil || err.Error() != "tap open-orders: the screen did nothing" {
		t.Errorf("got %v", err)
	}
	p.Make(Move{Key: "enter"})
	if _, err := p.done(want, before); err == nil || !strings.HasPrefix(err.Error(), "tap open-orders: the screen did open-note: ") {
		t.Errorf("got %v", err)
	}
}
