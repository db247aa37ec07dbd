package page

import (
	"strconv"
	"strings"

	"tagtap/flow/measure"
)

// stripView is a bar of segments over the whole width; its figures stand in a list below it.
type stripView struct {
	ID       string
	Title    string
	Desc     string
	Segments []segment
	Key      []pair
}

type segment struct {
	X, W  string // in percent
	Label string
	Brief string // the label where it has no room
	Class string // of the fill
	Fit   string // of the label: which widths of page have room for it
}

// How wide a strip is on a phone, on paper and on a desk; one beside a column has no more than paper on any screen.
const (
	onPhone = 340.0
	onPaper = 660.0
	onDesk  = 1000.0
)

// fit says where a segment has room for its label: always, where the page is roomy, on a desk alone, or never. Most is how wide
// its strip can be.
func fit(label string, percent, most float64) string {
	need := 10.0
	for _, r := range label {
		if r >= 0x1100 {
			need += 13
		} else {
			need += 6.8
		}
	}
	switch {
	case label == "":
		return "never"
	case percent*onPhone/100 >= need:
		return "always"
	case percent*onPaper/100 >= need:
		return "roomy"
	case percent*most/100 >= need:
		return "desk"
	}
	return "never"
}

// outcomes is where all sessions went; each is in one part.
func (t *teller) outcomes(r *measure.Report) *stripView {
	v := &stripView{ID: "outcomes", Title: t.say("page.outcomes")}
	type part struct {
		key, class string
		n          int64
	}
	parts := []part{{"page.outcome.unseen", "g4", r.Unseen}}
	for i := len(r.Stages) - 1; i >= 0; i-- {
		s := &r.Stages[i]
		parts = append(parts, part{"page.outcome." + strconv.Itoa(s.Stage), [...]string{"g2", "g1", "g2", "g1"}[s.Stage%4], s.Sessions})
	}
	parts = append(parts, part{"page.outcome.leaked", "warn", r.Leaked}, part{"page.outcome.bought", "success", r.Bought})
	x, desc := 0.0, []string{}
	for _, p := range parts {
		w := share(float64(p.n), float64(r.Sessions))
		label := t.say(p.key)
		of := measure.Rate{Num: p.n, Den: r.Sessions}.String()
		v.Key = append(v.Key, pair{Label: t.label(p.key), Value: count(p.n), Note: of, Class: p.class})
		desc = append(desc, label+" "+count(p.n))
		if p.n > 0 {
			v.Segments = append(v.Segments, segment{X: number(x), W: number(w), Label: label, Class: p.class, Fit: fit(label, w, onPaper)})
		}
		x += w
	}
	v.Desc = strings.Join(desc, ", ")
	return v
}

// compareView is walks side by side.
type compareView struct {
	Who, Note string
	Walks     []axisView
	Ticks     []segment
	Places    table
	Figures   table
	Verdicts  []string
}

// axisView is a walk on the time axis.
type axisView struct {
	stripView
	Name  string
	Total string
	Empty string
}

// beyond is how much longer than the longest walk the axis is.
const beyond = 1.06

func (t *teller) comparison(c *Compare) *compareView {
	v := &compareView{}
	if c.Story != "" {
		v.Who = t.say("page.compare.who", "story", clean(c.Story), "shopper", clean(c.Shopper))
	}
	if c.Stretch != "" {
		v.Who = strings.TrimPrefix(v.Who+" · "+clean(c.Stretch), " · ")
	}
	if c.Operators != "" {
		v.Note = t.say("page.compare.note", "operators", clean(c.Operators))
	}
	longest := int64(0)
	for i := range c.Walks {
		longest = max(longest, c.Walks[i].Millis)
	}
	axis := float64(longest) * beyond
	v.Ticks = ticks(longest, axis)
	slow, costly := slowest(c)
	for i := range c.Walks {
		v.Walks = append(v.Walks, t.axis(c, i, axis, i == slow, costly))
	}
	v.Figures, v.Places = t.comparedFigures(c), t.comparedPlaces(c)
	for i := range c.Verdicts {
		v.Verdicts = append(v.Verdicts, t.comparedVerdict(c, &c.Verdicts[i])...)
	}
	return v
}

// slowest returns the walk that takes longest where there are several, and its place that makes it so: where most of the time
// more goes, else where most of its time goes.
func slowest(c *Compare) (walk int, costly string) {
	walk = -1
	for i := range c.Walks {
		if !c.Walks[i].Empty() && len(c.Walks) > 1 && (walk < 0 || c.Walks[i].Millis > c.Walks[walk].Millis) {
			walk = i
		}
	}
	if walk < 0 {
		return walk, ""
	}
	for i := range c.Verdicts {
		if v := &c.Verdicts[i]; v.Slower == walk && v.SameEnd && v.PlaceMillis > 0 {
			return walk, v.Place.String()
		}
	}
	most, _ := c.Walks[walk].Costliest()
	return walk, most.Place.String()
}

