package stage

import (
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/ui/tui/screen"
)

// verdict says in a sentence what two runs came to, from their meters alone.
func (s *Stage) verdict(f screen.Frame) string {
	a, b := s.actors[0], s.actors[1]
	if a.result == nil || b.result == nil {
		return f.Say("watch.verdict.soon")
	}
	if a.station() != b.station() {
		return f.Say("watch.verdict.apart")
	}
	fast, slow := a, b
	if b.ledger.millis < a.ledger.millis {
		fast, slow = b, a
	}
	parts := faster(f, s.letter(fast), fast, slow)
	comma, stop, end := "，", "；", "。"
	if f.Lang == words.EN {
		comma, stop, end = ", ", "; ", "."
	}
	text := ""
	for i, part := range parts {
		if i > 0 {
			text += comma
		}
		text += part
	}
	if where := s.where(f, fast, slow); where != "" {
		text += stop + where
	}
	return text + end
}

// faster compares the figures of two runs, from the view of the faster one.
func faster(f screen.Frame, who string, fast, slow *actor) []string {
	d := slow.ledger.millis - fast.ledger.millis
	var parts []string
	switch {
	case measure.InTenths(d) == 0:
		parts = append(parts, f.Say("watch.verdict.same"))
	case fast.ledger.millis > 0 && slow.ledger.millis*10/fast.ledger.millis >= 13:
		times := measure.Tenths((slow.ledger.millis*10 + fast.ledger.millis/2) / fast.ledger.millis)
		parts = append(parts, f.Say("watch.verdict.faster", "who", who, "n", times.String()))
	default:
		parts = append(parts, f.Say("watch.verdict.bit", "who", who, "n", measure.InTenths(d).String()))
	}
	for _, row := range []struct {
		key string
		n   int
	}{
		{"watch.taps-n", slow.result.Taps - fast.result.Taps},
		{"watch.fields-n", slow.result.Fields - fast.result.Fields},
	} {
		switch {
		case row.n > 0:
			parts = append(parts, f.Say("watch.verdict.less", "what", f.Say(row.key, "n", number(row.n))))
		case row.n < 0:
			parts = append(parts, f.Say("watch.verdict.more", "what", f.Say(row.key, "n", number(-row.n))))
		}
	}
	return parts
}

// leastShare is the share of the difference from which a place is worth a word, in percent.
const leastShare = 20

// where names the place that makes most of the difference.
func (s *Stage) where(f screen.Frame, fast, slow *actor) string {
	d := slow.ledger.millis - fast.ledger.millis
	if measure.InTenths(d) == 0 {
		return ""
	}
	quick, best, most := fast.ledger.at(), flow.Nowhere, int64(0)
	for place, millis := range slow.ledger.at() {
		if more := millis - quick[place]; more > most || more == most && place < best {
			best, most = place, more
		}
	}
	share := int((most*100 + d/2) / d)
	if best == flow.Nowhere || share < leastShare {
		return ""
	}
	return f.Say("watch.verdict.where", "who", s.letter(slow), "n", measure.InTenths(d).String(),
		"place", f.Say("place."+best.String()), "share", number(min(share, 100)))
}
