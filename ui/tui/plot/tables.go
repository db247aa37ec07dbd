package plot

import (
	"slices"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
)

// metrics lists the rates with what is divided by what, and how they stand against those of others.
func (s *sheet) metrics() {
	s.heading("report.metrics", "")
	cols := []column{
		{title: "", flex: true, least: 20}, {title: ""}, {title: s.say("report.metrics.of"), right: true, drop: 3}, {title: s.say("report.metrics.value"), right: true},
		{title: s.say("report.metrics.range"), right: true, drop: 2}, {title: ""},
	}
	var rows [][]field
	var of []string
	all := slices.Concat(s.Report.Metrics, s.Report.Rates)
	for i := range all {
		m := &all[i]
		verdict, st := s.verdict(m)
		of = append(of, s.say("sales.num."+m.ID)+" ÷ "+s.say("sales.den."+m.ID))
		rows = append(rows, []field{
			{s.say("sales.id." + m.ID), body}, {of[i], quiet}, {Count(m.Count[0]) + "/" + Count(m.Count[1]), quiet},
			{m.Rate.String(), plain}, {interval(m.Rate, m.Range), quiet}, {verdict, st},
		})
	}
	if tableWidth(cols, rows) <= s.w {
		s.table(cols, rows)
	} else { // what is divided by what has a line of its own
		cols = append(cols[:1], cols[2:]...)
		for i := range rows {
			rows[i] = append(rows[i][:1], rows[i][2:]...)
		}
		s.tableWith(cols, rows, of)
	}
	s.benchmarks()
}

func (s *sheet) verdict(m *measure.Metric) (string, look.Style) {
	switch {
	case m.Benchmark == nil || !m.Rate.OK():
		return "", quiet
	case m.Verdict == "":
		return s.say("report.verdict.few"), quiet
	case m.Verdict == "good":
		return s.say("report.verdict.good"), advice
	}
	return s.say("report.verdict." + m.Verdict), warned
}

// benchmarks says what verdicts are held against, each once, with where it comes from.
func (s *sheet) benchmarks() {
	var done []measure.Mark
	for i := range s.Report.Metrics {
		mark := s.Report.Metrics[i].Benchmark
		if mark == nil || has(done, *mark) {
			continue
		}
		done = append(done, *mark)
		var names []string
		for j := range s.Report.Metrics {
			if m := &s.Report.Metrics[j]; m.Benchmark != nil && *m.Benchmark == *mark {
				names = append(names, s.say("sales.id."+m.ID))
			}
		}
		sign := "≥"
		if !mark.Above {
			sign = "≤"
		}
		line := strings.Join(names, " / ") + " " + s.say("report.metrics.mark", "sign", sign, "value", measure.Tenths(mark.Percent).String()+"%",
			"origin", s.said("sales.origin."+s.Report.Metrics[i].ID, mark.Origin), "market", s.said("sales.market."+code(mark.Market), mark.Market),
			"year", s.said("sales.year."+code(mark.Year), mark.Year))
		if !mark.Sure {
			line += " · " + s.say("report.metrics.unsure")
		}
		s.para(0, line, quiet)
	}
}

// said returns the words of a key, or what stands for them where there are none.
func (s *sheet) said(key, otherwise string) string {
	if words.Has(key) {
		return s.say(key)
	}
	return otherwise
}

// code makes the end of a key of a name: September 2025 is september-2025.
func code(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "-")) }

func has(all []measure.Mark, one measure.Mark) bool {
	for _, m := range all {
		if m == one {
			return true
		}
	}
	return false
}

