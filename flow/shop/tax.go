package shop

// Tax is what customs need to know of a SKU. Rates are whole percents; where they come from stands with Rate.
type Tax struct {
	VAT         int  // 13 or 9
	Consumption int  // of goods that always pay it: wine 10
	Duty        int  // only for a single item over the limit of an order; 0 and unconfirmed unless given
	Cosmetic    bool // 15 % consumption tax from ¥10 a ml or g, or ¥15 a sheet, on (unconfirmed for each platform)
	Content     int  // hundredths of a ml or g in one piece
	Sheets      int  // of a mask, instead of Content
	Included    bool // 包税: the price holds the tax, and nothing is taken out of it
}

// Limits of cross-border retail import: one order, one person and calendar year (财关税〔2016〕18号, 〔2018〕49号).
const (
	MostOrder Fen = 500_000
	MostYear  Fen = 2_600_000
)

// Kinds of tax of an item.
const (
	TaxGeneral  = "general"  // 70 % of VAT and consumption tax
	TaxHighEnd  = "high-end" // cosmetics from ¥10 a ml or g on
	TaxFull     = "full"     // a single item over the limit of an order
	TaxIncluded = "included" // 包税
)

// ItemTax is what a line pays and why. The rate is Num/Den, exact.
type ItemTax struct {
	Kind   string `cbor:"1,keyasint"`
	Base   Fen    `cbor:"2,keyasint,omitempty"`
	Amount Fen    `cbor:"3,keyasint,omitempty"`
	Num    int64  `cbor:"4,keyasint,omitempty"`
	Den    int64  `cbor:"5,keyasint,omitempty"`
}

// Consumption tax of high-end cosmetics, and from which price on they are that (财税〔2016〕103号): of one ml or g, of a sheet.
const (
	highEndTax       = 15
	highEndPer   Fen = 1000
	highEndSheet Fen = 1500
)

// highEnd says whether a cosmetic's taxable price reaches ¥10 a ml or g, or ¥15 a sheet. The comparison is exact.
func (t *Tax) highEnd(base Fen, pieces int32) bool {
	switch {
	case !t.Cosmetic:
		return false
	case t.Content > 0 && base*100 >= highEndPer*Fen(pieces)*Fen(t.Content):
		return true
	}
	return t.Sheets > 0 && base >= highEndSheet*Fen(pieces)*Fen(t.Sheets)
}

// of returns what a line with so much of taxable value pays. Full is for a single item over the limit of an order.
func (t *Tax) of(base Fen, pieces int32, full bool) ItemTax {
	if t.Included {
		return ItemTax{Kind: TaxIncluded, Base: base}
	}
	kind, consumption := TaxGeneral, t.Consumption
	if t.highEnd(base, pieces) {
		kind, consumption = TaxHighEnd, highEndTax
	}
	vat, duty, rest := int64(t.VAT), int64(t.Duty), int64(100-consumption)
	num, den := (vat+int64(consumption))*7, rest*10
	if full {
		kind, num, den = TaxFull, (100+duty)*(100+vat)-100*rest, 100*rest
	}
	return ItemTax{Kind: kind, Base: base, Amount: part(base, Fen(num), Fen(den)), Num: num, Den: den}
}

// bases writes the taxable value of each line: what is left of it after the store promotion, for coupons do not reduce it,
// and its shares of shipping and surcharge. It returns the sum.
func (d *draft) bases(t *toll, bases []Fen) Fen {
	n := len(d.lines)
	var fixed [3 * fewLines]Fen
	work := scratch(fixed[:], 3*n)
	weights, shares, rests := work[:n], work[n:2*n], work[2*n:]
	for i := range d.lines {
		weights[i] = d.lines[i].net
		bases[i] = weights[i]
	}
	sum := d.net
	for _, amount := range [...]Fen{t.fee, t.remote} {
		if amount == 0 {
			continue
		}
		split(amount, weights, shares, rests)
		for i := range bases {
			bases[i] += shares[i]
		}
		sum += amount
	}
	return sum
}

// levy fills in the taxable value and the tax of the order.
func (d *draft) levy(t *toll) {
	var fixed [fewLines]Fen
	bases := scratch(fixed[:], len(d.lines))
	t.base = d.bases(t, bases)
	full := d.full(t)
	for i := range d.lines {
		l := &d.lines[i]
		t.tax += l.variant.Tax.of(bases[i], l.quantity, full).Amount
	}
}

// single says whether the order is one piece of one SKU: only that may be over the limit of an order.
func (d *draft) single() bool { return len(d.lines) == 1 && d.lines[0].quantity == 1 }

// full says whether the order is taxed in full: a single item over the limit.
func (d *draft) full(t *toll) bool { return t.base > MostOrder && d.single() }

// refused says whether the order is over the limit of one order.
func (d *draft) refused(t *toll) bool { return t.base > MostOrder && !d.single() }

// CrossBorder says whether goods come over the border: they need an identity, pay tax and count against the limits.
func (t Trade) CrossBorder() bool { return t == Bonded || t == Direct || t == Parcel }
