package flow_test

import (
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// reach searches for the walk to a goal with the scope of the state.
func (k *walker) reach(goal flow.Goal) ([]flow.Action, int, bool) {
	var walks flow.Walks
	return walks.Reach(&k.w, k.now, &k.s, goal, flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
}

// What was typed wrong into any form is put right where it stands, one tap a field.
func TestWhatWasTypedWrongIsTypedAgain(t *testing.T) {
	toWallet := func(t *testing.T) *walker {
		return walk(t, penniless()).do(toTint...).do(buyTint...).do(act(flow.BindWallet))
	}
	toSignIn := func(t *testing.T) *walker {
		return walk(t, outside()).do(on(flow.OpenNote, "empties"), on(flow.TapTag, "tint"), act(flow.Continue), act(flow.Continue))
	}
	for _, c := range []struct {
		name string
		from func(*testing.T) *walker
		goal flow.Goal
		typo [][2]string
		want int
	}{
		{"a card", toWallet, flow.Goal{Place: flow.Confirmation}, [][2]string{{"card", "62"}, {"phone", "13800005678"}, {"code", "135790"}}, 3},
		{"a code", toWallet, flow.Goal{Place: flow.Confirmation}, [][2]string{{"card", "6222020011112222"}, {"phone", "13800005678"}, {"code", "1"}}, 3},
		{"all of a wallet", toWallet, flow.Goal{Place: flow.Confirmation}, [][2]string{{"card", "1"}, {"phone", "1"}, {"code", "1"}}, 5},
		{"an account outside", toSignIn, flow.Goal{Place: flow.External, Subject: flow.OutsideAddress}, [][2]string{{"phone", "1"}, {"code", "2"}}, 3},
	} {
		k := c.from(t)
		for _, typo := range c.typo {
			k.do(flow.Typing(typo[0], typo[1]))
		}
		if path, taps, ok := k.reach(c.goal); !ok || taps != c.want {
			t.Errorf("%s: got %d taps %v %v, want %d", c.name, taps, path, ok, c.want)
		}
	}
}

// The search tells wallets apart: another one that is bound does not pay.
func TestTheLensTellsWalletsApart(t *testing.T) {
	k := walk(t, penniless()).do(toTint...).do(buyTint...)
	a, b := k.s, k.s
	a.Wallets, b.Wallets = []flow.Method{flow.Alipay}, []flow.Method{flow.WeChat}
	if slices.Equal(flow.Lens(nil, &a, &k.w.Shared), flow.Lens(nil, &b, &k.w.Shared)) {
		t.Error("a bound alipay looks like a bound wechat")
	}
}

// A walk through the app takes a note whose tag stays in it, though others are in front of it.
func TestAWalkKeepsToTagsThatStayInTheApp(t *testing.T) {
	for name, spoil := range map[string]func(*flow.World){
		"an ad note":          func(w *flow.World) { w.Catalogue.Notes[0].Link = shop.LinkAd },
		"a link in the text":  func(w *flow.World) { w.Catalogue.Notes[0].Link = shop.LinkOutbound },
		"an unverified brand": func(w *flow.World) { w.Catalogue.Shops[0].Verified = false },
		"goods from abroad":   func(w *flow.World) { w.Catalogue.Shops[0].Trade = shop.Bonded },
	} {
		w := small()
		spoil(&w)
		k := walk(t, w)
		if path, _, ok := k.reach(flow.GoalAt(&k.s, flow.Confirmation, "")); !ok {
			t.Errorf("%s comes first: no walk leads to the confirmation, only %v", name, path)
		}
	}
}

// An ad note in front of a native one, both about one product: each leads where it leads.
func TestAnAdNoteDoesNotHideANativeOne(t *testing.T) {
	w := small()
	w.Catalogue.Notes[1].Link, w.Catalogue.Notes[1].Tags = shop.LinkAd, []shop.ProductID{"tint"}
	w.Catalogue.Notes[0], w.Catalogue.Notes[1] = w.Catalogue.Notes[1], w.Catalogue.Notes[0]
	w.Catalogue.Index()
	k := walk(t, w)
	for _, place := range []flow.Place{flow.Product, flow.External} {
		var walks flow.Walks
		scope := flow.ScopeOf(&k.w, &k.s, flow.Scope{Products: []shop.ProductID{"tint"}})
		if path, taps, ok := walks.Reach(&k.w, k.now, &k.s, flow.GoalAt(&k.s, place, ""), scope); !ok || taps != 2 {
			t.Errorf("%s: got %d taps %v %v, want 2", place, taps, path, ok)
		}
	}
}

// A journey may be resumed under a flow that offers no payment at all.
func TestAFlowWithoutPaymentsPaysNothing(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Back))
	k.w.Flow.Methods, k.w.Flow.Default = nil, ""
	k.do(on(flow.PayOrder, string(k.s.Orders[0].ID))).try(act(flow.Pay)).refused(flow.NotOffered).do(act(flow.Back)).at(flow.Orders)
}
