package measure

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// Visit is a session as reports count it, in a size that does not grow with its length. It is folded from the session's
// records one by one, may be put away between two of them, and needs no world.
type Visit struct {
	Session string      `cbor:"1,keyasint"`
	Flow    string      `cbor:"2,keyasint"`
	Shopper string      `cbor:"3,keyasint"`
	Source  string      `cbor:"4,keyasint"`            // person, story, sim, …
	Set     string      `cbor:"18,keyasint,omitempty"` // of assumptions, of a simulated one
	From    flow.Branch `cbor:"5,keyasint,omitzero"`

	Began   shop.Instant `cbor:"6,keyasint"`
	Ended   shop.Instant `cbor:"7,keyasint"` // of its newest record
	Records int64        `cbor:"8,keyasint"`

	Summary Sums   `cbor:"9,keyasint"`
	Best    Match  `cbor:"10,keyasint"` // under the usual rule
	Flags   Flags  `cbor:"11,keyasint,omitempty"`
	Hint    Hint   `cbor:"12,keyasint,omitzero"`
	Next    uint16 `cbor:"13,keyasint,omitempty"` // what was done after the deepest step: step × 256 + verb, 0 for nothing
	Product string `cbor:"14,keyasint,omitempty"` // seen last
	First   string `cbor:"15,keyasint,omitempty"` // the first note that was opened, or behind which it began
	Past    Past   `cbor:"16,keyasint,omitzero"`  // of the journey

	State fold `cbor:"17,keyasint"`
}

// Sums are the counters of a session.
type Sums struct {
	Taps       int   `cbor:"1,keyasint,omitempty"`
	Steps      int   `cbor:"2,keyasint,omitempty"`
	Fields     int   `cbor:"3,keyasint,omitempty"`
	Keys       int   `cbor:"4,keyasint,omitempty"`
	Refused    int   `cbor:"5,keyasint,omitempty"`
	Backtracks int   `cbor:"6,keyasint,omitempty"`
	Presses    int   `cbor:"7,keyasint,omitempty"`
	Orders     int   `cbor:"8,keyasint,omitempty"`
	Surprises  int   `cbor:"9,keyasint,omitempty"`
	Checkout   int   `cbor:"10,keyasint,omitempty"`
	Millis     int64 `cbor:"11,keyasint,omitempty"` // predicted, preset proposed
	Paid       int   `cbor:"13,keyasint,omitempty"` // orders

	GMV    shop.Fen      `cbor:"14,keyasint,omitempty"`
	Stages flow.StageSet `cbor:"12,keyasint,omitempty"`
}

// Flags say what happened in a session at least once.
type Flags uint16

// The flags.
const (
	FlagSaw Flags = 1 << iota // a product page
	FlagAdded
	FlagChecked
	FlagFilled // a field or a choice at the checkout
	FlagPaid   // an order, or the deposit of one
	FlagLeft   // for another platform
	FlagAtOnce
	FlagRead       // a note
	FlagTagged     // a tag or a card
	FlagReadTagged // … behind a note
	FlagTagSaw     // a product page behind a tag
	FlagSawAdded   // into the cart behind a product page
)

// Past is what the journey did before, so that a shopper is counted once.
type Past struct {
	Saw    bool `cbor:"1,keyasint,omitempty"`
	Added  bool `cbor:"2,keyasint,omitempty"`
	Bought bool `cbor:"3,keyasint,omitempty"`
	// The weeks in which it last did; 0 for never.
	SawIn    Week `cbor:"4,keyasint,omitempty"`
	AddedIn  Week `cbor:"5,keyasint,omitempty"`
	BoughtIn Week `cbor:"6,keyasint,omitempty"`

	Converted bool `cbor:"7,keyasint,omitempty"` // it saw and bought
}

// SourcePrelude is the source of a session that only leads to where another one is to begin: what it ends with was nobody's
// decision.
const SourcePrelude = "prelude"

