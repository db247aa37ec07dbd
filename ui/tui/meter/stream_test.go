package meter

import (
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

// streamed draws the meter with the event stream.
func streamed(cols, rows int, l words.Lang, s session.Shown, x *Stream) string {
	layout := look.LayoutFor(cols, rows)
	c := look.NewCanvas(layout.Meter.W, layout.Meter.H, look.Back)
	Draw(c, screen.Frame{W: layout.Page.W, H: layout.Page.H, Layout: layout, Theme: tuitest.Dark(), Lang: l}, s, x)
	return c.Plain()
}

func TestGoldenOfTheStream(t *testing.T) {
	shown := toReview(t, tuitest.Open(t, "native", "returning"))
	for _, size := range [][2]int{{80, 24}, {100, 32}, {140, 45}} {
		for _, l := range []words.Lang{words.ZH, words.EN} {
			tuitest.Golden(t, fmt.Sprintf("stream-%dx%d-%s", size[0], size[1], l), streamed(size[0], size[1], l, shown, &Stream{}))
		}
	}
	for _, l := range []words.Lang{words.ZH, words.EN} {
		tuitest.Golden(t, "stream-sheet-60x28-"+l.String(), NewSheet(shown).Draw(tuitest.Frame(60, 28, l, tuitest.Dark())).Canvas.Plain())
	}
	tuitest.Fits(t, func() screen.Screen { return NewSheet(shown) })
}

func TestTheStreamFitsAtAllSizes(t *testing.T) {
	shown := toReview(t, tuitest.Open(t, "native", "returning"))
	x := &Stream{}
	for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		for cols := 80; cols <= 160; cols += 9 {
			for rows := 16; rows <= 70; rows += 9 {
				plain := streamed(cols, rows, l, shown, x)
				for line := range strings.SplitSeq(plain, "\n") {
					if cell.Width(line) > look.LayoutFor(cols, rows).Meter.W || strings.ContainsAny(line, "‹{") {
						t.Fatalf("%dx%d %s: %q", cols, rows, l, line)
					}
				}
				if rows >= 24 && !strings.Contains(plain, "review_submit") {
					t.Fatalf("%dx%d %s: the newest event is not in sight:\n%s", cols, rows, l, plain)
				}
			}
		}
	}
}

