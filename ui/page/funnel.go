package page

import (
	"math"
	"strconv"
	"strings"

	"tagtap/flow/measure"
)

type funnelView struct {
	Table  table
	Next   []nextView
	AtOnce string
}

type nextView struct {
	Stage label
	Items []pair
}

// stageView is a stage of abandonment with its causes.
type stageView struct {
	N      int
	Title  label
	Lost   string
	Worst  bool
	Try    string
	Causes []causeView
}

type causeView struct {
	Text, Fix, Knob string
	Count, Share    string
	Bar             bar
}

// report is the upper part of the page.
func (t *teller) report(v *view, d *Data) {
	r := d.Report
	v.Facts = t.facts(d)
	v.Empty = r.Sessions == 0
	if v.Empty {
		return
	}
	v.Band = t.band(d)
	for _, sentence := range t.lead(r) {
		v.Lead = t.join(v.Lead, sentence)
	}
	v.Figures = t.figures(r)
	v.Funnel = t.funnel(r, t.unit(d))
	v.link("funnel", t.label("page.funnel"))
	if len(r.Weeks) > 0 {
		v.Weeks = t.weeks(r)
		v.link("weeks", t.label("sales.weeks"))
	}
	v.Stages = t.stages(r)
	v.Outcomes = t.outcomes(r)
	if r.Late.N > 0 {
		v.Surprise = t.say("page.surprise", "percent", measure.Tenths(r.Late.P50).String()+"%", "n", count(r.Late.N))
	}
	if r.Reading != "" {
		v.Reading = t.of("sales.reading.", r.Reading).Text
		v.Advice = t.say("page.try", "fix", t.of("sales.advice.", r.Reading).Text)
	}
	v.link("diagnosis", t.label("page.diagnosis"))
}

func (t *teller) facts(d *Data) []pair {
	r := d.Report
	facts := []pair{{Label: t.label("page.rule"), Value: t.rule(d)}}
	if len(r.Flows) > 0 {
		var names []string
		for _, s := range r.Flows {
			names = append(names, clean(s.Key)+" "+count(s.Sessions))
		}
		facts = append(facts, pair{Label: t.label("page.flows"), Value: strings.Join(names, " · ")})
	}
	if r.From != 0 {
		last := r.Until - 1
		facts = append(facts, pair{Label: t.label("page.period"), Value: t.say("page.weeks.range",
			"from", r.From.Time().Format("2006-01-02"), "until", last.Time().Format("2006-01-02"))})
	}
	if r.Sessions > 0 {
		var made []string
		for _, s := range r.Made {
			made = append(made, t.madeBy(s))
		}
		f := pair{Label: t.label("page.made"), Value: strings.Join(made, " · ")}
		if r.Branches > 0 {
			f.Note = t.say("page.branches", "n", count(r.Branches))
		}
		facts = append(facts, f)
	}
	return facts
}

func (t *teller) madeBy(s measure.Share) string {
	n := count(s.Sessions)
	switch s.Key {
	case "person":
		return t.say("page.made.person", "n", n)
	case "story":
		return t.say("page.made.story", "n", n)
	case "lesson":
		return t.say("page.made.lesson", "n", n)
	case sourceSim:
		return t.say("page.made.sim", "n", n)
	}
	return t.say("page.made.other", "n", n)
}

// sourceSim is the source of sessions that simulated shoppers walked.
const sourceSim = "sim"

// rule says how the funnel counts.
func (t *teller) rule(d *Data) string {
	if d.Rule == nil {
		return clean(d.Report.Rule)
	}
	parts := []string{t.say("page.rule.ordered")}
	if d.Rule.Open {
		parts[0] = t.say("page.rule.open")
	}
	if d.Rule.Strict {
		parts = append(parts, t.say("page.rule.strict"))
	}
	if d.Rule.PerStep > 0 {
		parts = append(parts, t.say("page.rule.per-step", "time", t.minutes(d.Rule.PerStep.Minutes())))
	} else {
		parts = append(parts, t.say("page.rule.window", "time", t.minutes(d.Rule.Window.Minutes())))
	}
	return strings.Join(append(parts, t.say("page.rule."+d.Rule.Unit.String())), " · ")
}

