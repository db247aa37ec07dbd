package screen

import (
	"tagtap/flow"
	"tagtap/ui/tui/cell"
)

// Target is something that can be tapped: by a click on its rectangle, or by enter while it has the focus.
type Target struct {
	ID     string
	Rect   cell.Rect // in the part of the page where it was registered
	Action flow.Action
	Local  string // for the view itself; Action is then not used
	Label  string // key in words of what enter does here
	Left   string // Locals for the arrow keys while it has the focus, for what turns sideways: a carousel
	Right  string
	fixed  bool // outside the scrolling part
}

// step moves the focus to the nearest target in a direction. Where the next one is more than a window away, or there is
// none, the page scrolls instead, so that nothing is passed over unread.
func (p *Page) step(dx, dy int) {
	p.moved = true
	from := p.target(p.focus)
	if from == nil {
		p.roll(3 * dy)
		return
	}
	if id := p.entered(from, dy); id != "" {
		p.focus = id
		return
	}
	best := ""
	if dy != 0 && !from.fixed {
		best = p.nearest(from, dx, dy, true)
	}
	if dx != 0 {
		if best = p.wrapped(from, dx); best == "" {
			best = p.beside(from, dx)
		}
	}
	if best == "" {
		best = p.nearest(from, dx, dy, false)
	}
	next := p.target(best)
	if next == nil {
		p.roll(3 * dy)
		return
	}
	if gap := p.gap(*next); dy != 0 && !next.fixed && gap > 0 {
		p.roll(dy * min(gap, max(1, p.body.H-2)))
		if _, ok := p.visible(*next); !ok {
			return
		}
	} else if dy != 0 && next.fixed && p.more(dy) {
		if p.roll(dy * max(1, p.body.H/2)); p.more(dy) {
			return
		}
	}
	p.focus = best
}

// more says whether the page goes on beyond the window, up or down.
func (p *Page) more(dy int) bool {
	return dy > 0 && p.scroll < p.content-p.body.H || dy < 0 && p.scroll > 0
}

// entered returns where the focus comes back to after the page was scrolled away from it: the first target in the window, or
// going up the last, in the focus's own column where there are several. It is "" while the focus can be seen.
func (p *Page) entered(from *Target, dy int) string {
	if _, seen := p.visible(*from); seen || dy == 0 {
		return ""
	}
	best, cost := "", 0
	for _, t := range p.targets {
		if t.fixed || p.gap(t) > 0 {
			continue
		}
		if c := t.Rect.Y*dy*8 + abs(t.Rect.X-from.Rect.X); best == "" || c < cost {
			best, cost = t.ID, c
		}
	}
	return best
}

// wrapped returns where a row of chips goes on: past its end the first of the row below, before its start the last of the row
// above. It is "" where something lies beside the target, or where no row touches its own.
func (p *Page) wrapped(from *Target, dx int) string {
	here := p.place(*from)
	for i := range p.targets {
		t := p.targets[i]
		to := p.place(t)
		if to.Y == here.Y && (to.X-here.X)*dx > 0 {
			return ""
		}
	}
	for i := range p.targets {
		if j := i + dx; p.targets[i].ID == from.ID && j >= 0 && j < len(p.targets) {
			t := p.targets[j]
			if t.fixed == from.fixed && here.H == 1 && t.Rect.H == 1 && p.place(t).Y == here.Y+dx {
				return t.ID
			}
		}
	}
	return ""
}

// beside returns the nearest target sideways that shares a row with this one and scrolls, or does not, as it does: the card
// of the other column comes before the bar below both.
func (p *Page) beside(from *Target, dx int) string {
	here := p.place(*from)
	best, cost := "", 0
	for _, t := range p.targets {
		to := p.place(t)
		if t.ID == from.ID || t.fixed != from.fixed || to.Y >= here.Bottom() || here.Y >= to.Bottom() {
			continue
		}
		if _, seen := p.visible(t); !seen {
			continue
		}
		if c, ok := distance(here, to, dx, 0); ok && (best == "" || c < cost) {
			best, cost = t.ID, c
		}
	}
	return best
}

