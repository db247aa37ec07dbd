package session

import (
	"context"
	"fmt"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// Rewind is how far a Shown looks back: Back of the session's Steps actions and happenings are undone in what it shows.
type Rewind struct {
	Back, Steps int
	Marks       []int // steps after which there is a bookmark, rising
}

// Looking says whether the past is shown.
func (r Rewind) Looking() bool { return r.Back > 0 }

// Look returns what a driver saw so many actions and happenings ago: the state, the meter and the records of then. Stock,
// notes and reviews of all shoppers are those of now. Nothing moves; more than the session has leads to its beginning.
func (s *Session) Look(back int) Shown {
	shown := s.Shown()
	back = min(max(0, back), shown.Rewind.Steps)
	if back == 0 {
		return shown
	}
	end := s.until(back)
	shown.Records = s.records[:end:end]
	shown.Rewind.Back = back
	shown.Refused = flow.Refusal{}
	state, meter := flow.State{Stream: s.state.Stream, Seq: s.records[0].Seq - 1}, measure.Meter{}
	for i := range shown.Records {
		state = flow.Apply(state, shown.Records[i].Event)
		meter.Add(i, &shown.Records[i])
		shown.Now = shown.Records[i].At
	}
	shown.State, shown.Meter = &state, &meter
	return shown
}

// until returns how many records there were before the last `back` actions and happenings.
func (s *Session) until(back int) int {
	for i := len(s.records) - 1; i > 0; i-- {
		if k := s.records[i].Event.Kind; k == flow.Tapped || k == flow.Happened {
			if back--; back == 0 {
				return i
			}
		}
	}
	return 1
}

// Branch begins another session at what Look(back) shows: from there the shopper goes another way.
func (s *Session) Branch(ctx context.Context, back int) error {
	then := s.Look(back)
	if !then.Rewind.Looking() {
		return nil
	}
	from := flow.Branch{Session: s.name(), Seq: then.State.Seq}
	s.rests++
	err := s.begin(ctx, from, func() flow.State {
		state := flow.Branched(*then.State, s.state)
		if state.Place() == flow.Video { // it goes on where it was
			state.Video.Since = state.Video.Since.Add(s.now().Sub(then.Now))
		}
		return state
	})
	if err != nil {
		s.rests--
		return fmt.Errorf("branch off: %w", err)
	}
	s.refused = flow.Refusal{}
	return nil
}

// Mark puts a bookmark behind the last action; its name is that of the session's count of them. It is no tap.
func (s *Session) Mark(ctx context.Context) (Shown, error) {
	err := s.insist(ctx, func() error {
		e := flow.Event{Kind: flow.Marked, Reason: fmt.Sprintf("mark-%d", len(s.marks)+1)}
		return s.append(ctx, flow.Apply(s.state, e), []flow.Event{e}, max(s.now(), s.last), 0)
	})
	s.refused = flow.Refusal{}
	return s.Shown(), err
}
