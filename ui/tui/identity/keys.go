package identity

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding { return v.KeysAt("", s) }

// numberLocal is the Local of the digits that pick an identity; the digit follows.
const numberLocal = "number-"

// sideKeys are the letters of the pictures of the card.
var sideKeys = map[string]string{flow.SideFront: "a", flow.SideBack: "b"}

// KeysAt implements screen.Follower. While a field is typed into the keys are its own.
func (v view) KeysAt(focus string, s session.Shown) []screen.Binding {
	if form := s.State.IdentityForm; form != nil {
		save := flow.Action{Verb: flow.SaveIdentity}
		keys := []screen.Binding{{
			Keys: []string{"ctrl+s"}, Label: "key.save", Action: save, Refusal: flow.Refuse(s.World, s.Now, s.State, save),
		}}
		for _, side := range flow.Sides() {
			if parcel(s) && !pictured(&form.Identity, side) {
				keys = append(keys, screen.Binding{
					Keys: []string{sideKeys[side]}, Label: "identity.picture." + side, Action: flow.Action{Verb: flow.AddPicture, ID: side},
				})
			}
		}
		return keys
	}
	var keys []screen.Binding
	if n := len(s.State.Identities); n > 0 {
		digits, name := screen.Digits(n)
		keys = append(keys, screen.Binding{Keys: digits, Name: name, Label: "key.choose", Local: numberLocal, Keyed: true})
	}
	keys = append(keys, screen.Binding{Keys: []string{"n"}, Label: "identity.new", Local: newID})
	if _, id, ok := strings.Cut(focus, ":"); ok {
		keys = append(keys, screen.Binding{Keys: []string{"e"}, Label: "identity.edit", Local: editPre + id})
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	if form, ok := v.form.EnterTarget(v.fields(s), local); ok && s.State.IdentityForm != nil {
		v.form = form
		return v, flow.Action{}
	}
	if digit, ok := strings.CutPrefix(local, numberLocal); ok {
		if n, err := strconv.Atoi(digit); err == nil && n >= 1 && n <= len(s.State.Identities) {
			return v, flow.Action{Verb: flow.PickIdentity, ID: s.State.Identities[n-1].ID}
		}
		return v, flow.Action{}
	}
	id, edit := strings.CutPrefix(local, editPre)
	if !edit && local != newID {
		return v, flow.Action{}
	}
	open := flow.Action{Verb: flow.NewIdentity}
	form := flow.IdentityForm{}
	if to := s.State.AddressOf(s.State.Checkout.Address); to != nil {
		form.Identity.Name = to.Name // as the flow takes it over
	}
	if edit {
		saved := s.State.IdentityOf(id)
		if saved == nil {
			return v, flow.Action{}
		}
		open, form = flow.Action{Verb: flow.EditIdentity, ID: id}, flow.IdentityForm{Editing: id, Identity: *saved}
	}
	return v.opened(s, &form), open
}

// opened is the view of a form that has just been opened: in the first field that is missing, or in none.
func (v view) opened(s session.Shown, form *flow.IdentityForm) view {
	of := v.fieldsOf(s, form)
	fresh := screen.Form{}
	return view{fresh.Enter(of, fresh.Missing(of))}
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.form.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return v.form.Held() }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	if s.State.IdentityForm == nil {
		return view{}, flow.Action{}, false
	}
	form, a, done := v.form.Type(msg, v.fields(s))
	return view{form}, a, done
}
