package flow_test

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// What a number used elsewhere stays with the number: another one that is written over it begins anew, and the old one is
// not forgotten.
func TestAQuotaStaysWithItsNumber(t *testing.T) {
	k := walk(t, dear(250_000, 2_000_000)).do(toTint...).do(toCheckout...)
	number := k.s.IdentityOf("me").Number
	k.do(act(flow.ChooseIdentity), on(flow.EditIdentity, "me"), flow.Typing("number", "99010119880229001X"), act(flow.SaveIdentity))
	other := k.s.IdentityOf(k.s.Checkout.Identity)
	if got := k.s.UsedQuota(other, k.now); got != 0 {
		t.Errorf("the other number has used %s", got)
	}
	if got := k.s.UsedQuota(&shop.Identity{Number: number}, k.now); got != 2_000_000 {
		t.Errorf("the old number has used %s", got)
	}
	// What is written of the same number stays the same identity.
	k.do(act(flow.ChooseIdentity), on(flow.EditIdentity, "me"), flow.Typing("phone", "13800005679"), act(flow.SaveIdentity))
	if len(k.s.Identities) != 2 || k.s.Checkout.Identity != "me" || k.s.UsedQuota(k.s.IdentityOf("me"), k.now) != 2_000_000 {
		t.Errorf("got %+v", k.s.Identities)
	}
}
