package measure

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// builder makes a report.
type builder struct {
	ledger Ledger
	query  *Query
	market *Market
	rule   Rule
	funnel Funnel
	whole  bool // what the cells of notes and products hold is of the sessions that are asked for

	all      Tally
	branches int64
	weeks    map[Week]*Tally
	notes    map[string]*Tally
	firsts   map[string]*Tally
	products map[string]*Tally
	recent   [2]map[string]*Tally // products in the last week that holds anything, and in the one before
	flows    map[string]int64
	made     map[string]int64
	sets     []string
}

// sum adds the cells up that the query asks for.
func (b *builder) sum() {
	b.weeks, b.flows, b.made = map[Week]*Tally{}, map[string]int64{}, map[string]int64{}
	b.notes, b.firsts, b.products = map[string]*Tally{}, map[string]*Tally{}, map[string]*Tally{}
	b.recent = [2]map[string]*Tally{{}, {}}
	last := Week(-1 << 31)
	for cell, t := range b.ledger {
		switch {
		case b.takes(cell, t):
			last = max(last, cell.Week)
		case cell.Dim == DimBranch && !b.query.Branches && b.filters(cell):
			b.branches += t.N[Sessions]
		}
	}
	for cell, t := range b.ledger {
		if !b.takes(cell, t) {
			continue
		}
		switch dim, _ := cell.Dim.of(); dim {
		case DimAll:
			b.group(cell, t)
		case DimNote:
			into(b.notes, cell.Key, t)
		case DimFirst:
			into(b.firsts, cell.Key, t)
		case DimProduct:
			into(b.products, cell.Key, t)
			if ago := last - cell.Week; ago < 2 {
				into(b.recent[ago], cell.Key, t)
			}
		}
	}
}

// takes says whether a cell is asked for. One that came to nothing is none: a store does not keep it.
func (b *builder) takes(cell Cell, t *Tally) bool {
	dim, branch := cell.Dim.of()
	if dim == DimAll && !b.filters(cell) || dim != DimAll && !b.whole || branch && !b.query.Branches {
		return false
	}
	return !t.empty()
}

// filters says whether a group is of the flow and the source that are asked for.
func (b *builder) filters(cell Cell) bool {
	name, source, _ := strings.Cut(cell.Key, "\x00")
	source, _, _ = strings.Cut(source, setMark)
	return (b.query.Flow == "" || b.query.Flow == name) && (b.query.Source == "" || b.query.Source == source)
}

func (b *builder) group(cell Cell, t *Tally) {
	name, source, _ := strings.Cut(cell.Key, "\x00")
	source, set, named := strings.Cut(source, setMark)
	if named && !slices.Contains(b.sets, set) {
		b.sets = append(b.sets, set)
	}
	b.all.Plus(t)
	b.flows[name] += t.N[Sessions]
	b.made[source] += t.N[Sessions]
	into(b.weeks, cell.Week, t)
}

func into[K comparable](m map[K]*Tally, key K, t *Tally) {
	sum := m[key]
	if sum == nil {
		sum = &Tally{}
		m[key] = sum
	}
	sum.Plus(t)
}

func (b *builder) report() *Report {
	n := &b.all.N
	r := &Report{
		Rule: b.rule.String(), Sessions: n[Sessions], Branches: b.branches, Made: shares(b.made), Flows: shares(b.flows),
		Funnel: funnelRows(&b.funnel, &b.rule), AtOnce: Rate{n[AtOnceBought], n[AtOnce]}, Leaked: n[OutLeaked], Unseen: n[OutUnseen], Bought: n[OutBought],
		Late: quantiles(b.all.Late), Groups: []GroupRow{}, Added: n[AddedPieces],
	}
	slices.Sort(b.sets)
	r.Assumptions = append([]string{}, b.sets...)
	b.metrics(r)
	r.Reading = reading(r.Metrics)
	b.money(&r.Money)
	b.weekRows(r)
	b.diagnose(r)
	b.sources(r)
	b.categories(r)
	b.cadence(r)
	b.places(r)
	b.effort(&r.Effort)
	return r
}

func shares(m map[string]int64) []Share {
	rows := make([]Share, 0, len(m))
	for key, n := range m {
		if n != 0 {
			rows = append(rows, Share{key, n})
		}
	}
	slices.SortFunc(rows, func(a, b Share) int { return cmp.Or(cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(a.Key, b.Key)) })
	return rows
}

