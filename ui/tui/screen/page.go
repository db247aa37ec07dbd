package screen

import (
	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// View is what a place adds to a Page: how it is painted, and its letter keys. A view is a plain value without state of its
// own beside what Local changes.
type View interface {
	// Paint draws the page onto the board and registers its targets. It may be called more than once for one picture.
	Paint(b *Board)
	// Keys returns the bindings of the place; moving, scrolling and enter come from Page.
	Keys(s session.Shown) []Binding
}

// Reactor is a view that does something by itself: open a fold, turn a carousel, edit a text. It gets the Local name of a
// target or binding, or a key while Typing, and returns the view that follows.
type Reactor interface {
	Do(local string, s session.Shown) (View, flow.Action)
}

// Typist is a view with a text field: while Typing says so, every key and click goes to Type first. It returns the view that
// follows, the action that the words mean once the field is left, and whether the message is thereby done with; if not,
// the page goes on with it, and the action of that follows as Pending.
type Typist interface {
	Typing() bool
	Type(msg tea.Msg, s session.Shown) (View, flow.Action, bool)
}

// Holder is a Typist that says which target is being typed into, "" for none: the focus goes with it, so that leaving a
// field by a key goes on from there.
type Holder interface {
	Held() string
}

// Follower is a view whose letter keys depend on which target has the focus; it is asked instead of Keys.
type Follower interface {
	KeysAt(focus string, s session.Shown) []Binding
}

// Starter is a view whose thing to tap next depends on the state: where a step changes it, the focus goes there.
type Starter interface {
	Start(s session.Shown) string
}

// Leafed is a view that shows one of several leaves, such as the tabs of a list: on another leaf the page begins at its top.
type Leafed interface {
	Leaf(s session.Shown) string
}

// Page does for every place what all of them do alike: focus, scrolling, clicks, keys.
type Page struct {
	view    View
	shown   session.Shown
	sheet   bool
	focus   string // id of the target that enter taps
	moved   bool   // the shopper moved the focus; before, an accent button shows none
	scroll  int
	targets []Target
	body    cell.Rect // the window of the scrolling part, in the page
	content int       // rows of the scrolling part
	start   string    // where the focus begins
	shone   string    // the focus that was last brought into sight
	w, h    int       // of the frame in which it was
	after   flow.Action
	closed  bool
}

// NewPage makes a page of a view. Start is the target that enter taps first: the thing to tap next.
func NewPage(v View, s session.Shown, start string) *Page {
	return &Page{view: v, shown: s, focus: start, start: start, shone: start}
}

// NewSheet makes a page that lies over another one and is only as high as its content.
func NewSheet(v View, s session.Shown, start string) *Page {
	p := NewPage(v, s, start)
	p.sheet = true
	return p
}

// FromEnd lets the page begin at its end, where what is newest stands last.
func (p *Page) FromEnd() *Page {
	p.scroll = deep
	return p
}

// View returns the view as it is now.
func (p *Page) View() View { return p.view }

// Show implements Screen.
func (p *Page) Show(s session.Shown) Screen {
	next := *p
	next.shown = s
	if v, ok := p.view.(Starter); ok {
		if start := v.Start(s); start != v.Start(p.shown) {
			next.start, next.focus, next.shone = start, start, ""
		}
		if leaf, ok := p.view.(Leafed); ok && leaf.Leaf(s) != leaf.Leaf(p.shown) {
			next.focus, next.shone, next.moved, next.scroll = v.Start(s), v.Start(s), false, 0
		}
	}
	return &next
}

// Bindings implements Screen.
func (p *Page) Bindings() []Binding {
	return append([]Binding{{Keys: []string{"enter"}, Label: p.enterLabel(), Local: "enter"}}, p.keys()...)
}

func (p *Page) keys() []Binding {
	if v, ok := p.view.(Follower); ok {
		return v.KeysAt(p.focus, p.shown)
	}
	return p.view.Keys(p.shown)
}

func (p *Page) enterLabel() string {
	if t := p.target(p.focus); t != nil && t.Label != "" {
		return t.Label
	}
	return "key.tap"
}

// Update implements Screen.
func (p *Page) Update(msg tea.Msg) (Screen, flow.Action, tea.Cmd) {
	next := *p
	var typed flow.Action
	if typist, ok := p.view.(Typist); ok && typist.Typing() {
		v, a, done := typist.Type(msg, p.shown)
		if v != nil {
			next.view = v
		}
		if h, ok := next.view.(Holder); ok && h.Held() != "" {
			next.focus, next.moved = h.Held(), true
		}
		if done {
			return &next, a, nil
		}
		typed = a
	}
	switch msg := msg.(type) {
	case Wheel:
		next.roll(msg.Rows)
	case Click:
		_, a, cmd := next.tap(msg.Target)
		return &next, next.both(typed, a), cmd
	case tea.KeyPressMsg:
		_, a, cmd := next.press(msg.String())
		return &next, next.both(typed, a), cmd
	}
	return &next, typed, nil
}

func (p *Page) press(key string) (Screen, flow.Action, tea.Cmd) {
	for _, b := range p.keys() {
		if b.Has(key) && b.Keyed {
			return p.run(b.Action, b.Local+key)
		} else if b.Has(key) {
			p.follow(b.Local)
			return p.run(b.Action, b.Local)
		}
	}
	switch key {
	case "enter":
		if t := p.target(p.focus); t != nil && p.moved {
			if _, seen := p.visible(*t); !seen {
				p.shone = "" // scrolled away: shown first, tapped with the next press
				return p, flow.Action{}, nil
			}
		}
		return p.tap(p.focus)
	case "up", "k":
		p.step(0, -1)
	case "down", "j":
		p.step(0, 1)
	case "left", "h":
		return p.aside(-1)
	case "right", "l":
		return p.aside(1)
	case "tab":
		p.cycle(1)
	case "shift+tab":
		p.cycle(-1)
	case "pgdown", "space", "ctrl+d":
		p.roll(max(1, p.body.H-2))
	case "pgup", "ctrl+u":
		p.roll(-max(1, p.body.H-2))
	case "home":
		p.scroll = 0
	case "end":
		p.roll(p.content)
	}
	return p, flow.Action{}, nil
}

// aside turns what turns, or moves the focus.
func (p *Page) aside(dx int) (Screen, flow.Action, tea.Cmd) {
	if local := p.sideways(dx); local != "" {
		return p.run(flow.Action{}, local)
	}
	p.step(dx, 0)
	return p, flow.Action{}, nil
}

// tap does what a target does, as a click on it or enter would.
func (p *Page) tap(id string) (Screen, flow.Action, tea.Cmd) {
	t := p.target(id)
	if t == nil {
		return p, flow.Action{}, nil
	}
	p.focus = id
	if t.Local != "" && t.Left == "" {
		p.shone = "" // what unfolds here is brought into sight
	}
	return p.run(t.Action, t.Local)
}

func (p *Page) run(a flow.Action, local string) (Screen, flow.Action, tea.Cmd) {
	switch local {
	case "":
		return p, a, nil
	case Close:
		p.closed = true
		return p, flow.Action{}, nil
	}
	if r, ok := p.view.(Reactor); ok {
		leaf := p.leaf()
		v, made := r.Do(local, p.shown)
		p.view = v
		if p.leaf() != leaf {
			p.scroll = 0
		}
		return p, made, nil
	}
	return p, a, nil
}

// leaf is that of a view with leaves, else "".
func (p *Page) leaf() string {
	if v, ok := p.view.(Leafed); ok {
		return v.Leaf(p.shown)
	}
	return ""
}

// follow lets the focus go to the target of a key that does what the target does, and brings it into sight.
func (p *Page) follow(local string) {
	if local != "" && p.target(local) != nil {
		p.focus, p.moved, p.shone = local, true, ""
	}
}

// Draw implements Screen. The picture is painted again where the focus was outside the window.
func (p *Page) Draw(f Frame) Picture {
	board := p.paint(f)
	if t := p.target(p.focus); t == nil && len(p.targets) > 0 {
		p.focus = p.fallback()
		board = p.paint(f)
	}
	if p.w != f.W || p.h != f.H {
		if p.moved && p.w > 0 {
			p.shone = ""
		}
		p.w, p.h = f.W, f.H
	}
	if p.reveal() {
		board = p.paint(f)
	}
	board.more()
	pic := Picture{Canvas: board.page, Cursor: board.cursor}
	for _, t := range p.targets {
		if r, ok := p.visible(t); ok {
			pic.Hits = append(pic.Hits, Hit{Rect: r, Target: t.ID})
		}
	}
	if p.sheet {
		pic = board.trim(pic, p.content)
	}
	return pic
}

func (p *Page) fallback() string {
	for _, t := range p.targets {
		if t.ID == p.start {
			return t.ID
		}
	}
	return p.targets[0].ID
}

func (p *Page) paint(f Frame) *Board {
	background := look.Surface
	if p.sheet {
		background = look.Raised
	}
	b := &Board{
		Frame: f, Shown: p.shown, page: f.canvas(background), focus: p.focus, moved: p.moved,
		scroll: p.scroll, sheet: p.sheet,
	}
	b.layout(0, 0)
	p.view.Paint(b)
	p.targets, p.body, p.content = b.targets, b.body, b.content
	if most := max(0, p.content-p.body.H); p.scroll > most {
		p.scroll = most
		return p.paint(f)
	}
	return b
}

// target returns the target of that id, nil where the page has none.
func (p *Page) target(id string) *Target {
	for i := range p.targets {
		if p.targets[i].ID == id {
			return &p.targets[i]
		}
	}
	return nil
}

// visible returns where a target is on the page, and whether any of it can be seen.
func (p *Page) visible(t Target) (cell.Rect, bool) {
	r := t.Rect
	if t.fixed {
		return r, true
	}
	r.Y += p.body.Y - p.scroll
	r.X += p.body.X
	r = r.Intersect(p.body)
	return r, r.W > 0 && r.H > 0
}

// roll scrolls by rows.
func (p *Page) roll(rows int) {
	p.scroll = max(0, min(p.scroll+rows, p.content-p.body.H))
}
