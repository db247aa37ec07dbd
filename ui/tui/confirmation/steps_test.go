package confirmation

import (
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// bought walks to the confirmation of a piece that is bought at once.
func bought(t testing.TB, sku shop.SKU) session.Shown {
	s := tuitest.Open(t, "native", "cross-border-verified")
	c := s.Shown().World.Catalogue
	_, p := c.Variant(sku)
	walk := tuitest.Buy(c, c.NotesOn(p.ID)[0].ID, sku)
	walk = walk[:len(walk)-2]
	walk[2].Verb = flow.BuyNow
	return tuitest.Walk(t, s, append(walk, act(flow.PlaceOrder), act(flow.Pay),
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})...)
}

func TestTheNextStepOfADepositIsItsBalance(t *testing.T) {
	s := bought(t, "gift-beans-filter-3")
	page := plain(s, 40)
	for _, want := range []string{"定金支付成功", "¥50.00 · 支付宝", "◉  付尾款    11-13 20:00 至 11-15 00:00", "付尾款后 120 小时内"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if strings.Contains(page, "评价") {
		t.Errorf("nothing to review yet:\n%s", page)
	}
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func TestImportsPassCustomsFirst(t *testing.T) {
	s := bought(t, "barrier-cream-50-light")
	if page := plain(s, 40); !strings.Contains(page, "◉  清关      先向海关申报，放行后发货") {
		t.Error(page)
	}
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}
