package confirmation

import (
	"slices"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

var lipTint = []shop.SKU{"lip-tint-03"}

// at buys the SKUs and walks to the confirmation.
func at(t testing.TB, review bool, skus []shop.SKU, then ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning", func(w *flow.World) {
		f := *w.Flow
		f.Review = review
		w.Flow = &f
	})
	c := s.Shown().World.Catalogue
	var walk []flow.Action
	for _, sku := range skus {
		_, p := c.Variant(sku)
		walk = append(walk, tuitest.Buy(c, c.NotesOn(p.ID)[0].ID, sku)...)
	}
	walk = append(walk, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay),
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	return tuitest.Walk(t, s, append(walk, then...)...)
}

// twoShops are SKUs of two shops.
func twoShops(t testing.TB) []shop.SKU {
	c := tuitest.Open(t, "native", "returning").Shown().World.Catalogue
	return append(slices.Clone(lipTint), c.Product("drip-coffee").Variants[0].SKU)
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func frame(h int) screen.Frame { return tuitest.Frame(48, h, words.ZH, tuitest.Dark()) }

func plain(s session.Shown, h int) string { return made(s).Draw(frame(h)).Canvas.Plain() }

func TestEveryKeyMeansItsAction(t *testing.T) {
	asks, quiet := at(t, true, lipTint), at(t, false, lipTint)
	for _, c := range []struct {
		name  string
		shown session.Shown
		key   string
		want  flow.Action
	}{
		{"asked", asks, "enter", flow.Action{Verb: flow.OpenReview, ID: "lip-tint-03"}},
		{"asked", asks, "w", act(flow.OpenReview)},
		{"asked", asks, "o", act(flow.OpenOrders)},
		{"asked", asks, "n", act(flow.KeepBrowsing)},
		{"asked", asks, "f", act(flow.Home)},
		{"not asked", quiet, "enter", act(flow.KeepBrowsing)},
		{"not asked", quiet, "w", flow.Action{}},
	} {
		if _, a := tuitest.Press(made(c.shown), frame(28), c.key); a != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.key, a, c.want)
		}
	}
}

func TestTargetsAndOffersAgree(t *testing.T) {
	for name, shown := range map[string]session.Shown{
		"one": at(t, true, lipTint), "two": at(t, true, twoShops(t)), "not asked": at(t, false, lipTint),
	} {
		var want, got []flow.Action
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			if o.Action.Verb != flow.OpenCart && o.Action != act(flow.OpenReview) { // keys of their own
				want = append(want, o.Action)
			}
		}
		for _, hit := range made(shown).Draw(frame(60)).Hits {
			_, a := tuitest.Click(made(shown), frame(60), hit.Target)
			got = append(got, a)
		}
		for _, a := range append(slices.Clone(want), got...) {
			if slices.Contains(want, a) != slices.Contains(got, a) {
				t.Errorf("%s: %v: offered %v, can be clicked %v", name, a, slices.Contains(want, a), slices.Contains(got, a))
			}
		}
	}
}

func TestWhatHappensNext(t *testing.T) {
	got := plain(at(t, true, lipTint), 28)
	for _, want := range []string{"¥140.00 · 支付宝", "商家发货  48小时内，", "送达", "写评价，可同步成一篇笔记", "由流程设定", "看了又看"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	got = plain(at(t, true, twoShops(t)), 60)
	for _, want := range []string{"2 个订单", "Okkari", "Kavelo", "24小时内", "48小时内"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Reviewed without a note, the shopper is back here: the line is done, and browsing is what comes next.
func TestAReviewedLineIsDone(t *testing.T) {
	shown := at(t, true, lipTint, act(flow.OpenReview), flow.Action{Verb: flow.Rate, N: 4}, act(flow.Unpublish), act(flow.SubmitReview))
	if place := shown.State.Place(); place != flow.Confirmation {
		t.Fatalf("at %s", place)
	}
	if got := plain(shown, 28); !strings.Contains(got, "✓ 已评价 水雾唇釉") {
		t.Error(got)
	}
	if _, a := tuitest.Press(made(shown), frame(28), "enter"); a != act(flow.KeepBrowsing) {
		t.Errorf("enter: %v", a)
	}
}

func TestAnOlderCatalogueIsDrawn(t *testing.T) {
	shown := at(t, true, lipTint)
	world := *shown.World
	world.Catalogue = &shop.Catalogue{}
	world.Catalogue.Index()
	shown.World = &world
	if got := plain(shown, 28); !strings.Contains(got, "支付成功") {
		t.Error(got)
	}
	state := *shown.State
	state.Orders = nil
	shown.State = &state
	if got := plain(shown, 28); !strings.Contains(got, "没有刚付的订单") {
		t.Error(got)
	}
}

func TestConfirmationFits(t *testing.T) {
	for name, shown := range map[string]session.Shown{"one": at(t, true, lipTint), "two": at(t, true, twoShops(t))} {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestConfirmationPicture(t *testing.T) {
	tuitest.Golden(t, "confirmation-48x28", plain(at(t, true, lipTint), 28))
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(at(b, true, twoShops(b))), frame(41)
	for b.Loop() {
		s.Draw(f)
	}
}

func TestTheOrderCanBeOpened(t *testing.T) {
	for name, shown := range map[string]session.Shown{"one": at(t, true, lipTint), "two": at(t, true, twoShops(t))} {
		for i, id := range shown.State.Payment.Orders {
			want := flow.Action{Verb: flow.TrackOrder, ID: string(id)}
			if _, a := tuitest.Click(made(shown), frame(60), track+string(id)); a != want {
				t.Errorf("%s: click: %v, want %v", name, a, want)
			}
			if _, a := tuitest.Press(made(shown), frame(28), "v"); i == 0 && a != want {
				t.Errorf("%s: v: %v, want %v", name, a, want)
			}
		}
	}
}

// A flow that takes reviews after receipt says so and asks for none.
func TestReviewsThatComeLaterAreNotAskedFor(t *testing.T) {
	shown := at(t, true, lipTint)
	world, own := *shown.World, *shown.World.Flow
	own.ReviewAt = flow.AfterReceipt
	world.Flow, shown.World = &own, &world
	got := plain(shown, 60)
	if strings.Contains(got, "写评价") || !strings.Contains(got, "确认收货后再评价") {
		t.Error(got)
	}
	if _, a := tuitest.Press(made(shown), frame(28), "enter"); a != act(flow.KeepBrowsing) {
		t.Errorf("enter: %v", a)
	}
	tuitest.Fits(t, func() screen.Screen { return made(shown) })
}

func TestAnOrderThatMovedOnIsStillPaid(t *testing.T) {
	shown := at(t, false, lipTint)
	next, _ := flow.Step(shown.World, shown.Now, *shown.State, flow.Action{Verb: flow.ClearOrder, ID: string(shown.State.Orders[0].ID)})
	shown.State = &next
	if got := plain(shown, 28); !strings.Contains(got, "¥140.00") {
		t.Error(got)
	}
}
