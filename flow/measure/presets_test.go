package measure_test

import (
	"strings"
	"testing"

	"tagtap/flow/measure"
)

func TestPresetsDifferInOneTime(t *testing.T) {
	for _, c := range []struct {
		name                                          string
		mental, tap, swipe, key, page, sheet, network int64
	}{
		{"proposed", 1350, 520, 70, 280, 500, 300, 800},
		{"cogtool", 1200, 520, 70, 280, 500, 300, 800},
		{"mackenzie", 1350, 360, 70, 280, 500, 300, 800},
	} {
		want := measure.Operators{Name: c.name, Mental: c.mental, Tap: c.tap, Swipe: c.swipe, Key: c.key, Page: c.page, Sheet: c.sheet, Network: c.network}
		if got, ok := measure.PresetOf(c.name); !ok || got != want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
	if _, ok := measure.PresetOf("Proposed"); ok || len(measure.Presets()) != 3 {
		t.Error("there are other presets")
	}
}

// Every time says where it comes from, and a preset's own time names its own source.
func TestEveryTimeHasASource(t *testing.T) {
	for _, o := range measure.Presets() {
		rows := o.Basis()
		if len(rows) != 7 {
			t.Fatalf("%s: got %d rows", o.Name, len(rows))
		}
		for _, row := range rows {
			if row.Source == "" || row.Trust == measure.Given || row.Millis <= 0 || len(row.Letter) != 1 {
				t.Errorf("%s: %+v", o.Name, row)
			}
		}
	}
	mackenzie, _ := measure.PresetOf("mackenzie")
	if row := mackenzie.Basis()[1]; row.Operator != "tap" || row.Trust != measure.Seen || !strings.Contains(row.Source, "6.95") {
		t.Errorf("got %+v", row)
	}
	own, err := measure.ParseOperators("dir/lab.yaml", []byte("from: cogtool\ntap: 0.450\nnetwork: 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if own.Name != "lab" || own.Mental != 1200 || own.Tap != 450 || own.Network != 1000 || own.Key != 280 {
		t.Errorf("got %+v", own)
	}
	if row := own.Basis()[1]; row.Trust != measure.Given || row.Source != "file lab" {
		t.Errorf("got %+v", row)
	}
}

func TestFilesOfTimesAreReadStrictly(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"an unknown operator", "tapp: 0.5\n", `o.yaml:1:1: unknown key "tapp" (did you mean "tap"?)`},
		{"an unknown preset", "tap: 0.5\nfrom: cogtol\n", `o.yaml:2:7: from: got text "cogtol", want one of proposed, cogtool, mackenzie (did you mean "cogtool"?)`},
		{"too long a time", "tap: 60.001\n", "o.yaml:1:6: tap: got number 60.001, want seconds from 0 to 60"},
		{"four decimals", "tap: 0.1234\n", "o.yaml:1:6: tap: got"},
		{"less than nothing", "tap: -1\n", "o.yaml:1:6: tap: got number -1, want"},
		{"a unit", "tap: 500ms\n", "o.yaml:1:6: tap: got text"},
		{"no whole part", "tap: .5\n", "o.yaml:1:6: tap: got"},
		{"a list", "tap: [1]\n", "o.yaml:1:6: tap: got a list of 1, want seconds"},
		{"no time", "from: cogtool\n", "o.yaml:1:1: there is no time in it"},
		{"nothing", "", "o.yaml:1:1"},
		{"both", "tap: x\nkey: y\n", "o.yaml:2:6: key: got"},
	} {
		_, err := measure.ParseOperators("o.yaml", []byte(c.file))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// Whatever a file holds, it is read without a panic, and what is read is in range.
func FuzzParseOperators(f *testing.F) {
	for _, seed := range []string{"tap: 0.5\n", "from: mackenzie\nkey: 1.234\n", "tap: 99999999999999999999\n", "tap:\n", "[]"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := measure.ParseOperators("o.yaml", data)
		if err != nil {
			return
		}
		for _, row := range o.Basis() {
			if row.Millis < 0 || row.Millis > 60_000 {
				t.Fatalf("%s takes %d ms", row.Operator, row.Millis)
			}
		}
	})
}
