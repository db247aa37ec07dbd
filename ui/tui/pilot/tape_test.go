package pilot_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/pilot"
)

// taped plays a tape before a storefront whose clock stands still but for the tape.
func taped(t testing.TB, tape string) (*pilot.Pilot, *session.Session, map[string]string, error) {
	t.Helper()
	set := builtIn(t)
	parsed, err := pilot.ParseTape(tape)
	if err != nil {
		t.Fatal(err)
	}
	now, files := time.Unix(0, 0), map[string]string{}
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
		Journal: &session.Memory{}, Journey: "returning", ID: "test", Source: "person", Start: set.Catalogue.Today,
		Clock: func() time.Time { return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	c := before(set, words.ZH)
	c.Session = s
	p := pilot.New(context.Background(), c, 60, 30)
	err = p.Play(parsed, pilot.Deck{
		Pass: func(d time.Duration) { now = now.Add(d) },
		Snap: func(file, screen string) error { files[file] = screen; return nil },
	})
	return p, s, files, err
}

func TestATapeDrivesTheStorefront(t *testing.T) {
	for _, row := range []struct {
		tape string
		at   flow.Place
		taps int
		sees string
	}{
		{"", flow.Feed, 0, "发现"},
		{"Down Enter b", flow.Product, 2, "挂耳"},
		{"enter ENTER Esc", flow.Note, 3, "水雾唇釉"},
		{"Tab*2 Shift+Tab*2 Enter", flow.Note, 1, "水雾唇釉"},
		{"Enter Click:关注", flow.Note, 2, "已关注"},
		{`Enter Click:"水雾唇釉 ¥128 " a`, flow.SKU, 3, "色号"},
		{`Enter i "k? 好 \"esc\" \\"`, flow.Note, 1, `k? 好 "esc" \`},
		{`Enter i "wrong" Backspace*4 Ctrl+U "对"`, flow.Note, 1, "对"},
		{"PgDn PgUp End Home Enter", flow.Note, 1, "水雾唇釉"},
		{"Resize:140x45", flow.Feed, 0, "轨迹"},
		{"?", flow.Feed, 0, "全部按键"},
		{"Enter Enter b Click:玫瑰豆沙 Enter Enter Enter x a Wait:1s", flow.Confirmation, 7, "支付成功"},
		{"Enter Enter b Click:玫瑰豆沙 Enter Enter Enter Due", flow.Payment, 7, "结果未知"},
		{"Enter Enter b Click:玫瑰豆沙 Enter Enter Enter Wait:10m", flow.Payment, 7, "结果未知"},
	} {
		p, s, _, err := taped(t, row.tape)
		if err != nil {
			t.Errorf("%s: %v\n%s", row.tape, err, p.Screen())
			continue
		}
		if shown := s.Shown(); shown.State.Place() != row.at || shown.Meter.Taps != row.taps || !strings.Contains(p.Screen(), row.sees) {
			t.Errorf("%s: at %s in %d taps, want %s, %d, %q\n%s", row.tape, shown.State.Place(), shown.Meter.Taps, row.at, row.taps,
				row.sees, p.Screen())
		}
	}
}

func TestATapeWritesScreens(t *testing.T) {
	p, _, files, err := taped(t, `Snap:feed.txt Enter Snap:"a note.txt"`)
	if err != nil || len(files) != 2 || !strings.Contains(files["feed.txt"], "发现") || files["a note.txt"] != p.Screen() {
		t.Errorf("%v, %d files", err, len(files))
	}
}

func TestATapeEndsWithTheFirstWordThatCannotBeDone(t *testing.T) {
	for tape, want := range map[string]string{
		"Enter Click:没有这样的字 Enter": `word 2 of the tape, column 7, "Click:没有这样的字": there is no 没有这样的字 on the screen`,
		"Due":                      `word 1 of the tape, column 1, "Due": nothing happens by itself from here`,
		"q  Enter":                 `word 2 of the tape, column 4, "Enter": the storefront was left before`,
	} {
		_, s, _, err := taped(t, tape)
		var missed pilot.ErrTape
		if !errors.As(err, &missed) || err.Error() != want {
			t.Errorf("%s: %v, want %s", tape, err, want)
		}
		if taps := s.Shown().Meter.Taps; taps > 1 {
			t.Errorf("%s went on: %d taps", tape, taps)
		}
	}
}

func TestMistakesOfATapeAreNamed(t *testing.T) {
	for tape, want := range map[string]string{
		"Down Entr":                     `word 2 of the tape, column 6, "Entr": there is no such key (did you mean Enter?)`,
		"好 你好":                          `word 2 of the tape, column 3, "你好": there is no such key`,
		"PageDown":                      `word 1 of the tape, column 1, "PageDown": there is no such key`,
		"Ctrl+1":                        `word 1 of the tape, column 1, "Ctrl+1": there is no such key (did you mean Ctrl+X?)`,
		"Clik:x":                        `word 1 of the tape, column 1, "Clik:x": there is no such key (did you mean Click?)`,
		`"ab`:                           `word 1 of the tape, column 1, "\"ab": the quote is not closed`,
		`"a"b`:                          `word 1 of the tape, column 1, "\"a\"b": want a space behind a text in quotes`,
		`a"b"`:                          `word 1 of the tape, column 1, "a\"b\"": want a space before a text in quotes`,
		`""`:                            `word 1 of the tape, column 1, "\"\"": there is nothing to type`,
		"Click:":                        `word 1 of the tape, column 1, "Click:": want Click:text`,
		"Wait:soon":                     `word 1 of the tape, column 1, "Wait:soon": want a time such as Wait:61s, Wait:30m or Wait:70h, at most a year`,
		"Wait:-1s":                      `word 1 of the tape, column 1, "Wait:-1s": want a time such as Wait:61s, Wait:30m or Wait:70h, at most a year`,
		"Resize:9999x1":                 `word 1 of the tape, column 1, "Resize:9999x1": want COLSxROWS up to 500x200, such as Resize:80x24`,
		"Resize:80":                     `word 1 of the tape, column 1, "Resize:80": want COLSxROWS up to 500x200, such as Resize:80x24`,
		"Down*0":                        `word 1 of the tape, column 1, "Down*0": there is no such key (did you mean Down?)`,
		"\xff":                          `word 1 of the tape, column 1, "": the tape is no UTF-8`,
		"Down*999 Up*999":               "",
		strings.Repeat("Down*999 ", 11): `word 11 of the tape, column 91, "Down*999": the tape does more than 10000 things`,
	} {
		_, err := pilot.ParseTape(tape)
		if got := ""; err != nil {
			if got = err.Error(); got != want {
				t.Errorf("%q: %s, want %s", tape, got, want)
			}
		} else if want != "" {
			t.Errorf("%q is taken, want %s", tape, want)
		}
	}
}

// What is read is printed as it was, and read again the same.
func FuzzParseTape(f *testing.F) {
	for _, s := range []string{
		"Down Enter b", `Tab*3 "很好用 \" \\" Click:"a b"*2`, "Wait:61s Due Resize:80x24 Snap:x", ": * ** \\ Ctrl+s", `"`, "*", "a*", "*3", "x*3*3", "\t好 ", "q:",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tape, err := pilot.ParseTape(s)
		if err != nil {
			var mistake pilot.ErrTape
			if !errors.As(err, &mistake) || mistake.Column < 1 || mistake.Word < 1 || err.Error() == "" {
				t.Fatalf("%q: %#v", s, err)
			}
			return
		}
		again, err := pilot.ParseTape(tape.String())
		if err != nil || again.String() != tape.String() || again.Len() != tape.Len() {
			t.Fatalf("%q is printed as %q: %v", s, tape.String(), err)
		}
	})
}