// sources lists the notes that led to the shop, the one that sold most first.
func (s *sheet) sources() {
	rows := s.Report.Sources
	if len(rows) == 0 {
		return
	}
	s.heading("report.sources", s.say("report.sources.order"))
	cols := []column{
		{title: s.say("report.column.note"), flex: true, least: 20}, {title: "", drop: 4}, {title: s.say("report.column.reads"), right: true},
		{title: s.say("report.column.tagged"), right: true, drop: 3}, {title: s.say("report.column.add-rate"), right: true, drop: 2},
		{title: s.say("report.column.orders"), right: true, drop: 1}, {title: s.say("report.column.paid"), right: true, drop: 5},
		{title: s.say("report.column.gmv"), right: true}, {title: s.say("report.column.first"), right: true, drop: 6},
	}
	var lines [][]field
	for i := range rows {
		if i == most {
			break
		}
		row := &rows[i]
		name, kind := clean(row.ID), ""
		if n := s.note(row.ID); n != nil {
			name = s.pick(n.Title, row.ID)
		}
		if row.Kind != "" && words.Has("note."+row.Kind) {
			kind = s.say("note." + row.Kind)
		}
		lines = append(lines, []field{
			{name, body}, {kind, quiet}, {Count(row.Reads), plain}, {row.Tagged.String(), body}, {row.AddRate.String(), body}, {Count(row.Orders), plain},
			{row.PayRate.String(), body}, {Money(int64(row.GMV), false), plain}, {Money(int64(row.FirstGMV), false), quiet},
		})
	}
	s.table(cols, lines)
	s.more(len(rows))
}

// products lists what was sold.
func (s *sheet) products() {
	rows := s.Report.Products
	if len(rows) == 0 {
		return
	}
	s.heading("report.products", s.say("report.products.order"))
	cols := []column{
		{title: s.say("report.column.product"), flex: true, least: 20}, {title: s.say("report.column.views"), right: true}, {title: s.say("report.column.adds"), right: true, drop: 3},
		{title: s.say("report.column.add-rate"), right: true, drop: 2}, {title: s.say("report.column.orders"), right: true}, {title: s.say("report.column.paid"), right: true, drop: 4},
		{title: s.say("report.column.goods"), right: true},
	}
	var lines [][]field
	for i := range rows {
		if i == most {
			break
		}
		row := &rows[i]
		lines = append(lines, []field{
			{s.product(row.ID), body}, {Count(row.Views), plain}, {Count(row.Adds), body}, {row.AddRate.String(), body}, {Count(row.Orders), plain},
			{row.PayRate.String(), body}, {Money(int64(row.GMV), false), plain},
		})
	}
	s.table(cols, lines)
	s.more(len(rows))
}

func (p *Page) product(id string) string {
	if one := p.Market.Catalogue.Product(shop.ProductID(id)); one != nil {
		if !one.Short.ZH.IsZero() || !one.Short.EN.IsZero() {
			return p.pick(one.Short, id)
		}
		return p.pick(one.Title, id)
	}
	return clean(id)
}

// places is the step table: what happened at each place, and how hard it is.
func (s *sheet) places() {
	rows := s.Report.Places
	if len(rows) == 0 {
		return
	}
	s.heading("report.places", s.say("report.places.unit"))
	right := func(key string, drop int) column { return column{title: s.say(key), right: true, drop: drop} }
	cols := []column{
		{title: s.say("report.column.place"), flex: true, least: 12}, right("report.column.entered", 0), right("report.column.left", 0), right("report.column.left-rate", 5),
		right("report.column.back", 4), {title: "p50", right: true}, {title: "p75", right: true, drop: 7}, {title: "p90", right: true, drop: 6},
		right("report.column.fields", 2), right("report.column.refused", 1), right("report.column.friction", 0), right("report.column.maze", 0), {title: "", drop: 3},
	}
	var lines [][]field
	for i := range rows {
		row := &rows[i]
		q := &row.Dwell
		band := measure.Band(row.Maze)
		st := quiet
		if band == "low" {
			st = warned
		}
		lines = append(lines, []field{
			{s.say("place." + row.Place), body}, {Count(row.Entered), plain}, {Count(row.Left), plain}, {row.LeftRate.String(), quiet}, {Count(row.Back), body},
			{quantile(q, q.P50), plain}, {quantile(q, q.P75), body}, {quantile(q, q.P90), body}, {Count(row.Fields), body}, {Count(row.Refused), body},
			{row.Friction.String(), plain}, {row.Maze.String(), plain}, {s.say("report.band." + band), st},
		})
	}
	s.table(cols, lines)
	s.para(0, s.say("page.friction.is", "formula", s.say("page.friction.means")), quiet)
	s.para(0, s.say("page.maze.is"), quiet)
}

