package measure

import (
	"cmp"
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Breakdown is by what a report splits its funnel.
type Breakdown string

// The breakdowns. Note, author and link mode are those of the first step of a session's deepest attempt; brand, product and
// category are those of its last product.
const (
	ByNone     Breakdown = ""
	BySource   Breakdown = "source"
	ByNote     Breakdown = "note"
	ByAuthor   Breakdown = "author"
	ByBrand    Breakdown = "brand"
	ByProduct  Breakdown = "product"
	ByCategory Breakdown = "category"
	ByFlow     Breakdown = "flow"
	ByShopper  Breakdown = "shopper"
	ByLink     Breakdown = "link"
	ByDay      Breakdown = "day"
)

// Breakdowns lists the ids of all breakdowns.
func Breakdowns() []string {
	return []string{
		string(BySource), string(ByNote), string(ByAuthor), string(ByBrand), string(ByProduct), string(ByCategory), string(ByFlow),
		string(ByShopper), string(ByLink), string(ByDay),
	}
}

// Query is what a report is asked for. Sessions count by when they began.
type Query struct {
	Rule     Rule
	By       Breakdown
	Since    shop.Instant // 0 for the beginning
	Until    shop.Instant // not included; 0 for no end
	Flow     string       // "" for all
	Source   string
	Branches bool // also sessions that branched off while somebody looked back
}

// Plain says whether the tallies that are kept with every tap answer the query: it asks for the usual rule, for whole time, and
// for no breakdown.
func (q *Query) Plain() bool {
	usual := Usual()
	r := &q.Rule
	return q.By == ByNone && q.Since == 0 && q.Until == 0 && slices.Equal(r.Steps, usual.Steps) && r.Window == usual.Window &&
		r.PerStep == 0 && !r.Strict && !r.Open && r.Unit == UnitSession
}

// wants says whether the query counts a session.
func (q *Query) wants(v *Visit) bool {
	return (q.Since == 0 || v.Began >= q.Since) && (q.Until == 0 || v.Began < q.Until) &&
		(q.Flow == "" || v.Flow == q.Flow) && (q.Source == "" || v.Source == q.Source) && (q.Branches || !v.Branched())
}

// Survey answers a query from records: journey after journey, each in its order, End behind each. Several surveys of one query
// share the work, and add up.
type Survey struct {
	Ledger   Ledger
	Groups   map[string]*Group
	Branches int64 // sessions that were left out because they branched off

	query     *Query
	catalogue *shop.Catalogue
	counter   *Counter
	skipped   Ledger
	wanted    bool
	matcher   *Matcher
	attempts  []Match // of the session that is read, where every attempt counts
	next      flow.Verb
	left      bool        // something was done behind the deepest step
	last      *groupVisit // the session that is read last, for the shopper's group
}

type groupVisit struct{ key string }

// Group is what the sessions of one value of a breakdown came to.
type Group struct {
	Funnel Funnel
	N      GroupSums
}

// GroupSums are the other figures of a group.
type GroupSums struct {
	Sessions, Abandoned, Leaked, Bought, Orders int64
	GMV                                         shop.Fen
}

// NewSurvey returns a survey. The catalogue says of what author a note is and of what brand a product.
func NewSurvey(q *Query, c *shop.Catalogue) *Survey {
	s := &Survey{Ledger: Ledger{}, Groups: map[string]*Group{}, query: q, catalogue: c, skipped: Ledger{}, matcher: NewMatcher(q.Rule)}
	s.counter = NewCounter(s.skipped)
	s.counter.Begins = func(v *Visit) Book {
		s.wanted = q.wants(v)
		if !s.wanted {
			if v.Branched() && !q.Branches {
				s.Branches++
			}
			clear(s.skipped)
			return s.skipped
		}
		return s.Ledger
	}
	s.counter.Fact = s.fact
	s.counter.Ended = s.ended
	return s
}

// Read counts the next record of the journey.
func (s *Survey) Read(r *flow.Record) { s.counter.Read(r) }

// End ends the journey.
func (s *Survey) End() {
	v := s.counter.Rest()
	if v.Records > 0 {
		s.ended(&v)
	}
	if s.query.Rule.Unit == UnitShopper && s.last != nil {
		best := s.matcher.Best()
		s.group(s.last.key).Funnel.post(&best, s.next, 1)
	}
	s.last = nil
	s.matcher.Reset()
	s.counter.Resume(Visit{})
}

// fact matches a fact of a session that counts.
func (s *Survey) fact(f *Fact) {
	if !s.wanted {
		return
	}
	before := s.matcher.best.Depth
	match, ended := s.matcher.Add(f)
	if ended {
		s.attempts = append(s.attempts, match)
	}
	switch {
	case ended || s.matcher.best.Depth > before:
		s.next, s.left = flow.None, false
	case f.Head && !f.Action.Happening() && !s.left && before > 0:
		s.next, s.left = f.Action.Verb, true
	}
}

// ended counts a session as a whole.
func (s *Survey) ended(v *Visit) {
	if !s.query.wants(v) {
		return
	}
	best := s.matcher.Best()
	key := s.key(v, &best)
	g := s.group(key)
	g.N.Sessions++
	g.N.Orders += int64(v.Summary.Paid)
	g.N.GMV += v.Summary.GMV
	switch o := v.Outcome(); {
	case o.Stage() > 0:
		g.N.Abandoned++
	case o == Leaked:
		g.N.Leaked++
	case o == Bought:
		g.N.Bought++
	}
	s.last = &groupVisit{key}
	if s.query.Rule.Unit == UnitShopper {
		return
	}
	for i := range s.attempts {
		g.Funnel.post(&s.attempts[i], flow.None, 1)
	}
	g.Funnel.post(&best, s.next, 1)
	s.attempts, s.next, s.left = s.attempts[:0], flow.None, false
	s.matcher.Reset()
}

func (s *Survey) group(key string) *Group {
	g := s.Groups[key]
	if g == nil {
		g = &Group{}
		s.Groups[key] = g
	}
	return g
}

// key is the value of the breakdown for a session, "" where it has none.
func (s *Survey) key(v *Visit, best *Match) string {
	note, product := string(best.Note), string(best.Product)
	if note == "" {
		note = v.First
	}
	if product == "" {
		product = v.Product
	}
	switch s.query.By {
	case BySource:
		return v.Source
	case ByFlow:
		return v.Flow
	case ByShopper:
		return v.Shopper
	case ByDay:
		return v.Began.Time().Format("2006-01-02")
	case ByNote:
		return note
	case ByProduct:
		return product
	case ByAuthor, ByLink:
		n := s.catalogue.Note(shop.NoteID(note))
		switch {
		case n == nil:
			return ""
		case s.query.By == ByAuthor:
			return string(n.Author)
		}
		return cmp.Or(string(n.Link), "native")
	case ByBrand, ByCategory:
		p := s.catalogue.Product(shop.ProductID(product))
		switch {
		case p == nil:
			return ""
		case s.query.By == ByBrand:
			return string(p.Shop)
		}
		return p.Category
	}
	return ""
}

// Plus adds another survey of the same query.
func (s *Survey) Plus(other *Survey) {
	s.Ledger.Plus(other.Ledger)
	s.Branches += other.Branches
	for key, g := range other.Groups {
		mine := s.group(key)
		mine.Funnel.Plus(&g.Funnel)
		a, b := &mine.N, &g.N
		a.Sessions, a.Abandoned, a.Leaked, a.Bought = a.Sessions+b.Sessions, a.Abandoned+b.Abandoned, a.Leaked+b.Leaked, a.Bought+b.Bought
		a.Orders, a.GMV = a.Orders+b.Orders, a.GMV+b.GMV
	}
}

// Funnel returns the funnel of all groups together.
func (s *Survey) Funnel() Funnel {
	var all Funnel
	for _, g := range s.Groups {
		all.Plus(&g.Funnel)
	}
	return all
}
