package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// What is expected of all that stands beside the loop: orders on their way, coupons, wallets, notes, videos, leaving.

// reads makes the test of a word that is read off the scene.
func reads(want string, read func(*scene) string) (test, string) {
	return func(sc *scene, got *string) bool {
		is := read(sc)
		if is != want && got != nil {
			*got = is
		}
		return is == want
	}, want
}

func (p *parser) expectTab(_ *line, n *strict.Node) (test, string) {
	return reads(p.word(n, "tab", flow.Tabs()), func(sc *scene) string {
		if tab := sc.shown.State.Tab; tab != "" {
			return tab
		}
		return flow.TabAll
	})
}

func (p *parser) expectTracking(_ *line, n *strict.Node) (test, string) {
	return reads(p.word(n, "tracking code", append([]string{none}, flow.Scans()...)), func(sc *scene) string {
		orders := sc.shown.State.Orders
		if len(orders) == 0 || len(orders[len(orders)-1].Track) == 0 {
			return none
		}
		track := orders[len(orders)-1].Track
		return track[len(track)-1].Code
	})
}

// expectCoupons compares a number of coupons, or money with what they are worth.
func (p *parser) expectCoupons(_ *line, n *strict.Node) (test, string) {
	if c, err := money.comparison(n); err == nil {
		return number(c, money, func(sc *scene) (int64, bool) {
			var sum shop.Fen
			for _, c := range sc.world().Usable(sc.shown.State) {
				sum += c.Off
			}
			return int64(sum), true
		}), c.text
	}
	c, err := counts.comparison(n)
	if err != nil {
		p.add(n.Pos(), n.Errorf("got %s, want %s, or money text such as ¥3.00", n.Got(), counts.want))
	}
	return number(c, counts, func(sc *scene) (int64, bool) { return int64(len(sc.world().Usable(sc.shown.State))), true }), c.text
}

// anyWallet is what a shopper has bound who need not bind a wallet.
const anyWallet = "any"

func (p *parser) expectWallet(l *line, n *strict.Node) (test, string) {
	want := p.several(l, n, "payment", anyWallet)
	return these(want, func(sc *scene) []string {
		if !sc.shown.State.Unbound {
			return []string{anyWallet}
		}
		var bound []string
		for _, m := range sc.shown.State.Wallets {
			bound = append(bound, string(m))
		}
		return bound
	}, "")
}

func (p *parser) expectMarks(l *line, n *strict.Node) (test, string) {
	liked := lastKey(n) == "liked"
	want := p.several(l, n, "note", "")
	return these(want, func(sc *scene) []string {
		var notes []string
		for _, m := range sc.shown.State.Marks {
			if liked && m.Liked || !liked && m.Saved {
				notes = append(notes, string(m.Note))
			}
		}
		return notes
	}, "note")
}

// several reads one id or a list of them that must be there, or none; or the word that is allowed beside them.
func (p *parser) several(l *line, n *strict.Node, kind, word string) []string {
	nodes := []*strict.Node{n}
	if n.Kind() == strict.List {
		nodes, _ = n.List()
	}
	ids := []string{}
	for _, item := range nodes {
		if s, err := item.Text(); err == nil && n.Kind() == strict.Scalar && (s == none || s == word && word != "") {
			if s == none {
				return ids
			}
			return append(ids, s)
		}
		if id, ok := p.id(item); ok {
			l.refs = append(l.refs, ref{kind: kind, id: id, node: item})
			ids = append(ids, id)
		}
	}
	return ids
}

// these makes the test of a set of ids, whose order does not matter. Those of a kind may be names that stand for what the
// walk makes.
func these(want []string, read func(*scene) []string, kind string) (test, string) {
	written := none
	if len(want) > 0 {
		written = listed(want)
	}
	return func(sc *scene, got *string) bool {
		is := read(sc)
		ids := slices.Clone(want)
		for i, id := range ids {
			if kind == "note" && id == myReview {
				ids[i] = string(lastNote(sc.shown.State))
			} else if kind != "" {
				ids[i], _ = standsFor(sc.shown.State, kind, id)
			}
		}
		slices.Sort(ids)
		sorted := slices.Sorted(slices.Values(is))
		if slices.Equal(ids, sorted) {
			return true
		}
		if got != nil {
			*got = none
			if len(is) > 0 {
				*got = listed(is)
			}
		}
		return false
	}, written
}

func (p *parser) expectComments(_ *line, n *strict.Node) (test, string) {
	c, err := counts.comparison(n)
	p.add(n.Pos(), err)
	return number(c, counts, func(sc *scene) (int64, bool) {
		id := sc.shown.State.Subject(flow.Note) + sc.shown.State.Subject(flow.Video) // only one of them is on a trail
		return int64(len(sc.shown.World.Shared.Post(shop.NoteID(id)).Comments)), id != ""
	}), c.text
}

// expectVideo compares a number with the second that plays, or a product with the one whose card is shown.
func (p *parser) expectVideo(l *line, n *strict.Node) (test, string) {
	playing := func(sc *scene) bool { return sc.shown.State.Place() == flow.Video }
	if c, err := counts.comparison(n); err == nil {
		return number(c, counts, func(sc *scene) (int64, bool) {
			return int64(sc.shown.State.Video.At(sc.shown.Now)), playing(sc)
		}), c.text
	}
	id, ok := p.id(n)
	if ok && id != none {
		l.refs = append(l.refs, ref{kind: "product", id: id, node: n})
	}
	return reads(id, func(sc *scene) string {
		if shown := sc.shown.State.Video.Shown; shown != "" && playing(sc) {
			return string(shown)
		}
		return none
	})
}

// leavings are the platforms and reasons for which a shopper leaves the app.
func leavings() []string {
	return append(flow.Platforms(), flow.ReasonFlow, flow.ReasonAd, flow.ReasonOutbound, flow.ReasonUnverified)
}

func (p *parser) expectLeft(_ *line, n *strict.Node) (test, string) {
	return reads(p.word(n, "platform or reason", append([]string{none}, leavings()...)), func(sc *scene) string {
		for i := len(sc.shown.Records) - 1; i >= 0; i-- {
			if e := &sc.shown.Records[i].Event; e.Kind == flow.LeftApp {
				return e.Reason
			}
		}
		return none
	})
}
