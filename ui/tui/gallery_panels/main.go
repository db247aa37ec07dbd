package main

import (
	"context"
	"fmt"
	"time"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/session"
)

func main() {
	set, _ := fixtures.BuiltIn()
	w := flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("new")}
	s, err := session.Open(context.Background(), session.Config{World: w, Journal: &session.Memory{}, Journey: "x", ID: "7f3a", Start: set.Catalogue.Today})
	if err != nil {
		panic(err)
	}
	var walks flow.Walks
	goals := []flow.Place{flow.Note, flow.Product, flow.Cart, flow.Checkout, flow.Confirmation, flow.Review}
	var k2 flow.Walks
	for _, g := range goals {
		sh := s.Shown()
		path, taps, ok := k2.Reach(sh.World, sh.Now, sh.State, flow.GoalAt(sh.State, g, ""), flow.ScopeOf(sh.World, sh.State, flow.Scope{}))
		fmt.Println(g, taps, ok)
		for _, a := range path {
			if a.Happening() {
				s.Happen(context.Background(), a)
			} else {
				s.Tap(context.Background(), a, 1)
			}
			sh = s.Shown()
			t0 := time.Now()
			l := sh.Meter.Least(&walks, sh.World, sh.Records, sh.State)
			d := time.Since(t0)
			t0 = time.Now()
			sh.Meter.Least(&walks, sh.World, sh.Records, sh.State)
			fmt.Println("  ", a.String(), "taps", sh.Meter.Taps, l, d, time.Since(t0), sh.Refused.Code)
		}
	}
}
