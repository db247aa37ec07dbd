package screen

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Form is a column of one-line fields that are typed into one after another. It is a comparable value: keep it in the view,
// let Typing and Held speak for the view, and hand Type every message while it types. What is typed stays here until the
// field is left; then it is one action.
type Form struct {
	in    string // the field that is typed into, "" for none
	field Field
	held  string // the target that typing left the focus at
	sent  entry
}

// entry is what was typed last, until the state has it.
type entry struct {
	field string
	words text.Text
}

// Fields is what a form fills.
type Fields struct {
	Names []string
	Words string                              // area of labels and hints: "address." for address.name and address.name.hint
	Value func(name string) text.Text         // as the state has it
	Valid func(name string, t text.Text) bool // whether the form takes it; nil for whatever is not empty
	Save  string                              // target that enter goes to behind the last field

	Mask  func(name string, t text.Text) string         // how a value is shown while nobody types it; nil for as it is
	Below func(name string) (said string, as look.Role) // what the row below a field says of it; nil for nothing
}

func (of *Fields) valid(name string, t text.Text) bool {
	return !t.IsZero() && (of.Valid == nil || of.Valid(name, t))
}

// shown is a value as it is drawn while nobody types it.
func (of *Fields) shown(name string, t text.Text) text.Text {
	if of.Mask == nil || t.IsZero() {
		return t
	}
	return text.Clean(of.Mask(name, t), flow.FieldLimit(name))
}

// FieldID is the target of a field.
func FieldID(name string) string { return "field:" + name }

// Typing says whether a field has the keys.
func (m Form) Typing() bool { return m.in != "" }

// Held returns the target that has the focus after typing, "" where nothing was typed.
func (m Form) Held() string { return m.held }

// Value is what a field holds: what is being typed, what was typed last, or what the state has.
func (m Form) Value(of Fields, name string) text.Text {
	switch name {
	case m.in:
		return m.field.Value()
	case m.sent.field:
		return m.sent.words
	}
	return of.Value(name)
}

// Missing returns the first field that the form does not take as it is, "" where it is complete.
func (m Form) Missing(of Fields) string {
	for _, name := range of.Names {
		if !of.valid(name, m.Value(of, name)) {
			return name
		}
	}
	return ""
}

// Empty counts the fields without a value.
func (m Form) Empty(of Fields) int {
	n := 0
	for _, name := range of.Names {
		if m.Value(of, name).IsZero() {
			n++
		}
	}
	return n
}

// Start is the target that the focus begins at: the field that is typed into, the first that is missing, else the button.
func (m Form) Start(of Fields) string {
	if m.in != "" {
		return FieldID(m.in)
	}
	if name := m.Missing(of); name != "" {
		return FieldID(name)
	}
	return of.Save
}

// Enter begins typing into a field; a name that the form does not have changes nothing.
func (m Form) Enter(of Fields, name string) Form {
	if !slices.Contains(of.Names, name) {
		return m
	}
	m.field = NewField(flow.FieldLimit(name), m.Value(of, name))
	m.in, m.held = name, FieldID(name)
	return m
}

// EnterTarget is Enter for the target of a field, as Reactors get it.
func (m Form) EnterTarget(of Fields, target string) (Form, bool) {
	for _, name := range of.Names {
		if target == FieldID(name) {
			return m.Enter(of, name), true
		}
	}
	return m, false
}

// Type does what Typist.Type does. Enter goes to what is still missing, and from the last field to the button, as ctrl+s
// does from each; a tap elsewhere leaves the field as well.
func (m Form) Type(msg tea.Msg, of Fields) (Form, flow.Action, bool) {
	switch msg := msg.(type) {
	case Wheel:
		return m, flow.Action{}, false
	case Click:
		if msg.Target == FieldID(m.in) {
			return m, flow.Action{}, true
		}
		next, a := m.leave(of, "")
		return next, a, false
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc":
			next, a := m.leave(of, FieldID(m.in))
			return next, a, true
		case "ctrl+s":
			next, a := m.leave(of, of.Save)
			return next, a, false
		case "enter":
			if m.Missing(of) != "" {
				return m.onward(of, m.other(of))
			}
			next, a := m.leave(of, of.Save)
			return next, a, false
		case "tab", "down":
			return m.onward(of, m.beside(of, 1))
		case "shift+tab", "up":
			return m.onward(of, m.beside(of, -1))
		}
	}
	m.field, _ = m.field.Update(msg)
	return m, flow.Action{}, true
}

