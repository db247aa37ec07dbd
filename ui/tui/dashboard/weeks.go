package dashboard

import (
	"strconv"
	"strings"
	"time"

	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
)

// weeks is the second tab: money and visitors by week, and how often each brand posts.
func (c *columns) weeks() {
	first, last := c.wide(0), c.col(len(c.cols)-1)
	if len(c.cols) > 1 {
		first.w -= last.w + columnGap
	}
	first.weekly(columnRows + 2)
	first.weekTable()
	if len(c.cols) == 1 {
		first.cadence(0)
	} else {
		last.cadence(0)
	}
	c.cols[0].y = max(c.cols[0].y, first.y)
}

// columnRows is the height of the columns with the row below them.
const columnRows = 8

// weekly draws the money of each week as columns: weeks with a campaign in their own colour, and below each how many notes
// with a product were posted.
func (c *column) weekly(rows int) {
	all := c.report.Weeks
	c.store("sales.weeks", c.period())
	if len(all) == 0 {
		c.say("report.weekly.none", look.Muted)
		return
	}
	cols := make([]plot.Column, len(all))
	marked := ""
	for i := range all {
		w := &all[i]
		cols[i] = plot.Column{Value: int64(w.GMV)}
		if i == len(all)-1 {
			cols[i].Role = look.Ink
		}
		if len(w.Campaign) > 0 {
			cols[i].Role = look.Warn
			marked = c.campaigns(w)
		}
		if w.Posts > 0 {
			cols[i].Below = strconv.Itoa(w.Posts)
		}
	}
	c.y++
	at := plot.Columns(c.part.Canvas, cell.Rect{X: c.x, Y: c.y, W: c.w, H: rows}, cols)
	c.y += rows
	if marked != "" {
		c.marked(at)
	}
	c.weekEnds(at)
	c.row(c.Say("report.money.week"), c.change(all)+money(all[len(all)-1].GMV), look.Ink)
	note := c.Say("report.weekly.posts")
	if marked != "" {
		c.text(c.Theme.Glyph("▲")+" "+c.Say("report.campaign", "names", marked), look.Warn)
	}
	c.text(note, look.Muted)
}

// marked draws a mark below each week with a campaign: its colour alone says nothing where there are few.
func (c *column) marked(at []int) {
	all := c.report.Weeks[len(c.report.Weeks)-len(at):]
	for i := range all {
		if len(all[i].Campaign) > 0 {
			c.part.Text(at[i], c.y, c.Theme.Glyph("▲"), look.Style{FG: look.Warn})
		}
	}
	c.y++
}

// weekEnds names the first and the last week below the columns.
func (c *column) weekEnds(at []int) {
	if len(at) == 0 {
		return
	}
	all := c.report.Weeks
	first, last := c.monday(&all[len(all)-len(at)]), c.Say("sales.this-week")
	end := at[len(at)-1]
	if len(at) > 1 {
		end += at[1] - at[0] - 1 // the last column, without the gap
	}
	x := min(max(end, c.x+width(last)), c.x+c.w) - width(last)
	c.part.Text(x, c.y, last, look.Style{FG: look.Ink2})
	if len(at) > 1 && at[0]+width(first)+2 <= x {
		c.part.Text(at[0], c.y, first, look.Style{FG: look.Muted})
	}
	c.y++
}

// monday is the day on which a week begins.
func (c *column) monday(w *measure.WeekRow) string { return w.Week.Start().Time().Format("01-02") }

// period is the time that the columns cover.
func (c *column) period() string {
	all := c.report.Weeks
	if len(all) == 0 {
		return ""
	}
	end := (all[len(all)-1].Week + 1).Start().Add(-time.Hour)
	return c.monday(&all[0]) + " – " + end.Time().Format("01-02")
}

