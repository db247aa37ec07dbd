package flow_test

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/text"
)

// Whatever a person typed or pasted, the recorded line reads back as the same action.
func FuzzWhatWasTyped(f *testing.F) {
	for _, s := range []string{"求链接", "a: b, {c}", "#1", "'", `"`, "- x", "null", "7", "a\tb\nc", "\u202egnp.exe", "👍🏽 好", " x ", "~", "yes", "", "\x00", "\n", "好\n", "\u200b\n", " \u0301x"} {
		f.Add(s)
	}
	fields := []string{"name", "phone", "region", "street", "text", "title", "card", "code", "number", "waybill"}
	f.Fuzz(func(t *testing.T, raw string) {
		all := []flow.Action{{Verb: flow.WriteComment, Words: text.Clean(raw, text.Line)}} // a line, as the screen has it
		for _, field := range fields {
			all = append(all, flow.Typing(field, raw))
		}
		for _, a := range all {
			if a.Verb == flow.WriteComment && a.Words.IsZero() {
				continue // refused before it is written
			}
			b, err := item(a.String())
			if err != nil || a != b {
				t.Fatalf("%q is written %s, which reads as %s, %v", raw, a, b, err)
			}
		}
	})
}

// Blanks are no text: a field that holds nothing else is empty, and nobody comments with them.
func TestBlanksAreNoText(t *testing.T) {
	for _, raw := range []string{" ", "\n", "\t \r\n", "\u3000"} {
		if a := flow.Typing("text", raw); !a.Words.IsZero() {
			t.Errorf("typing %q fills a field with %q", raw, a.Words)
		}
		k := walk(t, small()).do(on(flow.OpenNote, "empties"))
		k.try(flow.Action{Verb: flow.WriteComment, Words: text.Clean(raw, text.Line)}).refused(flow.TextNeeded)
	}
	if got := flow.Typing("name", " 林 小满 ").Words.String(); got != "林 小满" {
		t.Errorf("got %q", got)
	}
}

// Chinese keyboards write wide digits and letters; in fields of figures they are those that are meant.
func TestWideFiguresAreTheFiguresMeant(t *testing.T) {
	for field, want := range map[string]string{"number": "99010119880229001X", "phone": "99010119880229001X", "name": "９９０１０１１９８８０２２９００１Ｘ"} {
		if got := flow.Typing(field, "９９０１０１１９８８０２２９００１Ｘ").Words.String(); got != want {
			t.Errorf("%s: got %q, want %q", field, got, want)
		}
	}
}
