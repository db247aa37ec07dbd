// Package help lists all keys that do something now.
package help

import (
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// view holds the bindings of the screen below, those of everywhere among them.
type view struct{ bindings []screen.Binding }

// New makes the list of the bindings: first those of the screen, then those that do the same on every page.
func New(s session.Shown, bindings []screen.Binding) screen.Screen {
	return screen.NewSheet(view{bindings}, s, screen.Close)
}

// Keys implements screen.View: the key that opened the list closes it.
func (v view) Keys(session.Shown) []screen.Binding {
	return []screen.Binding{{Keys: []string{"?"}, Label: "key.close", Local: screen.Close}}
}

const margin = 2

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	head, body, _ := b.Split(screen.DialogTop, 0)
	b.DialogHead(head, b.Say("help.title"), b.Gloss("help.title"))
	l := list{Board: b, part: body, w: b.W - 2*margin}
	var here []screen.Binding
	everywhere := screen.PageKeys()
	for _, binding := range v.bindings {
		if len(binding.Keys) == 0 || binding.Label == "" {
			continue
		}
		if global(&binding) {
			everywhere = append(everywhere, binding)
		} else {
			here = append(here, binding)
		}
	}
	l.column = max(l.keys(here), l.keys(everywhere)) + 2
	l.group("help.here", here)
	l.group("help.everywhere", everywhere)
	l.note("help.mouse")
	l.note("help.typing")
	b.End(l.y + 1)
}

// globals are the keys of everywhere; no place has a binding on one of them.
const globals = " esc c x . m g E R D L t K ? q [ ] B { } W S "

func global(b *screen.Binding) bool {
	for _, key := range b.Keys {
		if !strings.Contains(globals, " "+key+" ") {
			return false
		}
	}
	return true
}

// list is where the keys are written from top to bottom.
type list struct {
	*screen.Board
	part         screen.Part
	w, y, column int
}

// keys is the width of the widest key.
func (l *list) keys(bindings []screen.Binding) int {
	w := 0
	for i := range bindings {
		w = max(w, cell.Width(l.key(&bindings[i])))
	}
	return w
}

func (l *list) key(b *screen.Binding) string { return l.Theme.Glyph(screen.KeyName(b.Shown())) }

func (l *list) group(key string, bindings []screen.Binding) {
	if len(bindings) == 0 {
		return
	}
	look.Heading(l.part.Canvas, margin, l.y, l.w, l.Say(key), l.Gloss(key), "")
	l.y++
	for i := range bindings {
		l.row(&bindings[i])
	}
	l.y++
}

// row draws a key and what it does; one that is refused now has its reason below.
func (l *list) row(b *screen.Binding) {
	key, text := look.Style{FG: look.Ink, Attr: look.Bold}, look.Style{FG: look.Ink2}
	if b.Refusal.Refused() {
		key.FG, key.Attr, text.FG = look.Faint, 0, look.Muted
	}
	l.part.Text(margin, l.y, l.key(b), key)
	l.y += l.part.Lines(margin+l.column, l.y, cell.Wrap(l.does(b.Label), l.w-l.column), text)
	if b.Refusal.Refused() {
		l.y += l.part.Lines(margin+l.column, l.y, cell.Wrap(l.Refusal(b.Refusal), l.w-l.column), look.Style{FG: look.Ink2})
	}
}

// does says what a key does: in the longer words of help where there are some.
func (l *list) does(label string) string {
	if name, ok := strings.CutPrefix(label, "key."); ok && words.Has("help."+name) {
		return l.Say("help." + name)
	}
	return l.Say(label)
}

func (l *list) note(key string) {
	l.y += l.part.Lines(margin, l.y, cell.Wrap(l.Say(key), l.w), look.Style{FG: look.Muted})
}
