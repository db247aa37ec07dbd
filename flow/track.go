package flow

import (
	"time"

	"tagtap/flow/shop"
)

// Parcel is what left the seller in one box.
type Parcel struct {
	Pieces []shop.Pieces `cbor:"1,keyasint"`
	Left   shop.Instant  `cbor:"2,keyasint"`
	Moves  int           `cbor:"3,keyasint,omitempty"` // scans on the road
	Signed shop.Instant  `cbor:"4,keyasint,omitempty"`
}

// Scan is one line of an order's timeline: a code of Codes, and which parcel it is about, 0 for the order.
type Scan struct {
	Code   string       `cbor:"1,keyasint"`
	Parcel int          `cbor:"2,keyasint,omitempty"`
	At     shop.Instant `cbor:"3,keyasint"`
}

// Tracking codes, one for each of the platform's status texts that an order comes through
// (open.xiaohongshu.com, order.getOrderTracking), in the order in which they come.
const (
	ScanPlaced    = "awaiting-payment"  // 待付款
	ScanPaid      = "paid"              // 已支付
	ScanToPack    = "to-pack"           // 待配货
	ScanPacking   = "packing"           // 配货中
	ScanShipped   = "shipped"           // 已发货
	ScanPickedUp  = "picked-up"         // 已揽件
	ScanTransit   = "in-transit"        // 运输中
	ScanSigned    = "signed"            // 已签收
	ScanCompleted = "completed"         // 已完成
	ScanClosed    = "closed"            // 已关闭
	ScanStopped   = "shipment-stopped"  // 取消发货
	ScanDelayed   = "delayed"           // ours: the seller says that it takes longer
	ScanLate      = "late"              // ours: the promise passed
	ScanDeclared  = "customs-declaring" // 海关申报中
	ScanQueried   = "customs-query"     // ours: customs ask for more
	ScanPassed    = "customs-passed"    // 海关通过
	ScanWarehouse = "warehouse"         // 仓库作业中
	ScanRefunded  = "refunded"          // ours: money of a request was given back
	ScanDeposit   = "deposit-paid"      // ours: of a presale
)

// Scans lists all tracking codes.
func Scans() []string {
	return []string{
		ScanPlaced, ScanPaid, ScanToPack, ScanPacking, ScanShipped, ScanPickedUp, ScanTransit, ScanSigned, ScanCompleted, ScanClosed,
		ScanStopped, ScanDelayed, ScanLate, ScanDeclared, ScanQueried, ScanPassed, ScanWarehouse, ScanRefunded, ScanDeposit,
	}
}

// Progress is how an order comes on: its status, what its timeline says, and what else changed.
type Progress struct {
	Status OrderStatus `cbor:"1,keyasint"`
	Scan   Scan        `cbor:"2,keyasint"`
	Parcel *Parcel     `cbor:"3,keyasint,omitempty"` // as it is now; Scan.Parcel numbers it
	Leave  int         `cbor:"4,keyasint,omitempty"` // the new hours until dispatch, 0 for no change
}

// Coupon is a coupon that the shopper holds.
type Coupon struct {
	ID      string       `cbor:"1,keyasint"`
	Kind    string       `cbor:"2,keyasint"`           // late-shipping: no threshold, of the platform (薯券); else as the catalogue has it
	Amount  shop.Fen     `cbor:"3,keyasint"`           // of one that no catalogue holds
	Order   OrderID      `cbor:"4,keyasint,omitempty"` // for which it was given
	Expires shop.Instant `cbor:"5,keyasint"`           // 0 for never
	Used    OrderID      `cbor:"6,keyasint,omitempty"` // by which order; given back where the rules give it back
}

// CouponLate is the kind of a coupon that pays for late shipping.
const CouponLate = "late-shipping"

// What late shipping gives is a coupon without threshold that is valid for 365 days: a percentage of the goods that were paid,
// within a range (Xiaohongshu rule centre, 119702).
const payoutValid = 365 * 24 * time.Hour

// rate is a percentage of the goods, and its range.
type rate struct {
	percent     int
	least, most shop.Fen
}

// rate returns what late shipping gives: domestic orders 1 %, ¥3 to ¥30; those over the border 3 %, ¥3 to ¥60; a promise of
// the same day or of 24 hours 1 % as well, for which no range is named, so it has the domestic one; a presale the more the
// later it is, ¥5 to ¥80.
func (o *Order) rate(at shop.Instant) rate {
	switch late := at.Sub(o.ShipBy()); {
	case o.Presale != nil && late > 168*time.Hour:
		return rate{5, 500, 8000}
	case o.Presale != nil && late > 48*time.Hour:
		return rate{3, 500, 8000}
	case o.Presale != nil:
		return rate{1, 500, 8000}
	case o.crossBorder() && !o.SameDay && o.ShipHours > 24:
		return rate{3, 300, 6000}
	}
	return rate{1, 300, 3000}
}

