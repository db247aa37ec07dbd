package story

import (
	"reflect"
	"slices"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
)

func (g *givenPrinter) paying() {
	s := g.s
	if !reflect.DeepEqual(s.Payment, flow.PaymentSheet{}) {
		var r row
		r.add("orders", bracketed(s.Payment.Orders))
		r.method("payment", s.Payment.Method)
		r.id("auth", string(s.Payment.Auth))
		g.line("paying", r.String())
	}
	rows := make([]row, len(s.Attempts))
	for i := range s.Attempts {
		a, r := &s.Attempts[i], &rows[i]
		r.number("attempt", int(a.N), i+1)
		r.id("status", a.Status.String())
		r.add("orders", bracketed(a.Orders))
		r.method("payment", a.Method)
		r.id("amount", a.Amount.String())
		r.id("started", printMoment(a.Started))
	}
	g.list("attempts", rows)
	if d := &s.Draft; !reflect.DeepEqual(*d, flow.Draft{}) {
		var r row
		r.id("order", string(d.Order))
		r.id("sku", string(d.SKU))
		r.number("stars", int(d.Stars), 0)
		if len(d.Tags) > 0 {
			r.add("tags", bracketed(d.Tags))
		}
		r.text("text", d.Text)
		r.text("title", d.Title)
		r.yes("publish", d.Publish, false)
		r.yes("follow-up", d.Follow, false)
		g.line("draft", r.String())
	}
}

func (g *givenPrinter) beside(first *flow.State) {
	s := g.s
	g.coupons(first)
	g.wallets(first)
	if len(s.Marks) > 0 {
		g.WriteString("  marks:\n")
	}
	for _, m := range s.Marks {
		var did []string
		for _, one := range []struct {
			is   bool
			word string
		}{{m.Liked, "liked"}, {m.Saved, "saved"}, {m.Asked, "asked"}, {m.Shared, "shared"}} {
			if one.is {
				did = append(did, one.word)
			}
		}
		g.WriteString("    " + string(m.Note) + ": " + bracketed(did) + "\n")
	}
	if len(s.Following) > 0 {
		g.line("following", bracketed(s.Following))
	}
	if s.Tab != "" {
		g.line("tab", scalar(s.Tab))
	}
	if v := &s.Video; *v != (flow.Player{}) {
		var r row
		r.id("note", string(v.Note))
		r.id("since", printMoment(v.Since))
		r.id("shown", string(v.Shown))
		r.number("cards", v.Cards, 0)
		g.line("video", r.String())
	}
	if v := s.Visit; v != nil {
		var r row
		r.id("product", string(v.Product))
		r.id("sku", string(v.SKU))
		r.id("reason", v.Reason)
		r.address(&v.Address)
		r.text("account", v.Phone)
		r.text("code", v.Code)
		r.money("paid", v.Paid, 0)
		g.line("visit", r.String())
	}
	g.seen()
}

func (g *givenPrinter) wallets(first *flow.State) {
	s := g.s
	switch {
	case !s.Unbound && first.Unbound:
		g.line("wallets", anyWallet)
	case s.Unbound && len(s.Wallets) > 0:
		g.line("wallets", bracketed(s.Wallets))
	case s.Unbound && !first.Unbound:
		g.line("wallets", none)
	}
	if f := s.Wallet; f != nil {
		var r row
		r.method("payment", f.Method)
		r.text("card", f.Card)
		r.text("phone", f.Phone)
		r.text("code", f.Code)
		g.line("wallet-form", r.String())
	}
}

func (g *givenPrinter) seen() {
	s := g.s
	rows := make([]row, len(s.Seen))
	for i, seen := range s.Seen {
		rows[i].id("line", seen.Line)
		rows[i].id("shop", string(seen.Shop))
		rows[i].money("amount", seen.Amount, 0)
		rows[i].id("place", seen.Place.String())
	}
	g.list("seen", rows)
	byWay := flow.StageSet(0)
	if len(s.Trail) > 1 {
		byWay = reachedBy(s)
	}
	if s.Reached != byWay {
		g.line("reached", listed(reached(s.Reached)))
	}
}

// shelf writes what of the store the journey needs: notes that shoppers published, and stock that was touched.
func (g *givenPrinter) shelf() {
	var rows []row
	for i := range g.w.Shared.Notes {
		n := &g.w.Shared.Notes[i]
		var r row
		r.id("note", string(n.ID))
		r.id("author", string(n.Author))
		r.text("title", n.Title.ZH)
		r.text("text", n.Text.ZH)
		r.add("tags", bracketed(n.Tags))
		r.id("posted", printMoment(n.Posted))
		mine := slices.Contains(g.s.Notes, n.ID)
		r.yes("mine", mine, string(n.Author) == g.w.Shopper.ID)
		rows = append(rows, r)
	}
	g.list("notes", rows)
	var left row
	implied := g.implied()
	for _, on := range g.w.Shared.Shelf {
		stock, ok := stockOf(g.w.Catalogue, on.SKU)
		if !ok {
			continue
		}
		if have := max(0, stock-on.Taken()); have != stock || have != stock-implied.On(on.SKU).Taken() {
			left.add(scalar(string(on.SKU)), itoa(int(have)))
		}
	}
	if len(left) > 0 {
		g.line("stock", left.String())
	}
}

// stockOf returns how many pieces of a SKU, or of the own stock of an offer, there were at the start.
func stockOf(c *shop.Catalogue, key shop.SKU) (int32, bool) {
	sku, offer, special := strings.Cut(string(key), "@")
	v, _ := c.Variant(shop.SKU(sku))
	if v == nil {
		return 0, false
	}
	if !special {
		return int32(v.Stock), true
	}
	for i := range v.Offers {
		if v.Offers[i].ID == offer {
			return int32(v.Offers[i].Stock), true
		}
	}
	return 0, false
}

// implied is what the orders of the state leave of the shelves.
func (g *givenPrinter) implied() flow.Shared {
	var shared flow.Shared
	own := given{state: *g.s}
	for _, e := range own.taken(g.w.Catalogue) {
		shared = flow.Share(shared, e)
	}
	return shared
}

// taken returns the facts that leave a store as it is given: what the orders hold or have bought, what others took, what
// was published.
func (g *given) taken(c *shop.Catalogue) []flow.Event {
	var events []flow.Event
	var shared flow.Shared
	add := func(e flow.Event) {
		events = append(events, e)
		shared = flow.Share(shared, e)
	}
	for i := range g.state.Orders {
		switch o := &g.state.Orders[i]; {
		case o.Status == flow.AwaitingPayment:
			add(flow.Event{Kind: flow.OrderPlaced, Order: o})
		case o.Status.Bought():
			add(flow.Event{Kind: flow.OrderPlaced, Order: o})
			add(flow.Event{Kind: flow.OrderPaid, OrderID: o.ID, Pieces: o.Quote.Takes()})
		}
	}
	for _, left := range g.stock {
		stock, _ := stockOf(c, left.SKU)
		if gone := stock - shared.On(left.SKU).Taken() - left.Quantity; gone != 0 {
			add(flow.Event{Kind: flow.StockGone, Pieces: []shop.Pieces{{SKU: left.SKU, Quantity: gone}}})
		}
	}
	for i := range g.notes {
		add(flow.Event{Kind: flow.Noted, Note: &g.notes[i]})
	}
	return events
}
