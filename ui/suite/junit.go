package suite

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"tagtap/flow/measure"
	"tagtap/flow/story"
)

// JUnit writes the runs of a plan as JUnit XML, the form that Jenkins, GitLab and most others read (Jenkins xUnit plugin,
// junit-10.xsd; pytest documentation, "junitxml"): a suite for each story, a case for each run, with the file, the line of its
// row, and the figures as properties. The times are the shopper's predicted seconds, not the machine's, so that equal runs
// write equal bytes; a property of each suite says so. Where --fail-fast ended the play, a property of the last suite says how
// many runs were not played. The file is written when the play is over, whole or not at all.
type JUnit struct {
	// Twins are names that several stories have. Those are told apart by their files, since readers of reports take two cases
	// of one class and name for one.
	Twins map[string]bool

	path  string
	all   Spool // the suites so far
	suite Spool // the cases of the suite that is open
	job   *Job
	first *story.Result // of the suite that is open
	short string        // what was not played, for the last suite
	now   totals
	sum   totals
	buf   []byte
}

type totals struct {
	tests, failures, skipped int
	seconds                  measure.Tenths
}

// NewJUnit returns a reporter that writes a file.
func NewJUnit(path string) *JUnit { return &JUnit{path: path} }

// Begin looks whether there is a folder to write into, so that a long play is not in vain.
func (x *JUnit) Begin(int) error {
	_, err := os.Stat(filepath.Dir(x.path))
	if info, bad := os.Stat(x.path); bad == nil && info.IsDir() {
		err = errors.New("it is a folder")
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", oneLine(x.path), err)
	}
	return nil
}

// Run adds a run to the suite of its story.
func (x *JUnit) Run(j *Job, r *story.Result) error {
	if j != x.job {
		if err := x.closeSuite(); err != nil {
			return err
		}
		x.job, x.first = j, r
	}
	x.now.tests++
	x.now.seconds += r.Seconds
	if !r.Passed {
		x.now.failures++
	}
	if r.Idle() {
		x.now.skipped++
	}
	x.buf = appendCase(x.buf[:0], r, x.class(r))
	_, err := x.suite.Write(x.buf)
	return err
}