// beside returns the field after or before the one that is typed into: "" behind the last, itself before the first.
func (m Form) beside(of Fields, by int) string {
	i := slices.Index(of.Names, m.in) + by
	if i >= len(of.Names) {
		return ""
	}
	return of.Names[max(0, i)]
}

// other returns the first field that is missing beside the one that is typed into, itself where there is none.
func (m Form) other(of Fields) string {
	for _, name := range of.Names {
		if name != m.in && !of.valid(name, m.Value(of, name)) {
			return name
		}
	}
	return m.in
}

// onward leaves the field for another one, or for the button.
func (m Form) onward(of Fields, to string) (Form, flow.Action, bool) {
	if to == m.in {
		return m, flow.Action{}, true
	}
	next, a := m.leave(of, of.Save)
	if to != "" {
		next = next.Enter(of, to)
	}
	return next, a, true
}

// leave ends typing. The action is none where the words are those of the state.
func (m Form) leave(of Fields, held string) (Form, flow.Action) {
	name, words := m.in, m.field.Value()
	m.in, m.held = "", held
	if words == of.Value(name) {
		if m.sent.field == name {
			m.sent = entry{}
		}
		return m, flow.Action{}
	}
	m.sent = entry{name, words}
	return m, flow.Typing(name, words.String())
}

// formStep is the rows of a field with the one below it.
const formStep = 2

// Draw draws the fields below each other from y, label beside box, and returns the row below them. Margin is the room left
// and right of them; the focus stands in its first column.
func (m Form) Draw(b *Board, part Part, of Fields, margin, y int) int {
	width := 0
	for _, name := range of.Names {
		width = max(width, cell.Width(b.Say(of.Words+name)))
	}
	for _, name := range of.Names {
		m.row(b, part, of, name, cell.Rect{X: margin, Y: y, W: b.W - 2*margin, H: 1}, width+2)
		y += formStep
	}
	return y
}

func (m Form) row(b *Board, part Part, of Fields, name string, at cell.Rect, width int) {
	id, typing := FieldID(name), m.in == name
	focus := typing || m.in == "" && b.Focused(id, false)
	label := look.Style{FG: look.Muted}
	if focus {
		label = look.Style{FG: look.Ink, Attr: look.Bold}
		look.FocusBar(part.Canvas, b.Theme, at.X-2, at.Y, 1)
	}
	part.Text(at.X, at.Y, b.Say(of.Words+name), label)
	box := cell.Rect{X: at.X + width, Y: at.Y, W: at.W - width, H: 1}
	part.Fill(box, look.Raised2)
	if !b.Theme.Fills() {
		part.Text(box.X, at.Y, "[", look.Style{FG: look.Muted})
		part.Text(box.Right()-1, at.Y, "]", look.Style{FG: look.Muted})
	}
	f := m.field
	if !typing {
		f = NewField(flow.FieldLimit(name), of.shown(name, m.Value(of, name)))
	}
	if of.Below != nil {
		said, role := of.Below(name)
		part.Text(box.X+1, at.Y+1, cell.Truncate(said, box.W-1), look.Style{FG: role})
	}
	f.Draw(part, box.Inset(1, 0), b.Say(of.Words+name+".hint"), typing)
	part.Target(Target{ID: id, Rect: cell.Rect{X: at.X - 1, Y: at.Y, W: at.W + 1, H: 1}, Local: id, Label: "key.type"})
}

// Digits are the keys of a choice among so many, at most nine, and how hints name them.
func Digits(n int) (keys []string, name string) {
	n = min(9, n)
	for i := range n {
		keys = append(keys, strconv.Itoa(i+1))
	}
	return keys, "1-" + strconv.Itoa(n)
}
