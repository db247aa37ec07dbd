package shop

import (
	"cmp"
	"slices"
)

// set is a bundle as it is applied: how often, and what that takes off each line of its order.
type set struct {
	bundle *Bundle
	count  int32
	saves  Fen     // one set
	need   []int32 // pieces of one set, a line
	off    Fen
	shares []Fen // positive, a line
}

// found says whether the bundle can be had by the ask at all.
func (b *Bundle) found(a *Ask) bool {
	if b.Room == "" && b.Code == "" {
		return b.Window.Holds(a.At)
	}
	return a.opened(b.Window, b.Room, b.Code, b.Replay)
}

// bundle finds the sets in the order and takes their saving off the lines.
func (d *draft) bundle(all []*Bundle) {
	n := len(d.lines)
	var need []int32
	for _, b := range all {
		if !b.found(d.ask) || !d.has(b) {
			continue
		}
		if need == nil {
			need, d.sets = make([]int32, len(all)*n), make([]set, 0, len(all))
		}
		if s := d.candidate(b, need[:n:n]); s.saves > 0 {
			d.sets, need = append(d.sets, s), need[n:]
		}
	}
	if len(d.sets) == 0 {
		return
	}
	slices.SortFunc(d.sets, func(a, b set) int { return cmp.Compare(a.bundle.ID, b.bundle.ID) })
	d.count()
	var fixed [2 * fewLines]Fen
	work := scratch(fixed[:], 2*n)
	for i := range d.sets {
		s := &d.sets[i]
		if s.count == 0 {
			continue
		}
		for j := range d.lines {
			work[j] = d.lines[j].unit * Fen(s.need[j]) * Fen(s.count)
		}
		s.off = min(s.saves*Fen(s.count), max(0, d.sum-d.floor))
		s.shares = make([]Fen, n)
		split(s.off, work[:n], s.shares, work[n:])
		for j := range d.lines {
			d.lines[j].goods -= s.shares[j]
		}
		d.sum -= s.off
	}
}

// has says whether at least one set of the bundle is in the order.
func (d *draft) has(b *Bundle) bool {
	for i := range b.Pieces {
		l := d.line(b.Pieces[i].SKU)
		if l < 0 || b.Pieces[i].Quantity < 1 || d.lines[l].quantity < b.Pieces[i].Quantity {
			return false
		}
	}
	return len(b.Pieces) > 0
}

// candidate returns the bundle's set and what one saves, nothing where a SKU stands in it twice and there are too few pieces.
func (d *draft) candidate(b *Bundle, need []int32) set {
	clear(need)
	s := set{bundle: b, need: need, saves: -b.Price}
	for i := range b.Pieces {
		l := d.line(b.Pieces[i].SKU)
		if need[l] += b.Pieces[i].Quantity; need[l] > d.lines[l].quantity {
			return set{}
		}
		s.saves += d.lines[l].unit * Fen(b.Pieces[i].Quantity)
	}
	return s
}

func (d *draft) line(sku SKU) int {
	for i := range d.lines {
		if d.lines[i].variant.SKU == sku {
			return i
		}
	}
	return -1
}

// count decides how many sets of each bundle are taken: those with the largest saving, then the fewest, then those of the
// smaller ids. Bundles stand in the order of their ids.
func (d *draft) count() {
	if len(d.sets) == 1 {
		p := packing{sets: d.sets, left: make([]int32, len(d.lines))}
		p.fill(d.lines)
		d.sets[0].count = p.fit(&d.sets[0])
		return
	}
	n, m := len(d.lines), len(d.sets)
	work := make([]int32, n+2*m)
	p := packing{sets: d.sets, left: work[:n], now: work[n : n+m], best: work[n+m:]}
	p.fill(d.lines)
	for k := range d.sets {
		p.most = max(p.most, d.sets[k].saves)
	}
	if len(d.sets) > 2 && d.pieces() > manyPieces {
		for k := range d.sets {
			p.prices = append(p.prices, prices(d.sets[k:], len(d.lines)))
		}
	}
	p.try(0, 0, 0)
	for k := range d.sets {
		d.sets[k].count = p.best[k]
	}
}

