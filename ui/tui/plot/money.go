package plot

import (
	"strconv"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

const weeksTall = 6

// weekly draws GMV by week, with campaigns and posts, and the sum as a figure.
func (s *sheet) weekly() {
	weeks := s.Report.Weeks
	if len(weeks) == 0 {
		return
	}
	s.heading("report.weekly", "")
	s.y++
	sold, posts := false, false
	var campaigns []string
	for i := range weeks {
		sold, posts = sold || weeks[i].GMV > 0, posts || weeks[i].Posts > 0
		for _, id := range weeks[i].Campaign {
			if name := s.campaign(id); len(campaigns) == 0 || !contains(campaigns, name) {
				campaigns = append(campaigns, name)
			}
		}
	}
	if sold {
		s.y += Weeks(s.c, cell.Rect{Y: s.y, W: s.w, H: weeksTall}, s.Lang, weeks)
	} else {
		s.c.Text(0, s.y, s.say("report.weekly.none"), quiet)
		s.y++
	}
	if sold && posts {
		s.para(0, s.say("report.weekly.posts"), aside)
	}
	if len(campaigns) > 0 {
		if n := len(campaigns); n > 2 {
			campaigns = append(campaigns[:2:2], "…")
		}
		s.para(0, s.say("report.campaign", "names", strings.Join(campaigns, " · ")), warned)
	}
	s.y++
	s.gmv()
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}

func (p *Page) campaign(id string) string {
	for i := range p.Market.Catalogue.Promotions {
		if c := &p.Market.Catalogue.Promotions[i]; c.ID == id {
			return p.pick(c.Title, id)
		}
	}
	return clean(id)
}

// gmv draws the sum in tall numerals, as text where it is too long for them.
func (s *sheet) gmv() {
	gmv := int64(s.Report.Money.GMV)
	yuan := gmv - gmv%100
	if look.FigurePriceWidth(yuan, false) > s.w {
		look.PriceTag(s.c, 0, s.y, yuan, look.PriceStyle{Role: look.Ink})
		s.y++
		return
	}
	n := look.FigurePrice(s.c, 0, s.y, yuan, false, look.Ink)
	if label := s.say("report.money.gmv"); n+2+cell.Width(label) <= s.w {
		s.c.TextRight(s.w, s.y+look.FigureH-1, label, quiet)
	}
	s.y += look.FigureH
}

// Weeks draws GMV by week in r and on two rows below: how many notes were posted, and which week is which. Weeks of a campaign
// stand out, the last one is the brightest. It returns the rows taken.
func Weeks(c *look.Canvas, r cell.Rect, lang words.Lang, weeks []measure.WeekRow) int {
	cols := make([]Column, len(weeks))
	posts := 0
	for i := range weeks {
		w := &weeks[i]
		cols[i] = Column{Value: int64(w.GMV)}
		switch {
		case len(w.Campaign) > 0:
			cols[i].Role = look.Warn
		case i == len(weeks)-1:
			cols[i].Role = look.Ink
		}
		if w.Posts > 0 {
			cols[i].Below = strconv.Itoa(w.Posts)
			posts = 1
		}
	}
	r.H += posts
	at := Columns(c, r, cols)
	y := r.Bottom()
	if len(at) == 0 {
		return r.H
	}
	shown := weeks[len(weeks)-len(at):]
	last := words.Say(lang, "report.weekly.last")
	first := words.Say(lang, "report.weekly.label", "n", strconv.Itoa(isoWeek(shown[0].Week)))
	wide, _, _ := columnWidth(r.W, len(weeks))
	x := max(r.X, at[len(at)-1]+wide-cell.Width(last))
	c.Text(x, y, last, look.Style{FG: look.Ink})
	if end := r.X + cell.Width(first); len(at) > 1 && end < x {
		c.Text(r.X, y, first, look.Style{FG: look.Muted})
	}
	return r.H + 1
}

func isoWeek(w measure.Week) int {
	_, n := w.Start().Time().ISOWeek()
	return n
}

// money lists what was sold, in the platform's own names.
func (s *sheet) money() {
	m := &s.Report.Money
	s.heading("report.money", "")
	if n := len(s.Report.Weeks); n > 0 {
		last := &s.Report.Weeks[n-1]
		s.pair(s.say("report.money.week"), "", Money(int64(last.GMV), true), 0, plain)
		value, st := change(s.Report.Weeks)
		s.pair(s.say("report.money.change"), "", value, 0, st)
	}
	s.pair(s.say("report.money.orders"), "", Count(m.Orders), 0, plain)
	s.pair(s.say("report.money.pieces"), "", Count(m.Pieces), 0, plain)
	s.pair(s.say("report.money.buyers"), "", Count(m.Buyers), 0, plain)
	at := max(cell.Width(s.say("report.money.average")), cell.Width(s.say("report.money.refund"))) + 2
	s.pair(s.say("report.money.average"), s.say("report.money.per-order"), average(m.PerOrder, m.Orders), at, plain)
	s.pair("", s.say("report.money.per-buyer"), average(m.PerBuyer, m.Buyers), at, plain)
	s.pair("", s.say("report.money.bundled", "n", Count(m.Bundled)), average(m.WithBundle, m.Bundled), at, plain)
	s.pair("", s.say("report.money.single"), average(m.WithoutBundle, m.Orders-m.Bundled), at, plain)
	s.pair(s.say("report.money.per-session"), "", average(m.PerSession, s.Report.Sessions), 0, plain)
	for i, id := range []string{measure.MetricBefore, measure.MetricAfter} {
		label := []string{s.say("report.money.refund"), ""}[i]
		note := []string{s.say("report.money.before"), s.say("report.money.after")}[i]
		s.pair(label, note, s.rate(id).String(), at, plain)
	}
	s.pair(s.say("report.money.net"), "", Money(int64(m.Net), true), 0, plain)
	for _, row := range []struct {
		key string
		fen shop.Fen
	}{{"by-shop", m.ByShop}, {"by-platform", m.ByPlatform}, {"shipping", m.Shipping}, {"tax", m.Tax}, {"fee", m.Fee}} {
		if row.fen != 0 {
			s.pair(s.say("report.money."+row.key), "", Money(int64(row.fen), true), 0, body)
		}
	}
}

// change compares the last week with the one before.
func change(weeks []measure.WeekRow) (string, look.Style) {
	n := len(weeks)
	if n < 2 || weeks[n-2].GMV <= 0 {
		return "n/a", quiet
	}
	was, now := int64(weeks[n-2].GMV), int64(weeks[n-1].GMV)
	permille := (1000*magnitude(now-was) + was/2) / was
	switch value := measure.Tenths(permille).String() + "%"; {
	case permille == 0:
		return value, plain
	case now < was:
		return "−" + value, warned
	default:
		return "+" + value, plain
	}
}

func (p *Page) rate(id string) measure.Rate {
	for i := range p.Report.Metrics {
		if p.Report.Metrics[i].ID == id {
			return p.Report.Metrics[i].Rate
		}
	}
	return measure.Rate{}
}

// carriers is through what was sold.
func (s *sheet) carriers() {
	rows := s.Report.Carriers
	if len(rows) == 0 {
		return
	}
	s.heading("report.carriers", s.say("report.money.gmv"))
	label, value, top := 0, 0, int64(0)
	for i := range rows {
		label = max(label, cell.Width(s.say("report.carrier."+rows[i].ID)))
		value = max(value, cell.Width(Money(int64(rows[i].GMV), false)))
		top = max(top, int64(rows[i].GMV))
	}
	for i := range rows {
		s.c.Text(0, s.y, s.say("report.carrier."+rows[i].ID), quiet)
		Thin(s.c, label+2, s.y, s.w-label-value-4, int64(rows[i].GMV), top, look.Faint)
		s.c.TextRight(s.w, s.y, Money(int64(rows[i].GMV), false), plain)
		s.y++
	}
}

// effort is what those did on average who bought.
func (s *sheet) effort() {
	e := &s.Report.Effort
	s.heading("report.effort", s.say("report.effort.of", "n", Count(e.N)))
	for _, row := range []struct {
		key   string
		value measure.Tenths
	}{
		{"taps", e.Taps}, {"steps", e.Steps}, {"checkout", e.CheckoutSteps}, {"fields", e.Fields}, {"keys", e.Keys}, {"backtracks", e.Backtracks},
		{"seconds", e.Seconds},
	} {
		value := "n/a"
		if e.N > 0 {
			value = row.value.String()
		}
		s.pair(s.say("report.effort."+row.key), "", value, 0, plain)
	}
}

// gaining is which categories are put into carts more than a week before.
func (s *sheet) gaining() {
	rows := s.Report.Gaining
	if len(rows) == 0 {
		return
	}
	s.heading("report.gaining", s.say("report.gaining.of"))
	for i := range rows {
		if i == most {
			break
		}
		row := &rows[i]
		name := clean(row.ID)
		if c := s.Market.Catalogue.Category(row.ID); c != nil {
			name = s.pick(c.Name, row.ID)
		}
		st := plain
		if row.Adds > row.Before {
			st = advice
		}
		s.pair(name, "", Count(row.Before)+" → "+Count(row.Adds), 0, st)
	}
	s.more(len(rows))
}

// cadence is how often brands post.
func (s *sheet) cadence() {
	rows := s.Report.Cadence
	if len(rows) == 0 {
		return
	}
	s.heading("report.cadence", "")
	s.para(0, s.say("report.cadence.of"), quiet)
	word := max(cell.Width(s.say("report.cadence.low")), cell.Width(s.say("report.cadence.ok")))
	for i := range rows {
		row := &rows[i]
		name := clean(row.Shop)
		if b := s.Market.Catalogue.Shop(shop.ShopID(row.Shop)); b != nil {
			name = s.pick(b.Name, row.Shop)
		}
		verdict, st := s.say("report.cadence.low"), warned
		if row.OK {
			verdict, st = s.say("report.cadence.ok"), advice
		}
		s.c.Text(s.w-word, s.y, verdict, st)
		perWeek := quarter(row.Posts)
		s.c.TextRight(s.w-word-2, s.y, perWeek, plain)
		s.c.Text(0, s.y, cell.Truncate(name, s.w-word-2-7), quiet)
		s.y++
	}
}

// quarter prints posts of four weeks as posts a week.
func quarter(posts int) string {
	return strconv.Itoa(posts/4) + []string{"", ".25", ".5", ".75"}[posts%4]
}
