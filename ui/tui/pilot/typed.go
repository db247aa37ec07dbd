package pilot

import (
	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/ui/tui"
	"tagtap/ui/tui/screen"
)

// typed looks for the field whose text is the action: the one that is typed into, else each that a key or a click opens.
func (f *finder) typed(at *spot) ([]Move, bool) {
	if !isTyped(f.want.Verb) {
		return nil, false
	}
	if tui.Typing(at.screen) {
		if moves, ok := f.write(at.screen); ok {
			return at.then(moves...), true
		}
	}
	var way []Move
	found := f.locals(at, func(next screen.Screen, moves []Move) bool {
		if !tui.Typing(next) {
			return false
		}
		written, ok := f.write(next)
		way = append(at.then(moves...), written...)
		return ok
	})
	if found || !tui.Typing(at.screen) {
		return way, found
	}
	// From a field of another place of the page: leave it first.
	left, does := f.press(at.screen, "esc")
	if does != local || tui.Typing(left) {
		return nil, false
	}
	there := f.after(at, left, Move{Key: "esc"})
	return f.typed(&there)
}

// isTyped says whether a verb takes words.
func isTyped(v flow.Verb) bool {
	arg := v.Spec().Arg
	return arg == flow.ArgField || arg == flow.ArgText
}

// leaving are the keys that leave a field, those that send it the last.
var leaving = []string{"tab", "esc", "enter", "ctrl+s"}

// write types into the field that a screen has open, instead of what is in it, and leaves it.
func (f *finder) write(s screen.Screen) ([]Move, bool) {
	if !f.fits(s) {
		return nil, false
	}
	s, moves := empty(s)
	if !f.want.Words.IsZero() {
		m := Move{Text: f.want.Words.String()}
		for _, msg := range m.Messages() {
			s, _, _ = s.Update(msg)
		}
		moves = append(moves, m)
	}
	for _, k := range leaving {
		if _, does := f.press(s, k); does == done {
			return append(moves, Move{Key: k}), true
		}
	}
	return nil, false
}

// fits says whether the field that is open is the wanted one: another text in it makes an action of the same kind.
func (f *finder) fits(s screen.Screen) bool {
	for _, key := range []tea.KeyPressMsg{{Code: 'x', Text: "x"}, KeyPress("backspace")} { // a full field takes no letter
		next, _, _ := s.Update(key)
		if a := left(next); a.Verb != flow.None {
			return a.Verb == f.want.Verb && a.ID == f.want.ID
		}
	}
	return false
}

// left is the action that leaving the field would send; the zero one where its text is that of the state.
func left(s screen.Screen) flow.Action {
	for _, k := range leaving {
		if _, a, _ := s.Update(KeyPress(k)); isTyped(a.Verb) { // a key may go on and send the form
			return a
		}
	}
	return flow.Action{}
}

// lettered is the field with a letter more, so that blank rows before it count.
func lettered(s screen.Screen) screen.Screen {
	next, _, _ := s.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	return next
}

// mostLines bounds the paragraphs that are cut from a field.
const mostLines = 500

// empty cuts what is in the field: up to the cursor, then behind it.
func empty(s screen.Screen) (screen.Screen, []Move) {
	var moves []Move
	for _, keys := range [][2]string{{"ctrl+u", "backspace"}, {"ctrl+k", "delete"}} {
		for range mostLines {
			cut := false
			for _, k := range keys {
				if next, _, _ := s.Update(KeyPress(k)); left(next) != left(s) || left(lettered(next)) != left(lettered(s)) {
					s, cut, moves = next, true, append(moves, Move{Key: k})
				}
			}
			if !cut {
				break
			}
		}
	}
	return s, moves
}
