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

// CrossBorder says whether goods come over the border: they need an identity, pay tax and count against the limits.
func (t Trade) CrossBorder() bool { return t == Bonded || t == Direct || t == Parcel }
