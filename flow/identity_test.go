package flow_test

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// border is a small world whose first shop sells over the border, in a trade mode.
func border(trade shop.Trade) flow.World {
	w := small()
	s := &w.Catalogue.Shops[0]
	s.Trade, s.ShipHours, s.LeaveHrs = trade, 120, 60
	if trade == shop.Bonded {
		s.ShipHours, s.LeaveHrs = 72, 30
	}
	w.Catalogue.Index()
	w.Flow.Identity, w.Flow.Coupons = "saved", "auto"
	w.Flow.Methods = append(w.Flow.Methods, flow.QuickPass)
	return w
}

// known gives the shopper of a world a saved identity.
func known(w flow.World) flow.World {
	who := *w.Shopper
	who.Identities = []shop.Identity{identity("me", "林小满", "990101199003071237")}
	w.Shopper = &who
	return w
}

func identity(id, name, number string) shop.Identity {
	return shop.Identity{
		ID: id, Name: text.Clean(name, text.Name), Number: text.Clean(number, text.Name), Phone: text.Clean("13800005678", text.Name),
	}
}

// borderConcerns is the world of parcels over the border: who declares them, and customs.
func borderConcerns() []concern {
	return []concern{
		{"cross-border", func() flow.World { return known(border(shop.Parcel)) }, func(_ *flow.World, s *flow.State, a flow.Action) bool {
			switch a.Verb {
			case flow.ChooseIdentity, flow.PickIdentity, flow.AddPicture, flow.SaveIdentity, flow.Type, flow.DeclareCustoms, flow.PassCustoms,
				flow.QueryCustoms, flow.PackOrder, flow.ShipParcel, flow.MissPromise, flow.DelayParcel, flow.OpenOrders, flow.CancelOrder:
				return true
			case flow.NewIdentity, flow.EditIdentity:
				return len(s.Identities) < 2
			case flow.ChoosePayment:
				return a.ID != string(flow.WeChat)
			case flow.Back:
				return s.Place() == flow.Identity
			}
			return buys(s, a)
		}},
	}
}

// toCheckout goes from the product page to the checkout of one plum tint.
var toCheckout = []flow.Action{act(flow.BuyNow), pick("shade", "plum"), act(flow.Confirm)}

func fresh(facts []flow.Event) int {
	n := 0
	for _, e := range facts {
		if e.Fresh {
			n++
		}
	}
	return n
}

// The form takes the name over from the address: a number and a phone are left to fill.
func TestANewIdentityTakesTwoFields(t *testing.T) {
	k := walk(t, border(shop.Bonded)).do(toTint...).do(toCheckout...)
	k.try(act(flow.PlaceOrder)).refused(flow.IdentityNeeded)
	k.do(act(flow.ChooseIdentity)).at(flow.Identity)
	if k.s.IdentityForm == nil || k.s.IdentityForm.Identity.Name.String() != "林小满" {
		t.Fatalf("the sheet opens with %+v, want the form with the name of the address", k.s.IdentityForm)
	}
	k.try(act(flow.SaveIdentity)).refused(flow.FieldMissing)
	if got := k.last.Arg("field"); got != "number" {
		t.Errorf("missing is %q, want the number", got)
	}
	before := len(k.facts)
	k.do(flow.Typing("number", "99010119880229001x")).try(act(flow.SaveIdentity)).refused(flow.FieldMissing)
	k.do(flow.Typing("phone", "13800005678"), act(flow.SaveIdentity)).at(flow.Checkout)
	if n := fresh(k.facts[before:]); n != 2 {
		t.Errorf("%d fields were filled, want 2", n)
	}
	if k.s.IdentityForm != nil || len(k.s.Identities) != 1 {
		t.Fatalf("form %+v, identities %+v", k.s.IdentityForm, k.s.Identities)
	}
	saved := k.s.Identities[0]
	if saved.ID == "" || k.s.Checkout.Identity != saved.ID || saved.Number.String() != "99010119880229001X" {
		t.Errorf("saved %+v, the checkout is declared by %q", saved, k.s.Checkout.Identity)
	}
	k.do(act(flow.PlaceOrder)).at(flow.Payment)
	if k.s.Orders[0].Identity != saved {
		t.Errorf("the order is declared by %+v, want %+v", k.s.Orders[0].Identity, saved)
	}
}

