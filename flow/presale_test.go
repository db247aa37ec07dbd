package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
)

var toBeans = []flow.Action{on(flow.OpenNote, "beans-note"), on(flow.TapTag, "beans")}

// deposited has paid the deposit of ¥50 for beans of ¥200.
func deposited(t *testing.T) *walker {
	t.Helper()
	k := walk(t, dealing()).do(toBeans...).do(act(flow.BuyNow), act(flow.Confirm)).payable(5000)
	if later := quoteOf(k).Later; later != 15000+1200 {
		t.Fatalf("got a balance of %s as of today, want ¥150.00 and ¥12.00 of shipping", later)
	}
	return k.do(act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)
}

func TestAPresaleIsPaidInTwoParts(t *testing.T) {
	k := deposited(t).order(0, flow.AwaitingPayment, 5000, 0).left("beans", 1)
	id := string(k.s.Orders[0].ID)
	k.do(act(flow.OpenOrders)).try(on(flow.PayBalance, id)).refused(flow.BalanceNotOpen)
	k.try(on(flow.PayOrder, id)).refused(flow.NotOpen)
	k.now = k.now.Add(48 * time.Hour)
	k.do(on(flow.PayBalance, id)).at(flow.Checkout).payable(15000 + 1200)
	k.do(act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, 21200, 0).left("beans", 1)
	if o := k.s.Orders[0]; o.ShipHours != 120 || o.PaidAt != k.now {
		t.Fatalf("got %d hours from %s, want 120 from the balance", o.ShipHours, o.PaidAt)
	}
}

func TestABalanceThatIsMissedForfeitsTheDepositByData(t *testing.T) {
	k := deposited(t)
	at, due, _ := flow.Due(&k.w, &k.s)
	if due.Verb != flow.ExpireOrder || at != k.s.Orders[0].Presale.Balance.Until {
		t.Fatalf("got %s at %s, want the end of the balance's window", due, at)
	}
	k.now = at
	k.do(due).order(0, flow.Cancelled, 5000, 0).left("beans", 2)
	if k.s.Orders[0].Reason != "balance-missed" {
		t.Fatalf("got reason %q", k.s.Orders[0].Reason)
	}
	w := dealing()
	v, _ := w.Catalogue.Variant("beans")
	v.Presale.Forfeit = false
	k = walk(t, w).do(toBeans...).do(act(flow.BuyNow), act(flow.Confirm), act(flow.PlaceOrder), act(flow.Pay), answer(flow.OutcomeApproved, 0))
	k.now = v.Presale.Balance.Until
	k.do(on(flow.ExpireOrder, string(k.s.Orders[0].ID))).order(0, flow.Cancelled, 5000, 5000)
}

func TestAPresaleIsNotForTheCartNorBeforeOrAfterItsTime(t *testing.T) {
	k := walk(t, dealing()).do(toBeans...).try(act(flow.AddToCart)).refused(flow.PresaleAlone)
	k.do(act(flow.ChooseSKU)).try(act(flow.AddToCart)).refused(flow.PresaleAlone)
	k.now = k.now.Add(24 * time.Hour)
	k.try(act(flow.BuyNow)).refused(flow.PresaleOver)
}

// An answer to the deposit that comes after the balance was quoted pays nothing more: it is captured and given back.
func TestALateAnswerToTheDepositPaysNoBalance(t *testing.T) {
	k := walk(t, dealing()).do(toBeans...).do(act(flow.BuyNow), act(flow.Confirm), act(flow.PlaceOrder), act(flow.Pay))
	k.do(answer(flow.OutcomeTimedOut, 0), act(flow.Pay), answer(flow.OutcomeApproved, 2)).order(0, flow.AwaitingPayment, 5000, 0)
	k.now = k.now.Add(48 * time.Hour)
	k.do(act(flow.OpenOrders), on(flow.PayBalance, string(k.s.Orders[0].ID)), act(flow.PlaceOrder), answer(flow.OutcomeApproved, 1))
	k.order(0, flow.AwaitingPayment, 10000, 5000).at(flow.Payment)
	k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).order(0, flow.Paid, 26200, 5000)
}
