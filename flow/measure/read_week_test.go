package measure

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// A session that goes on over Sunday's midnight in China counts where it began; what happens counts when it does.
func TestASessionOverTheEndOfAWeek(t *testing.T) {
	k := new(tape)
	k.at = WeekOf(from).Start().Add(7*24*time.Hour - 5*time.Second) // the second record is the last one of the week
	k.begin(flow.State{}).note("n1").product("prod").wait(time.Minute)
	k.note("n1").product("prod").checkout(3, "prod-1").place(order("P1", "prod-1")).paid("P1", 5000)
	r := k.report(Query{})
	if len(r.Weeks) != 2 || r.Sessions != 1 {
		t.Fatalf("%d weeks, %d sessions", len(r.Weeks), r.Sessions)
	}
	for i, want := range []WeekRow{{Visitors: 1}, {Visitors: 1, Buyers: 1, Orders: 1, GMV: 5000}} {
		got := r.Weeks[i]
		if got.Visitors != want.Visitors || got.Buyers != want.Buyers || got.Orders != want.Orders || got.GMV != want.GMV {
			t.Errorf("week %d: %+v", i, got)
		}
	}
	book, _ := k.visits()
	key := GroupKey("native", "person")
	if a, b := book[Cell{WeekOf(from), DimAll, key}], book[Cell{WeekOf(from) + 1, DimAll, key}]; a.N[Sessions] != 1 || b.N[Sessions] != 0 ||
		a.N[OutBought] != 1 || a.N[Visitors] != 1 || b.N[Visitors] != 0 || b.N[Views] != 1 {
		t.Errorf("first week %v\nsecond %v", a.N, b.N)
	}
}

// What is bought in another shop is not seen by this one: the session leaked, and nothing was sold.
func TestWhatIsBoughtOutsideIsNoSale(t *testing.T) {
	k := new(tape).begin(flow.State{}).note("n1").to(flow.TapTag, "prod", 2, flow.External, flow.OutsideSwitch)
	if _, visits := k.visits(); visits[0].Outcome() != Unseen {
		t.Errorf("before it left: %s", visits[0].Outcome())
	}
	k.to(flow.Continue, "", 2, flow.External, flow.OutsideProduct).put(flow.Event{Kind: flow.LeftApp, Reason: flow.ReasonFlow}).
		put(flow.Event{Kind: flow.AmountSeen, Seen: []flow.Seen{{Line: shop.LineShipping, Amount: 1000, Place: flow.External}}}).
		put(flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.EnterPassword}, Fresh: true}).put(flow.Event{Kind: flow.BoughtOutside, Amount: 6000, Reason: "prod"})
	r := k.report(Query{})
	if r.Leaked != 1 || r.Bought != 0 || r.Money.GMV != 0 || r.Money.Buyers != 0 || r.Late.N != 0 {
		t.Errorf("%d leaked, %d bought, %+v", r.Leaked, r.Bought, r.Money)
	}
	if got := counts(r.metric(t, RateTagProduct)); got != [2]int64{0, 1} {
		t.Errorf("tag to product page: %v", got)
	}
}

func TestVideosAndCardsLeadToProducts(t *testing.T) {
	k := new(tape).begin(flow.State{}).to(flow.OpenNote, "v1", 1, flow.Video, "v1").
		put(flow.Event{Kind: flow.Happened, Action: flow.Action{Verb: flow.ShowTag, ID: "prod"}}).to(flow.TapCard, "prod", 2, flow.Product, "prod")
	r := k.report(Query{})
	if row := r.Sources[0]; row.ID != "v1" || row.Reads != 1 || row.Tags != 1 || row.Views != 1 || row.Tagged != (Rate{1, 1}) {
		t.Errorf("got %+v", row)
	}
	for i, want := range []int64{1, 1, 1, 0} {
		if r.Funnel[i].Units != want {
			t.Errorf("%s: %d, want %d", r.Funnel[i].Stage, r.Funnel[i].Units, want)
		}
	}
}
