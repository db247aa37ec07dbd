package meter

import (
	"fmt"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// written is a story with a line of every kind.
func written() *Record {
	return &Record{
		Head: []string{"story: Session mhq9x2c1", "flow: native", "shopper: returning", "start: 2026-11-11 20:00:00", "clock: still",
			"budget: {taps: <= 12, steps: <= 9, fields: <= 2}", "steps:"},
		Lines: []RecordLine{
			{"open-note: oily-skin-empties", LineTap}, {"", LineGap}, {"tap-tag: lip-tint", LineTap}, {"", LineGap}, {"add-to-cart", LineTap},
			{"confirm", LineTap}, {"expect: {refused: choose-first}", LineExpect}, {"choose: {shade: rose-03}", LineTap}, {"confirm", LineTap},
			{"open-cart", LineTap}, {"", LineGap}, {"checkpoint: mark-1", LineMark},
			{"expect: {place: cart, cart: 1, items: ¥128.00, payable: ¥128.00}", LineExpect}, {"checkout", LineTap}, {"", LineGap},
			{"fill: {name: 林小满, phone: 13800005678, region: 上海市 黄浦区 淮海中路街道, street: 金钟路88号6栋301}", LineTap},
			{"expect: {place: checkout, stages: [note, tag, product, cart, checkout], cart: 1, items: ¥128.00, shipping: ¥12.00, payable: ¥140.00}", LineExpect},
		},
		Count: 24, Taps: 12, Steps: 9, Fields: 2, Key: "ctrl+s",
	}
}

func drawRecord(s session.Shown, cols, rows int, l words.Lang, theme look.Theme, r *Record) string {
	layout := look.LayoutFor(cols, rows)
	c := look.NewCanvas(layout.Meter.W, layout.Meter.H, look.Back)
	Draw(c, screen.Frame{W: layout.Page.W, H: layout.Page.H, Layout: layout, Theme: theme, Lang: l}, s, r)
	return c.Plain()
}

func opened(t *testing.T) session.Shown {
	t.Helper()
	return tuitest.Open(t, "native", "returning").Shown().Snapshot()
}

func TestGoldenOfTheRecord(t *testing.T) {
	shown := opened(t)
	for _, size := range [][2]int{{80, 24}, {100, 32}, {140, 45}} {
		for _, l := range []words.Lang{words.ZH, words.EN} {
			tuitest.Golden(t, fmt.Sprintf("record-%dx%d-%s", size[0], size[1], l), drawRecord(shown, size[0], size[1], l, tuitest.Dark(), written()))
		}
	}
	for _, l := range []words.Lang{words.ZH, words.EN} {
		tuitest.Golden(t, "record-sheet-60x28-"+l.String(), NewRecordSheet(shown, written()).Draw(tuitest.Frame(60, 28, l, tuitest.Dark())).Canvas.Plain())
	}
}

func TestTheRecordFitsAtAllSizes(t *testing.T) {
	shown := opened(t)
	for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		for cols := 80; cols <= 160; cols += 9 {
			for rows := 16; rows <= 70; rows += 9 {
				plain := drawRecord(shown, cols, rows, l, tuitest.Dark(), written())
				for line := range strings.SplitSeq(plain, "\n") {
					if cell.Width(line) > look.LayoutFor(cols, rows).Meter.W || strings.Contains(line, "‹") {
						t.Fatalf("%dx%d %s: %q", cols, rows, l, line)
					}
				}
				if rows >= 24 && !strings.Contains(plain, "▌ fill: {name: 林小满") {
					t.Fatalf("%dx%d %s: the newest line is not in sight:\n%s", cols, rows, l, plain)
				}
			}
		}
	}
	for i, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		for w := 36; w <= 60; w++ {
			for h := 14 + (w+i)%3; h <= 60; h += 3 {
				pic := NewRecordSheet(shown, written()).Draw(tuitest.Frame(w, h, l, tuitest.Plain()))
				if plain := pic.Canvas.Plain(); pic.Canvas.W() != w || pic.Canvas.H() > h || strings.Contains(plain, "‹") || !strings.Contains(plain, "▌ fill") {
					t.Fatalf("%dx%d %s: %dx%d\n%s", w, h, l, pic.Canvas.W(), pic.Canvas.H(), plain)
				}
			}
		}
	}
}

// Where colours are few, marks and words say all.
func TestTheRecordReadsWithoutColour(t *testing.T) {
	shown := opened(t)
	plain := drawRecord(shown, 100, 32, words.EN, tuitest.Plain(), written())
	for _, want := range []string{"● checkpoint: mark-1", "▌ fill:", "taps ≤12  steps ≤9  fields ≤2", "24 lines", "ctrl+s"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
	if nothing := drawRecord(shown, 100, 32, words.EN, tuitest.Plain(), &Record{Count: 6}); !strings.Contains(nothing, words.Say(words.EN, "meter.trace-empty")) || strings.Contains(nothing, "ctrl+s") {
		t.Errorf("of nothing it says\n%s", nothing)
	}
}

func TestTheSheetOfTheRecordCloses(t *testing.T) {
	f, shown := tuitest.Frame(48, 24, words.EN, tuitest.Dark()), opened(t)
	made := func() screen.Screen { return NewRecordSheet(shown, written()) }
	if !ShowsRecord(made()) || ShowsRecord(NewSheet(shown)) {
		t.Error("it is not known for what it is")
	}
	if s, _ := tuitest.Press(made(), f, RecordKey); !s.(screen.Closing).Closed() {
		t.Error("its key does not close it")
	}
	if s, _ := tuitest.Click(made(), f, screen.Close); !s.(screen.Closing).Closed() {
		t.Error("a click on the cross does not close it")
	}
}