func TestWhatAnIdentityIsRefusedFor(t *testing.T) {
	for name, c := range map[string]struct {
		trade  shop.Trade
		fields map[string]string
		sides  []string
		want   flow.Code
	}{
		"whole":                 {shop.Bonded, nil, nil, ""},
		"without a name":        {shop.Bonded, map[string]string{"name": ""}, nil, flow.FieldMissing},
		"without a phone":       {shop.Bonded, map[string]string{"phone": ""}, nil, flow.FieldMissing},
		"a short number":        {shop.Bonded, map[string]string{"number": "9901011990030712"}, nil, flow.NumberInvalid},
		"a wrong check digit":   {shop.Bonded, map[string]string{"number": "990101199003071238"}, nil, flow.NumberInvalid},
		"no such day":           {shop.Bonded, map[string]string{"number": "990101199002301238"}, nil, flow.NumberInvalid},
		"born after today":      {shop.Bonded, map[string]string{"number": "990101203003071232"}, nil, flow.NumberInvalid},
		"no mobile number":      {shop.Bonded, map[string]string{"phone": "021-1234567"}, nil, flow.PhoneInvalid},
		"a parcel, no pictures": {shop.Parcel, nil, nil, flow.PicturesNeeded},
		"a parcel, one side":    {shop.Parcel, nil, []string{flow.SideFront}, flow.PicturesNeeded},
		"a parcel, both sides":  {shop.Parcel, nil, []string{flow.SideBack, flow.SideFront}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k := walk(t, border(c.trade)).do(toTint...).do(toCheckout...).do(act(flow.ChooseIdentity))
			for _, field := range []string{"name", "number", "phone"} {
				value, changed := c.fields[field]
				if !changed {
					value = map[string]string{"name": "林小满", "number": "990101199003071237", "phone": "13800005678"}[field]
				}
				k.do(flow.Typing(field, value))
			}
			for _, side := range c.sides {
				k.do(on(flow.AddPicture, side)).try(on(flow.AddPicture, side)).refused(flow.NoSuch)
			}
			if k.try(act(flow.SaveIdentity)).refused(c.want); c.want == "" {
				k.at(flow.Checkout).do(act(flow.PlaceOrder)).at(flow.Payment)
				return
			}
			if k.at(flow.Identity); len(k.s.Identities) != 0 {
				t.Errorf("saved %+v", k.s.Identities)
			}
		})
	}
}

// Pictures are for parcels alone, and a picture is a tap and no field.
func TestPicturesAreForParcels(t *testing.T) {
	k := walk(t, border(shop.Direct)).do(toTint...).do(toCheckout...).do(act(flow.ChooseIdentity))
	k.try(on(flow.AddPicture, flow.SideFront)).refused(flow.NotHere)
	k = walk(t, border(shop.Parcel)).do(toTint...).do(toCheckout...).do(act(flow.ChooseIdentity))
	k.try(on(flow.AddPicture, "inside")).refused(flow.NoSuch)
	before := len(k.facts)
	k.do(on(flow.AddPicture, flow.SideFront))
	if fresh(k.facts[before:]) != 0 {
		t.Error("a picture counts as a field")
	}
	// A saved identity without pictures gets them by being edited.
	k = walk(t, known(border(shop.Parcel))).do(toTint...).do(toCheckout...).try(act(flow.PlaceOrder)).refused(flow.PicturesNeeded)
	k.do(act(flow.ChooseIdentity), on(flow.EditIdentity, "me"), on(flow.AddPicture, flow.SideFront), on(flow.AddPicture, flow.SideBack))
	k.do(act(flow.SaveIdentity), act(flow.PlaceOrder)).at(flow.Payment)
}

// The saved identity declares by itself; the sheet lists it, and the form closes before the sheet.
func TestSavedIdentitiesArePicked(t *testing.T) {
	k := walk(t, known(border(shop.Bonded))).do(toTint...).do(toCheckout...)
	if k.s.Checkout.Identity != "me" {
		t.Fatalf("the checkout opens declared by %q", k.s.Checkout.Identity)
	}
	k.do(act(flow.ChooseIdentity)).try(act(flow.SaveIdentity)).refused(flow.NotHere)
	k.try(on(flow.PickIdentity, "nobody")).refused(flow.NoSuch).try(on(flow.EditIdentity, "nobody")).refused(flow.NoSuch)
	k.try(flow.Typing("name", "x")).refused(flow.NotHere)
	k.do(act(flow.NewIdentity)).try(on(flow.PickIdentity, "me")).refused(flow.NotHere)
	k.do(act(flow.Back)).at(flow.Identity)
	if k.s.IdentityForm != nil {
		t.Fatal("back leaves the form open")
	}
	k.do(act(flow.NewIdentity), flow.Typing("name", "周宁"), flow.Typing("number", "99010119880229001X"), flow.Typing("phone", "13900000000"))
	k.do(act(flow.SaveIdentity)).at(flow.Checkout).try(act(flow.PlaceOrder)).refused(flow.IdentityMismatch)
	if len(k.s.Identities) != 2 || k.last.Arg("payer") != "林**" || k.last.Arg("declared") != "周**" {
		t.Fatalf("identities %+v, refused %v", k.s.Identities, k.last)
	}
	k.do(act(flow.ChooseIdentity), on(flow.PickIdentity, "me")).at(flow.Checkout).do(act(flow.PlaceOrder)).at(flow.Payment)
	k = walk(t, known(border(shop.Bonded))).do(toTint...).do(toCheckout...)
	k.do(act(flow.ChooseIdentity), on(flow.EditIdentity, "me"), flow.Typing("phone", "13911112222"), act(flow.SaveIdentity)).at(flow.Checkout)
	if len(k.s.Identities) != 1 || k.s.Identities[0].Phone.String() != "13911112222" {
		t.Errorf("edited: %+v", k.s.Identities)
	}
}

