package store

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func zh(s string) text.Text { return text.Clean(s, text.Body) }

// samples has an event of every shape: texts, nested states, empty and odd values.
func samples() []flow.Event {
	both := shop.Words{ZH: zh("很好用,\n会回购 👨‍👩‍👧 é"), EN: zh("lovely")}
	address := shop.Address{ID: "home", Name: zh("王小雨"), Phone: zh("13800005678"), Region: zh("上海市"), Street: zh("金钟路88号")}
	item := shop.Item{SKU: "tint-rose", Product: "tint", Quantity: 2, Price: 12800, Unit: 12800, Was: 15900, Title: both}
	order := flow.Order{
		ID: "P1000007", Status: flow.Paid, Address: address, Method: flow.Alipay, Placed: 1, Ended: 2, Captured: 25600,
		Quote: shop.OrderQuote{Shop: "okkari", Trade: shop.Domestic, Payable: 25600, Items: []shop.Item{item}, Lines: []shop.QuoteLine{
			{Name: shop.LineItems, Amount: 25600, Shares: []shop.Share{{SKU: "tint-rose", Amount: 25600}}},
			{Name: shop.LineShipping, Amount: -800, Funder: "merchant"},
		}},
		Reviewed: []shop.SKU{"tint-rose"}, ShopName: shop.Words{EN: zh("Okkari")},
	}
	state := flow.State{
		Stream: 1, Seq: 9, Trail: []flow.Spot{{Place: flow.Feed}, {Place: flow.Note, Subject: "rose-lips"}},
		Cart: []flow.CartLine{{SKU: "tint-rose", Quantity: 1, Ticked: true, Price: 12800}}, Book: []shop.Address{address},
		Form: &flow.Form{Address: shop.Address{Name: zh("林")}}, Orders: []flow.Order{order},
		Attempts: []flow.Attempt{{N: 1, Orders: []flow.OrderID{"P1000007"}, Method: flow.WeChat, Amount: 25600, Status: flow.Unknown}},
		Draft:    flow.Draft{Stars: 5, Tags: []string{"smooth"}, Text: zh("好")}, Notes: []shop.NoteID{"N1000012"},
	}
	return []flow.Event{
		{},
		{Kind: flow.Tapped, Action: flow.Action{Verb: flow.Type, ID: "name", Words: zh("王小雨")}, Fresh: true},
		{
			Kind: flow.Tapped, Action: flow.Action{Verb: flow.TapTag, ID: "not utf-8: \xff\xfe"},
			Refusal: flow.Refusal{Code: flow.NoSuch, Args: [3]flow.Detail{{Name: "product", Value: "not utf-8: \xff\xfe"}}},
		},
		{Kind: flow.Tapped, Trail: flow.Move{Set: true, Keep: 1, Push: flow.Spot{Place: flow.Product, Subject: "tint"}}},
		{Kind: flow.Begun, Begin: &flow.Begin{Session: "s1", Flow: "native", Shopper: "lan", Source: "story", State: state}},
		{Kind: flow.OrderPlaced, Order: &order},
		{Kind: flow.OrderPaid, OrderID: "P1000007", Amount: 1<<62 - 1, Pieces: []shop.Pieces{{SKU: "tint-rose", Quantity: 2}}, At: -1},
		{Kind: flow.FormSet},
		{Kind: flow.FormSet, Form: &flow.Form{}},
		{Kind: flow.SheetSet, Sheet: &flow.Sheet{Product: "tint", Intent: flow.IntentBuy, Values: []string{"", "m"}, Quantity: 3}},
		{Kind: flow.AmountSeen, Seen: []flow.Seen{{Line: shop.LineShipping, Shop: "okkari", Amount: 800, Place: flow.Checkout}}},
		{Kind: flow.Reviewed, Review: &shop.Review{ID: "V1", SKU: "tint-rose", Stars: 4, Text: both, Tags: []string{"smooth"}, Who: both}},
		{Kind: flow.Noted, Note: &shop.Note{
			ID: "N1", Title: both, Text: both, Pictures: []shop.Shot{{Picture: "tint", Alt: both}}, Tags: []shop.ProductID{"tint"},
			Hashtags: []shop.Words{both}, Comments: []shop.Comment{{Who: both, Text: both, Likes: 3}}, Posted: 5,
		}},
		{Kind: flow.DepositPaid, OrderID: "P1000007", Amount: 5000, At: 3, Reason: "alipay"},
		{Kind: flow.Requoted, OrderID: "P1000007", Address: &address, Beside: &flow.Beside{Quote: &order.Quote, Identity: declared(), Travel: 96}},
		{Kind: flow.CouponGiven, Beside: &flow.Beside{Coupon: &flow.Coupon{ID: "new-49-10", Kind: "new-user", Amount: 1000, Expires: 9, Used: "P1"}}},
		{Kind: flow.IdentitySet, Beside: &flow.Beside{Identity: declared()}},
		{Kind: flow.IdentityFormSet, Beside: &flow.Beside{IdentityForm: &flow.IdentityForm{Editing: "I1", Identity: *declared()}}},
		{Kind: flow.RequestFormSet, Beside: &flow.Beside{RequestForm: &flow.RequestForm{
			Order: "P1", Type: flow.Exchange, Pieces: order.Quote.Pieces(), Reason: "quality", For: "tint-plum", Waybill: zh("SF99"),
		}}},
		{Kind: flow.RequestSet, OrderID: "P1", Pieces: order.Quote.Pieces(), Beside: &flow.Beside{Request: &flow.Request{
			ID: "R1", Order: "P1", Type: flow.Protection, Status: flow.RequestDone, Pieces: order.Quote.Pieces(), Reason: "price-dropped",
			Money: shop.Refund{Goods: 900, Tax: 80, Shipping: 12, Postage: 3, Base: 700}, Asked: 1, Since: 2, Fast: true, By: flow.BySeller,
			Shares: []shop.Share{{SKU: "tint-rose", Amount: -900}},
		}}},
		{Kind: flow.StockBack, OrderID: "P1", Pieces: order.Quote.Pieces(), Reason: "R1", At: 4},
		{Kind: flow.Begun, Begin: &flow.Begin{State: flow.State{
			Identities: []shop.Identity{*declared()}, Coupons: []flow.Coupon{{ID: "C1", Kind: flow.CouponLate}},
			Checkout: flow.CheckoutForm{Identity: "I1", Pick: shop.PickManual, Chosen: []string{"a"}, Split: true, Balance: "P1"},
			Orders: []flow.Order{{
				ID: "P2", Identity: *declared(), Passed: 3, Queried: true, Returned: order.Quote.Pieces(), Restored: 5,
				Presale: &flow.PresaleTerm{Deposit: 1, Paid: true, Balance: shop.Window{From: 1, Until: 2}, Forfeit: true, Quoted: true, Base: 6},
			}},
		}}},
	}
}

