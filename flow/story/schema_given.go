package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// What a session may be given, as giver reads it. A test demands that these are the keys that it asks for, no more and no less.

func opt(name string, shape *strict.Shape) strict.Key { return strict.Key{Name: name, Shape: shape} }

func must(name string, shape *strict.Shape) strict.Key {
	return strict.Key{Name: name, Must: true, Shape: shape}
}

func fen() *strict.Shape {
	return strict.Matching(amount128).As("amount", "money such as ¥128.00")
}

// How a month with its day, and a time of day, are written.
const (
	dayPattern   = `-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
	clockPattern = `([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?`
)

func moment() *strict.Shape {
	return strict.Matching("[0-9]{4}"+dayPattern+" "+clockPattern).As("moment", "a day and a time, as in 2026-11-11 20:00")
}

func yesOrNo() *strict.Shape { return strict.OneOf(yes, no) }

func given9999() *strict.Shape { return strict.Whole(0, mostGiven) }

// given is the shape of a key of `given:`, nil for one that is not here.
func (s *schema) given(name string) *strict.Shape {
	switch name {
	case "trail":
		return s.givenTrail()
	case "cart":
		line := strict.Keyed(opt("quantity", strict.Whole(1, mostGiven)), opt("ticked", yesOrNo()), opt("price", fen()), opt("note", s.id("note")))
		return strict.MapOf(s.id("sku"), strict.Either(strict.Whole(1, mostGiven), line))
	case "sheet":
		return strict.Keyed(opt("product", s.id("product")), opt("for", strict.OneOf(intents...)), opt("editing", s.id("sku")),
			opt("quantity", strict.Whole(1, mostGiven)), opt("choose", strict.MapOf(s.id("axis"), s.id("value"))))
	case "checkout":
		return s.givenCheckout()
	case "stock":
		shelf := strict.Matching(`[A-Za-z0-9._-]+@[A-Za-z0-9._-]+`)
		return strict.MapOf(strict.Either(s.id("sku"), shelf), strict.Whole(0, 1_000_000))
	case givenCampaign:
		var days []string
		for _, day := range campaigns {
			days = append(days, day.name)
		}
		return strict.Either(strict.OneOf(days...), newID())
	case "seen":
		return strict.ListOf(strict.Keyed(must("line", strict.OneOf(shop.LineNames()...)), opt("shop", s.id("shop")), opt("amount", fen()),
			must("place", strict.OneOf(ids(flow.Places())...))))
	case "reached":
		return strict.SomeOf(strict.OneOf(ids(flow.Stages())...))
	case "notes":
		return strict.ListOf(strict.Keyed(opt("note", strict.Matching("N[0-9]+")), opt("author", newID()), must("title", strict.Text()),
			opt("text", strict.Text()), opt("tags", strict.SomeOf(s.id("product"))), opt("posted", moment()), opt("mine", yesOrNo())))
	}
	if shape := s.givenPaying(name); shape != nil {
		return shape
	}
	if shape := s.givenHeld(name); shape != nil {
		return shape
	}
	return s.givenBeside(name)
}

// newID is an id of whatever kind.
func newID() *strict.Shape {
	return &strict.Shape{Of: strict.Scalar, Pattern: `[A-Za-z0-9._-]{1,64}`, Number: true}
}

func (s *schema) orNone(kind string) *strict.Shape {
	return strict.Either(s.id(kind), strict.OneOf(none))
}

func (s *schema) pieces() *strict.Shape {
	return strict.MapOf(s.id("sku"), strict.Whole(1, mostGiven)).As("pieces", "SKUs and how many of each")
}

func (s *schema) shares() *strict.Shape { return strict.MapOf(s.id("sku"), fen()) }

func (s *schema) givenTrail() *strict.Shape {
	places := ids(flow.Places())
	var keys []strict.Key
	for _, place := range places {
		keys = append(keys, opt(place, newID()))
	}
	return strict.ListOf(strict.Either(strict.OneOf(places...), &strict.Shape{Of: strict.Map, Keys: keys, Single: true}))
}

func (s *schema) givenCheckout() *strict.Shape {
	coupons := strict.Either(strict.OneOf(string(shop.PickAuto)), strict.ListOf(s.id("coupon")))
	return strict.Keyed(opt("lines", s.pieces()), opt("from-cart", yesOrNo()), opt("address", s.orNone("address")),
		opt("identity", s.orNone("identity")), opt("payment", s.orNone("payment")), opt("note", s.id("note")), opt("split", yesOrNo()),
		opt("balance", s.id("order")), opt("coupons", coupons), opt("shown", fen()))
}

func (s *schema) givenPaying(name string) *strict.Shape {
	orders := strict.SomeOf(s.id("order"))
	switch name {
	case "paying":
		auths := strict.OneOf(string(flow.AuthNone), string(flow.AuthFace), string(flow.AuthPassword))
		return strict.Keyed(opt("orders", orders), opt("payment", s.orNone("payment")), opt("auth", auths))
	case "attempts":
		return strict.ListOf(strict.Keyed(opt("attempt", strict.Whole(1, mostGiven)), must("status", strict.OneOf(attempts...)),
			opt("orders", orders), opt("payment", s.orNone("payment")), opt("amount", fen()), opt("started", moment())))
	case "draft":
		return strict.Keyed(opt("order", s.id("order")), opt("sku", s.id("sku")), opt("stars", strict.Whole(1, mostStars)),
			opt("tags", strict.SomeOf(s.id("impression"))), opt("text", strict.Text()), opt("title", strict.Text()), opt("publish", yesOrNo()),
			opt("follow-up", yesOrNo()))
	case "orders":
		return strict.ListOf(s.order())
	case "wallets":
		return strict.Either(strict.OneOf(anyWallet, none), strict.SomeOf(s.id("payment")))
	case "wallet-form":
		return strict.Keyed(opt("payment", s.orNone("payment")), opt("card", strict.Text()), opt("phone", strict.Text()), opt("code", strict.Text()))
	}
	return nil
}

func addressKeys(key func(string, *strict.Shape) strict.Key) []strict.Key {
	var keys []strict.Key
	for _, field := range shop.AddressFields {
		keys = append(keys, key(field, strict.Text()))
	}
	return keys
}

func (s *schema) identityKeys() []strict.Key {
	return []strict.Key{
		opt("name", strict.Text()), opt("number", strict.Text()), opt("phone", strict.Text()), opt("used", fen()),
		opt("year", given9999()), opt("pictures", strict.Either(yesOrNo(), strict.SomeOf(strict.OneOf(flow.Sides()...)))),
	}
}

func (s *schema) givenHeld(name string) *strict.Shape {
	switch name {
	case "addresses":
		return strict.ListOf(strict.Keyed(append(addressKeys(must), must("address", newID()))...))
	case "form":
		return strict.Keyed(append(addressKeys(opt), opt("editing", newID()))...)
	case "identities":
		return strict.ListOf(strict.Keyed(append(s.identityKeys(), must("identity", newID()))...))
	case "identity-form":
		return strict.Keyed(append(s.identityKeys(), opt("editing", s.orNone("identity")))...)
	case "coupons":
		expires := strict.Either(moment(), strict.OneOf(never))
		held := strict.Keyed(opt("coupon", s.id("coupon")), opt("kind", strict.OneOf(couponKinds()...)), opt("amount", fen()),
			opt("order", s.id("order")), opt("used", s.id("order")), opt("expires", expires))
		return strict.ListOf(strict.Either(s.id("coupon"), held))
	case "requests":
		return strict.ListOf(s.heldRequest())
	case "request-form":
		return strict.Keyed(opt("order", s.id("order")), opt("type", s.id("type")), opt("lines", s.pieces()), opt("reason", s.id("reason")),
			opt("for", s.id("sku")), opt("waybill", strict.Text()))
	}
	return nil
}

func (s *schema) heldRequest() *strict.Shape {
	money := strict.Keyed(opt("goods", fen()), opt("tax", fen()), opt("shipping", fen()), opt("postage", fen()), opt("base", fen()))
	return strict.Keyed(opt("request", strict.Matching("R[0-9]+")), opt("order", s.id("order")), must("status", strict.OneOf(requestStatuses()...)),
		must("type", s.id("type")), opt("reason", s.id("reason")), opt("for", s.id("sku")), opt("lines", s.pieces()), opt("asked", moment()),
		opt("since", moment()), opt("waybill", strict.Text()), opt("fast", yesOrNo()),
		opt("by", strict.OneOf(flow.BySeller, flow.ByClock, flow.ByArbiter, flow.ByTheBuyer)), opt("money", money), opt("shares", s.shares()))
}

func (s *schema) givenBeside(name string) *strict.Shape {
	switch name {
	case "marks":
		return strict.MapOf(s.id("note"), strict.ListOf(strict.OneOf("liked", "saved", "asked", "shared")))
	case "following":
		return strict.SomeOf(s.id("author"))
	case "tab":
		return strict.OneOf(flow.Tabs()...)
	case "video":
		return strict.Keyed(opt("note", s.id("note")), opt("since", moment()), opt("shown", s.id("product")), opt("cards", given9999()))
	case "visit":
		reasons := strict.OneOf(flow.ReasonFlow, flow.ReasonAd, flow.ReasonOutbound, flow.ReasonUnverified, flow.ReasonLeave)
		return strict.Keyed(append(addressKeys(opt), opt("product", s.id("product")), opt("sku", s.id("sku")), opt("reason", reasons),
			opt("code", strict.Text()), opt("account", strict.Text()), opt("paid", fen()))...)
	}
	return nil
}

func (s *schema) order() *strict.Shape {
	to := strict.Keyed(append(addressKeys(opt), opt("address", newID()))...)
	identity := strict.Keyed(append(s.identityKeys(), opt("identity", newID()))...)
	parcel := strict.Keyed(opt("lines", s.pieces()), opt("left", moment()), opt("moves", given9999()), opt("signed", moment()))
	scan := strict.Keyed(must("scan", strict.OneOf(flow.Scans()...)), opt("at", moment()), opt("parcel", given9999()))
	keys := []strict.Key{
		opt("order", strict.Matching("P[0-9]+")), must("status", strict.OneOf(orderStatuses()...)), must("lines", s.pieces()),
		opt("to", strict.Either(s.orNone("address"), to)), opt("identity", strict.Either(s.orNone("identity"), identity)),
		opt("payment", s.orNone("payment")), opt("coupons", strict.SomeOf(s.id("coupon"))), opt("note", s.id("note")),
		opt("part", given9999()), opt("queried", yesOrNo()), opt("returned", s.pieces()), opt("restored", fen()), opt("reason", strict.Text()),
		opt("captured", fen()), opt("refunded", fen()), opt("promise", given9999()), opt("leaves-after", given9999()),
		opt("travels", given9999()), opt("same-day", yesOrNo()), opt("in-parts", yesOrNo()), opt("late", yesOrNo()),
		opt("reviewed", strict.Either(strict.SomeOf(s.id("sku")), strict.MapOf(s.id("sku"), strict.Matching("V[0-9]+")))),
		opt("followed-up", strict.SomeOf(s.id("sku"))), opt("parcels", strict.ListOf(parcel)), opt("track", strict.ListOf(scan)),
	}
	for _, name := range []string{"placed", "paid", "ended", "completed", "passed"} {
		keys = append(keys, opt(name, moment()))
	}
	return strict.Keyed(slices.Concat(keys, s.quoteKeys())...)
}

// quoteKeys are what an order cost, where the catalogue would not ask for that now.
func (s *schema) quoteKeys() []strict.Key {
	whole := strict.Whole(0, mostSeed)
	tax := strict.Keyed(must("kind", strict.Text()), opt("base", fen()), opt("amount", fen()), opt("num", whole), opt("den", whole))
	item := strict.Keyed(opt("price", fen()), opt("unit", fen()), opt("was", fen()), opt("kind", strict.OneOf(priceKinds()...)),
		opt("offer", strict.Text()), opt("passed", strict.Text()), opt("limited", yesOrNo()), opt("deposit", fen()),
		opt("tax", strict.Either(strict.OneOf(none), tax)))
	line := strict.Keyed(must("line", strict.OneOf(shop.LineNames()...)), opt("amount", fen()), opt("funder", strict.Text()),
		opt("why", strict.Text()), opt("shares", s.shares()))
	presale := strict.Keyed(opt("deposit", fen()), opt("paid", yesOrNo()), opt("quoted", yesOrNo()), opt("from", moment()),
		opt("until", moment()), opt("forfeit", yesOrNo()), opt("taxable", fen()))
	return []strict.Key{
		opt("items", strict.MapOf(s.id("sku"), item)), opt("quote", strict.ListOf(line)),
		opt("presale", strict.Either(strict.OneOf(none), presale)),
	}
}
