package meter

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// late is the flow whose fees are first shown at checkout.
func late(w *flow.World) {
	f := *w.Flow
	f.Fees = flow.Checkout
	w.Flow = &f
}

// walked is what is shown after a walk, with its fewest taps.
func walked(t testing.TB, s *session.Session, actions ...flow.Action) session.Shown {
	t.Helper()
	shown := tuitest.Walk(t, s, actions...)
	least := shown.Meter.Least(&flow.Walks{}, shown.World, shown.Records, shown.State)
	shown.Least = &least
	return shown
}

// toCart puts a lip tint into the cart and goes there: six taps, of which one was turned down.
func toCart(t testing.TB, s *session.Session) session.Shown {
	t.Helper()
	tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"},
		flow.Action{Verb: flow.AddToCart})
	if _, err := s.Tap(context.Background(), flow.Action{Verb: flow.Confirm}, 1); err != nil {
		t.Fatal(err)
	}
	return walked(t, s, flow.Action{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, flow.Action{Verb: flow.Confirm},
		flow.Action{Verb: flow.OpenCart})
}

func toCheckout(t testing.TB, s *session.Session) session.Shown {
	t.Helper()
	toCart(t, s)
	return walked(t, s, flow.Action{Verb: flow.OpenCheckout})
}

// toReview goes on from the cart to a review.
func toReview(t testing.TB, s *session.Session) session.Shown {
	t.Helper()
	toCheckout(t, s)
	return walked(t, s, flow.Action{Verb: flow.PlaceOrder}, flow.Action{Verb: flow.Pay},
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}, flow.Action{Verb: flow.OpenReview},
		flow.Action{Verb: flow.Rate, N: 5}, flow.Typing("text", "很好用"), flow.Action{Verb: flow.SubmitReview})
}

// draw draws the meter of a terminal of so many cells.
func draw(cols, rows int, l words.Lang, s session.Shown) string {
	layout := look.LayoutFor(cols, rows)
	f := screen.Frame{W: layout.Page.W, H: layout.Page.H, Layout: layout, Theme: tuitest.Dark(), Lang: l}
	c := look.NewCanvas(layout.Meter.W, layout.Meter.H, look.Back)
	Draw(c, f, s, nil)
	return c.Plain()
}

func TestGolden(t *testing.T) {
	for _, at := range []struct {
		name       string
		cols, rows int
		shown      func() session.Shown
	}{
		{"checkout-42x41", 140, 45, func() session.Shown { return toCheckout(t, tuitest.Open(t, "native", "returning", late)) }},
		{"cart-43x28", 100, 32, func() session.Shown { return toCart(t, tuitest.Open(t, "native", "returning", late)) }},
		{"feed-31x23", 80, 24, func() session.Shown { return walked(t, tuitest.Open(t, "native", "returning")) }},
		{"review-34x36", 120, 40, func() session.Shown { return toReview(t, tuitest.Open(t, "native", "returning")) }},
	} {
		for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
			tuitest.Golden(t, at.name+"-"+l.String(), draw(at.cols, at.rows, l, at.shown()))
		}
	}
}

// Nothing is cut, at any size and stage: names and amounts of the rows that are drawn are whole.
func TestFitsAtAllSizes(t *testing.T) {
	stages := map[string]session.Shown{
		"feed":     walked(t, tuitest.Open(t, "native", "returning")),
		"cart":     toCart(t, tuitest.Open(t, "native", "returning", late)),
		"checkout": toCheckout(t, tuitest.Open(t, "native", "returning", late)),
		"review":   toReview(t, tuitest.Open(t, "native", "new", func(w *flow.World) { withAddress(t, w) })),
	}
	for name, shown := range stages {
		for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
			for cols := 80; cols <= 160; cols += 2 {
				for rows := 16; rows <= 70; rows += 5 {
					layout := look.LayoutFor(cols, rows)
					plain := draw(cols, rows, l, shown)
					lines := strings.Split(plain, "\n")
					if len(lines) != layout.Meter.H {
						t.Fatalf("%s at %dx%d: %d rows, want %d", name, cols, rows, len(lines), layout.Meter.H)
					}
					for _, line := range lines {
						if w := cell.Width(line); w > layout.Meter.W {
							t.Fatalf("%s at %dx%d: a row of %d cells", name, cols, rows, w)
						}
						if strings.Contains(line, "‹") {
							t.Fatalf("%s at %dx%d: a word is missing: %s", name, cols, rows, line)
						}
					}
					if !strings.Contains(plain, words.Say(l, "meter.title")) || !strings.Contains(plain, words.Say(l, "meter.taps")) {
						t.Fatalf("%s at %dx%d %s:\n%s", name, cols, rows, l, plain)
					}
				}
			}
		}
	}
}

// withAddress gives the shopper the address book of the one who knows the app.
func withAddress(t testing.TB, w *flow.World) {
	t.Helper()
	shopper := *w.Shopper
	shopper.Addresses = tuitest.Open(t, "native", "returning").Shown().World.Shopper.Addresses
	w.Shopper = &shopper
}

