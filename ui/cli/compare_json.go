package cli

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
)

// comparisonDoc is a comparison of walks in JSON. Seconds are predicted; walks in verdicts are numbers from 0.
type comparisonDoc struct {
	Schema    int          `json:"schema"`
	Story     string       `json:"story"` // "" for sessions of the store
	Case      string       `json:"case"`
	Seed      uint64       `json:"seed"`
	From      string       `json:"from"` // "" for the beginning
	To        string       `json:"to"`   // "" for the end
	Operators operatorsRow `json:"operators"`
	Walks     []walkRow    `json:"walks"`
	Places    []placeRow   `json:"places"`
	Verdicts  []verdictRow `json:"verdicts"`
}

type operatorsRow struct {
	Name  string    `json:"name"`
	Times []timeRow `json:"times"`
}

type timeRow struct {
	Operator string  `json:"operator"`
	Letter   string  `json:"letter"`
	Seconds  seconds `json:"seconds"`
	Source   string  `json:"source"`
	Trust    string  `json:"trust"`
}

// seconds are milliseconds that print as seconds with three decimals at most.
type seconds int64

// MarshalJSON prints a number.
func (s seconds) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(s)/1000, 'f', -1, 64), nil
}

type walkRow struct {
	Name          string        `json:"name"`
	Flow          string        `json:"flow"`
	Shopper       string        `json:"shopper"`
	Session       string        `json:"session"`
	There         bool          `json:"there"` // false where it never comes from the one point to the other
	Taps          int           `json:"taps"`
	Fewest        *int          `json:"fewest"`
	Detour        *int          `json:"detour"`
	Steps         int           `json:"steps"`
	CheckoutSteps int           `json:"checkout_steps"`
	Fields        int           `json:"fields"`
	Keys          int           `json:"keys"`
	Decisions     int           `json:"decisions"`
	Seconds       seconds       `json:"seconds"`
	Refused       int           `json:"refused"`
	Backtracks    int           `json:"backtracks"`
	Surprises     []surpriseRow `json:"surprises"`
	Skipped       int           `json:"skipped"` // lines of the story
	Missed        int           `json:"missed"`
	Stages        []string      `json:"stages"`
	EndsAt        string        `json:"ends_at"`
	Costliest     *costRow      `json:"costliest"`
	Segments      []segmentRow  `json:"segments"` // in the order of time
}

type surpriseRow struct {
	Line   string   `json:"line"`
	Amount shop.Fen `json:"amount_fen"`
	Place  string   `json:"place"`
}

type costRow struct {
	Place   string       `json:"place"`
	Seconds seconds      `json:"seconds"`
	Share   measure.Rate `json:"share"`
}

type segmentRow struct {
	Place   string   `json:"place"`
	Start   seconds  `json:"start"`
	Seconds seconds  `json:"seconds"`
	Taps    int      `json:"taps"`
	Fields  int      `json:"fields"`
	Keys    int      `json:"keys"`
	Refused int      `json:"refused"`
	Actions []string `json:"actions"`
}

type placeRow struct {
	Place   string     `json:"place"`
	Differs bool       `json:"differs"`
	Walks   []spentRow `json:"walks"`
}

type spentRow struct {
	Seconds seconds `json:"seconds"`
	Taps    int     `json:"taps"`
	Fields  int     `json:"fields"`
	Keys    int     `json:"keys"`
	Refused int     `json:"refused"`
}

// verdictRow says what the slower walk takes beyond the faster one. Ratio is null where they end at different stages.
type verdictRow struct {
	Faster      int             `json:"faster"`
	Slower      int             `json:"slower"`
	SameEnd     bool            `json:"same_end"`
	Ratio       *measure.Tenths `json:"ratio"`
	Seconds     seconds         `json:"seconds"`
	Taps        int             `json:"taps"`
	Fields      int             `json:"fields"`
	Keys        int             `json:"keys"`
	Decisions   int             `json:"decisions"`
	Place       string          `json:"place"` // where most of the time goes that it takes more
	PlaceShare  measure.Rate    `json:"place_share"`
	PlaceOfMore measure.Rate    `json:"place_share_of_more"`
}

func (c *comparison) document() *comparisonDoc {
	doc := &comparisonDoc{
		Schema: 1, Story: c.story, Case: c.oneCase, Seed: c.seed, From: c.from.String(), To: c.to.String(),
		Operators: operatorsRow{Name: c.operators.Name}, Walks: []walkRow{}, Places: []placeRow{}, Verdicts: []verdictRow{},
	}
	for _, b := range c.operators.Basis() {
		doc.Operators.Times = append(doc.Operators.Times, timeRow{b.Operator, b.Letter, seconds(b.Millis), b.Source, b.Trust.String()})
	}
	for i := range c.Walks {
		doc.Walks = append(doc.Walks, c.walkRow(i))
	}
	for i := range c.Rows {
		row := placeRow{Place: c.Rows[i].Place.String(), Differs: c.Rows[i].Differs}
		for _, s := range c.Rows[i].Spent {
			row.Walks = append(row.Walks, spentRow{seconds(s.Millis), s.Taps, s.Fields, s.Keys, s.Refused})
		}
		doc.Places = append(doc.Places, row)
	}
	for i := range c.Verdicts {
		v := &c.Verdicts[i]
		row := verdictRow{
			Faster: v.Faster, Slower: v.Slower, SameEnd: v.SameEnd, Seconds: seconds(v.Millis), Taps: v.Taps, Fields: v.Fields,
			Keys: v.Keys, Decisions: v.Decisions, Place: v.Place.String(), PlaceShare: v.OfWalk, PlaceOfMore: v.OfMore,
		}
		if v.SameEnd && v.Ratio > 0 {
			row.Ratio = &v.Ratio
		}
		doc.Verdicts = append(doc.Verdicts, row)
	}
	return doc
}

func (c *comparison) walkRow(i int) walkRow {
	w, s := &c.Walks[i], &c.sides[i]
	row := walkRow{
		Name: w.Name, Flow: s.flow, Shopper: s.shopper, Session: s.session, There: !w.Empty(), Taps: w.Taps, Fewest: c.fewest(i),
		Steps: w.Steps, CheckoutSteps: w.CheckoutSteps, Fields: w.Fields, Keys: w.Keys, Decisions: w.Decisions(), Seconds: seconds(w.Millis),
		Refused: w.Refused, Backtracks: w.Backtracks, Surprises: []surpriseRow{}, Skipped: s.skipped, Missed: s.missed,
		Stages: []string{}, EndsAt: w.At.String(), Segments: []segmentRow{},
	}
	if row.Fewest != nil {
		detour := w.Taps - *row.Fewest
		row.Detour = &detour
	}
	for _, seen := range w.Seen {
		row.Surprises = append(row.Surprises, surpriseRow{seen.Line, seen.Amount, seen.Place.String()})
	}
	for _, stage := range flow.Stages() {
		if w.Reached.Has(stage) {
			row.Stages = append(row.Stages, stage.String())
		}
	}
	if most, share := w.Costliest(); !w.Empty() {
		row.Costliest = &costRow{most.Place.String(), seconds(most.Millis), share}
	}
	for k := range w.Segments {
		g := &w.Segments[k]
		row.Segments = append(row.Segments, segmentRow{
			Place: g.Place.String(), Start: seconds(g.Start), Seconds: seconds(g.Millis), Taps: g.Taps, Fields: g.Fields, Keys: g.Keys,
			Refused: g.Refused, Actions: actions(g.Actions),
		})
	}
	return row
}