// manyPieces is from how many pieces on the search for sets is worth a better bound.
const manyPieces = 32

// packing is the exact search for the numbers of sets: depth first over the bundles, largest count first, cut where a bound
// on what the remaining bundles can save shows that nothing better follows.
type packing struct {
	sets      []set
	left      []int32 // pieces of each line that are in no set
	now, best []int32 // sets of each bundle
	saved     Fen     // by best
	used      int64   // sets of best
	most      Fen     // that any set saves
	prices    [][]Fen // of a piece of each line, for the bundles from each on
}

func (p *packing) fill(lines []line) {
	for i := range lines {
		p.left[i] = lines[i].quantity
	}
}

func (p *packing) try(k int, saved Fen, used int64) {
	if k == len(p.sets) {
		if saved > p.saved || saved == p.saved && used < p.used {
			p.saved, p.used = saved, used
			copy(p.best, p.now)
		}
		return
	}
	if more := p.bound(k); saved+more < p.saved {
		return
	} else if gap := p.saved - saved; saved+more == p.saved && used+int64((gap+p.most-1)/p.most) >= p.used {
		return // at best a tie, and not with fewer sets
	}
	s := &p.sets[k]
	fit := p.fit(s)
	least := int32(0)
	if k == len(p.sets)-1 {
		least = fit // every set saves
	}
	for n := fit; n >= least; n-- {
		p.now[k] = n
		p.take(s, n)
		p.try(k+1, saved+s.saves*Fen(n), used+int64(n))
		p.take(s, -n)
	}
	p.now[k] = 0
}

func (p *packing) take(s *set, n int32) {
	for i, need := range s.need {
		p.left[i] -= need * n
	}
}

// fit returns how many sets the pieces that are left make.
func (p *packing) fit(s *set) int32 {
	fit := int32(-1)
	for i, need := range s.need {
		if need > 0 && (fit < 0 || p.left[i]/need < fit) {
			fit = p.left[i] / need
		}
	}
	return fit
}

// bound returns an amount above which the bundles from k on cannot save together.
func (p *packing) bound(k int) Fen {
	var alone Fen
	for i := k; i < len(p.sets); i++ {
		alone += p.sets[i].saves * Fen(p.fit(&p.sets[i]))
	}
	if p.prices == nil {
		return alone
	}
	var priced Fen
	for i, left := range p.left {
		if left > 1<<16 {
			return alone
		}
		priced += p.prices[k][i] * Fen(left)
	}
	return min(alone, priced>>priceBits)
}

// priceBits is how many binary digits of a fraction of a fen a price of prices has.
const priceBits = 10

// prices puts a price on a piece of every line so that no set saves more than its pieces' prices: then no sets save more
// than the prices of all pieces (the dual of a linear programme). It begins with each set's saving an even part a piece and
// lowers one price after the other as far as all sets allow.
func prices(sets []set, lines int) []Fen {
	y := make([]Fen, lines)
	for i := range y {
		for k := range sets {
			if sets[k].need[i] == 0 {
				continue
			}
			var n Fen
			for _, need := range sets[k].need {
				n += Fen(need)
			}
			y[i] = max(y[i], (sets[k].saves<<priceBits+n-1)/n)
		}
	}
	for i := range y {
		var least Fen
		for k := range sets {
			need := Fen(sets[k].need[i])
			if need == 0 {
				continue
			}
			rest := sets[k].saves << priceBits
			for j, n := range sets[k].need {
				if j != i {
					rest -= y[j] * Fen(n)
				}
			}
			if rest > 0 {
				least = max(least, (rest+need-1)/need)
			}
		}
		y[i] = least
	}
	return y
}
