package page

// table is a table of figures. Its first column names the rows.
type table struct {
	ID   string // of its caption, unique in the page
	Name string // what it is, for those who hear it
	Cols []column
	Rows []row
	More string // what is left out
	Slim bool   // fits a phone as it is
}

type column struct {
	Label label
	Num   bool
	Class string
}

type row struct {
	Class string
	Cells []entry
}

// entry is a cell: a text, a line below it in small, a bar.
type entry struct {
	Text  label
	Sub   string
	Bar   *bar
	Class string
}

// bar is a bar as wide as a share of its cell.
type bar struct {
	Width string // in percent
	Class string
}

func cellOf(s string) entry         { return entry{Text: label{Text: s}} }
func with(s, sub string) entry      { return entry{Text: label{Text: s}, Sub: sub} }
func classed(s, class string) entry { return entry{Text: label{Text: s}, Class: class} }

// columns makes the columns of a table; those whose key has a # before it hold numbers.
func (t *teller) columns(keys ...string) []column {
	cols := make([]column, len(keys))
	for i, key := range keys {
		num := key[0] == '#'
		if num {
			key = key[1:]
		}
		cols[i] = column{Label: t.label(key), Num: num}
	}
	return cols
}

// mostRows is how many rows of a list are shown.
const mostRows = 12

// cut keeps the first rows of a list, and says how many more there are.
func (t *teller) cut(tb *table) *table {
	if more := len(tb.Rows) - mostRows; more > 0 {
		tb.Rows = tb.Rows[:mostRows]
		tb.More = t.say("page.more", "n", count(more))
	}
	return tb
}
