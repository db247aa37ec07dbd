package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/export"
)

var hostile = []string{
	"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", `=HYPERLINK("x","y")`, `a"b`, "a,b", "a\r\nb", " lead",
	"\x1b[2J", "\x00", "\x7f", "\u009b2J", "\u202eabc", "\u2028", "\xff\xfe", "唇釉 03#玫瑰豆沙", "😀", "'quoted'", `back\slash`, "</script>",
}

func TestHostileTextStaysText(t *testing.T) {
	for _, s := range hostile {
		row := export.Row{Origin: export.Origin{Flow: s, Shopper: s}, Reason: s, Note: s, GA4: "select_content", Items: []export.Item{{SKU: shop.SKU(s), Quantity: 1}}}
		line := ndjson([]export.Row{row})
		var back struct{ Flow, Shopper, Reason, Note string }
		if err := json.Unmarshal(line, &back); err != nil || !utf8.Valid(line) || bytes.Count(line, []byte("\n")) != 1 {
			t.Errorf("%q: %v: %s", s, err, line)
		}
		if want := strings.ToValidUTF8(s, "\uFFFD\uFFFD"); back.Flow != want && utf8.ValidString(s) || back.Note != back.Flow || back.Reason != back.Flow {
			t.Errorf("%q was read back as %q, %q, %q", s, back.Flow, back.Reason, back.Note)
		}
		if i := bytes.IndexFunc(line[:len(line)-1], func(r rune) bool {
			return r < ' ' || r >= 0x7f && r <= 0x9f || r == 0x202e || r == 0x2028
		}); i >= 0 {
			t.Errorf("%q: a control character at %d", s, i)
		}
		records, err := csv.NewReader(bytes.NewReader(csvOf([]export.Row{row}))).ReadAll()
		if err != nil || len(records) != 2 || len(records[0]) != len(records[1]) {
			t.Fatalf("%q: %v", s, err)
		}
		for i, name := range records[0] {
			cell := records[1][i]
			if name == "flow" && cell == "" || cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(cell)) {
				t.Errorf("%q: %s is %q", s, name, cell)
			}
			if strings.ContainsAny(cell, "\x00\x1b\x7f\u009b\u202e\u2028") {
				t.Errorf("%q: %s is %q, which commands", s, name, cell)
			}
		}
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// A number that begins with a minus stays one.
func TestANegativeAmountIsANumber(t *testing.T) {
	records, err := csv.NewReader(bytes.NewReader(csvOf([]export.Row{{Value: -1250, Seq: 7}}))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range records[0] {
		if name == "value_fen" && records[1][i] != "-1250" || name == "seq" && records[1][i] != "7" {
			t.Errorf("%s is %q", name, records[1][i])
		}
	}
	line := string(ndjson([]export.Row{{Value: -1205, Currency: "CNY", GA4: "refund", Transaction: "P1"}}))
	if !strings.Contains(line, `"value":-12.05,`) {
		t.Errorf("the amount is not in yuan: %s", line)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := ndjson([]export.Row{{Reason: s}})
		var back struct{ Reason string }
		if err := json.Unmarshal(line, &back); err != nil || utf8.ValidString(s) && back.Reason != s {
			t.Fatalf("%q was read back as %q: %v", s, back.Reason, err)
		}
		records, err := csv.NewReader(bytes.NewReader(csvOf([]export.Row{{Reason: s}}))).ReadAll()
		if err != nil || len(records[1]) != len(export.Columns()) {
			t.Fatalf("%q: %v", s, err)
		}
	})
}

// A journal of an older program says nothing of runs, seeds and digests, and may name goods that are sold no more.
func TestAnOlderJournalIsExportedWithoutWhatItDoesNotSay(t *testing.T) {
	records := []flow.Record{
		{Stream: 3, Seq: 1, At: 1000, Event: flow.Event{Kind: flow.Begun, Begin: &flow.Begin{Session: "s", Flow: "gone", Shopper: "who", State: flow.State{
			Trail: []flow.Spot{{Place: flow.Feed}}, Cart: []flow.CartLine{{SKU: "known-price", Quantity: 2, Price: 1999}},
		}}}},
		{Stream: 3, Seq: 2, At: 1000, Event: flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.OpenCart}, Trail: flow.Move{Set: true, Keep: 1, Push: flow.Spot{Place: flow.Cart}}}},
		{Stream: 3, Seq: 3, At: 900, Event: flow.Event{Kind: flow.Tapped, Action: flow.Action{Verb: flow.OpenCheckout}, Trail: flow.Move{Set: true, Keep: 2, Push: flow.Spot{Place: flow.Checkout}}}},
		{Stream: 3, Seq: 4, At: 900, Event: flow.Event{Kind: flow.CheckoutSet, Checkout: &flow.CheckoutForm{Pieces: []shop.Pieces{{SKU: "unknown", Quantity: 1}}}}},
	}
	for _, goods := range []*shop.Catalogue{nil, builtIn(t).Catalogue} {
		rows := rowsOf(goods, records)
		if len(rows) < 3 || rows[0].Run != "" || rows[0].Digest != "" || rows[0].Seed != 0 || rows[0].Schema != export.SchemaVersion || rows[0].Journey != 3 {
			t.Fatalf("%+v", rows)
		}
		if cart := rows[1]; cart.GA4 != "view_cart" || cart.Value != 3998 || len(cart.Items) != 1 || cart.Currency != "CNY" {
			t.Errorf("the cart keeps its own prices: %+v", cart)
		}
		if out := rows[2]; out.Event != "begin_checkout" || out.GA4 != "" || len(out.Items) > 0 || out.Currency != "" {
			t.Errorf("what has no price is no GA4 event: %+v", out)
		}
		for i := 1; i < len(rows); i++ {
			if rows[i].Time <= rows[i-1].Time {
				t.Errorf("time %d after %d", rows[i].Time, rows[i-1].Time)
			}
		}
	}
}
