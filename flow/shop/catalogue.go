package shop

import (
	"tagtap/flow/text"
)

// Ids are distinct types, so that one is never passed for another. They are lower-case ASCII words joined by hyphens.
type (
	ShopID    string
	ProductID string
	SKU       string
	NoteID    string
	AuthorID  string
	ReviewID  string
)

// Words is a text in both languages of the program.
type Words struct {
	ZH text.Text `cbor:"1,keyasint,omitempty"`
	EN text.Text `cbor:"2,keyasint,omitempty"`
}

// Catalogue is everything that is sold and told before the first tap. It is read-only after Index.
type Catalogue struct {
	ID       string // another id means another world; a store belongs to one
	Title    Words
	Today    Instant // the simulated day on which journeys begin
	Digest   string  // SHA-256 of the files, in hex: a newer one seeds new SKUs
	Shops    []Shop
	Authors  []Author
	Products []Product
	Notes    []Note
	Reviews  []Review

	Categories []Category
	Bundles    []Bundle
	Promotions []Promotion
	Coupons    []Coupon // of shops and of the platform

	deals map[ShopID]*deals

	categories map[string]*Category
	coupons    map[string]*Coupon

	shops    map[ShopID]*Shop
	authors  map[AuthorID]*Author
	products map[ProductID]*Product
	notes    map[NoteID]*Note
	skus     map[SKU]*place
	reviews  map[ProductID][]*Review
	tagged   map[ProductID][]*Note
}

type place struct {
	product *Product
	variant *Variant
	label   Words
}

// Trade says how goods of a shop come to the shopper; an order holds one trade mode.
type Trade string

// Trade modes (open.xiaohongshu.com, logisticsMode 1 to 4).
const (
	Domestic Trade = "domestic"
	Bonded   Trade = "bonded"
	Direct   Trade = "direct-mail"
	Parcel   Trade = "parcel"
)

// Shop is account and store in one (号店一体): one id for both.
type Shop struct {
	ID        ShopID
	Name      Words
	Seal      Words  // two characters, one above the other
	Colour    uint32 // of the seal, 0xRRGGBB
	Trade     Trade
	Verified  bool // blue V
	Score     int  // store score in hundredths: 486 is 4.86
	Followers int
	From      Words // where parcels leave: 上海仓
	ShipHours int   // promise: hours from payment to dispatch; 48 for domestic stock (Xiaohongshu rule centre, 119702)
	SameDay   bool  // paid before 16:00, dispatched by 24:00 (same rule)
	Days      [2]int
	Shipping  Shipping
	Insurance bool // return-freight cover 运费宝, paid by the shop
	LeaveHrs  int  // when parcels usually leave, in hours from payment; the promise is ShipHours
	InParts   bool // an order of several products leaves in two parcels
	Carrier   Words
	Outside   Words // where a tag of an unverified brand leads: its own site; the app has no listing to buy from
	Fee       Fen   // platform fee on each order; none by default
	Protect   int   // days from payment in which a lower price is made good 保价; 0 for none, unconfirmed
	ReturnTo  Words // a domestic return address, which every shop gives (Xiaohongshu rule centre)
}

// Author is who posts notes: a brand, a KOL, a KOC or a shopper.
type Author struct {
	ID        AuthorID
	Name      Words
	Seal      Words
	Colour    uint32
	Kind      string // brand, kol, koc, shopper
	Shop      ShopID // of a brand's account
	Followers int
	About     Words
}

// Product is one listing: an SPU with its variants.
type Product struct {
	ID          ProductID
	Shop        ShopID
	Title       Words // the display title
	Short       Words // for cards, carts and orders
	Pictures    []Shot
	Axes        []Axis
	Variants    []Variant // in the order in which the catalogue names them
	Specs       []Fact
	Guide       *Table // size guide
	Ingredients Words
	Problem     Words // what it solves
	Use         Words // how it is used
	Result      Words // what to expect
	Services    []string
	Returns     Words // the return policy, in words, on the page and not in small print
	Impressions []Value
	Sold        int
	Saved       int
	PerOrder    int // at most so many pieces in one order; 0 for no limit
	Category    string
}

// Shot is a picture with what it shows.
type Shot struct {
	Picture string `cbor:"1,keyasint,omitzero"`
	Kind    string `cbor:"2,keyasint,omitzero"` // cover, detail, in-use, video: the poster of a clip
	Alt     Words  `cbor:"3,keyasint,omitzero"`
}

// Axis is one choice of a product, labelled: size, shade.
type Axis struct {
	ID     string
	Name   Words
	Values []Value
}

