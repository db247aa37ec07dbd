package pilot

import (
	"slices"

	"tagtap/flow"
	"tagtap/ui/tui"
	"tagtap/ui/tui/screen"
)

// mostTimes is how often one key is tried again: a password has six digits, a carousel a few pages more.
const mostTimes = 20

// locals calls try for every key and every click of a spot that leads to no action, until it returns true.
func (f *finder) locals(at *spot, try func(next screen.Screen, moves []Move) bool) bool {
	page, ok := at.screen.(*screen.Page)
	if !ok {
		return false
	}
	typing := tui.Typing(page)
	for _, k := range f.localKeys(page, typing) {
		if next, does := f.press(page, k); does == local && try(next, []Move{{Key: k}}) {
			return true
		}
	}
	for _, t := range page.Targets() {
		if t.Local == "" || t.Local == screen.Close {
			continue
		}
		next, does := f.tap(page, t.ID)
		if does != local {
			continue
		}
		if m, ok := f.bring(at, t.ID); ok && try(next, m) {
			return true
		}
	}
	return false
}

// localKeys are the keys of a page that may lead to no action: while a text is typed those that leave it.
func (f *finder) localKeys(page *screen.Page, typing bool) []string {
	if typing {
		return []string{"esc", "tab", "enter"}
	}
	keys := []string{}
	for _, b := range page.Bindings() {
		if b.Action.Verb == flow.None && b.Local != "" && b.Local != screen.Close {
			keys = append(keys, keysOf(b, false)...)
		}
	}
	for _, t := range page.Targets() {
		if t.Left != "" || t.Right != "" {
			return append(keys, "right", "left")
		}
	}
	return keys
}

// bring is the way to a click on a target that does something by itself: what is out of sight is scrolled to before.
func (f *finder) bring(at *spot, id string) ([]Move, bool) {
	there := *at
	if !tui.Typing(at.screen) {
		var ok bool
		if there, ok = f.scroll(at, id); !ok {
			return nil, false
		}
	}
	for i := range there.hits {
		if there.hits[i].Target == id {
			m, ok := clickOn(there.hits, i)
			return append(slices.Clone(there.moves[len(at.moves):]), m), ok
		}
	}
	return nil, false
}

// again presses one key many times: the digits of a password, the pages of a carousel.
func (f *finder) again(at *spot) ([]Move, bool) {
	if tui.Typing(at.screen) {
		return nil, false
	}
	page, ok := at.screen.(*screen.Page)
	if !ok {
		return nil, false
	}
	for _, b := range page.Bindings() {
		if b.Action.Verb != flow.None || b.Local == "" || b.Local == screen.Close {
			continue
		}
		for _, k := range keysOf(b, false) {
			var s screen.Screen = page
			for n := 1; n <= mostTimes; n++ {
				next, does := f.press(s, k)
				if does == done {
					m := Move{Key: k, Rect: f.standsFor(at, b, k)}
					return at.then(slices.Repeat([]Move{m}, n)...), true
				}
				if s = next; does == other {
					break
				}
			}
		}
	}
	return nil, false
}

// focused moves the focus until a key that acts on what has it does the action.
func (f *finder) focused(at *spot) ([]Move, bool) {
	page, ok := at.screen.(*screen.Page)
	if !ok || tui.Typing(page) {
		return nil, false
	}
	n := len(page.Targets())
	var best []Move
	for _, by := range []string{"tab", "shift+tab"} {
		var s screen.Screen = page
		for i := 1; i <= n && (best == nil || i < len(best)-1); i++ {
			var does outcome
			if s, does = f.press(s, by); does != local {
				break
			}
			for _, b := range s.Bindings() {
				if b.Action != f.want || b.Local == "enter" {
					continue
				}
				if _, does := f.press(s, b.Keys[0]); does == done {
					best = append(slices.Repeat([]Move{{Key: by}}, i), Move{Key: b.Keys[0]})
				}
			}
			if best != nil && len(best) == i+1 {
				break
			}
		}
	}
	return at.then(best...), best != nil
}

// Bounds of what is unfolded, turned and opened in search of an action.
const (
	mostDeep  = 5
	mostSpots = 100
)

// unfold goes through what a screen does by itself, the nearest first, until something offers the action. Screens that look
// alike are one.
func (f *finder) unfold(at *spot) ([]Move, bool) {
	seen := map[string]bool{f.looks(at.screen): true}
	queue := []spot{*at}
	var found []Move
	for n := 0; n < len(queue) && len(queue) < mostSpots && found == nil; n++ {
		from := queue[n]
		if len(from.moves) >= mostDeep {
			break
		}
		f.locals(&from, func(next screen.Screen, moves []Move) bool {
			there := f.after(&from, next, moves...)
			if looks := f.looks(next); seen[looks] {
				return false
			} else {
				seen[looks] = true
			}
			if way, ok := f.here(&there); ok {
				found = way
				return true
			}
			queue = append(queue, there)
			return false
		})
	}
	return found, found != nil
}

// looks is what can be seen of a screen.
func (f *finder) looks(s screen.Screen) string {
	pic, ok := f.app.Sight(s)
	if !ok {
		return ""
	}
	return pic.Canvas.Plain()
}
