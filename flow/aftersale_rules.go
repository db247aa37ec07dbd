package flow

import (
	"slices"
	"strconv"
	"time"

	"tagtap/flow/shop"
)

// Reason is why something is asked for. The seller's fault decides who bears the shipping; what needs no reason (七天无理由)
// is bound to seven days and to the category.
type Reason struct {
	ID       string
	Fault    bool // of the seller
	NoReason bool
	For      []RequestType
}

// The reasons that rules name.
const (
	ReasonUnwanted    = "no-longer-wanted"
	ReasonNotReceived = "not-received"
	ReasonPriceDrop   = "price-dropped"
)

// reasons is the one table of reasons. Their names are ours; that the platform tells the seller's fault from a change of mind
// is its own rule (Xiaohongshu rule centre, 119697).
var reasons = []Reason{
	{ID: ReasonUnwanted, NoReason: true, For: []RequestType{RefundUnshipped, ReturnRefund}},
	{ID: "wrong-choice", NoReason: true, For: []RequestType{RefundUnshipped, ReturnRefund, Exchange}},
	{ID: "wrong-address", NoReason: true, For: []RequestType{RefundUnshipped}},
	{ID: "wrong-size", NoReason: true, For: []RequestType{ReturnRefund, Exchange}},
	{ID: "late", Fault: true, For: []RequestType{RefundUnshipped, RefundShipped}},
	{ID: ReasonNotReceived, Fault: true, For: []RequestType{RefundShipped}},
	{ID: "missing-piece", Fault: true, For: []RequestType{RefundShipped}},
	{ID: "quality", Fault: true, For: []RequestType{RefundShipped, ReturnRefund, Exchange}},
	{ID: "damaged", Fault: true, For: []RequestType{RefundShipped, ReturnRefund, Exchange}},
	{ID: "not-as-described", Fault: true, For: []RequestType{ReturnRefund, Exchange}},
	{ID: "wrong-item", Fault: true, For: []RequestType{ReturnRefund, Exchange}},
	{ID: ReasonPriceDrop, For: []RequestType{Protection}},
}

// Reasons lists all reasons.
func Reasons() []Reason { return slices.Clone(reasons) }

// ReasonsFor lists the reasons of a type, in the order of the page.
func ReasonsFor(t RequestType) []Reason {
	var all []Reason
	for _, r := range reasons {
		if slices.Contains(r.For, t) {
			all = append(all, r)
		}
	}
	return all
}

// reasonOf returns the reason of an id, the zero one where there is none.
func reasonOf(id string) Reason {
	for _, r := range reasons {
		if r.ID == id {
			return r
		}
	}
	return Reason{}
}

// Windows of the shopper (Xiaohongshu rule centre, 10124 and 119697).
const (
	afterSaleDays = 30                 // from the confirmation of receipt; a category may have fewer, as electronic goods 15
	sevenDays     = 7 * 24 * time.Hour // from the midnight after the carrier's receipt
	mostRequests  = 5                  // an item
	day           = 24 * time.Hour
)

// Cross-border goods may go back without tax and quota if that is asked for within 30 days of their clearance, and if they
// are in the zone again within 45 (General Administration of Customs, notice 2020 No. 45).
const (
	taxAsked = 30 * day
	taxBack  = 45 * day
)

// fastMost is up to how much is given back at once for a parcel that did not arrive (Xiaohongshu rule centre, 10021).
const fastMost shop.Fen = 200_000

func pieceCount(pieces []shop.Pieces, sku shop.SKU) int32 {
	var n int32
	for _, p := range pieces {
		if p.SKU == sku {
			n += p.Quantity
		}
	}
	return n
}

// item returns the line of a SKU, or nil.
func (o *Order) item(sku shop.SKU) *shop.Item {
	for i := range o.Quote.Items {
		if o.Quote.Items[i].SKU == sku {
			return &o.Quote.Items[i]
		}
	}
	return nil
}