// Whether records come one by one or at once, the stream is the same; after a look back and in another session it begins anew.
func TestTheStreamFollowsTheWalk(t *testing.T) {
	s := tuitest.Open(t, "native", "returning")
	x := &Stream{}
	for i, a := range tuitest.Buy(s.Shown().World.Catalogue, "oily-skin-empties", "lip-tint-03") {
		shown := tuitest.Walk(t, s, a)
		x.Follow(shown)
		if whole := follow(shown); !same(x, whole) {
			t.Fatalf("after step %d: %v, want %v", i, x.sent, whole.sent)
		}
		if x.records != len(shown.Records) {
			t.Fatalf("after step %d: %d of %d records are read", i, x.records, len(shown.Records))
		}
	}
	back := s.Look(3).Snapshot()
	x.Follow(back)
	if !same(x, follow(back)) {
		t.Error("a look back is not followed")
	}
	other := tuitest.Walk(t, tuitest.Open(t, "native", "new"), flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"})
	other.Session = "another"
	x.Follow(other)
	if !same(x, follow(other)) {
		t.Error("another session is not begun anew")
	}
}

func follow(s session.Shown) *Stream {
	x := &Stream{}
	x.Follow(s)
	return x
}

func same(a, b *Stream) bool { return fmt.Sprint(a.sent) == fmt.Sprint(b.sent) }

// What a shopper typed never goes out, and every event has the parameters that GA4 asks for.
func TestParameters(t *testing.T) {
	shown := toReview(t, tuitest.Open(t, "native", "returning"))
	got := map[string]string{}
	for _, e := range follow(shown).sent {
		got[e.name] = e.ga4 + fmt.Sprint(e.with)
	}
	for name, want := range map[string]string{
		"note_open":          "select_content[{content_type note} {content_id oily-skin-empties}]",
		"tag_tap":            "select_item[{item_id lip-tint} {item_list_id oily-skin-empties}]",
		"view_item":          "view_item[{item_id lip-tint} {value 128.00} {currency CNY}]",
		"add_to_cart":        "add_to_cart[{item_id lip-tint} {item_variant lip-tint-03} {value 128.00} {currency CNY}]",
		"view_cart":          "view_cart[{item_id lip-tint} {item_variant lip-tint-03} {value 128.00} {currency CNY}]",
		"begin_checkout":     "begin_checkout[{item_id lip-tint} {item_variant lip-tint-03} {value 128.00} {currency CNY}]",
		"sku_choose":         "[{item_id lip-tint} {axis shade} {choice rose-03}]",
		"form_input":         "[{field text}]",
		measure.NameRefused:  "[{action confirm} {reason choose-first}]",
		measure.NamePurchase: "purchase[{transaction_id P1000017} {item_id lip-tint} {item_variant lip-tint-03} {value 128.00} {currency CNY} {shipping 12.00}]",
	} {
		have := got[name]
		if name == measure.NamePurchase { // the id of the order depends on how many records came before
			id := string(shown.State.Orders[0].ID)
			want = strings.Replace(want, "P1000017", id, 1)
		}
		if have != want {
			t.Errorf("%s: %s, want %s", name, have, want)
		}
	}
	for name, with := range got {
		if strings.Contains(with, "很好用") {
			t.Errorf("%s says what was typed: %s", name, with)
		}
	}
}

func TestAmountsAreWrittenAsGA4WantsThem(t *testing.T) {
	for fen, want := range map[int64]string{0: "0.00", 5: "0.05", 12800: "128.00", 105: "1.05", -990: "-9.90"} {
		if got := amount(shop.Fen(fen)); got != want {
			t.Errorf("%d fen: %s, want %s", fen, got, want)
		}
	}
}

// The smaller figures are those of the walk, and what is a fault stands out.
func TestTheSmallerFigures(t *testing.T) {
	shown := toCheckout(t, tuitest.Open(t, "native", "returning", late))
	m := shown.Meter
	plain := draw(140, 45, words.ZH, shown)
	for _, want := range []string{
		fmt.Sprintf("结算步 %d ", m.CheckoutSteps()), fmt.Sprintf("意外 %d ", len(m.Surprises)), fmt.Sprintf("被拒 %d", m.Refused),
		fmt.Sprintf("折返 %d ", m.Backtracks), fmt.Sprintf("决策 %d", m.Figures().Decisions()),
	} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
	if len(m.Surprises) == 0 || m.Refused == 0 || m.Figures().Decisions() == 0 {
		t.Fatal("the walk has nothing to show")
	}
	if low := draw(80, 24, words.ZH, shown); !strings.Contains(low, "结算步") || strings.Contains(low, "决策") {
		t.Errorf("on a low panel there is one row of them:\n%s", low)
	}
}

func TestTheLineOfAWidePhoneSaysMore(t *testing.T) {
	shown := toCheckout(t, tuitest.Open(t, "native", "returning", late))
	line := func(w int) string {
		c := look.NewCanvas(w, 1, look.Back)
		Line(c, screen.Frame{Theme: tuitest.Dark(), Lang: words.ZH}, shown)
		return c.Plain()
	}
	if narrow, wide := line(58), line(77); strings.Contains(narrow, "绕行") || !strings.Contains(wide, "绕行 +") || !strings.Contains(wide, "意外 1") {
		t.Errorf("narrow %q, wide %q", narrow, wide)
	}
}

func BenchmarkDrawStream(b *testing.B) {
	shown := toReview(b, tuitest.Open(b, "native", "returning"))
	layout := look.LayoutFor(140, 45)
	c := look.NewCanvas(layout.Meter.W, layout.Meter.H, look.Back)
	x := &Stream{}
	b.ReportAllocs()
	for b.Loop() {
		Draw(c, screen.Frame{Layout: layout, Theme: tuitest.Dark(), Lang: words.ZH}, shown, x)
	}
}
