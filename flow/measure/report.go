package measure

import (
	"cmp"
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Report is what a store's sessions came to, as every face of the program shows it. It is made from tallies alone; amounts are
// in fen, times predicted unless they say otherwise.
type Report struct {
	Rule     string       `json:"rule"`
	From     shop.Instant `json:"-"` // the first and the last week that hold anything, 0 where nothing does
	Until    shop.Instant `json:"-"`
	Made     []Share      `json:"made"` // sessions by who walked: person, story, sim
	Flows    []Share      `json:"flows"`
	Sessions int64        `json:"sessions"`
	// Assumptions names the sets under which simulated shoppers walked.
	Assumptions []string      `json:"assumptions"`
	Branches    int64         `json:"branches"` // left out
	Funnel      []StepRow     `json:"funnel"`
	AtOnce      Rate          `json:"at_once"` // of those that began a checkout from a product page, that paid; they are not in the funnel's cart
	Stages      []StageRow    `json:"diagnosis"`
	Leaked      int64         `json:"leaked"`
	Unseen      int64         `json:"unseen"`
	Bought      int64         `json:"bought"`
	Late        Quantiles     `json:"surprise_permille"` // of the goods known before
	Metrics     []Metric      `json:"metrics"`
	Rates       []Metric      `json:"session_rates"` // of sessions: note to tag, tag to product, product to cart
	Added       int64         `json:"-"`             // pieces put into carts: 新增加购件数
	Reading     string        `json:"reading"`       // of add-to-cart and conversion together: see Readings; "" with too few to tell
	Money       Money         `json:"money"`
	Weeks       []WeekRow     `json:"weeks"`
	Carriers    []SourceRow   `json:"carriers"` // note, video, card; live rooms come with live rooms
	Sources     []SourceRow   `json:"sources"`  // by note, best first
	Products    []SourceRow   `json:"products"`
	Gaining     []CategoryRow `json:"categories"`
	Cadence     []CadenceRow  `json:"cadence"`
	Places      []StayRow     `json:"places"`
	Effort      Effort        `json:"effort"`
	Groups      []GroupRow    `json:"groups"` // of the breakdown, the largest first
	By          Breakdown     `json:"by"`
}

// Share is a part of all sessions.
type Share struct {
	Key      string `json:"key"`
	Sessions int64  `json:"sessions"`
}

// Quantiles are the numbers below which half, three quarters and nine tenths lie, to within a sixteenth.
type Quantiles struct {
	N   int64 `json:"n"`
	P50 int64 `json:"p50"`
	P75 int64 `json:"p75"`
	P90 int64 `json:"p90"`
}

func quantiles(h Hist) Quantiles {
	q := Quantiles{N: h.Count()}
	q.P50, _ = h.Quantile(50)
	q.P75, _ = h.Quantile(75)
	q.P90, _ = h.Quantile(90)
	return q
}

// StepRow is a step of the funnel.
type StepRow struct {
	Stage      string    `json:"step"`
	Units      int64     `json:"units"`
	OfFirst    Rate      `json:"of_first"`          // n/a behind the first step of an open funnel
	OfPrevious Rate      `json:"of_previous"`       // of an open funnel: units that met both steps
	Range      Interval  `json:"of_previous_range"` // Wilson's interval, 95 %
	Lost       int64     `json:"lost"`              // of the step before
	Worst      bool      `json:"worst"`             // of all steps it keeps least of those that were about to buy
	Took       Quantiles `json:"tenths_from_previous"`
	Next       []NextRow `json:"next"` // what those did next who came no further
}

// NextRow is what leavers did next; "" is nothing.
type NextRow struct {
	Verb  string `json:"verb"`
	Units int64  `json:"units"`
}

// StageRow is a stage of abandonment, the nearest to the sale first.
type StageRow struct {
	Stage    int        `json:"stage"`
	Sessions int64      `json:"sessions"`
	Causes   []CauseRow `json:"causes"` // they add up to Sessions
}

// CauseRow is a cause, and what to change first.
type CauseRow struct {
	Cause    string `json:"cause"`
	Sessions int64  `json:"sessions"`
	Share    Rate   `json:"share"`
	Fix      string `json:"fix"`
}

// Metric is a rate with its basis, and the verdict where a benchmark is known.
type Metric struct {
	ID        string   `json:"id"`
	Rate      Rate     `json:"rate"`
	Count     [2]int64 `json:"of"` // numerator and denominator
	Range     Interval `json:"range"`
	Benchmark *Mark    `json:"benchmark"`
	Verdict   string   `json:"verdict"` // good, low, high; "" without a benchmark or with too few to tell
}

// Money is what was sold. Discounts are positive.
type Money struct {
	Placed         int64    `json:"orders_placed"`
	Orders         int64    `json:"orders_paid"`
	Pieces         int64    `json:"pieces"`
	Buyers         int64    `json:"buyers"`
	GMV            shop.Fen `json:"gmv_fen"` // captured for paid orders, refunds not subtracted
	Net            shop.Fen `json:"net_fen"` // GMV less refunds
	PerOrder       shop.Fen `json:"per_order_fen"`
	PerBuyer       shop.Fen `json:"per_buyer_fen"`
	PerSession     shop.Fen `json:"per_session_fen"`
	WithBundle     shop.Fen `json:"per_order_with_bundle_fen"`
	WithoutBundle  shop.Fen `json:"per_order_without_bundle_fen"`
	Bundled        int64    `json:"orders_with_bundle"`
	ByShop         shop.Fen `json:"merchant_discount_fen"`
	ByPlatform     shop.Fen `json:"platform_discount_fen"`
	Shipping       shop.Fen `json:"shipping_fen"`
	Tax            shop.Fen `json:"tax_fen"`
	Fee            shop.Fen `json:"platform_fee_fen"` // GMV less shipping, tax and fee is what the goods cost
	RefundsBefore  int64    `json:"refunds_before_shipping"`
	RefundsAfter   int64    `json:"refunds_after_shipping"`
	RefundedBefore shop.Fen `json:"refunded_before_shipping_fen"`
	RefundedAfter  shop.Fen `json:"refunded_after_shipping_fen"`
}

// WeekRow is a week of the dashboard.
type WeekRow struct {
	Week     Week     `json:"-"`
	Start    string   `json:"from"` // its Monday
	GMV      shop.Fen `json:"gmv_fen"`
	Orders   int64    `json:"orders_paid"`
	Visitors int64    `json:"visitors"`
	Adders   int64    `json:"adders"`
	Buyers   int64    `json:"buyers"`
	Posts    int      `json:"posts"`     // notes that tag a product, posted in the week
	Campaign []string `json:"campaigns"` // ids of promotions that ran in it and do not always run
}

// SourceRow is a note, a carrier or a product: what it led to.
type SourceRow struct {
	ID       string   `json:"id"`
	Author   string   `json:"author,omitempty"`
	Kind     string   `json:"kind,omitempty"` // of the note's author: brand, kol, koc, shopper
	Link     string   `json:"link,omitempty"`
	Reads    int64    `json:"reads"`
	Tags     int64    `json:"tag_taps"`
	Views    int64    `json:"product_views"`
	Adds     int64    `json:"adds"`
	Orders   int64    `json:"orders_paid"`
	Tagged   Rate     `json:"tag_rate"`  // reads of which a tag or a card was tapped ÷ reads
	AddRate  Rate     `json:"add_rate"`  // views from which something was added ÷ views
	PayRate  Rate     `json:"paid_rate"` // orders ÷ views; more than 1 where a view led to many orders
	GMV      shop.Fen `json:"gmv_fen"`   // last touch; of a product its goods
	FirstGMV shop.Fen `json:"gmv_first_touch_fen"`
	PerOrder shop.Fen `json:"per_order_fen"`
	Refunds  int64    `json:"refunds"` // of a product those of orders that hold it
}

// CategoryRow is a category in the last two weeks that hold anything.
type CategoryRow struct {
	ID     string   `json:"id"`
	Adds   int64    `json:"adds"`
	Before int64    `json:"adds_week_before"`
	Goods  shop.Fen `json:"goods_fen"`
	Was    shop.Fen `json:"goods_week_before_fen"`
}

// CadenceRow is how often a brand posts.
type CadenceRow struct {
	Shop  string `json:"shop"`
	Posts int    `json:"posts"` // of its own account, in the four weeks up to the catalogue's today
	OK    bool   `json:"ok"`    // 3 to 5 a week
	Tags  int    `json:"tagged_by_others"`
}

// StayRow is a place in the step table.
type StayRow struct {
	Place    string    `json:"place"`
	Entered  int64     `json:"entered"`
	Left     int64     `json:"left"` // sessions that ended there and bought nothing
	Back     int64     `json:"went_back"`
	LeftRate Rate      `json:"left_rate"`
	Refused  int64     `json:"refused"`
	Fields   int64     `json:"fields"`
	Taps     int64     `json:"taps"`
	Dwell    Quantiles `json:"tenths"` // of the sessions' clock
	Friction Tenths    `json:"friction"`
	Maze     Tenths    `json:"maze"`
}

// Effort is what a completed order took on average; n/a (N 0) where none was.
type Effort struct {
	N             int64  `json:"sessions"`
	Taps          Tenths `json:"taps"`
	Steps         Tenths `json:"steps"`
	Fields        Tenths `json:"fields"`
	Keys          Tenths `json:"keys"`
	Backtracks    Tenths `json:"backtracks"`
	CheckoutSteps Tenths `json:"checkout_steps"`
	Seconds       Tenths `json:"seconds"`
}

// GroupRow is a value of the breakdown.
type GroupRow struct {
	Key       string   `json:"key"` // "" where a session has none
	Sessions  int64    `json:"sessions"`
	Steps     []int64  `json:"steps"`
	Abandoned int64    `json:"abandoned"`
	Leaked    int64    `json:"leaked"`
	Bought    int64    `json:"bought"`
	Paid      Rate     `json:"paid_rate"` // bought ÷ sessions
	Range     Interval `json:"range"`
	Orders    int64    `json:"orders_paid"`
	GMV       shop.Fen `json:"gmv_fen"`
}

// Market is what a report looks things up in: the catalogue, and the notes that shoppers published.
type Market struct {
	Catalogue *shop.Catalogue
	Notes     []shop.Note
}

func (m *Market) note(id shop.NoteID) *shop.Note {
	if n := m.Catalogue.Note(id); n != nil {
		return n
	}
	for i := range m.Notes {
		if m.Notes[i].ID == id {
			return &m.Notes[i]
		}
	}
	return nil
}

// NewReport makes a report from tallies that are kept. The query is a plain one: tallies know neither part of the time nor what
// the shoppers of one flow did, so all others are for a Survey.
func NewReport(l Ledger, q *Query, m *Market) *Report {
	b := builder{ledger: l, query: q, market: m, rule: q.Rule, whole: q.all()}
	b.sum()
	b.funnel = b.all.Funnel
	return b.report()
}

// Report makes the report of a survey.
func (s *Survey) Report(m *Market) *Report {
	b := builder{ledger: s.Ledger, query: s.query, market: m, rule: s.query.Rule, whole: true}
	b.sum()
	b.funnel = s.Funnel()
	r := b.report()
	r.By, r.Branches = s.query.By, s.Branches
	if s.query.By != ByNone {
		r.Groups = s.groupRows()
	}
	return r
}

func (s *Survey) groupRows() []GroupRow {
	rows := make([]GroupRow, 0, len(s.Groups))
	for key, g := range s.Groups {
		row := GroupRow{
			Key: key, Sessions: g.N.Sessions, Abandoned: g.N.Abandoned, Leaked: g.N.Leaked, Bought: g.N.Bought, Orders: g.N.Orders, GMV: g.N.GMV,
			Paid: Rate{g.N.Bought, g.N.Sessions}, Steps: make([]int64, len(s.query.Rule.Steps)),
		}
		copy(row.Steps, g.Funnel.Met)
		row.Range, _ = row.Paid.Interval()
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b GroupRow) int {
		return cmp.Or(cmp.Compare(b.Sessions, a.Sessions), cmp.Compare(a.Key, b.Key))
	})
	return rows
}