func (t *teller) minutes(m float64) string {
	return t.say("page.minutes", "n", number(m))
}

// band says how much of it is simulated.
func (t *teller) band(d *Data) string {
	sim := int64(0)
	for _, s := range d.Report.Made {
		if s.Key == sourceSim {
			sim = s.Sessions
		}
	}
	if sim == 0 {
		return ""
	}
	said := t.say("page.simulated", "percent", measure.Rate{Num: sim, Den: d.Report.Sessions}.String())
	names := d.Assumptions
	if len(d.Report.Assumptions) > 0 {
		names = strings.Join(d.Report.Assumptions, ", ")
	}
	if names == "" {
		return t.join(said, t.say("page.unassumed"))
	}
	return t.join(said, t.say("page.assumed", "name", clean(names)))
}

// join puts a sentence behind another.
func (t *teller) join(a, b string) string {
	if a == "" || b == "" || strings.HasSuffix(a, "。") {
		return a + b
	}
	return a + " " + b
}

// lead says in a few sentences where most is lost and what to try.
func (t *teller) lead(r *measure.Report) []string {
	for i := range r.Funnel {
		row := &r.Funnel[i]
		if !row.Worst || i == 0 {
			continue
		}
		before := r.Funnel[i-1].Units
		lines := []string{t.say("page.lead", "step", t.of("stage.", row.Stage).Text, "before", count(before), "lost", count(row.Lost),
			"percent", measure.Rate{Num: row.Lost, Den: before}.String())}
		if c := t.mainCause(r, stageOf(row.Stage)); c != nil {
			lines = append(lines, t.say("page.lead.cause", "cause", t.of("page.cause.", c.Cause).Text, "n", count(c.Sessions), "of", count(abandoned(r, stageOf(row.Stage)))),
				t.say("page.lead.fix", "fix", t.of("page.fix.", c.Cause).Text))
		}
		return lines
	}
	return []string{t.say("page.lead.none")}
}

// abandoned is how many sessions ended at a stage of abandonment.
func abandoned(r *measure.Report, stage int) int64 {
	for i := range r.Stages {
		if r.Stages[i].Stage == stage {
			return r.Stages[i].Sessions
		}
	}
	return 0
}

// stageOf is the stage of abandonment of those who do not come to a step.
func stageOf(step string) int {
	if step == "checkout" {
		return 2
	}
	return 3
}

// mainCause is the most frequent cause of a stage that says anything.
func (t *teller) mainCause(r *measure.Report, stage int) *measure.CauseRow {
	for i := range r.Stages {
		if r.Stages[i].Stage != stage {
			continue
		}
		for j := range r.Stages[i].Causes {
			if c := &r.Stages[i].Causes[j]; c.Cause != measure.CauseOther.String() {
				return c
			}
		}
	}
	return nil
}

func (t *teller) figures(r *measure.Report) []pair {
	metric := func(id string) *measure.Metric {
		for i := range r.Metrics {
			if r.Metrics[i].ID == id {
				return &r.Metrics[i]
			}
		}
		return &measure.Metric{}
	}
	paid, cart := metric(measure.MetricPaidUV), metric(measure.MetricCart)
	figures := []pair{
		{Label: t.label("page.sessions"), Value: count(r.Sessions)},
		{Label: t.label("page.figure.orders"), Value: count(r.Money.Orders)},
		{Label: t.label("page.figure.gmv"), Value: whole(r.Money.GMV)},
		{Label: t.label("page.figure.paid"), Value: t.na(paid.Rate), Note: t.verdict(paid)},
		{Label: t.label("page.figure.cart"), Value: t.na(cart.Rate), Note: t.verdict(cart)},
		{Label: t.label("page.figure.seconds"), Value: t.say("page.na")},
	}
	if r.Effort.N > 0 {
		figures[5].Value = r.Effort.Seconds.String()
		figures[5].Note = t.say("page.figure.taps") + " " + r.Effort.Taps.String()
	}
	return figures
}

