package session_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
)

// Eight shoppers want the last three pieces at once: at most three get one, the others are told why not.
func TestTheLastPiecesGoToAsManyShoppers(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	const shoppers = 8
	var (
		journal session.Memory
		walks   flow.Walks
		ready   sync.WaitGroup
		done    sync.WaitGroup
		codes   [shoppers]flow.Code
	)
	ready.Add(shoppers)
	for i := range shoppers {
		done.Go(func() {
			ctx := context.Background()
			s, err := session.Open(ctx, session.Config{
				World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
				Journal: &journal, Journey: strconv.Itoa(i), Start: set.Catalogue.Today,
			})
			if err != nil {
				ready.Done()
				t.Error(err)
				return
			}
			berry := flow.Action{Verb: flow.Choose, ID: "shade", Value: "berry-05"}
			for _, a := range append(toTint[:2:2], do(flow.BuyNow), berry, do(flow.Confirm)) {
				if _, err := s.Tap(ctx, a, 0); err != nil {
					t.Error(err)
				}
			}
			ready.Done()
			ready.Wait()
			shown, err := s.Tap(ctx, do(flow.PlaceOrder), 0)
			if err != nil {
				t.Error(err)
			}
			codes[i] = shown.Refused.Code
			shown.Meter.Least(&walks, shown.World, shown.Records, shown.State)
		})
	}
	done.Wait()
	counts := map[flow.Code]int{}
	for _, code := range codes {
		counts[code]++
	}
	shared, err := journal.Shared(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if won := counts[""]; won == 0 || won > 3 || counts[""]+counts[flow.SoldOut]+counts[flow.Busy] != shoppers {
		t.Errorf("got %v", counts)
	} else if held := shared.On("lip-tint-05").Held; int(held) != won {
		t.Errorf("%d held for %d orders", held, won)
	}
}