func TestTheDetour(t *testing.T) {
	shown := toCart(t, tuitest.Open(t, "native", "returning"))
	for _, c := range []struct {
		name  string
		taps  int
		least *measure.Least
		want  string
	}{
		{"nothing done yet", 0, nil, "最少 0  +0"},
		{"still searching", 7, nil, "最少 …"},
		{"nothing to compare with", 7, &measure.Least{}, "最少 —"},
		{"as few as can be", 7, &measure.Least{Taps: 7, OK: true}, "最少 7  +0"},
		{"a detour", 19, &measure.Least{Taps: 7, OK: true}, "最少 7  +12"},
	} {
		meter := *shown.Meter
		meter.Taps, shown.Meter, shown.Least = c.taps, &meter, c.least
		if got := draw(140, 45, words.ZH, shown); !strings.Contains(got, c.want+" ") {
			t.Errorf("%s: want %s in\n%s", c.name, c.want, got)
		}
	}
}

func TestSecondsFromOneHundredOnHaveNoDecimal(t *testing.T) {
	shown := walked(t, tuitest.Open(t, "native", "returning"))
	for millis, want := range map[int64]string{0: "0.0", 99_949: "99.9", 99_951: "100", 100_499: "100", 1_234_567: "1235"} {
		meter := *shown.Meter
		meter.Millis = millis
		shown.Meter = &meter
		p := panel{shown: shown}
		if got := p.seconds(); got != want {
			t.Errorf("%d ms: %s, want %s", millis, got, want)
		}
	}
}

func TestLargeFiguresStayApart(t *testing.T) {
	shown := walked(t, tuitest.Open(t, "native", "returning"))
	meter := *shown.Meter
	meter.Taps, meter.Millis, meter.Fields = 1234, 9_999_000, 48
	shown.Meter = &meter
	for _, cols := range []int{80, 100, 120, 140} {
		plain := draw(cols, 40, words.EN, shown)
		for _, want := range []string{"taps", "seconds", "fields"} {
			if !strings.Contains(plain, want) {
				t.Errorf("%d columns: no %s in\n%s", cols, want, plain)
			}
		}
		if rows := strings.Split(plain, "\n"); cell.Width(rows[3]) > look.LayoutFor(cols, 40).Meter.W {
			t.Errorf("%d columns: the figures are %d wide", cols, cell.Width(rows[3]))
		}
	}
}

func TestMoneyFollowsTheFlow(t *testing.T) {
	note, tag := flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"}
	for _, c := range []struct {
		fees         flow.Place
		walk         []flow.Action
		seen, unseen string
	}{
		{flow.Product, nil, "—", "—"},
		{flow.Product, []flow.Action{note}, "—", "—"},
		{flow.Product, []flow.Action{note, tag}, "¥128.00", "无"},
		{flow.Cart, []flow.Action{note, tag}, "¥128.00", "运费"},
		{flow.Checkout, []flow.Action{note, tag, {Verb: flow.BuyNow}}, "¥128.00", "运费"},
	} {
		s := tuitest.Open(t, "native", "returning", func(w *flow.World) {
			f := *w.Flow
			f.Fees = c.fees
			w.Flow = &f
		})
		rows := rowsOf(draw(140, 45, words.ZH, walked(t, s, c.walk...)))
		if got := rows["顾客已看到"]; got != c.seen {
			t.Errorf("fees at %s after %v: seen %q, want %q", c.fees, c.walk, got, c.seen)
		}
		if got := rows["还没看到"]; got != c.unseen {
			t.Errorf("fees at %s after %v: not shown yet %q, want %q", c.fees, c.walk, got, c.unseen)
		}
	}
}

// rowsOf returns the last word of each row by its first.
func rowsOf(plain string) map[string]string {
	rows := map[string]string{}
	for line := range strings.SplitSeq(plain, "\n") {
		if words := strings.Fields(line); len(words) > 1 {
			rows[words[0]] = words[len(words)-1]
		}
	}
	return rows
}

func TestTheLadderIsThatOfThePage(t *testing.T) {
	cart := draw(140, 45, words.ZH, toCart(t, tuitest.Open(t, "native", "returning", late)))
	for _, want := range []string{"日常价合计       ¥128.00", "合计             ¥128.00", "还没看到"} {
		if !strings.Contains(cart, want) {
			t.Errorf("cart: no %q in\n%s", want, cart)
		}
	}
	if strings.Contains(cart, "▲ 意外") || strings.Contains(cart, "¥12.00") {
		t.Errorf("cart: the fees are not shown there yet:\n%s", cart)
	}
	checkout := draw(140, 45, words.ZH, toCheckout(t, tuitest.Open(t, "native", "returning", late)))
	for _, want := range []string{"运费             +¥12.00", "应付             ¥140.00", "▲ 意外 1 处", "比购物车多 9.3%"} {
		if !strings.Contains(checkout, want) {
			t.Errorf("checkout: no %q in\n%s", want, checkout)
		}
	}
	calm := draw(140, 45, words.ZH, toCheckout(t, tuitest.Open(t, "native", "returning")))
	if strings.Contains(calm, "▲ 意外") || !strings.Contains(calm, "+¥12.00") {
		t.Errorf("what the cart has shown is no surprise:\n%s", calm)
	}
}

