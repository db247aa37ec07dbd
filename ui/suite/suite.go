// Package suite plays many runs of stories side by side, and reports them in the order in which they were asked for.
//
// A Plan lists jobs. A Job is one story that was read and looked up; its runs are its flows × shoppers × cases × seeds, made
// when their turn comes. Nothing here grows with the number of runs: a result is handed to the reporters and forgotten, and
// workers are never more than a few runs ahead of them.
//
// What a Reporter may rely on:
//
//  1. Begin comes first, once, before anything is played, with the number of runs that the plan has.
//  2. Run comes once for each run that was played, in the order of the plan, whatever Options.Jobs is. All runs of a job
//     come one behind the other. No two calls of one Play are made at the same time.
//  3. End comes last, once, if Begin was called, also where a run could not be played, a reporter failed, or the play was
//     interrupted; Summary.Whole says whether it was not. A report that is a file is to be written whole or not at all.
//  4. Reporters are called in the order in which Play was given them. The first error of one ends the play, and is what
//     Play returns; End is still called for all that began.
//  5. A job and a result may be read after the call. A job is never written to, a result neither.
//
// What a reporter finds itself, a baseline that grew or a threshold that was missed, is no error: it is kept for who made the
// reporter, who asks after Play.
package suite

import (
	"errors"
	"fmt"

	"tagtap/flow/story"
)

// Reporter is told what came of the runs of a plan.
type Reporter interface {
	Begin(runs int) error
	Run(j *Job, r *story.Result) error
	End(s *Summary) error
}

// Summary is what came of a plan.
type Summary struct {
	Runs        int // that the plan has
	Passed      int
	Failed      int
	Idle        int  // of those that passed: nothing was tapped, since the flow lacks the stages
	Skipped     int  // not played, since one failed before or the play ended early
	Stopped     bool // a run failed, and Options.FailFast ended the play
	Interrupted bool // the context was done
	Broken      bool // a run could not be played, or a reporter failed
}

// Whole says whether the play came to its end: all runs were played, or as many as FailFast lets be.
func (s *Summary) Whole() bool { return !s.Interrupted && !s.Broken }

// ErrPanic is a rule of the program that did not hold while a run was played.
type ErrPanic struct {
	Run   string // story, flow, shopper, case, seed
	Value string
	Stack []byte
}

func (e ErrPanic) Error() string { return fmt.Sprintf("play %s: %s", oneLine(e.Run), e.Value) }

// Tell tells reporters of runs that were played elsewhere, as Play would. The summary is filled in; job returns the job of a
// result by its place.
func Tell(s *Summary, job func(i int) *Job, results []*story.Result, reporters ...Reporter) error {
	all := crowd{all: reporters}
	err := all.begin(len(results))
	for i, r := range results {
		if err != nil {
			break
		}
		s.count(r)
		err = all.run(job(i), r)
	}
	s.Broken = s.Broken || err != nil
	return errors.Join(err, all.end(s))
}

func (s *Summary) count(r *story.Result) {
	if r.Passed {
		s.Passed++
		if r.Idle() {
			s.Idle++
		}
	} else {
		s.Failed++
	}
}

// errStopped ends a play after a run that failed.
var errStopped = errors.New("stopped")

// crowd calls several reporters as one.
type crowd struct {
	all   []Reporter
	began int
}

func (c *crowd) begin(runs int) error {
	for _, r := range c.all {
		c.began++
		if err := r.Begin(runs); err != nil {
			return err
		}
	}
	return nil
}

func (c *crowd) run(j *Job, result *story.Result) error {
	for _, r := range c.all {
		if err := r.Run(j, result); err != nil {
			return err
		}
	}
	return nil
}

// end calls all that began, and returns their errors together.
func (c *crowd) end(s *Summary) error {
	var errs []error
	for _, r := range c.all[:c.began] {
		if err := r.End(s); err != nil {
			errs = append(errs, err)
			s.Broken = true // those that come later write no file
		}
	}
	return errors.Join(errs...)
}
