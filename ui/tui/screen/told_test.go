package screen

import (
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func TestAgoCountsToAMonth(t *testing.T) {
	now := shop.At(time.Date(2026, 11, 11, 9, 0, 0, 0, shop.China))
	for _, c := range []struct {
		d      time.Duration
		zh, en string
	}{
		{-time.Hour, "刚刚", "just now"}, {59 * time.Second, "刚刚", "just now"}, {time.Minute, "1分钟前", "1 min ago"},
		{59 * time.Minute, "59分钟前", "59 min ago"}, {23 * time.Hour, "23小时前", "23 h ago"}, {24 * time.Hour, "1天前", "1 day ago"},
		{29 * 24 * time.Hour, "29天前", "29 days ago"}, {30 * 24 * time.Hour, "10月12日", "12 Oct"},
	} {
		zh, en := Frame{Lang: words.ZH}.Ago(now, now.Add(-c.d)), Frame{Lang: words.EN}.Ago(now, now.Add(-c.d))
		if zh != c.zh || en != c.en {
			t.Errorf("%v: %q %q, want %q %q", c.d, zh, en, c.zh, c.en)
		}
	}
}

func TestAuthorOf(t *testing.T) {
	line := func(s string) text.Text { return text.Clean(s, text.Line) }
	c := &shop.Catalogue{Authors: []shop.Author{{ID: "xiaoman", Name: shop.Words{ZH: line("小满")}, Kind: "koc", Colour: 0x102030}}}
	c.Index()
	w := &flow.World{Catalogue: c, Shopper: &flow.Shopper{ID: "me", Name: line("林小满")}}
	for id, want := range map[shop.AuthorID][2]string{"xiaoman": {"小满", "koc"}, "me": {"林小满", "shopper"}, "else": {"买家", "shopper"}} {
		a := Frame{}.AuthorOf(w, &shop.Note{Author: id})
		if a.Name != want[0] || a.Kind != want[1] {
			t.Errorf("%s: %s %s, want %v", id, a.Name, a.Kind, want)
		}
	}
	if got := (Frame{}).AuthorOf(w, &shop.Note{Author: "xiaoman"}).Colour; got.R != 0x10 || got.G != 0x20 || got.B != 0x30 {
		t.Errorf("colour %v", got)
	}
}

func TestARefusalIsSaidWithItsArguments(t *testing.T) {
	r := flow.Refusal{Code: flow.StockShort, Args: [3]flow.Detail{{Name: "left", Value: "3"}}}
	if got := (Frame{Lang: words.EN}).Refusal(r); got != "Only 3 left, choose fewer" {
		t.Error(got)
	}
	if got := (Frame{}).Refusal(flow.Refusal{}); got != "" {
		t.Errorf("no refusal: %q", got)
	}
}

func TestOnlyBothLanguagesHaveAGloss(t *testing.T) {
	for l, want := range map[words.Lang]string{words.ZH: "", words.EN: "", words.Both: "Payment"} {
		if got := (Frame{Lang: l}).Gloss("checkout.payment"); got != want {
			t.Errorf("%s: %q", l, got)
		}
	}
}
