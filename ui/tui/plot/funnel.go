package plot

import (
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// FunnelLook says how a funnel is drawn.
type FunnelLook struct {
	Lang words.Lang
	Unit string // the heading of the counts: sessions, shoppers
	Head bool   // a row of headings above
	Wide bool   // a blank row between two steps, so that the bars stay apart
}

// The columns of a funnel, in cells.
const (
	funnelCount = 10
	funnelRate  = 9
	funnelLost  = 10
	leastBar    = 8
)

// Funnel draws the steps as bars by square root, with how many came, what share of the step before, and how many were lost. The
// worst step has the one fill in the accent colour, and says so. It returns the rows taken.
func Funnel(c *look.Canvas, x, y, w int, l FunnelLook, rows []measure.StepRow) int {
	if len(rows) == 0 {
		return 0
	}
	label, gloss := funnelLabels(l.Lang, rows)
	name := label
	if gloss > 0 && w-label-gloss-2-funnelCount-funnelRate-funnelLost >= leastBar {
		name += 1 + gloss
	} else {
		gloss = 0
	}
	f := funnelDraw{c: c, look: l, x: x, w: w, name: name + 1, gloss: gloss, label: label}
	f.bar = max(0, w-f.name-funnelCount-funnelRate-funnelLost)
	for i := range rows {
		f.most = max(f.most, rows[i].Units)
	}
	top := y
	if l.Head {
		f.head(y)
		y++
		if l.Wide {
			y++
		}
	}
	for i := range rows {
		f.step(y, &rows[i], i > 0)
		y++
		if l.Wide && i+1 < len(rows) {
			y++
		}
	}
	return y - top
}

type funnelDraw struct {
	c                  *look.Canvas
	look               FunnelLook
	x, w               int
	name, label, gloss int
	bar                int
	most               int64
}

// funnelLabels returns how wide the names of the steps are, and the ids that stand beside Chinese ones.
func funnelLabels(l words.Lang, rows []measure.StepRow) (label, gloss int) {
	for i := range rows {
		label = max(label, cell.Width(words.Say(l, "stage."+rows[i].Stage)))
		if l != words.EN {
			gloss = max(gloss, cell.Width(rows[i].Stage))
		}
	}
	return label, gloss
}

func (f *funnelDraw) head(y int) {
	st := look.Style{FG: look.Muted}
	end := f.x + f.w
	f.c.TextRight(end, y, words.Say(f.look.Lang, "report.funnel.lost"), st)
	f.c.TextRight(end-funnelLost, y, words.Say(f.look.Lang, "report.funnel.kept"), st)
	f.c.TextRight(end-funnelLost-funnelRate, y, f.look.Unit, st)
}

func (f *funnelDraw) step(y int, row *measure.StepRow, further bool) {
	c, end := f.c, f.x+f.w
	n := c.Text(f.x, y, words.Say(f.look.Lang, "stage."+row.Stage), look.Style{FG: look.Ink, Attr: look.Bold})
	if f.gloss > 0 {
		c.Text(f.x+max(n, f.label)+1, y, row.Stage, look.Style{FG: look.Faint})
	}
	bar, lost := look.Muted, look.Style{FG: look.Muted}
	if row.Worst {
		bar, lost = look.Accent, look.Style{FG: look.Accent, Attr: look.Bold}
	}
	taken := Bar(c, f.x+f.name, y, f.bar, row.Units, f.most, Root, bar)
	c.TextRight(end-funnelLost-funnelRate, y, Count(row.Units), look.Style{FG: look.Ink, Attr: look.Bold})
	mark := ""
	if word := words.Say(f.look.Lang, "report.funnel.worst"); row.Worst && f.bar-taken > cell.Width(word)+2 {
		c.Text(f.x+f.name+taken+1, y, word, look.Style{FG: look.Muted})
	} else if row.Worst { // where there is no colour it has to be seen as well
		mark = "▲ "
	}
	if !further {
		return
	}
	c.TextRight(end-funnelLost, y, row.OfPrevious.String(), look.Style{FG: look.Ink2})
	c.TextRight(end, y, mark+minus(row.Lost), lost)
}

// minus prints a loss: −872, and 0 as it is.
func minus(n int64) string {
	if n == 0 {
		return "0"
	}
	return Count(-n)
}

// upper is a gloss as headings have it.
func upper(l words.Lang, key string) string {
	if l != words.Both {
		return ""
	}
	return strings.ToUpper(words.Gloss(key))
}
