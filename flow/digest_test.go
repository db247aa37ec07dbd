package flow_test

import (
	"reflect"
	"slices"
	"testing"

	"tagtap/flow"
)

// Every field of a flow is a knob, and changes the digest, or is listed here as one that changes nothing of a walk.
func TestTheDigestOfAFlowChangesWithEachKnob(t *testing.T) {
	idle := []string{"Name", "Title", "Promises", "Unconfirmed"}
	plain := (&flow.Flow{}).Digest()
	if len(plain) != 12 {
		t.Fatalf("%q has not 12 digits", plain)
	}
	of := reflect.TypeFor[flow.Flow]()
	for i := range of.NumField() {
		name := of.Field(i).Name
		var f flow.Flow
		switch v := reflect.ValueOf(&f).Elem().Field(i); v.Kind() {
		case reflect.Bool:
			v.SetBool(true)
		case reflect.String:
			v.SetString("x")
		case reflect.Uint8:
			v.SetUint(uint64(flow.Cart))
		case reflect.Int64:
			v.SetInt(1)
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		case reflect.Struct:
		default:
			t.Fatalf("%s: a %s is new here", name, v.Kind())
		}
		if same := f.Digest() == plain; same != slices.Contains(idle, name) {
			t.Errorf("%s: the digest stays the same is %t", name, same)
		}
	}
}

func TestTheDigestTellsListsApart(t *testing.T) {
	one := flow.Flow{Methods: []flow.Method{"a", "b"}}
	two := flow.Flow{Methods: []flow.Method{"a b"}}
	if one.Digest() == two.Digest() {
		t.Error("two methods have the digest of one")
	}
}
