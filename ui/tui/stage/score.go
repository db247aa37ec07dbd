package stage

import (
	"context"
	"slices"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
)

// score is what a run will come to, known from a rehearsal that nobody sees. Runs are deterministic, so what an audience sees
// later is what was rehearsed.
type score struct {
	script   []story.Line
	missed   map[int][]story.Failure // by line of the script
	skipped  map[int]bool
	unplaced []story.Failure // of no line: the budget
	ledger   ledger
	marks    []mark
	result   *story.Result
}

// mark is a checkpoint, and the predicted time at which it was reached.
type mark struct {
	name   string
	millis int64
}

// rehearse plays a run at once, by the hands that the config makes: what is expected of a screen is looked for on theirs.
func rehearse(ctx context.Context, run story.Run, c story.Config) (*score, error) {
	s := &score{script: run.Case.Script(), missed: map[int][]story.Failure{}, skipped: map[int]bool{}}
	c.Watch = s.ledger.follow
	c.Line = func(l story.Line) {
		if l.Mark != "" {
			s.marks = append(s.marks, mark{l.Mark, s.ledger.millis})
		}
	}
	var err error
	if s.result, err = story.Play(ctx, run, c); err != nil {
		return nil, err
	}
	for _, f := range s.result.Failures {
		if i, ok := s.at(f.File, f.Line, f.Column); ok {
			s.missed[i] = append(s.missed[i], f)
		} else {
			s.unplaced = append(s.unplaced, f)
		}
	}
	for _, skip := range s.result.Skipped {
		if i, ok := s.at(skip.File, skip.Line, skip.Column); ok {
			s.skipped[i] = true
		}
	}
	return s, nil
}

// at returns the line of the script in which a place of a file lies: the last one of that file that begins there or before.
func (s *score) at(file string, line, column int) (int, bool) {
	best, found := 0, false
	for i := range s.script {
		p := s.script[i].Pos
		if p.File != file || p.Line > line || p.Line == line && p.Column > column {
			continue
		}
		if b := s.script[best].Pos; !found || p.Line > b.Line || p.Line == b.Line && p.Column >= b.Column {
			best, found = i, true
		}
	}
	return best, found
}

// find returns the line of the script that a run tells of, the next one of that place behind from first.
func (s *score) find(l story.Line, from int) (int, bool) {
	for _, first := range [...]int{max(from, 0), 0} {
		for i := first; i < len(s.script); i++ {
			if s.script[i].Pos == l.Pos {
				return i, true
			}
		}
	}
	return 0, false
}

// stretch is the time that was spent at a place without leaving it.
type stretch struct {
	place   flow.Place
	millis  int64
	refused bool
}

// ledger adds up the predicted time of a run over all its sessions: one that goes back to a checkpoint begins another session,
// whose own counters begin anew.
type ledger struct {
	session   string
	rows      int
	millis    int64
	stretches []stretch
}

// follow adds what was done since it was called last.
func (l *ledger) follow(s session.Shown) {
	if s.Session != l.session {
		l.session, l.rows = s.Session, 0
	}
	for _, row := range s.Meter.Rows[min(l.rows, len(s.Meter.Rows)):] {
		l.millis += row.Millis
		refused := s.Records[row.Record].Event.Refusal.Refused()
		if n := len(l.stretches); n > 0 && l.stretches[n-1].place == row.From {
			l.stretches[n-1].millis += row.Millis
			l.stretches[n-1].refused = l.stretches[n-1].refused || refused
		} else if row.Millis > 0 {
			l.stretches = append(l.stretches, stretch{row.From, row.Millis, refused})
		}
	}
	l.rows = len(s.Meter.Rows)
}

// at returns how much of the time was spent at each place.
func (l *ledger) at() map[flow.Place]int64 {
	sums := map[flow.Place]int64{}
	for _, s := range l.stretches {
		sums[s.place] += s.millis
	}
	return sums
}

// dearestRun is the run that has the place that takes most time of all: one accent is enough. Of equal ones it is that of the
// longer run.
func (s *Stage) dearestRun() *actor {
	var best *actor
	var most [2]int64
	for _, a := range s.actors {
		if a.score == nil {
			continue
		}
		all := a.score.ledger
		i := dearest(all.stretches)
		if i < 0 {
			continue
		}
		if own := [2]int64{all.stretches[i].millis, all.millis}; best == nil || slices.Compare(own[:], most[:]) > 0 {
			best, most = a, own
		}
	}
	return best
}