// funnelRows returns the steps.
func funnelRows(f *Funnel, rule *Rule) []StepRow {
	rows := make([]StepRow, len(rule.Steps))
	met, entered := grown(slices.Clone(f.Met), len(rows)-1), grown(slices.Clone(f.Entered), len(rows)-1)
	worst, least := -1, 2.0
	for i, stage := range rule.Steps {
		row := &rows[i]
		row.Stage, row.Units, row.Next = stage.String(), met[i], []NextRow{}
		if !rule.Open || i == 0 {
			row.OfFirst = Rate{met[i], met[0]}
		}
		if i > 0 {
			row.OfPrevious = Rate{met[i] - entered[i], met[i-1]}
			row.Range, _ = row.OfPrevious.Interval()
			row.Lost = met[i-1] - row.OfPrevious.Num
			if stage >= flow.StageCheckout && stage <= flow.StageConfirmation && row.OfPrevious.OK() && row.OfPrevious.Share() < least {
				worst, least = i, row.OfPrevious.Share()
			}
			if i-1 < len(f.Times) {
				row.Took = quantiles(f.Times[i-1])
			}
		}
		for key, n := range f.Next {
			if int(key>>8) == i+1 && n > 0 && i+1 < len(rows) {
				row.Next = append(row.Next, NextRow{flow.Verb(key & 0xff).String(), n})
			}
		}
		slices.SortFunc(row.Next, func(a, b NextRow) int { return cmp.Or(cmp.Compare(b.Units, a.Units), cmp.Compare(a.Verb, b.Verb)) })
	}
	if worst >= 0 && rows[worst].Lost > 0 {
		rows[worst].Worst = true
	}
	return rows
}