// Value is one value of an axis, or one of a product's review impressions.
type Value struct {
	ID   string
	Name Words
}

// Variant is one SKU.
type Variant struct {
	SKU     SKU
	Values  []string // one value id an axis, in the order of the axes
	Price   Fen      // list price 日常价
	Market  Fen      // struck-through reference 划线价, 0 where there is none
	Stock   int      // pieces at the start of the simulation
	Restock Words    // what is known of a sold-out one: 11月28日到仓
	Picture string
	Tiers   []Tier // the smallest quantity first
	Offers  []Offer
	Presale *Presale
	Tax     Tax
}

// Fact is one row of a specification.
type Fact struct{ Name, Value Words }

// Table is a size guide: the first row holds the headings.
type Table struct {
	Rows [][]Words
	Note Words
}

// Note is a post of the feed.
type Note struct {
	ID       NoteID      `cbor:"1,keyasint,omitzero"`
	Author   AuthorID    `cbor:"2,keyasint,omitzero"`
	Title    Words       `cbor:"3,keyasint,omitzero"`
	Text     Words       `cbor:"4,keyasint,omitzero"`
	Pictures []Shot      `cbor:"5,keyasint,omitzero"`
	Aspect   string      `cbor:"6,keyasint,omitzero"` // 3:4, 1:1 or 4:3
	Tags     []ProductID `cbor:"7,keyasint,omitzero"`
	Hashtags []Words     `cbor:"8,keyasint,omitzero"`
	Likes    int         `cbor:"9,keyasint,omitzero"`
	Saves    int         `cbor:"10,keyasint,omitzero"`
	Asks     int         `cbor:"11,keyasint,omitzero"` // "link, please" requests
	Comments []Comment   `cbor:"12,keyasint,omitzero"`
	Total    int         `cbor:"13,keyasint,omitzero"` // comments in all
	Posted   Instant     `cbor:"14,keyasint,omitzero"`
	Where    Words       `cbor:"15,keyasint,omitzero"`
	Paid     bool        `cbor:"16,keyasint,omitzero"` // a disclosed paid partnership
	Link     LinkMode    `cbor:"17,keyasint,omitzero"`
	Video    *Video      `cbor:"18,keyasint,omitzero"` // of a video note, else nil
}

// LinkMode says where the products of a note lead.
type LinkMode string

// The link modes: a tag of the app, the link of an ad note that opens another app (Red Cat plan, since May 2025), a link in
// the text, which the platform's rules forbid and which costs distribution.
const (
	LinkNative   LinkMode = ""
	LinkAd       LinkMode = "ad"
	LinkOutbound LinkMode = "outbound"
)

// Video is what a video note 视频笔记 plays. The note's pictures are its shots, each for an equal part of the time.
type Video struct {
	Seconds  int       `cbor:"1,keyasint"`
	Captions []Caption `cbor:"2,keyasint,omitempty"`
	Cards    []Card    `cbor:"3,keyasint,omitempty"` // at most one lies over the picture at a time
}

// Caption is said from a second of the video on until the next one.
type Caption struct {
	At   int   `cbor:"1,keyasint"`
	Text Words `cbor:"2,keyasint"`
}

// Card is a product card that lies over the picture from a second on, until another.
type Card struct {
	Product ProductID `cbor:"1,keyasint"`
	From    int       `cbor:"2,keyasint"`
	To      int       `cbor:"3,keyasint"`
}

// Comment is one comment below a note.
type Comment struct {
	Who   Words `cbor:"1,keyasint,omitzero"`
	Text  Words `cbor:"2,keyasint,omitzero"`
	Likes int   `cbor:"3,keyasint,omitzero"`
	Brand bool  `cbor:"4,keyasint,omitzero"`
}

// Review is one rating of a bought line.
type Review struct {
	ID      ReviewID  `cbor:"1,keyasint,omitzero"`
	Product ProductID `cbor:"2,keyasint,omitzero"`
	SKU     SKU       `cbor:"3,keyasint,omitzero"`
	Who     Words     `cbor:"4,keyasint,omitzero"` // masked: 叶**
	Stars   int       `cbor:"5,keyasint,omitzero"` // 1 to 5
	Text    Words     `cbor:"6,keyasint,omitzero"`
	Tags    []string  `cbor:"7,keyasint,omitzero"` // impression ids
	At      Instant   `cbor:"8,keyasint,omitzero"`
	Picture string    `cbor:"9,keyasint,omitzero"`
	Follow  Words     `cbor:"10,keyasint,omitzero"` // 追评
	Reply   Words     `cbor:"11,keyasint,omitzero"` // the seller's
}

