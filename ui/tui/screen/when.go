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

// Span writes a length of time in its largest whole unit up to hours, rounded up: 60 seconds, 30 minutes, 48 hours.
func (f Frame) Span(d time.Duration) string {
	d = max(d, 0)
	up := func(unit time.Duration) string { return strconv.FormatInt(int64((d+unit-1)/unit), 10) }
	switch {
	case d <= time.Minute:
		return f.Say("time.seconds", "n", up(time.Second))
	case d <= time.Hour:
		return f.Say("time.minutes", "n", up(time.Minute))
	}
	return f.Say("time.hours", "n", up(time.Hour))
}
