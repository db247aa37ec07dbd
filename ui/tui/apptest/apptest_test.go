package apptest_test

import (
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/ui/tui/apptest"
)

func TestAShopperWalksFromANoteToAnOrder(t *testing.T) {
	s := apptest.New(t, apptest.Options{})
	s.At(flow.Feed).Taps(0).Press("enter").At(flow.Note).Press("enter").At(flow.Product).Taps(2)
	s.Click("加入购物车").At(flow.SKU).Refused("")
	s.Press("esc").At(flow.Product).Press("esc", "esc").At(flow.Feed).Taps(6)
}

func TestTimePassesOnlyWhenTold(t *testing.T) {
	s := apptest.New(t, apptest.Options{Lang: words.EN})
	before := s.Shown().Now
	s.Press("down", "down")
	if s.Shown().Now != before {
		t.Error("a key moved the clock")
	}
	s.Pass(time.Minute)
	if got := s.Shown().Now.Sub(before); got != time.Minute {
		t.Errorf("a minute is %v", got)
	}
}

func TestQuit(t *testing.T) {
	apptest.New(t, apptest.Options{}).Quit(false).Press("q").Quit(true)
}