func declared() *shop.Identity {
	return &shop.Identity{ID: "I1", Name: zh("林小满"), Number: zh("990101199003071237"), Phone: zh("13800005678"), Front: true, Back: true, Year: 2026, Used: 7}
}

// A refusal of the time when it had two arguments reads as one of three.
func TestARefusalOfTwoArgumentsIsRead(t *testing.T) {
	type refusal struct {
		Code flow.Code      `cbor:"1,keyasint,omitempty"`
		Args [2]flow.Detail `cbor:"2,keyasint,omitzero"`
	}
	type event struct {
		Kind    flow.Kind `cbor:"1,keyasint"`
		Refusal refusal   `cbor:"3,keyasint,omitzero"`
	}
	was := event{flow.Tapped, refusal{flow.PriceChanged, [2]flow.Detail{{Name: "shown_fen", Value: "14000"}, {Name: "now_fen", Value: "14100"}}}}
	old, err := encode(&was)
	if err != nil {
		t.Fatal(err)
	}
	var got flow.Event
	if err := decode(old, &got); err != nil {
		t.Fatal(err)
	}
	want := flow.Refusal{Code: flow.PriceChanged, Args: [3]flow.Detail{was.Refusal.Args[0], was.Refusal.Args[1]}}
	if got.Refusal != want {
		t.Errorf("got %+v, want %+v", got.Refusal, want)
	}
}

func TestRecordsComeBackAsTheyWent(t *testing.T) {
	for i, e := range samples() {
		for _, presses := range []int32{0, 1, 300, 1<<31 - 1, -1} {
			want := flow.Record{Stream: 7, Seq: 1<<63 + uint64(i), At: -62_135_596_800_000, Presses: presses, Event: e}
			key := recordKey(want.Stream, want.Seq)
			sealed, err := sealRecord(key, &want)
			if err != nil {
				t.Fatal(err)
			}
			got, err := openRecord(key, sealed)
			if err != nil {
				t.Fatalf("event %d: %v", i, err)
			}
			clear(sealed) // as the disk does when the page is used again
			if !reflect.DeepEqual(got, want) {
				t.Errorf("event %d: got %+v\nwant %+v", i, got, want)
			}
		}
	}
}