func (b *builder) metrics(r *Report) {
	n := &b.all.N
	saw := n[OutLooked] + n[OutCarted] + n[OutChecked] + n[OutLeaked] + n[OutBought]
	r.Metrics = []Metric{
		judged(MetricTagged, n[ReadsTapped], n[Reads]),
		judged(MetricAddUV, n[Adders], n[Visitors]), judged(MetricAddPV, n[ViewsAdded], n[Views]),
		judged(MetricPaidUV, n[Converted], n[Visitors]), judged(MetricPaidPV, n[Paid], n[Views]),
		judged(MetricCart, n[Added]-n[AddedBought], n[Added]),
		judged(MetricCheckout, n[CheckedFilled]-n[CheckedBought], n[CheckedFilled]),
		judged(MetricBefore, n[BackBefore], n[Paid]), judged(MetricAfter, n[BackAfter], n[Paid]),
		judged(MetricReviews, n[ReviewedOrders], n[Paid]), judged(MetricDeclines, n[Declines], n[Attempts]),
		judged(MetricLeaked, n[OutLeaked], saw),
	}
	r.Rates = []Metric{
		judged(RateNoteTag, n[ReadTagged], n[ReadSessions]), judged(RateTagProduct, n[TagSaw], n[TagSessions]),
		judged(RateProductCart, n[SawAdded], n[SawProduct]),
	}
}

func (b *builder) money(m *Money) {
	n := &b.all.N
	*m = Money{
		Placed: n[Placed], Orders: n[Paid], Pieces: n[Pieces], Buyers: n[Buyers], GMV: shop.Fen(n[GMV]),
		Net: shop.Fen(n[GMV] - n[RefundedBefore] - n[RefundedAfter]), Bundled: n[Bundled],
		PerOrder: per(n[GMV], n[Paid]), PerBuyer: per(n[GMV], n[Buyers]), PerSession: per(n[GMV], n[Sessions]),
		WithBundle: per(n[BundledGMV], n[Bundled]), WithoutBundle: per(n[GMV]-n[BundledGMV], n[Paid]-n[Bundled]),
		ByShop: shop.Fen(n[ByShop]), ByPlatform: shop.Fen(n[ByPlatform]), Shipping: shop.Fen(n[Shipping]), Tax: shop.Fen(n[Tax]),
		Fee:           shop.Fen(n[PlatformFee]),
		RefundsBefore: n[RefundsBefore], RefundsAfter: n[RefundsAfter],
		RefundedBefore: shop.Fen(n[RefundedBefore]), RefundedAfter: shop.Fen(n[RefundedAfter]),
	}
}

// per divides an amount, rounded half up to a fen; 0 for a division by nothing.
func per(fen, by int64) shop.Fen {
	if by <= 0 {
		return 0
	}
	return shop.Fen((2*fen + by) / (2 * by))
}

// most is how many weeks the dashboard goes back.
const mostWeeks = 12

func (b *builder) weekRows(r *Report) {
	r.Weeks = []WeekRow{}
	if len(b.weeks) == 0 {
		return
	}
	first, last := Week(1<<31-1), Week(-1<<31)
	for w := range b.weeks {
		first, last = min(first, w), max(last, w)
	}
	r.From, r.Until = first.Start(), (last + 1).Start()
	for w := max(first, last-mostWeeks+1); w <= last; w++ {
		row := WeekRow{Week: w, Start: w.Start().Time().Format("2006-01-02"), Campaign: []string{}}
		if t := b.weeks[w]; t != nil {
			n := &t.N
			row.GMV, row.Orders, row.Visitors, row.Adders, row.Buyers = shop.Fen(n[GMV]), n[Paid], n[WeekVisitors], n[WeekAdders], n[WeekBuyers]
		}
		b.mark(&row)
		r.Weeks = append(r.Weeks, row)
	}
}

// mark adds what else happened in a week.
func (b *builder) mark(row *WeekRow) {
	from, until := row.Week.Start(), (row.Week + 1).Start()
	for _, notes := range [][]shop.Note{b.market.Catalogue.Notes, b.market.Notes} {
		for i := range notes {
			if n := &notes[i]; len(n.Tags) > 0 && n.Posted >= from && n.Posted < until {
				row.Posts++
			}
		}
	}
	for i := range b.market.Catalogue.Promotions {
		p := &b.market.Catalogue.Promotions[i]
		if w := p.Window; w.From != 0 && w.Until != 0 && w.From < until && w.Until > from {
			row.Campaign = append(row.Campaign, p.ID)
		}
	}
}

