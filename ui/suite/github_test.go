package suite

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/flow/story"
)

func TestGitHubIsToldWhatWasMissed(t *testing.T) {
	var b bytes.Buffer
	g := NewGitHub(&b, "")
	jobs, results := made()
	for i, r := range results {
		if err := g.Run(jobs[i], r); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.End(&Summary{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "github.txt", b.Bytes())
}

func TestGitHubCommandsAreEscaped(t *testing.T) {
	work := t.TempDir()
	for _, row := range []struct {
		file, title, message, want string
	}{
		{"a.yaml", "x", "50 % of 1,2: y", "::error file=a.yaml,line=3,col=4,title=x::50 %25 of 1,2: y\n"},
		{"a,b:c%.yaml", "one, two: 3 %", "x", "::error file=a%2Cb%3Ac%25.yaml,line=3,col=4,title=one%2C two%3A 3 %25::x\n"},
		{"a.yaml", "x", "one\ntwo\r\n", "::error file=a.yaml,line=3,col=4,title=x::one%0Atwo%0D%0A\n"},
		{"a.yaml", "x\ny", "::error::no\n::warning::", "::error file=a.yaml,line=3,col=4,title=x%0Ay::::error::no%0A::warning::\n"},
		{"a.yaml", "x", "\x1b[31mred\x00\u0085", "::error file=a.yaml,line=3,col=4,title=x::\uFFFD[31mred\uFFFD\uFFFD\n"},
		{"builtin:loop.yaml", "x", "y", "::error title=x::builtin:loop.yaml:3:4: y\n"},
		{"<stdin>", "x", "y", "::error title=x::<stdin>:3:4: y\n"},
		{"", "x", "y", "::error title=x::y\n"},
		{filepath.Join(work, "stories", "a.yaml"), "x", "y", "::error file=stories/a.yaml,line=3,col=4,title=x::y\n"},
	} {
		var b bytes.Buffer
		if err := NewGitHub(&b, work).tell(story.Failure{File: row.file, Line: 3, Column: 4}, row.title, row.message); err != nil {
			t.Fatal(err)
		}
		if b.String() != row.want {
			t.Errorf("got  %q\nwant %q", b.String(), row.want)
		}
	}
}

func TestGitHubIsToldTenErrorsAndHowManyMore(t *testing.T) {
	var b bytes.Buffer
	g := NewGitHub(&b, "")
	r := &story.Result{Name: "x"}
	for i := range 12 {
		r.Failures = append(r.Failures, story.Failure{File: "x.yaml", Line: i + 1, Column: 1, Message: fmt.Sprint(i)})
	}
	for range 2 { // the second run misses the same lines
		if err := g.Run(nil, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.End(nil); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != mostTold+1 || lines[mostTold] != "::notice title=tagtap::14 more missed, see the log" {
		t.Errorf("%d lines, the last one %s", len(lines), lines[len(lines)-1])
	}
}

func TestGitHubIsToldThresholdsAndBaselines(t *testing.T) {
	var b bytes.Buffer
	g := NewGitHub(&b, "")
	missed, err := story.ParseThreshold("taps: max < 3")
	if err != nil {
		t.Fatal(err)
	}
	tally := story.NewTally([]story.Threshold{missed})
	tally.Add(&story.Result{Taps: 3})
	if err := g.Thresholds(append(tally.Verdicts(), story.Verdict{Passed: true})); err != nil {
		t.Fatal(err)
	}
	grown := []Change{{Key: Key{Story: "loop", Flow: "native", Shopper: "new"}, Line: 7, Was: Figures{3, 2, 1}, Is: Figures{4, 2, 1}, Diff: "  + cart  checkout\n"}}
	if err := g.Baseline("base.yaml", grown); err != nil {
		t.Fatal(err)
	}
	want := "::error title=threshold::taps: max < 3, got 3\n" +
		"::error file=base.yaml,line=7,col=1,title=baseline::loop (native × new): taps 3 -> 4%0A  + cart  checkout\n"
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

// GitHub knows files from the checkout on, also where a step works in a folder of it.
func TestGitHubIsToldFilesFromTheCheckoutOn(t *testing.T) {
	work := t.TempDir()
	shop := filepath.Join(work, "shop")
	if err := os.Mkdir(shop, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(shop)
	for file, want := range map[string]string{"stories/a.yaml": "shop/stories/a.yaml", "../b.yaml": "b.yaml", "../../c.yaml": "../../c.yaml"} {
		var b bytes.Buffer
		if err := NewGitHub(&b, work).tell(story.Failure{File: file, Line: 3, Column: 4}, "x", "y"); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.String(), "::error file="+want+",line=3,") {
			t.Errorf("%s is told as %s", file, b.String())
		}
	}
}
