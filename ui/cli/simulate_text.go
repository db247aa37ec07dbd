package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"tagtap/flow/sim"
	"tagtap/ui/tui/plot"
)

// printSimulation prints the figures of each flow side by side, why sessions ended, and each flow against the first.
func (sh *shell) printSimulation(p *sim.Plan, r *sim.Result) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "simulated, assumption set %s, theta %s, seed %d, catalogue %s\n", p.Set.Name, thetaName(p.Theta), p.Seed, p.Catalogue.ID)
	fmt.Fprintf(&b, "assumptions of %s, calibrated on the flow %s; nothing here was measured on people\n\n", p.Set.Vintage, p.Set.Baseline)
	if err := simulatedFigures(&b, r); err != nil {
		return err
	}
	b.WriteString("\nwhy sessions ended (leaked: the reason was to buy elsewhere; report counts whoever left)\n")
	if err := simulatedExits(&b, r); err != nil {
		return err
	}
	for i := range r.Pairs {
		b.WriteString("\n")
		simulatedPair(&b, p, r, i+1)
	}
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

func simulatedFigures(b io.Writer, r *sim.Result) error {
	rows := [][]string{{""}}
	for i := range r.Figures {
		rows[0] = append(rows[0], r.Figures[i].Flow)
	}
	add := func(name string, of func(f *sim.Figures) string) {
		row := []string{"  " + name}
		for i := range r.Figures {
			row = append(row, of(&r.Figures[i]))
		}
		rows = append(rows, row)
	}
	number := func(name string, of func(f *sim.Figures) int) {
		add(name, func(f *sim.Figures) string { return plot.Count(int64(of(f))) })
	}
	number("sessions", func(f *sim.Figures) int { return f.Sessions })
	number("opened a note", func(f *sim.Figures) int { return f.Notes })
	number("product views", func(f *sim.Figures) int { return f.Products })
	number("add-to-carts", func(f *sim.Figures) int { return f.Carts })
	number("checkouts", func(f *sim.Figures) int { return f.Checkouts })
	number("paid", func(f *sim.Figures) int { return f.Paid })
	number("paid outside of the app", func(f *sim.Figures) int { return f.Outside })
	add("cart abandonment", func(f *sim.Figures) string {
		if left, ok := f.Abandonment(); ok {
			return percent(left)
		}
		return "n/a"
	})
	add("conversion, all payments", func(f *sim.Figures) string { return percent(f.Conversion()) })
	add("predicted seconds an order", func(f *sim.Figures) string { return per(float64(f.Millis)/1000, f.Bought()) })
	add("taps an order", func(f *sim.Figures) string { return per(float64(f.Taps), f.Bought()) })
	add("taken in the app", func(f *sim.Figures) string { return plot.Money(int64(f.Takings), true) })
	return writeTable(b, rows, columns(len(r.Figures))...)
}

// columns are those of the flows, behind the first.
func columns(n int) []int {
	var all []int
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func simulatedExits(b io.Writer, r *sim.Result) error {
	var rows [][]string
	for _, reason := range byFrequency(r) {
		row := []string{"  " + reason.String()}
		for i := range r.Figures {
			f := &r.Figures[i]
			row = append(row, plot.Count(int64(f.Reasons[reason])), percent(float64(f.Reasons[reason])/float64(f.Sessions)))
		}
		rows = append(rows, row)
	}
	return writeTable(b, rows, columns(2*len(r.Figures))...)
}

// byFrequency lists the reasons that came up, the most frequent of the first flow first.
func byFrequency(r *sim.Result) []sim.Reason {
	var all []sim.Reason
	for _, reason := range sim.Reasons() {
		for i := range r.Figures {
			if r.Figures[i].Reasons[reason] > 0 {
				all = append(all, reason)
				break
			}
		}
	}
	slices.SortStableFunc(all, func(a, b sim.Reason) int { return r.Figures[0].Reasons[b] - r.Figures[0].Reasons[a] })
	return all
}

func simulatedPair(b io.Writer, p *sim.Plan, r *sim.Result, i int) {
	pair, flow, first := &r.Pairs[i-1], r.Figures[i].Flow, r.Figures[0].Flow
	points, sd := pair.Difference(r.Shoppers)
	fmt.Fprintf(b, "%s against %s, the same %s shoppers\n", flow, first, plot.Count(int64(r.Shoppers)))
	fmt.Fprintf(b, "  conversion %+.3f points, Monte-Carlo error %.3f", 100*points, 100*sd)
	if was := r.Figures[0].Conversion(); was > 0 {
		fmt.Fprintf(b, "; %+.1f%% of the conversion of %s", 100*points/was, first)
	}
	if low, high, ok := r.Range(i); ok {
		fmt.Fprintf(b, "\n  over %d other choices of parameters, on the same %s shoppers: %+.3f points (%s) to %+.3f (%s)", len(r.Variants), plot.Count(int64(r.Shoppers)),
			100*low.Points, low.What, 100*high.Points, high.What)
	}
	fmt.Fprintf(b, "\n  bought under both: %s\n", plot.Count(int64(pair.Both)))
	people := func(name string, n int, why string, reasons []int, by []int) {
		fmt.Fprintf(b, "  %s: %s\n", name, plot.Count(int64(n)))
		if n == 0 {
			return
		}
		fmt.Fprintf(b, "    %s: %s\n", why, top(reasons, func(i int) string { return sim.Reason(i).String() }))
		fmt.Fprintf(b, "    who: %s\n", top(by, func(i int) string { return p.Set.Personas[i].ID }))
	}
	people("won", pair.Won, "left "+first+" for", pair.WonFrom[:], pair.WonBy)
	people("lost", pair.Lost, "leave "+flow+" for", pair.LostTo[:], pair.LostBy)
}

// top lists the largest counts by name.
func top(counts []int, name func(int) string) string {
	const most = 4
	order := make([]int, 0, len(counts))
	for i, n := range counts {
		if n > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	var line bytes.Buffer
	for i, at := range order {
		if i == most {
			line.WriteString(", …")
			break
		}
		if i > 0 {
			line.WriteString(", ")
		}
		fmt.Fprintf(&line, "%s %s", name(at), plot.Count(int64(counts[at])))
	}
	return line.String()
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 2, 64) + "%" }

func per(sum float64, n int) string {
	if n == 0 {
		return "n/a"
	}
	return strconv.FormatFloat(sum/float64(n), 'f', 1, 64)
}

// calibrate prints the numbers of a set that follow from the rest of it, as its file has them.
func (sh *shell) calibrate(ctx context.Context, p *sim.Plan) error {
	met, err := sim.Meet(ctx, *p)
	if err != nil {
		return err
	}
	if met.Paid == 0 {
		return usage("take more --shoppers", "none of %s went through with a cart", plural(met.Shoppers, "shopper", "shoppers"))
	}
	means, scales := met.Calibrated(p.Set)
	var b bytes.Buffer
	fmt.Fprintf(&b, "# of the assumption set %s, by %d simulated carts under the flow %s, seed %d\n", p.Set.Name, met.Carts, p.Set.Baseline, p.Seed)
	b.WriteString("calibrated:\n  means:\n")
	for _, c := range sim.Causes() {
		fmt.Fprintf(&b, "    %s: %.5f\n", c, means[c])
	}
	b.WriteString("  scales:\n")
	for i, theta := range sim.Thetas {
		fmt.Fprintf(&b, "    theta-%s: %.4f\n", thetaName(theta), scales[i])
	}
	_, err = sh.Out.Write(b.Bytes())
	return written(err)
}
