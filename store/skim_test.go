package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// slim leaves of a record what the skimmer reads.
func slim(r *flow.Record) flow.Record {
	e := &r.Event
	if unread(e.Kind) {
		return flow.Record{Stream: r.Stream, Seq: r.Seq, At: r.At, Presses: r.Presses, Event: flow.Event{Kind: e.Kind}}
	}
	s := flow.Event{
		Kind: e.Kind, Action: e.Action, Trail: e.Trail, Fresh: e.Fresh, OrderID: e.OrderID, Amount: e.Amount, Reason: e.Reason, Line: e.Line,
	}
	s.Refusal.Code = e.Refusal.Code
	if len(e.Seen) > 0 {
		s.Seen = e.Seen
	}
	if e.Checkout != nil {
		s.Checkout = &flow.CheckoutForm{Pieces: some(e.Checkout.Pieces)}
	}
	if e.Order != nil {
		s.Order = &slimOrders([]flow.Order{*e.Order})[0]
	}
	if b := e.Begin; b != nil {
		begin := *b
		begin.State = flow.State{Trail: some(b.State.Trail), Cart: some(b.State.Cart), Orders: slimOrders(b.State.Orders)}
		s.Begin = &begin
	}
	if b := e.Beside; b != nil {
		s.Beside = &flow.Beside{}
		if b.Quote != nil {
			quote := slimQuote(b.Quote)
			s.Beside.Quote = &quote
		}
		if p := b.Progress; p != nil {
			s.Beside.Progress = &flow.Progress{Status: p.Status}
			if p.Parcel != nil {
				s.Beside.Progress.Parcel = &flow.Parcel{}
			}
		}
	}
	return flow.Record{Stream: r.Stream, Seq: r.Seq, At: r.At, Presses: r.Presses, Event: s}
}

// some makes no list and an empty one the same.
func some[T any](all []T) []T {
	if len(all) == 0 {
		return nil
	}
	return all
}

func slimOrders(all []flow.Order) []flow.Order {
	var orders []flow.Order
	for i := range all {
		o := &all[i]
		orders = append(orders, flow.Order{
			ID: o.ID, Status: o.Status, Quote: slimQuote(&o.Quote), Placed: o.Placed, Captured: o.Captured, Refunded: o.Refunded, Note: o.Note,
			Parcels: some(make([]flow.Parcel, len(o.Parcels))),
		})
	}
	return orders
}

func slimQuote(q *shop.OrderQuote) shop.OrderQuote {
	s := shop.OrderQuote{Shop: q.Shop, Payable: q.Payable}
	for _, i := range q.Items {
		s.Items = append(s.Items, shop.Item{SKU: i.SKU, Product: i.Product, Quantity: i.Quantity, Price: i.Price, Unit: i.Unit})
	}
	for _, l := range q.Lines {
		s.Lines = append(s.Lines, shop.QuoteLine{Name: l.Name, Amount: l.Amount, Funder: l.Funder, Shares: some(l.Shares)})
	}
	return s
}

// filled fills a value with what is drawn, deep enough for all that a record holds.
func filled(random *rand.Rand, v reflect.Value, deep int) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[text.Text]() {
			v.Set(reflect.ValueOf(text.Clean([]string{"", "a", "颜色很温柔"}[random.IntN(3)], text.Name)))
			return
		}
		for i := range v.NumField() {
			filled(random, v.Field(i), deep)
		}
	case reflect.Pointer:
		if deep > 0 && random.IntN(3) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			filled(random, v.Elem(), deep-1)
		}
	case reflect.Slice:
		n := random.IntN(4)
		if deep == 0 || n == 3 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			filled(random, v.Index(i), deep-1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range random.IntN(4) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			filled(random, key, deep)
			filled(random, value, deep)
			v.SetMapIndex(key, value)
		}
	case reflect.String:
		v.SetString([]string{"", "a", "tint-rose", "日常\xff"}[random.IntN(4)])
	case reflect.Bool:
		v.SetBool(random.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(random.Uint64()) >> random.IntN(64) >> (64 - v.Type().Bits()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(random.Uint64() >> random.IntN(64) >> (64 - v.Type().Bits()))
	default:
		panic(v.Kind())
	}
}

