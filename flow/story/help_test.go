package story

import (
	"os"
	"strings"
	"testing"

	"tagtap/flow"
)

// Whoever reads the help must find every form that a line may have.
func TestTheHelpShowsAVerbWithAndWithoutWhatMayFollowIt(t *testing.T) {
	page, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if spec.Arg != flow.ArgMaybe {
			continue
		}
		found++
		if want := "\n  " + spec.Name + ", or " + spec.Name + ": "; !strings.Contains(Help(), want) {
			t.Errorf("the help has no %q", want)
		}
		if want := "\n| `" + spec.Name + "`, `" + spec.Name + ": "; !strings.Contains(string(page), want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if found < 4 {
		t.Errorf("%d verbs may have something behind them", found)
	}
}
