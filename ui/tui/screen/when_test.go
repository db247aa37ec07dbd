package screen

import (
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow/shop"
)

func TestTimesAreWrittenAsPeopleSayThem(t *testing.T) {
	zh, en := Frame{Lang: words.ZH}, Frame{Lang: words.EN}
	now := shop.At(time.Date(2026, 11, 21, 23, 50, 0, 0, shop.China))
	for _, c := range []struct{ got, want string }{
		{zh.Clock(now), "23:50"},
		{zh.Moment(now, now.Add(9*time.Minute)), "23:59"},
		{zh.Moment(now, now.Add(10*time.Minute)), "11月22日 00:00"},
		{en.Moment(now, now.Add(48*time.Hour)), "23 Nov 23:50"},
		{zh.Moment(now, now.Add(365*24*time.Hour)), "11月21日 23:50"},
		{zh.Stamp(now), "11-21 23:50"},
		{zh.Day(now), "2026-11-21"},
		{zh.Span(60 * time.Second), "60 秒"},
		{zh.Span(61 * time.Second), "2 分钟"},
		{zh.Span(30*time.Minute - time.Second), "30 分钟"},
		{en.Span(90 * time.Minute), "2 h"},
		{en.Span(-time.Minute), "0 s"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestTheGlossStandsWhereItFits(t *testing.T) {
	for _, c := range []struct {
		lang words.Lang
		w    int
		want string
	}{
		{words.Both, 40, "取消订单 Cancel order"}, {words.Both, 20, "取消订单"}, {words.ZH, 40, "取消订单"}, {words.EN, 40, "Cancel order"},
	} {
		if got := (Frame{Lang: c.lang}).Glossed("orders.cancel", c.w); got != c.want {
			t.Errorf("%s in %d cells: %q, want %q", c.lang, c.w, got, c.want)
		}
	}
}
