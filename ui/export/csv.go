package export

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// BOM tells a spreadsheet that a file is UTF-8.
const BOM = "\uFEFF"

// CSV writes a row as a line of comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula gets an
// apostrophe before it; numbers never do. The zero value is ready. It is used by one goroutine.
type CSV struct {
	last   Origin
	common []byte // the cells of last
	items  []byte
}

// Header returns the first line.
func (*CSV) Header() string { return strings.Join(Columns(), ",") + "\r\n" }

// Append appends a line.
func (c *CSV) Append(to []byte, r *Row) []byte {
	if c.common == nil || r.Origin != c.last {
		o := &r.Origin
		c.last, c.common = r.Origin, appendCells(c.common[:0], o.Run)
		c.common = appendInt(c.common, o.Seed)
		c.common = appendCells(c.common, o.Source, o.Shopper, o.Session, o.Flow, o.Digest)
	}
	to = strconv.AppendInt(to, r.Time, 10)
	to = appendInt(to, r.Seq)
	to = append(to, c.common...)
	to = appendCells(to, r.Event, r.GA4, r.Place, r.Stage, r.SKU)
	to = appendInt(to, int64(r.Quantity))
	to = appendInt(to, r.Value)
	to = appendCells(to, r.Currency)
	for _, n := range [...]int32{r.Taps, r.Keys, r.Fields, r.Presses} {
		to = appendInt(to, int64(n))
	}
	to = appendCells(to, r.Reason, r.App)
	to = appendInt(to, int64(r.Schema))
	to = appendInt(to, r.Journey)
	to = appendCells(to, r.Branched, r.From, r.Verb, r.Note, r.Product, r.Transaction, r.Payment, r.Promotion)
	for _, n := range [...]int64{r.Shipping, r.Tax, r.Fee, r.ByMerchant, r.ByPlatform} {
		to = appendInt(to, n)
	}
	to = appendInt(to, int64(r.Lost))
	c.items = c.items[:0]
	if len(r.Items) > 0 {
		c.items = appendItems(c.items, r.Items)
	}
	to = append(to, ',')
	to = appendQuoted(to, c.items)
	return append(to, '\r', '\n')
}

func appendInt(to []byte, n int64) []byte { return strconv.AppendInt(append(to, ','), n, 10) }

// appendQuoted appends a JSON text, which is no formula: it begins with a bracket, if at all.
func appendQuoted(to, json []byte) []byte {
	if len(json) == 0 {
		return to
	}
	to = append(to, '"')
	for _, c := range json {
		if c == '"' {
			to = append(to, '"')
		}
		to = append(to, c)
	}
	return append(to, '"')
}

func appendCells(to []byte, cells ...string) []byte {
	for _, s := range cells {
		to = append(to, ',')
		if plainCell(s) {
			to = append(to, s...)
		} else {
			to = appendCell(to, s)
		}
	}
	return to
}

// plainCell says whether a text is a cell as it stands: letters and digits of ASCII, hyphens and the like.
func plainCell(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '"' || c == ',' || i == 0 && (c == '=' || c == '+' || c == '-' || c == '@') {
			return false
		}
	}
	return true
}

// appendCell appends any text as a cell. Control characters that no cell can hold become U+FFFD.
func appendCell(to []byte, s string) []byte {
	to = append(to, '"')
	if formula(s) {
		to = append(to, '\'')
	}
	for _, r := range s {
		switch {
		case r == '"':
			to = append(to, '"', '"')
		case r == '\t' || r == '\r' || r == '\n':
			to = append(to, byte(r))
		case r < ' ' || r == 0x7f || unseen(r):
			to = utf8.AppendRune(to, utf8.RuneError)
		default:
			to = utf8.AppendRune(to, r)
		}
	}
	return append(to, '"')
}

// formula says whether a spreadsheet may take a text for a formula: by its first character, the wide forms of the signs among
// them (OWASP, "CSV Injection").
func formula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return s != ""
	}
	return false
}
