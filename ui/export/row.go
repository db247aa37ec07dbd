// Package export writes what was recorded as rows that other programs read: one row for each fact that the reports count,
// as NDJSON, CSV or Parquet, with the names and parameters of GA4's e-commerce events beside our own. It only encodes: what
// reads a store and where the bytes go is the command line's business.
//
// Two rules hold for all formats:
//
//  1. The rows of a journey are in the order of its records, and their time rises strictly: a row is at its record's time, or
//     a microsecond after the row before where that is later. So an engine that knows no sequence number finds the same order.
//  2. A row has a GA4 name only where it has all parameters that GA4 asks of it.
package export

import (
	"reflect"
	"strings"

	"tagtap/flow/shop"
)

// SchemaVersion is the version of the columns. A new column at the end does not raise it, any other change does.
const SchemaVersion = 1

// Currency is that of all amounts (ISO 4217).
const Currency = "CNY"

// Abandoned is the event of the last row of a session that saw a product, paid nothing and did not leave for another platform.
const Abandoned = "abandon"

// Row is one fact. Texts are "" and numbers 0 where a fact has none. Amounts are in fen, a hundredth of a yuan.
type Row struct {
	Time int64 `parquet:"ts_us,delta"` // microseconds since 1 January 1970
	Seq  int64 `parquet:"seq,delta"`   // of its record in the journey
	Origin
	Event       string `parquet:"event,dict"`
	GA4         string `parquet:"ga4_event,dict"`
	Place       string `parquet:"place,dict"` // where the shopper was then
	Stage       string `parquet:"stage,dict"` // of the loop: the step that the fact is in a funnel
	SKU         string `parquet:"sku,dict"`
	Quantity    int32  `parquet:"quantity"`
	Value       int64  `parquet:"value_fen"` // price × quantity without shipping and tax; of a refund what came back
	Currency    string `parquet:"currency,dict"`
	Taps        int32  `parquet:"taps"`
	Keys        int32  `parquet:"keys"`
	Fields      int32  `parquet:"fields"`
	Presses     int32  `parquet:"presses"`
	Reason      string `parquet:"reason,dict"` // of a refusal, a payment's answer, an exit, an abandoned session
	App         string `parquet:"app_version,dict"`
	Schema      int32  `parquet:"schema_version"`
	Journey     int64  `parquet:"journey"`
	Branched    string `parquet:"branched_from,dict"` // the session from which this one branched off; reports leave such sessions out
	From        string `parquet:"from_place,dict"`
	Verb        string `parquet:"verb,dict"` // of the action or happening; "" for what followed of one
	Note        string `parquet:"note,dict"`
	Product     string `parquet:"product,dict"`
	Transaction string `parquet:"transaction_id"` // the order, after its journey: numbers of orders repeat between journeys
	Payment     string `parquet:"payment_type,dict"`
	Promotion   string `parquet:"promotion_id,dict"`
	Shipping    int64  `parquet:"shipping_fen"`
	Tax         int64  `parquet:"tax_fen"`
	Fee         int64  `parquet:"fee_fen"` // of the platform; value, shipping, tax and fee of a purchase sum to what was captured for it
	ByMerchant  int64  `parquet:"merchant_discount_fen"`
	ByPlatform  int64  `parquet:"platform_discount_fen"`
	Lost        int32  `parquet:"abandon_stage"` // 1 product, 2 cart, 3 checkout; 0 where the row is not the end of an abandoned session
	Text        string `parquet:"items"`         // Items as a JSON array; "" without GA4 items

	Items []Item `parquet:"-"`
}

// Origin is what the rows of a session have in common.
type Origin struct {
	Run     string `parquet:"run_id,dict"` // the same for all sessions that were made together
	Seed    int64  `parquet:"seed"`
	Source  string `parquet:"source,dict"` // person, story, lesson, sim
	Shopper string `parquet:"shopper,dict"`
	Session string `parquet:"session_id,dict"`
	Flow    string `parquet:"flow,dict"`
	Digest  string `parquet:"flow_digest,dict"`
}

// Item is an element of GA4's items. The price is that of one piece, after what was taken off it.
type Item struct {
	Product  shop.ProductID
	SKU      shop.SKU // "" where none is chosen yet
	Brand    shop.ShopID
	Category string
	Price    shop.Fen
	Priced   bool // the price is known
	Quantity int32
}

// Columns lists the names of all columns in their order, as CSV and Parquet have them. In NDJSON the object ga4 stands in
// place of the last one.
func Columns() []string { return columnsOf(reflect.TypeFor[Row]()) }

func columnsOf(of reflect.Type) []string {
	var names []string
	for i := range of.NumField() {
		f := of.Field(i)
		if f.Anonymous {
			names = append(names, columnsOf(f.Type)...)
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("parquet"), ","); name != "-" {
			names = append(names, name)
		}
	}
	return names
}