// change is by how much the last week differs from the one before it.
func (c *column) change(all []measure.WeekRow) string {
	if len(all) < 2 || all[len(all)-2].GMV <= 0 {
		return ""
	}
	now, was := int64(all[len(all)-1].GMV), int64(all[len(all)-2].GMV)
	permille := (now - was) * 1000 / was
	sign := "+"
	if permille < 0 {
		sign, permille = "−", -permille
	}
	return sign + measure.Tenths(permille).String() + "%  "
}

// mostNames is how many campaigns of a week are named.
const mostNames = 2

// campaigns names the campaigns of a week.
func (c *column) campaigns(w *measure.WeekRow) string {
	names := make([]string, 0, mostNames)
	for _, id := range w.Campaign[:min(mostNames, len(w.Campaign))] {
		name := id
		for i := range c.Shown.World.Catalogue.Promotions {
			if p := &c.Shown.World.Catalogue.Promotions[i]; p.ID == id {
				name = c.PromotionTitle(p)
			}
		}
		names = append(names, name)
	}
	all := strings.Join(names, " · ")
	if more := len(w.Campaign) - mostNames; more > 0 {
		all += " +" + itoa(more)
	}
	return all
}

// weekTable lists the weeks, the newest first.
func (c *column) weekTable() {
	all := c.report.Weeks
	if len(all) == 0 {
		return
	}
	t := c.table("sales.week", []cellOf{{"sales.gmv", 11}, {"sales.orders", 0}, {"sales.visitors", 0}, {"sales.adders", 0}, {"sales.buyers", 0}})
	for i := len(all) - 1; i >= 0; i-- {
		w := &all[i]
		mark := ""
		if len(w.Campaign) > 0 {
			mark = " " + c.Theme.Glyph("▲")
		}
		t.row(c.monday(w)+mark, money(w.GMV), plot.Count(w.Orders), plot.Count(w.Visitors), plot.Count(w.Adders), plot.Count(w.Buyers))
	}
}

// cadence says how often each brand posts, those that post too little first; at most so many, 0 for all.
func (c *column) cadence(most int) {
	rows := c.brand.cadence
	c.heading("sales.cadence", c.Say("dashboard.cadence.want"))
	shown := 0
	for _, ok := range [...]bool{false, true} {
		for i := range rows {
			r := &rows[i]
			if r.OK != ok || most > 0 && shown == most {
				continue
			}
			shown++
			c.posts(r)
		}
	}
	if shown < len(rows) {
		c.text(c.Say("dashboard.more", "n", itoa(len(rows)-shown)), look.Muted)
	}
}

// posts draws how often one brand posts a week, on a scale of the five that are advised at most.
func (c *column) posts(r *measure.CadenceRow) {
	name := r.Shop
	for i := range c.Shown.World.Catalogue.Shops {
		if s := &c.Shown.World.Catalogue.Shops[i]; string(s.ID) == r.Shop {
			name = brandName(c.Frame, s)
		}
	}
	// posts in four weeks, so tenths of posts a week are 10/4 of them
	week := measure.Tenths((int64(r.Posts)*10 + 2) / 4)
	role, verdict := look.Success, c.Say("report.cadence.ok")
	if !r.OK {
		role, verdict = look.Warn, c.Say("report.cadence.low")
	}
	value := c.Say("dashboard.cadence.week", "n", week.String()) + " " + verdict
	x := c.part.TextRight(c.x+c.w, c.y, value, look.Style{FG: role})
	const nameW, barW = 13, 10
	c.part.Text(c.x, c.y, cut(name, nameW-1), look.Style{FG: look.Ink2})
	if room := x - 2 - (c.x + nameW); room >= 4 {
		bar := min(room, barW)
		plot.Thin(c.part.Canvas, c.x+nameW, c.y, bar, int64(r.Posts), 5*4, role)
		if others := c.Say("report.cadence.tags", "n", itoa(r.Tags)); r.Tags > 0 && room-bar-2 >= width(others) {
			c.part.Text(c.x+nameW+bar+2, c.y, others, look.Style{FG: look.Muted})
		}
	}
	c.y++
}
