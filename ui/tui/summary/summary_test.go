package summary

import (
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// bought walks to the confirmation, with the fewest taps that were possible.
func bought(t testing.TB) session.Shown {
	t.Helper()
	s := tuitest.Open(t, "native", "returning")
	shown := tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"},
		flow.Action{Verb: flow.BuyNow}, flow.Action{Verb: flow.Choose, ID: "shade", Value: "rose-03"}, flow.Action{Verb: flow.Confirm},
		flow.Action{Verb: flow.PlaceOrder}, flow.Action{Verb: flow.Pay},
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved})
	shown.Least = &measure.Least{Taps: 7, OK: true}
	return shown
}

// as is a walk that reached what this one did, with other figures.
func as(s session.Shown, change func(*measure.Summary)) measure.Summary {
	past := s.Meter.Summary()
	past.Flow = "native"
	change(&past)
	return past
}

// earlier are three walks: a long one of another flow, one that ended sooner, a short one.
func earlier(s session.Shown) []measure.Summary {
	return []measure.Summary{
		as(s, func(m *measure.Summary) {
			m.Flow, m.Taps, m.Steps, m.Fields, m.Keys, m.Seconds = "guest-form", 23, 14, 7, 61, 812
			m.CheckoutSteps, m.Surprises, m.Refused, m.Backtracks = 4, 1, 2, 3
		}),
		as(s, func(m *measure.Summary) { m.Taps, m.Stages = 5, 1 }),
		as(s, func(m *measure.Summary) { m.Flow, m.Taps, m.Seconds = "express", 6, 121 }),
	}
}

func panel(w, h int, f screen.Frame, s session.Shown, past []measure.Summary) *look.Canvas {
	c := look.NewCanvas(w, h, look.Back)
	Draw(c, f, s, past)
	return c
}

func frame(l words.Lang, theme look.Theme) screen.Frame { return screen.Frame{Theme: theme, Lang: l} }

func plain(w, h int, l words.Lang, s session.Shown, past []measure.Summary) string {
	return panel(w, h, frame(l, tuitest.Dark()), s, past).Plain()
}

func TestTheVerdict(t *testing.T) {
	s := bought(t)
	none, silent := s, s
	none.Least, silent.Least = &measure.Least{}, nil
	begun, untapped := s, *s.Meter
	untapped.Taps = 0
	begun.Meter, begun.Least = &untapped, nil
	far := s
	far.Least = &measure.Least{Taps: 4, OK: true}
	long := func(m *measure.Summary) { m.Taps, m.Seconds = m.Taps+3, m.Seconds+105 }
	short := func(m *measure.Summary) { m.Taps, m.Seconds = m.Taps-1, m.Seconds-8 }
	for _, c := range []struct {
		name  string
		shown session.Shown
		past  []measure.Summary
		want  []string
		not   []string
	}{
		{"the first walk", s, nil, []string{"没有绕路：7 次点按就是最少", "还没有可比的一程"}, []string{"比上次"}},
		{"a detour", far, nil, []string{"绕了 3 次点按，最少 4 次就能走到"}, nil},
		{"nothing to count from", none, nil, []string{"还没有可比的一程"}, []string{"最少", "绕"}},
		{"still searching", silent, nil, []string{"还没有可比的一程"}, []string{"最少", "绕"}},
		{"fewer than last time", s, []measure.Summary{as(s, long)}, []string{"比上次：点按 −3，预测 −10.5 秒"}, []string{"环节不同", "流程不同"}},
		{"more than last time", s, []measure.Summary{as(s, short)}, []string{"比上次：点按 +1，预测 +0.8 秒"}, nil},
		{"the same", s, []measure.Summary{as(s, func(*measure.Summary) {})}, []string{"比上次：点按 ±0，预测 ±0.0 秒"}, nil},
		{"another flow", s, earlier(s), []string{"流程不同，步骤也不同"}, []string{"环节不同"}},
		{"only begun", begun, earlier(s), []string{"这一程刚开始"}, []string{"比上次", "环节不同"}},
		{"that ended sooner", s, earlier(s)[1:], []string{"两程走到的环节不同"}, []string{"流程不同"}},
	} {
		got := plain(42, 41, words.ZH, c.shown, c.past)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
		for _, not := range c.not {
			if strings.Contains(got, not) {
				t.Errorf("%s: %q in\n%s", c.name, not, got)
			}
		}
	}
}

// A walk without the cart and one with it are compared where both end at the same stage.
func TestWalksCompareByTheLastStage(t *testing.T) {
	a, b := measure.Summary{Stages: 1 << flow.StageCheckout}, measure.Summary{Stages: 1<<flow.StageCheckout | 1<<flow.StageCart}
	if !together(&a, &b) {
		t.Error("both reached the checkout")
	}
	b.Stages |= 1 << flow.StageReview
	if together(&a, &b) {
		t.Error("one reached the review, one the checkout")
	}
}

// The bars of a chart stand on one scale; the longest fills it.
func TestBarsStandOnOneScale(t *testing.T) {
	s := bought(t)
	bars := map[string]int{}
	for line := range strings.SplitSeq(plain(42, 41, words.ZH, s, earlier(s)), "\n") {
		f := strings.Fields(strings.TrimPrefix(line, "点按"))
		if len(f) == 3 && bars[f[0]] == 0 && strings.Contains(f[2], "━") {
			bars[f[0]] = strings.Count(f[2], "━")
		}
	}
	full := bars["前1次"]
	if full == 0 || bars["这次"] != (7*full*2+23)/46 || bars["最少"] != bars["这次"] {
		t.Errorf("bars %v: want 23 taps full, and 7 of them a third", bars)
	}
}

