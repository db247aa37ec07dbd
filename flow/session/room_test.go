package session_test

import (
	"context"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
)

func TestASessionPutsItsRecordsIntoTheRoomItWasGiven(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	room := make([]flow.Record, 0, 64)
	walk := func(room []flow.Record) []flow.Record {
		s, err := session.Open(context.Background(), session.Config{
			World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
			Journal: &session.Memory{}, Journey: "returning", ID: "a", Source: "sim", Start: set.Catalogue.Today, Room: room,
		})
		if err != nil {
			t.Fatal(err)
		}
		round(t, s)
		return s.Shown().Records
	}
	alone, again := walk(nil), walk(room)
	if &again[0] != &room[:1][0] {
		t.Fatal("the room was not used")
	}
	if len(again) != len(alone) {
		t.Fatalf("%d records in the room, %d without", len(again), len(alone))
	}
	for i := range alone {
		if alone[i].Event.Action != again[i].Event.Action || alone[i].Seq != again[i].Seq || alone[i].At != again[i].At {
			t.Fatalf("record %d differs", i)
		}
	}
	if third := walk(room); len(third) != len(alone) || third[0].Event.Kind != flow.Begun {
		t.Fatal("a room that was used before holds something else than the session's records")
	}
}
