package coach

import (
	"context"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// keys are bindings as a product page has them: enter does what b does, and one is refused.
var keys = []screen.Binding{
	{Keys: []string{"enter"}, Label: "verb.buy-now", Local: "enter"},
	{Keys: []string{"b"}, Label: "verb.buy-now", Action: flow.Action{Verb: flow.BuyNow}},
	{Keys: []string{"s"}, Label: "verb.choose-sku", Refusal: flow.Refusal{Code: flow.SoldOut}},
	{Keys: []string{"a"}, Label: "verb.add-to-cart", Action: flow.Action{Verb: flow.AddToCart}},
	{Keys: []string{"right"}, Label: "key.picture", Local: "right"},
	{Keys: []string{"p"}, Label: "key.open", Local: "open"},
}

// stand shows the coach a shopper at a place.
func stand(t testing.TB, p flow.Place) session.Shown {
	t.Helper()
	shown := tuitest.Open(t, "native", "returning").Shown().Snapshot()
	state := *shown.State
	state.Trail = append(append([]flow.Spot{}, state.Trail...), flow.Spot{Place: p})
	shown.State = &state
	return shown
}

func draw(w, h int, l words.Lang, s session.Shown) string {
	c := look.NewCanvas(w, h, look.Back)
	Draw(c, screen.Frame{Theme: tuitest.Dark(), Lang: l}, s, keys)
	return c.Plain()
}

func TestGolden(t *testing.T) {
	for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		tuitest.Golden(t, "product-38x41-"+l.String(), draw(38, 41, l, stand(t, flow.Product)))
		tuitest.Golden(t, "payment-28x36-"+l.String(), draw(28, 36, l, stand(t, flow.Payment)))
	}
}

// What comes next stands on the last rows at every place and size, after a blank row, and nothing is wider than the panel.
func TestFitsAtAllSizes(t *testing.T) {
	for _, place := range flow.Places() {
		shown := stand(t, place)
		shown.Refused = flow.Refusal{Code: flow.StockShort, Args: [3]flow.Detail{{Name: "left", Value: "2"}}}
		for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
			for w := 26; w <= 42; w += 2 {
				for h := 12; h <= 66; h++ {
					plain := draw(w, h, l, shown)
					lines := strings.Split(plain, "\n")
					rows := nextRows
					if h < nextLow {
						rows = nextRowsLow
					}
					if at := h - rows - 1; !strings.HasPrefix(lines[at], words.Say(l, "coach.next")) || lines[at-1] != "" || lines[h-1] == "" {
						t.Fatalf("%s %dx%d %s: next is not on the last rows:\n%s", place, w, h, l, plain)
					}
					for _, line := range lines {
						if cell.Width(line) > w || strings.Contains(line, "‹") || strings.Contains(line, "{") {
							t.Fatalf("%s %dx%d %s: %q", place, w, h, l, line)
						}
					}
				}
			}
		}
	}
}

func TestNextNamesWhatCanBeDoneAndNothingTwice(t *testing.T) {
	lines := strings.Split(draw(38, 41, words.EN, stand(t, flow.Product)), "\n")
	got := strings.Join(lines[len(lines)-4:], "|")
	if want := "Next|↵  Buy now|a  Add to cart|→  picture"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestTheStopIsThatOfThePlace(t *testing.T) {
	for place, want := range map[flow.Place]string{
		flow.Feed: "第 1 站 / 7", flow.SKU: "第 3 站 / 7", flow.Payment: "第 5 站 / 7", flow.Review: "第 7 站 / 7",
	} {
		if first, _, _ := strings.Cut(draw(38, 41, words.ZH, stand(t, place)), "\n"); !strings.HasSuffix(first, want) {
			t.Errorf("%s: %q, want %s", place, first, want)
		}
	}
}

func TestARefusalIsSaidAtOnce(t *testing.T) {
	s := tuitest.Open(t, "native", "returning")
	tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"},
		flow.Action{Verb: flow.AddToCart})
	shown, err := s.Tap(context.Background(), flow.Action{Verb: flow.Confirm}, 1)
	if err != nil {
		t.Fatal(err)
	}
	plain := draw(38, 41, words.ZH, shown)
	if !strings.Contains(plain, "✕ 还没选色号") {
		t.Errorf("nothing said of the refusal:\n%s", plain)
	}
	shown.Refused = flow.Refusal{}
	if strings.Contains(draw(38, 41, words.ZH, shown), "✕") {
		t.Error("a refusal is said of nothing")
	}
}

func BenchmarkDraw(b *testing.B) {
	shown := stand(b, flow.Checkout)
	for _, l := range []words.Lang{words.ZH, words.EN} {
		b.Run(l.String(), func(b *testing.B) {
			c := look.NewCanvas(38, 41, look.Back)
			b.ReportAllocs()
			for b.Loop() {
				Draw(c, screen.Frame{Theme: tuitest.Dark(), Lang: l}, shown, keys)
			}
		})
	}
}
