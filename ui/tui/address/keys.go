package address

import (
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
	if n := len(s.State.Book); n > 0 {
		digits, name := screen.Digits(n)
		keys = append(keys, screen.Binding{Keys: digits, Name: name, Label: "key.choose", Local: numberLocal, Keyed: true})
	}
	keys = append(keys, screen.Binding{Keys: []string{"n"}, Label: "address.new", Local: newID})
	if _, id, ok := strings.Cut(focus, ":"); ok {
		keys = append(keys, screen.Binding{Keys: []string{"e"}, Label: "address.edit", Local: editPre + id})
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if form, ok := v.form.EnterTarget(fields(s), local); ok && s.State.Form != nil {
		v.form = form
		return v, flow.Action{}
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
	return view{screen.Form{}.Enter(fieldsOf(&form), shop.AddressFields[0])}, open
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.form.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return v.form.Held() }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	if s.State.Form == nil {
		return view{}, flow.Action{}, false
	}
	form, a, done := v.form.Type(msg, fields(s))
	return view{form}, a, done
}
