package measure_test

import (
	"context"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
)

// domestic walks flow A of the worked example of the touch keystroke-level model: a domestic purchase with buy-now, a saved
// address and password-free payment, from the tag on.
func domestic(t *testing.T) (*session.Session, measure.Stretch) {
	t.Helper()
	s := open(t, "express", "returning")
	do(t, s, on(flow.OpenNote, "oily-skin-empties"),
		on(flow.TapTag, "cushion"), act(flow.BuyNow), pick("shade", "n21"), pick("finish", "matte"), act(flow.Confirm),
		act(flow.PlaceOrder), approved,
	)
	return s, fromNote(t, s)
}

// crossBorder walks flow B: a first purchase over the border through the cart, with a coupon by hand, an identity that is
// typed and a password of six digits, from the tag on.
func crossBorder(t *testing.T) (*session.Session, measure.Stretch) {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	f := *set.Flow("native")
	f.Coupons, f.Auth, f.Default = "manual", flow.AuthPassword, flow.WeChat
	who := *set.Shopper("cross-border-new")
	who.Coupons = []flow.Coupon{{ID: "veyrune-400-40", Kind: "store", Amount: 4000}}
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: &f, Shopper: &who},
		Journal: &session.Memory{}, Journey: "b", Start: set.Catalogue.Today,
	})
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, on(flow.OpenNote, "barrier-cream-empty"),
		on(flow.TapTag, "barrier-cream"), act(flow.AddToCart), pick("size", "30"), pick("texture", "rich"), act(flow.Confirm),
		act(flow.OpenCart), act(flow.OpenCheckout),
		act(flow.OpenCoupons), on(flow.UseCoupon, "veyrune-400-40"), act(flow.ApplyCoupons),
		act(flow.ChooseIdentity), flow.Typing("number", "990102199203141267"), flow.Typing("phone", "18600002345"), act(flow.SaveIdentity),
		on(flow.ChoosePayment, "alipay"), act(flow.PlaceOrder), act(flow.EnterPassword), approved,
	)
	return s, fromNote(t, s)
}

func fromNote(t *testing.T, s *session.Session) measure.Stretch {
	t.Helper()
	if at := s.Shown().State.Place(); at != flow.Confirmation {
		t.Fatalf("the walk ends at %s: %v", at, s.Shown().Refused)
	}
	stretch, ok := measure.Between(s.Shown().Records, measure.AtStage(flow.StageNote), measure.AtStage(flow.StageConfirmation))
	if !ok {
		t.Fatal("the note or the confirmation was not reached")
	}
	return stretch
}

// The worked example by operators, on the flows themselves: A has 4 M, 6 T, 2 S and 1.8 s of waiting, B has 13 M, 16 T, 2 S,
// 35 K and 5.1 s. Whatever the times, B takes about four times as long.
func TestTheWorkedExampleByOperators(t *testing.T) {
	_, a := domestic(t)
	_, b := crossBorder(t)
	for _, c := range []struct {
		name  string
		got   measure.Stretch
		want  measure.Count
		taps  int
		field int
		keys  int
		steps int // of the checkout
		waits int64
		ms    int64
		secs  map[string]string
	}{
		{"A", a, measure.Count{M: 4, T: 6, S: 2, Page: 3, Sheet: 1}, 6, 0, 0, 2, 1800, 10_460,
			map[string]string{"proposed": "10.5", "cogtool": "9.9", "mackenzie": "9.5"}},
		{"B", b, measure.Count{M: 13, T: 16, S: 2, K: 35, Page: 4, Sheet: 5, Network: 2}, 16, 3, 35, 5, 5100, 40_910,
			map[string]string{"proposed": "40.9", "cogtool": "39.0", "mackenzie": "38.4"}},
	} {
		o := measure.Proposed
		if c.got.Count != c.want || o.Waits(c.got.Count) != c.waits || o.Millis(c.got.Count) != c.ms {
			t.Errorf("%s: got %+v, %d ms of it waiting", c.name, c.got.Count, o.Waits(c.got.Count))
		}
		if c.got.Taps != c.taps || c.got.Fields != c.field || c.got.Keys != c.keys || c.got.CheckoutSteps != c.steps || c.got.Refused != 0 {
			t.Errorf("%s: got %+v", c.name, c.got)
		}
		for _, o := range measure.Presets() {
			if got := o.Seconds(c.got.Count).String(); got != c.secs[o.Name] {
				t.Errorf("%s, %s: got %s s, want %s", c.name, o.Name, got, c.secs[o.Name])
			}
		}
	}
}

// In B the identity takes 15.35 s and the coupon 4.86 s, each with the tap that opens its sheet: 38 % and 12 % of the walk.
func TestTheWorkedExampleByPlace(t *testing.T) {
	s, _ := crossBorder(t)
	walk, ok := measure.LayOut(s.Shown().Records, measure.AtStage(flow.StageNote), measure.AtStage(flow.StageConfirmation), &measure.Proposed)
	if !ok {
		t.Fatal("the walk is not there")
	}
	at := map[flow.Place]measure.Spent{}
	for _, spent := range walk.Places {
		at[spent.Place] = spent
	}
	if id := at[flow.Identity]; id.Millis != 15_350 || id.Taps != 4 || id.Fields != 2 || id.Keys != 29 {
		t.Errorf("identity: got %+v", id)
	}
	if coupons := at[flow.Coupons]; coupons.Millis != 4_860 || coupons.Taps != 3 {
		t.Errorf("coupons: got %+v", coupons)
	}
	if most, share := walk.Costliest(); most.Place != flow.Identity || share.String() != "37.5%" {
		t.Errorf("costliest: got %s, %s", most.Place, share)
	}
}
