package story

import (
	"strings"
	"testing"

	"tagtap/flow"
)

// Every happening of the engine's table can be written as its help shows it, is explained, and happens, or is turned down with a
// reason, where a story says so.
func TestEveryHappeningCanBeWritten(t *testing.T) {
	ids := strings.NewReplacer("P1000012", "last-order", "R1000031", "last-request", "sorry-5", "welcome-49")
	const given = "{orders: [{status: completed, lines: {scarf: 1}}], requests: [{status: to-review, type: return-refund}]}"
	help, met := Help(), 0
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if !spec.World {
			continue
		}
		example := spec.Example(spec.Name)
		if v != flow.Wait && !strings.HasPrefix(example, "happen") {
			t.Errorf("%s is shown as %s", spec.Name, example)
		}
		if !strings.Contains(help, "  "+example+"\n") {
			t.Errorf("the help leaves out %s", example)
		}
		lines := ids.Replace(example)
		r := play(t, giving(given, lines), native(), returning())
		if r.Passed {
			met++
			continue
		}
		if len(r.Failures) != 1 || r.Failures[0].Want != "accepted" || !strings.HasPrefix(r.Failures[0].Message, "happen was refused: ") {
			t.Errorf("%s: got %+v", lines, r.Failures)
			continue
		}
		code, _, _ := strings.Cut(r.Failures[0].Got, " ")
		if r := play(t, giving(given, lines+"\nexpect: {refused: "+code+"}"), native(), returning()); !r.Passed {
			t.Errorf("%s: %+v", lines, r.Failures)
		}
	}
	if met < 5 {
		t.Errorf("only %d happenings happened", met)
	}
}