// Kept returns how many pieces of a line were not given back.
func (o *Order) Kept(sku shop.SKU) int32 {
	item := o.item(sku)
	if item == nil {
		return 0
	}
	return item.Quantity - pieceCount(o.Returned, sku)
}

// parcelOf returns the last parcel that holds a SKU, nil where it has not left. The pieces of a line leave together.
func (o *Order) parcelOf(sku shop.SKU) *Parcel {
	for i := len(o.Parcels) - 1; i >= 0; i-- {
		if pieceCount(o.Parcels[i].Pieces, sku) > 0 {
			return &o.Parcels[i]
		}
	}
	return nil
}

// Waiting lists the pieces that have not left and are still to leave.
func (o *Order) Waiting() []shop.Pieces {
	var pieces []shop.Pieces
	for i := range o.Quote.Items {
		sku := o.Quote.Items[i].SKU
		if n := o.Kept(sku); n > 0 && o.parcelOf(sku) == nil {
			pieces = append(pieces, shop.Pieces{SKU: sku, Quantity: n})
		}
	}
	return pieces
}

// standing is the status of an order that has left, when no exchange is open.
func (o *Order) standing() OrderStatus {
	switch {
	case o.Completed != 0:
		return Completed
	case len(o.Waiting()) > 0:
		return PartShipped
	}
	return InTransit
}

// free returns how many pieces of a line a request may still be about, and the open request that holds others. A piece that
// was exchanged is not asked for a second time.
func (s *State) free(o *Order, sku shop.SKU) (n int32, by RequestID) {
	n = o.Kept(sku)
	for i := range s.Requests {
		r := &s.Requests[i]
		if r.Order != o.ID || !r.Status.Open() && (r.Type != Exchange || r.Status != RequestDone) {
			continue
		}
		if held := pieceCount(r.Pieces, sku); held > 0 {
			n -= held
			if r.Status.Open() {
				by = r.ID
			}
		}
	}
	return max(0, n), by
}

// askedTimes returns how many requests there were about a line, whatever became of them.
func (s *State) askedTimes(o *Order, sku shop.SKU) int {
	n := 0
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Order == o.ID && pieceCount(r.Pieces, sku) > 0 {
			n++
		}
	}
	return n
}

// category returns the category of an item's product, an empty one with the usual rules where the catalogue has none.
func (w *World) category(item *shop.Item) shop.Category {
	if p := w.Catalogue.Product(item.Product); p != nil {
		if c := w.Catalogue.Category(p.Category); c != nil {
			return *c
		}
	}
	return shop.Category{SevenDays: true}
}

// closes returns until when after-sale of a line may be asked for; it says false while the order is not completed.
func (w *World) closes(o *Order, item *shop.Item) (shop.Instant, bool) {
	if o.Completed == 0 {
		return 0, false
	}
	days := w.category(item).Days
	if days == 0 {
		days = afterSaleDays
	}
	return o.Completed.Add(time.Duration(days) * day), true
}

// NoReasonUntil returns until when a line may go back without a reason: 168 hours from the midnight (China time) that follows
// the carrier's receipt of its parcel. It says false while the line has not arrived: the time has not begun. A receipt that
// only the shopper confirmed counts as the carrier's.
func (o *Order) NoReasonUntil(sku shop.SKU) (shop.Instant, bool) {
	at := o.Completed
	if parcel := o.parcelOf(sku); parcel != nil && parcel.Signed != 0 {
		at = parcel.Signed
	}
	if at == 0 {
		return 0, false
	}
	d := at.Time()
	return shop.At(time.Date(d.Year(), d.Month(), d.Day()+1, 0, 0, 0, 0, shop.China)).Add(sevenDays), true
}

