package flow

import (
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// Offer is an action that the place shows, and why it is turned down now; the zero Refusal when it is not. An offer of a
// form field stands for any text.
type Offer struct {
	Action  Action
	Refusal Refusal
}

// Offers lists what the place offers, enabled or not. It is computed on demand, never inside a tap. An action that is not
// in the list is refused by Step.
func Offers(w *World, now shop.Instant, s *State) []Offer {
	var all []Offer
	place := s.Place()
	if !place.known() {
		return nil
	}
	at := *w
	at.Now = now
	rooms[place].offers(&at, s, func(a Action) {
		o := Offer{Action: a}
		o.Refusal = Refuse(w, now, s, o.Representatives()[0])
		all = append(all, o)
	})
	return all
}

// Representatives returns actions that stand for all that the offer allows: itself, or for a field a few texts.
func (o Offer) Representatives() []Action {
	if o.Action.Verb != Type && o.Action.Verb != WriteComment {
		return []Action{o.Action}
	}
	a := o.Action
	a.Words = sample[a.ID]
	if a.Verb == WriteComment {
		a.Words = sample["text"]
	}
	return []Action{a}
}

// sample has a fitting text for every field; they are what reach types where the shopper has none.
var sample = map[string]text.Text{
	"name":   text.Clean("林小满", text.Name),
	"phone":  text.Clean("13800005678", text.Name),
	"region": text.Clean("上海市 黄浦区 淮海中路街道", text.Line),
	"street": text.Clean("金钟路88号6栋301", text.Line),
	"text":   text.Clean("很好用", text.Line),
	"title":  text.Clean("真实回购", text.Title),
	"card":   text.Clean("6222020011112222", text.Name),
	"code":   text.Clean("135790", text.Name),

	"number":  text.Clean("990101199003071237", text.Name), // region 99 is nobody's
	"waybill": text.Clean("SF9900001234567", text.Name),
}
