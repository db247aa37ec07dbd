package screen

import "slices"

// Targets returns what could be tapped when the page was drawn last, what is outside of its window included, in the order in
// which it was registered.
func (p *Page) Targets() []Target { return slices.Clip(p.targets) }

// Focus returns the id of the target that enter taps.
func (p *Page) Focus() string { return p.focus }

// Beyond is how many rows of a target are outside of the window: below it if positive, above it if negative, 0 for one that is
// in sight, never scrolls, or is not there.
func (p *Page) Beyond(id string) int {
	t := p.target(id)
	switch {
	case t == nil || t.fixed:
		return 0
	case t.Rect.Y < p.scroll:
		return t.Rect.Y - p.scroll
	}
	return max(0, t.Rect.Y+t.Rect.H-p.scroll-p.body.H)
}

// Left is how many rows of the page are above its window and below it.
func (p *Page) Left() (above, below int) {
	return p.scroll, max(0, p.content-p.body.H-p.scroll)
}
