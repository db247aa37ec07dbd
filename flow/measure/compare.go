package measure

import (
	"slices"

	"tagtap/flow"
)

// Walk is a session, or a stretch of one, laid out so that it can be compared.
type Walk struct {
	Name     string        // of its column: the flow, or the session; set by who compares
	Stretch                // its counts
	Millis   int64         // predicted, under the operators that it was laid out with
	Reached  flow.StageSet // from where the session began to where the walk ends
	At       flow.Place    // where it ends
	To       Point         // up to which it was counted
	Seen     []flow.Seen   // its surprises
	Segments []Segment     // in the order of time, one behind the other
	Places   []Spent       // the segments by place, in the order in which they were come to
}

// Segment is what was done without leaving a place: a stretch of the time axis.
type Segment struct {
	Start int64 // ms since the walk began
	Spent
	Actions []flow.Action
}

// Spent is what a place took.
type Spent struct {
	Place   flow.Place
	Millis  int64
	Taps    int
	Fields  int
	Keys    int
	Refused int
}

func (s *Spent) add(t Spent) {
	s.Millis, s.Taps, s.Fields, s.Keys, s.Refused = s.Millis+t.Millis, s.Taps+t.Taps, s.Fields+t.Fields, s.Keys+t.Keys, s.Refused+t.Refused
}

// LayOut lays out the records of a session between two points, priced with the operators; false where it never comes there.
// What was done counts where it was done. Only the tap that opens a sheet of the checkout (address, coupons, identity) counts
// to the sheet: without the sheet it would not be there.
func LayOut(records []flow.Record, from, to Point, o *Operators) (Walk, bool) {
	stretch, ok := Between(records, from, to)
	if !ok {
		return Walk{}, false
	}
	records = records[:stretch.Records]
	var m Meter
	for i := range records {
		m.Add(i, &records[i])
	}
	w := Walk{Stretch: stretch, Millis: o.Millis(stretch.Count), Reached: m.Stages, At: m.state.Place(), To: to}
	w.Seen = m.Surprises[len(m.Surprises)-stretch.Surprises:]
	clock := int64(0)
	for _, row := range m.Rows[stretch.First:stretch.End] {
		e := &records[row.Record].Event
		if e.Action.Happening() {
			continue
		}
		spent := Spent{Place: row.where(), Millis: o.Millis(row.Count), Taps: int(row.Count.T), Keys: int(row.Count.K)}
		if e.Fresh {
			spent.Fields = 1
		}
		if e.Refusal.Refused() {
			spent.Refused = 1
		}
		w.spend(clock, spent, e.Action)
		clock += spent.Millis
	}
	return w, true
}

// where is the place that an action counts to.
func (r *Row) where() flow.Place {
	switch r.To {
	case flow.Address, flow.Coupons, flow.Identity:
		if r.From == flow.Checkout {
			return r.To
		}
	}
	return r.From
}

func (w *Walk) spend(clock int64, spent Spent, a flow.Action) {
	if n := len(w.Segments); n == 0 || w.Segments[n-1].Place != spent.Place {
		w.Segments = append(w.Segments, Segment{Start: clock, Spent: Spent{Place: spent.Place}})
	}
	last := &w.Segments[len(w.Segments)-1]
	last.add(spent)
	last.Actions = append(last.Actions, a)
	i := slices.IndexFunc(w.Places, func(s Spent) bool { return s.Place == spent.Place })
	if i < 0 {
		i = len(w.Places)
		w.Places = append(w.Places, Spent{Place: spent.Place})
	}
	w.Places[i].add(spent)
}

// Seconds is the predicted time in tenths of a second.
func (w *Walk) Seconds() Tenths { return InTenths(w.Millis) }

// Seconds is the predicted time in tenths of a second.
func (s *Spent) Seconds() Tenths { return InTenths(s.Millis) }

// Empty says whether nothing was done in it, or it was not there at all.
func (w *Walk) Empty() bool { return len(w.Segments) == 0 }

// Costliest returns the place that takes the most time, and its share of the walk; the zero Spent where nothing was done.
func (w *Walk) Costliest() (Spent, Rate) {
	var most Spent
	for _, s := range w.Places {
		if s.Millis > most.Millis {
			most = s
		}
	}
	return most, Rate{most.Millis, w.Millis}
}

// Place returns what a place took in the walk; zero where it was not there.
func (w *Walk) Place(p flow.Place) Spent {
	for _, s := range w.Places {
		if s.Place == p {
			return s
		}
	}
	return Spent{Place: p}
}

