package plot

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
)

// head says what the report is of: flows, time, who walked, and how it counts.
func (s *sheet) head() {
	title := s.say("report.title")
	n := s.c.Text(0, s.y, title, strong)
	n += 1 + s.c.Text(n+1, s.y, "tagtap report", aside)
	if fact := s.flows() + " · " + s.period(); n+3+cell.Width(fact) <= s.w {
		s.c.TextRight(s.w, s.y, fact, quiet)
		s.y++
	} else {
		s.y++
		s.para(0, fact, quiet)
	}
	if s.Report.Sessions == 0 {
		s.para(0, s.say("report.rule", "rule", s.rule()), quiet)
		return
	}
	s.who()
	s.assumed()
	s.para(0, s.say("report.rule", "rule", s.rule()), quiet)
	if s.Report.Branches > 0 {
		s.para(0, s.say("report.branches", "n", Count(s.Report.Branches), "flag", "--branches"), quiet)
	}
}

// who says how many sessions people, stories and simulated shoppers walked. The simulated ones stand out.
func (s *sheet) who() {
	x := s.c.Text(0, s.y, s.say("report.who")+" "+Count(s.Report.Sessions), plain)
	for _, m := range s.Report.Made {
		key, st := "report.made."+m.Key, quiet
		if !words.Has(key) {
			key = "report.made.other"
		}
		part := s.say(key, "n", Count(m.Sessions))
		if m.Key == "sim" {
			part, st = "▲ "+part, warned
		}
		if x+3+cell.Width(part) > s.w {
			s.y++
			x = s.c.Text(0, s.y, part, st)
			continue
		}
		x += s.c.Text(x, s.y, " · ", quiet)
		x += s.c.Text(x, s.y, part, st)
	}
	s.y++
}

// assumed names the sets under which simulated shoppers walked: a report of a model has to say so.
func (s *sheet) assumed() {
	if !slices.ContainsFunc(s.Report.Made, func(m measure.Share) bool { return m.Key == "sim" && m.Sessions > 0 }) {
		return
	}
	s.para(0, s.say("report.assumed", "names", Assumptions(s.Lang, s.Report)), warned)
}

// Assumptions lists the assumption sets of a report's simulated sessions, and says where they are not known.
func Assumptions(l words.Lang, r *measure.Report) string {
	if len(r.Assumptions) == 0 {
		return words.Say(l, "report.assumed.unknown")
	}
	names := make([]string, len(r.Assumptions))
	for i, name := range r.Assumptions {
		names[i] = clean(name)
	}
	return strings.Join(names, ", ")
}

// mostFlows is how many flows the head names.
const mostFlows = 3

func (s *sheet) flows() string {
	names := []string{}
	flows := s.Report.Flows
	for _, f := range flows[:min(mostFlows, len(flows))] {
		names = append(names, clean(f.Key))
	}
	if len(names) == 0 {
		names = append(names, cmp.Or(clean(s.Query.Flow), s.say("report.none")))
	}
	all := strings.Join(names, ", ")
	if more := len(flows) - mostFlows; more > 0 {
		n := more
		if s.Lang != words.EN { // Chinese says how many there are, English how many more
			n = len(flows)
		}
		all = s.say("report.flows.more", "names", all, "n", Count(int64(n)))
	}
	return s.say("report.flow") + " " + all
}

// period is the time that was asked for, else that of the weeks that hold anything.
func (s *sheet) period() string {
	q, r := s.Query, s.Report
	last := func(until time.Time) time.Time { return until.Add(-time.Millisecond) }
	switch {
	case q.Since != 0 && q.Until != 0:
		return s.span(q.Since.Time(), last(q.Until.Time()))
	case q.Since != 0:
		return s.say("report.since", "from", s.date(q.Since.Time()))
	case q.Until != 0:
		return s.say("report.until", "until", s.date(last(q.Until.Time())))
	case r.Until == 0:
		return s.say("report.all-time")
	}
	return s.span(r.From.Time(), last(r.Until.Time()))
}

// rule says how the funnel counts, and what was asked for.
func (s *sheet) rule() string {
	r := &s.Query.Rule
	parts := []string{s.say("page.rule.ordered")}
	if r.Open {
		parts[0] = s.say("page.rule.open")
	}
	if r.Strict {
		parts = append(parts, s.say("page.rule.strict"))
	}
	if r.PerStep > 0 {
		parts = append(parts, s.say("page.rule.per-step", "time", s.duration(r.PerStep)))
	} else {
		parts = append(parts, s.say("page.rule.window", "time", s.duration(r.Window)))
	}
	parts = append(parts, s.say("page.rule."+r.Unit.String()))
	if s.Query.Source != "" {
		parts = append(parts, s.say("report.source", "source", s.source(s.Query.Source)))
	}
	if s.Lang == words.EN {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "，")
}

func (s *sheet) duration(d time.Duration) string {
	var parts []string
	for _, unit := range []struct {
		key  string
		long time.Duration
	}{{"time.hours", time.Hour}, {"time.minutes", time.Minute}} {
		if n := d / unit.long; n > 0 {
			parts = append(parts, s.say(unit.key, "n", Count(int64(n))))
			d -= n * unit.long
		}
	}
	if d > 0 || len(parts) == 0 {
		n := strings.TrimSuffix(measure.Tenths(d/(100*time.Millisecond)).String(), ".0")
		parts = append(parts, s.say("time.seconds", "n", n))
	}
	return strings.Join(parts, " ")
}

// nothing says that there is nothing to report.
func (s *sheet) nothing() {
	key := "report.empty"
	if s.Filtered {
		key = "report.nothing"
	}
	s.c.Text(0, s.y, s.say(key), strong)
	s.y++
	s.para(0, s.say(key+".text"), body)
}

// next names commands that lead on.
func (s *sheet) next() {
	if len(s.Next) == 0 {
		return
	}
	label := s.say("report.next")
	s.c.Text(0, s.y, label, quiet)
	from := cell.Width(label) + 2
	x := from
	for _, command := range s.Next {
		if w := cell.Width(command); x > from && x+w > s.w {
			x = from
			s.y++
		}
		x += s.c.Text(x, s.y, cell.Truncate(command, s.w-x), plain) + 3
	}
	s.y++
}

// source names who walked.
func (p *Page) source(id string) string {
	if key := "report.source." + id; words.Has(key) {
		return words.Say(p.Lang, key)
	}
	return clean(id)
}
