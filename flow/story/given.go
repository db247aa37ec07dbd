package story

import (
	"slices"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// givenKeys are what a story may say of the state that its session begins with. What is left out is as for a shopper who
// has just opened the app.
var givenKeys = []Row{
	{"trail", "[place, {place: subject}, …]", "trail: [feed, {note: oily-skin-empties}]", "where the shopper is, and the way there; it begins at feed"},
	{"cart", "{sku: number, …}", "cart: {lip-tint-03: 2}", "newest first; or {quantity, ticked: no, price, note} in place of a number"},
	{"sheet", "{product, choose, quantity, for, editing}", "sheet: {product: lip-tint, choose: {shade: rose-03}, for: buy}", "the SKU sheet; for: cart, buy, edit or none"},
	{"checkout", "{lines, address, payment, identity, coupons, split, balance, from-cart, shown, note}", "checkout: {lines: {lip-tint-03: 1}, address: home}", "what the checkout is about; coupons: auto, or a list of those that are chosen by hand"},
	{"addresses", "[{address, name, phone, region, street}, …]", "addresses: []", "the saved addresses, the default first, in place of the shopper's"},
	{"form", "{editing, name, phone, region, street}", "form: {name: 林小满}", "the address form, which is open then"},
	{"identities", "[{identity, name, number, phone, used, year, pictures}, …]", "identities: [{identity: me, name: 林小满, number: 990101199001010019, phone: 13800005678, used: ¥25500.00}]", "the saved identities, the default first, in place of the shopper's; used: of the yearly quota"},
	{"identity-form", "{editing, name, number, phone, pictures}", "identity-form: {name: 林小满}", "the identity form, which is open then; pictures: [front, back]"},
	{"orders", "[{status, lines, to, payment, coupons, identity, presale, placed, paid, late, reviewed, …}, …]", "orders: [{status: shipped, lines: {lip-tint-03: 1}}]", "oldest first; a way there is made up where none is told, and the price is that of the moment when it was placed"},
	{"requests", "[{status, type, order, lines, reason, for, waybill, asked, …}, …]", "requests: [{status: awaiting-return, type: return-refund, order: last-order}]", "after-sale, oldest first"},
	{"request-form", "{order, type, lines, reason, for, waybill}", "request-form: {order: last-order, type: exchange}", "the after-sale request that is being written"},
	{"paying", "{orders, payment, auth}", "paying: {orders: [last-order], payment: alipay}", "the payment sheet"},
	{"attempts", "[{status, orders, payment, …}, …]", "attempts: [{status: declined, orders: [order-1]}]", "to pay, oldest first"},
	{"draft", "{order, sku, stars, tags, text, title, publish, follow-up}", "draft: {order: last-order, sku: lip-tint-03}", "the review that is being written"},
	{"coupons", "[coupon, {coupon, expires, used, order, amount}, …]", "coupons: [sorry-5, {amount: ¥3.00}]", "that the shopper holds, in place of the shopper's own; one without a name is a late-shipping payout"},
	{"wallets", "[payment, …], any or none", "wallets: none", "which are bound; any where none has to be"},
	{"wallet-form", "{payment, card, phone, code}", "wallet-form: {payment: alipay}", "the form that binds one, which is open then"},
	{"marks", "{note: [liked, saved, asked, shared], …}", "marks: {oily-skin-empties: [liked]}", "what the shopper did to notes"},
	{"following", "[author, …]", "following: [xiaoman]", "authors that the shopper follows"},
	{"notes", "[{note, title, text, tags, …}, …]", "notes: [{note: N1, title: 真实回购, tags: [lip-tint]}]", "that were published, oldest first"},
	{"tab", "tab", "tab: to-ship", "of the order list"},
	{"video", "{note, since, shown, cards}", "video: {note: oily-skin-empties}", "that plays"},
	{"visit", "{product, sku, reason, …}", "visit: {product: lip-tint, sku: lip-tint-03, reason: flow}", "outside of the app"},
	{"seen", "[{line, shop, amount, place}, …]", "seen: [{line: shipping, shop: okkari, amount: ¥12.00, place: product}]", "amounts that were seen, and where first"},
	{"reached", "[stage, …]", "reached: [note, tag]", "stages, where the rest does not say it"},
	{givenCampaign, "day, or what of the catalogue holds for a time", "campaign-day: double-11", "when the session begins, in place of start: at eight in the evening of 618, double-11 or double-12 of the catalogue's year; or on the first evening of a promotion, a bundle, a coupon or a price of the catalogue"},
	{"stock", "{sku: number, …}", "stock: {lip-tint-05: 0}", "pieces left, where it is not what the catalogue has"},
}

// Given returns the table of what a session may be said to begin with.
func Given() []Row { return append([]Row(nil), givenKeys...) }

// given is what a session begins with: a journey's state, and what of the store goes with it.
type given struct {
	state flow.State
	notes []shop.Note   // published, oldest first
	stock []shop.Pieces // left of a SKU
}

// giver reads it.
type giver struct {
	given
	strict.Problems
	w     *flow.World
	set   Set
	start shop.Instant
	spent []spent // of orders
}

// spent is a coupon that an order is said to have used.
type spent struct {
	coupon string
	order  flow.OrderID
}

// give reads a state in a world. The error is strict.Errors.
func give(n *strict.Node, w *flow.World, start shop.Instant) (given, error) {
	world := *w
	world.Now = start
	g := &giver{w: &world, start: start, set: Set{Catalogue: w.Catalogue, Flows: []*flow.Flow{w.Flow}, Shoppers: []*flow.Shopper{w.Shopper}}}
	g.state = flow.Start(w, 0)
	r := g.Read(n)
	g.addresses(r)
	g.identities(r)
	g.published(r)
	g.orders(r)
	g.coupons(r)
	g.requests(r)
	g.trail(r)
	g.cart(r)
	g.sheet(r)
	g.checkout(r)
	if f, ok := r.OptMap("form"); ok {
		a := g.address(f, false)
		a.ID = f.OptText("editing", "")
		f.Done()
		g.state.Form = &flow.Form{Editing: a.ID, Address: a}
	}
	g.paying(r)
	g.attempts(r)
	g.draft(r)
	g.forms(r)
	g.beside(r)
	g.seen(r)
	g.stock(r)
	if day := r.OptNode(givenCampaign); day != nil {
		_, err := campaignDay(day, w.Catalogue)
		g.Add(day.Pos(), err)
	}
	r.Done()
	return g.given, g.Err()
}

func (g *giver) stock(r *strict.Reader) {
	for _, pair := range r.Pairs("stock") {
		id, most := g.shelf(pair.Key)
		if most < 0 {
			continue
		}
		left, err := pair.Value.Int(0, most)
		g.Add(pair.Value.Pos(), err)
		g.given.stock = append(g.given.stock, shop.Pieces{SKU: id, Quantity: int32(left)})
	}
}

// shelf reads a SKU, or the stock of its own that an offer of it has: sku@offer. It returns how many pieces there are at
// most, -1 for a mistake.
func (g *giver) shelf(n *strict.Node) (shop.SKU, int) {
	key, _ := n.Text()
	sku, offer, special := strings.Cut(key, "@")
	v, _ := g.w.Catalogue.Variant(shop.SKU(sku))
	if v == nil || !special {
		if id := g.id("sku", n); v == nil || id == "" {
			return "", -1
		}
		return v.SKU, v.Stock
	}
	for i := range v.Offers {
		if o := &v.Offers[i]; o.ID == offer && o.Stock > 0 {
			return o.Shelf(v.SKU), o.Stock
		}
	}
	g.Add(n.Pos(), n.Errorf("%s has no offer %q with a stock of its own", sku, offer))
	return "", -1
}

// id reads an id that must lead to something.
func (g *giver) id(kind string, n *strict.Node) string {
	id, err := n.Text()
	if err != nil {
		g.Add(n.Pos(), err)
		return ""
	}
	var known []string
	made := false
	switch kind {
	case "order", "address", "identity", "request":
		if id == none && kind != "order" && kind != "request" {
			return id
		}
		own, ok := standsFor(&g.state, kind, id)
		if ok {
			return own
		}
		known = heldIn(&g.state, kind)
	case "coupon":
		if own, ok := standsFor(&g.state, kind, id); ok {
			return own
		}
		known = append(flow.Known(g.w.Catalogue, kind), heldIn(&g.state, kind)...)
	default:
		r := ref{kind: kind, id: id}
		known, made = r.known(g.set)
		made = made && kind != "note"
		for i := range g.notes {
			if kind == "note" {
				known = append(known, string(g.notes[i].ID))
			}
		}
	}
	if made || slices.Contains(known, id) {
		return id
	}
	e := n.Errorf("there is no %s %q", kind, id)
	e.Near, _ = text.Nearest(id, known)
	if len(known) <= mostNamed {
		e.Allowed = known
	}
	g.Add(n.Pos(), e)
	return id
}

// opt is id for a key that may be missing.
func (g *giver) opt(r *strict.Reader, key, kind string) string {
	if n := r.OptNode(key); n != nil {
		return g.id(kind, n)
	}
	return ""
}

// ids reads a list of ids, or one alone.
func (g *giver) ids(r *strict.Reader, key, kind string) []string {
	var ids []string
	for _, n := range r.Several(key) {
		ids = append(ids, g.id(kind, n))
	}
	return ids
}

// method reads a payment; a key that is missing stands for another, none for no payment.
func (g *giver) method(r *strict.Reader, key string, otherwise flow.Method) flow.Method {
	n := r.OptNode(key)
	if n == nil {
		return otherwise
	}
	if s, _ := n.Text(); s == none {
		return ""
	}
	return flow.Method(g.id("payment", n))
}

func (g *giver) money(r *strict.Reader, key string, otherwise shop.Fen) shop.Fen {
	if n := r.OptNode(key); n != nil {
		return g.amount(n)
	}
	return otherwise
}

func (g *giver) amount(n *strict.Node) shop.Fen {
	s, _ := n.Text()
	amount, err := shop.ParseFen(s)
	if err != nil {
		g.Add(n.Pos(), n.Errorf("got %s, want %s", n.Got(), money.want))
	}
	return amount
}

// moment reads a time of day with at most three decimals of a second, in China time.
func (g *giver) moment(r *strict.Reader, key string, otherwise shop.Instant) shop.Instant {
	n := r.OptNode(key)
	if n == nil {
		return otherwise
	}
	s, _ := n.Text()
	for _, layout := range startLayouts {
		if t, err := time.ParseInLocation(layout, s, shop.China); err == nil {
			return shop.At(t)
		}
	}
	g.Add(n.Pos(), n.Errorf("got %s, want a day and a time such as 2026-11-11 20:00:00.250", n.Got()))
	return otherwise
}

// printMoment is what moment reads.
func printMoment(at shop.Instant) string {
	if at%1000 == 0 {
		return at.Time().Format(time.DateTime)
	}
	return at.Time().Format(time.DateTime + ".000")
}

// The words of a yes or no.
const (
	yes = "yes"
	no  = "no"
)

func (g *giver) yes(r *strict.Reader, key string, otherwise bool) bool {
	return r.OptOne(key, yesNo(otherwise), yes, no) == yes
}

func yesNo(b bool) string {
	if b {
		return yes
	}
	return no
}

// mostGiven bounds a number of pieces that a state holds.
const mostGiven = 9999

// pieces reads SKUs and numbers, in their order.
func (g *giver) pieces(r *strict.Reader, key string) []shop.Pieces {
	var pieces []shop.Pieces
	for _, pair := range r.Pairs(key) {
		sku := g.id("sku", pair.Key)
		n, err := pair.Value.Int(1, mostGiven)
		g.Add(pair.Value.Pos(), err)
		pieces = append(pieces, shop.Pieces{SKU: shop.SKU(sku), Quantity: int32(n)})
	}
	return pieces
}

func (g *giver) addresses(r *strict.Reader) {
	if !r.Has("addresses") {
		return
	}
	g.state.Book = nil
	for _, n := range r.OptList("addresses") {
		a := g.Read(n)
		one := g.address(a, true)
		one.ID = a.Text("address")
		a.Done()
		if one.ID != "" && (!isWord(one.ID) || g.state.AddressOf(one.ID) != nil) {
			a.Failf("address", "got %q, want an id of letters, digits and hyphens, each once", one.ID)
		}
		g.state.Book = append(g.state.Book, one)
	}
}

// address reads the fields of one; in the book all of them are there.
func (g *giver) address(r *strict.Reader, whole bool) shop.Address {
	var a shop.Address
	for _, field := range shop.AddressFields {
		if whole {
			a.Set(field, r.Title(field, flow.FieldLimit(field)))
		} else {
			a.Set(field, r.OptTitle(field, flow.FieldLimit(field)))
		}
	}
	return a
}

// published reads the notes that shoppers of the store have published.
func (g *giver) published(r *strict.Reader) {
	for i, n := range r.OptList("notes") {
		a := g.Read(n)
		note := shop.Note{ID: shop.NoteID(a.OptText("note", "N"+itoa(i+1))), Author: shop.AuthorID(a.OptText("author", g.w.Shopper.ID)), Aspect: "1:1"}
		title, body := a.Title("title", flow.FieldLimit("title")), a.OptTitle("text", flow.FieldLimit("text"))
		note.Title, note.Text = shop.Words{ZH: title, EN: title}, shop.Words{ZH: body, EN: body}
		for _, id := range g.ids(a, "tags", "product") {
			note.Tags = append(note.Tags, shop.ProductID(id))
		}
		if len(note.Tags) > 0 {
			if p := g.w.Catalogue.Product(note.Tags[0]); p != nil && len(p.Pictures) > 0 {
				note.Pictures = []shop.Shot{p.Pictures[len(p.Pictures)-1]}
			}
		}
		note.Posted = g.moment(a, "posted", g.start)
		if !isMade(string(note.ID), "N") {
			a.Failf("note", "got %q, want N and digits", note.ID)
		}
		if g.yes(a, "mine", string(note.Author) == g.w.Shopper.ID) {
			g.state.Notes = append(g.state.Notes, note.ID)
		}
		a.Done()
		g.notes = append(g.notes, note)
	}
}