func (t *teller) axis(c *Compare, i int, axis float64, slow bool, costly string) axisView {
	w := &c.Walks[i]
	v := axisView{Name: t.walkName(c, i)}
	v.ID, v.Title = "axis-"+strconv.Itoa(i+1), v.Name+": "+t.say("page.compare.svg")
	if w.Empty() {
		v.Empty = t.say("page.compare.empty")
		return v
	}
	v.Total = t.say("page.seconds", "n", w.Seconds().String()) + " · " + t.say("page.compare.taps", "n", count(w.Taps))
	worst := -1 // the longest stay at the place that costs most
	for j := range w.Segments {
		s := &w.Segments[j]
		if slow && s.Place.String() == costly && (worst < 0 || s.Millis > w.Segments[worst].Millis) {
			worst = j
		}
	}
	var desc []string
	for j := range w.Segments {
		s := &w.Segments[j]
		percent := share(float64(s.Millis), axis)
		sg := segment{X: number(share(float64(s.Start), axis)), W: number(percent), Class: [...]string{"g1", "g2"}[j%2], Label: t.of("place.", s.Place.String()).Text}
		desc = append(desc, sg.Label+" "+s.Seconds().String())
		if j == worst {
			most := t.say("page.compare.most", "seconds", s.Seconds().String(), "percent", measure.Rate{Num: s.Millis, Den: w.Millis}.String())
			if long := sg.Label + " " + most; fit(long, percent, onDesk) != "never" {
				if fit(sg.Label, percent, onDesk) == "always" {
					sg.Brief = sg.Label
				}
				sg.Label = long
			}
			sg.Class = "worst"
		}
		sg.Fit = fit(sg.Label, percent, onDesk)
		if sg.Fit == "always" {
			sg.Brief = ""
		}
		v.Segments = append(v.Segments, sg)
	}
	v.Desc = strings.Join(desc, ", ")
	return v
}

// ticks are the labels of the axis, in steps of 1, 2, 5, 10 seconds and so on, eight at most.
func ticks(longest int64, axis float64) []segment {
	if longest <= 0 {
		return nil
	}
	step := int64(1)
	for i := 0; longest/(step*1000) > 8; i++ {
		step = [...]int64{2, 5, 10}[i%3] * pow10(i/3)
	}
	var all []segment
	for s := int64(0); s*1000 <= longest; s += step {
		all = append(all, segment{X: number(share(float64(s*1000), axis)), Label: count(s)})
	}
	return all
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// walkName is the name of a walk, with a letter before it, as it is spoken of.
func (t *teller) walkName(c *Compare, i int) string {
	if i < len(c.Names) {
		return clean(c.Names[i])
	}
	return string(rune('A' + i%26))
}

func (t *teller) comparedFigures(c *Compare) table {
	tb := table{ID: "compare-figures", Name: t.say("page.compare"), Cols: []column{{}}}
	type figure struct {
		key string
		of  func(*measure.Walk) string
	}
	number := func(of func(*measure.Walk) int) func(*measure.Walk) string {
		return func(w *measure.Walk) string { return count(of(w)) }
	}
	for i := range c.Walks {
		tb.Cols = append(tb.Cols, column{Label: plain(t.walkName(c, i)), Num: true})
	}
	for _, f := range []figure{
		{"page.taps", number(func(w *measure.Walk) int { return w.Taps })},
		{"page.effort.steps", number(func(w *measure.Walk) int { return w.Steps })},
		{"page.effort.check", number(func(w *measure.Walk) int { return w.CheckoutSteps })},
		{"page.fields", number(func(w *measure.Walk) int { return w.Fields })},
		{"page.effort.keys", number(func(w *measure.Walk) int { return w.Keys })},
		{"page.effort.seconds", func(w *measure.Walk) string { return w.Seconds().String() }},
		{"page.surprises", number(func(w *measure.Walk) int { return len(w.Seen) })},
		{"page.refused", number(func(w *measure.Walk) int { return w.Refused })},
		{"page.back", number(func(w *measure.Walk) int { return w.Backtracks })},
	} {
		cells := []entry{{Text: t.label(f.key)}}
		for i := range c.Walks {
			e := cellOf("–")
			if w := &c.Walks[i]; !w.Empty() {
				e = cellOf(f.of(w))
				if f.key == "page.taps" && i < len(c.Fewest) && c.Fewest[i] >= 0 {
					e.Sub = t.say("page.compare.fewest", "n", count(c.Fewest[i]))
				}
				if f.key == "page.effort.steps" && i < len(c.Skipped) && c.Skipped[i] > 0 {
					e.Sub = t.say("page.compare.skipped", "n", count(c.Skipped[i]))
				}
			}
			cells = append(cells, e)
		}
		tb.Rows = append(tb.Rows, row{"", cells})
	}
	return tb
}

func (t *teller) comparedPlaces(c *Compare) table {
	tb := table{ID: "compare-places", Name: t.say("page.compare.svg"), Cols: []column{{Label: t.label("page.compare.place")}}}
	for i := range c.Walks {
		tb.Cols = append(tb.Cols, column{Label: plain(t.walkName(c, i)), Num: true})
	}
	for i := range c.Rows {
		p := &c.Rows[i]
		r := row{Cells: []entry{{Text: t.of("place.", p.Place.String())}}}
		if !p.Differs {
			r.Class = "same"
		}
		for _, s := range p.Spent {
			e := cellOf("–")
			if s.Millis > 0 || s.Taps > 0 {
				e = with(t.say("page.seconds", "n", s.Seconds().String()), t.say("page.compare.taps", "n", count(s.Taps)))
			}
			r.Cells = append(r.Cells, e)
		}
		tb.Rows = append(tb.Rows, r)
	}
	return tb
}

func (t *teller) comparedVerdict(c *Compare, v *measure.Verdict) []string {
	fast, slow := t.walkName(c, v.Faster), t.walkName(c, v.Slower)
	if !v.SameEnd {
		return []string{t.say("page.compare.end", "a", fast, "b", slow)}
	}
	var lines []string
	if v.Ratio > 10 {
		lines = append(lines, t.say("page.compare.fast", "faster", fast, "slower", slow, "ratio", v.Ratio.String(),
			"taps", count(v.Taps), "fields", count(v.Fields)))
	}
	if v.Millis > 0 && v.PlaceMillis > 0 {
		lines = append(lines, t.say("page.compare.more", "slower", slow, "seconds", measure.InTenths(v.Millis).String(),
			"place", t.of("place.", v.Place.String()).Text, "percent", v.OfMore.String()))
	}
	return lines
}