// Index makes the look-ups. Call it once, after the last change.
func (c *Catalogue) Index() {
	c.shops = make(map[ShopID]*Shop, len(c.Shops))
	c.authors = make(map[AuthorID]*Author, len(c.Authors))
	c.products = make(map[ProductID]*Product, len(c.Products))
	c.notes = make(map[NoteID]*Note, len(c.Notes))
	c.skus = make(map[SKU]*place, 8*len(c.Products))
	c.reviews = make(map[ProductID][]*Review, len(c.Products))
	c.tagged = make(map[ProductID][]*Note, len(c.Products))
	for i := range c.Shops {
		c.shops[c.Shops[i].ID] = &c.Shops[i]
	}
	for i := range c.Authors {
		c.authors[c.Authors[i].ID] = &c.Authors[i]
	}
	for i := range c.Products {
		p := &c.Products[i]
		c.products[p.ID] = p
		for j := range p.Variants {
			c.skus[p.Variants[j].SKU] = &place{p, &p.Variants[j], p.Label(&p.Variants[j])}
		}
	}
	for i := range c.Notes {
		n := &c.Notes[i]
		c.notes[n.ID] = n
		for _, id := range n.Tags {
			c.tagged[id] = append(c.tagged[id], n)
		}
	}
	for i := range c.Reviews {
		r := &c.Reviews[i]
		c.reviews[r.Product] = append(c.reviews[r.Product], r)
	}
	c.indexDeals()
}

// Shop returns the shop of that id, or nil; the other look-ups do the same for their kind.
func (c *Catalogue) Shop(id ShopID) *Shop { return c.shops[id] }

// Author returns the author, or nil.
func (c *Catalogue) Author(id AuthorID) *Author { return c.authors[id] }

// Product returns the product, or nil.
func (c *Catalogue) Product(id ProductID) *Product { return c.products[id] }

// Note returns the note, or nil.
func (c *Catalogue) Note(id NoteID) *Note { return c.notes[id] }

// Variant returns the variant of a SKU and its product, or nils.
func (c *Catalogue) Variant(id SKU) (*Variant, *Product) {
	p := c.skus[id]
	if p == nil {
		return nil, nil
	}
	return p.variant, p.product
}

// ReviewsOf returns the catalogue's own reviews of a product, in its order.
func (c *Catalogue) ReviewsOf(id ProductID) []*Review { return c.reviews[id] }

// NotesOn returns the catalogue's own notes that tag a product, in its order.
func (c *Catalogue) NotesOn(id ProductID) []*Note { return c.tagged[id] }

// Axis returns the axis of that id, or nil.
func (p *Product) Axis(id string) *Axis {
	for i := range p.Axes {
		if p.Axes[i].ID == id {
			return &p.Axes[i]
		}
	}
	return nil
}

// Pick returns the variant that has exactly these values (one an axis, empty for not chosen), or nil.
func (p *Product) Pick(values []string) *Variant {
	for i := range p.Variants {
		v := &p.Variants[i]
		if same(v.Values, values) {
			return v
		}
	}
	return nil
}

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Label joins the names of a variant's values: 03#玫瑰豆沙 · 柔雾. A product without axes has no label.
func (p *Product) Label(v *Variant) Words {
	var zh, en string
	for i, id := range v.Values[:min(len(v.Values), len(p.Axes))] {
		for _, value := range p.Axes[i].Values {
			if value.ID == id {
				zh = join(zh, value.Name.ZH.String())
				en = join(en, value.Name.EN.String())
			}
		}
	}
	return Words{ZH: text.Clean(zh, text.Line), EN: text.Clean(en, text.Line)}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

// Cover returns the first picture of the product, or "".
func (p *Product) Cover() string {
	if len(p.Pictures) == 0 {
		return ""
	}
	return p.Pictures[0].Picture
}

// Cheapest returns the variant with the lowest list price that has stock at the start, else of all; nil without variants.
func (p *Product) Cheapest() *Variant {
	var best *Variant
	for _, stocked := range []bool{true, false} {
		for i := range p.Variants {
			if v := &p.Variants[i]; (v.Stock > 0 || !stocked) && (best == nil || v.Price < best.Price) {
				best = v
			}
		}
		if best != nil {
			break
		}
	}
	return best
}

// From returns the price of the cheapest variant, and its struck-through reference.
func (p *Product) From() (price, market Fen) {
	if v := p.Cheapest(); v != nil {
		return v.Price, v.Market
	}
	return 0, 0
}
