package dashboard

import (
	"math"

	"tagtap/flow/measure"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/plot"
	"tagtap/ui/tui/screen"
)

// funnel is the third tab: from note to review, and why sessions were abandoned.
func (c *columns) funnel() {
	first := c.col(0)
	if len(c.cols) == 1 {
		first.steps()
		first.causes(0)
		first.walkedOn()
		return
	}
	last := c.col(len(c.cols) - 1)
	wide := c.wide(0)
	wide.w -= last.w + columnGap
	wide.steps()
	wide.ends()
	wide.walkedOn()
	last.causes(0)
	first.y = max(first.y, wide.y)
}

// tallPanel is the height from which the steps stand apart.
const tallPanel = 36

// roomForFunnel is the width from which the funnel has all its columns.
const roomForFunnel = 64

// steps draws the funnel with the step that keeps least.
func (c *column) steps() {
	rows, unit := c.report.Funnel, screen.Dotted(c.Say("report.funnel.units"), c.Say("report.funnel.kept"))
	if c.w >= roomForFunnel {
		unit = "" // the columns have their own heading
	}
	c.store("report.funnel", unit)
	if c.w >= roomForFunnel {
		c.y += plot.Funnel(c.part.Canvas, c.x, c.y, c.w, plot.FunnelLook{Lang: c.Lang, Unit: c.Say("report.funnel.units"), Head: true, Wide: c.H >= tallPanel}, rows)
		c.y++
	} else {
		c.narrowSteps(rows)
	}
	for i := range rows {
		if rows[i].Worst {
			c.text(c.Say("dashboard.worst", "step", c.Say("stage."+rows[i].Stage), "n", plot.Count(rows[i].Lost)), look.Ink2)
		}
	}
}

// narrowSteps draws name, bar, how many came, and the share of the step before.
func (c *column) narrowSteps(rows []measure.StepRow) {
	name, most := 0, int64(0)
	for i := range rows {
		name = max(name, width(c.Say("stage."+rows[i].Stage)))
		most = max(most, rows[i].Units)
	}
	const countW, rateW = 8, 7
	for i := range rows {
		r := &rows[i]
		bar, kept := look.Muted, look.Style{FG: look.Ink2}
		if r.Worst {
			bar, kept = look.Accent, look.Style{FG: look.Accent, Attr: look.Bold}
		}
		end := c.x + c.w
		c.part.Text(c.x, c.y, c.Say("stage."+r.Stage), look.Style{FG: look.Ink2})
		plot.Thin(c.part.Canvas, c.x+name+1, c.y, c.w-name-1-countW-rateW, root(r.Units), root(most), bar)
		c.part.TextRight(end-rateW, c.y, plot.Count(r.Units), look.Style{FG: look.Ink, Attr: look.Bold})
		if i > 0 {
			c.part.TextRight(end, c.y, rate(r.OfPrevious), kept)
		}
		c.y++
	}
}

// root keeps the small end of a funnel in sight: lengths by square root.
func root(n int64) int64 { return int64(1000 * math.Sqrt(float64(max(n, 0)))) }

// ends says how all sessions ended.
func (c *column) ends() {
	r := c.report
	c.y++
	c.text(c.Say("report.funnel.ends", "bought", plot.Count(r.Bought), "leaked", plot.Count(r.Leaked), "unseen", plot.Count(r.Unseen)), look.Ink2)
	if r.AtOnce.OK() {
		c.text(c.Say("report.funnel.direct", "n", plot.Count(r.AtOnce.Den), "paid", plot.Count(r.AtOnce.Num), "rate", rate(r.AtOnce)), look.Ink2)
	}
	c.say("report.funnel.scale", look.Muted)
}

// causes lists why sessions were abandoned, the stage nearest to the sale first, with what to try about the first cause; at
// most so many causes a stage, 0 for all.
func (c *column) causes(most int) {
	c.store("report.diagnosis", c.Say("report.diagnosis.order"))
	for i := range c.report.Stages {
		s := &c.report.Stages[i]
		if i > 0 && most == 0 {
			c.y++
		}
		n := "0"
		if s.Sessions > 0 {
			n = plot.Count(-s.Sessions)
		}
		look.Row{Value: itoa(s.Stage) + "  " + c.Say("report.stage."+itoa(s.Stage)), ValueAttr: look.Bold, Fact: n, FactRole: look.Ink}.
			Draw(c.part.Canvas, c.Theme, c.x, c.y, c.w)
		c.y++
		for j := range s.Causes {
			if most > 0 && j == most {
				break
			}
			c.cause(&s.Causes[j], s.Sessions, j == 0)
		}
	}
}

// causeCount is how wide the number of a cause is at most, so that all bars begin in one column.
func (c *column) causeCount() int {
	w := 0
	for i := range c.report.Stages {
		for j := range c.report.Stages[i].Causes {
			w = max(w, width(plot.Count(c.report.Stages[i].Causes[j].Sessions)))
		}
	}
	return w
}

func (c *column) cause(r *measure.CauseRow, of int64, first bool) {
	const in, barW = 3, 8
	c.part.TextRight(c.x+c.w, c.y, plot.Count(r.Sessions), look.Style{FG: look.Ink2})
	end := c.x + c.w - c.causeCount() - 1
	if c.w >= 40 {
		plot.Thin(c.part.Canvas, end-barW, c.y, barW, r.Sessions, of, look.Muted)
		end -= barW + 1
	}
	c.part.Text(c.x+in, c.y, cut(c.Say("report.cause."+r.Cause), end-c.x-in), look.Style{FG: look.Ink2})
	c.y++
	if first {
		c.part.Text(c.x+in, c.y, cut(c.Say("report.try", "what", c.Say("report.try."+r.Cause)), c.w-in), look.Style{FG: look.Success})
		c.y++
	}
}