func TestOnlyAsManyWalksAsHaveRoom(t *testing.T) {
	s := bought(t)
	for _, c := range []struct {
		w    int
		l    words.Lang
		want int
	}{{28, words.ZH, 1}, {31, words.ZH, 2}, {38, words.ZH, 2}, {42, words.ZH, 3}, {56, words.ZH, 4}, {28, words.EN, 1}, {38, words.EN, 2}} {
		got := plain(c.w, 41, c.l, s, earlier(s))
		n := 0
		for line := range strings.SplitSeq(got, "\n") {
			if rest, ok := strings.CutPrefix(line, words.Say(c.l, "summary.flow")+" "); ok {
				n = len(strings.Fields(rest))
			}
		}
		if n != c.want {
			t.Errorf("%d cells %s: %d walks, want %d in\n%s", c.w, c.l, n, c.want, got)
		}
		if strings.Contains(got, "…") {
			t.Errorf("%d cells %s: something is cut:\n%s", c.w, c.l, got)
		}
	}
}

// A low panel loses rows of the table, and nothing of the verdict.
func TestALowPanelKeepsWhatMatters(t *testing.T) {
	s := bought(t)
	low := plain(31, 21, words.ZH, s, earlier(s))
	for _, want := range []string{"没有绕路", "比上次", "点按", "最少", "预测秒", "流程", "走到"} {
		if !strings.Contains(low, want) {
			t.Errorf("no %q in\n%s", want, low)
		}
	}
	if tall := plain(43, 28, words.ZH, s, earlier(s)); !strings.Contains(tall, "折返") {
		t.Errorf("28 rows hold the whole card:\n%s", tall)
	}
}

func TestPanelsFit(t *testing.T) {
	s := bought(t)
	for _, past := range [][]measure.Summary{nil, earlier(s)} {
		for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
			for w := 26; w <= 46; w++ {
				for h := 10; h <= 60; h += 7 {
					got := plain(w, h, l, s, past)
					lines := strings.Split(got, "\n")
					for _, line := range lines {
						if cell.Width(line) > w || strings.ContainsAny(line, "‹{") {
							t.Fatalf("%dx%d %s: %q", w, h, l, line)
						}
					}
					if len(lines) != h {
						t.Fatalf("%dx%d %s: %d rows", w, h, l, len(lines))
					}
				}
			}
		}
	}
}

// Signs and words carry the comparison where there is no colour.
func TestWithoutColourNothingIsLost(t *testing.T) {
	s := bought(t)
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256} {
		theme := look.NewTheme(look.Light, profile, profile == colorprofile.ASCII)
		c := panel(42, 41, frame(words.EN, theme), s, earlier(s))
		if out := c.Render(theme); strings.Count(out, "\n") != 40 || profile == colorprofile.ASCII && strings.ContainsAny(out, "━─") {
			t.Errorf("%v:\n%s", profile, out)
		}
		if !strings.Contains(c.Plain(), "Since last time: −16 taps") {
			t.Errorf("%v:\n%s", profile, c.Plain())
		}
	}
}

func TestTheDialogFitsAndCloses(t *testing.T) {
	s := bought(t)
	made := func() screen.Screen { return New(s, earlier(s)) }
	tuitest.Fits(t, made)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Dark())
	for _, key := range []string{made().Bindings()[1].Keys[0], "enter"} {
		if next, a := tuitest.Press(made(), f, key); !next.(screen.Closing).Closed() || a.Verb != flow.None {
			t.Errorf("%s does not close it: %v", key, a)
		}
	}
	if next, _ := tuitest.Click(made(), f, screen.Close); !next.(screen.Closing).Closed() {
		t.Error("a click on the cross does not close it")
	}
	last := words.Say(words.ZH, "summary.backtracks")
	low := tuitest.Frame(36, 14, words.ZH, tuitest.Dark())
	if next, _ := tuitest.Press(made(), low, "end"); !strings.Contains(next.Draw(low).Canvas.Plain(), last) {
		t.Error("the end of the card cannot be scrolled to")
	}
}

// What is said while somebody looks back stands on one row of a terminal of 80 columns, and on the banner of a low one.
func TestLookingBackFits(t *testing.T) {
	for _, l := range []words.Lang{words.ZH, words.EN} {
		short := words.Say(l, "rewind.looking", "n", "123", "of", "456")
		if w := cell.Width(short); w > 31 {
			t.Errorf("%s: %d cells, want at most 31: %s", l, w, short)
		}
		if w := cell.Width(short + "  " + words.Say(l, "rewind.branch")); w > 76 {
			t.Errorf("%s: with what a tap does %d cells, want at most 76", l, w)
		}
		for _, key := range []string{"summary.ready", "rewind.marked"} {
			if w := cell.Width(words.Say(l, key, "n", "12")); w > 44 {
				t.Errorf("%s %s: %d cells, want at most the 44 of a page", l, key, w)
			}
		}
	}
}

func TestGolden(t *testing.T) {
	s := bought(t)
	for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		tuitest.Golden(t, "panel-38x41-"+l.String(), plain(38, 41, l, s, earlier(s)))
		tuitest.Golden(t, "panel-31x21-"+l.String(), plain(31, 21, l, s, earlier(s)))
		f := tuitest.Frame(48, 28, l, tuitest.Dark())
		tuitest.Golden(t, "dialog-48x28-"+l.String(), New(s, earlier(s)).Draw(f).Canvas.Plain())
	}
	tuitest.Golden(t, "first-38x41-zh", plain(38, 41, words.ZH, s, nil))
}

func BenchmarkDraw(b *testing.B) {
	s := bought(b)
	past, c := earlier(s), look.NewCanvas(38, 41, look.Back)
	b.ReportAllocs()
	for b.Loop() {
		Draw(c, frame(words.ZH, tuitest.Dark()), s, past)
	}
}
