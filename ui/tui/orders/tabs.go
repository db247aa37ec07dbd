package orders

import (
	"strconv"

	"tagtap/flow"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// tabbed is a tab with the number of its orders, "" for none and for the tab of all.
type tabbed struct{ id, label, count string }

func (t tabbed) width() int { return cell.Width(t.label) + cell.Width(t.count) }

// tabs draws the tabs over the whole width; the row below y takes the mark of the open one. Where they find no room they have
// short names, then no counts.
func (p *page) tabs(head screen.Part, y int) {
	all, x, room := p.fitting()
	active := open(p.Shown.State)
	sum := 0
	for _, t := range all {
		sum += t.width()
	}
	gaps := len(all) - 1
	used := 0
	for i, t := range all {
		at := x + used + ((room-sum)*i+gaps-1)/gaps // the first gaps take what does not divide: no count stands before them
		used += t.width()
		id := tab + t.id
		r := look.Tab(head.Canvas, p.Theme, at, y, t.label, t.id == active, p.Focused(id, true))
		r.W += head.Text(r.Right(), y, t.count, look.Style{FG: look.Accent})
		head.Target(screen.Target{
			ID: id, Rect: r, Label: "verb.show-tab", Action: flow.Action{Verb: flow.ShowTab, ID: t.id}, Left: before, Right: after,
		})
	}
}

// fitting returns the tabs as they fit, from which column on, and into how many cells.
func (p *page) fitting() (all []tabbed, x, room int) {
	w, s := p.Shown.World, p.Shown.State
	for _, style := range []struct {
		names   string
		counted bool
		margin  int
	}{{"orders.tab.", true, margin}, {"orders.brief.", true, margin}, {"orders.brief.", false, 1}} {
		all = all[:0]
		x, room = style.margin, p.W-2*style.margin
		need := -1
		for _, id := range flow.Tabs() {
			t := tabbed{id: id, label: p.Say(style.names + id)}
			if n := len(flow.Listed(w, s, id)); n > 0 && id != flow.TabAll && style.counted {
				t.count = strconv.Itoa(min(n, 99))
			}
			all = append(all, t)
			need += t.width() + 1
		}
		if need <= room {
			break
		}
	}
	return all, x, room
}

// open is the tab that is shown.
func open(st *flow.State) string {
	if st.Tab == "" {
		return flow.TabAll
	}
	return st.Tab
}
