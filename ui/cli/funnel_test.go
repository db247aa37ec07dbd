package cli

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"tagtap/flow/measure"
)

// FuzzReportOptions feeds flags as they are typed: each is taken or refused with a word about it, and what is taken is a rule that
// a funnel can count by.
func FuzzReportOptions(f *testing.F) {
	for _, seed := range []string{
		"", "--by\nnote", "--by=nobody", "--since\n2026-11-16\n--until\n2026-11-16", "--since\nyesterday", "--since=2026-13-40", "--until\n0001-01-01",
		"--window\n30m", "--window=-5m", "--window=999999h", "--window\n1e9h", "--per-step\n90s\n--strict\n--open", "--steps\nnote,product,confirmation",
		"--steps\nnote", "--steps\nnote,note", "--steps\n,", "--unit\ntotals\n--source=sim", "--section\nfunnel,money\n--json", "--window=1h\n--per-step=1m", "--html=",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		o := newReporting()
		flags := pflag.NewFlagSet("report", pflag.ContinueOnError)
		flags.SetOutput(io.Discard)
		o.flags(flags)
		args := strings.Split(typed, "\n")
		for _, a := range args {
			if a == "-h" || a == "--help" {
				return
			}
		}
		if err := flags.Parse(args); err != nil {
			if strings.TrimSpace(err.Error()) == "" {
				t.Error("refused without a word")
			}
			return
		}
		q, err := o.query()
		if err != nil {
			if exitCode(err) != exitUsage {
				t.Errorf("%v: exit code %d", err, exitCode(err))
			}
			return
		}
		r := &q.Rule
		if len(r.Steps) < 2 || len(r.Steps) > 7 || r.Window <= 0 || r.PerStep < 0 || q.Since != 0 && q.Until != 0 && q.Since >= q.Until {
			t.Errorf("%q is taken as %+v", typed, q)
		}
		seen := map[string]bool{}
		for _, s := range r.Steps {
			if seen[s.String()] {
				t.Errorf("%q: step %s is there twice", typed, s)
			}
			seen[s.String()] = true
		}
		measure.NewSurvey(q, nil)
	})
}

func TestEachOptionChangesOneRule(t *testing.T) {
	usual := measure.Usual()
	for args, want := range map[string]string{
		"":                    usual.String(),
		"--window=2h":         "ordered, closed, within 2h of the first step, each session once",
		"--per-step=5m":       "ordered, closed, within 5m of the step before, each session once",
		"--strict":            "ordered, closed, strict: nothing between two steps, within 30m of the first step, each session once",
		"--open":              "ordered, open, within 30m of the first step, each session once",
		"--unit=shopper":      "ordered, closed, within 30m of the first step, each shopper once",
		"--unit=totals":       "ordered, closed, within 30m of the first step, every attempt",
		"--by=note":           usual.String(),
		"--since=2026-11-01":  usual.String(),
		"--steps=note,review": usual.String(),
	} {
		o := newReporting()
		flags := pflag.NewFlagSet("report", pflag.ContinueOnError)
		o.flags(flags)
		if err := flags.Parse(strings.Fields(args)); err != nil {
			t.Fatal(err)
		}
		q, err := o.query()
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Rule.String(); got != want {
			t.Errorf("%s: got %s, want %s", args, got, want)
		}
	}
}