// nearest returns the target that lies nearest in a direction, "" for none. What scrolls comes before the fixed bars: a card
// below the window is nearer to the shopper than the navigation that covers it.
func (p *Page) nearest(from *Target, dx, dy int, scrolling bool) string {
	here := p.place(*from)
	best, cost := "", 0
	for _, t := range p.targets {
		if t.ID == from.ID || scrolling && t.fixed {
			continue
		}
		if _, seen := p.visible(t); from.fixed && !seen {
			continue // behind the bar
		}
		if c, ok := distance(here, p.place(t), dx, dy); ok && (best == "" || c < cost) {
			best, cost = t.ID, c
		}
	}
	return best
}

// sideways is what an arrow key means where something turns: the focused target, or, before the shopper has moved the focus,
// the first one in sight that turns.
func (p *Page) sideways(dx int) string {
	local := func(t *Target) string {
		if dx < 0 {
			return t.Left
		}
		return t.Right
	}
	if t := p.target(p.focus); t != nil && local(t) != "" {
		return local(t)
	}
	if p.moved {
		return ""
	}
	for i := range p.targets {
		t := &p.targets[i]
		if _, seen := p.visible(*t); seen && local(t) != "" {
			return local(t)
		}
	}
	return ""
}

// gap is how many rows of a target are outside the window.
func (p *Page) gap(t Target) int {
	return max(0, p.scroll-t.Rect.Y, t.Rect.Y+t.Rect.H-p.scroll-p.body.H)
}

// place puts targets of all parts on one plane: the fixed ones at the window's edges.
func (p *Page) place(t Target) cell.Rect {
	r := t.Rect
	if !t.fixed {
		r.Y += p.body.Y - p.scroll
		r.X += p.body.X
	}
	return r
}

// distance is how far a target lies in the direction, sideways counting more; false where it does not lie there.
func distance(from, to cell.Rect, dx, dy int) (int, bool) {
	fx, fy := from.X*2+from.W, from.Y*2+from.H
	tx, ty := to.X*2+to.W, to.Y*2+to.H
	ahead := (tx-fx)*dx + (ty-fy)*dy*2
	aside := abs((tx-fx)*dy) + abs((ty-fy)*dx)*2
	if ahead <= 0 {
		return 0, false
	}
	if dy != 0 && from.X < to.X+to.W && to.X < from.X+from.W || dx != 0 && from.Y < to.Y+to.H && to.Y < from.Y+from.H {
		aside /= 8
	} else if dx != 0 && aside > 3*ahead {
		return 0, false
	}
	return ahead + 3*aside, true
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// cycle goes through the targets in the order in which the page registered them.
func (p *Page) cycle(by int) {
	if len(p.targets) == 0 {
		return
	}
	p.moved = true
	for i := range p.targets {
		if p.targets[i].ID == p.focus {
			p.focus = p.targets[(i+by+len(p.targets))%len(p.targets)].ID
			return
		}
	}
	p.focus = p.targets[0].ID
}

// reveal scrolls so far that the focused target can be seen, once after the focus came there: the wheel may leave it.
func (p *Page) reveal() bool {
	t := p.target(p.focus)
	if t == nil || p.focus == p.shone {
		return false
	}
	p.shone = p.focus
	if t.fixed {
		return false
	}
	before := p.scroll
	switch {
	case t.Rect.Y < p.scroll && t.Rect.Y+t.Rect.H <= p.scroll, t.Rect.H <= p.body.H && t.Rect.Y < p.scroll:
		p.scroll = t.Rect.Y
	case t.Rect.Y >= p.scroll+p.body.H, t.Rect.H <= p.body.H && t.Rect.Y+t.Rect.H > p.scroll+p.body.H:
		p.scroll = min(t.Rect.Y, t.Rect.Y+t.Rect.H-p.body.H)
	}
	p.scroll = max(0, min(p.scroll, p.content-p.body.H))
	return p.scroll != before
}
