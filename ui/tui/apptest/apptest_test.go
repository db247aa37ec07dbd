package apptest_test

import (
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/ui/tui/apptest"
)

// toPayment walks to an attempt that waits for its answer, by keys alone.
func toPayment(t *testing.T) *apptest.Shopper {
	t.Helper()
	return apptest.New(t, apptest.Options{}).Press("enter", "enter").At(flow.Product).
		Press("a", "enter").At(flow.SKU).Press("enter").At(flow.Product).
		Press("c").At(flow.Cart).Press("enter").At(flow.Checkout).
		Press("enter").At(flow.Payment).Press("enter").At(flow.Payment)
}

func TestKeysWalkToAPayment(t *testing.T) {
	toPayment(t).Taps(9).Refused("").Sees("place-order", "价格阶梯")
}

func TestAClickIsATap(t *testing.T) {
	s := apptest.New(t, apptest.Options{}).Click("油皮空瓶记").At(flow.Note).Taps(1)
	s.Press("enter").Click("加入购物车").At(flow.SKU).Taps(3)
	s.Press("esc").At(flow.Product).Press("esc", "esc").At(flow.Feed).Taps(6)
}

func TestAHintIsClickedLikeItsKey(t *testing.T) {
	apptest.New(t, apptest.Options{}).SeesNot("全选").Click("c 购物车").At(flow.Cart)
}

func TestTheWorldAnswersBackstage(t *testing.T) {
	toPayment(t).Press("x").Sees("后台", "支付超时").Click("支付被拒").At(flow.Payment).Taps(9).Sees("支付失败")
	toPayment(t).Press("x", "a").At(flow.Confirmation).Taps(9)
}

func TestWhatIsDueComesByItself(t *testing.T) {
	s := toPayment(t).SeesNot("支付结果未知")
	s.Due().Sees("支付结果未知").Taps(9)
	s.Due().At(flow.Orders)
	if got := s.Shown().State.Orders[0].Status; got != flow.Cancelled {
		t.Errorf("the order is %s", got)
	}
}

func TestTimePassesOnlyWhenTold(t *testing.T) {
	s := apptest.New(t, apptest.Options{Lang: words.EN})
	before := s.Shown().Now
	s.Press("down", "down").Wheel(1)
	if s.Shown().Now != before {
		t.Error("a key moved the clock")
	}
	s.Pass(time.Minute)
	if got := s.Shown().Now.Sub(before); got != time.Minute {
		t.Errorf("a minute is %v", got)
	}
}

func TestWordsAreTypedAndPasted(t *testing.T) {
	s := toPayment(t).Press("x", "a").At(flow.Confirmation)
	s.Press("enter").At(flow.Review)
	draft := func() string { return s.Shown().State.Draft.Text.String() }
	s.Press("i").Type("很好用").Paste("，会回购").Press("tab")
	if got := draft(); got != "很好用，会回购" {
		t.Errorf("the text is %q\n%s", got, s.Screen())
	}
}

func TestQuit(t *testing.T) {
	apptest.New(t, apptest.Options{}).Quit(false).Press("q").Quit(true)
}
