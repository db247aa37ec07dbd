package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"

	"tagtap/flow/measure"
)

// ratesDoc is a comparison of two groups in JSON.
type ratesDoc struct {
	Schema  int            `json:"schema"`
	Groups  [2]string      `json:"groups"`
	Counts  [2]groupCounts `json:"counts"`
	Paired  bool           `json:"paired"`
	Alone   int            `json:"alone"` // sessions without a partner, which are left out
	Sources []string       `json:"sources"`
	Rates   []ratesRow     `json:"rates"`
}

type groupCounts struct {
	Sessions int `json:"sessions"`
	Saw      int `json:"saw_product"`
	Added    int `json:"added"`
	Paid     int `json:"paid"`
}

// ratesRow is one rate in both groups. Intervals are of 95 %, null where there is nothing to take a share of.
type ratesRow struct {
	Rate       string               `json:"rate"`
	Formula    string               `json:"formula"`
	Values     [2]measure.Rate      `json:"values"`
	Of         [2][2]int64          `json:"of"` // numerator and denominator
	Intervals  [2]*measure.Interval `json:"intervals"`
	Difference *measure.Interval    `json:"difference"` // the first less the second
	Pairs      *measure.Pairs       `json:"pairs"`
	both       string
	P          *float64 `json:"p"` // McNemar, mid-p; null for groups without pairs and for simulated shoppers
}

// rateOf says what counts for a rate, and in what base.
type rateOf struct {
	name, formula string
	both          string // what both of a pair have done that counts
	base, hit     func(*visited) bool
}

var groupRates = []rateOf{
	{"conversion", "sessions that paid / sessions that saw a product", "both saw a product",
		func(v *visited) bool { return v.saw }, func(v *visited) bool { return v.paid }},
	{"cart abandonment", "1 − sessions that added and paid / sessions that added", "both added",
		func(v *visited) bool { return v.added }, func(v *visited) bool { return !v.paid }},
}

func ratesOf(a, b *groupOf, paired bool) *ratesDoc {
	doc := &ratesDoc{Schema: 1, Groups: [2]string{a.name, b.name}, Paired: paired, Sources: []string{}}
	sides := [2][]visited{a.visit, b.visit}
	if paired {
		pairs := partners(a.visit, b.visit)
		doc.Alone = len(a.visit) + len(b.visit) - 2*len(pairs)
		sides = [2][]visited{}
		for _, p := range pairs {
			sides[0], sides[1] = append(sides[0], p[0]), append(sides[1], p[1])
		}
	}
	for i, side := range sides {
		for k := range side {
			doc.Counts[i].add(&side[k])
			if !slices.Contains(doc.Sources, side[k].source) {
				doc.Sources = append(doc.Sources, side[k].source)
			}
		}
	}
	slices.Sort(doc.Sources)
	for _, r := range groupRates {
		doc.Rates = append(doc.Rates, r.row(sides, paired, slices.Contains(doc.Sources, simulated)))
	}
	return doc
}

func (c *groupCounts) add(v *visited) {
	c.Sessions++
	for _, n := range []struct {
		is bool
		of *int
	}{{v.saw, &c.Saw}, {v.added, &c.Added}, {v.paid, &c.Paid}} {
		if n.is {
			*n.of++
		}
	}
}

// partners puts the n-th session of a shopper in one group beside the n-th of the same shopper in the other.
func partners(a, b []visited) [][2]visited {
	waiting := map[string][]visited{}
	for _, v := range b {
		waiting[v.who] = append(waiting[v.who], v)
	}
	var pairs [][2]visited
	for _, v := range a {
		if rest := waiting[v.who]; len(rest) > 0 {
			pairs = append(pairs, [2]visited{v, rest[0]})
			waiting[v.who] = rest[1:]
		}
	}
	return pairs
}

