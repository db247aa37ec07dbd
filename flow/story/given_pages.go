package story

import (
	"slices"
	"strconv"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

func itoa(n int) string { return strconv.Itoa(n) }

// trail reads the way to where the shopper is. Without one the shopper is at the feed.
func (g *giver) trail(r *strict.Reader) {
	items := r.OptList("trail")
	if len(items) == 0 {
		return
	}
	var trail []flow.Spot
	for i, n := range items {
		key, value, err := n.Single("place")
		if err != nil {
			g.Add(n.Pos(), err)
			continue
		}
		id, _ := key.Text()
		place, ok := flow.PlaceOf(id)
		switch {
		case !ok:
			g.Add(key.Pos(), strict.Unknown(key, "place", ids(flow.Places())))
			continue
		case i == 0 && place != flow.Feed:
			g.Add(key.Pos(), key.Errorf("got %s, want feed: every way begins there", place))
		case slices.ContainsFunc(trail, func(s flow.Spot) bool { return s.Place == place }):
			g.Add(key.Pos(), key.Errorf("%s is here twice; a way leads to a place once", place))
		}
		trail = append(trail, flow.Spot{Place: place, Subject: g.subject(place, key, value)})
	}
	g.state.Trail = trail
	g.state.Reached = reachedBy(&g.state)
}

// subject reads what a place shows: which note, which product, which order.
func (g *giver) subject(place flow.Place, key, value *strict.Node) string {
	kinds := map[flow.Place]string{
		flow.Note: "note", flow.Video: "note", flow.Product: "product", flow.SKU: "product", flow.Tracking: "order", flow.Review: "sku",
		flow.AfterSale: "order", flow.Coupons: "shop",
	}
	var words []string
	switch place {
	case flow.Checkout:
		words = flow.CheckoutSteps()
	case flow.External:
		words = append(flow.OutsidePages(), flow.Platforms()...)
	}
	kind := kinds[place]
	switch {
	case value == nil && place == flow.Coupons: // those of the checkout
	case value == nil && (kind != "" || place == flow.External):
		g.Add(key.Pos(), key.Errorf("%s needs what it shows, as in {%s: …}", place, place))
	case value == nil:
	case kind != "":
		return g.id(kind, value)
	case words != nil:
		word, err := value.One(words...)
		g.Add(value.Pos(), err)
		return word
	default:
		g.Add(value.Pos(), value.Errorf("got %s; %s shows nothing of its own", value.Got(), place))
	}
	return ""
}

// reachedBy returns the stages that a way leads through by itself.
func reachedBy(s *flow.State) flow.StageSet {
	var set flow.StageSet
	for _, spot := range s.Trail {
		switch spot.Place {
		case flow.Note, flow.Video:
			set |= 1 << flow.StageNote
		case flow.Product:
			set |= 1<<flow.StageTag | 1<<flow.StageProduct
		case flow.Checkout:
			set |= 1 << flow.StageCheckout
		case flow.Confirmation:
			set |= 1 << flow.StageConfirmation
		}
	}
	return set
}

func (g *giver) cart(r *strict.Reader) {
	for _, pair := range r.Pairs("cart") {
		line := flow.CartLine{SKU: shop.SKU(g.id("sku", pair.Key)), Quantity: 1, Ticked: true}
		if v, _ := g.w.Catalogue.Variant(line.SKU); v != nil {
			line.Price = v.Price
		}
		if pair.Value.Kind() == strict.Map {
			own := g.Read(pair.Value)
			line.Quantity = int32(own.OptInt("quantity", 1, mostGiven, 1))
			line.Ticked = g.yes(own, "ticked", true)
			line.Price = g.money(own, "price", line.Price)
			line.Note = shop.NoteID(g.opt(own, "note", "note"))
			own.Done()
		} else {
			n, err := pair.Value.Int(1, mostGiven)
			g.Add(pair.Value.Pos(), err)
			line.Quantity = int32(n)
		}
		g.state.Cart = append(g.state.Cart, line)
	}
}

// intents are what the SKU sheet is for.
var intents = []string{string(flow.IntentCart), string(flow.IntentBuy), string(flow.IntentEdit), none}

func (g *giver) sheet(r *strict.Reader) {
	own, ok := r.OptMap("sheet")
	at := g.state.Subject(flow.SKU)
	if !ok && at == "" {
		return
	}
	s := flow.Sheet{Product: shop.ProductID(at), Intent: flow.IntentCart, Quantity: 1}
	if ok {
		s.Product = shop.ProductID(g.opt(own, "product", "product"))
		s.Intent = flow.Intent(own.OptOne("for", string(flow.IntentCart), intents...))
		if s.Intent == none {
			s.Intent = flow.IntentNone
		}
		s.Editing = shop.SKU(g.opt(own, "editing", "sku"))
		s.Quantity = int32(own.OptInt("quantity", 1, mostGiven, 1))
	}
	p := g.w.Catalogue.Product(s.Product)
	if p != nil {
		s.Values = make([]string, len(p.Axes))
	}
	for _, pair := range own.Pairs("choose") {
		axis, _ := pair.Key.Text()
		value, _ := pair.Value.Text()
		i := -1
		if p != nil {
			i = slices.IndexFunc(p.Axes, func(a shop.Axis) bool { return a.ID == axis })
		}
		switch {
		case i < 0:
			g.Add(pair.Key.Pos(), pair.Key.Errorf("%s has no axis %q", s.Product, axis))
		case !slices.ContainsFunc(p.Axes[i].Values, func(v shop.Value) bool { return v.ID == value }):
			g.Add(pair.Value.Pos(), pair.Value.Errorf("no %s has the value %q", axis, value))
		default:
			s.Values[i] = value
		}
	}
	own.Done()
	g.state.Sheet = s
}

// checkout reads what the checkout is about. Where the shopper stands before one that is not told, it is about the cart.
func (g *giver) checkout(r *strict.Reader) {
	own, ok := r.OptMap("checkout")
	at := slices.ContainsFunc(g.state.Trail, func(s flow.Spot) bool { return s.Place == flow.Checkout })
	if !ok && !at {
		return
	}
	form := flow.CheckoutForm{Pieces: g.state.Ticked(), FromCart: true}
	if g.w.Flow.Address == "saved" && len(g.state.Book) > 0 {
		form.Address = g.state.Book[0].ID
	}
	if own.Has("lines") {
		form.Pieces, form.FromCart = g.pieces(own, "lines"), false
	}
	form.FromCart = g.yes(own, "from-cart", form.FromCart)
	form.Address = g.saved(own, "address", form.Address)
	form.Identity = g.saved(own, "identity", declares(g.w, &g.state, form.Pieces))
	form.Method = g.method(own, "payment", usual(g.w, form.Pieces))
	form.Note = shop.NoteID(g.opt(own, "note", "note"))
	form.Split = g.yes(own, "split", false)
	form.Balance = flow.OrderID(g.opt(own, "balance", "order"))
	if n := own.OptNode("coupons"); n != nil && n.Kind() == strict.List {
		form.Pick, form.Chosen = shop.PickManual, g.ids(own, "coupons", "coupon")
	} else {
		form.Pick = shop.Pick(own.OptOne("coupons", "", string(shop.PickAuto)))
	}
	g.state.Checkout = form
	g.state.Checkout.Shown = g.money(own, "shown", payable(g.w, &g.state))
	own.Done()
}

// saved reads the id of a saved address or identity; none for none.
func (g *giver) saved(r *strict.Reader, kind, otherwise string) string {
	n := r.OptNode(kind)
	if n == nil {
		return otherwise
	}
	if id := g.id(kind, n); id != none {
		return id
	}
	return ""
}

// crosses says whether any of the pieces comes over the border.
func crosses(w *flow.World, pieces []shop.Pieces) bool {
	return slices.ContainsFunc(pieces, func(piece shop.Pieces) bool {
		_, p := w.Catalogue.Variant(piece.SKU)
		return p != nil && w.Catalogue.Shop(p.Shop).Trade.CrossBorder()
	})
}

// declares is the identity that a checkout opens with.
func declares(w *flow.World, s *flow.State, pieces []shop.Pieces) string {
	if w.Flow.Identity == "saved" && len(s.Identities) > 0 && crosses(w, pieces) {
		return s.Identities[0].ID
	}
	return ""
}

// usual is the payment that a checkout opens with: customs take two of them.
func usual(w *flow.World, pieces []shop.Pieces) flow.Method {
	first := w.Flow.Default
	if !crosses(w, pieces) || first == flow.WeChat || first == flow.Alipay {
		return first
	}
	for _, m := range w.Flow.Methods {
		if m == flow.WeChat || m == flow.Alipay {
			return m
		}
	}
	return ""
}

// payable is what the checkout of a state comes to now.
func payable(w *flow.World, s *flow.State) shop.Fen {
	quote := w.Quote(s)
	return quote.Payable
}

func (g *giver) paying(r *strict.Reader) {
	own, ok := r.OptMap("paying")
	if !ok {
		return
	}
	for _, id := range g.ids(own, "orders", "order") {
		g.state.Payment.Orders = append(g.state.Payment.Orders, flow.OrderID(id))
	}
	g.state.Payment.Method = g.method(own, "payment", g.w.Flow.Default)
	auths := []string{string(flow.AuthNone), string(flow.AuthFace), string(flow.AuthPassword)}
	g.state.Payment.Auth = flow.Auth(own.OptOne("auth", string(g.w.Flow.Auth), auths...))
	own.Done()
}

func (g *giver) attempts(r *strict.Reader) {
	statuses := map[string]flow.AttemptStatus{}
	for s := flow.Pending; s <= flow.Withdrawn; s++ {
		statuses[s.String()] = s
	}
	for i, n := range r.OptList("attempts") {
		own := g.Read(n)
		a := flow.Attempt{N: int32(own.OptInt("attempt", 1, mostGiven, i+1)), Status: statuses[own.One("status", attempts...)]}
		for _, id := range g.ids(own, "orders", "order") {
			a.Orders = append(a.Orders, flow.OrderID(id))
		}
		var sum shop.Fen
		for _, id := range a.Orders {
			if o := g.state.Order(id); o != nil {
				sum += o.Quote.Payable
			}
		}
		a.Method = g.method(own, "payment", g.w.Flow.Default)
		a.Amount = g.money(own, "amount", sum)
		a.Started = g.moment(own, "started", g.start)
		own.Done()
		g.state.Attempts = append(g.state.Attempts, a)
	}
}

func (g *giver) draft(r *strict.Reader) {
	own, ok := r.OptMap("draft")
	if !ok {
		return
	}
	g.state.Draft = flow.Draft{
		Order: flow.OrderID(g.opt(own, "order", "order")), SKU: shop.SKU(g.opt(own, "sku", "sku")),
		Stars: int32(own.OptInt("stars", 1, mostStars, 0)), Tags: g.ids(own, "tags", "impression"),
		Text: own.OptTitle("text", flow.FieldLimit("text")), Title: own.OptTitle("title", flow.FieldLimit("title")),
		Publish: g.yes(own, "publish", false), Follow: g.yes(own, "follow-up", false),
	}
	own.Done()
}

// payoutValid is how long a coupon holds that is given without an end: a year.
const payoutValid = 365 * 24 * time.Hour

// beside reads what is not of the loop itself: wallets, marks, following, the tab, the video, a visit outside.
func (g *giver) beside(r *strict.Reader) {
	g.wallets(r)
	for _, pair := range r.Pairs("marks") {
		m := flow.Mark{Note: shop.NoteID(g.id("note", pair.Key))}
		items, err := pair.Value.List()
		g.Add(pair.Value.Pos(), err)
		for _, item := range items {
			did, err := item.One("liked", "saved", "asked", "shared")
			g.Add(item.Pos(), err)
			m.Liked, m.Saved, m.Asked, m.Shared = m.Liked || did == "liked", m.Saved || did == "saved", m.Asked || did == "asked", m.Shared || did == "shared"
		}
		g.state.Marks = append(g.state.Marks, m)
	}
	for _, id := range g.ids(r, "following", "author") {
		g.state.Following = append(g.state.Following, shop.AuthorID(id))
	}
	if tab := r.OptOne("tab", "", flow.Tabs()...); tab != flow.TabAll {
		g.state.Tab = tab
	}
	if own, ok := r.OptMap("video"); ok {
		g.state.Video = flow.Player{
			Note: shop.NoteID(g.opt(own, "note", "note")), Since: g.moment(own, "since", g.start),
			Shown: shop.ProductID(g.opt(own, "shown", "product")), Cards: own.OptInt("cards", 0, mostGiven, 0),
		}
		own.Done()
	}
	if own, ok := r.OptMap("visit"); ok {
		reasons := []string{flow.ReasonFlow, flow.ReasonAd, flow.ReasonOutbound, flow.ReasonUnverified, flow.ReasonLeave}
		v := &flow.Visit{
			Product: shop.ProductID(g.opt(own, "product", "product")), SKU: shop.SKU(g.opt(own, "sku", "sku")),
			Reason: own.OptOne("reason", flow.ReasonFlow, reasons...), Code: own.OptTitle("code", flow.FieldLimit("code")),
			Phone: own.OptTitle("account", flow.FieldLimit("phone")), Paid: g.money(own, "paid", 0), Address: g.address(own, false),
		}
		own.Done()
		g.state.Visit = v
	}
}

func (g *giver) wallets(r *strict.Reader) {
	if n := r.OptNode("wallets"); n != nil {
		word, _ := n.Text()
		g.state.Unbound = word != anyWallet
		if word != anyWallet && word != none {
			for _, id := range g.ids(r, "wallets", "payment") {
				g.state.Wallets = append(g.state.Wallets, flow.Method(id))
			}
		}
	}
	if own, ok := r.OptMap("wallet-form"); ok {
		g.state.Wallet = &flow.Wallet{
			Method: g.method(own, "payment", g.w.Flow.Default), Card: own.OptTitle("card", flow.FieldLimit("card")),
			Phone: own.OptTitle("phone", flow.FieldLimit("phone")), Code: own.OptTitle("code", flow.FieldLimit("code")),
		}
		own.Done()
	}
}

func (g *giver) seen(r *strict.Reader) {
	for _, n := range r.OptList("seen") {
		own := g.Read(n)
		s := flow.Seen{
			Line: own.One("line", shop.LineNames()...),
			Shop: shop.ShopID(g.opt(own, "shop", "shop")), Amount: g.money(own, "amount", 0),
		}
		s.Place, _ = flow.PlaceOf(own.One("place", ids(flow.Places())...))
		own.Done()
		g.state.Seen = append(g.state.Seen, s)
	}
	if !r.Has("reached") {
		return
	}
	g.state.Reached = 0
	for _, id := range r.Some("reached", ids(flow.Stages())...) {
		stage, _ := flow.StageOf(id)
		g.state.Reached |= 1 << stage
	}
}
