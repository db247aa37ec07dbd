package story

import (
	"fmt"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// until is the time to which a line lets time pass.
type until struct {
	at    shop.Instant  // 0 for a time of day
	clock time.Duration // since midnight in China
	text  string
}

// clockLayouts are how a line may write a time of day.
var clockLayouts = []string{"15:04", time.TimeOnly}

// until reads a day and a time, or a time of day.
func (p *parser) until(n *strict.Node) *until {
	s, _ := n.Text()
	if t, ok := dayAndTime(s); ok {
		if !inYears(t) {
			p.add(n.Pos(), n.Errorf("got %s, want a year from %d to %d", n.Got(), firstYear, lastYear))
			return nil
		}
		return &until{at: shop.At(t), text: s}
	}
	for _, layout := range clockLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return &until{clock: t.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)), text: s}
		}
	}
	p.add(n.Pos(), n.Errorf("got %s, want a day and a time such as 2026-11-11 20:00, or a time of day such as 22:00", n.Got()))
	return nil
}

// after returns the instant that is meant, seen from another: a time of day is that of the same day, else of the next.
func (u *until) after(now shop.Instant) shop.Instant {
	if u.at != 0 {
		return u.at
	}
	t := now.Time()
	at := shop.At(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, shop.China).Add(u.clock))
	if at < now {
		at = at.Add(day)
	}
	return at
}

const day = 24 * time.Hour

// mostUntil bounds how far a line moves the time: ten years.
const mostUntil = 10 * 366 * day

// elapse lets time pass until the line's time, never back.
func (p *player) elapse(l *line) error {
	now := p.scene.shown.Now
	to := l.until.after(now)
	switch ahead := to.Sub(now); {
	case ahead < 0:
		is := now.Time().Format(time.DateTime)
		p.halt(l, l.until.text, is, fmt.Sprintf("at: it is %s already, later than %s; time never goes back", is, l.until.text))
		return nil
	case ahead > mostUntil:
		p.halt(l, "within ten years", l.until.text, "at: "+l.until.text+" is more than ten years ahead")
		return nil
	case ahead > 0:
		seconds := (ahead + time.Second - 1) / time.Second
		return p.do(flow.Action{Verb: flow.Wait, N: int32(seconds)})
	}
	p.scene.refused = flow.Refusal{}
	return nil
}

// units are what a wait is counted in.
var units = []struct {
	sign byte
	is   time.Duration
}{{'d', day}, {'h', time.Hour}, {'m', time.Minute}, {'s', time.Second}}

// mostSpan bounds a wait: a year.
const mostSpan = 366 * day

// span reads a wait: whole numbers of days, hours, minutes and seconds in this order, each at most once, as in 1d12h.
func span(s string) (time.Duration, bool) {
	var sum time.Duration
	next := 0
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		n, ok := parseCount(s[:digits])
		if !ok || digits == len(s) {
			return 0, false
		}
		for next < len(units) && units[next].sign != s[digits] {
			next++
		}
		if next == len(units) {
			return 0, false
		}
		if n > int64((mostSpan-sum)/units[next].is) {
			return 0, false
		}
		sum += time.Duration(n) * units[next].is
		next++
		s = s[digits+1:]
	}
	return sum, sum > 0
}

// wait reads a wait, which the engine takes in seconds.
func (p *parser) wait(l *line, n *strict.Node) {
	s, _ := n.Text()
	d, ok := span(s)
	if !ok {
		p.add(n.Pos(), n.Errorf("got %s, want a time such as 61s, 5m, 2h, 3d or 1d12h, at most a year", n.Got()))
		return
	}
	l.actions = []flow.Action{{Verb: flow.Wait, N: int32(d / time.Second)}}
}