// Where the flow's knob says form, nothing saved is offered, and back closes form and sheet.
func TestAFlowThatAsksForTheIdentityEachTime(t *testing.T) {
	w := known(border(shop.Bonded))
	w.Flow.Identity = flow.IdentityOpensForm
	k := walk(t, w).do(toTint...).do(toCheckout...).try(act(flow.PlaceOrder)).refused(flow.IdentityNeeded)
	k.do(act(flow.ChooseIdentity))
	if k.s.IdentityForm == nil || !k.s.IdentityForm.Identity.Number.IsZero() {
		t.Fatalf("the sheet opens with %+v, want an empty form", k.s.IdentityForm)
	}
	if k.do(act(flow.Back)).at(flow.Checkout); k.s.IdentityForm != nil {
		t.Error("the form outlives its sheet")
	}
}

// A domestic checkout asks for no identity.
func TestNoIdentityForDomesticGoods(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(toCheckout...).try(act(flow.ChooseIdentity)).refused(flow.NotHere)
	for _, o := range flow.Offers(&k.w, k.now, &k.s) {
		if o.Action.Verb == flow.ChooseIdentity {
			t.Error("the sheet is offered")
		}
	}
}

// Customs take two payments: the others are refused at the checkout's button, and on the payment sheet at once, as long as an
// order of the sheet is declared.
func TestPaymentsThatCustomsDoNotTake(t *testing.T) {
	w := known(border(shop.Bonded))
	w.Flow.Default = flow.QuickPass
	k := walk(t, w).do(toTint...).do(toCheckout...)
	if k.s.Checkout.Method != flow.Alipay {
		t.Errorf("the checkout opens with %q", k.s.Checkout.Method)
	}
	k.do(on(flow.ChoosePayment, "quickpass")).try(act(flow.PlaceOrder)).refused(flow.NotCrossBorder)
	k.do(on(flow.ChoosePayment, "wechat"), act(flow.PlaceOrder)).at(flow.Payment)
	k.try(on(flow.ChoosePayment, "quickpass")).refused(flow.NotCrossBorder)
	sheet := k.s
	k.s.Payment.Method = flow.QuickPass // as a flow of before left it
	k.try(act(flow.Pay)).refused(flow.NotCrossBorder)
	k.s = sheet
	k.do(act(flow.Pay), answer(flow.OutcomeApproved, 0)).at(flow.Confirmation)

	k = walk(t, small())
	k.w.Flow.Methods = append(k.w.Flow.Methods, flow.QuickPass)
	k.do(toTint...).do(buyTint...).do(on(flow.ChoosePayment, "quickpass"), act(flow.Pay))
}

// A walk to the confirmation declares with what is saved, else with what fits the form.
func TestAWalkDeclares(t *testing.T) {
	two := func() flow.World {
		w := known(border(shop.Bonded))
		who := *w.Shopper
		who.Identities = append([]shop.Identity{identity("other", "周宁", "99010119880229001X")}, who.Identities...)
		w.Shopper = &who
		return w
	}
	stranger := func() flow.World {
		w := two()
		who := *w.Shopper
		who.Identities = who.Identities[:1]
		w.Shopper = &who
		return w
	}
	form := func() flow.World {
		w := known(border(shop.Bonded))
		w.Flow.Identity = flow.IdentityOpensForm
		return w
	}
	dear := func() flow.World {
		w := known(border(shop.Bonded))
		w.Flow.Methods, w.Flow.Default = []flow.Method{flow.QuickPass, flow.WeChat}, flow.QuickPass
		return w
	}
	for name, c := range map[string]struct {
		w    flow.World
		taps int
	}{
		"saved":                          {known(border(shop.Bonded)), 7}, // note, tag, buy-now, shade, confirm, place-order, pay
		"none saved":                     {border(shop.Bonded), 11},       // and the sheet, number, phone, save
		"a parcel, none saved":           {border(shop.Parcel), 13},       // and two pictures
		"a parcel, saved without":        {known(border(shop.Parcel)), 12},
		"the first is another's":         {two(), 9}, // and the sheet, pick
		"only another's":                 {stranger(), 12},
		"the form each time":             {form(), 11},
		"a default that is not declared": {dear(), 7},
	} {
		start := flow.Start(&c.w, 1)
		if ends := flow.DeadEnds(&c.w, c.w.Catalogue.Today); len(ends) > 0 {
			t.Errorf("%s: caught at %s after %v", name, ends[0].Place, ends[0].Walk)
		}
		var walks flow.Walks
		goal := flow.GoalAt(&start, flow.Confirmation, "")
		path, taps, ok := walks.Reach(&c.w, c.w.Catalogue.Today, &start, goal, flow.ScopeOf(&c.w, &start, flow.Scope{}))
		if !ok || taps != c.taps {
			t.Errorf("%s: got %d taps %v, want %d", name, taps, path, c.taps)
		}
	}
}