// unit is what the funnel counts.
func (t *teller) unit(d *Data) label {
	if d.Rule != nil {
		switch d.Rule.Unit {
		case measure.UnitShopper:
			return t.label("report.funnel.shoppers")
		case measure.UnitTotals:
			return t.label("report.funnel.attempts")
		}
	}
	return t.label("page.sessions")
}

func (t *teller) funnel(r *measure.Report, unit label) *funnelView {
	v := &funnelView{Table: table{ID: "funnel-table", Name: t.say("page.funnel.svg"), Slim: true, Cols: []column{
		{Label: t.label("page.step")}, {Class: "bars"}, {Label: unit, Num: true},
		{Label: t.label("page.kept"), Num: true}, {Label: t.label("page.lost"), Num: true},
		{Label: t.label("page.of-first"), Num: true, Class: "wide"}, {Label: t.label("page.took"), Num: true, Class: "wide took"},
	}}}
	most := int64(1)
	for i := range r.Funnel {
		most = max(most, r.Funnel[i].Units)
	}
	for i := range r.Funnel {
		s := &r.Funnel[i]
		b := &bar{Width: number(100 * math.Sqrt(float64(max(0, s.Units))/float64(most)))}
		cells := []entry{
			{Text: t.of("stage.", s.Stage)}, {Bar: b}, classed(count(s.Units), "strong"), cellOf(""), cellOf(""), cellOf(""), cellOf(""),
		}
		class := ""
		if i > 0 {
			cells[3], cells[4] = with(t.na(s.OfPrevious), t.interval(s.OfPrevious, s.Range)), cellOf(count(-s.Lost))
			cells[6] = cellOf(t.quantiles(s.Took))
		}
		cells[5] = cellOf(t.na(s.OfFirst))
		if s.Worst {
			class, b.Class = "worst", "worst"
		}
		v.Table.Rows = append(v.Table.Rows, row{class, cells})
		if len(s.Next) > 0 {
			v.Next = append(v.Next, t.next(s))
		}
	}
	if r.AtOnce.OK() {
		v.AtOnce = t.say("page.at-once", "num", count(r.AtOnce.Num), "den", count(r.AtOnce.Den), "percent", r.AtOnce.String())
	}
	return v
}

// mostNext is how many things are told that leavers did.
const mostNext = 4

func (t *teller) next(s *measure.StepRow) nextView {
	v := nextView{Stage: t.of("stage.", s.Stage)}
	for _, n := range s.Next[:min(mostNext, len(s.Next))] {
		what := t.label("page.next.nothing")
		if n.Verb != "" {
			what = t.of("verb.", n.Verb)
		}
		v.Items = append(v.Items, pair{Label: what, Value: count(n.Units)})
	}
	return v
}

func (t *teller) stages(r *measure.Report) []stageView {
	worst := 0
	for i := range r.Funnel {
		if r.Funnel[i].Worst {
			worst = stageOf(r.Funnel[i].Stage)
		}
	}
	var all []stageView
	for i := range r.Stages {
		s := &r.Stages[i]
		v := stageView{N: s.Stage, Title: t.label("page.stage." + strconv.Itoa(s.Stage)), Lost: count(-s.Sessions), Worst: s.Stage == worst}
		most := int64(1)
		for _, c := range s.Causes {
			most = max(most, c.Sessions)
		}
		for j := range s.Causes {
			c := &s.Causes[j]
			cv := causeView{
				Text: t.of("page.cause.", c.Cause).Text, Fix: t.of("page.fix.", c.Cause).Text, Knob: clean(c.Fix),
				Count: count(c.Sessions), Share: c.Share.String(), Bar: bar{Width: number(share(float64(c.Sessions), float64(most)))},
			}
			if c.Cause == measure.CauseSurprise.String() {
				cv.Bar.Class = "warn"
			}
			v.Causes = append(v.Causes, cv)
		}
		if c := t.mainCause(r, s.Stage); c != nil {
			v.Try = t.say("page.try", "fix", t.of("page.fix.", c.Cause).Text)
		}
		all = append(all, v)
	}
	return all
}
