package audit_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow/audit"
)

var update = flag.Bool("update", false, "write the golden file")

// The built-in catalogue keeps a few gaps to find, above all a brand that is not verified. Whoever changes it sees here what became
// of them.
func TestTheGapsOfTheBuiltInCatalogue(t *testing.T) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	r := audit.Run(set.Catalogue, set.Flows, audit.Options{})
	var b strings.Builder
	errors, warnings, notes := r.Count()
	fmt.Fprintf(&b, "score %d, %d errors, %d warnings, %d notes\n", r.Score, errors, warnings, notes)
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s %s %s | %s | %s\n", f.Row, f.Severity, f.Rule, f.Where, f.Fix, f.Saw)
	}
	for _, l := range r.Listings {
		fmt.Fprintf(&b, "%s %d %s\n", l.Product, l.Complete, strings.Join(l.Missing, " "))
	}
	const golden = "testdata/built-in.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != string(want) {
		t.Errorf("not as in %s (-update writes it), got:\n%s", golden, got)
	}
	for _, f := range r.Findings {
		if f.Severity == audit.Error && !strings.HasPrefix(f.Where, "flow/") {
			t.Errorf("a plain audit of the built-in catalogue is to pass: %v", f)
		}
	}
}

func BenchmarkTheBuiltInCatalogue(b *testing.B) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		audit.Run(set.Catalogue, set.Flows, audit.Options{})
	}
}
