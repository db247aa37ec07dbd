package backstage

import (
	"strconv"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
)

// The groups of the list, in their order.
const (
	payment = iota
	customs
	orders
	requests
	video
	stock
	coupons
)

func groupOf(a flow.Action) int {
	switch a.Verb {
	case flow.AnswerPayment:
		return payment
	case flow.ShowTag, flow.HideTag:
		return video
	case flow.SellOut:
		return stock
	case flow.GiveCoupon:
		return coupons
	case flow.DeclareCustoms, flow.PassCustoms, flow.QueryCustoms:
		return customs
	}
	if a.Verb.Spec().Of == "request" {
		return requests
	}
	return orders
}

// about says what happenings of a group are told apart by: the attempt, the order, the request; the others are one of each.
func about(a flow.Action) string {
	switch groupOf(a) {
	case payment:
		return strconv.Itoa(int(a.N))
	case customs, orders, requests:
		return a.ID
	}
	return ""
}

// group is the heading under which a happening stands, and for an order or a request its status.
func (l *list) group(a flow.Action) (title, fact string) {
	key := "backstage.order"
	switch groupOf(a) {
	case requests:
		title = l.Say("backstage.request", "id", a.ID)
		if r := l.Shown.State.Request(flow.RequestID(a.ID)); r != nil {
			title = screen.Dotted(title, l.Say("aftersale.type."+string(r.Type)))
			fact = l.Say("aftersale.status." + r.Status.String())
		}
		return title, fact
	case coupons:
		return l.Say("backstage.coupons"), ""
	case customs:
		key = "backstage.customs"
	case payment:
		return l.Say("backstage.payment", "n", strconv.Itoa(int(a.N))), ""
	case video:
		return l.Say("backstage.video"), ""
	case stock:
		return l.Say("backstage.stock"), ""
	}
	if o := l.Shown.State.Order(flow.OrderID(a.ID)); o != nil {
		fact = l.Say("status." + o.Status.String())
	}
	return l.Say(key, "id", a.ID), fact
}

// due returns in how long a happening comes by itself; false for one that comes only after another of its group, or never.
func (l *list) due(a flow.Action) (time.Duration, bool) {
	var alone flow.State
	s := l.Shown.State
	switch groupOf(a) {
	case payment:
		for i := range s.Attempts {
			if s.Attempts[i].N == a.N {
				alone.Attempts = s.Attempts[i : i+1]
			}
		}
	case requests:
		if r := s.Request(flow.RequestID(a.ID)); r != nil {
			at, v, ok := flow.DueOf(l.Shown.World, s, r)
			return at.Sub(l.Shown.Now), ok && v == a.Verb
		}
	case customs, orders:
		if i := index(s, a.ID); i >= 0 {
			alone.Orders = s.Orders[i : i+1]
		}
	case video:
		alone.Trail, alone.Video = s.Trail, s.Video
	}
	at, next, ok := flow.Due(l.Shown.World, &alone)
	return at.Sub(l.Shown.Now), ok && next == a
}

// lasts writes a length of time; from two days on in days and hours.
func (l *list) lasts(d time.Duration) string {
	hours := int((d + time.Hour - 1) / time.Hour)
	if hours < 48 {
		return l.Span(d)
	}
	if hours%24 == 0 {
		return l.Say("time.days", "n", strconv.Itoa(hours/24))
	}
	return l.Say("backstage.long", "d", strconv.Itoa(hours/24), "h", strconv.Itoa(hours%24))
}

// words says what a happening is and what it does.
func (l *list) words(a flow.Action) (name, text string) {
	f, w := l.Frame, l.Shown.World
	key := "happen." + a.Verb.String()
	switch a.Verb {
	case flow.AnswerPayment:
		key = "happen.payment." + outcome(l.Shown.State, a)
		return l.Say(key), l.Say(key + ".text")
	case flow.SellOut:
		sku := shop.SKU(a.ID)
		return l.Say(key, "item", piece(f, w, sku)), l.Say(key+".text", "left", strconv.Itoa(int(w.Left(sku))))
	case flow.ShowTag, flow.HideTag:
		return l.Say(key, "item", product(f, w, a.ID)), l.Say(key + ".text")
	case flow.GiveCoupon:
		if c := w.Catalogue.Coupon(a.ID); c != nil {
			return l.Say("backstage.give", "coupon", f.CouponTitle(c, "")), ""
		}
	}
	return l.Say(key), l.Say(key + ".text")
}

