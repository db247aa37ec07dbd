package suite

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/story"
)

// made are results as a play would give them, with what no file format likes.
func made() (jobs []*Job, results []*story.Result) {
	two, zero := 2, 0
	loop := &Job{Name: "loop", Source: story.Source{File: "stories/loop.yaml"}}
	odd := &Job{Name: "odd", Source: story.Source{File: "odd & \"sons\".yaml"}}
	return []*Job{loop, loop, odd}, []*story.Result{
		{
			Name: "loop", Title: "From a note to a review", File: "stories/loop.yaml", Flow: "native", Shopper: "returning", Seed: 1, Line: 6, Passed: true,
			Taps: 13, Steps: 10, Fields: 1, Keys: 3, Seconds: 290, Fewest: &two, Detour: &zero,
			Orders: []story.Order{{Items: 25600, MerchantDiscount: 3000, PlatformDiscount: 600, Shipping: 1200, Paid: 23200}},
		},
		{
			Name: "loop", Title: "From a note to a review", File: "stories/loop.yaml", Case: "two, 50 %", Flow: "native", Shopper: "new", Seed: 2, Line: 9,
			Taps: 14, Seconds: 301,
			Failures: []story.Failure{{
				File: "stories/loop.yaml", Line: 14, Column: 15, Want: "cart", Got: "product", Message: "expect.place: got product, want cart",
				At: story.Moment{Seq: 7, Screen: "┌──────┐\n│ note │\n└──────┘\n"},
			}, {
				File: "stories/loop.yaml", Line: 15, Column: 5, Want: "accepted", Got: "not-here", Message: "pay was refused: not-here",
			}},
			Events: []story.Event{
				{Seq: 3, Action: flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}, Place: flow.Note, Head: true},
				{Seq: 5, Action: flow.Action{Verb: flow.TapTag, ID: "lip-tint"}, Place: flow.Product, Head: true},
				{Seq: 6, Action: flow.Action{Verb: flow.TapTag, ID: "lip-tint"}, Place: flow.Product},
				{Seq: 9, Action: flow.Action{Verb: flow.Back}, Place: flow.Note, Head: true},
			},
			Skipped: []story.Skip{{File: "stories/loop.yaml", Line: 20, Column: 5, Name: "reach"}},
		},
		{
			Name: "odd", Title: "<b>\x1b[31m\x00\x7f]]>\uFFFE &amp; 很好用 \xff", File: "odd & \"sons\".yaml", Flow: "native", Shopper: "returning", Seed: 1, Line: 2,
			Failures: []story.Failure{{File: "odd & \"sons\".yaml", Line: 3, Column: 1, Want: "\"1\" < 2", Got: "a\nb\tc", Message: "budget.taps: a\nb"}},
		},
	}
}

// report writes results as a file and returns it.
func report(t *testing.T, jobs []*Job, results []*story.Result) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "junit.xml")
	x := NewJUnit(file)
	for i, r := range results {
		if err := x.Run(jobs[i], r); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.End(&Summary{}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestJUnitTellsRunsAsTestCases(t *testing.T) {
	data := report(t, fst(made()), snd(made()))
	golden(t, "junit.xml", data)
	if again := report(t, fst(made()), snd(made())); !bytes.Equal(data, again) {
		t.Error("equal runs write different bytes")
	}
}

func fst[A, B any](a A, _ B) A { return a }

func snd[A, B any](_ A, b B) B { return b }

// rules are what readers of JUnit XML demand: those of the Jenkins xUnit plugin (junit-10.xsd) and of Maven Surefire
// (surefire-test-report.xsd), with the file and line of pytest's "xunit1" family and the properties of a case, which newer Jenkins
// and pytest have in front.
var rules = map[string]struct{ required, optional, children []string }{
	"testsuites": {nil, []string{"name", "tests", "failures", "errors", "skipped", "time"}, []string{"testsuite"}},
	"testsuite":  {[]string{"name", "tests", "failures", "errors", "skipped"}, []string{"time", "file"}, []string{"properties", "testcase"}},
	"testcase":   {[]string{"name", "classname", "time"}, []string{"file", "line"}, []string{"properties", "skipped", "failure"}},
	"properties": {nil, nil, []string{"property"}},
	"property":   {[]string{"name", "value"}, nil, nil},
	"skipped":    {nil, []string{"message"}, nil},
	"failure":    {[]string{"message", "type"}, nil, nil},
}

// check demands that a report follows the rules, and returns how many elements of each name it has.
func check(t *testing.T, data []byte) map[string]int {
	t.Helper()
	if !bytes.HasPrefix(data, []byte(`<?xml version="1.0" encoding="UTF-8"?>`)) {
		t.Errorf("it begins with %.40s", data)
	}
	count := map[string]int{}
	var path []string
	last := []int{0} // how far the children of each open element are in their order
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return count
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			name := e.Name.Local
			count[name]++
			rule, known := rules[name]
			if !known || len(path) == 0 && name != "testsuites" {
				t.Fatalf("an element %s below %v", name, path)
			}
			if len(path) > 0 {
				at := slices.Index(rules[path[len(path)-1]].children, name)
				if at < last[len(last)-1] {
					t.Errorf("%s stands too late or wrongly below %v", name, path)
				}
				last[len(last)-1] = at
			}
			checkAttributes(t, e, rule.required, rule.optional)
			path, last = append(path, name), append(last, 0)
		case xml.EndElement:
			path, last = path[:len(path)-1], last[:len(last)-1]
		}
	}
}

