package stage

import (
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/story"
)

// came is a run that is over, with time spent at some places.
func came(taps, fields int, stretches ...stretch) *actor {
	a := &actor{over: true, onStage: true, stage: flow.StageReview, result: &story.Result{}}
	a.result.Taps, a.result.Fields = taps, fields
	for _, st := range stretches {
		a.ledger.stretches = append(a.ledger.stretches, st)
		a.ledger.millis += st.millis
	}
	return a
}

func TestTheVerdictIsExactInBothLanguages(t *testing.T) {
	at := func(p flow.Place, millis int64) stretch { return stretch{place: p, millis: millis} }
	for _, c := range []struct {
		name   string
		a, b   *actor
		zh, en string
	}{
		{"more of everything", came(13, 1, at(flow.Note, 29_000)), came(18, 2, at(flow.Note, 32_270), at(flow.Checkout, 9_830)),
			"B 多花 13.1 秒，用时约为 A 的 1.5 倍，多 5 次点按、1 个字段。多出的时间里，结算占 75%。",
			"B takes 13.1 s longer, about 1.5 times as long as A, with 5 taps and 1 field more. 75% of the difference comes from Checkout."},
		{"a little longer", came(10, 0, at(flow.Note, 20_000)), came(11, 0, at(flow.Note, 21_000)),
			"B 多花 1.0 秒，多 1 次点按。多出的时间里，笔记占 100%。",
			"B takes 1.0 s longer, with 1 tap more. 100% of the difference comes from Note."},
		{"the first one is slower", came(11, 2, at(flow.Cart, 30_000)), came(13, 1, at(flow.Cart, 10_000)),
			"A 多花 20.0 秒，用时约为 B 的 3.0 倍，多 1 个字段，但少 2 次点按。多出的时间里，购物车占 100%。",
			"A takes 20.0 s longer, about 3.0 times as long as B, with 1 field more, but 2 taps fewer. 100% of the difference comes from Cart."},
		{"slower with fewer taps", came(13, 1, at(flow.Cart, 20_000)), came(11, 0, at(flow.Cart, 24_000)),
			"B 多花 4.0 秒，但少 2 次点按、1 个字段。多出的时间里，购物车占 100%。",
			"B takes 4.0 s longer, but with 2 taps and 1 field fewer. 100% of the difference comes from Cart."},
		{"one place more than all", came(10, 0, at(flow.Note, 10_000)), came(10, 0, at(flow.Note, 5_000), at(flow.Checkout, 7_000)),
			"B 多花 2.0 秒。单是结算就多花 7.0 秒。", "B takes 2.0 s longer. It takes 7.0 s longer at Checkout alone."},
		{"no place stands out", came(1, 0), came(1, 0, at(flow.Note, 1_000), at(flow.Cart, 1_000), at(flow.Checkout, 1_000), at(flow.Payment, 1_000), at(flow.Orders, 1_000), at(flow.Review, 1_000)),
			"B 多花 6.0 秒。", "B takes 6.0 s longer."},
		{"the same time", came(10, 2, at(flow.Note, 10_010)), came(11, 1, at(flow.Note, 9_990)),
			"两边用时相同，A 多 1 个字段，但少 1 次点按。", "Both take the same time, A with 1 field more, but 1 tap fewer."},
		{"the same time with fewer taps", came(10, 1, at(flow.Note, 10_000)), came(9, 1, at(flow.Note, 10_000)),
			"两边用时相同，B 少 1 次点按。", "Both take the same time, B with 1 tap fewer."},
		{"the same of everything", came(10, 1, at(flow.Note, 10_000)), came(10, 1, at(flow.Note, 10_000)),
			"两边用时相同。", "Both take the same time."},
	} {
		s := &Stage{actors: []*actor{c.a, c.b}}
		for lang, want := range map[words.Lang]string{words.ZH: c.zh, words.EN: c.en} {
			s.lang = lang
			if got := s.verdict(s.frame()); got != want {
				t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
			}
		}
	}
}
