// Package screen is what every page, sheet and panel of the terminal app is made of: the Screen that the root holds, the
// Page that does focus, scrolling, clicks and keys for all of them, and the text field.
package screen

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Screen is one place, sheet or dialog. It is a value to the root: Update returns what comes next.
type Screen interface {
	// Update takes a key press, a Click, a Wheel or a paste, and returns the action that it means, None for none.
	Update(msg tea.Msg) (Screen, flow.Action, tea.Cmd)
	// Draw draws the screen into a canvas of its own, at most frame.W × frame.H; sheets use fewer rows.
	Draw(f Frame) Picture
	// Show hands the screen what a tap led to while the place stays the same.
	Show(s session.Shown) Screen
	// Bindings are the keys of the screen in the order of their use. Footer and help are made from them.
	Bindings() []Binding
}

// Frame is what a screen draws on and with. It is comparable: the root keeps a picture as long as frame and screen stay.
type Frame struct {
	W, H     int
	Layout   look.Layout
	Theme    look.Theme
	Lang     words.Lang
	Pictures *look.Pictures
	Paper    *look.Canvas // what a page is drawn on where it has the right size, nil for a new one
}

// canvas is blank: the paper, or a new one.
func (f Frame) canvas(bg look.Role) *look.Canvas {
	if f.Paper == nil || f.Paper.W() != f.W || f.Paper.H() != f.H {
		return look.NewCanvas(f.W, f.H, bg)
	}
	f.Paper.Clear(bg)
	return f.Paper
}

// Say returns a text in the frame's language.
func (f Frame) Say(key string, args ...string) string { return words.Say(f.Lang, key, args...) }

// Pick returns the text of the frame's language of what the catalogue says in both.
func (f Frame) Pick(zh, en text.Text) string {
	if f.Lang == words.EN && !en.IsZero() {
		return en.String()
	}
	return zh.String()
}

// Picture is a drawn screen.
type Picture struct {
	Canvas *look.Canvas
	Cursor *Cursor // where text is typed; nil where nothing is
	Hits   []Hit   // later ones lie over earlier ones
}

// Cursor is the place of the real cursor, so that input methods open their window beside it.
type Cursor struct{ X, Y int }

// Hit is an area that can be clicked, and the target behind it.
type Hit struct {
	Rect   cell.Rect
	Target string
}

// Click is a click on a hit of the picture that was shown.
type Click struct{ Target string }

// Wheel scrolls by rows, downwards if positive.
type Wheel struct{ Rows int }

// Binding is a row of the key table: which keys, in words, and what they do. Where Refusal is set the action is offered but
// turned down now, and is drawn grey.
type Binding struct {
	Keys    []string // as Bubble Tea names them: "enter", "a", "up"
	Label   string   // key in words
	Action  flow.Action
	Refusal flow.Refusal
	Local   string // what the screen itself does with it; "" where Action does all
	Keyed   bool   // the key is added to Local: "digit-" of 1 to 9
	Name    string // how the keys are shown where they are several: 1-9; "" for the first of them
}

// Shown is how hints and help name the keys.
func (b Binding) Shown() string {
	if b.Name != "" || len(b.Keys) == 0 {
		return b.Name
	}
	return b.Keys[0]
}

// Key returns the keys as Bubbles' bindings have them.
func (b Binding) Key() key.Binding { return key.NewBinding(key.WithKeys(b.Keys...)) }

// Has says whether the binding is for the key.
func (b Binding) Has(name string) bool {
	for _, k := range b.Keys {
		if k == name {
			return true
		}
	}
	return false
}
