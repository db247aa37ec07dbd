package tui

import (
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// stack holds the screens of the trail, one a spot, so that a page that the shopper comes back to is as it was left, and
// the dialogs over them.
type stack struct {
	spots   []flow.Spot
	screens []screen.Screen
	dialogs []screen.Screen // help, backstage, terms
}

// show makes the screens follow the trail.
func (s *stack) show(shown session.Shown) {
	trail := shown.State.Trail
	screens := make([]screen.Screen, len(trail))
	for i, spot := range trail {
		if old := s.kept(spot); old != nil {
			screens[i] = old.Show(shown)
		} else {
			screens[i] = makers[spot.Place](shown, spot)
		}
	}
	s.spots, s.screens = trail, screens
	for i, d := range s.dialogs {
		s.dialogs[i] = d.Show(shown)
	}
}

func (s *stack) kept(spot flow.Spot) screen.Screen {
	for i := range s.spots {
		if s.spots[i] == spot {
			return s.screens[i]
		}
	}
	return nil
}

func (s *stack) top() screen.Screen {
	if n := len(s.dialogs); n > 0 {
		return s.dialogs[n-1]
	}
	return s.screens[len(s.screens)-1]
}

func (s *stack) replace(next screen.Screen) {
	if n := len(s.dialogs); n > 0 {
		s.dialogs[n-1] = next
		return
	}
	s.screens[len(s.screens)-1] = next
}

func (s *stack) push(d screen.Screen) { s.dialogs = append(s.dialogs, d) }

// pop closes the dialog on top and says whether there was one.
func (s *stack) pop() bool {
	if len(s.dialogs) == 0 {
		return false
	}
	s.dialogs = s.dialogs[:len(s.dialogs)-1]
	return true
}

// layers returns the page, and the sheet over it, nil where none is open.
func (s *stack) layers() (page, sheet screen.Screen) {
	n := len(s.spots) - 1
	if !s.spots[n].Place.Sheet() {
		return s.screens[n], nil
	}
	for i := n - 1; i >= 0; i-- {
		if !s.spots[i].Place.Sheet() {
			return s.screens[i], s.screens[n]
		}
	}
	return s.screens[n], nil
}
