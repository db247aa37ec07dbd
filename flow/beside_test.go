package flow_test

import (
	"testing"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// toFilm opens the video note of a filmed world.
var toFilm = on(flow.OpenNote, "desk")

// While the shopper looks at the product the video plays on: who comes back sees no card whose time has passed.
func TestCardsThatPassedMeanwhileAreNotShown(t *testing.T) {
	for _, c := range []struct {
		away  time.Duration
		shown shop.ProductID
		cards int
		next  time.Duration // since the video began, 0 for nothing
	}{
		{time.Second, "coffee", 1, 12 * time.Second},
		{6 * time.Second, "", 1, 15 * time.Second},
		{11 * time.Second, "", 1, 15 * time.Second}, // the tint's is due at once
		{time.Minute, "", 2, 0},
	} {
		k := walk(t, filmed()).do(toFilm).lives(6 * time.Second).do(on(flow.TapTag, "coffee")).at(flow.Product)
		since, facts := k.s.Video.Since, len(k.facts)
		k.now = k.now.Add(c.away)
		k.do(act(flow.Back)).at(flow.Video)
		if v := k.s.Video; v.Shown != c.shown || v.Cards != c.cards || v.Since != since {
			t.Errorf("%s away: got %+v, want %q and %d cards", c.away, v, c.shown, c.cards)
		}
		at, _, ok := flow.Due(&k.w, &k.s)
		if ok != (c.next > 0) || ok && at != since.Add(c.next) {
			t.Errorf("%s away: the next card is due after %s, %v", c.away, at.Sub(since), ok)
		}
		if c.shown == "coffee" && len(k.facts) != facts+1 {
			t.Errorf("%s away: coming back says more than that: %+v", c.away, k.facts[facts:])
		}
	}
}

// Another video begins anew; a note without cards, and one that is no video, show none.
func TestAVideoBeginsAnew(t *testing.T) {
	w := filmed()
	w.Catalogue.Notes[0].Video = &shop.Video{Seconds: 10}
	k := walk(t, w).do(toFilm).lives(6 * time.Second).do(on(flow.OpenNote, "empties")).at(flow.Video)
	if v := k.s.Video; v.Note != "empties" || v.Since != k.now || v.Shown != "" || v.Cards != 0 || len(k.s.Trail) != 2 {
		t.Fatalf("got %+v on %v", v, k.s.Trail)
	}
	if _, a, ok := flow.Due(&k.w, &k.s); ok {
		t.Fatalf("%s is due", a)
	}
	k.try(on(flow.TapTag, "tint")).refused(flow.TagNotShown).do(on(flow.TapCard, "tint")).at(flow.Product)
}

// The scope of a walk that goes on from a video is what the video is about.
func TestAWalkGoesOnFromAVideo(t *testing.T) {
	w := filmed()
	w.Catalogue.Notes[1].Tags = []shop.ProductID{"coffee"}
	k := walk(t, w).do(toFilm)
	var walks flow.Walks
	path, taps, ok := walks.Reach(&k.w, k.now, &k.s, flow.GoalAt(&k.s, flow.Product, ""), flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
	if !ok || taps != 1 || path[0] != on(flow.TapCard, "coffee") {
		t.Fatalf("got %d taps %v %v, want a tap on the card", taps, path, ok)
	}
}

// Whatever moves the shopper away from the payment closes the form that binds a wallet.
func TestTheWalletFormClosesWithThePayment(t *testing.T) {
	form := func(t *testing.T) *walker {
		k := walk(t, penniless()).do(toTint...).do(buyTint...).try(act(flow.Pay)).refused(flow.WalletNeeded)
		k.do(act(flow.BindWallet), flow.Typing("card", "6222020011112222"), flow.Typing("phone", "13800005678"), flow.Typing("code", "135790"))
		k.do(act(flow.SaveWallet), act(flow.Pay), answer(flow.OutcomeTimedOut, 0), on(flow.ChoosePayment, "wechat"), act(flow.BindWallet))
		return k.at(flow.Payment)
	}
	for name, happens := range map[string]func(*walker){
		"paid late": func(k *walker) { k.do(answer(flow.OutcomeApproved, 1)).at(flow.Confirmation) },
		"expired":   func(k *walker) { k.do(on(flow.ExpireOrder, string(k.s.Orders[0].ID))).at(flow.Orders) },
	} {
		k := form(t)
		if happens(k); k.s.Wallet != nil {
			t.Errorf("%s: the form %+v is still open at %s", name, *k.s.Wallet, k.s.Place())
		}
	}
	k := form(t)
	then := k.s
	k.do(answer(flow.OutcomeApproved, 1))
	if s := flow.Branched(then, k.s); s.Place() == flow.Payment || s.Wallet != nil {
		t.Errorf("branched to %s with form %+v", s.Place(), s.Wallet)
	}
	k = form(t)
	then = k.s
	k.do(flow.Typing("card", "6222020011112222"), flow.Typing("phone", "13800005678"), flow.Typing("code", "135790"), act(flow.SaveWallet))
	if s := flow.Branched(then, k.s); s.Place() != flow.Payment || s.Wallet != nil {
		t.Errorf("branched to %s, where the form %+v binds a wallet that is bound", s.Place(), s.Wallet)
	}
}

// The order list opens with all orders, whatever tab was looked at before; coming back to it keeps the tab.
func TestTheOrderListOpensWithAll(t *testing.T) {
	k := walk(t, small()).do(toTint...).do(buyTint...).do(act(flow.Back)).at(flow.Orders)
	id := string(k.s.Orders[0].ID)
	k.do(on(flow.ShowTab, "to-pay"), on(flow.TrackOrder, id), act(flow.Back)).at(flow.Orders)
	if k.s.Tab != "to-pay" {
		t.Errorf("coming back shows the tab %q", k.s.Tab)
	}
	k.do(on(flow.ShowTab, "to-review"), act(flow.Home), act(flow.OpenOrders))
	if k.s.Tab != "" {
		t.Errorf("the list opens with %q", k.s.Tab)
	}
	k.do(on(flow.PayOrder, id), act(flow.Back), on(flow.ShowTab, "to-review"), on(flow.ShowTab, "to-pay"), on(flow.PayOrder, id), act(flow.Back))
	k.do(on(flow.PayOrder, id))
}

// Where a tab hides the order, the walk shows all first.
func TestAWalkShowsAllOrders(t *testing.T) {
	k := paid(t, small()).do(act(flow.OpenOrders), on(flow.ShowTab, "to-pay"))
	goal := flow.GoalAt(&k.s, flow.Review, "")
	goal.Silent = true
	var walks flow.Walks
	path, taps, ok := walks.Reach(&k.w, k.now, &k.s, goal, flow.ScopeOf(&k.w, &k.s, flow.Scope{}))
	if !ok || taps != 5 {
		t.Fatalf("got %d taps %v %v, want 5: all, review, stars, text, submit", taps, path, ok)
	}
}

// Two orders of one SKU are reviewed and followed up one after the other.
func TestTwoOrdersOfOneSKUAreReviewedEach(t *testing.T) {
	k := paid(t, small()).do(act(flow.Home)).do(toTint...).do(buyTint...).do(act(flow.Pay), answer(flow.OutcomeApproved, 0))
	k.do(act(flow.OpenOrders))
	for range 2 {
		k.do(on(flow.OpenReview, "tint-plum"), flow.Action{Verb: flow.Rate, N: 5}, act(flow.Unpublish), act(flow.SubmitReview)).at(flow.Orders)
	}
	k.try(on(flow.OpenReview, "tint-plum")).refused(flow.Already)
	for _, words := range []string{"一个月后", "第二支"} {
		k.do(on(flow.FollowUp, "tint-plum"), flow.Typing("text", words), act(flow.SubmitReview)).at(flow.Orders)
	}
	k.try(on(flow.FollowUp, "tint-plum")).refused(flow.Already)
	all := k.w.Shared.Reviews
	if len(all) != 2 || all[0].Follow.ZH.String() != "一个月后" || all[1].Follow.ZH.String() != "第二支" {
		t.Fatalf("got %+v", all)
	}
}

// Orders of before this program kept the ids of reviews have fewer of them: the follow-up finds its own review all the same.
func TestAFollowUpFindsAReviewWithoutItsID(t *testing.T) {
	review := func(k *walker, sku string) {
		k.do(on(flow.OpenReview, sku), flow.Action{Verb: flow.Rate, N: 5}, act(flow.Unpublish), act(flow.SubmitReview))
	}
	for _, sku := range []string{"coffee", "tint-plum"} {
		k := bothPaid(t).do(act(flow.OpenOrders))
		review(k, "coffee")
		k.s.Orders[0].Reviews = nil // as an old program left it
		review(k, "tint-plum")
		k.do(on(flow.FollowUp, sku), flow.Typing("text", "还在用"), act(flow.SubmitReview))
		for _, r := range k.w.Shared.Reviews {
			if got := !r.Follow.ZH.IsZero(); got != (string(r.SKU) == sku) {
				t.Errorf("the follow-up of %s: the review of %s has one: %v", sku, r.SKU, got)
			}
		}
	}
}

// What is outside leaves nothing behind: the way back ends the visit, the password is asked for once.
func TestAVisitOutsideEndsWithIt(t *testing.T) {
	k := walk(t, outside()).do(on(flow.OpenNote, "empties"), on(flow.TapTag, "tint")).at(flow.External)
	k.do(act(flow.Continue), act(flow.Continue)).try(act(flow.Continue)).refused(flow.FieldMissing)
	k.do(flow.Typing("phone", "13800005678"), flow.Typing("code", "12345")).try(act(flow.Continue)).refused(flow.CodeInvalid)
	k.do(flow.Typing("code", "123456"), act(flow.Continue))
	for _, v := range [][2]string{{"name", "周"}, {"phone", "13800005678"}, {"region", "上海市"}, {"street", "8号"}} {
		k.do(flow.Typing(v[0], v[1]))
	}
	k.do(act(flow.Back), act(flow.Continue), act(flow.Continue)).try(act(flow.Continue)).refused(flow.NotHere)
	k.do(act(flow.EnterPassword)).try(act(flow.EnterPassword)).refused(flow.NotHere)
	for _, v := range []flow.Verb{flow.Home, flow.OpenCart, flow.OpenOrders, flow.OpenNote} {
		k.try(act(v)).refused(flow.NotHere)
	}
	bought, fresh := 0, 0
	for _, e := range k.facts {
		if e.Kind == flow.BoughtOutside {
			bought++
		}
		if e.Fresh {
			fresh++
		}
	}
	if k.do(act(flow.Back)).at(flow.Note); k.s.Visit != nil || bought != 1 || fresh != 7 || len(k.s.Orders) != 0 {
		t.Fatalf("visit %+v, bought %d times, %d fields, %d orders", k.s.Visit, bought, fresh, len(k.s.Orders))
	}
	k.do(on(flow.TapTag, "tint"))
	if v := k.s.Visit; !v.Phone.IsZero() || v.Paid != 0 || !v.Address.Name.IsZero() {
		t.Fatalf("a second visit begins with %+v", v)
	}
}

// To leave for another platform is no stage of the loop, from wherever.
func TestLeavingReachesNothing(t *testing.T) {
	way := append(append([]flow.Action{}, toTint...), addTint("plum", 1)...)
	way = append(way, act(flow.OpenCart), act(flow.OpenCheckout))
	k, left := walk(t, small()), 0
	for _, a := range way {
		k.do(a)
		if flow.Refuse(&k.w, k.now, &k.s, on(flow.LeaveFor, "tmall")).Refused() {
			continue
		}
		left++
		reached, spot, seen := k.s.Reached, k.s.Spot(), len(k.s.Seen)
		k.do(on(flow.LeaveFor, "tmall")).at(flow.External)
		if k.s.Reached != reached || len(k.s.Seen) != seen || len(flow.Offers(&k.w, k.now, &k.s)) != 1 {
			t.Errorf("left from %s: reached %b, before %b", spot.Place, k.s.Reached, reached)
		}
		if k.do(act(flow.Back)); k.s.Spot() != spot || k.s.Visit != nil {
			t.Errorf("came back to %v with %+v, left %v", k.s.Spot(), k.s.Visit, spot)
		}
	}
	if left != 5 {
		t.Errorf("%d of the places can be left for another platform", left)
	}
}
