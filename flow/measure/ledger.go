package measure

// Dim is by what a book groups.
type Dim byte

// The dimensions. The key of DimAll and DimBranch is GroupKey(flow, source).
const (
	DimAll     Dim = 'a'
	DimBranch  Dim = 'b' // sessions that branched off while somebody looked back: reports leave them out unless asked
	DimNote    Dim = 'n' // notes: what they led to, the last one before it counts
	DimFirst   Dim = 'f' // … the first one of the session counts
	DimProduct Dim = 'p'
	// The same of sessions that branched off.
	DimBranchNote    Dim = 'N'
	DimBranchFirst   Dim = 'F'
	DimBranchProduct Dim = 'P'
)

// branch returns the dimension that is the same for sessions that branched off.
func (d Dim) branch() Dim {
	if d == DimAll {
		return DimBranch
	}
	return d - 'a' + 'A'
}

// of returns the dimension that a cell belongs to, and whether it is of sessions that branched off.
func (d Dim) of() (Dim, bool) {
	switch {
	case d == DimBranch:
		return DimAll, true
	case d >= 'A' && d <= 'Z':
		return d - 'A' + 'a', true
	}
	return d, false
}

// sourceSim is the source of simulated shoppers. Their runs are named set/run, and so they are grouped: source/set.
const (
	sourceSim = "sim"
	setMark   = "/"
)

// GroupKey is the key of the sessions of a flow and a source.
func GroupKey(flow, source string) string { return flow + "\x00" + source }

// Book adds up what sessions came to: a store keeps it in buckets, a report in memory. The tally that it returns is changed
// until the counter begins another session, or rests.
type Book interface {
	Tally(w Week, d Dim, key string) *Tally
}

// Cell names a tally of a book.
type Cell struct {
	Week Week
	Dim  Dim
	Key  string
}

// Ledger is a book in memory.
type Ledger map[Cell]*Tally

// Tally implements Book.
func (l Ledger) Tally(w Week, d Dim, key string) *Tally {
	cell := Cell{w, d, key}
	t := l[cell]
	if t == nil {
		t = &Tally{}
		l[cell] = t
	}
	return t
}

// Plus adds another ledger.
func (l Ledger) Plus(other Ledger) {
	for cell, t := range other {
		l.Tally(cell.Week, cell.Dim, cell.Key).Plus(t)
	}
}
