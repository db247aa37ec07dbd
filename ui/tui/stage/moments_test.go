package stage

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/ui/tui/tuitest"
)

func TestMomentsOfOneStorefront(t *testing.T) {
	for _, c := range []struct {
		name string
		q    asked
		cols int
		rows int
		to   func(t *testing.T, s *Stage)
	}{
		{"aimed-100x32-zh", asked{text: held()}, 100, 32, aimed("buy-now")},
		{"aimed-80x24-zh", asked{text: held()}, 80, 24, aimed("place-order")},
		{"captioned-140x45-zh", asked{text: held()}, 140, 45, lined("tap-tag")},
		{"captioned-60x30-zh", asked{text: held()}, 60, 30, lined("tap-tag")},
		{"typed-100x32-en", asked{name: "guest-form", lang: words.EN}, 100, 32, typed},
		{"paused-140x45-en", asked{name: "loop", lang: words.EN}, 140, 45, func(t *testing.T, s *Stage) {
			lined("reach: checkout")(t, s)
			press(s, "space")
		}},
		{"checked-100x32-zh", asked{text: held()}, 100, 32, checked},
		{"missed-100x32-zh", asked{text: failing()}, 100, 32, checked},
		{"missed-60x30-en", asked{text: failing(), lang: words.EN}, 60, 30, checked},
		{"skipped-100x32-zh", asked{name: "loop", flows: []string{"redirect"}}, 100, 32, lined("reach: checkout")},
		{"passed-100x32-zh", asked{text: held()}, 100, 32, ended},
		{"passed-140x45-en", asked{name: "stepwise", lang: words.EN}, 140, 45, ended},
		{"failed-100x32-zh", asked{text: failing()}, 100, 32, ended},
		{"failed-140x45-zh", asked{text: failing()}, 140, 45, ended},
		{"failed-60x30-zh", asked{text: failing()}, 60, 30, ended},
		{"failed-80x24-en", asked{text: failing(), lang: words.EN}, 80, 24, ended},
		{"in-turn-100x32-zh", asked{name: "loop", flows: []string{"express", "stepwise"}}, 100, 32, ended},
		{"help-100x32-zh", asked{text: held()}, 100, 32, func(t *testing.T, s *Stage) {
			lined("tap-tag")(t, s)
			press(s, "?")
		}},
		{"small-40x15-zh", asked{text: held()}, 40, 15, func(*testing.T, *Stage) {}},
		{"low-40x16-zh", asked{text: held()}, 40, 16, lined("tap-tag")},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.q, c.cols, c.rows)
			c.to(t, s)
			tuitest.Golden(t, c.name, s.Canvas().Plain())
		})
	}
}

func TestMomentsOfTwoStorefronts(t *testing.T) {
	both := []string{"native", "stepwise"}
	for _, c := range []struct {
		name string
		q    asked
		cols int
		rows int
		to   func(t *testing.T, s *Stage)
	}{
		{"pair-160x45-zh", asked{name: "loop", flows: both}, 160, 45, midway},
		{"pair-140x45-en", asked{name: "loop", flows: both, lang: words.EN}, 140, 45, midway},
		{"pair-140x30-zh", asked{name: "loop", flows: both}, 140, 30, midway},
		{"pair-said-160x45-zh", asked{text: held(), flows: both}, 160, 45, lined("tap-tag")},
		{"verdict-160x45-zh", asked{name: "loop", flows: both}, 160, 45, ended},
		{"verdict-160x45-en", asked{name: "loop", flows: both, lang: words.EN}, 160, 45, ended},
		{"verdict-same-160x45-zh", asked{name: "loop", shoppers: []string{"returning", "new"}}, 160, 45, ended},
		{"verdict-apart-160x45-zh", asked{name: "loop", flows: []string{"native", "redirect"}}, 160, 45, ended},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.q, c.cols, c.rows)
			c.to(t, s)
			tuitest.Golden(t, c.name, s.Canvas().Plain())
		})
	}
}

func ended(t *testing.T, s *Stage) { through(t, s) }

// aimed plays until an action is shown before it is tapped.
func aimed(action string) func(*testing.T, *Stage) {
	return func(t *testing.T, s *Stage) {
		until(t, s, action, func() bool {
			a := s.actors[0]
			return a.phase == aims && len(a.moves) == 1 && strings.HasPrefix(a.did, action)
		})
	}
}

// lined plays until a line is played.
func lined(text string) func(*testing.T, *Stage) {
	return func(t *testing.T, s *Stage) {
		until(t, s, text, func() bool {
			a := s.actors[s.at]
			return a.line >= 0 && strings.HasPrefix(a.score.script[a.line].Text, text)
		})
	}
}

func typed(t *testing.T, s *Stage) {
	n := 0
	until(t, s, "typing", func() bool {
		if s.actors[0].phase == types {
			n++
		}
		return n == 6
	})
}

// checked plays until the first expectation is shown.
func checked(t *testing.T, s *Stage) {
	until(t, s, "expectation", func() bool { return s.actors[0].verdict.shown })
}

// midway plays until the second run is in the checkout.
func midway(t *testing.T, s *Stage) {
	until(t, s, "checkout", func() bool {
		b := s.actors[1]
		return b.onStage && b.stage >= flow.StageCheckout && b.phase == aims && b.ledger.millis > 20_000
	})
}