func (r *rateOf) row(sides [2][]visited, paired, made bool) ratesRow {
	row := ratesRow{Rate: r.name, Formula: r.formula, both: r.both}
	if paired { // both must have come to where the rate begins
		row.Formula += ", of the pairs in which " + r.both
		var pairs measure.Pairs
		for k := range sides[0] {
			if x, y := &sides[0][k], &sides[1][k]; r.base(x) && r.base(y) {
				pairs.Add(r.hit(x), r.hit(y))
			}
		}
		row.Pairs = &pairs
		row.Values[0], row.Values[1] = pairs.Rates()
		if d, ok := pairs.Difference(); ok {
			row.Difference = &d
			if p := pairs.McNemar(); !made {
				row.P = &p
			}
		}
	} else {
		for i, side := range sides {
			for k := range side {
				if r.base(&side[k]) {
					row.Values[i].Den++
					if r.hit(&side[k]) {
						row.Values[i].Num++
					}
				}
			}
		}
		if d, ok := measure.Difference(row.Values[0], row.Values[1]); ok {
			row.Difference = &d
		}
	}
	for i, v := range row.Values {
		row.Of[i] = [2]int64{v.Num, v.Den}
		if interval, ok := v.Interval(); ok {
			row.Intervals[i] = &interval
		}
	}
	return row
}

// printRates prints two groups side by side.
func (sh *shell) printRates(r *ratesDoc) error {
	var b bytes.Buffer
	rows := [][]string{{"", clean(r.Groups[0]), clean(r.Groups[1]), "difference"}}
	for _, n := range []struct {
		name string
		of   func(*groupCounts) int
	}{
		{"sessions", func(c *groupCounts) int { return c.Sessions }}, {"saw a product", func(c *groupCounts) int { return c.Saw }},
		{"added to the cart", func(c *groupCounts) int { return c.Added }}, {"paid", func(c *groupCounts) int { return c.Paid }},
	} {
		rows = append(rows, []string{n.name, strconv.Itoa(n.of(&r.Counts[0])), strconv.Itoa(n.of(&r.Counts[1]))})
	}
	for i := range r.Rates {
		rows = append(rows, r.Rates[i].rows()...)
	}
	if err := writeTable(&b, rows, 1, 2, 3); err != nil {
		return err
	}
	b.WriteByte('\n')
	for i := range r.Rates {
		b.WriteString(folded(fmt.Sprintf("%s = %s", r.Rates[i].Rate, r.Rates[i].Formula)))
	}
	if r.Paired {
		fmt.Fprintf(&b, "%s; %s without a partner left out\n", plural(r.Counts[0].Sessions, "pair", "pairs"),
			plural(r.Alone, "session", "sessions"))
		for i := range r.Rates {
			b.WriteString(r.Rates[i].paired(r))
		}
	}
	if slices.Contains(r.Sources, simulated) {
		b.WriteString("simulated shoppers: as many as one likes, so an interval is the error of the simulation and there is no p\n")
	}
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

func (r *ratesRow) rows() [][]string {
	value, interval := []string{r.Rate}, []string{"  95%"}
	for i, v := range r.Values {
		value = append(value, v.String())
		interval = append(interval, bounds(r.Intervals[i]))
	}
	difference := "n/a"
	if r.Difference != nil {
		difference = fmt.Sprintf("%+.1f pp", 100*(r.Values[0].Share()-r.Values[1].Share())+0)
	}
	return [][]string{append(value, difference), append(interval, bounds(r.Difference))}
}

func bounds(i *measure.Interval) string {
	if i == nil {
		return ""
	}
	return i.String()
}

// paired says how the pairs fall apart.
func (r *ratesRow) paired(doc *ratesDoc) string {
	s := fmt.Sprintf("%s, of the %s in which %s: %d in both, %d only in %s, %d only in %s", r.Rate, plural(int(r.Pairs.Len()), "pair", "pairs"),
		r.both, r.Pairs.Both, r.Pairs.First, clean(doc.Groups[0]), r.Pairs.Second, clean(doc.Groups[1]))
	if r.P != nil {
		s += fmt.Sprintf(", McNemar p = %.3f", *r.P)
	}
	return folded(s)
}