// payout returns what late shipping of an order gives that is found at an instant.
func (o *Order) payout(at shop.Instant) shop.Fen {
	r := o.rate(at)
	return shop.PayoutOf(o.Quote.Goods(), r.percent, r.least, r.most)
}

// Hours after which things happen to a parcel. No official figure was found for them; they make a believable timeline.
const (
	partsApart   = 12 * time.Hour // between the two parcels of an order
	pickUp       = 3 * time.Hour
	remoteTravel = 48 // hours more on the road to a remote province
	delayBeyond  = 20 // hours after the promise that a delayed parcel leaves
)

// lastScan is the number of scans on the road: picked up, on the way, in the shopper's city.
const lastScan = 3

// ShipBy returns until when the order has to leave: the seller's hours from payment, or midnight where a same-day seller is
// paid before 16:00 (Xiaohongshu rule centre, 119702).
func (o *Order) ShipBy() shop.Instant {
	if o.SameDay {
		day := o.PaidAt.Time().In(shop.China)
		if day.Hour() < 16 {
			return shop.At(time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, shop.China))
		}
	}
	return o.PaidAt.Add(time.Duration(o.ShipHours) * time.Hour)
}

// leaves returns when the next parcel leaves: within the promise, or as long after it as the seller said; never before customs
// let it.
func (o *Order) leaves() shop.Instant {
	if n := len(o.Parcels); n > 0 {
		return o.Parcels[n-1].Left.Add(partsApart)
	}
	at := min(o.PaidAt.Add(time.Duration(o.Leave)*time.Hour), o.ShipBy().Add(-time.Hour))
	if late := o.Leave - o.ShipHours; late > 0 {
		at = o.ShipBy().Add(time.Duration(late) * time.Hour)
	}
	if o.crossBorder() {
		at = max(at, o.Passed.Add(warehousing))
	}
	return at
}

// packed says whether packing has begun.
func (o *Order) packed() bool { return o.scanned(o.packing()) }

func (o *Order) scanned(code string) bool {
	for _, scan := range o.Track {
		if scan.Code == code {
			return true
		}
	}
	return false
}

// unsigned returns the index of the first parcel that has not arrived, -1 for none.
func (o *Order) unsigned() int {
	for i := range o.Parcels {
		if o.Parcels[i].Signed == 0 {
			return i
		}
	}
	return -1
}

// moving returns the index of the parcel that is scanned next on the road, and when; -1 where none is. Parcels are on the
// road side by side.
func (o *Order) moving() (index int, at shop.Instant) {
	index = -1
	for i := range o.Parcels {
		p := &o.Parcels[i]
		if p.Signed != 0 || p.Moves >= lastScan {
			continue
		}
		next := p.Left.Add(o.travel() * time.Duration(p.Moves) / lastScan)
		if p.Moves == 0 {
			next = p.Left.Add(min(pickUp, o.travel()/4))
		}
		if index < 0 || next < at {
			index, at = i, next
		}
	}
	return index, at
}

// Arrives returns when the last parcel that has left is expected; false where none is on its way.
func (o *Order) Arrives() (shop.Instant, bool) {
	if o.unsigned() < 0 {
		return 0, false
	}
	return o.Parcels[len(o.Parcels)-1].Left.Add(o.travel()), true
}

func (o *Order) travel() time.Duration { return time.Duration(o.Travel) * time.Hour }

// coming lists what the world will do to the order by itself, and when.
func (o *Order) coming(f *Flow, add func(shop.Instant, Verb)) {
	switch o.Status {
	case AwaitingPayment:
		switch {
		case !o.AwaitsBalance():
			add(o.Placed.Add(f.OrderLimit), ExpireOrder)
		case o.Presale.Balance.Until != 0: // a balance without an end is never missed
			add(o.Presale.Balance.Until, ExpireOrder)
		}
	case Paid:
		add(o.PaidAt.Add(f.RiskHold), o.cleared())
	case Customs:
		add(o.passes(), PassCustoms)
	case ToShip, PartShipped:
		if o.packed() || o.Status == PartShipped {
			add(o.leaves(), ShipParcel)
		} else {
			add(o.packs(), PackOrder)
		}
	case InTransit:
		if o.unsigned() < 0 {
			add(o.Parcels[len(o.Parcels)-1].Signed.Add(f.AutoConfirm), ConfirmOrder)
		}
	}
	if o.waits() {
		add(o.ShipBy(), MissPromise)
	}
	if o.Status != PartShipped && o.Status != InTransit {
		return
	}
	if i, at := o.moving(); i >= 0 {
		add(at, MoveParcel)
	}
	if i := o.unsigned(); i >= 0 && o.Parcels[i].Moves >= lastScan {
		add(o.Parcels[i].Left.Add(o.travel()), SignParcel)
	}
}

// waits says whether the seller still owes the shipping that was promised, and was not found late yet.
func (o *Order) waits() bool {
	return !o.Late && (o.unshipped() || o.Status == PartShipped)
}

