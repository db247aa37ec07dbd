package shop

// Pieces is a SKU and how many of it: what a quote is asked for, and what an order takes from stock.
type Pieces struct {
	SKU      SKU   `cbor:"1,keyasint"`
	Quantity int32 `cbor:"2,keyasint"`
}

// Names of the lines of a quote, in the order in which they stand. Several lines may have one name: an order has a saving a
// kind of price and funder, a bundle line a bundle, and a co-funded coupon two.
const (
	LineItems     = "items"       // at list prices
	LineSaving    = "item-saving" // why: the kind of the price
	LineBundle    = "bundle"      // why: the bundle's id, as with all discounts below
	LinePromotion = "promotion"
	LineMerchant  = "merchant-coupon"
	LinePlatform  = "platform-coupon" // a co-funded one stands twice, once a funder
	LineShipping  = "shipping"
	LineRemote    = "remote-surcharge"
	LineInsurance = "freight-insurance"
	LineFee       = "platform-fee"
	LineTax       = "tax"
	LineBalance   = "balance-later" // negative: what a presale leaves to be paid in its second window
	LineDeposit   = "deposit-paid"  // negative
)

// LineNames lists them.
func LineNames() []string {
	return []string{
		LineItems, LineSaving, LineBundle, LinePromotion, LineMerchant, LinePlatform, LineShipping, LineRemote, LineInsurance, LineFee,
		LineTax, LineBalance, LineDeposit,
	}
}

// OrderQuote is the price of one order: its items, and one ordered list of named lines that product, cart, checkout and
// order all show. The payable is the sum of the lines.
type OrderQuote struct {
	Shop    ShopID      `cbor:"1,keyasint"`
	Trade   Trade       `cbor:"2,keyasint"`
	Items   []Item      `cbor:"3,keyasint"`
	Lines   []QuoteLine `cbor:"4,keyasint"`
	Payable Fen         `cbor:"5,keyasint"`
	Part    int         `cbor:"6,keyasint,omitempty"` // 1, 2, …: of what was split because of the limit of one order
}

// Item is one SKU of an order. It keeps its own names, so that an order outlives a catalogue.
type Item struct {
	SKU      SKU       `cbor:"1,keyasint"`
	Product  ProductID `cbor:"2,keyasint"`
	Quantity int32     `cbor:"3,keyasint"`
	Price    Fen       `cbor:"4,keyasint"`           // list price of one piece
	Unit     Fen       `cbor:"5,keyasint"`           // what one piece costs
	Was      Fen       `cbor:"6,keyasint,omitempty"` // struck-through reference, never in the arithmetic
	Title    Words     `cbor:"7,keyasint"`
	Label    Words     `cbor:"8,keyasint,omitempty"`
	Picture  string    `cbor:"9,keyasint,omitempty"`
	Kind     PriceKind `cbor:"10,keyasint,omitempty"` // which price Unit is; "" is the list price
	Offer    string    `cbor:"11,keyasint,omitempty"` // the offer that Unit comes from
	Limited  bool      `cbor:"12,keyasint,omitempty"` // the offer has a stock of its own, and this line uses it
	Passed   string    `cbor:"13,keyasint,omitempty"` // a lower offer whose stock does not cover the line
	Tax      *ItemTax  `cbor:"14,keyasint,omitempty"` // cross-border
	Deposit  Fen       `cbor:"15,keyasint,omitempty"` // presale: of one piece
}

// QuoteLine is one named amount: who funds it, why it is so much, and its share per SKU. Discounts are negative.
type QuoteLine struct {
	Name   string  `cbor:"1,keyasint"`
	Amount Fen     `cbor:"2,keyasint"`
	Funder string  `cbor:"3,keyasint,omitempty"`
	Why    string  `cbor:"4,keyasint,omitempty"`
	Shares []Share `cbor:"5,keyasint,omitempty"`
}

// Share is the part of a line that falls on one SKU; the shares of a line sum to it.
type Share struct {
	SKU    SKU `cbor:"1,keyasint"`
	Amount Fen `cbor:"2,keyasint"`
}

// Line sums the lines of that name, 0 where the order has none.
func (o *OrderQuote) Line(name string) Fen {
	var sum Fen
	for _, line := range o.Lines {
		if line.Name == name {
			sum += line.Amount
		}
	}
	return sum
}

// Discounts returns what the merchant and the platform take off, both positive.
func (o *OrderQuote) Discounts() (merchant, platform Fen) {
	for _, line := range o.Lines {
		switch line.Name {
		case LineSaving, LineBundle, LinePromotion, LineMerchant, LinePlatform:
			if line.Funder == string(ByPlatform) {
				platform -= line.Amount
			} else {
				merchant -= line.Amount
			}
		}
	}
	return merchant, platform
}

// Goods returns what is left of the items after all discounts: without shipping, fee and tax.
func (o *OrderQuote) Goods() Fen {
	merchant, platform := o.Discounts()
	return o.Line(LineItems) - merchant - platform
}

// Takes returns what the order takes from stock: its pieces, and of offers with a stock of their own their share.
func (o *OrderQuote) Takes() []Pieces {
	takes := o.Pieces()
	for _, item := range o.Items {
		if item.Limited {
			takes = append(takes, Pieces{(&Offer{ID: item.Offer}).Shelf(item.SKU), item.Quantity})
		}
	}
	return takes
}

// Pieces returns what is in the order.
func (o *OrderQuote) Pieces() []Pieces {
	pieces := make([]Pieces, len(o.Items))
	for i, item := range o.Items {
		pieces[i] = Pieces{item.SKU, item.Quantity}
	}
	return pieces
}

// Count returns the number of pieces of all orders.
func (q *Quote) Count() int {
	n := 0
	for i := range q.Orders {
		for _, item := range q.Orders[i].Items {
			n += int(item.Quantity)
		}
	}
	return n
}

// Sum adds the lines of that name over all orders.
func (q *Quote) Sum(name string) Fen {
	var sum Fen
	for i := range q.Orders {
		sum += q.Orders[i].Line(name)
	}
	return sum
}