// Told says what a happening did, for the notice over the page when it came by itself; "" for what needs no words: time that
// passed. An answer to a payment reads as it was before it came, so state is that before the happening.
func Told(f screen.Frame, w *flow.World, before *flow.State, a flow.Action) string {
	key := "happen." + a.Verb.String() + ".done"
	switch a.Verb {
	case flow.AnswerPayment:
		id := outcome(before, a)
		switch {
		case id == "late-declined":
			id = flow.OutcomeDeclined
		case id == "late" && pays(before, a.N):
			id = flow.OutcomeApproved
		}
		return f.Say("happen.payment." + id + ".done")
	case flow.SellOut:
		return f.Say(key, "item", piece(f, w, shop.SKU(a.ID)))
	case flow.ShowTag, flow.HideTag:
		return f.Say(key, "item", product(f, w, a.ID))
	case flow.Wait:
		return ""
	}
	if !a.Happening() {
		return ""
	}
	return f.Say(key, "id", a.ID)
}

// outcome is what an answer means for its attempt: one that is no longer waited for is answered late.
func outcome(s *flow.State, a flow.Action) string {
	for i := range s.Attempts {
		attempt := &s.Attempts[i]
		if attempt.N != a.N {
			continue
		}
		switch {
		case attempt.Status == flow.Unknown && a.Value == flow.OutcomeApproved:
			return "late"
		case attempt.Status == flow.Withdrawn && a.Value == flow.OutcomeApproved:
			return "left"
		case attempt.Status == flow.Unknown || attempt.Status == flow.Withdrawn:
			return "late-declined"
		}
	}
	return a.Value
}

// pays says whether the orders of an attempt are still to be paid, so that an answer that comes late pays them.
func pays(s *flow.State, n int32) bool {
	for i := range s.Attempts {
		if s.Attempts[i].N != n {
			continue
		}
		for _, id := range s.Attempts[i].Orders {
			if o := s.Order(id); o != nil && o.Status == flow.AwaitingPayment {
				return true
			}
		}
	}
	return false
}

// piece names a SKU: the product and what was chosen of it.
func piece(f screen.Frame, w *flow.World, sku shop.SKU) string {
	v, p := w.Catalogue.Variant(sku)
	if v == nil {
		return string(sku)
	}
	name := f.Words(p.Short)
	if label := f.Words(p.Label(v)); label != "" {
		name += " " + label
	}
	return name
}

func product(f screen.Frame, w *flow.World, id string) string {
	if p := w.Catalogue.Product(shop.ProductID(id)); p != nil {
		return f.Words(p.Short)
	}
	return id
}

// waits are how far time can be let pass.
var waits = [...]struct {
	action flow.Action
	key    string // of the length in words
}{
	{flow.Action{Verb: flow.Wait, N: 60}, "time.minutes"},
	{flow.Action{Verb: flow.Wait, N: 30 * 60}, "time.minutes"},
	{flow.Action{Verb: flow.Wait, N: 24 * 60 * 60}, "time.days"},
}

// time draws how far time can be let pass, and what then happens by itself.
func (l *list) time() {
	l.heading(l.Say("backstage.time"), l.Stamp(l.Shown.Now))
	if at, next, ok := flow.Due(l.Shown.World, l.Shown.State); ok {
		name, _ := l.words(next)
		switch groupOf(next) {
		case customs, orders, requests:
			name = screen.Dotted(name, next.ID)
		}
		in := at.Sub(l.Shown.Now)
		seconds := max(1, (in+time.Second-1)/time.Second)
		l.item(flow.Action{Verb: flow.Wait, N: int32(seconds)}, l.Say("backstage.until", "what", name), "", l.lasts(in))
	}
	for _, w := range waits {
		n := int(w.action.N) / 60
		if w.key == "time.days" {
			n /= 24 * 60
		}
		l.item(w.action, l.Say("backstage.wait", "time", l.Say(w.key, "n", strconv.Itoa(n))), "", "")
	}
}
