package plot

import (
	"cmp"
	"strconv"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// sheet is the canvas of one section, and the row that is drawn next.
type sheet struct {
	*Page
	c *look.Canvas
	w int
	y int
}

// The styles of a report.
var (
	strong = look.Style{FG: look.Ink, Attr: look.Bold}
	plain  = look.Style{FG: look.Ink}
	body   = look.Style{FG: look.Ink2}
	quiet  = look.Style{FG: look.Muted}
	aside  = look.Style{FG: look.Faint}
	warned = look.Style{FG: look.Warn}
	wrong  = look.Style{FG: look.Accent, Attr: look.Bold}
	advice = look.Style{FG: look.Success}
)

func (s *sheet) say(key string, args ...string) string { return words.Say(s.Lang, key, args...) }

// heading draws the title of a section; a fact that does not fit beside it has the next row.
func (s *sheet) heading(key, fact string) {
	title := s.say(key)
	if cell.Width(title)+2+cell.Width(fact) > s.w {
		look.Heading(s.c, 0, s.y, s.w, title, upper(s.Lang, key), "")
		s.y++
		s.para(0, fact, quiet)
		return
	}
	n := look.Heading(s.c, 0, s.y, s.w, title, upper(s.Lang, key), "")
	if fact != "" && n+2+cell.Width(fact) <= s.w {
		s.c.Text(n+2, s.y, fact, quiet)
	}
	s.y++
}

// para draws text on as many rows as it needs.
func (s *sheet) para(x int, text string, st look.Style) {
	if text != "" {
		s.y += s.c.Lines(x, s.y, cell.Wrap(text, s.w-x), st)
	}
}

// pair draws a label at the left, a value at the right, and a note between them where there is room; at is its column.
func (s *sheet) pair(label, note, value string, at int, st look.Style) {
	right := cell.Width(value)
	n := s.c.Text(0, s.y, cell.Truncate(label, s.w-right-1), quiet)
	at = max(at, n+1)
	if note != "" && at+cell.Width(note)+1+right <= s.w {
		s.c.Text(at, s.y, note, quiet)
	}
	s.c.TextRight(s.w, s.y, value, st)
	s.y++
}

// column of a table. One with a drop goes where the table does not fit, the highest first.
type column struct {
	title string
	right bool
	flex  bool // it is cut to what is left, and takes what is over
	least int  // of a flexible one: columns go before it is narrower
	drop  int
}

type field struct {
	text string
	st   look.Style
}

const tableGap = 2

// table draws rows below their titles. Fields are as many as columns.
func (s *sheet) table(cols []column, rows [][]field) { s.tableWith(cols, rows, nil) }

// tableWith is table with a second line below rows.
func (s *sheet) tableWith(cols []column, rows [][]field, below []string) {
	widths := make([]int, len(cols))
	for i := range cols {
		widths[i] = cell.Width(cols[i].title)
		for _, row := range rows {
			widths[i] = max(widths[i], cell.Width(row[i].text))
		}
	}
	shown := fitted(cols, widths, s.w)
	for _, titles := range []bool{true, false} {
		if titles {
			head := make([]field, len(cols))
			for i := range cols {
				head[i] = field{cols[i].title, quiet}
			}
			s.tableRow(cols, widths, shown, head)
			continue
		}
		for i, row := range rows {
			s.tableRow(cols, widths, shown, row)
			if below != nil {
				s.para(2, below[i], quiet)
			}
		}
	}
}

// tableWidth is how wide a table is where no column goes and none is cut.
func tableWidth(cols []column, rows [][]field) int {
	w := -tableGap
	for i := range cols {
		most := cell.Width(cols[i].title)
		for _, row := range rows {
			most = max(most, cell.Width(row[i].text))
		}
		w += most + tableGap
	}
	return w
}

// fitted returns the columns that are shown, and sets the width of the flexible one so that the table is w wide.
func fitted(cols []column, widths []int, w int) []int {
	var shown []int
	flex := -1
	for i := range cols {
		shown = append(shown, i)
		if cols[i].flex {
			flex = i
		}
	}
	for {
		sum := -tableGap
		last, worst := -1, 0
		for at, i := range shown {
			if i != flex {
				sum += widths[i]
			}
			sum += tableGap
			if cols[i].drop > worst {
				last, worst = at, cols[i].drop
			}
		}
		need := 0
		if flex >= 0 {
			need = min(widths[flex], cols[flex].least)
		}
		if sum+need <= w || last < 0 {
			if flex >= 0 {
				widths[flex] = max(0, w-sum)
			}
			return shown
		}
		shown = append(shown[:last], shown[last+1:]...)
	}
}

func (s *sheet) tableRow(cols []column, widths, shown []int, row []field) {
	x := 0
	for _, i := range shown {
		text := cell.Truncate(row[i].text, widths[i])
		if cols[i].right {
			s.c.TextRight(x+widths[i], s.y, text, row[i].st)
		} else {
			s.c.Text(x, s.y, text, row[i].st)
		}
		x += widths[i] + tableGap
	}
	s.y++
}

// most is how many rows of a list are shown; a terminal is no place for ten thousand.
const most = 12

// more says how many rows are left out.
func (s *sheet) more(n int) {
	if n > most {
		s.para(0, s.say("report.more", "n", Count(int64(n-most)), "flag", "--json"), quiet)
	}
}

func clean(id string) string { return text.Clean(id, text.Line).String() }

// pick returns words of the catalogue, or the id where it has none.
func (p *Page) pick(w shop.Words, id string) string {
	zh, en := w.ZH.String(), w.EN.String()
	if p.Lang == words.EN {
		zh, en = en, zh
	}
	return cmp.Or(zh, en, clean(id))
}

// seconds prints tenths of seconds, with minutes from 100 s and hours from 100 min.
func seconds(tenths int64) string {
	switch s := tenths / 10; {
	case s < 100:
		return measure.Tenths(tenths).String()
	case s < 6000:
		return strconv.FormatInt(s/60, 10) + "m" + two(s%60) + "s"
	default:
		return Count(s/3600) + "h" + two(s%3600/60) + "m"
	}
}

func two(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// quantile prints a quantile, n/a where nothing was measured.
func quantile(q *measure.Quantiles, value int64) string {
	if q.N == 0 {
		return "n/a"
	}
	return seconds(value)
}

// average prints an amount that was divided by a number of things.
func average(fen shop.Fen, by int64) string {
	if by == 0 {
		return "n/a"
	}
	return Money(int64(fen), true)
}

// interval prints a range in percent, n/a for a rate of nothing and for what is no share.
func interval(r measure.Rate, i measure.Interval) string {
	if !r.OK() || i == (measure.Interval{}) {
		return "n/a"
	}
	percent := func(x float64) string { return strconv.FormatFloat(x*100, 'f', 1, 64) }
	return percent(i.Low) + "–" + percent(i.High) + "%"
}

// date prints a day with its year.
func (s *sheet) date(t time.Time) string { return s.say("report.date", dateArgs(s.Lang, t)...) }

func dateArgs(l words.Lang, t time.Time) []string {
	return []string{"y", strconv.Itoa(t.Year()), "m", month(l, t), "d", strconv.Itoa(t.Day())}
}

func month(l words.Lang, t time.Time) string {
	return words.Say(l, "time.month."+strconv.Itoa(int(t.Month())))
}

// span prints a time from day to day, without saying anything twice.
func (s *sheet) span(from, to time.Time) string {
	args := append(dateArgs(s.Lang, from), "to", strconv.Itoa(to.Day()), "n", month(s.Lang, to))
	switch {
	case from.Year() != to.Year():
		return s.say("report.span", "from", s.date(from), "to", s.date(to))
	case from.Month() != to.Month():
		return s.say("report.span.year", args...)
	case from.Day() != to.Day():
		return s.say("report.span.month", args...)
	}
	return s.date(from)
}