// unshipped says whether the order is paid and nothing of it has left.
func (o *Order) unshipped() bool {
	return o.Status == Paid || o.Status == Customs || o.Status == ToShip
}

// checkProgress turns a happening down that does not fit where its order stands.
func checkProgress(s *State, a Action) Refusal {
	o := s.Order(OrderID(a.ID))
	if o == nil {
		return refuse(NoSuch, "order", a.ID)
	}
	ok := false
	switch a.Verb {
	case ClearOrder:
		ok = o.Status == Paid && !o.crossBorder()
	case PackOrder:
		ok = o.Status == ToShip && !o.packed()
	case ShipParcel:
		ok = o.Status == ToShip || o.Status == PartShipped
	case MoveParcel:
		i, _ := o.moving()
		ok = o.Status.Bought() && i >= 0
	case SignParcel:
		ok = o.Status.Bought() && o.unsigned() >= 0
	case ConfirmOrder:
		ok = o.Status == InTransit && o.unsigned() < 0
	case MissPromise:
		ok = o.waits()
	case DelayParcel:
		ok = o.unshipped() && o.Leave <= o.ShipHours
	default:
		ok = o.checkCustoms(a.Verb)
	}
	if !ok {
		return refuse(NotNow, "order", a.ID, "status", o.Status.String())
	}
	return Refusal{}
}

// progress brings an order on.
func (t *turn) progress(a Action) {
	t.stay(a)
	o := *t.state.Order(OrderID(a.ID))
	p := Progress{Status: o.Status, Scan: Scan{At: t.now}}
	switch a.Verb {
	case ClearOrder:
		p.Status, p.Scan.Code = ToShip, ScanToPack
	case PackOrder:
		p.Scan.Code = o.packing()
	case ShipParcel:
		parcel := o.next()
		parcel.Left = t.now
		p.Status, p.Scan.Code, p.Scan.Parcel, p.Parcel = InTransit, ScanShipped, len(o.Parcels)+1, &parcel
		if len(o.Parcels) == 0 && len(parcel.Pieces) < len(o.Waiting()) {
			p.Status = PartShipped
		}
	case MoveParcel, SignParcel:
		i := o.unsigned()
		if a.Verb == MoveParcel {
			i, _ = o.moving()
		}
		parcel := o.Parcels[i]
		p.Scan.Parcel, p.Parcel = i+1, &parcel
		if a.Verb == SignParcel {
			parcel.Signed, p.Scan.Code = t.now, ScanSigned
			break
		}
		parcel.Moves++
		p.Scan.Code = ScanTransit
		if parcel.Moves == 1 {
			p.Scan.Code = ScanPickedUp
		}
	case ConfirmOrder, ConfirmReceipt:
		p.Status, p.Scan.Code = Completed, ScanCompleted
	case DelayParcel:
		p.Leave, p.Scan.Code = o.ShipHours+delayBeyond, ScanDelayed
	case MissPromise:
		p.Scan.Code = ScanLate
	default:
		p.customs(a.Verb)
	}
	t.emit(Event{Kind: OrderMoved, OrderID: o.ID, Beside: &Beside{Progress: &p}})
	if a.Verb == MissPromise {
		t.emit(Event{Kind: CouponGiven, OrderID: o.ID, Beside: &Beside{Coupon: &Coupon{
			ID: t.id("C"), Kind: CouponLate, Amount: o.payout(t.now), Order: o.ID, Expires: t.now.Add(payoutValid),
		}}})
	}
}

// next returns what the next parcel holds: all that has still to leave, or the first product of it where the order leaves in
// parts.
func (o *Order) next() Parcel {
	pieces := o.Waiting()
	split := len(pieces)
	if o.InParts && len(o.Parcels) == 0 && split > 0 {
		first := o.item(pieces[0].SKU).Product
		for split = 1; split < len(pieces) && o.item(pieces[split].SKU).Product == first; {
			split++
		}
	}
	return Parcel{Pieces: pieces[:split:split]}
}

// moved folds a progress into an order.
func (o *Order) moved(p *Progress) {
	o.Status = p.Status
	if p.Scan.Code != "" { // a request moves an order without a line of its own
		o.Track = append(o.Track[:len(o.Track):len(o.Track)], p.Scan)
	}
	if p.Parcel != nil {
		parcels := append([]Parcel(nil), o.Parcels...)
		if n := p.Scan.Parcel; n > len(parcels) {
			parcels = append(parcels, *p.Parcel)
		} else if n > 0 {
			parcels[n-1] = *p.Parcel
		}
		o.Parcels = parcels
	}
	if p.Leave > 0 {
		o.Leave = p.Leave
	}
	switch p.Scan.Code {
	case ScanCompleted:
		o.Completed = p.Scan.At
	case ScanLate:
		o.Late = true
	case ScanPassed:
		o.Passed = p.Scan.At
	case ScanQueried:
		o.Queried = true
	}
}
