package shop

import (
	"cmp"
	"slices"
)

// Pieces is a SKU and how many of it: what a quote is asked for, and what an order takes from stock.
type Pieces struct {
	SKU      SKU   `cbor:"1,keyasint"`
	Quantity int32 `cbor:"2,keyasint"`
}

// Names of the lines of a quote, in the order in which they stand.
const (
	LineItems     = "items"
	LineShipping  = "shipping"
	LineRemote    = "remote-surcharge"
	LineInsurance = "freight-insurance"
)

// Quote is what a checkout costs: the ticked lines fall into orders (shop × trade mode), every order is quoted alone.
type Quote struct {
	Orders  []OrderQuote
	Payable Fen
}

// OrderQuote is the price of one order: its items, and one ordered list of named lines that product, cart, checkout and
// order all show. The payable is the sum of the lines.
type OrderQuote struct {
	Shop    ShopID      `cbor:"1,keyasint"`
	Trade   Trade       `cbor:"2,keyasint"`
	Items   []Item      `cbor:"3,keyasint"`
	Lines   []QuoteLine `cbor:"4,keyasint"`
	Payable Fen         `cbor:"5,keyasint"`
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

// NewQuote prices the pieces. Orders stand in the order in which their shops first appear; the items of an order in byte
// order of their SKU ids. Pieces of a SKU that the catalogue does not hold are left out. Without a province the shipping is
// quoted without a surcharge.
func NewQuote(c *Catalogue, pieces []Pieces, province string) Quote {
	var q Quote
	for _, p := range pieces {
		variant, product := c.Variant(p.SKU)
		if variant == nil || p.Quantity < 1 {
			continue
		}
		shop := c.Shop(product.Shop)
		order := q.order(shop)
		order.Items = append(order.Items, Item{
			SKU: p.SKU, Product: product.ID, Quantity: p.Quantity, Price: variant.Price, Unit: variant.Price,
			Was: reference(variant), Title: product.Short, Label: product.Label(variant), Picture: pictureOf(product, variant),
		})
	}
	for i := range q.Orders {
		order := &q.Orders[i]
		order.price(c.Shop(order.Shop), province)
		q.Payable += order.Payable
	}
	return q
}

func reference(v *Variant) Fen {
	if v.Market > v.Price {
		return v.Market
	}
	return 0
}

func pictureOf(p *Product, v *Variant) string {
	if v.Picture != "" {
		return v.Picture
	}
	return p.Cover()
}

func (q *Quote) order(s *Shop) *OrderQuote {
	for i := range q.Orders {
		if q.Orders[i].Shop == s.ID && q.Orders[i].Trade == s.Trade {
			return &q.Orders[i]
		}
	}
	q.Orders = append(q.Orders, OrderQuote{Shop: s.ID, Trade: s.Trade})
	return &q.Orders[len(q.Orders)-1]
}

func (o *OrderQuote) price(s *Shop, province string) {
	slices.SortFunc(o.Items, func(a, b Item) int { return cmp.Compare(a.SKU, b.SKU) })
	goods := make([]Fen, len(o.Items))
	var sum Fen
	for i, item := range o.Items {
		goods[i] = item.Price * Fen(item.Quantity)
		sum += goods[i]
	}
	o.Lines = append(o.Lines, QuoteLine{Name: LineItems, Amount: sum, Why: "list", Shares: o.shares(goods)})
	fee, why := s.Shipping.Cost(sum)
	o.Lines = append(o.Lines, QuoteLine{Name: LineShipping, Amount: fee, Why: why, Shares: o.shares(Split(fee, goods))})
	if remote := s.Shipping.Surcharge(province); remote > 0 {
		o.Lines = append(o.Lines, QuoteLine{Name: LineRemote, Amount: remote, Why: "remote", Shares: o.shares(Split(remote, goods))})
	}
	if s.Insurance {
		o.Lines = append(o.Lines, QuoteLine{Name: LineInsurance, Funder: "merchant", Why: "given"})
	}
	for _, line := range o.Lines {
		o.Payable += line.Amount
	}
}

// shares leaves out the SKUs on which nothing falls.
func (o *OrderQuote) shares(amounts []Fen) []Share {
	var shares []Share
	for i, amount := range amounts {
		if amount != 0 {
			shares = append(shares, Share{o.Items[i].SKU, amount})
		}
	}
	return shares
}

// Line returns the amount of a named line, 0 where the order has none.
func (o *OrderQuote) Line(name string) Fen {
	for _, line := range o.Lines {
		if line.Name == name {
			return line.Amount
		}
	}
	return 0
}

// Pieces returns what the order takes from stock.
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
