package suite

import (
	"errors"
	"fmt"
	"io"

	"tagtap/flow/story"
)

// JSON writes the report of story.AppendReport to a writer, whole or not at all: the counts come first, so the runs wait in a
// spool until the last one is there.
type JSON struct {
	// Tail, if set, appends what stands behind the runs: a comma and a key, and so on, or nothing. It is called once, at the end.
	Tail func([]byte) []byte

	out   io.Writer
	spool Spool
	any   bool
}

// NewJSON returns a reporter that writes to out.
func NewJSON(out io.Writer) *JSON { return &JSON{out: out} }

// Begin implements Reporter.
func (r *JSON) Begin(int) error { return nil }

// Run implements Reporter.
func (r *JSON) Run(_ *Job, result *story.Result) error {
	return r.spool.Append(func(buf []byte) []byte {
		if r.any {
			buf = append(buf, ',')
		}
		r.any = true
		return result.AppendJSON(buf)
	})
}

// End implements Reporter.
func (r *JSON) End(s *Summary) error {
	var err error
	if s.Whole() {
		_, err = r.out.Write(story.AppendReportHead(nil, s.Passed, s.Failed))
		if err == nil {
			_, err = r.spool.WriteTo(r.out)
		}
		if err == nil {
			tail := []byte{']'}
			if r.Tail != nil {
				tail = r.Tail(tail)
			}
			_, err = r.out.Write(append(tail, story.ReportTail...))
		}
	}
	if err = errors.Join(err, r.spool.Close()); err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	return nil
}