// End writes the file, unless the play did not come to its end.
func (x *JUnit) End(s *Summary) (err error) {
	defer func() {
		if err = errors.Join(err, x.suite.Close(), x.all.Close()); err != nil {
			err = fmt.Errorf("write %s: %w", oneLine(x.path), err)
		}
	}()
	if !s.Whole() {
		return nil
	}
	if s.Skipped > 0 {
		x.short = fmt.Sprintf("%d of %d runs, behind the first that failed", s.Skipped, s.Runs)
	}
	if err := x.closeSuite(); err != nil {
		return err
	}
	return replaceFile(x.path, func(w io.Writer) error {
		head := append([]byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n<testsuites"), ` name="tagtap"`...)
		head = append(x.sum.appendTo(head), ">\n"...)
		if _, err := w.Write(head); err != nil {
			return err
		}
		if _, err := x.all.WriteTo(w); err != nil {
			return err
		}
		_, err := io.WriteString(w, "</testsuites>\n")
		return err
	})
}

// closeSuite puts the suite that is open behind the others: how many cases it has is known by now.
func (x *JUnit) closeSuite() error {
	if x.first == nil {
		return nil
	}
	x.buf = append(x.buf[:0], "  <testsuite"...)
	buf := x.buf
	buf = appendAttr(buf, "name", cmp.Or(x.class(x.first), "story"))
	buf = appendAttr(x.now.appendTo(buf), "file", x.first.File)
	buf = append(buf, ">\n    <properties>\n"...)
	buf = appendProperty(buf, "      ", "title", x.first.Title)
	buf = appendProperty(buf, "      ", "time", "predicted seconds of the shopper, not of the machine")
	if x.short != "" {
		buf = appendProperty(buf, "      ", "not-played", x.short)
	}
	buf = append(buf, "    </properties>\n"...)
	if _, err := x.all.Write(buf); err != nil {
		return err
	}
	if _, err := x.suite.WriteTo(&x.all); err != nil {
		return err
	}
	if err := x.suite.Close(); err != nil {
		return err
	}
	x.sum.add(x.now)
	x.now, x.first, x.buf = totals{}, nil, buf
	_, err := io.WriteString(&x.all, "  </testsuite>\n")
	return err
}

func (t *totals) add(more totals) {
	t.tests, t.failures, t.skipped, t.seconds = t.tests+more.tests, t.failures+more.failures, t.skipped+more.skipped, t.seconds+more.seconds
}

func (t *totals) appendTo(buf []byte) []byte {
	buf = appendAttr(buf, "tests", strconv.Itoa(t.tests))
	buf = appendAttr(buf, "failures", strconv.Itoa(t.failures))
	buf = append(buf, ` errors="0"`...)
	buf = appendAttr(buf, "skipped", strconv.Itoa(t.skipped))
	return appendAttr(buf, "time", t.seconds.String())
}

// class names a story so that no other one of the plan has that name.
func (x *JUnit) class(r *story.Result) string {
	if x.Twins[r.Name] {
		return r.Name + " (" + r.File + ")"
	}
	return r.Name
}

func appendCase(buf []byte, r *story.Result, class string) []byte {
	buf = append(buf, "    <testcase"...)
	buf = appendAttr(buf, "name", nameOf(r))
	buf = appendAttr(buf, "classname", class)
	buf = appendAttr(buf, "file", r.File)
	buf = appendAttr(buf, "line", strconv.Itoa(r.Line))
	buf = appendAttr(buf, "time", r.Seconds.String())
	buf = append(buf, ">\n      <properties>\n"...)
	buf = appendFigures(buf, r)
	for _, s := range r.Skipped {
		buf = appendProperty(buf, "        ", "skipped", fmt.Sprintf("%s:%d:%d: %s: %s", s.File, s.Line, s.Column, s.Name, s.Reason()))
	}
	buf = append(buf, "      </properties>\n"...)
	if r.Idle() {
		s := &r.Skipped[0]
		buf = append(buf, "      <skipped"...)
		buf = appendAttr(buf, "message", s.Name+" is skipped, "+s.Reason()+", and nothing was tapped")
		buf = append(buf, "/>\n"...)
	}
	for i := range r.Failures {
		f := &r.Failures[i]
		buf = append(buf, "      <failure"...)
		buf = appendAttr(buf, "message", f.Message)
		buf = appendAttr(buf, "type", kindOf(f))
		buf = appendXML(append(buf, '>'), detailsOf(r, f), false)
		buf = append(buf, "</failure>\n"...)
	}
	return append(buf, "    </testcase>\n"...)
}

// nameOf names a run among those of its story: FLOW × SHOPPER × seed N, with the case in front where there is one.
func nameOf(r *story.Result) string {
	who := r.Flow + " × " + r.Shopper + " × seed " + strconv.FormatUint(r.Seed, 10)
	if r.Case != "" {
		return r.Case + " (" + who + ")"
	}
	return who
}

func appendFigures(buf []byte, r *story.Result) []byte {
	count := func(name string, n int64) { buf = appendProperty(buf, "        ", name, strconv.FormatInt(n, 10)) }
	count("taps", int64(r.Taps))
	count("steps", int64(r.Steps))
	count("fields", int64(r.Fields))
	count("keys", int64(r.Keys))
	buf = appendProperty(buf, "        ", "seconds", r.Seconds.String())
	paid := int64(0)
	for i := range r.Orders {
		paid += int64(r.Orders[i].Paid)
	}
	total := int64(0)
	for i := range r.Orders {
		o := &r.Orders[i]
		total += int64(o.Items - o.MerchantDiscount - o.PlatformDiscount + o.Shipping + o.Fee + o.Tax)
	}
	count("total_fen", total)
	count("paid_fen", paid)
	if r.Fewest != nil && r.Detour != nil {
		count("fewest", int64(*r.Fewest))
		count("detour", int64(*r.Detour))
	}
	return buf
}
