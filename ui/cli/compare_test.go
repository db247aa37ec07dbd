package cli

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"tagtap/store"
	"tagtap/ui/tui/cell"
)

// All built-in flows side by side fit a terminal of old.
func TestAComparisonOfAllFlowsIsEightyCellsWide(t *testing.T) {
	code, out, errs := call(t, nil, "compare", "native", "express", "guest-form", "stepwise", "redirect", "--shopper", "new")
	if code != exitDone || errs != "" {
		t.Fatalf("code %d: %s", code, errs)
	}
	for _, line := range strings.Split(out, "\n") {
		if w := cell.Width(line); w > mostPrinted {
			t.Errorf("%d cells: %s", w, line)
		}
	}
}

func TestComparisonsAreTheSameEveryTime(t *testing.T) {
	args := []string{"compare", "native", "guest-form", "--json"}
	_, first, _ := call(t, nil, args...)
	_, second, _ := call(t, nil, args...)
	if first != second || first == "" {
		t.Errorf("got\n%s\nthen\n%s", first, second)
	}
}

func TestAComparisonCanBeInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	sh := &shell{Streams: Streams{Out: &out}}
	if err := sh.compare(ctx, []string{"native", "express"}, &comparing{}); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("got %v, %q", err, out.String())
	}
}

// Partners are sessions of the same shopper in the order in which they were walked; simulated shoppers are told apart by
// their number.
func TestPartners(t *testing.T) {
	session := func(id, shopper, source string, paid bool) visited {
		return visited{who: partner(&store.Session{ID: id, Shopper: shopper, Source: source}), source: source, saw: true, paid: paid}
	}
	a := []visited{
		session("a1", "new", "person", true), session("a2", "new", "person", false), session("a3", "returning", "person", true),
		session("ab-1", "new", "sim", true), session("ab-2", "new", "sim", false),
	}
	b := []visited{
		session("b1", "returning", "person", false), session("b2", "new", "person", true),
		session("cd-2", "new", "sim", true), session("cd-1", "new", "sim", true), session("cd-3", "new", "sim", true),
	}
	doc := ratesOf(&groupOf{name: "a", visit: a}, &groupOf{name: "b", visit: b}, true)
	pairs := doc.Rates[0].Pairs
	if doc.Alone != 2 || pairs.Both != 2 || pairs.First != 1 || pairs.Second != 1 || pairs.Neither != 0 {
		t.Errorf("got %+v, %d alone", *pairs, doc.Alone)
	}
	if doc.Rates[0].P != nil {
		t.Error("simulated shoppers have a p")
	}
	if doc.Rates[1].Difference != nil || doc.Rates[1].Values[0].OK() {
		t.Errorf("nobody added anything, and yet %+v", doc.Rates[1])
	}
	people := ratesOf(&groupOf{name: "a", visit: a[:3]}, &groupOf{name: "b", visit: b[:2]}, true)
	if p := people.Rates[0].P; p == nil || *p != 0.5 {
		t.Errorf("one pair of two differs: got %v", p)
	}
}
