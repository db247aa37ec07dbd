package pilot

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/ui/tui/cell"
)

// Move is one thing that hands do: they press a key, type a text, or click on a cell.
type Move struct {
	Key  string    // as bindings name it: "enter", "b", "ctrl+s"; "" for the others
	Text string    // what is typed, "" for the others
	Rect cell.Rect // what is tapped, in cells of the terminal: what the click is on, or what the key stands for where it is in sight
	X, Y int       // the cell of a click
}

// Click says whether the move is a click.
func (m Move) Click() bool { return m.Key == "" && m.Text == "" }

// Messages is what a terminal sends for the move.
func (m Move) Messages() []tea.Msg {
	switch {
	case m.Key != "":
		return []tea.Msg{KeyPress(m.Key)}
	case m.Text != "":
		return letters(m.Text)
	}
	return []tea.Msg{tea.MouseClickMsg{X: m.X, Y: m.Y, Button: tea.MouseLeft}}
}

// letters types a text, a character that a reader sees at a time, as an input method commits it.
func letters(s string) []tea.Msg {
	all := make([]tea.Msg, 0, len(s))
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			all = append(all, KeyPress("enter"))
		}
		for c := range cell.Clusters(line) {
			all = append(all, tea.KeyPressMsg{Code: []rune(c.Text)[0], Text: c.Text})
		}
	}
	return all
}

// named are the keys that are no single character, as bindings name them.
var named = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "home": {Code: tea.KeyHome},
	"end": {Code: tea.KeyEnd}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp},
}

// KeyPress is the message of a key as bindings name it: "a", "enter", "ctrl+u".
func KeyPress(name string) tea.KeyPressMsg {
	if k, ok := named[name]; ok {
		return k
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok && letter != "" {
		return tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	r := []rune(name)
	if len(r) == 0 {
		return tea.KeyPressMsg{}
	}
	return tea.KeyPressMsg{Code: r[0], Text: name}
}
