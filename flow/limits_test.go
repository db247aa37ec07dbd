package flow

import (
	"testing"
	"time"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

func named(s string) text.Text { return text.Clean(s, text.Name) }

// declaring is a state whose checkout is declared by 林小满, and a quote of orders in these trade modes.
func declaring(trades ...shop.Trade) (World, State, shop.Quote) {
	me := shop.Identity{ID: "me", Name: named("林小满"), Number: named("990101199003071237"), Front: true, Back: true}
	home := shop.Address{ID: "home", Name: named("林小满")}
	w := World{
		Flow:    &Flow{Methods: []Method{Alipay, WeChat, QuickPass, AlipayFree, Balance}},
		Shopper: &Shopper{Addresses: []shop.Address{home}},
	}
	s := State{
		Book: []shop.Address{home}, Identities: []shop.Identity{me},
		Checkout: CheckoutForm{Address: "home", Identity: "me", Method: Alipay},
	}
	var q shop.Quote
	for _, trade := range trades {
		q.Orders = append(q.Orders, shop.OrderQuote{Trade: trade})
	}
	return w, s, q
}

// Who declares, who pays and who receives a parcel have to be one; customs take two payments; the limits come last. A
// domestic order asks for none of it.
func TestWhatIsCheckedBeforeAnOrderIsDeclared(t *testing.T) {
	payer := func(w *World, _ *State) { w.Shopper.Payer = named("周宁") }
	receiver := func(_ *World, s *State) { s.Book = []shop.Address{{ID: "home", Name: named("周宁")}} }
	nobody := func(_ *World, s *State) { s.Checkout.Identity = "" }
	bare := func(_ *World, s *State) {
		s.Identities = []shop.Identity{{ID: "me", Name: named("林小满"), Front: true}}
	}
	method := func(m Method) func(*World, *State) {
		return func(_ *World, s *State) { s.Checkout.Method = m }
	}
	for name, c := range map[string]struct {
		trade  shop.Trade
		change func(*World, *State)
		want   Refusal
	}{
		"bonded":              {shop.Bonded, nil, Refusal{}},
		"direct mail":         {shop.Direct, nil, Refusal{}},
		"parcel":              {shop.Parcel, nil, Refusal{}},
		"domestic, nobody":    {shop.Domestic, nobody, Refusal{}},
		"domestic, another":   {shop.Domestic, payer, Refusal{}},
		"domestic, quickpass": {shop.Domestic, method(QuickPass), Refusal{}},
		"nobody":              {shop.Bonded, nobody, refuse(IdentityNeeded)},
		"an identity that is gone": {
			shop.Bonded, func(_ *World, s *State) { s.Identities = nil }, refuse(IdentityNeeded),
		},
		"another payer": {shop.Bonded, payer, refuse(IdentityMismatch, "payer", "周**", "declared", "林**")},
		"the payer's account has the name": {shop.Bonded, func(w *World, s *State) {
			w.Shopper.Payer = named("林小满")
			w.Shopper.Addresses = []shop.Address{{Name: named("周宁")}}
		}, Refusal{}},
		"the name of the first address of today does not count": {shop.Bonded, receiver, Refusal{}},
		"nobody knows who pays":                                 {shop.Bonded, func(w *World, _ *State) { w.Shopper.Addresses = nil }, Refusal{}},
		"a parcel to another":                                   {shop.Parcel, receiver, refuse(ReceiverMismatch, "receiver", "周**", "declared", "林**")},
		"direct mail to another": {
			shop.Direct, receiver, Refusal{},
		},
		"a parcel without a picture":    {shop.Parcel, bare, refuse(PicturesNeeded)},
		"direct mail without a picture": {shop.Direct, bare, Refusal{}},
		"wechat":                        {shop.Bonded, method(WeChat), Refusal{}},
		"quickpass":                     {shop.Bonded, method(QuickPass), refuse(NotCrossBorder, "payment", "quickpass")},
		"without a password":            {shop.Bonded, method(AlipayFree), refuse(NotCrossBorder, "payment", "alipay-free")},
		"balance":                       {shop.Direct, method(Balance), refuse(NotCrossBorder, "payment", "balance")},
		"no payment yet":                {shop.Bonded, method(""), Refusal{}},
	} {
		t.Run(name, func(t *testing.T) {
			w, s, q := declaring(shop.Domestic, c.trade)
			if c.change != nil {
				c.change(&w, &s)
			}
			if got := checkDeclared(&w, &s, &q); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// All limits that are not kept are told: the first is the code, that of one order before that of the year.
func TestTheFirstLimitIsTheCode(t *testing.T) {
	single, other := shop.Excess{Order: 1, Over: 200}, shop.Excess{Order: 2, Over: 300}
	year := shop.Excess{Order: 1, Year: true, Over: 900, Left: 50}
	for _, c := range []struct {
		over []shop.Excess
		want Refusal
	}{
		{nil, Refusal{}},
		{[]shop.Excess{single}, refuse(OverSingle, "over_fen", "200")},
		{[]shop.Excess{single, other}, refuse(OverSingle, "over_fen", "200")},
		{[]shop.Excess{year}, refuse(QuotaExceeded, "over_fen", "900", "left_fen", "50")},
		{[]shop.Excess{single, year}, refuse(OverSingle, "over_fen", "200", "left_fen", "50", "also", "quota-exceeded")},
		{[]shop.Excess{year, other}, refuse(OverSingle, "over_fen", "300", "left_fen", "50", "also", "quota-exceeded")},
	} {
		w, s, q := declaring(shop.Domestic, shop.Bonded, shop.Bonded)
		q.Limits = c.over
		if got := checkDeclared(&w, &s, &q); got != c.want {
			t.Errorf("%+v: got %v, want %v", c.over, got, c.want)
		}
	}
	w, s, q := declaring(shop.Bonded)
	q.Limits, s.Checkout.Identity = []shop.Excess{single}, ""
	if got := checkDeclared(&w, &s, &q); got.Code != IdentityNeeded {
		t.Errorf("without an identity: got %v", got)
	}
}

func TestWhatCanBeSplit(t *testing.T) {
	pieces := func(quantities ...int32) shop.OrderQuote {
		o := shop.OrderQuote{Trade: shop.Bonded}
		for _, n := range quantities {
			o.Items = append(o.Items, shop.Item{Quantity: n})
		}
		return o
	}
	for _, c := range []struct {
		order shop.OrderQuote
		over  []shop.Excess
		want  bool
	}{
		{pieces(2), nil, false},
		{pieces(2), []shop.Excess{{Over: 1}}, true},
		{pieces(1, 1), []shop.Excess{{Over: 1}}, true},
		{pieces(1), []shop.Excess{{Over: 1}}, false},
		{pieces(2), []shop.Excess{{Over: 1, Year: true}}, false},
		{pieces(2), []shop.Excess{{Order: 7, Over: 1}}, false},
	} {
		q := shop.Quote{Orders: []shop.OrderQuote{c.order}, Limits: c.over}
		if got := splittable(&q); got != c.want {
			t.Errorf("%+v: got %v", q, got)
		}
	}
}

func TestThePaymentACrossBorderCheckoutOpensWith(t *testing.T) {
	for _, c := range []struct {
		methods []Method
		usual   Method
		want    Method
	}{
		{[]Method{Alipay, WeChat}, Alipay, Alipay},
		{[]Method{Alipay, WeChat}, WeChat, WeChat},
		{[]Method{QuickPass, WeChat, Alipay}, QuickPass, WeChat},
		{[]Method{Balance, Alipay}, "", Alipay},
		{[]Method{AlipayFree, Balance}, AlipayFree, ""},
	} {
		f := Flow{Methods: c.methods, Default: c.usual}
		if got := f.crossMethod(); got != c.want {
			t.Errorf("%v, usually %s: got %q, want %q", c.methods, c.usual, got, c.want)
		}
	}
}

// The quota is that of a number and a year in China: taxable value from submit until the order is cancelled or closed.
func TestTheQuotaThatIsUsed(t *testing.T) {
	china := func(s string) shop.Instant {
		at, err := time.ParseInLocation(time.DateTime, s, shop.China)
		if err != nil {
			t.Fatal(err)
		}
		return shop.At(at)
	}
	mine, another := named("990101199003071237"), named("99010119880229001X")
	order := func(status OrderStatus, trade shop.Trade, number text.Text, placed string, bases ...shop.Fen) Order {
		o := Order{ID: "P1000001", Status: status, Placed: china(placed), Identity: shop.Identity{Number: number}, Quote: shop.OrderQuote{Trade: trade}}
		for _, base := range bases {
			o.Quote.Items = append(o.Quote.Items, shop.Item{Tax: &shop.ItemTax{Base: base}})
		}
		return o
	}
	const noon = "2026-11-11 12:00:00"
	restored := order(InTransit, shop.Bonded, mine, noon, 30_000, 20_000)
	restored.Restored = 20_000
	whole := order(Completed, shop.Bonded, mine, noon, 30_000)
	whole.Restored = 30_000
	gone := order(Closed, shop.Bonded, mine, noon, 500)
	gone.Restored = 500
	untaxed := order(Paid, shop.Bonded, mine, noon)
	untaxed.Quote.Items = []shop.Item{{SKU: "a"}}
	for name, c := range map[string]struct {
		orders []Order
		used   shop.Fen
		year   int
		at     string
		want   shop.Fen
	}{
		"nothing":               {nil, 0, 0, noon, 0},
		"elsewhere this year":   {nil, 700, 2026, noon, 700},
		"elsewhere last year":   {nil, 700, 2025, noon, 0},
		"waits for payment":     {[]Order{order(AwaitingPayment, shop.Bonded, mine, noon, 500)}, 0, 0, noon, 500},
		"in customs":            {[]Order{order(Customs, shop.Parcel, mine, noon, 500, 40)}, 0, 0, noon, 540},
		"both":                  {[]Order{order(Completed, shop.Direct, mine, noon, 500)}, 700, 2026, noon, 1200},
		"cancelled":             {[]Order{order(Cancelled, shop.Bonded, mine, noon, 500)}, 0, 0, noon, 0},
		"closed, back in time":  {[]Order{gone}, 0, 0, noon, 0},
		"closed, back too late": {[]Order{order(Closed, shop.Bonded, mine, noon, 500)}, 0, 0, noon, 500},
		"domestic":              {[]Order{order(Paid, shop.Domestic, mine, noon, 500)}, 0, 0, noon, 0},
		"of another":            {[]Order{order(Paid, shop.Bonded, another, noon, 500)}, 0, 0, noon, 0},
		"a part was given back": {[]Order{restored}, 0, 0, noon, 30_000},
		"all was given back":    {[]Order{whole}, 700, 2026, noon, 700},
		"no tax was quoted":     {[]Order{untaxed}, 0, 0, noon, 0},
		"the first second":      {[]Order{order(Paid, shop.Bonded, mine, "2026-01-01 00:00:00", 500)}, 0, 0, noon, 500},
		"the second before it":  {[]Order{order(Paid, shop.Bonded, mine, "2025-12-31 23:59:59", 500)}, 0, 0, noon, 0},
		"the last second":       {[]Order{order(Paid, shop.Bonded, mine, noon, 500)}, 0, 0, "2026-12-31 23:59:59", 500},
		"the second after it":   {[]Order{order(Paid, shop.Bonded, mine, noon, 500)}, 700, 2026, "2027-01-01 00:00:00", 0},
	} {
		t.Run(name, func(t *testing.T) {
			me := shop.Identity{ID: "me", Number: mine, Used: c.used, Year: c.year}
			s := State{Orders: c.orders, Identities: []shop.Identity{me, {ID: "other", Number: another, Used: 9_999, Year: 2026}}}
			if got := s.UsedQuota(&me, china(c.at)); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
			again := shop.Identity{ID: "again", Number: mine}
			if got := s.UsedQuota(&again, china(c.at)); got != c.want {
				t.Errorf("saved a second time: got %s, want %s", got, c.want)
			}
			if len(c.orders) > 0 && s.usedBut(&me, china(c.at), "P1000001") != elsewhere(&me, china(c.at).Time().Year()) {
				t.Error("the order that is quoted anew counts")
			}
		})
	}
}
