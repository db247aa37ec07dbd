// Package dashboard is the merchant's panel: what a store's sessions came to, for all brands and for one, in the names that
// the platform's back office uses. It is no place, nothing in it is a tap, and it records nothing.
package dashboard

import (
	"strconv"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
	"tagtap/ui/tui/screen"
)

// View is the panel. Until its report has come it says that the store is counted.
type View struct {
	asked  int // which opening it is
	report *measure.Report
	failed string // why there is no report
	brands []brand
	at     int // of the brands
	tab    int
}

// New makes the panel of an opening, whose report is still to come.
func New(s session.Shown, asked int) screen.Screen { return page(View{asked: asked}, s) }

func page(v View, s session.Shown) screen.Screen { return screen.NewPage(v, s, screen.Close) }

// Put gives the panel the report of its opening, or why there is none. It returns false, and changes nothing, for a screen that
// is another one: the panel was closed, or opened again since.
func Put(d screen.Screen, s session.Shown, asked int, r *measure.Report, failed string) (screen.Screen, bool) {
	p, ok := d.(*screen.Page)
	if !ok {
		return d, false
	}
	v, ok := p.View().(View)
	if !ok || v.asked != asked || v.report != nil || v.failed != "" {
		return d, false
	}
	v.failed = failed
	if failed == "" && r != nil {
		v.report, v.brands = r, brandsOf(s.World, r)
	}
	return page(v, s), true
}

// The tabs. The first one has, where the screen is wide, the most important of all others beside it.
const (
	tabSales = iota
	tabWeeks
	tabFunnel
	tabNotes
	tabGoods
	tabs
)

var tabKeys = [tabs]string{"dashboard.tab.sales", "dashboard.tab.weeks", "dashboard.tab.funnel", "dashboard.tab.notes", "dashboard.tab.goods"}

// Locals of the keys; behind them stands the key, or the number of what was clicked.
const (
	brandID = "brand-"
	tabID   = "tab-"
	before  = brandID + "left"
	after   = brandID + "right"
)

// Keys implements screen.View: the key that opened the panel closes it.
func (v View) Keys(session.Shown) []screen.Binding {
	keys := []screen.Binding{{Keys: []string{"D"}, Label: "key.close", Local: screen.Close}}
	if !v.counted() {
		return keys
	}
	return append([]screen.Binding{
		{Keys: []string{"right", "left", "l", "h"}, Label: "dashboard.key.brand", Local: brandID, Keyed: true, Name: "← →"},
		{Keys: []string{"tab", "shift+tab"}, Label: "dashboard.key.tab", Local: tabID, Keyed: true, Name: "tab"},
		{Keys: []string{"1", "2", "3", "4", "5"}, Label: "dashboard.key.tabs", Local: tabID, Keyed: true, Name: "1-5"},
	}, keys...)
}

// Do implements screen.Reactor.
func (v View) Do(local string, _ session.Shown) (screen.View, flow.Action) {
	n, m := len(v.brands), 0
	if n == 0 {
		return v, flow.Action{}
	}
	switch local {
	case after, brandID + "l":
		v.at = (v.at + 1) % n
	case before, brandID + "h":
		v.at = (v.at + n - 1) % n
	case tabID + "tab":
		v.tab = (v.tab + 1) % tabs
	case tabID + "shift+tab":
		v.tab = (v.tab + tabs - 1) % tabs
	default:
		switch {
		case number(local, brandID, &m) && m < n:
			v.at = m
		case number(local, tabID, &m) && m >= 1 && m <= tabs:
			v.tab = m - 1
		}
	}
	return v, flow.Action{}
}

// number reads the number behind a prefix.
func number(local, prefix string, n *int) bool {
	digits, ok := strings.CutPrefix(local, prefix)
	if !ok {
		return false
	}
	m, err := strconv.Atoi(digits)
	*n = m
	return err == nil && m >= 0
}

// Leaf implements screen.Leafed: another brand or tab begins at its top.
func (v View) Leaf(session.Shown) string { return strconv.Itoa(v.at) + "/" + strconv.Itoa(v.tab) }

// Spreads implements screen.Spreader.
func (View) Spreads() {}

func (v View) counted() bool { return v.report != nil && !empty(v.report) }

// empty says whether there is nothing to report: nobody has seen a note or a product.
func empty(r *measure.Report) bool {
	if r.Sessions == 0 {
		return true
	}
	for i := range r.Metrics {
		if m := &r.Metrics[i]; m.Count[1] > 0 {
			return false
		}
	}
	return true
}

// The widths from which the panel has two columns, and three.
const (
	twoColumns   = 92
	threeColumns = 120
)

// top are the rows above what scrolls: title, brands, tabs, each with a blank row behind it.
const top = 7

