package look

import (
	"strconv"

	"tagtap/ui/tui/cell"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

func blanks(n int) string { return cell.Pad("", n) }

// Amount splits an amount of fen: the sign ("−" or ""), whole yuan, and two
// decimals without the point.
func Amount(fen int64) (sign, whole, cents string) {
	v := uint64(fen)
	if fen < 0 {
		sign, v = "−", -v
	}
	cents = strconv.FormatUint(v%100, 10)
	if len(cents) == 1 {
		cents = "0" + cents
	}
	return sign, strconv.FormatUint(v/100, 10), cents
}

// Money is an amount of fen as text: "−¥30.00". Without decimals they appear
// only where there are any, as short as can be: ¥289, ¥129.9, ¥129.05.
func Money(fen int64, decimals bool) string {
	sign, whole, cents := Amount(fen)
	return sign + "¥" + whole + fraction(cents, decimals)
}

func fraction(cents string, decimals bool) string {
	switch {
	case decimals:
		return "." + cents
	case cents == "00":
		return ""
	case cents[1] == '0':
		return "." + cents[:1]
	}
	return "." + cents
}

// PriceStyle says how a price is set.
type PriceStyle struct {
	Decimals bool // always two: cart, checkout, orders
	Role     Role // None is Price; Muted for an invalid item, Ink for a total that was paid
	BG       Role
}

// PriceTag draws ¥ regular, the whole yuan bold, decimals regular, and returns the
// width.
func PriceTag(c *Canvas, x, y int, fen int64, p PriceStyle) int {
	if p.Role == None {
		p.Role = Price
	}
	st := Style{FG: p.Role, BG: p.BG}
	strong := st
	strong.Attr = Bold
	sign, whole, cents := Amount(fen)
	n := c.Text(x, y, sign+"¥", st)
	n += c.Text(x+n, y, whole, strong)
	return n + c.Text(x+n, y, fraction(cents, p.Decimals), st)
}

// PriceRight draws a price so that it ends before xEnd, and returns where it
// starts.
func PriceRight(c *Canvas, xEnd, y int, fen int64, p PriceStyle) int {
	x := xEnd - cell.Width(Money(fen, p.Decimals))
	PriceTag(c, x, y, fen, p)
	return x
}

// Was draws the struck reference price: `日常价 ¥399` muted with a label, the
// bare `¥399` faint without. It stands one cell after the price. It returns
// the width.
func Was(c *Canvas, x, y int, label string, fen int64) int {
	if label == "" {
		return c.Text(x, y, Money(fen, false), Style{FG: Faint, Attr: Strike})
	}
	return c.Text(x, y, label+" "+Money(fen, false), Style{FG: Muted, Attr: Strike})
}

// FigureH is the height of the tall numerals.
const FigureH = 3

// numerals are the five pixel rows of each digit, three bits a row.
var numerals = [10][5]uint8{
	{7, 5, 5, 5, 7}, {2, 6, 2, 2, 7}, {7, 1, 7, 4, 7}, {7, 1, 3, 1, 7}, {5, 5, 7, 1, 1},
	{7, 4, 7, 1, 7}, {7, 4, 7, 5, 7}, {7, 1, 1, 1, 1}, {7, 5, 7, 5, 7}, {7, 5, 7, 1, 7},
}

// figureGlyph is the pixel rows of a character and its width.
func figureGlyph(r rune) ([5]uint8, int) {
	switch {
	case r >= '0' && r <= '9':
		return numerals[r-'0'], 3
	case r == '.':
		return [5]uint8{0, 0, 0, 0, 1}, 1
	case r == ':':
		return [5]uint8{0, 1, 0, 1, 0}, 1
	case r == '-' || r == '−':
		return [5]uint8{0, 0, 7, 0, 0}, 3
	}
	return [5]uint8{}, 1
}

// FigureWidth is the width of s in tall numerals: digits take three cells, a
// point one, with one between.
func FigureWidth(s string) int {
	n := 0
	for _, r := range s {
		_, w := figureGlyph(r)
		n += w + 1
	}
	return max(n-1, 0)
}

// Figure draws s in numerals of three rows and returns the width. It knows
// digits, point, colon and minus; all else is a gap.
func Figure(c *Canvas, x, y int, s string, role Role) int {
	st := Style{FG: role}
	at := x
	for _, r := range s {
		rows, w := figureGlyph(r)
		for j := range FigureH {
			upper, lower := rows[2*j], uint8(0)
			if 2*j+1 < len(rows) {
				lower = rows[2*j+1]
			}
			for i := range w {
				bit := uint8(1) << (w - 1 - i)
				switch {
				case upper&bit != 0 && lower&bit != 0:
					c.Text(at+i, y+j, "█", st)
				case upper&bit != 0:
					c.Text(at+i, y+j, "▀", st)
				case lower&bit != 0:
					c.Text(at+i, y+j, "▄", st)
				}
			}
		}
		at += w + 1
	}
	return FigureWidth(s)
}

// FigurePrice draws a price in tall numerals, with ¥ on their middle row, and
// returns the width.
func FigurePrice(c *Canvas, x, y int, fen int64, decimals bool, role Role) int {
	sign, whole, cents := Amount(fen)
	n := c.Text(x, y+1, sign+"¥", Style{FG: role, Attr: Bold}) + 1
	return n + Figure(c, x+n, y, whole+fraction(cents, decimals), role)
}

// FigurePriceWidth is the width of FigurePrice.
func FigurePriceWidth(fen int64, decimals bool) int {
	sign, whole, cents := Amount(fen)
	return cell.Width(sign) + 2 + FigureWidth(whole+fraction(cents, decimals))
}

// Stars draws n of five stars and returns the width.
func Stars(c *Canvas, x, y, n int) int {
	for i := range 5 {
		mark, st := "★", Style{FG: Warn}
		if i >= n {
			mark, st = "☆", Style{FG: Faint}
		}
		c.Text(x+i, y, mark, st)
	}
	return 5
}
