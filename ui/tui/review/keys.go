package review

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
)

// Targets and locals. Stars and impressions have their number or id behind them.
const (
	star       = "star-"
	tag        = "tag-"
	body       = "text"
	title      = "title"
	publish    = "publish"
	submit     = "submit"
	stars      = 5
	typingNone = ""
)

// Start implements screen.Starter: stars first, then the words that a note needs, then the button.
func (view) Start(s session.Shown) string {
	switch flow.Refuse(s.World, s.Now, s.State, flow.Action{Verb: flow.SubmitReview}).Code {
	case flow.StarsNeeded:
		return star + strconv.Itoa(stars)
	case flow.TextNeeded:
		return body
	}
	return submit
}

// Keys implements screen.View.
func (view) Keys(s session.Shown) []screen.Binding {
	send := flow.Action{Verb: flow.SubmitReview}
	verb := publishing(s.State)
	if s.State.Draft.Follow {
		return []screen.Binding{
			{Keys: []string{"i"}, Label: "key.type", Local: body},
			{Keys: []string{"s", "ctrl+s"}, Label: "verb.submit-review", Action: send,
				Refusal: flow.Refuse(s.World, s.Now, s.State, send)},
		}
	}
	return []screen.Binding{
		{Keys: []string{"1", "2", "3", "4", "5"}, Label: "verb.rate", Local: star, Keyed: true, Name: "1-5"},
		{Keys: []string{"i"}, Label: "key.type", Local: body},
		{Keys: []string{"n"}, Label: "verb." + verb.String(), Action: flow.Action{Verb: verb}},
		{Keys: []string{"s", "ctrl+s"}, Label: "verb.submit-review", Action: send,
			Refusal: flow.Refuse(s.World, s.Now, s.State, send)},
	}
}

// publishing is what a tap on the tick does.
func publishing(st *flow.State) flow.Verb {
	if st.Draft.Publish {
		return flow.Unpublish
	}
	return flow.Publish
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	switch {
	case local == body, local == title && s.State.Draft.Publish:
		v.in = local
	case strings.HasPrefix(local, star):
		n, _ := strconv.Atoi(strings.TrimPrefix(local, star))
		return v, flow.Action{Verb: flow.Rate, N: int32(n)}
	}
	return v, flow.Action{}
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.in != typingNone }

// Type implements screen.Typist. What is typed stays here until the field is left; then it is one action.
func (v view) Type(msg tea.Msg, s session.Shown) (screen.View, flow.Action, bool) {
	switch msg := msg.(type) {
	case screen.Click:
		if msg.Target == v.in {
			return v, flow.Action{}, true
		}
		next, a := v.leave(s)
		return next, a, false
	case screen.Wheel:
		return v, flow.Action{}, false
	case tea.KeyPressMsg:
		switch key := msg.String(); {
		case key == "esc", key == "enter" && v.in == title:
			next, a := v.leave(s)
			return next, a, true
		case key == "tab", key == "shift+tab", key == "ctrl+s":
			next, a := v.leave(s)
			return next, a, false
		}
	}
	if v.in == title {
		v.title, _ = v.title.Update(msg)
	} else {
		v.text, _ = v.text.Update(msg)
	}
	return v, flow.Action{}, true
}

// leave ends typing. The action is none where the words are those of the draft.
func (v view) leave(s session.Shown) (view, flow.Action) {
	words, was := v.text.Value(), s.State.Draft.Text
	if v.in == title {
		words, was = v.title.Value(), s.State.Draft.Title
	}
	id := v.in
	v.in = typingNone
	if words == was || id == title && !s.State.Draft.Publish {
		return v, flow.Action{}
	}
	return v, flow.Typing(id, words.String())
}
