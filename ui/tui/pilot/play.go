package pilot

import (
	"strings"
	"time"

	"tagtap/ui/tui/cell"
)

// Deck is what a tape needs besides a storefront.
type Deck struct {
	Pass func(time.Duration)             // moves the clock of the session on
	Snap func(file, screen string) error // writes a screen to a file
}

// Play does what a tape says, and settles what the storefront works out beside it. It ends with the first word that cannot be
// done: an ErrTape, or what the outside world said.
func (p *Pilot) Play(t Tape, d Deck) error {
	for i := range t.steps {
		for range t.steps[i].times {
			if err := p.step(&t.steps[i], d); err != nil {
				return err
			}
			if err := p.app.Unsaved(); err != nil {
				return err
			}
		}
	}
	p.app.Reckon()
	return nil
}

func (p *Pilot) step(s *step, d Deck) error {
	fails := func(what string) error { return ErrTape{Column: s.at, Word: s.n, Said: cut(s.word), What: what} }
	if p.quit {
		return fails("the storefront was left before")
	}
	switch s.do {
	case moves:
		p.Make(s.move)
	case clicks:
		if !p.ClickText(s.arg) {
			return fails("there is no " + s.arg + " on the screen")
		}
	case waits:
		d.Pass(s.wait)
		p.run(p.app.Catch())
	case due:
		in, ok := p.app.Due()
		if !ok {
			return fails("nothing happens by itself from here")
		}
		d.Pass(in)
		p.run(p.app.Catch())
	case resizes:
		p.Resize(s.size[0], s.size[1])
	case snaps:
		p.app.Reckon()
		return d.Snap(s.arg, p.Screen())
	}
	return nil
}

// ClickText clicks on a text that the screen shows: where it stands lowest on the page, else on the whole screen. It returns
// false where it stands nowhere.
func (p *Pilot) ClickText(text string) bool {
	p.app.View() // the hints at the foot can be clicked on as well
	rows := strings.Split(p.Screen(), "\n")
	x, y, ok := lowest(rows, text, p.app.Page())
	if !ok {
		x, y, ok = lowest(rows, text, cell.Rect{W: p.cols, H: p.rows})
	}
	if ok {
		p.Make(Move{X: x, Y: y})
	}
	return ok
}

// lowest returns the first cell of the lowest place of a text within an area.
func lowest(rows []string, text string, in cell.Rect) (x, y int, ok bool) {
	for row, line := range rows {
		for from := 0; ; {
			i := strings.Index(line[from:], text)
			if i < 0 {
				break
			}
			if at := cell.Width(line[:from+i]); in.Contains(at, row) {
				x, y, ok = at, row, true
			}
			from += i + len(text)
		}
	}
	return x, y, ok
}