func drawn(random *rand.Rand) flow.Record {
	r := flow.Record{Stream: 1, Seq: 1 + random.Uint64N(9)}
	filled(random, reflect.ValueOf(&r.Event).Elem(), 4)
	r.At, r.Presses = shop.Instant(random.Int64()), random.Int32()
	return r
}

// Whatever a record holds, the skimmer reads of it what the full decoder does.
func TestSkimmedRecordsAgreeWithWholeOnes(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	s := newSkimmer()
	for n := range 3000 {
		r := drawn(random)
		key := recordKey(r.Stream, r.Seq)
		sealed, err := sealRecord(key, &r)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := openRecord(key, sealed)
		if err != nil {
			t.Fatalf("record %d: %v", n, err)
		}
		got, err := s.open(key, sealed)
		if err != nil {
			t.Fatalf("record %d: %v\n%+v", n, err, r)
		}
		if want := slim(&whole); !reflect.DeepEqual(slim(got), want) || !reflect.DeepEqual(*got, slim(got)) {
			t.Fatalf("record %d: got %s\nwant %s", n, shown(got), shown(&want))
		}
	}
}

// The skimmer refuses, or reads what the full decoder reads; it takes all that the program itself writes.
func FuzzSkim(f *testing.F) {
	random := rand.New(rand.NewPCG(5, 5))
	for range 20 {
		r := drawn(random)
		body, err := encode(&r.Event)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, seed := range []string{"a101", "a10101", "a201020ca0", "a10cf6", "a1189f01", "a116a105a103f6", "a10b9bffffffffffffffff", "bf0101ff", "a101c101",
		"a10fa0", "a10f3903e7", "a10ffb3ff0000000000000", "a112818080", "a1128" + "2a0a0", "a10ca103a1039a7fffffff"} {
		body, err := hex.DecodeString(seed)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		key := recordKey(1, 1)
		wrapped := seal(key, append(make([]byte, 9), body...)...)
		got, skimErr := newSkimmer().open(key, wrapped)
		whole, err := openRecord(key, wrapped)
		if err != nil {
			return
		}
		if want := slim(&whole); skimErr == nil && !reflect.DeepEqual(slim(got), want) {
			t.Fatalf("got %s\nwant %s", shown(got), shown(&want))
		}
		again, err := sealRecord(key, &whole)
		if err != nil {
			t.Fatal(err)
		}
		got, err = newSkimmer().open(key, again)
		if want := slim(&whole); err != nil || !reflect.DeepEqual(slim(got), want) {
			t.Fatalf("written again: got %s, %v\nwant %s", shown(got), err, shown(&want))
		}
	})
}

// No field of a tally is left out of the bucket.
func TestTalliesAreKeptWhole(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	for range 300 {
		var want measure.Tally
		filled(random, reflect.ValueOf(&want).Elem(), 4)
		key := cellKey(measure.Cell{Week: measure.Week(random.Int32()), Dim: measure.DimNote, Key: "x"})
		sealed := sealTally(nil, key, &want)
		if len(sealed) == 0 {
			continue
		}
		got, err := openTally(key, sealed)
		if err != nil {
			t.Fatal(err)
		}
		if got.Trim(); !reflect.DeepEqual(*got, want) {
			t.Fatalf("got %+v\nwant %+v", *got, want)
		}
		if again := sealTally(nil, key, got); !bytes.Equal(again, sealed) {
			t.Fatal("equal tallies have other bytes")
		}
		for cut := sealSize; cut < len(sealed); cut += 1 + random.IntN(20) {
			if _, err := openTally(key, seal(key, sealed[sealSize:cut]...)); err == nil {
				t.Fatalf("cut to %d of %d bytes it is taken", cut, len(sealed))
			}
		}
	}
	for _, cell := range []measure.Cell{{}, {Week: -1, Dim: 'a', Key: "k"}, {Week: 2966, Dim: 'n', Key: "\x00x"}} {
		if got, err := cellOf(cellKey(cell)); err != nil || got != cell {
			t.Errorf("got %+v, %v; want %+v", got, err, cell)
		}
	}
	if bytes.Compare(cellKey(measure.Cell{Week: -1}), cellKey(measure.Cell{Week: 0})) >= 0 {
		t.Error("an earlier week comes later")
	}
}

// shown prints a record with all that it points to.
func shown(r *flow.Record) string {
	body, err := json.Marshal(r)
	return fmt.Sprintf("%s %v", body, err)
}
