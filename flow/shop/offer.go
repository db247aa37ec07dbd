package shop

import "slices"

// Funder is who pays for a discount.
type Funder string

// The funders: the shop, the platform. The platform keeps the two apart in every order (totalMerchantDiscount,
// totalRedDiscount; open.xiaohongshu.com, order.getOrderDetail).
const (
	ByMerchant Funder = "merchant"
	ByPlatform Funder = "platform"
)

// PriceKind says which price of a SKU applies. Of equal prices the first in the order of PriceKinds is named.
type PriceKind string

// The kinds of single-item prices.
const (
	PriceList    PriceKind = "list"
	PriceTier    PriceKind = "tier"         // from a quantity of one SKU on
	PriceLimited PriceKind = "limited-time" // 限时特价
	PriceLive    PriceKind = "live"
	PriceFlash   PriceKind = "flash" // 秒杀
)

// PriceKinds lists them in the order in which the first of equal prices is named.
func PriceKinds() []PriceKind {
	return slices.Clone(kinds[:])
}

// Window is a time: it includes From and excludes Until. A zero end is open.
type Window struct {
	From  Instant `cbor:"1,keyasint,omitempty"`
	Until Instant `cbor:"2,keyasint,omitempty"`
}

// Holds says whether the instant is in the window.
func (w Window) Holds(at Instant) bool {
	return (w.From == 0 || at >= w.From) && (w.Until == 0 || at < w.Until)
}

// Tier is a price that holds for all pieces of a SKU once there are From of it.
type Tier struct {
	From  int32
	Price Fen
}

// Offer is a price of a SKU for a time: limited-time, live or flash.
type Offer struct {
	ID     string // unique in the catalogue
	Kind   PriceKind
	Price  Fen
	Window Window
	Stock  int    // pieces at this price; 0 is no limit but for flash, which always has one
	Funder Funder // "" is the merchant
	Room   string // live: the room from whose stream checkout is opened
	Code   string // live: the replay code that opens the price as well, "" for none
	Replay Window // when the code is valid
}

// Shelf returns the key under which the stock of an offer is kept beside the SKUs' own.
func (o *Offer) Shelf(sku SKU) SKU { return sku + "@" + SKU(o.ID) }

// Presale 预售 is a SKU that is paid in two parts: deposit 定金 and balance 尾款, which sum to its list price.
type Presale struct {
	Deposit   Fen    // of one piece
	Order     Window // when the deposit is taken
	Balance   Window // when the balance is taken
	ShipHours int    // from the balance to dispatch
	Forfeit   bool   // a deposit whose balance was not paid in its window is kept by the shop; unconfirmed
}

// Scope is what a promotion or coupon covers; an empty one covers the whole order.
type Scope struct {
	Products []ProductID
	SKUs     []SKU
}

// Bundle is a set of pieces with a price of its own. Sets are found in the cart by themselves.
type Bundle struct {
	ID     string
	Shop   ShopID
	Title  Words
	Pieces []Pieces // of one set, in byte order of the SKUs
	Price  Fen      // of one set
	Window Window
	Room   string // a live bundle: as with Offer
	Code   string
	Replay Window
}

// PromotionKind says how a store promotion computes.
type PromotionKind string

// The kinds of store promotions.
const (
	PromotionSpend  PromotionKind = "spend"  // 满减: from Over on, Off less; each rung of a ladder is a promotion of its own
	PromotionEvery  PromotionKind = "every"  // 每满减: Off less for each whole Over
	PromotionPieces PromotionKind = "pieces" // 满件折: Percent off all eligible pieces once there are Pieces of them
)

// Promotion is a shop's own, one an order.
type Promotion struct {
	ID      string
	Shop    ShopID
	Title   Words
	Kind    PromotionKind
	Over    Fen
	Off     Fen
	Times   int // every: at most so many times; 0 is no limit
	Pieces  int
	Percent int // 1 to 99; 8折 is 20
	Scope   Scope
	Window  Window
}

// CouponKind says what a coupon is.
type CouponKind string

// The kinds of coupons (Xiaohongshu merchant help centre). Replay codes stand in one source only and are unconfirmed.
const (
	CouponStore        CouponKind = "store"        // 店铺券
	CouponItem         CouponKind = "item"         // 商品券
	CouponPlatform     CouponKind = "platform"     // 平台券, 薯券
	CouponNewUser      CouponKind = "new-user"     // 新人券
	CouponLive         CouponKind = "live"         // 直播券: whose it is, its data says
	CouponReplay       CouponKind = "replay"       // opened by the code of a replay
	CouponTargeted     CouponKind = "targeted"     // 定向券: sent by the shop to some
	CouponCompensation CouponKind = "compensation" // 无门槛薯券: the platform makes something good
	CouponCoFunded     CouponKind = "co-funded"    // the platform's, a part of it paid by the shop
)

// CouponKinds lists them.
func CouponKinds() []CouponKind {
	return []CouponKind{
		CouponStore, CouponItem, CouponPlatform, CouponNewUser, CouponLive, CouponReplay, CouponTargeted, CouponCompensation, CouponCoFunded,
	}
}

// Coupon is what takes an amount or a percentage off one order. Merchant is the part of a co-funded coupon's discount that
// the shop pays, in percent.
type Coupon struct {
	ID       string
	Kind     CouponKind
	Shop     ShopID // of a merchant's coupon; a co-funded one may name it as well
	Title    Words
	Funder   Funder // of a live coupon; the kind decides for all others
	Merchant int
	Over     Fen // threshold, 0 for none
	Off      Fen // an amount, or
	Percent  int // 1 to 99, at most Cap where that is not 0
	Cap      Fen
	Scope    Scope
	Window   Window // when it may be used
	Days     int    // valid for so many days from being claimed; 0 until the window ends
	Claim    bool   // may be claimed on product, cart and checkout; others are given
	Code     string // replay
	Replay   Window
}

// Slot returns which of an order's two places the coupon takes: one of the merchant, one of the platform.
func (c *Coupon) Slot() Funder {
	switch c.Kind {
	case CouponStore, CouponItem, CouponReplay, CouponTargeted:
		return ByMerchant
	case CouponLive:
		if c.Funder == ByMerchant {
			return ByMerchant
		}
	}
	return ByPlatform
}

// Category holds the rules of after-sale that a kind of goods has by data (Xiaohongshu rule centre, 119697 and 10124).
type Category struct {
	ID        string
	Name      Words
	SevenDays bool  // returns within seven days without a reason
	Intact    Words // what intact means: one-time seal unopened, tags on
	WhyNot    Words // why there is no return without a reason
	Fresh     bool  // the seller answers within 24 hours instead of 36
	Days      int   // of after-sale from the confirmation of receipt: 30, electronic goods 15
}