// fits says whether the order is where a type of request is for, as far as its status goes.
func (o *Order) fits(t RequestType) bool {
	switch t {
	case RefundUnshipped:
		return o.Status == Paid || o.Status == Customs || o.Status == ToShip || o.Status == PartShipped
	case RefundShipped, ReturnRefund:
		return o.Status.Bought() && len(o.Parcels) > 0
	case Exchange:
		// What is exchanged is in the shopper's hands. Goods from abroad are not: the new piece would cross the border without
		// a payment of its own that customs could match.
		return o.Status.Bought() && len(o.Parcels) > 0 && len(o.Waiting()) == 0 && (o.unsigned() < 0 || o.Completed != 0) &&
			!o.Quote.Trade.CrossBorder()
	case Protection:
		return o.Status.Bought()
	}
	return false
}

// checkAskable turns a line down that a request of a type cannot be about now.
func checkAskable(w *World, s *State, o *Order, t RequestType, item *shop.Item) Refusal {
	notNow := refuse(TypeNotNow, "type", string(t), "status", o.Status.String())
	if !o.fits(t) || t != Protection && (o.parcelOf(item.SKU) == nil) != (t == RefundUnshipped) {
		return notNow
	}
	if n, by := s.free(o, item.SKU); n == 0 {
		if by != "" {
			return refuse(RequestOpen, "request", string(by))
		}
		return notNow
	}
	if s.askedTimes(o, item.SKU) >= mostRequests {
		return refuse(TooManyRequests, "max", strconv.Itoa(mostRequests))
	}
	if t == Protection {
		return checkLower(w, s, o, item)
	}
	if until, ok := w.closes(o, item); ok && w.Now >= until && t != RefundUnshipped {
		return refuse(WindowClosed, "until", instant(until))
	}
	return Refusal{}
}

// checkLower turns price protection down that the shop does not give, that comes too late, or that has nothing to give.
func checkLower(w *World, s *State, o *Order, item *shop.Item) Refusal {
	seller := w.Catalogue.Shop(o.Quote.Shop)
	if seller == nil || seller.Protect == 0 {
		return refuse(TypeNotNow, "type", string(Protection), "status", o.Status.String())
	}
	if until := o.PaidAt.Add(time.Duration(seller.Protect) * day); w.Now >= until {
		return refuse(WindowClosed, "until", instant(until))
	}
	if w.lower(s, o, item) == 0 {
		return refuse(NothingLower)
	}
	return Refusal{}
}

// checkType turns a type down that no line of the order is ready for.
func checkType(w *World, s *State, o *Order, t RequestType) Refusal {
	why := refuse(TypeNotNow, "type", string(t), "status", o.Status.String())
	for i := range o.Quote.Items {
		r := checkAskable(w, s, o, t, &o.Quote.Items[i])
		if !r.Refused() {
			return r
		}
		if why.Code == TypeNotNow {
			why = r
		}
	}
	return why
}

// checkAnyType turns a new request down where no type of it is possible.
func checkAnyType(w *World, s *State, o *Order) Refusal {
	why := refuse(NotNow, "order", string(o.ID), "status", o.Status.String())
	for _, t := range RequestTypes() {
		r := checkType(w, s, o, t)
		if !r.Refused() {
			return r
		}
		if why.Code == NotNow && r.Code != TypeNotNow && r.Code != NothingLower {
			why = r
		}
	}
	return why
}

// checkNoReason holds a return without a reason against its category and its seven days (Xiaohongshu rule centre, 119697).
func checkNoReason(w *World, o *Order, pieces []shop.Pieces) Refusal {
	for _, p := range pieces {
		item := o.item(p.SKU)
		if c := w.category(item); !c.SevenDays {
			return refuse(NoReasonOff, "category", c.ID)
		}
		if until, ok := o.NoReasonUntil(p.SKU); ok && w.Now >= until {
			return refuse(WindowClosed, "until", instant(until))
		}
	}
	return Refusal{}
}

// RequestReasons lists the ids of all reasons.
func RequestReasons() []string {
	ids := make([]string, len(reasons))
	for i := range reasons {
		ids[i] = reasons[i].ID
	}
	return ids
}
