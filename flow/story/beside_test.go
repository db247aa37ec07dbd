package story

import (
	"testing"

	"tagtap/flow"
)

func TestExpectationsBesideTheLoop(t *testing.T) {
	const outside = "open-note: empties\ntap-tag: lip-tint\ncontinue\ncontinue\nfill: {phone: 13800001234, code: 135790}\ncontinue\n" +
		"fill: {name: 林小满, phone: 13800005678, region: 浙江省 杭州市, street: 听松路 88 号}\ncontinue\nenter-password"
	const noted = "open-note: empties\nlike\nsave-note\nfollow: xiaoman\ncomment: 求链接\nask-link\nshare"
	const onItsWay = paid + "\nhappen: {order-cleared: last-order}\nhappen: {order-packed: order-1}\nhappen: {parcel-shipped: last-order}"
	const late = paid + "\nhappen: {order-cleared: last-order}\nhappen: {parcel-delayed: last-order}\nwait: 49h"
	for _, c := range []struct {
		name                         string
		walk, holds, misses, message string
		flow                         *flow.Flow
		who                          *flow.Shopper
	}{
		{"tab", paid + "\nopen-orders\nshow-tab: to-ship", "tab: to-ship", "tab: all", "expect.tab: got to-ship, want all", native(), returning()},
		{"tab of all", atFeed + "open-orders", "tab: all", "tab: to-pay", "expect.tab: got all, want to-pay", native(), returning()},
		{"tracking", onItsWay + "\nhappen: {parcel-moved: last-order}", "tracking: picked-up, order: shipped", "tracking: shipped",
			"expect.tracking: got picked-up, want shipped", native(), returning()},
		{"no tracking", atFeed, "tracking: none", "tracking: paid", "expect.tracking: got none, want paid", native(), returning()},
		{"receipt", onItsWay + "\ntrack-order: last-order\nconfirm-receipt: order-1", "tracking: completed, order: completed, place: tracking",
			"tracking: signed", "expect.tracking: got completed, want signed", native(), returning()},
		{"coupons", late, "coupons: 1, tracking: late", "coupons: 0", "expect.coupons: got 1, want 0", native(), returning()},
		{"worth", late, "coupons: ¥3.00", "coupons: ¥30.00", "expect.coupons: got ¥3.00, want ¥30.00", native(), returning()},
		{"wallet", atPayment + "\nbind-wallet\nfill: {card: 6222020011112222, phone: 13800001234, code: 135790}\nsave-wallet", "wallet: [alipay], fields: 3",
			"wallet: none", "expect.wallet: got [alipay], want none", native(), unbound()},
		{"no wallet", atPayment + "\npay\nexpect: {refused: wallet-not-bound}", "wallet: none", "wallet: alipay",
			"expect.wallet: got none, want [alipay]", native(), unbound()},
		{"any wallet", atFeed, "wallet: any", "wallet: [wechat, alipay]", "expect.wallet: got [any], want [wechat, alipay]", native(), returning()},
		{"liked", noted, "liked: empties, saved: [empties]", "liked: [empties, desk]", "expect.liked: got [empties], want [empties, desk]", native(), returning()},
		{"unliked", noted + "\nunlike\nunsave-note", "liked: none, saved: none", "saved: empties", "expect.saved: got none, want [empties]", native(), returning()},
		{"my own", reviewed + "\nopen-note: my-review\nlike", "liked: my-review", "saved: my-review", "expect.saved: got none, want [my-review]", native(), returning()},
		{"comments", noted, "comments: 1", "comments: 2 or more", "expect.comments: got 1, want 2 or more", native(), returning()},
		{"no note", atFeed, "place: feed", "comments: 0", "expect.comments: got none, want 0", native(), returning()},
		{"video", "open-note: clip\nwait: 10s", "video: lip-tint, place: video", "video: none", "expect.video: got lip-tint, want none", native(), returning()},
		{"second", "open-note: clip\nwait: 10s", "video: 10..12", "video: <= 9", "expect.video: got 12, want <= 9", native(), returning()},
		{"no card", "open-note: clip\nwait: 20s", "video: none", "video: coffee", "expect.video: got none, want coffee", native(), returning()},
		{"left", "open-note: empties\nleave-for: tmall", "left: tmall, place: external", "left: jd", "expect.left: got tmall, want jd", native(), returning()},
		{"stayed", atProduct, "left: none", "left: flow", "expect.left: got none, want flow", native(), returning()},
		{"outside", outside, "outside: ¥140.00, left: flow, orders: 0", "outside: ¥0.00", "expect.outside: got ¥140.00, want ¥0.00", redirect(), returning()},
	} {
		t.Run(c.name, func(t *testing.T) {
			if r := play(t, storyOf(c.walk+"\nexpect: {"+c.holds+"}"), c.flow, c.who); !r.Passed {
				t.Errorf("%s: %v", c.holds, r.Failures)
			}
			r := play(t, storyOf(c.walk+"\nexpect: {"+c.misses+"}"), c.flow, c.who)
			if len(r.Failures) != 1 || r.Failures[0].Message != c.message || r.Passed {
				t.Errorf("%s: got %v, want %q", c.misses, r.Failures, c.message)
			}
		})
	}
}

// What may be done to an order, or happen to it, takes the names that stand for orders.
func TestEveryVerbOfAnOrderTakesItsNames(t *testing.T) {
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if spec.Of != "order" {
			continue
		}
		for _, alias := range []string{lastOrder, "order-2"} {
			item := spec.Name + ": " + alias
			if spec.World {
				item = "happen: {" + item + "}"
			}
			l := parse(t, storyOf(item)).Cases[0].script()[0]
			s := flow.State{Orders: []flow.Order{{ID: "P1"}, {ID: "P2"}}}
			p := player{}
			p.scene.shown.State = &s
			if id, ok := p.resolve(l.actions[0]); !l.alias || !ok || id != "P2" {
				t.Errorf("%s: got %q, alias %v", item, id, l.alias)
			}
		}
	}
}

func TestAFollowUpIsWrittenByItsLines(t *testing.T) {
	r := play(t, storyOf(reviewed+"\nopen-orders\nfollow-up: lip-tint-03\nexpect: {place: review}\nfill: {text: 用了两周}\nsubmit-review\n"+
		"expect: {place: orders}\nfollow-up: lip-tint-03\nexpect: {refused: already-reviewed}"), native(), returning())
	if !r.Passed {
		t.Error(r.Failures)
	}
}

func TestAFieldThatTheFormLacksIsRefused(t *testing.T) {
	r := play(t, storyOf(atProduct+"\nbuy-now\nchoose: {shade: rose-03}\nconfirm\nchoose-address\nfill: {card: 6222020011112222}\nexpect: {refused: no-such}"),
		native(), newcomer())
	if !r.Passed {
		t.Error(r.Failures)
	}
}
