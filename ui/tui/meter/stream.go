package meter

import (
	"cmp"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// Stream is a walk as analytics hear of it: its events under our names and those of GA4, with their parameters. It reads
// each record once; the zero Stream is ready.
type Stream struct {
	session string
	records int // that were read
	reader  measure.Reader
	sent    []sent
	goods   goods
}

// sent is an event as it would be sent.
type sent struct {
	name string // ours
	ga4  string // "" where GA4 has none
	with []parameter
}

type parameter struct{ name, value string }

// Follow reads the records that are new. After a look back, and in another session, it begins again.
func (x *Stream) Follow(s session.Shown) {
	if x.session != s.Session || x.records > len(s.Records) {
		*x = Stream{session: s.Session, sent: x.sent[:0]}
	}
	x.goods.shop = s.World.Catalogue
	for i := x.records; i < len(s.Records); i++ {
		x.goods.fold(&s.Records[i].Event)
		for _, f := range x.reader.Read(&s.Records[i]) {
			x.sent = append(x.sent, sent{f.Event, ga4(f.Event), x.goods.parameters(&f)})
		}
	}
	x.records = len(s.Records)
}

// ga4 returns the name under which GA4 knows an event, "" for a custom one. Beside its e-commerce events it collects the start of
// a session by itself (Google Analytics help, "Automatically collected events").
func ga4(name string) string {
	if name == "session_start" {
		return name
	}
	return measure.Analytics(name)
}

// currency is that of all amounts (ISO 4217).
const currency = "CNY"

// parameters returns what goes out with an event, the most telling first. An event of GA4's has the names of its reference.
// Nothing that a shopper typed goes out.
func (g *goods) parameters(f *measure.Fact) []parameter {
	var all parameterList
	known := ga4(f.Event)
	switch known {
	case "select_content", "share":
		all.add("content_type", "note")
		all.add(contentID(known), string(f.Note))
		return all
	case "view_promotion", "select_promotion":
		all.add("promotion_id", f.Action.ID)
		return all
	case "add_payment_info":
		all.add("payment_type", f.Action.ID)
	case measure.NamePurchase, measure.NameRefund:
		all.add("transaction_id", string(f.Order))
	}
	if f.Event == measure.NameRefused {
		all.add("action", f.Action.Verb.String())
		all.add("reason", f.Reason)
		return all
	}
	g.items(&all, f, known)
	if b := f.Bill; b != nil && f.Event == measure.NamePurchase {
		all.add("shipping", amount(b.Shipping))
		if b.Tax != 0 {
			all.add("tax", amount(b.Tax))
		}
	}
	if known == "select_item" {
		all.add("item_list_id", string(f.Note))
	}
	if known == "" {
		all.own(f)
	}
	return all
}

// contentID is the parameter with which GA4 names what was opened or shared.
func contentID(event string) string {
	if event == "share" {
		return "item_id"
	}
	return "content_id"
}

// items adds the first item, how many more there are, and what they are worth.
func (g *goods) items(all *parameterList, f *measure.Fact, known string) {
	pieces := g.pieces(f)
	value, ok := f.Value, f.Value != 0
	if len(pieces) > 0 {
		p := pieces[0]
		all.add("item_id", cmp.Or(string(g.product(p.SKU)), string(p.SKU)))
		all.add("item_variant", string(p.SKU))
		if p.Quantity > 1 {
			all.add("quantity", strconv.Itoa(int(p.Quantity)))
		}
		if n := len(pieces); n > 1 {
			all.add("items", strconv.Itoa(n))
		}
		if !ok && known != "" {
			value, ok = g.worth(pieces)
		}
	} else if id := page(f); id != "" {
		all.add("item_id", string(id))
		if !ok && known == "view_item" {
			value, ok = g.from(id)
		}
	}
	if ok {
		all.add("value", amount(value))
		all.add("currency", currency)
	}
}

type parameterList []parameter

func (l *parameterList) add(name, value string) {
	if value != "" {
		*l = append(*l, parameter{name, value})
	}
}

// own adds what a custom event says of itself.
func (l *parameterList) own(f *measure.Fact) {
	l.add("order_id", string(f.Order))
	l.add("reason", f.Reason)
	if !f.Head {
		return
	}
	switch a := &f.Action; a.Verb.Spec().Arg {
	case flow.ArgPair:
		l.add("axis", a.ID)
		l.add("choice", a.Value)
	case flow.ArgField:
		l.add("field", a.ID)
	case flow.ArgNumber:
		l.add(a.Verb.Spec().Of, strconv.Itoa(int(a.N)))
	case flow.ArgID, flow.ArgMaybe:
		if of := a.Verb.Spec().Of; of != "sku" && of != "product" && of != "order" {
			l.add(of, a.ID)
		}
	}
}

// page is the product that an event without a SKU is about, "" for one that is about another page or an order.
func page(f *measure.Fact) shop.ProductID {
	if f.Place == flow.Product || f.Place == flow.SKU || f.Action.Verb.Spec().Of == "product" {
		return f.Product
	}
	return ""
}

// amount writes fen as GA4 wants money: a plain number.
func amount(fen shop.Fen) string {
	n, sign := int64(fen), ""
	if n < 0 {
		n, sign = -n, "-"
	}
	cents := strconv.FormatInt(n%100+100, 10)[1:]
	return sign + strconv.FormatInt(n/100, 10) + "." + cents
}
