package cli

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
)

// printComparison prints the figures side by side, where the walks differ, and what follows.
func (sh *shell) printComparison(c *comparison, asJSON bool) error {
	if asJSON {
		return sh.printJSON(c.document())
	}
	var b bytes.Buffer
	b.WriteString(folded(c.heading()))
	b.WriteByte('\n')
	rows := [][]string{c.row("", func(i int) string { return clean(c.Walks[i].Name) })}
	rows = append(rows, c.figures()...)
	for _, row := range rows {
		for i := range c.sides {
			row[i+1] += unmarked
		}
	}
	places, same := c.differing()
	table := &bytes.Buffer{}
	right := make([]int, len(c.Walks))
	for i := range right {
		right[i] = i + 1
	}
	if err := writeTable(table, append(rows, places...), right...); err != nil {
		return err
	}
	lines := strings.SplitAfter(table.String(), "\n")
	b.WriteString(strings.Join(lines[:len(rows)], ""))
	if len(places) > 0 {
		b.WriteString("\nwhere they differ, in seconds (taps)\n")
		b.WriteString(strings.Join(lines[len(rows):], ""))
	}
	if len(same) > 0 {
		b.WriteString(folded("the same for all that come there: " + strings.Join(same, ", ")))
	}
	b.WriteByte('\n')
	var costs []string
	for i := range c.Walks {
		if most, share := c.Walks[i].Costliest(); share.OK() && !c.Walks[i].Empty() {
			costs = append(costs, fmt.Sprintf("%s %s (%s)", clean(c.Walks[i].Name), most.Place, whole(share)))
		}
	}
	if len(costs) > 0 {
		b.WriteString(folded(costliest + " costliest: " + strings.Join(costs, ", ")))
	}
	for i := range c.Verdicts {
		b.WriteString(c.verdict(&c.Verdicts[i]))
	}
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

// heading says what was walked and how the seconds come about.
func (c *comparison) heading() string {
	var parts []string
	if c.story != "" {
		what := c.story
		if c.oneCase != "" {
			what += " × " + c.oneCase
		}
		parts = append(parts, clean(what+" × "+c.shopper))
	}
	if from, to := c.from.String(), c.to.String(); from+to != "" {
		stretch := "from the beginning"
		if from != "" {
			stretch = "from " + from
		}
		if to != "" {
			stretch += " to " + to
		}
		parts = append(parts, stretch)
	}
	return strings.Join(append(parts, "predicted seconds, operators "+clean(c.operators.Name)), ", ")
}

func (c *comparison) row(name string, cell func(int) string) []string {
	row := []string{name}
	for i := range c.sides {
		row = append(row, cell(i))
	}
	return row
}

// The mark behind a cell, and what stands there in all others.
const (
	costliest = "◂"
	unmarked  = " "
)

// nothing stands where a walk has no such figure.
const nothing = "–"

// figures are the rows of the upper table.
func (c *comparison) figures() [][]string {
	of := func(name string, figure func(*measure.Walk) string) []string {
		return c.row(name, func(i int) string {
			if c.Walks[i].Empty() {
				return nothing
			}
			return figure(&c.Walks[i])
		})
	}
	count := func(name string, figure func(*measure.Walk) int) []string {
		return of(name, func(w *measure.Walk) string { return strconv.Itoa(figure(w)) })
	}
	rows := [][]string{
		count("taps", func(w *measure.Walk) int { return w.Taps }),
		c.row("fewest", func(i int) string {
			if n := c.fewest(i); n != nil {
				return strconv.Itoa(*n)
			}
			return nothing
		}),
		count("steps", func(w *measure.Walk) int { return w.Steps }),
		count("checkout steps", func(w *measure.Walk) int { return w.CheckoutSteps }),
		count("fields", func(w *measure.Walk) int { return w.Fields }),
		count("keys", func(w *measure.Walk) int { return w.Keys }),
		count("decisions", func(w *measure.Walk) int { return w.Decisions() }),
		of("seconds", func(w *measure.Walk) string { return w.Seconds().String() }),
		of("surprises", surprises),
		count("refused", func(w *measure.Walk) int { return w.Refused }),
		count("back-tracking", func(w *measure.Walk) int { return w.Backtracks }),
		of("reached", reachedLast),
	}
	if c.story != "" {
		rows = append(rows,
			c.row("lines skipped", func(i int) string { return strconv.Itoa(c.sides[i].skipped) }),
			c.row("lines missed", func(i int) string { return strconv.Itoa(c.sides[i].missed) }))
	}
	return rows
}

// fewest is known for whole walks only.
func (c *comparison) fewest(i int) *int {
	if c.from != (measure.Point{}) || c.to != (measure.Point{}) {
		return nil
	}
	return c.sides[i].fewest
}

func surprises(w *measure.Walk) string {
	if len(w.Seen) == 0 {
		return "0"
	}
	var sum shop.Fen
	for _, seen := range w.Seen {
		sum += seen.Amount
	}
	return fmt.Sprintf("%s (%d)", sum, len(w.Seen))
}

func reachedLast(w *measure.Walk) string {
	stage, ok := w.Reached.Last()
	if !ok {
		return nothing
	}
	return stage.String()
}

// differing lists the places in which the walks differ, and those in which they do not.
func (c *comparison) differing() (rows [][]string, same []string) {
	for k := range c.Rows {
		at := &c.Rows[k]
		if !at.Differs {
			for _, spent := range at.Spent {
				if spent.Millis > 0 {
					same = append(same, fmt.Sprintf("%s %s", at.Place, spent.Seconds()))
					break
				}
			}
			continue
		}
		rows = append(rows, c.row("  "+at.Place.String(), func(i int) string {
			s, mark := at.Spent[i], unmarked
			if most, _ := c.Walks[i].Costliest(); most == s {
				mark = costliest
			}
			if s.Millis > 0 || s.Taps > 0 {
				return fmt.Sprintf("%s (%d)%s", s.Seconds(), s.Taps, mark)
			}
			return nothing + unmarked
		}))
	}
	return rows, same
}

// verdict says in words how two walks compare.
func (c *comparison) verdict(v *measure.Verdict) string {
	fast, slow := clean(c.Walks[v.Faster].Name), clean(c.Walks[v.Slower].Name)
	if !v.SameEnd {
		return folded(fmt.Sprintf("%s ends at %s, %s at %s: their times do not compare; --to compares as far as both go",
			fast, c.endOf(v.Faster), slow, c.endOf(v.Slower)))
	}
	var b strings.Builder
	more := measure.InTenths(v.Millis)
	switch {
	case v.Millis == 0:
		fmt.Fprintf(&b, "%s and %s take the same time", fast, slow)
	case v.Ratio <= 10:
		fmt.Fprintf(&b, "%s is hardly faster than %s", fast, slow)
	default:
		fmt.Fprintf(&b, "%s is %s times as fast as %s", fast, v.Ratio, slow)
	}
	var fewer, extra []string
	if v.Millis > 0 {
		fewer = append(fewer, more.String()+" s")
	}
	for _, d := range []struct {
		n         int
		one, many string
	}{{v.Taps, "tap", "taps"}, {v.Fields, "field", "fields"}, {v.Keys, "key", "keys"}} {
		switch {
		case d.n > 0:
			fewer = append(fewer, plural(d.n, d.one, d.many))
		case d.n < 0:
			extra = append(extra, plural(-d.n, d.one, d.many))
		}
	}
	b.WriteString(balance(fast, v.Millis == 0, fewer, extra))
	if v.Place != flow.Nowhere && v.Millis > 0 {
		fmt.Fprintf(&b, "; %s is %s of %s", v.Place, whole(v.OfWalk), slow)
		if v.OfMore.Num <= v.OfMore.Den {
			fmt.Fprintf(&b, " and %s of the %s s", whole(v.OfMore), more)
		}
	}
	return folded(b.String())
}

// balance says of what the faster walk takes less and more than the slower one. Where neither is faster it names it again.
func balance(name string, same bool, fewer, extra []string) string {
	less, more := "", ""
	if len(fewer) > 0 {
		less = listed(fewer) + " less"
	}
	if len(extra) > 0 {
		more = listed(extra) + " more"
	}
	switch {
	case less+more == "":
		return ""
	case same && less == "":
		return ", but " + name + " takes " + more
	case same && more == "":
		return ", but " + name + " takes " + less
	case same:
		return ", but " + name + " takes " + less + " and " + more
	case more == "":
		return ": " + less
	case less == "":
		return ", but " + more
	}
	return ": " + less + ", but " + more
}

// mostPrinted is how many cells a line of prose has, as a terminal of old does.
const mostPrinted = 80

// folded breaks a sentence into lines, those behind the first one indented.
func folded(s string) string {
	const indent = "  "
	return strings.Join(cell.Wrap(s, mostPrinted-len(indent)), "\n"+indent) + "\n"
}

// listed joins words as a sentence does.
func listed(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

func (c *comparison) endOf(i int) string {
	if w := &c.Walks[i]; w.Reached != 0 {
		return reachedLast(w)
	}
	return c.Walks[i].At.String()
}

// whole prints a rate in whole percent, as one says it.
func whole(r measure.Rate) string { return fmt.Sprintf("%.0f%%", 100*r.Share()) }