func TestTheTraceKeepsItsLastRows(t *testing.T) {
	shown := toReview(t, tuitest.Open(t, "native", "returning"))
	plain := draw(80, 30, words.EN, shown)
	lines := strings.Split(plain, "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "submit-review") {
		t.Errorf("the last row is %q", last)
	}
	if strings.Contains(plain, "Events") {
		t.Error("events are dropped before the trace is cut")
	}
}

func TestTheTraceTellsRefusalsAndHappeningsApart(t *testing.T) {
	plain := draw(140, 45, words.ZH, toReview(t, tuitest.Open(t, "native", "returning")))
	for _, want := range []string{"confirm ✕ choose-first", "happen: {payment: approved}            0.0", "purchase                           ¥140.00"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
}

func TestTheLine(t *testing.T) {
	for _, c := range []struct {
		w    int
		l    words.Lang
		want string
	}{
		{58, words.ZH, "模拟  点按 8  步骤 6  字段 0  预测 15.1s      ●●●●◉○○ 结算"},
		{34, words.ZH, "模拟  点按 8  步骤 6  ●●●●◉○○ 结算"},
		{58, words.EN, "sim  taps 8  steps 6  fields 0            ●●●●◉○○ checkout"},
		{34, words.EN, "sim  taps 8       ●●●●◉○○ checkout"},
	} {
		shown := toCheckout(t, tuitest.Open(t, "native", "returning"))
		c2 := look.NewCanvas(c.w, 1, look.Back)
		Line(c2, screen.Frame{Lang: c.l, Theme: tuitest.Dark()}, shown)
		if got := c2.Plain(); got != c.want {
			t.Errorf("%d %s:\n%q, want\n%q", c.w, c.l, got, c.want)
		}
	}
}

func TestADamagedWalkIsDrawnAllTheSame(t *testing.T) {
	s := tuitest.Open(t, "native", "returning")
	shown := walked(t, s)
	state := *shown.State
	state.Trail = []flow.Spot{{Place: flow.Feed}, {Place: flow.Product, Subject: "gone"}}
	state.Checkout.Pieces = []shop.Pieces{{SKU: "gone", Quantity: 1}}
	shown.State = &state
	if got := draw(140, 45, words.ZH, shown); !strings.Contains(got, "顾客已看到") {
		t.Error(got)
	}
	state.Trail = append(state.Trail, flow.Spot{Place: flow.Checkout})
	state.Payment.Orders = []flow.OrderID{"P1000001"}
	draw(140, 45, words.ZH, shown)
}

func BenchmarkDraw(b *testing.B) {
	shown := toReview(b, tuitest.Open(b, "native", "returning"))
	for _, l := range []words.Lang{words.ZH, words.EN} {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			layout := look.LayoutFor(140, 45)
			f := screen.Frame{Layout: layout, Theme: tuitest.Dark(), Lang: l}
			c := look.NewCanvas(layout.Meter.W, layout.Meter.H, look.Back)
			b.ReportAllocs()
			for b.Loop() {
				Draw(c, f, shown, nil)
			}
		})
	}
}

func TestTheFewestTaps(t *testing.T) {
	for name, c := range map[string]struct {
		shown session.Shown
		want  measure.Least
	}{
		"at the feed":     {walked(t, tuitest.Open(t, "native", "returning")), measure.Least{}},
		"at the cart":     {toCart(t, tuitest.Open(t, "native", "returning")), measure.Least{Taps: 6, OK: true}},
		"reviewed":        {toReview(t, tuitest.Open(t, "native", "returning")), measure.Least{Taps: 11, OK: true}},
		"the last pieces": {soldOut(t), measure.Least{Taps: 9, OK: true}},
	} {
		if *c.shown.Least != c.want {
			t.Errorf("%s: %+v, want %+v", name, *c.shown.Least, c.want)
		}
	}
}

// soldOut buys all that is left of a SKU: the fewest taps are counted on the shelf as it was before.
func soldOut(t testing.TB) session.Shown {
	t.Helper()
	return walked(t, tuitest.Open(t, "native", "returning"),
		flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"},
		flow.Action{Verb: flow.BuyNow}, flow.Action{Verb: flow.Choose, ID: "shade", Value: "berry-05"},
		flow.Action{Verb: flow.Increase}, flow.Action{Verb: flow.Increase}, flow.Action{Verb: flow.Confirm},
		flow.Action{Verb: flow.PlaceOrder}, flow.Action{Verb: flow.Pay},
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
}
