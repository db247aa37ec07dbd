package measure

import (
	"cmp"
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Breakdown is by what a report splits its funnel.
type Breakdown string

// The breakdowns. Note, author and link mode are those of the first step of the attempt that counts, the deepest one of a session
// or a shopper; brand, product and category are those of its last product. What it does not have is the session's: its first
// note, its last product. A shopper's session is that in which the shopper came deepest.
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

// all says whether the query takes all sessions but those that branched off.
func (q *Query) all() bool {
	return q.Since == 0 && q.Until == 0 && q.Flow == "" && q.Source == "" && !q.Branches
}

// Plain says whether the tallies that are kept with every tap answer the query: it asks for the usual rule, for all sessions but
// those that branched off, and for no breakdown. Tallies of notes and products do not say of which flow or source they are, and a
// shopper is counted where they were first; so records have to answer for a part of the sessions.
func (q *Query) Plain() bool {
	usual := Usual()
	r := &q.Rule
	return q.By == ByNone && q.all() && slices.Equal(r.Steps, usual.Steps) && r.Window == usual.Window &&
		r.PerStep == 0 && !r.Strict && !r.Open && r.Unit == UnitSession
}

// wants says whether the query counts a session.
func (q *Query) wants(v *Visit) bool { return q.filters(v) && (q.Branches || !v.Branched()) }

// filters is wants for sessions that may branch off.
func (q *Query) filters(v *Visit) bool {
	return (q.Since == 0 || v.Began >= q.Since) && (q.Until == 0 || v.Began < q.Until) &&
		(q.Flow == "" || v.Flow == q.Flow) && (q.Source == "" || v.Source == q.Source)
}

// Survey answers a query from records: journey after journey, each in its order, End behind each. Several surveys of one query
// share the work, and add up.
type Survey struct {
	Ledger   Ledger
	Groups   map[string]*Group
	Branches int64 // sessions that were left out because they branched off

	Notes []shop.Note // that shoppers published; to be set before the first record

	query     *Query
	catalogue *shop.Catalogue
	counter   *Counter
	skipped   Ledger
	wanted    bool // the session that is read counts
	past      Past // of the sessions that count
	matcher   *Matcher
	attempts  []attempt // that are over, where every attempt counts
	depth     int       // of the deepest attempt
	next      flow.Verb
	left      bool // something was done behind the deepest step
	came      bool // the shopper has a session that counts
	deepest   who  // the session in which the shopper came deepest
}

// who is what a breakdown needs to know of a session.
type who struct {
	flow, shopper, source, first, product string
	began                                 shop.Instant
}

func whoOf(v *Visit) who { return who{v.Flow, v.Shopper, v.Source, v.First, v.Product, v.Began} }

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
	s.counter.Begins, s.counter.Fact, s.counter.Ended = s.begins, s.fact, s.ended
	return s
}

// begins chooses the book of a session. What the shopper did in sessions that do not count, they have not done.
func (s *Survey) begins(v *Visit) Book {
	if s.wanted {
		s.past = v.Past
	}
	if s.wanted = s.query.wants(v); s.wanted {
		v.Past = s.past
		return s.Ledger
	}
	if s.query.filters(v) {
		s.Branches++
	}
	clear(s.skipped)
	return s.skipped
}

// Read counts the next record of the journey.
func (s *Survey) Read(r *flow.Record) { s.counter.Read(r) }

// End ends the journey.
func (s *Survey) End() {
	if s.counter.Visit.Records > 0 {
		s.counter.rest()
		s.ended(&s.counter.Visit)
	}
	if s.came && s.query.Rule.Unit == UnitShopper {
		best := s.matcher.Best()
		s.group(s.key(&s.deepest, &best)).Funnel.post(&best, s.next, 1)
		s.fresh()
	}
	s.wanted, s.past, s.came, s.deepest = false, Past{}, false, who{}
	s.counter.Resume(Visit{})
}

// fresh forgets what was matched.
func (s *Survey) fresh() {
	s.matcher.Reset()
	s.attempts, s.depth, s.next, s.left = s.attempts[:0], 0, flow.None, false
}

// fact matches a fact of a session that counts.
func (s *Survey) fact(f *Fact) {
	if !s.wanted {
		return
	}
	s.matcher.Add(f)
	s.attempts = append(s.attempts, s.matcher.over...)
	switch {
	case s.matcher.best.Depth > s.depth:
		s.next, s.left = flow.None, false
		if s.query.Rule.Unit == UnitShopper {
			s.deepest = whoOf(&s.counter.Visit)
		}
	case f.Head && !verbs[f.Action.Verb].world && !s.left && s.depth > 0:
		s.next, s.left = f.Action.Verb, true
	}
	s.depth = s.matcher.best.Depth
}

// ended counts a session as a whole.
func (s *Survey) ended(v *Visit) {
	if !s.wanted {
		return
	}
	best, of := s.matcher.Best(), whoOf(v)
	if !s.came || s.deepest.began == v.Began { // its last product was not known before
		s.came, s.deepest = true, of
	}
	shoppers := s.query.Rule.Unit == UnitShopper
	key := ""
	if shoppers {
		key = s.key(&of, &Match{})
	} else {
		key = s.key(&of, &best)
	}
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
	switch s.query.Rule.Unit {
	case UnitShopper:
		return
	case UnitTotals:
		for _, all := range [][]attempt{s.attempts, s.matcher.going} {
			for i := range all {
				s.group(s.key(&of, &all[i].match)).Funnel.post(&all[i].match, all[i].next, 1)
			}
		}
	default:
		g.Funnel.post(&best, s.next, 1)
	}
	s.fresh()
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
func (s *Survey) key(of *who, best *Match) string {
	note, product := string(best.Note), string(best.Product)
	if note == "" {
		note = of.first
	}
	if product == "" {
		product = of.product
	}
	switch s.query.By {
	case BySource:
		return of.source
	case ByFlow:
		return of.flow
	case ByShopper:
		return of.shopper
	case ByDay:
		return of.began.Time().Format("2006-01-02")
	case ByNote:
		return note
	case ByProduct:
		return product
	case ByAuthor, ByLink:
		n := (&Market{s.catalogue, s.Notes}).note(shop.NoteID(note))
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
