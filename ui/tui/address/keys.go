package address

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// numberLocal is the Local of the digits that pick an address; the digit follows.
const numberLocal = "number-"

// KeysAt implements screen.Follower. While a field is typed into the keys are its own.
func (v view) KeysAt(focus string, s session.Shown) []screen.Binding {
	if s.State.Form != nil {
		save := flow.Action{Verb: flow.SaveAddress}
		return []screen.Binding{{
			Keys: []string{"ctrl+s"}, Label: "key.save", Action: save, Refusal: flow.Refuse(s.World, s.Now, s.State, save),
		}}
	}
	var keys []screen.Binding
	if n := min(9, len(s.State.Book)); n > 0 {
		digits := make([]string, n)
		for i := range digits {
			digits[i] = strconv.Itoa(i + 1)
		}
		keys = append(keys, screen.Binding{
			Keys: digits, Name: "1-" + strconv.Itoa(n), Label: "key.choose", Local: numberLocal, Keyed: true,
		})
	}
	keys = append(keys, screen.Binding{Keys: []string{"n"}, Label: "address.new", Local: newID})
	if _, id, ok := strings.Cut(focus, ":"); ok {
		keys = append(keys, screen.Binding{Keys: []string{"e"}, Label: "address.edit", Local: editPre + id})
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if id, ok := strings.CutPrefix(local, fieldPre); ok && s.State.Form != nil {
		return v.enter(id, s), flow.Action{}
	}
	if digit, ok := strings.CutPrefix(local, numberLocal); ok {
		if n, err := strconv.Atoi(digit); err == nil && n >= 1 && n <= len(s.State.Book) {
			return v, flow.Action{Verb: flow.PickAddress, ID: s.State.Book[n-1].ID}
		}
		return v, flow.Action{}
	}
	id, edit := strings.CutPrefix(local, editPre)
	if !edit && local != newID {
		return v, flow.Action{}
	}
	open := flow.Action{Verb: flow.NewAddress}
	form := flow.Form{}
	if edit {
		a := s.State.AddressOf(id)
		if a == nil {
			return v, flow.Action{}
		}
		open, form = flow.Action{Verb: flow.EditAddress, ID: id}, flow.Form{Editing: id, Address: *a}
	}
	name := shop.AddressFields[0]
	words, _ := form.Address.Field(name)
	return view{in: name, field: screen.NewField(flow.FieldLimit(name), words)}, open
}

// enter begins typing into a field.
func (v view) enter(id string, s session.Shown) view {
	if !slices.Contains(shop.AddressFields, id) {
		return v
	}
	words := v.value(s, id)
	v.in, v.field, v.held = id, screen.NewField(flow.FieldLimit(id), words), fieldPre+id
	return v
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.in != "" }

// Held implements screen.Holder.
func (v view) Held() string { return v.held }

// Type implements screen.Typist. What is typed stays here until the field is left; then it is one action. Enter goes to what
// is still missing, and from the last field on saves.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	if s.State.Form == nil {
		return view{}, flow.Action{}, false
	}
	switch msg := msg.(type) {
	case screen.Wheel:
		return v, flow.Action{}, false
	case screen.Click:
		if msg.Target == fieldPre+v.in {
			return v, flow.Action{}, true
		}
		next, a := v.leave(s, "")
		return next, a, false
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc":
			next, a := v.leave(s, fieldPre+v.in)
			return next, a, true
		case "ctrl+s":
			next, a := v.leave(s, saveID)
			return next, a, false
		case "enter":
			if to := v.missing(s); to != "" {
				return v.onward(v.other(s), s)
			}
			next, a := v.leave(s, saveID)
			return next, a, false
		case "tab", "down":
			return v.onward(v.beside(1), s)
		case "shift+tab", "up":
			return v.onward(v.beside(-1), s)
		}
	}
	v.field, _ = v.field.Update(msg)
	return v, flow.Action{}, true
}

// beside returns the field after or before the one that is typed into: "" behind the last, itself before the first.
func (v view) beside(by int) string {
	i := slices.Index(shop.AddressFields, v.in) + by
	if i >= len(shop.AddressFields) {
		return ""
	}
	return shop.AddressFields[max(0, i)]
}

// other returns the first field that is missing beside the one that is typed into, itself where there is none.
func (v view) other(s session.Shown) string {
	for _, id := range shop.AddressFields {
		if id != v.in && !valid(id, v.value(s, id)) {
			return id
		}
	}
	return v.in
}

// onward leaves the field for another one, or for the button.
func (v view) onward(to string, s session.Shown) (screen.View, flow.Action, bool) {
	if to == v.in {
		return v, flow.Action{}, true
	}
	next, a := v.leave(s, saveID)
	if to != "" {
		next = next.enter(to, s)
	}
	return next, a, true
}

// leave ends typing. The action is none where the words are those of the form.
func (v view) leave(s session.Shown, held string) (view, flow.Action) {
	id, words := v.in, v.field.Value()
	was, _ := s.State.Form.Address.Field(id)
	v.in, v.held = "", held
	if words == was {
		if v.sent.field == id {
			v.sent = sent{}
		}
		return v, flow.Action{}
	}
	v.sent = sent{id, words}
	return v, flow.Typing(id, words.String())
}
