package story

import (
	"testing"
	"time"
)

func TestTimePassesUntilALinesTime(t *testing.T) {
	for _, c := range []struct{ name, start, lines, ends string }{
		{"a day and a time", "2026-11-11 20:00", "at: 2026-11-12 08:30", "2026-11-12 08:30:00"},
		{"with seconds", "2026-11-11 20:00", "at: 2026-11-11 20:00:05", "2026-11-11 20:00:05"},
		{"a time of the same day", "2026-11-11 20:00", "at: 22:00", "2026-11-11 22:00:00"},
		{"a time of the next day", "2026-11-11 20:00", "at: 08:00", "2026-11-12 08:00:00"},
		{"the time that it is", "2026-11-11 20:00", "at: 20:00", "2026-11-11 20:00:00"},
		{"over the end of a year", "2026-12-31 23:00", "at: 00:30", "2027-01-01 00:30:00"},
		{"a wait of days", "2026-11-11 20:00", "wait: 3d", "2026-11-14 20:00:00"},
		{"a wait of days and hours", "2026-11-11 20:00", "wait: 1d12h", "2026-11-13 08:00:00"},
		{"a wait of a minute and a second", "2026-11-11 20:00", "wait: 61s", "2026-11-11 20:01:01"},
		{"a wait of minutes", "2026-11-11 20:00", "wait: 5m", "2026-11-11 20:05:00"},
		{"a wait of hours", "2026-11-11 20:00", "wait: 2h", "2026-11-11 22:00:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := play(t, "clock: still\nstart: "+c.start+"\n"+storyOf(c.lines+"\nopen-note: empties"), native(), returning())
			if ends := r.Events[len(r.Events)-1].At.Time().Format(time.DateTime); !r.Passed || ends != c.ends {
				t.Errorf("ends at %s, %+v", ends, r.Failures)
			}
		})
	}
}

// What falls due on the way happens when its time has come, and is not asked for.
func TestWhatIsDueHappensOnTheWay(t *testing.T) {
	r := play(t, "clock: still\n"+storyOf(pending+"\nat: 20:31\nexpect: {payment: timed-out}"), native(), returning())
	if !r.Passed {
		t.Errorf("got %+v", r.Failures)
	}
}

// An attempt in progress is not approved before the line, as it is not before a wait.
func TestAnAttemptIsNotAnsweredBeforeTimePasses(t *testing.T) {
	r := play(t, "clock: still\n"+storyOf(atPayment+"\npay\nat: 20:31\nexpect: {payment: timed-out}"), native(), returning())
	if !r.Passed {
		t.Errorf("got %+v", r.Failures)
	}
}

func TestTimeNeverGoesBack(t *testing.T) {
	for _, c := range []struct{ at, want, got, message string }{
		{"2026-11-10 20:00", "2026-11-10 20:00", "2026-11-11 20:00:00", "at: it is 2026-11-11 20:00:00 already, later than 2026-11-10 20:00; time never goes back"},
		{"2096-11-10 20:00", "within ten years", "2096-11-10 20:00", "at: 2096-11-10 20:00 is more than ten years ahead"},
	} {
		r := play(t, storyOf("at: "+c.at+"\nexpect: {place: cart}"), native(), returning())
		if len(r.Failures) != 1 || r.Failures[0].Want != c.want || r.Failures[0].Got != c.got || r.Failures[0].Message != c.message {
			t.Errorf("got %+v", r.Failures)
		}
	}
}

// So many days that counting them in nanoseconds begins anew are no twenty minutes.
func TestAWaitOfAllTooManyDaysIsAMistake(t *testing.T) {
	for _, s := range []string{"213504d", "999999999s", "31622400d", "367d", "366d1s"} {
		if d, ok := span(s); ok {
			t.Errorf("%s is %s", s, d)
		}
	}
	for s, want := range map[string]time.Duration{"366d": mostSpan, "365d24h": mostSpan, "31622400s": mostSpan} {
		if d, ok := span(s); !ok || d != want {
			t.Errorf("%s is %s, %v", s, d, ok)
		}
	}
}
