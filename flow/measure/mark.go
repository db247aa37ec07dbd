package measure

// Mark is a benchmark: a figure of others, with where and when it comes from. None of them is a finding about this store.
type Mark struct {
	Percent int64  `json:"permille"` // of the metric, in permille
	Above   bool   `json:"above"`    // good lies above it, else below
	Origin  string `json:"origin"`
	Market  string `json:"market"` // whose shoppers
	Year    string `json:"year"`
	Sure    bool   `json:"confirmed"` // read in an official text
}

// The ids of metrics. The names in words are those of the platform's back office (商品访客数, 支付转化率 …).
const (
	MetricAddUV    = "add-rate-uv"   // shoppers who added ÷ shoppers who saw a product
	MetricAddPV    = "add-rate-pv"   // product views from which something was added ÷ product views
	MetricPaidUV   = "conversion-uv" // buyers who saw a product ÷ shoppers who saw a product
	MetricPaidPV   = "conversion-pv" // paid orders ÷ product views: no share, one view may lead to many orders
	MetricTagged   = "tag-rate"      // notes of which a tag or a card was tapped ÷ notes opened
	MetricCart     = "cart-abandonment"
	MetricCheckout = "checkout-abandonment"
	MetricBefore   = "refund-rate-before-shipping" // orders of which something was given back ÷ paid orders
	MetricAfter    = "refund-rate-after-shipping"
	MetricReviews  = "review-rate" // orders with a review ÷ paid orders
	MetricDeclines = "decline-rate"
	MetricLeaked   = "leakage"
)

// The ids of the rates of sessions, from one part of the way to the next: sessions that did the second thing after the first
// ÷ sessions that did the first.
const (
	RateNoteTag     = "note-to-tag"
	RateTagProduct  = "tag-to-product"
	RateProductCart = "product-to-cart"
)

// markOf returns the benchmark of a metric, nil where there is none.
func markOf(metric string) *Mark {
	switch metric {
	case MetricPaidUV, MetricPaidPV:
		return &Mark{20, true, "AllXHS, Checkout Optimization: below 2 % signals presentation, pricing or trust", "Xiaohongshu", "undated", false}
	case MetricAddUV, MetricAddPV:
		return &Mark{72, true, "Dynamic Yield, 12-month averages, through samueljtanner.blog: 7.16 %", "global", "2021–22", false}
	case MetricCart:
		return &Mark{702, false, "Baymard, mean of 50 studies: 70.22 %", "mostly US", "September 2025", false}
	}
	return nil
}

// fewest is how many units a verdict needs: with less than that a rate of 2 % may well be nobody by chance.
const fewest = 50

// judged returns a metric with its verdict. What is counted by when it happens may be more than its base in a part of the time,
// as refunds of orders from before it; then it is no share, and has no interval.
func judged(id string, num, den int64) Metric {
	m := Metric{ID: id, Rate: Rate{num, den}, Count: [2]int64{num, den}, Benchmark: markOf(id)}
	if num <= den {
		m.Range, _ = m.Rate.Interval()
	}
	if m.Benchmark == nil || den < fewest {
		return m
	}
	above := num*1000 >= m.Benchmark.Percent*den
	switch {
	case above == m.Benchmark.Above:
		m.Verdict = "good"
	case above:
		m.Verdict = "high"
	default:
		m.Verdict = "low"
	}
	return m
}

// What add-to-cart and conversion say together, both of shoppers who saw a product (AllXHS, "Checkout Optimization": below 2 %
// of conversion something is wrong with presentation, price or trust; a healthy add-to-cart rate beside it points at the
// payment and the last steps before it).
const (
	ReadingFine     = "fine"     // both are good
	ReadingProduct  = "product"  // few add, few buy: the product page, the price, trust
	ReadingCheckout = "checkout" // many add, few buy: checkout and payment
	ReadingDirect   = "direct"   // few add, many buy: they buy at once
)

// Readings lists them.
func Readings() []string {
	return []string{ReadingFine, ReadingProduct, ReadingCheckout, ReadingDirect}
}

// reading puts two verdicts together.
func reading(metrics []Metric) string {
	verdict := map[string]string{}
	for i := range metrics {
		verdict[metrics[i].ID] = metrics[i].Verdict
	}
	adds, buys := verdict[MetricAddUV], verdict[MetricPaidUV]
	switch {
	case adds == "" || buys == "":
		return ""
	case adds == "good" && buys == "good":
		return ReadingFine
	case adds == "good":
		return ReadingCheckout
	case buys == "good":
		return ReadingDirect
	}
	return ReadingProduct
}
