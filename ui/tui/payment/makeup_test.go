package payment

import (
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

const (
	presold  shop.SKU = "gift-beans-filter-3"
	imported shop.SKU = "barrier-cream-50-light"
)

// bought walks to the payment of a piece that is bought at once.
func bought(t testing.TB, sku shop.SKU, then ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "cross-border-verified")
	c := s.Shown().World.Catalogue
	_, p := c.Variant(sku)
	walk := tuitest.Buy(c, c.NotesOn(p.ID)[0].ID, sku)
	walk = walk[:len(walk)-2]
	walk[2].Verb = flow.BuyNow
	return tuitest.Walk(t, s, append(append(walk, act(flow.PlaceOrder)), then...)...)
}

func TestADepositSaysWhenTheBalanceFollows(t *testing.T) {
	s := bought(t, presold)
	page := plain(s)
	if !strings.Contains(page, "定金 · 尾款 11-13 20:00 起付") {
		t.Error(page)
	}
	s.State.Orders[0].Presale.Paid = true
	if page := plain(s); !strings.Contains(page, "尾款 · 定金 ¥50.00 已付") || !strings.Contains(page, "保留到 11月15日 00:00") {
		t.Error(page)
	}
}

func TestTheTaxInAnAmountIsNamed(t *testing.T) {
	s := bought(t, imported)
	page := plain(s)
	for _, want := range []string{"含进口税 " + s.State.Orders[0].Quote.Line(shop.LineTax).String(), "跨境只收微信和支付宝"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

func TestWhatWasTakenOffIsNamed(t *testing.T) {
	s := at(t, flow.AuthFace, true)
	for i := range s.State.Orders {
		s.State.Orders[i].Quote.Lines = append(s.State.Orders[i].Quote.Lines, shop.QuoteLine{Name: shop.LinePlatform, Amount: -1000, Funder: "platform"})
	}
	if page := plain(s); !strings.Contains(page, "已减 ¥20.00") {
		t.Error(page)
	}
}

func TestPartsFit(t *testing.T) {
	for _, sku := range []shop.SKU{presold, imported} {
		s := bought(t, sku)
		tuitest.Fits(t, func() screen.Screen { return made(s) })
	}
}
