package suite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"tagtap/flow"
	"tagtap/flow/story"
)

// Options say how a plan is played.
type Options struct {
	Jobs     int  // how many runs are played at a time; 0 for as many as there are processors. It changes no report
	FailFast bool // nothing is played behind the first run that fails
	Twice    bool // the first seed of each flow, shopper and case is played twice, and a difference is a failure

	// Worker makes what one worker plays its runs on; it is called once for each, by several goroutines at once. The
	// function that it returns is called by that worker alone, before each run, and may give the run another ID.
	Worker func() func(*story.Run) (story.Config, error)
}

// Play plays the runs of a plan and tells the reporters. The error is that of a run that could not be played, of a reporter,
// or of the context; the summary holds in each case.
func Play(ctx context.Context, p *Plan, o Options, reporters ...Reporter) (Summary, error) {
	s := Summary{Runs: p.runs}
	all := crowd{all: reporters}
	err := all.begin(p.runs)
	if err == nil {
		take := func(j *Job, r *story.Result) error {
			s.count(r)
			if err := all.run(j, r); err != nil {
				return err
			}
			if o.FailFast && !r.Passed {
				return errStopped
			}
			return nil
		}
		if o.Jobs < 1 {
			o.Jobs = runtime.GOMAXPROCS(0)
		}
		if o.Jobs = min(o.Jobs, p.runs); o.Jobs <= 1 {
			err = p.alone(ctx, &o, take)
		} else {
			err = p.together(ctx, &o, take)
		}
	}
	s.Skipped = s.Runs - s.Passed - s.Failed
	switch {
	case errors.Is(err, errStopped):
		s.Stopped, err = true, nil
	case err != nil && ctx.Err() != nil:
		s.Interrupted = true
	case err != nil:
		s.Broken = true
	}
	return s, errors.Join(err, all.end(&s))
}

// alone plays one run behind the other.
func (p *Plan) alone(ctx context.Context, o *Options, take func(*Job, *story.Result) error) error {
	w := newWorker(ctx, o)
	return p.Each(func(j *Job, r story.Run, first bool) error {
		result, err := w.play(r, first)
		if err != nil {
			return err
		}
		return take(j, result)
	})
}

// part is a run while it is played.
type part struct {
	job    *Job
	run    story.Run
	first  bool
	result *story.Result
	err    error
	done   chan struct{}
}

// ahead is how many runs of each worker may wait to be taken.
const ahead = 4

// together hands runs to workers and takes them back in their order. It returns when the last worker has stopped, so that
// what the runs are played on may be closed.
func (p *Plan) together(ctx context.Context, o *Options, take func(*Job, *story.Result) error) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	todo := make(chan *part)
	queue := make(chan *part, ahead*o.Jobs)
	ended := make(chan struct{}, o.Jobs)
	for range o.Jobs {
		go func() {
			w := newWorker(ctx, o)
			for x := range todo {
				x.result, x.err = w.play(x.run, x.first)
				close(x.done)
			}
			ended <- struct{}{}
		}()
	}
	defer func() {
		cancel()
		for range o.Jobs {
			<-ended
		}
	}()
	made := make(chan error, 1)
	go func() {
		defer close(queue)
		defer close(todo)
		made <- p.Each(func(j *Job, r story.Run, first bool) error {
			x := &part{job: j, run: r, first: first, done: make(chan struct{})}
			select {
			case queue <- x:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case todo <- x:
			case <-ctx.Done():
				x.err = ctx.Err()
				close(x.done)
				return ctx.Err()
			}
			return nil
		})
	}()
	for x := range queue {
		<-x.done
		if x.err != nil {
			return x.err
		}
		if err := take(x.job, x.result); err != nil {
			return err
		}
	}
	return <-made
}

// worker plays runs. It keeps its room between them.
type worker struct {
	ctx    context.Context
	twice  bool
	config func(*story.Run) (story.Config, error)
	room   []flow.Record
	one    []byte
	other  []byte
}

// usualRecords is the room for the records of one run; a longer one moves.
const usualRecords = 128

func newWorker(ctx context.Context, o *Options) *worker {
	return &worker{ctx: ctx, twice: o.Twice, config: o.Worker(), room: make([]flow.Record, 0, usualRecords)}
}

// play plays a run, and again where equal runs have to be equal.
func (w *worker) play(r story.Run, first bool) (result *story.Result, err error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	defer func() {
		if v := recover(); v != nil {
			who := fmt.Sprintf("%s under %s as %s %s seed %d", r.Story.Name, r.Flow.Name, r.Shopper.ID, r.Case.Name, r.Seed)
			result, err = nil, ErrPanic{Run: who, Value: fmt.Sprint(v), Stack: debug.Stack()}
		}
	}()
	if result, err = w.once(r); err != nil || !w.twice || !first {
		return result, err
	}
	again, err := w.once(r)
	if err != nil {
		return nil, err
	}
	w.compare(result, again)
	return result, nil
}

func (w *worker) once(r story.Run) (*story.Result, error) {
	c, err := w.config(&r)
	if err != nil {
		return nil, err
	}
	if c.Room == nil {
		c.Room = w.room
	}
	return story.Play(w.ctx, r, c)
}

// compare adds a failure where two runs of the same seed are not the same, byte by byte.
func (w *worker) compare(result, again *story.Result) {
	w.one, w.other = result.AppendJSON(w.one[:0]), again.AppendJSON(w.other[:0])
	if bytes.Equal(w.one, w.other) {
		return
	}
	at := 0
	for at < min(len(w.one), len(w.other)) && w.one[at] == w.other[at] {
		at++
	}
	result.Failures = append(result.Failures, story.Failure{
		File: result.File, Line: 1, Column: 1, Want: about(w.one, at), Got: about(w.other, at),
		Message: "two runs of the same seed differ",
	})
	result.Passed = false
}

// shownAround is how much of a report stands before and behind a difference, in bytes.
const shownAround = 40

// about returns the part of a report around a place of it.
func about(data []byte, at int) string {
	part := data[max(0, at-shownAround):min(len(data), at+shownAround)]
	return string(bytes.ToValidUTF8(part, []byte("…")))
}
