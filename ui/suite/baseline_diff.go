package suite

import (
	"fmt"
	"slices"
	"strings"
)

// A difference of walks is printed with so many equal steps around what changed, and in so many lines at most. Walks of which
// more pairs of steps would have to be compared are taken to have nothing in common.
const (
	diffContext  = 2
	diffLines    = 60
	diffCompared = 4_000_000
)

// edit is a line of a difference: a step that stayed, went or came.
type edit struct {
	sign byte // ' ', '-', '+'
	step step
}

// diffWalks prints what one walk has more and less than another, step by step: the place, then what is done there.
func diffWalks(was, is []step) string {
	all := edits(was, is)
	near := make([]bool, len(all)) // enough to something that changed
	wide := 0
	for i := range all {
		if all[i].sign == ' ' {
			continue
		}
		for k := max(0, i-diffContext); k <= min(len(all)-1, i+diffContext); k++ {
			near[k] = true
		}
	}
	for i := range all {
		if near[i] {
			wide = max(wide, len(all[i].step.place))
		}
	}
	var b strings.Builder
	lines, gap := 0, false
	for i := range all {
		switch {
		case !near[i]:
			gap = true
			continue
		case lines == diffLines:
			b.WriteString("    … and more\n")
			return b.String()
		case gap:
			b.WriteString("    …\n")
		}
		gap = false
		fmt.Fprintf(&b, "  %c %-*s  %s\n", all[i].sign, wide, all[i].step.place, oneLine(all[i].step.text))
		lines++
	}
	if gap && lines > 0 {
		b.WriteString("    …\n")
	}
	return b.String()
}

// edits lists the steps of both walks in order, those that both have once: a longest common subsequence.
func edits(was, is []step) []edit {
	var all []edit
	head := 0
	for head < min(len(was), len(is)) && was[head] == is[head] {
		all = append(all, edit{' ', was[head]})
		head++
	}
	was, is = was[head:], is[head:]
	tail := 0
	for tail < min(len(was), len(is)) && was[len(was)-1-tail] == is[len(is)-1-tail] {
		tail++
	}
	end := was[len(was)-tail:]
	all = append(all, between(was[:len(was)-tail], is[:len(is)-tail])...)
	for _, s := range end {
		all = append(all, edit{' ', s})
	}
	return all
}

// between works out the edits of two walks that begin and end differently.
func between(was, is []step) []edit {
	var all []edit
	if len(was)*len(is) > diffCompared {
		return append(signed('-', was), signed('+', is)...)
	}
	// longest[i][j] is how many steps was[i:] and is[j:] have in common, in order.
	longest := make([][]int32, len(was)+1)
	for i := range longest {
		longest[i] = make([]int32, len(is)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			if was[i] == is[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(was) && j < len(is) {
		switch {
		case was[i] == is[j]:
			all = append(all, edit{' ', was[i]})
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			all = append(all, edit{'-', was[i]})
			i++
		default:
			all = append(all, edit{'+', is[j]})
			j++
		}
	}
	return slices.Concat(all, signed('-', was[i:]), signed('+', is[j:]))
}

func signed(sign byte, steps []step) []edit {
	all := make([]edit, len(steps))
	for i, s := range steps {
		all[i] = edit{sign, s}
	}
	return all
}