// Paint implements screen.View.
func (v View) Paint(b *screen.Board) {
	if !v.counted() {
		v.calm(b)
		return
	}
	head, body, foot := b.Split(top, 1)
	b.Edge(foot)
	v.title(b, head)
	v.chips(b, head, 2)
	v.tabRow(b, head, 4)
	c := columns{Board: b, part: body, report: v.report, brand: &v.brands[v.at]}
	c.split(margin(b.W), b.W-2*margin(b.W))
	switch v.tab {
	case tabSales:
		c.sales()
	case tabWeeks:
		c.weeks()
	case tabFunnel:
		c.funnel()
	case tabNotes:
		c.notes()
	case tabGoods:
		c.goods()
	}
	b.End(c.bottom() + 1)
}

// margin is the padding at both sides.
func margin(w int) int {
	if w >= threeColumns {
		return 3
	}
	return 2
}

// title draws what the panel is, and of how many sessions: beside it where there is room, else below.
func (v View) title(b *screen.Board, head screen.Part) {
	m := margin(b.W)
	cross := b.W - m - 2
	x := m + look.Heading(head.Canvas, m, 0, cross-m-1, b.Say("dashboard.title"), strings.ToUpper(b.Gloss("dashboard.title")), "") + 2
	if mark := b.Say("app.simulation-short"); x+width(mark) < cross-1 {
		x += head.Text(x, 0, mark, look.Style{FG: look.Warn}) + 2
	}
	closer(b, head, cross)
	if v.report == nil {
		return
	}
	facts, muted := v.walked(b), look.Style{FG: look.Muted}
	if all := screen.Dotted(facts...); x+width(all) <= cross-2 {
		head.TextRight(cross-2, 0, all, muted)
		return
	}
	for len(facts) > 1 && width(screen.Dotted(facts...)) > b.W-2*m {
		facts = facts[:len(facts)-1]
	}
	if v.simulated() > 0 && len(facts) == 1 { // what was simulated has to be said before anything else
		facts[0] = v.model(b)
	}
	head.Text(m, 1, cut(screen.Dotted(facts...), b.W-2*m), muted)
}

// closer draws the cross.
func closer(b *screen.Board, head screen.Part, x int) {
	st := look.Style{FG: look.Muted}
	if b.Focused(screen.Close, true) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	head.Text(x, 0, " "+b.Theme.Glyph("✕")+" ", st)
	head.Target(screen.Target{ID: screen.Close, Rect: rect(x, 0, 3), Local: screen.Close, Label: "key.close"})
}

// simulated is how many of the sessions simulated shoppers walked.
func (v View) simulated() int64 {
	for i := range v.report.Made {
		if v.report.Made[i].Key == "sim" {
			return v.report.Made[i].Sessions
		}
	}
	return 0
}

// model says how many sessions were simulated, and under which assumptions.
func (v View) model(b *screen.Board) string {
	return b.Say("report.assumed.short", "n", plot.Count(v.simulated()), "names", plot.Assumptions(b.Lang, v.report))
}

// walked says how many sessions there are, and who walked them, the simulated ones first.
func (v View) walked(b *screen.Board) []string {
	all := []string{b.Say("dashboard.sessions", "n", plot.Count(v.report.Sessions))}
	if v.simulated() > 0 {
		all = append(all, v.model(b))
	}
	for _, made := range v.report.Made {
		switch key := "report.made." + made.Key; {
		case made.Key == "sim":
		case words.Has(key):
			all = append(all, b.Say(key, "n", plot.Count(made.Sessions)))
		default:
			all = append(all, b.Say("report.made.other", "n", plot.Count(made.Sessions)))
		}
	}
	return all
}

// calm draws the panel that has nothing to show: it is still counted, the store could not be read, or holds nothing yet.
func (v View) calm(b *screen.Board) {
	head, body, _ := b.Split(3, 0)
	v.title(b, head)
	m := margin(b.W)
	w := min(b.W-2*m, 60)
	y := max(1, b.H/3-4)
	say := func(text string, role look.Role, attr look.Attr) {
		y += body.Lines(m, y, wrap(text, w), look.Style{FG: role, Attr: attr})
	}
	switch {
	case v.failed != "":
		say(b.Say("dashboard.failed"), look.Danger, look.Bold)
		y++
		say(v.failed, look.Ink2, 0)
	case v.report == nil:
		say(b.Say("dashboard.counting"), look.Muted, 0)
	default:
		say(b.Say("dashboard.empty"), look.Ink, look.Bold)
		say(b.Say("dashboard.empty.text"), look.Ink2, 0)
		y++
		for _, way := range [...]struct{ key, command string }{
			{"dashboard.empty.walk", ""},
			{"dashboard.empty.simulate", "tagtap simulate --shoppers 1000 --flow native --db FILE"},
			{"dashboard.empty.story", "tagtap run loop --db FILE"},
		} {
			say(b.Say(way.key), look.Ink2, 0)
			if way.command != "" {
				say("  "+way.command, look.Muted, 0)
			}
			y++
		}
	}
	b.End(y + 1)
}
