package screen

import (
	"time"

	"tagtap/flow/session"
)

// Moving is a view that changes by itself as time goes by: a video. Moves returns in how long its picture is another one, 0
// where it stands still. First is the first row of the body that can be seen, h the height of the page: what is out of
// sight does not move.
type Moving interface {
	Moves(s session.Shown, first, h int) time.Duration
}

// Moves returns in how long the page looks different though nobody does anything, 0 where it does not. Show then gives it
// the new time.
func (p *Page) Moves() time.Duration {
	if v, ok := p.view.(Moving); ok && !p.shown.Rewind.Looking() {
		return v.Moves(p.shown, p.scroll, p.h)
	}
	return 0
}
