package pilot

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/screen"
)

// finder looks for the moves of one action.
type finder struct {
	app  *tui.App
	want flow.Action
	near flow.Action // what came nearest to it
}

// spot is a screen as it would stand after some moves, and what of it can be clicked on.
type spot struct {
	screen screen.Screen
	hits   []screen.Hit
	moves  []Move
}

// outcome is what a key or click on a screen leads to.
type outcome uint8

const (
	other outcome = iota // another action, or a dialog that closes
	local                // no action: what the screen does by itself
	done                 // the action that is wanted
)

func (f *finder) find(app *tui.App, a flow.Action) ([]Move, error) {
	*f = finder{app: app, want: a}
	at := spot{screen: app.Front(), hits: app.InFront()}
	if app.Dialogs() > 0 {
		return nil, f.outOfReach(&at)
	}
	looks := []func(*spot) ([]Move, bool){f.here, f.typed, f.again, f.focused, f.survey, f.unfold}
	if s := app.Shown(); flow.Refuse(s.World, s.Now, s.State, a).Refused() {
		looks = looks[:4] // it may be offered in grey; nothing is searched through for it
	}
	for _, look := range looks {
		if moves, ok := look(&at); ok {
			return moves, nil
		}
	}
	return nil, f.outOfReach(&at)
}

// here looks for one key or click, and for what is further up or down the page.
func (f *finder) here(at *spot) ([]Move, bool) {
	if m, ok := f.key(at); ok {
		return at.then(m), true
	}
	if m, ok := f.click(at); ok {
		return at.then(m), true
	}
	return f.beyond(at)
}

// then is the way to a spot with one more move.
func (s *spot) then(more ...Move) []Move { return slices.Concat(s.moves, more) }

// after is the spot that a move leads to.
func (f *finder) after(at *spot, next screen.Screen, more ...Move) spot {
	pic, _ := f.app.Sight(next)
	return spot{screen: next, hits: pic.Hits, moves: at.then(more...)}
}

// press tries a key on a copy of a screen.
func (f *finder) press(s screen.Screen, key string) (screen.Screen, outcome) {
	next, a, _ := s.Update(KeyPress(key))
	return next, f.judge(next, a)
}

// tap tries a click.
func (f *finder) tap(s screen.Screen, target string) (screen.Screen, outcome) {
	next, a, _ := s.Update(screen.Click{Target: target})
	return next, f.judge(next, a)
}

func (f *finder) judge(next screen.Screen, a flow.Action) outcome {
	switch c, closes := next.(screen.Closing); {
	case closes && c.Closed():
		return other
	case a.Verb == flow.None:
		return local
	case a != f.want:
		if a.Verb == f.want.Verb && a.ID == f.want.ID {
			f.near = a
		}
		return other
	}
	if p, ok := next.(screen.Pending); ok { // a second action follows
		if _, more := p.Pending(); more.Verb != flow.None {
			return other
		}
	}
	return done
}

// keysOf are the keys of a binding that do different things. While a text is typed, letters are text.
func keysOf(b screen.Binding, typing bool) []string {
	switch {
	case typing && b.Has("ctrl+s"):
		return []string{"ctrl+s"}
	case typing:
		return nil
	case b.Keyed:
		return b.Keys
	}
	return b.Keys[:1]
}

// key looks for a key that does it.
func (f *finder) key(at *spot) (Move, bool) {
	typing := tui.Typing(at.screen)
	for _, b := range at.screen.Bindings() {
		if b.Action.Verb != flow.None && b.Action != f.want {
			continue
		}
		for _, k := range keysOf(b, typing) {
			if _, does := f.press(at.screen, k); does == done {
				return Move{Key: k, Rect: f.standsFor(at, b, k)}, true
			}
		}
	}
	for _, b := range f.app.Global(at.screen) {
		if b.Action == f.want {
			return Move{Key: b.Keys[0], Rect: f.standsFor(at, b, "")}, true
		}
	}
	return Move{}, false
}

// standsFor returns where the target is that does what a key does, the zero Rect where none is in sight.
func (f *finder) standsFor(at *spot, b screen.Binding, key string) cell.Rect {
	page, ok := at.screen.(*screen.Page)
	if !ok {
		return cell.Rect{}
	}
	name := b.Local
	if b.Keyed {
		name += key
	}
	targets := page.Targets()
	for i := len(at.hits) - 1; i >= 0; i-- {
		t := targetOf(targets, at.hits[i].Target)
		if t == nil {
			continue
		}
		if key == "enter" && t.ID == page.Focus() || key != "enter" && (t.Action == f.want || name != "" && t.Local == name) {
			return at.hits[i].Rect
		}
	}
	return cell.Rect{}
}

