package flow_test

import (
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// item parses the one text form of an action, as a story's line has it.
func item(s string) (flow.Action, error) {
	n, err := strict.Parse("line", []byte("steps:\n  - "+s+"\n"), strict.Story)
	if err != nil {
		return flow.Action{}, err
	}
	steps, _ := n.Get("steps")
	list, err := steps.List()
	if err != nil {
		return flow.Action{}, err
	}
	return flow.ParseAction(list[0])
}

func TestTextFormComesBack(t *testing.T) {
	for _, want := range []string{
		"add-to-cart", "back", "open-note: oily-skin-empties", "tap-tag: lip-tint", "choose: {shade: rose-03}", "increase",
		"increase: lip-tint-03", "type: {name: 林小满}", `type: {text: "好用，真的: 很好"}`, "rate: 5", "wait: 1m1s",
		"happen: {payment: declined}", "happen: {payment: approved, attempt: 2}", "happen: {sold-out: lip-tint-03}",
		"happen: {order-expired: P1000012}", "choose-payment: alipay", "open-review", "open-review: lip-tint-03",
	} {
		a, err := item(want)
		if err != nil {
			t.Errorf("%s: %v", want, err)
			continue
		}
		if got := a.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestEveryVerbHasATextForm(t *testing.T) {
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if spec.Name == "" || spec.Event == "" || spec.World && spec.Taps != 0 {
			t.Errorf("verb %d has no whole row: %+v", v, spec)
		}
		a, err := item(spec.Example(spec.Name))
		if v == flow.SellOut || v == flow.ExpireOrder {
			a, err = item("happen: {" + spec.Name + ": x}")
		}
		if err != nil || a.Verb != v {
			t.Errorf("%s: example gives %v, %v", spec.Name, a, err)
		}
	}
}

func TestMistakesInActionsSayWhereAndWhat(t *testing.T) {
	for in, want := range map[string]string{
		"tapp: lip-tint":                 `line:2:5: unknown command "tapp" (did you mean`,
		"tap-tag":                        "line:2:5: tap-tag needs a product: tap-tag: lip-tint",
		"add-to-cart: 3":                 "line:2:18: add-to-cart: takes nothing",
		"choose: rose":                   "line:2:13: ",
		"rate: many":                     "line:2:11: ",
		"wait: soon":                     `line:2:11: wait: got "soon", want a time of whole seconds`,
		"happen: {payment: gone}":        "line:2:23: ",
		"happen: {pay: declined}":        `line:2:14: happen: unknown happening "pay" (did you mean "payment"?)`,
		"happen: declined":               "line:2:13: happen: needs what happens, such as {payment: declined}",
		"happen: {sold-out: x, left: 3}": `line:2:27: happen: one happening a line; "left" does not belong to sold-out`,
		"tap-tag: {lip-tint: 1}":         "line:2:",
		"open-note: a b":                 "line:2:16: ",
		"type: {name: [a, b]}":           "line:2:",
		"type: {name: \"\\u001b]52;c\"}": "line:2:",
	} {
		if _, err := item(in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s…", in, err, want)
		}
	}
}

func FuzzAction(f *testing.F) {
	for _, v := range flow.Verbs() {
		f.Add(v.Spec().Example(v.String()))
	}
	f.Add("happen: {payment: approved, attempt: 2}")
	f.Add(`type: {text: "a: b, {c}"}`)
	f.Fuzz(func(t *testing.T, s string) {
		a, err := item(s)
		if err != nil {
			return
		}
		b, err := item(a.String())
		if err != nil || a != b {
			t.Fatalf("%q is %s, which reads as %s, %v", s, a, b, err)
		}
	})
}