// Comparison sets walks side by side.
type Comparison struct {
	Walks    []Walk
	Rows     []PlaceRow // in the order in which the walks come to the places
	Verdicts []Verdict  // the first walk against each other one, where there is something to compare
}

// PlaceRow is what one place took in each walk. A walk that ends at an earlier stage than others does not differ by not coming
// to what is behind it.
type PlaceRow struct {
	Place   flow.Place
	Spent   []Spent // one a walk
	Differs bool
}

// Verdict compares two walks, by their numbers in the comparison. Where they end at different stages there is no Ratio: the
// one did not do what the other did.
type Verdict struct {
	Faster, Slower int
	SameEnd        bool
	Ratio          Tenths // how many times as long the slower one takes, 0 where the faster one takes no time
	Millis         int64  // more, as all below: what the slower one has beyond the faster one, negative where less
	Taps           int
	Fields         int
	Keys           int
	Decisions      int
	Place          flow.Place // where most of the time more goes; Nowhere where no place takes longer
	PlaceMillis    int64
	OfWalk         Rate // the share of the slower walk that is spent there
	OfMore         Rate // the place's part of the time more; more than 1 of 1 where other places take less
}

// Compare sets walks side by side.
func Compare(walks []Walk) Comparison {
	c := Comparison{Walks: walks}
	whole := farthest(walks)
	for _, p := range merged(walks) {
		row := PlaceRow{Place: p, Spent: make([]Spent, len(walks))}
		for i := range walks {
			row.Spent[i] = walks[i].Place(p)
		}
		for i, spent := range row.Spent {
			if whole[i] || spent.Millis > 0 || spent.Taps > 0 {
				row.Differs = row.Differs || spent != row.Spent[slices.Index(whole, true)]
			}
		}
		c.Rows = append(c.Rows, row)
	}
	for i := 1; i < len(walks); i++ {
		if !walks[0].Empty() && !walks[i].Empty() {
			c.Verdicts = append(c.Verdicts, c.verdict(0, i))
		}
	}
	return c
}

// farthest marks the walks that come as far as any; the first one at least.
func farthest(walks []Walk) []bool {
	most, marked := flow.Stage(0), make([]bool, len(walks))
	for i := range walks {
		if end, ok := walks[i].Reached.Last(); ok {
			most = max(most, end)
		}
	}
	for i := range walks {
		end, ok := walks[i].Reached.Last()
		marked[i] = ok && end == most && !walks[i].Empty()
	}
	if len(walks) > 0 && !slices.Contains(marked, true) {
		marked[0] = true
	}
	return marked
}

// merged lists the places of all walks so that each walk comes to its own in this order, as far as they agree.
func merged(walks []Walk) []flow.Place {
	var all []flow.Place
	for i := range walks {
		at := 0 // behind the last place that was known
		for _, s := range walks[i].Places {
			if known := slices.Index(all, s.Place); known >= 0 {
				at = known + 1
				continue
			}
			all = slices.Insert(all, at, s.Place)
			at++
		}
	}
	return all
}

func (c *Comparison) verdict(a, b int) Verdict {
	if c.Walks[b].Millis < c.Walks[a].Millis {
		a, b = b, a
	}
	fast, slow := &c.Walks[a], &c.Walks[b]
	fastEnd, _ := fast.Reached.Last()
	slowEnd, _ := slow.Reached.Last()
	v := Verdict{
		Faster: a, Slower: b, SameEnd: fast.To == slow.To && fast.To.kind != anywhere || fast.At == slow.At || fastEnd == slowEnd,
		Millis: slow.Millis - fast.Millis, Taps: slow.Taps - fast.Taps, Fields: slow.Fields - fast.Fields, Keys: slow.Keys - fast.Keys,
		Decisions: slow.Decisions() - fast.Decisions(),
	}
	if v.SameEnd && fast.Millis > 0 {
		v.Ratio = Tenths(round(10*slow.Millis, fast.Millis))
	}
	for i := range c.Rows {
		if more := c.Rows[i].Spent[b].Millis - c.Rows[i].Spent[a].Millis; more > v.PlaceMillis {
			v.Place, v.PlaceMillis = c.Rows[i].Place, more
			v.OfWalk = Rate{c.Rows[i].Spent[b].Millis, slow.Millis}
		}
	}
	v.OfMore = Rate{v.PlaceMillis, v.Millis}
	return v
}
