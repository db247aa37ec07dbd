package audit

import (
	"strconv"
	"time"

	"tagtap/flow/shop"
)

func unverified(_ *desk, s *shop.Shop) []hit {
	if s.Verified {
		return nil
	}
	return []hit{{field: "verified", fix: "verified: yes"}}
}

func noAccount(d *desk, s *shop.Shop) []hit {
	if len(d.accounts[s.ID]) > 0 {
		return nil
	}
	return []hit{{fix: "authors.yaml"}}
}

// How often a brand posts: at least three times a week, over four weeks.
const (
	leastPosts  = 3
	cadenceSpan = 4
	week        = 7 * 24 * time.Hour
)

// cadence counts the notes of the brand's own account in the four weeks up to the end of the catalogue's today. A brand without
// an account has another finding.
func cadence(d *desk, s *shop.Shop) []hit {
	if len(d.accounts[s.ID]) == 0 {
		return nil
	}
	end := d.c.Today.Add(week / 7)
	posts := 0
	for i := range d.c.Notes {
		n := &d.c.Notes[i]
		if a := d.author(n); a != nil && a.Shop == s.ID && n.Posted < end && n.Posted >= end.Add(-cadenceSpan*week) {
			posts++
		}
	}
	if posts >= leastPosts*cadenceSpan {
		return nil
	}
	return []hit{{fix: "notes", saw: strconv.Itoa(posts)}}
}

// mostShipHours is within how many hours of the payment a parcel has to leave, by trade mode.
var mostShipHours = map[shop.Trade]int{shop.Domestic: 48, shop.Bonded: 72, shop.Direct: 120, shop.Parcel: 120}

func shipPromise(_ *desk, s *shop.Shop) []hit {
	most, known := mostShipHours[s.Trade]
	if !known || s.ShipHours > 0 && s.ShipHours <= most {
		return nil
	}
	return []hit{{field: "ship-within-hours", fix: "ship-within-hours: " + strconv.Itoa(most), saw: strconv.Itoa(s.ShipHours)}}
}

// worth returns the list price of one set, false where it holds a SKU that is not there.
func (d *desk) worth(b *shop.Bundle) (shop.Fen, bool) {
	var sum shop.Fen
	for _, piece := range b.Pieces {
		v, _ := d.c.Variant(piece.SKU)
		if v == nil {
			return 0, false
		}
		sum += v.Price * shop.Fen(piece.Quantity)
	}
	return sum, sum > 0
}

func bundleSavesNothing(d *desk, s *shop.Shop) []hit {
	var hits []hit
	for _, b := range d.c.BundlesOf(s.ID) {
		if sum, known := d.worth(b); known && b.Price >= sum {
			hits = append(hits, hit{field: "bundles/" + b.ID + "/price", fix: "price", saw: b.Price.String()})
		}
	}
	return hits
}

func liveBundle(d *desk, s *shop.Shop) []hit {
	var hits []hit
	for _, b := range d.c.BundlesOf(s.ID) {
		if sum, known := d.worth(b); known && b.Room != "" && b.Price < sum && strange(sum, b.Price) {
			hits = append(hits, hit{field: "bundles/" + b.ID + "/price", fix: "price", saw: percentOff(sum, b.Price)})
		}
	}
	return hits
}

// How much a live price is to be off, in percent of the list price: enough to move people, not so much as to cheapen the goods.
const (
	leastLive = 15
	mostLive  = 25
)

// strange says whether a live price is less than 15 % or more than 25 % off. The comparison is exact.
func strange(from, to shop.Fen) bool {
	off := (from - to) * full
	return off < leastLive*from || off > mostLive*from
}

// percentOff prints a discount with one decimal where it has one, cut off: 14.9.
func percentOff(from, to shop.Fen) string {
	tenths := int64((from - to) * full * 10 / from)
	if tenths%10 == 0 {
		return strconv.FormatInt(tenths/10, 10)
	}
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10)
}
