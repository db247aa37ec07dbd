package screen

import (
	"strconv"
	"time"

	"tagtap/flow/shop"
)

// Clock writes hours and minutes in China time.
func (Frame) Clock(at shop.Instant) string { return at.Time().Format("15:04") }

// Moment writes the clock of the same day, and with the date that of another one.
func (f Frame) Moment(now, at shop.Instant) string {
	a, b := now.Time(), at.Time()
	if a.YearDay() == b.YearDay() && a.Year() == b.Year() {
		return f.Clock(at)
	}
	return f.Date(at) + " " + f.Clock(at)
}

// Stamp writes month, day and clock in figures, as columns of times have them: 11-23 21:08.
func (Frame) Stamp(at shop.Instant) string {
	if at == 0 {
		return "…"
	}
	return at.Time().Format("01-02 15:04")
}

// Day writes a date with its year in figures: 2027-11-21.
func (Frame) Day(at shop.Instant) string { return at.Time().Format("2006-01-02") }

// Span writes a length of time in its largest whole unit, rounded up: 60 seconds, 30 minutes, 48 hours, 10 days.
func (f Frame) Span(d time.Duration) string {
	d = max(d, 0)
	up := func(unit time.Duration) string { return strconv.FormatInt(int64((d+unit-1)/unit), 10) }
	switch {
	case d <= time.Minute:
		return f.Say("time.seconds", "n", up(time.Second))
	case d <= time.Hour:
		return f.Say("time.minutes", "n", up(time.Minute))
	}
	if d <= 72*time.Hour {
		return f.Say("time.hours", "n", up(time.Hour))
	}
	return f.Say("time.days", "n", up(24*time.Hour))
}

// Played writes a place in a video: 0:12, 1:05.
func (Frame) Played(seconds int) string {
	seconds = max(seconds, 0)
	s := strconv.Itoa(seconds % 60)
	if len(s) < 2 {
		s = "0" + s
	}
	return strconv.Itoa(seconds/60) + ":" + s
}
