package terms

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func made(t testing.TB) screen.Screen { return New(shown(t)) }

func shown(t testing.TB) session.Shown {
	t.Helper()
	return tuitest.Open(t, "native", "returning").Shown().Snapshot()
}

func TestTheTermsOfThePlaceComeFirst(t *testing.T) {
	plain := made(t).Draw(tuitest.Frame(48, 40, words.ZH, tuitest.Dark())).Canvas.Plain()
	here, all, ok := strings.Cut(plain, words.Say(words.ZH, "coach.terms-all"))
	lesson, _ := words.Coach("feed")
	for _, term := range lesson.Terms {
		if !strings.Contains(here, term.ZH) {
			t.Errorf("no %s in\n%s", term.ZH, here)
		}
	}
	if !ok || !strings.Contains(all, words.Terms()[0].ZH) {
		t.Errorf("the glossary does not follow:\n%s", plain)
	}
}

func TestTheWholeGlossaryCanBeRead(t *testing.T) {
	f := tuitest.Frame(48, 20, words.EN, tuitest.Dark())
	s := made(t)
	seen := map[string]bool{}
	for range 80 {
		plain := s.Draw(f).Canvas.Plain()
		for _, term := range words.Terms() {
			if strings.Contains(plain, term.ZH) {
				seen[term.ZH] = true
			}
		}
		s, _ = tuitest.Press(s, f, "down")
	}
	if len(seen) != len(words.Terms()) {
		t.Errorf("%d of %d terms can be read", len(seen), len(words.Terms()))
	}
}

// No word of a term, of its meaning or of how it is said is broken, on the narrowest page either.
func TestTermsAreWhole(t *testing.T) {
	const narrowest = 36 - 2*margin - column
	for _, term := range words.Terms() {
		if cell.Width(term.ZH) >= column {
			t.Errorf("%s takes %d columns, want less than %d", term.ZH, cell.Width(term.ZH), column)
		}
		if w := longest(behind(&term)); w > narrowest {
			t.Errorf("%s: a word of %d cells, want at most %d", term.ZH, w, narrowest)
		}
	}
}

func TestItCloses(t *testing.T) {
	f := tuitest.Frame(48, 20, words.ZH, tuitest.Dark())
	for _, key := range []string{"K", "enter"} {
		if s, a := tuitest.Press(made(t), f, key); !s.(screen.Closing).Closed() || a.Verb != flow.None {
			t.Errorf("%s does not close it: %v", key, a)
		}
	}
}

func TestGolden(t *testing.T) {
	tuitest.Golden(t, "terms-48x27", made(t).Draw(tuitest.Frame(48, 27, words.ZH, tuitest.Dark())).Canvas.Plain())
	tuitest.Golden(t, "terms-48x27-en", made(t).Draw(tuitest.Frame(48, 27, words.EN, tuitest.Dark())).Canvas.Plain())
}

func TestFits(t *testing.T) {
	s := shown(t)
	tuitest.Fits(t, func() screen.Screen { return New(s) })
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(b), tuitest.Frame(48, 40, words.ZH, tuitest.Dark())
	b.ReportAllocs()
	for b.Loop() {
		s.Draw(f)
	}
}

// What the walk newly meets has a meaning: parcels, wallets, remote provinces, ways out of the app.
func TestTheNewWorldIsExplained(t *testing.T) {
	for _, zh := range strings.Fields(`视频笔记 求链接 种草 拔草 追评 点赞 关注 绑卡 风控 待付款 待发货 待收货 配货 揽件 签收 确认收货 延迟发货 薯券 偏远地区
		跨境电商 保税仓 海外直邮 号店一体 闭环 站外 外链`) {
		if term, ok := words.TermOf(zh); !ok || term.Pinyin == "" || term.EN == "" {
			t.Errorf("%s: %+v", zh, term)
		}
	}
}
