package flow_test

import (
	"testing"

	"tagtap/flow"
)

func TestFillingInTheForm(t *testing.T) {
	k := tints(t, afterSale(), 2).arrives().asks()
	k.try(on(flow.ChooseReason, "late")).refused(flow.NoSuch).try(act(flow.SubmitRequest)).refused(flow.ReasonNeeded)
	k.do(on(flow.Decrease, "tint-plum")).try(on(flow.Decrease, "tint-plum")).refused(flow.LastPiece)
	k.do(on(flow.Increase, "tint-plum")).try(on(flow.Increase, "tint-plum")).refused(flow.OverLimit)
	k.do(on(flow.ChooseLine, "tint-plum")).try(on(flow.Increase, "tint-plum")).refused(flow.NoSuch)
	k.do(on(flow.ChooseReason, "quality")).try(act(flow.SubmitRequest)).refused(flow.LinesNeeded)
	k.do(on(flow.ChooseLine, "tint-plum"), on(flow.ChooseType, string(flow.Exchange)))
	if f := k.s.RequestForm; f.Reason != "quality" || f.For != "" {
		t.Errorf("got %+v, want the reason kept, and nothing to exchange for yet", f)
	}
	k.try(act(flow.SubmitRequest)).refused(flow.ExchangeNeeded)
	k.do(on(flow.ExchangeFor, "tint-rose"), on(flow.ChooseType, string(flow.RefundShipped)))
	if f := k.s.RequestForm; f.For != "" || f.Reason != "quality" {
		t.Errorf("got %+v, want no target", f)
	}
	k.do(act(flow.Back)).at(flow.Orders)
	if k.s.RequestForm != nil {
		t.Error("the form outlives the page")
	}
}

// A form that is looked back to may be about pieces that are gone since: it is turned down, and nothing breaks.
func TestAnOldFormOfAnOrderThatMovedOn(t *testing.T) {
	k := tints(t, afterSale(), 2).asks().do(on(flow.ChooseReason, "late"))
	old := k.s
	k.do(on(flow.Decrease, "tint-plum")).submits()
	k.s = flow.Branched(old, k.s)
	k.try(act(flow.SubmitRequest)).refused(flow.OverLimit).try(on(flow.Increase, "tint-plum")).refused(flow.OverLimit)
	k.do(on(flow.Decrease, "tint-plum")).submits().order(0, flow.Closed, 25600, 25600)
	k.s = flow.Branched(old, k.s)
	for _, o := range flow.Offers(&k.w, k.now, &k.s) {
		k.try(o.Representatives()[0])
	}
}

// The page is two taps from everywhere that leads to the orders.
func TestTheWalkToAfterSale(t *testing.T) {
	k := tints(t, afterSale(), 1)
	if path, taps, ok := k.reach(flow.GoalAt(&k.s, flow.AfterSale, "")); !ok || taps != 2 {
		t.Errorf("got %d taps %v %v, want open-orders and after-sale", taps, path, ok)
	}
}