// diagnose splits the abandoned sessions by cause. Those whose records show none are looked up in the listing that was seen
// last: it may lack what makes it trusted, or promise a slow delivery.
func (b *builder) diagnose(r *Report) {
	r.Stages = []StageRow{}
	for stage := 3; stage >= 1; stage-- {
		row := StageRow{Stage: stage, Sessions: b.all.N[OutUnseen+Number(stage)], Causes: []CauseRow{}}
		found := map[Cause]int64{}
		for _, c := range Causes() {
			found[c] = b.all.Cause(stage, c)
		}
		for id, t := range b.products {
			if c := listed(b.market.Catalogue, shop.ProductID(id)); c != CauseNone {
				n := t.N[Unexplained1+Number(stage-1)]
				found[CauseOther] -= n
				found[c] += n
			}
		}
		for _, c := range Causes() {
			if n := found[c]; n > 0 {
				row.Causes = append(row.Causes, CauseRow{c.String(), n, Rate{n, row.Sessions}, c.Fix()})
			}
		}
		slices.SortStableFunc(row.Causes, func(a, b CauseRow) int {
			other := func(c *CauseRow) bool { return c.Cause == CauseOther.String() }
			if other(&a) != other(&b) {
				return cmp.Compare(boolInt(other(&a)), boolInt(other(&b)))
			}
			return cmp.Compare(b.Sessions, a.Sessions)
		})
		r.Stages = append(r.Stages, row)
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (b *builder) effort(e *Effort) {
	n := &b.all.N
	of := func(x Number) Tenths {
		if n[OutBought] == 0 {
			return 0
		}
		return Tenths((20*n[x] + n[OutBought]) / (2 * n[OutBought]))
	}
	*e = Effort{
		N: n[OutBought], Taps: of(DoneTaps), Steps: of(DoneSteps), Fields: of(DoneFields), Keys: of(DoneKeys), Backtracks: of(DoneBacktracks),
		CheckoutSteps: of(DoneCheckout),
	}
	if e.N > 0 {
		e.Seconds = Tenths((2*n[DoneMillis] + 100*e.N) / (200 * e.N))
	}
}

func (b *builder) places(r *Report) {
	r.Places = []StayRow{}
	for _, p := range flow.Places() {
		if int(p) >= len(b.all.Places) {
			continue
		}
		t := &b.all.Places[p]
		if t.Entered == 0 {
			continue
		}
		stays := Stays{
			Entered: t.Entered, Left: t.Left, Back: t.Back, Taps: t.Taps, Refused: t.Refused, Fields: t.Fields, Surprises: t.Surprises, Millis: t.Millis,
		}
		row := StayRow{
			Place: p.String(), Entered: t.Entered, Left: t.Left, Back: t.Back, LeftRate: Rate{t.Left, t.Entered}, Refused: t.Refused,
			Fields: t.Fields, Taps: t.Taps, Dwell: quantiles(t.Dwell),
		}
		row.Friction, _ = stays.Friction()
		row.Maze, _ = stays.Maze()
		r.Places = append(r.Places, row)
	}
}

// cadenceWeeks is over how many weeks posts are counted, and least and most a week of them what is recommended (AllXHS,
// "Checkout Optimization": three to five a week).
const (
	cadenceWeeks = 4
	leastPosts   = 3
)

func (b *builder) cadence(r *Report) {
	c := b.market.Catalogue
	r.Cadence = []CadenceRow{}
	until := c.Today.Add(24 * time.Hour)
	from := until.Add(-cadenceWeeks * week)
	for i := range c.Shops {
		s := &c.Shops[i]
		row := CadenceRow{Shop: string(s.ID)}
		for j := range c.Notes {
			n := &c.Notes[j]
			if n.Posted < from || n.Posted >= until || !slices.ContainsFunc(n.Tags, func(id shop.ProductID) bool {
				p := c.Product(id)
				return p != nil && p.Shop == s.ID
			}) {
				continue
			}
			if a := c.Author(n.Author); a != nil && a.Shop == s.ID {
				row.Posts++
			} else {
				row.Tags++
			}
		}
		row.OK = row.Posts >= leastPosts*cadenceWeeks
		r.Cadence = append(r.Cadence, row)
	}
}