// Branched says whether the session branched off while somebody looked back, or is a prelude. Both repeat what is not theirs,
// so reports leave them out unless they are asked for.
func (v *Visit) Branched() bool { return v.From.Session != "" || v.Source == SourcePrelude }

// Outcome returns how the session ended, or stands.
func (v *Visit) Outcome() Outcome {
	switch f := v.Flags; {
	case f&FlagPaid != 0:
		return Bought
	case f&FlagLeft != 0:
		return Leaked
	case f&FlagChecked != 0: // also of a cart from before: what is in it is before the eyes
		return Checked
	case f&FlagAdded != 0:
		return Carted
	case f&FlagSaw != 0:
		return Looked
	}
	return Unseen
}

// Cause returns why an abandoned session was, as far as its records show; CauseNone for another one.
func (v *Visit) Cause() Cause {
	return v.Hint.cause(v.Outcome(), v.Place(), v.Summary.Fields)
}

// Place returns where the shopper is after the last record.
func (v *Visit) Place() flow.Place {
	if n := len(v.State.Trail); n > 0 {
		return v.State.Trail[n-1].Place
	}
	return flow.Nowhere
}

// dim returns where the session counts in a dimension.
func (v *Visit) dim(d Dim) Dim {
	if v.Branched() {
		return d.branch()
	}
	return d
}

// Post adds what the session came to as a whole to a book, with sign −1 it takes it back: before more records are folded.
// It is counted in the week in which it began.
func (v *Visit) Post(b Book, sign int64) {
	w := WeekOf(v.Began)
	t := b.Tally(w, v.dim(DimAll), v.key())
	n := &t.N
	n[Sessions] += sign
	outcome := v.Outcome()
	n[OutUnseen+Number(outcome)] += sign
	t.Funnel.post(&v.Best, flow.Verb(v.Next&0xff), sign)
	if c := v.Cause(); c != CauseNone {
		t.cause(outcome, c, sign)
		if c == CauseOther && v.Product != "" {
			b.Tally(w, v.dim(DimProduct), v.Product).N[Unexplained1+Number(outcome.Stage()-1)] += sign
		}
	}
	v.postFlags(n, sign)
	s := &v.Summary
	add := func(from Number, of ...int64) {
		for i, x := range of {
			n[from+Number(i)] += sign * x
		}
	}
	add(Presses, int64(s.Presses), s.Millis, int64(s.Taps), int64(s.Steps), int64(s.Fields), int64(s.Keys), int64(s.Refused),
		int64(s.Backtracks), int64(s.Surprises))
	if outcome == Bought {
		add(DoneMillis, s.Millis, int64(s.Taps), int64(s.Steps), int64(s.Fields), int64(s.Keys), int64(s.Backtracks), int64(s.Checkout))
	}
	if outcome != Bought {
		t.place(v.Place()).Left += sign
	}
}

// key is that of the session's group.
func (v *Visit) key() string {
	if v.Set == "" {
		return GroupKey(v.Flow, v.Source)
	}
	return GroupKey(v.Flow, v.Source+setMark+v.Set)
}

func (v *Visit) postFlags(n *[numbers]int64, sign int64) {
	f := v.Flags
	for _, row := range [...]struct {
		all Flags
		of  Number
	}{
		{FlagSaw, SawProduct}, {FlagAdded, Added}, {FlagAdded | FlagPaid, AddedBought}, {FlagChecked, CheckedOut},
		{FlagChecked | FlagFilled, CheckedFilled}, {FlagChecked | FlagFilled | FlagPaid, CheckedBought},
		{FlagAtOnce, AtOnce}, {FlagAtOnce | FlagPaid, AtOnceBought},
		{FlagRead, ReadSessions}, {FlagReadTagged, ReadTagged}, {FlagTagged, TagSessions}, {FlagTagSaw, TagSaw}, {FlagSawAdded, SawAdded},
	} {
		if f&row.all == row.all {
			n[row.of] += sign
		}
	}
}
