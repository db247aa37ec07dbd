package plot

import (
	"strings"

	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// funnel draws the loop, and what does not go through it.
func (s *sheet) funnel() {
	unit := s.say("report.funnel.units")
	switch s.Query.Rule.Unit {
	case measure.UnitShopper:
		unit = s.say("report.funnel.shoppers")
	case measure.UnitTotals:
		unit = s.say("report.funnel.attempts")
	}
	r := s.Report
	look.Heading(s.c, 0, s.y, s.w-funnelCount-funnelRate-funnelLost, s.say("report.funnel"), upper(s.Lang, "report.funnel"), "")
	s.y += Funnel(s.c, 0, s.y, s.w, FunnelLook{Lang: s.Lang, Unit: unit, Head: true, Wide: true}, r.Funnel)
	label, gloss := funnelLabels(s.Lang, r.Funnel)
	scale := s.say("report.funnel.scale")
	s.c.Text(max(0, min(label+gloss+2, s.w-cell.Width(scale))), s.y, scale, aside)
	s.y += 2
	s.para(0, s.say("report.funnel.ends", "bought", Count(r.Bought), "leaked", Count(r.Leaked), "unseen", Count(r.Unseen)), body)
	if r.AtOnce.OK() {
		s.para(0, s.say("report.funnel.direct", "n", Count(r.AtOnce.Den), "paid", Count(r.AtOnce.Num), "rate", r.AtOnce.String()), body)
	}
}

const (
	causeIndent = 3
	causeBar    = 10
	causeCount  = 7
	causeKnob   = 20 // knobs have a column where it can be so wide
)

// diagnosis draws the three stages of abandonment, what their sessions show, and what to change.
func (s *sheet) diagnosis() {
	s.heading("report.diagnosis", s.say("report.diagnosis.order"))
	s.reading()
	worst := s.worstStage()
	titles, texts := 0, 0
	for i := range s.Report.Stages {
		titles = max(titles, cell.Width(s.say("report.stage."+Count(int64(s.Report.Stages[i].Stage)))))
		for j := range s.Report.Stages[i].Causes {
			row := &s.Report.Stages[i].Causes[j]
			texts = max(texts, cell.Width(s.causeText(row)))
		}
	}
	at := causeIndent + texts + 2
	if at+causeKnob > s.w-causeCount-causeBar {
		at = causeIndent + 2
	}
	for i := range s.Report.Stages {
		row := &s.Report.Stages[i]
		s.y++
		s.stageHead(row, titles, row.Stage == worst)
		most := int64(0)
		for j := range row.Causes {
			most = max(most, row.Causes[j].Sessions)
		}
		for j := range row.Causes {
			s.cause(&row.Causes[j], most, at)
		}
		if len(row.Causes) == 0 {
			s.c.Text(causeIndent, s.y, s.say("report.diagnosis.clean"), quiet)
			s.y++
		}
	}
}

// reading says what add-to-cart and conversion mean together, and what to do about it.
func (s *sheet) reading() {
	id := s.Report.Reading
	if id == "" {
		return
	}
	s.y++
	s.para(0, s.say("sales.reading."+id), plain)
	s.para(0, s.say("report.try", "what", s.say("sales.advice."+id)), advice)
}

// worstStage is the stage whose loss is the funnel's worst step, 0 where it has none.
func (s *sheet) worstStage() int {
	for i := range s.Report.Funnel {
		switch row := &s.Report.Funnel[i]; {
		case !row.Worst:
		case row.Stage == "confirmation":
			return 3
		case row.Stage == "checkout":
			return 2
		}
	}
	return 0
}

func (s *sheet) stageHead(row *measure.StageRow, titles int, worst bool) {
	number, lost := strong, strong
	if worst {
		number, lost = wrong, wrong
	}
	stage := Count(int64(row.Stage))
	s.c.Text(0, s.y, stage, number)
	s.c.Text(causeIndent, s.y, s.say("report.stage."+stage), strong)
	count := minus(row.Sessions)
	s.c.TextRight(s.w, s.y, count, lost)
	try := ""
	for i := range row.Causes {
		if id := row.Causes[i].Cause; id != "other" || len(row.Causes) == 1 {
			try = s.say("report.try", "what", s.say("report.try."+id))
			break
		}
	}
	if x := causeIndent + titles + 3; try != "" && x+cell.Width(try)+2+cell.Width(count) <= s.w {
		s.c.Text(x, s.y, try, advice)
		try = ""
	}
	s.y++
	s.para(causeIndent, try, advice)
}

func (s *sheet) causeText(row *measure.CauseRow) string {
	if row.Cause == "surprise" && s.Report.Late.N > 0 {
		return s.say("report.cause.surprise-by", "percent", measure.Tenths(s.Report.Late.P50).String()+"%")
	}
	return s.say("report.cause." + row.Cause)
}

// knob is what a cause asks to change, without saying whether it is one of the flow or a field of the listing.
func knob(row *measure.CauseRow) string {
	_, name, _ := strings.Cut(row.Fix, ": ")
	return name
}

// cause draws one cause: what the records show, the knob or field that it asks to change, how many. The knob begins in column
// x, on the row below where there is no room for it.
func (s *sheet) cause(row *measure.CauseRow, most int64, x int) {
	bar := look.Faint
	if row.Cause == "surprise" {
		bar = look.Warn
	}
	at := s.w - causeCount - causeBar
	text := cell.Truncate(s.causeText(row), at-causeIndent-1)
	s.c.Text(causeIndent, s.y, text, body)
	Thin(s.c, at, s.y, causeBar, row.Sessions, most, bar)
	s.c.TextRight(s.w, s.y, Count(row.Sessions), plain)
	name := cell.Truncate(knob(row), s.w-causeIndent)
	if wide := cell.Width(name); name != "" {
		if x < causeIndent+cell.Width(text)+1 || x+wide+1 > at {
			s.y++
			x = min(x, s.w-wide)
		}
		s.c.Text(x, s.y, name, quiet)
	}
	s.y++
}

// leaversShown is how many of the things that leavers did next are shown.
const leaversShown = 3

// leavers says what those did next who came no further than a step.
func (s *sheet) leavers() {
	label := 0
	any := false
	for i := range s.Report.Funnel {
		label = max(label, cell.Width(s.say("stage."+s.Report.Funnel[i].Stage)))
		any = any || len(s.Report.Funnel[i].Next) > 0
	}
	if !any {
		return
	}
	s.heading("report.next-after", s.say("report.next-after.of"))
	for i := range s.Report.Funnel {
		row := &s.Report.Funnel[i]
		if len(row.Next) == 0 {
			continue
		}
		s.c.Text(0, s.y, s.say("stage."+row.Stage), quiet)
		x := label + 2
		for j, next := range row.Next {
			if j == leaversShown {
				break
			}
			word := s.say("report.next-after.no")
			if next.Verb != "" {
				word = s.say("verb." + next.Verb)
			}
			if w := cell.Width(word) + 1 + len(Count(next.Units)); x > label+2 && x+w > s.w {
				x = label + 2
				s.y++
			}
			x += s.c.Text(x, s.y, word, body)
			x += s.c.Text(x+1, s.y, Count(next.Units), plain) + 4
		}
		s.y++
	}
}

// between is how long the steps took, and how sure their rates are.
func (s *sheet) between() {
	if len(s.Report.Funnel) < 2 {
		return
	}
	s.heading("report.between", s.say("report.between.unit"))
	cols := []column{
		{title: "", flex: true, least: 20}, {title: s.say("report.between.n"), right: true, drop: 1}, {title: "p50", right: true}, {title: "p75", right: true}, {title: "p90", right: true},
		{title: s.say("report.funnel.kept"), right: true}, {title: s.say("report.metrics.range"), right: true, drop: 2},
	}
	var rows [][]field
	for i := 1; i < len(s.Report.Funnel); i++ {
		row := &s.Report.Funnel[i]
		name := s.say("stage."+s.Report.Funnel[i-1].Stage) + " → " + s.say("stage."+row.Stage)
		q := &row.Took
		rows = append(rows, []field{
			{name, body}, {Count(q.N), quiet}, {quantile(q, q.P50), plain}, {quantile(q, q.P75), body}, {quantile(q, q.P90), body},
			{row.OfPrevious.String(), plain}, {interval(row.OfPrevious, row.Range), quiet},
		})
	}
	s.table(cols, rows)
}