func checkAttributes(t *testing.T, e xml.StartElement, required, optional []string) {
	t.Helper()
	seen := map[string]string{}
	for _, a := range e.Attr {
		if !slices.Contains(required, a.Name.Local) && !slices.Contains(optional, a.Name.Local) {
			t.Errorf("%s has an attribute %s", e.Name.Local, a.Name.Local)
		}
		seen[a.Name.Local] = a.Value
		switch a.Name.Local {
		case "tests", "failures", "errors", "skipped", "line":
			if _, err := strconv.ParseUint(a.Value, 10, 31); err != nil {
				t.Errorf("%s %s=%q", e.Name.Local, a.Name.Local, a.Value)
			}
		case "time":
			if _, err := strconv.ParseFloat(a.Value, 64); err != nil || strings.ContainsAny(a.Value, ",eE") {
				t.Errorf("%s time=%q", e.Name.Local, a.Value)
			}
		}
	}
	for _, name := range required {
		if _, ok := seen[name]; !ok {
			t.Errorf("%s lacks %s", e.Name.Local, name)
		}
	}
}

func TestJUnitFollowsTheRulesOfItsReaders(t *testing.T) {
	data := report(t, fst(made()), snd(made()))
	count := check(t, data)
	if count["testsuite"] != 2 || count["testcase"] != 3 || count["failure"] != 3 {
		t.Errorf("%v", count)
	}
	for i, c := range string(data) {
		if c != '\n' && c != '\t' && c < 0x20 || c >= 0x7F && c < 0xA0 {
			t.Errorf("a control character %U at %d", c, i)
		}
	}
	empty := check(t, report(t, nil, nil))
	if empty["testsuites"] != 1 || empty["testsuite"] != 0 {
		t.Errorf("without a run: %v", empty)
	}
}

func TestJUnitOfRealRuns(t *testing.T) {
	h := open(t)
	var samples []sample
	for _, name := range []string{"loop", "buy-now", "abandon-surprise"} {
		file, _ := h.set.Story(name)
		samples = append(samples, sample{file.File, string(file.Data)})
	}
	file := filepath.Join(t.TempDir(), "junit.xml")
	played := h.play(t, []string{"native", "express"}, 2, samples, NewJUnit(file))
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if count := check(t, data); count["testcase"] != played.Runs || played.Runs < 12 || count["testsuite"] != 3 {
		t.Errorf("%v", count)
	}
}

func TestAJUnitReportIsWrittenWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "junit.xml")
	if err := os.WriteFile(file, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	jobs, results := made()
	end := func(path string, s Summary) error {
		x := NewJUnit(path)
		if err := x.Run(jobs[0], results[0]); err != nil {
			t.Fatal(err)
		}
		return x.End(&s)
	}
	if err := end(file, Summary{Interrupted: true}); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(file); string(data) != "before" {
		t.Errorf("a play that was interrupted wrote %s", data)
	}
	if err := end(filepath.Join(dir, "no", "junit.xml"), Summary{}); err == nil || !strings.HasPrefix(err.Error(), "write ") {
		t.Errorf("a folder that is not there: %v", err)
	}
	if err := end(file, Summary{}); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".tagtap-*")); len(left) > 0 {
		t.Errorf("%v are left", left)
	}
}

// A report of very many runs is kept in a file until it is written.
func TestALongJUnitReportIsAsAShortOne(t *testing.T) {
	jobs, results := made()
	var many []*story.Result
	var of []*Job
	for i := range 8_000 {
		r := *results[1]
		r.Seed = uint64(i)
		many, of = append(many, &r), append(of, jobs[1])
	}
	data := report(t, of, many)
	if count := check(t, data); count["testcase"] != len(many) || !bytes.Contains(data, fmt.Appendf(nil, `tests="%d"`, len(many))) {
		t.Errorf("%v", count)
	}
}

// A play may be stopped by its context before a report has seen a run.
func TestAJUnitReportOfAnInterruptedPlay(t *testing.T) {
	h, file := open(t), filepath.Join(t.TempDir(), "junit.xml")
	src, _ := h.set.Story("loop")
	s, err := h.read(story.Source{File: src.File, Data: src.Data})
	if err != nil {
		t.Fatal(err)
	}
	p := &Plan{Read: h.read}
	j := &Job{Source: story.Source{File: src.File, Data: src.Data}, Flows: h.set.Flows[:1], Shoppers: h.set.Shoppers[:1], Seed: 1}
	if _, err := p.Add(j, s); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Play(ctx, p, Options{Jobs: 1, Worker: h.worker(nil)}, NewJUnit(file)); err == nil {
		t.Error("it was not interrupted")
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("a report was written")
	}
}

// Readers of reports take two cases of one class and name for one.
func TestStoriesOfOneNameAreToldApart(t *testing.T) {
	x := NewJUnit(filepath.Join(t.TempDir(), "junit.xml"))
	a, b := &Job{Name: "loop", Source: story.Source{File: "a/loop.yaml"}}, &Job{Name: "loop", Source: story.Source{File: "b/loop.yaml"}}
	other := &Job{Name: "other", Source: story.Source{File: "a/other.yaml"}}
	x.Twins = Twins([]*Job{a, b, other})
	for _, j := range []*Job{a, b, other} {
		if err := x.Run(j, &story.Result{Name: j.Name, File: j.Source.File, Flow: "native", Shopper: "new", Passed: true}); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.End(&Summary{}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(x.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"loop (a/loop.yaml)", "loop (b/loop.yaml)", "other"} {
		if !bytes.Contains(data, []byte(`<testsuite name="`+name+`"`)) || !bytes.Contains(data, []byte(` classname="`+name+`"`)) {
			t.Errorf("no %s in\n%s", name, data)
		}
	}
}

func TestAFolderIsNoReport(t *testing.T) {
	if err := NewJUnit(t.TempDir()).Begin(1); err == nil {
		t.Error("the play would be in vain")
	}
}