func targetOf(targets []screen.Target, id string) *screen.Target {
	for i := range targets {
		if targets[i].ID == id {
			return &targets[i]
		}
	}
	return nil
}

// click looks for a target in sight.
func (f *finder) click(at *spot) (Move, bool) {
	page, ok := at.screen.(*screen.Page)
	if !ok {
		return Move{}, false
	}
	targets := page.Targets()
	for i := range at.hits {
		t := targetOf(targets, at.hits[i].Target)
		if t == nil || t.Local == "" && t.Action != f.want {
			continue
		}
		if _, does := f.tap(page, t.ID); does != done {
			continue
		}
		if m, ok := clickOn(at.hits, i); ok {
			return m, true
		}
	}
	return Move{}, false
}

// clickOn is the click on a hit: in its middle, else on the cell nearest to it over which no other hit lies.
func clickOn(hits []screen.Hit, i int) (Move, bool) {
	r := hits[i].Rect
	free := func(x, y int) bool {
		for _, h := range hits[i+1:] {
			if h.Rect.Contains(x, y) {
				return false
			}
		}
		return true
	}
	midX, midY := r.X+r.W/2, r.Y+r.H/2
	best, m := -1, Move{Rect: r}
	for y := r.Y; y < r.Bottom(); y++ {
		for x := r.X; x < r.Right(); x++ {
			far := 2*max(y-midY, midY-y) + max(x-midX, midX-x)
			if (best < 0 || far < best) && free(x, y) {
				best, m.X, m.Y = far, x, y
			}
		}
	}
	return m, best >= 0
}

// mostPages is how many windows of a page are looked through, up and down.
const mostPages = 400

// beyond looks for a target outside of the window, and scrolls there.
func (f *finder) beyond(at *spot) ([]Move, bool) {
	page, ok := at.screen.(*screen.Page)
	if !ok || tui.Typing(page) {
		return nil, false
	}
	for _, t := range page.Targets() {
		if t.Local == "" && t.Action != f.want || page.Beyond(t.ID) == 0 {
			continue
		}
		if _, does := f.tap(page, t.ID); does != done {
			continue
		}
		if there, ok := f.scroll(at, t.ID); ok {
			if m, ok := f.click(&there); ok {
				return there.then(m), true
			}
		}
	}
	return nil, false
}

// scroll goes on by windows until a target is in sight.
func (f *finder) scroll(at *spot, id string) (spot, bool) {
	there := *at
	for range mostPages {
		page := there.screen.(*screen.Page)
		rows := page.Beyond(id)
		for i := range there.hits {
			if there.hits[i].Target == id {
				if _, free := clickOn(there.hits, i); free {
					return there, true
				}
			}
		}
		key := "pgdown"
		if rows < 0 {
			key = "pgup"
		}
		next, ok := f.roll(&there, key)
		if !ok {
			return there, false
		}
		there = next
	}
	return there, false
}

// roll is the spot a window further; false where the page ends.
func (f *finder) roll(at *spot, key string) (spot, bool) {
	above, below := at.screen.(*screen.Page).Left()
	if key == "pgdown" && below == 0 || key == "pgup" && above == 0 {
		return spot{}, false
	}
	next, does := f.press(at.screen, key)
	if does != local {
		return spot{}, false
	}
	return f.after(at, next, Move{Key: key}), true
}

// survey looks through a page that knows only what is near its window, such as a long feed.
func (f *finder) survey(at *spot) ([]Move, bool) {
	if _, ok := at.screen.(*screen.Page); !ok || tui.Typing(at.screen) {
		return nil, false
	}
	for _, key := range []string{"pgdown", "pgup"} {
		there := *at
		for range mostPages {
			next, ok := f.roll(&there, key)
			if !ok {
				break
			}
			if m, ok := f.click(&next); ok {
				return next.then(m), true
			}
			there = next
		}
	}
	return nil, false
}

// outOfReach says what there is instead.
func (f *finder) outOfReach(at *spot) error {
	return story.ErrOutOfReach{Action: f.want, Why: f.instead(at)}
}