// S2: one flipped bit anywhere, in the key or in the value, is found.
func TestEveryFlippedBitOfARecordIsFound(t *testing.T) {
	for i, e := range samples() {
		key := recordKey(1, 2)
		sealed, err := sealRecord(key, &flow.Record{Stream: 1, Seq: 2, Event: e})
		if err != nil {
			t.Fatal(err)
		}
		for bit := range 8 * (len(key) + len(sealed)) {
			k, s := bytes.Clone(key), bytes.Clone(sealed)
			if at := bit / 8; at < len(k) {
				k[at] ^= 1 << (bit % 8)
			} else {
				s[at-len(k)] ^= 1 << (bit % 8)
			}
			if _, err := openRecord(k, s); err == nil {
				t.Fatalf("event %d: bit %d flipped, and nobody saw it", i, bit)
			}
		}
	}
}

func TestARecordThatIsTooLongIsNotWritten(t *testing.T) {
	e := flow.Event{Kind: flow.Tapped, Reason: strings.Repeat("x", maxRecord)}
	if _, err := sealRecord(recordKey(1, 1), &flow.Record{Stream: 1, Seq: 1, Event: e}); err == nil {
		t.Error("want an error")
	}
}

func TestARecordWithUnknownFactsIsThatOfANewerProgram(t *testing.T) {
	key := recordKey(1, 1)
	body := append(make([]byte, 9), 0xA2, 1, 2, 0x18, 200, 1) // {1: 2, 200: 1}
	_, err := openRecord(key, seal(key, body...))
	if newer := (ErrNewer{}); !errors.As(err, &newer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

// Hostile bytes under a right checksum: the decoder's limits hold, and what it accepts can be written again.
func FuzzOpenRecord(f *testing.F) {
	key := recordKey(1, 1)
	for _, e := range samples() {
		sealed, err := sealRecord(key, &flow.Record{Stream: 1, Seq: 1, Event: e})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(sealed[sealSize:])
	}
	head := make([]byte, 9)
	f.Add(head)
	f.Add(append(bytes.Clone(head), bytes.Repeat([]byte{0x81}, 100_000)...))              // lists in lists
	f.Add(append(bytes.Clone(head), 0x9B, 0x7F, 255, 255, 255, 255, 255, 255, 255))       // a list of 2^63 - 1
	f.Add(append(bytes.Clone(head), 0xA1, 18, 0x9A, 0x7F, 255, 255, 255))                 // a long list of amounts
	f.Add(append(bytes.Clone(head), 0xA2, 1, 1, 1, 1))                                    // a field twice
	f.Add(append(bytes.Clone(head), 0xBF, 1, 1, 0xFF))                                    // of no stated length
	f.Add(append(bytes.Clone(head), 0xA1, 22, 0xA1, 5, 0xA1, 3, 0x81, 0xA1, 1, 0x18, 99)) // a place that is none
	f.Fuzz(func(t *testing.T, body []byte) {
		sealed := seal(key, body...)
		r, err := openRecord(key, sealed)
		if err != nil {
			return
		}
		again, err := sealRecord(key, &r)
		if err != nil {
			t.Fatalf("read, but cannot be written: %v", err)
		}
		back, err := openRecord(key, again)
		if err != nil {
			t.Fatalf("written, but cannot be read: %v", err)
		}
		third, err := sealRecord(key, &back)
		if err != nil || !bytes.Equal(again, third) {
			t.Fatalf("not the same when written again: %x, %x, %v", again, third, err)
		}
	})
}

func TestTheDecodersLimits(t *testing.T) {
	deep := append(bytes.Repeat([]byte{0x81}, 64), 0)
	var nested *cbor.MaxNestedLevelError
	var e flow.Event
	if err := decode(deep, &e); !errors.As(err, &nested) {
		t.Errorf("lists in lists: got %v", err)
	}
	var long *cbor.MaxArrayElementsError
	if err := decode([]byte{0x9A, 0x7F, 255, 255, 255}, &e); !errors.As(err, &long) {
		t.Errorf("a list without end: got %v", err)
	}
}
