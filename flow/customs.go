package flow

import (
	"time"

	"tagtap/flow/shop"
)

// A cross-border order is declared to customs once risk control lets it go, and waits there before anything is packed: the
// platform's statuses come in the order paid 2, customs 3, to ship 4 for all trade modes. Direct mail and parcels are really
// looked at in the port, after their flight; here order, payment and identity are matched before, as for bonded goods, and
// the flight is part of the days on the road.

// clearing has the hours that customs take from the declaration, by trade mode. No official figure was found for them: they
// make a believable timeline and are unconfirmed, and so are the two below.
var clearing = map[shop.Trade]time.Duration{
	shop.Bonded: 6 * time.Hour,
	shop.Direct: 24 * time.Hour,
	shop.Parcel: 24 * time.Hour,
}

const (
	queryTakes  = 48 * time.Hour // longer, where customs ask for more
	warehousing = 2 * time.Hour  // from clearance to dispatch, at least
)

// crossBorder says whether the order is declared to customs.
func (o *Order) crossBorder() bool { return o.Quote.Trade.CrossBorder() }

// passes returns when customs will have cleared the order.
func (o *Order) passes() shop.Instant {
	at := o.PaidAt
	for _, scan := range o.Track {
		if scan.Code == ScanDeclared {
			at = scan.At
		}
	}
	at = at.Add(clearing[o.Quote.Trade])
	if o.Queried {
		at = at.Add(queryTakes)
	}
	return at
}

// cleared is what ends the risk control of the order.
func (o *Order) cleared() Verb {
	if o.crossBorder() {
		return DeclareCustoms
	}
	return ClearOrder
}

// packs returns when the order is packed: half of the way to its dispatch, from its payment or from customs.
func (o *Order) packs() shop.Instant {
	from := o.PaidAt
	if o.crossBorder() {
		from = max(from, o.Passed)
	}
	return from.Add(o.leaves().Sub(from) / 2)
}

// checkCustoms says whether a happening of customs fits where the order stands.
func (o *Order) checkCustoms(v Verb) bool {
	switch v {
	case DeclareCustoms:
		return o.Status == Paid && o.crossBorder()
	case PassCustoms:
		return o.Status == Customs
	case QueryCustoms:
		return o.Status == Customs && !o.Queried
	}
	return false
}

// customs writes what a happening of customs does into a progress.
func (p *Progress) customs(v Verb) {
	switch v {
	case DeclareCustoms:
		p.Status, p.Scan.Code = Customs, ScanDeclared
	case PassCustoms:
		p.Status, p.Scan.Code = ToShip, ScanPassed
	case QueryCustoms:
		p.Scan.Code = ScanQueried
	}
}

// packing is the line of the timeline that says that the order is worked on.
func (o *Order) packing() string {
	if o.crossBorder() {
		return ScanWarehouse
	}
	return ScanPacking
}
