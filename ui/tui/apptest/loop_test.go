package apptest_test

import (
	"fmt"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/ui/tui/apptest"
	"tagtap/ui/tui/cell"
)

// text of the built-in catalogue that the mouse goes for.
var clicked = map[words.Lang]struct{ note, tag, shade string }{
	words.ZH: {"油皮空瓶记", "水雾唇釉 ¥128", "03#玫瑰豆沙"},
	words.EN: {"Oily skin: empties", "Mist lip tint ¥128", "03 Rose"},
}

// The whole loop by mouse alone, the review's text apart, and by keys alone, in both languages, on a phone and on a wide screen.
func TestTheWholeLoopByMouseAndByKeys(t *testing.T) {
	for _, size := range [][2]int{{60, 30}, {140, 45}} {
		for lang, on := range clicked {
			name := fmt.Sprintf("%dx%d %s", size[0], size[1], lang)
			say := func(key string) string { return words.Say(lang, key) }
			t.Run("mouse "+name, func(t *testing.T) {
				s := apptest.New(t, apptest.Options{Cols: size[0], Rows: size[1], Lang: lang})
				s.Click(on.note).At(flow.Note).Click(on.tag).At(flow.Product)
				s.Click(say("verb.add-to-cart")).At(flow.SKU).Click(on.shade).Click(say("verb.add-to-cart")).At(flow.Product)
				leftmost(s, say("product.cart")).At(flow.Cart).Click(words.Say(lang, "cart.checkout", "n", "1")).At(flow.Checkout)
				s.Click(say("verb.place-order")).At(flow.Payment).Click(say("payment.pay-face"))
				s.Click(say("payment.simulate-yes")).At(flow.Confirmation).Click(say("confirmation.review")).At(flow.Review)
				s.Click("☆  ").Click(say("review.text.hint")).Type("好用，会掉色").Click(say("verb.submit-review")).At(flow.Feed)
				s.Sees("好用").Taps(13)
			})
			t.Run("keys "+name, func(t *testing.T) {
				s := apptest.New(t, apptest.Options{Cols: size[0], Rows: size[1], Lang: lang})
				s.Press("enter", "enter", "a", "enter", "enter").At(flow.Product).Press("c", "enter").At(flow.Checkout)
				s.Press("enter", "enter", "enter").At(flow.Confirmation).Press("enter").At(flow.Review)
				s.Press("5", "i").Type("好用，会掉色").Press("ctrl+s").At(flow.Feed).Sees("好用").Taps(13)
			})
		}
	}
}

// leftmost clicks on the first place of a text in the lowest row that begins with it: the cart beside a button that names it too.
func leftmost(s *apptest.Shopper, text string) *apptest.Shopper {
	rows := strings.Split(s.Screen(), "\n")
	for y := len(rows) - 1; y >= 0; y-- {
		if before, _, ok := strings.Cut(rows[y], "  "+text+" "); ok {
			return s.ClickAt(cell.Width(before)+2, y)
		}
	}
	return s
}
