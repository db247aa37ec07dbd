package meter

import (
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
	for i := x.records; i < len(s.Records); i++ {
		for _, f := range x.reader.Read(&s.Records[i]) {
			x.sent = append(x.sent, sent{f.Event, ga4(f.Event), parameters(&f)})
		}
	}
	x.records = len(s.Records)
}

// ga4 returns the name under which GA4 knows an event (Google Analytics help, "Recommended events" and "Automatically
// collected events"), "" for a custom one.
func ga4(name string) string {
	switch {
	case measure.Standard(name), name == "session_start":
		return name
	case name == "note_open":
		return "select_content"
	case name == "tag_tap":
		return "select_item"
	}
	return ""
}

// currency is that of all amounts (ISO 4217).
const currency = "CNY"

// parameters returns what goes out with an event, the most telling first. An event of GA4's has the names of its reference.
// Nothing that a shopper typed goes out.
func parameters(f *measure.Fact) []parameter {
	var all parameterList
	switch f.Event {
	case measure.NameRefused:
		all.add("action", f.Action.Verb.String())
		all.add("reason", f.Reason)
		return all
	case "note_open", "select_content", "share":
		all.add("content_type", "note")
		all.add("content_id", string(f.Note))
		return all
	case "add_payment_info":
		all.add("payment_type", f.Action.ID)
		return all
	case "view_promotion", "select_promotion":
		all.add("promotion_id", f.Action.ID)
		return all
	case measure.NamePurchase, measure.NameRefund:
		all.add("transaction_id", string(f.Order))
	}
	all.add("item_id", item(f))
	if n := len(f.Pieces); n > 1 {
		all.add("items", strconv.Itoa(n))
	}
	if f.Quantity > 1 {
		all.add("quantity", strconv.Itoa(int(f.Quantity)))
	}
	if f.Value != 0 {
		all.add("value", amount(f.Value))
		all.add("currency", currency)
	}
	if b := f.Bill; b != nil && f.Event == measure.NamePurchase {
		all.add("shipping", amount(b.Shipping))
		if b.Tax != 0 {
			all.add("tax", amount(b.Tax))
		}
	}
	if f.Event == "select_item" || f.Event == "tag_tap" {
		all.add("item_list_id", string(f.Note))
	}
	if ga4(f.Event) == "" {
		all.own(f)
	}
	return all
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

// item is the SKU or product that an event is about, "" for one that is about a page or an order.
func item(f *measure.Fact) string {
	if f.SKU != "" {
		return string(f.SKU)
	}
	if len(f.Pieces) > 0 {
		return string(f.Pieces[0].SKU)
	}
	if f.Place == flow.Product || f.Place == flow.SKU || f.Action.Verb.Spec().Of == "product" {
		return string(f.Product)
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