// breakdown splits the sessions by what was asked for.
func (s *sheet) breakdown() {
	by, rows := string(s.Report.By), s.Report.Groups
	if by == "" {
		return
	}
	s.c.Text(0, s.y, s.say("report.by", "what", s.say("report.by."+by)), strong)
	s.y++
	n := len(s.Query.Rule.Steps)
	cols, lines := s.groups(by, 0)
	for n > leastSteps-1 { // as many of the last steps as there is room for, or none
		wide, all := s.groups(by, n)
		if leastKey+tableWidth(wide[1:], tails(all)) <= s.w-tableGap {
			cols, lines = wide, all
			break
		}
		n--
	}
	s.table(cols, lines)
	s.more(len(rows))
}

// A breakdown has no fewer steps than that, and no narrower keys.
const (
	leastSteps = 3
	leastKey   = 16
)

func tails(rows [][]field) [][]field {
	short := make([][]field, len(rows))
	for i := range rows {
		short[i] = rows[i][1:]
	}
	return short
}

// groups makes the table of the breakdown, with the last n steps.
func (s *sheet) groups(by string, n int) ([]column, [][]field) {
	steps := s.Query.Rule.Steps
	skip := len(steps) - n
	cols := []column{{title: s.say("report.by." + by), flex: true, least: leastKey}, {title: s.say("report.funnel.units"), right: true}}
	for _, stage := range steps[skip:] {
		cols = append(cols, column{title: s.say("stage." + stage.String()), right: true})
	}
	cols = append(cols, column{title: s.say("report.by.abandoned"), right: true, drop: 4}, column{title: s.say("report.by.bought"), right: true},
		column{title: s.say("report.by.paid"), right: true}, column{title: s.say("report.by.range"), right: true, drop: 3},
		column{title: s.say("report.by.gmv"), right: true, drop: 1})
	var lines [][]field
	for i := range s.Report.Groups {
		if i == most {
			break
		}
		row := &s.Report.Groups[i]
		line := []field{{s.group(by, row.Key), body}, {Count(row.Sessions), plain}}
		for _, units := range row.Steps[min(skip, len(row.Steps)):] {
			line = append(line, field{Count(units), body})
		}
		lines = append(lines, append(line, field{Count(row.Abandoned), body}, field{Count(row.Bought), plain}, field{row.Paid.String(), plain},
			field{interval(row.Paid, row.Range), quiet}, field{Money(int64(row.GMV), false), plain}))
	}
	return cols, lines
}

// group names a value of a breakdown.
func (s *sheet) group(by, key string) string {
	c := s.Market.Catalogue
	switch {
	case key == "":
		return s.say("report.none")
	case by == "note":
		if n := s.note(key); n != nil {
			return s.pick(n.Title, key)
		}
	case by == "author":
		if a := c.Author(shop.AuthorID(key)); a != nil {
			return s.pick(a.Name, key)
		}
	case by == "brand":
		if b := c.Shop(shop.ShopID(key)); b != nil {
			return s.pick(b.Name, key)
		}
	case by == "product":
		return s.product(key)
	case by == "category":
		if k := c.Category(key); k != nil {
			return s.pick(k.Name, key)
		}
	case by == "link" && words.Has("report.link."+key):
		return s.say("report.link." + key)
	case by == "source":
		return s.source(key)
	}
	return clean(key)
}
