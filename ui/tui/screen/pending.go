package screen

import "tagtap/flow"

// Pending is a screen that has one more action to send: a tap elsewhere also leaves the text field, whose words go first.
// The root asks after every Show, and sends what it gets as if it had been tapped then.
type Pending interface {
	// Pending returns the screen without the action, and the action; None where there is none.
	Pending() (Screen, flow.Action)
}

// Pending implements Pending. What follows an action that was turned down is dropped.
func (p *Page) Pending() (Screen, flow.Action) {
	next := *p
	next.after = flow.Action{}
	if p.shown.Refused.Refused() {
		return &next, flow.Action{}
	}
	return &next, p.after
}

// both puts the words of a field before the action of the tap that left it.
func (p *Page) both(first, second flow.Action) flow.Action {
	if first.Verb == flow.None {
		return second
	}
	p.after = second
	return first
}
