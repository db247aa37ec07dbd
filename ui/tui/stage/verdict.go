package stage

import (
	"strings"

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
	stop := "。"
	if f.Lang == words.EN {
		stop = ". "
	}
	text := s.longer(f, fast, slow) + stop
	if where := s.where(f, fast, slow); where != "" {
		text += where + stop
	}
	return strings.TrimRight(text, " ")
}

// leastTimes is how many tenths of the time of the faster run the slower one takes, before that is worth a word.
const leastTimes = 13

// longer compares the figures of two runs, from the view of the slower one.
func (s *Stage) longer(f screen.Frame, fast, slow *actor) string {
	quick, long := measure.InTenths(fast.ledger.millis), measure.InTenths(slow.ledger.millis) // as they stand on the screen
	text, who := f.Say("watch.verdict.same"), ""
	if quick == long {
		who = s.letter(slow) + " "
	} else {
		text = f.Say("watch.verdict.longer", "who", s.letter(slow), "n", (long - quick).String())
		if quick > 0 && long*10/quick >= leastTimes {
			times := (long*10 + quick/2) / quick
			text += f.Say("watch.verdict.times", "n", times.String(), "other", s.letter(fast))
		}
	}
	var more, fewer []string
	for _, row := range []struct {
		key string
		n   int
	}{
		{"watch.taps-n", slow.result.Taps - fast.result.Taps},
		{"watch.fields-n", slow.result.Fields - fast.result.Fields},
	} {
		switch {
		case row.n > 0:
			more = append(more, f.Say(row.key, "n", number(row.n)))
		case row.n < 0:
			fewer = append(fewer, f.Say(row.key, "n", number(-row.n)))
		}
	}
	and := "、"
	if f.Lang == words.EN {
		and = " and "
	}
	if len(more) > 0 {
		text += f.Say("watch.verdict.more", "who", who, "what", strings.Join(more, and))
	}
	switch what := strings.Join(fewer, and); {
	case what == "":
	case len(more) > 0:
		text += f.Say("watch.verdict.more-but-fewer", "what", what)
	case who != "":
		text += f.Say("watch.verdict.fewer", "who", who, "what", what)
	default:
		text += f.Say("watch.verdict.but-fewer", "what", what)
	}
	return text
}

// leastShare is the share of the difference from which a place is worth a word, in percent.
const leastShare = 20

// where names the place that makes most of the difference: its share, or its seconds where other places make up for some.
func (s *Stage) where(f screen.Frame, fast, slow *actor) string {
	d := slow.ledger.millis - fast.ledger.millis
	if measure.InTenths(d) == 0 {
		return ""
	}
	best, most := dearer(fast, slow)
	share := int((most*100 + d/2) / d)
	switch {
	case best == flow.Nowhere || share < leastShare:
		return ""
	case share > 100:
		return f.Say("watch.verdict.alone", "place", f.Say("place."+best.String()), "n", measure.InTenths(most).String())
	}
	return f.Say("watch.verdict.where", "place", f.Say("place."+best.String()), "share", number(share))
}

// dearer is the place where the slower run takes the most time beyond that of the faster one, and how much that is.
func dearer(fast, slow *actor) (best flow.Place, most int64) {
	quick := fast.ledger.at()
	best = flow.Nowhere
	for place, millis := range slow.ledger.at() {
		if more := millis - quick[place]; more > most || more == most && place < best {
			best, most = place, more
		}
	}
	return best, most
}
