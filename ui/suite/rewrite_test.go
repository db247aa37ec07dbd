package suite

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tagtap/flow/story"
)

// walked is a walk to the SKU sheet with lines behind it.
func walked(lines string) string {
	return "# Its comments stay.\nstory: rewritten   # as do its blanks\nbudget: { steps: <= 2, keys: 0 }\nsteps:\n" +
		"  - open-note:   oily-skin-empties\n  - tap-tag: lip-tint\n  - checkpoint: product\n  - add-to-cart\n" + lines
}

// rewritten plays a story and returns what a rewrite makes of it.
func rewritten(t *testing.T, flows []string, text string) (*Rewrite, Changes) {
	t.Helper()
	h, w := open(t), NewRewrite()
	h.play(t, flows, 1, []sample{{"story.yaml", text}}, w)
	return w, w.Changes(h.read)
}

func TestWhatWasMissedIsReplacedAtItsPlaceAndNothingElse(t *testing.T) {
	h := open(t)
	for _, row := range []struct{ was, is string }{
		{"  - expect: { place: cart }", "  - expect: { place: sku }"},
		{"  - expect: { place: 'cart', taps: \"2\" }   # 很好", "  - expect: { place: 'sku', taps: \"3\" }   # 很好"},
		{"  - expect: {   price: ¥1.00,place: product}", "  - expect: {   price: ¥128.00,place: sku}"},
		{"  - expect:\n      place: cart\n      # between\n      taps: <= 2", "  - expect:\n      place: sku\n      # between\n      taps: <= 3"},
		{"  - expect: { taps: <= 2 }", "  - expect: { taps: <= 3 }"},
		{"  - expect: { taps: <=2 }", "  - expect: { taps: <=3 }"},
		{"  - expect: { taps: < 3 }", "  - expect: { taps: < 4 }"},
		{"  - expect: { taps: \">= 9\" }", "  - expect: { taps: \">= 3\" }"},
		{"  - expect: { taps: \"> 9\" }", "  - expect: { taps: \"> 2\" }"},
		{"  - expect: { taps: 9 or more }", "  - expect: { taps: 3 or more }"},
		{"  - expect: { taps: 2 or less }", "  - expect: { taps: 3 or less }"},
		{"  - expect: { taps: 1..2 }", "  - expect: { taps: 1..3 }"},
		{"  - expect: { taps: 5..9 }", "  - expect: { taps: 3..9 }"},
		{"  - expect: { taps: 09 }", "  - expect: { taps: 3 }"},
		{"  - expect: { price: <= ¥1.00 }", "  - expect: { price: <= ¥128.00 }"},
		{"  - expect: { price: < ¥128.00 }", "  - expect: { price: < ¥128.01 }"},
		{"  - expect: { price: \"> ¥128.00\" }", "  - expect: { price: \"> ¥127.99\" }"},
		{"  - expect: { taps: { since: product, is: 9 } }", "  - expect: { taps: { since: product, is: 1 } }"},
		{"  - expect: { stages: [note, product] }", "  - expect: { stages: [note, tag, product] }"},
		{"  - expect: { liked: [oily-skin-empties] }", "  - expect: { liked: none }"},
		{"  - expect: { outcome: bought, cause: surprise }", "  - expect: { outcome: product, cause: sheet-left }"},
		{"  - expect: { cart: { lip-tint-03: 2 } }", "  - expect: { cart: { lip-tint-03: 0 } }"},
		{"  - confirm\n  - expect: { refused: sold-out }", "  - confirm\n  - expect: { refused: choose-first }"},
	} {
		text := walked(row.was + "\n")
		_, c := rewritten(t, []string{"native"}, text)
		if len(c.Files) != 1 {
			t.Errorf("%s: %d files, %+v", row.was, len(c.Files), c.Left)
			continue
		}
		want := strings.Replace(walked(row.is+"\n"), "steps: <= 2", "steps: <= 3", 1)
		got := string(c.Files[0].After)
		if got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
		if s := h.play(t, []string{"native"}, 1, []sample{{"story.yaml", got}}); s.Failed > 0 {
			t.Errorf("it still misses something:\n%s", got)
		}
	}
}

func TestFilesOfOtherSystemsKeepTheirBytes(t *testing.T) {
	text := "\uFEFF" + strings.ReplaceAll(walked("  - expect: { place: cart }   \n"), "\n", "\r\n")
	_, c := rewritten(t, []string{"native"}, text)
	want := strings.NewReplacer("place: cart", "place: sku", "steps: <= 2", "steps: <= 3").Replace(text)
	if len(c.Files) != 1 || string(c.Files[0].After) != want {
		t.Errorf("%+v", c)
	}
}

func TestWhatIsLeft(t *testing.T) {
	for _, row := range []struct{ lines, why string }{
		{"  - expect: { taps: not 3 }", "it says what must not be, and that is what it got"},
		{"  - expect: { feed-has: my-review }", "what else it should be has to be thought about"},
		{"  - expect: { stage: review }", "what else it should be has to be thought about"},
		{"  - expect:\n      stages:\n        - note", "a list of several lines is not rewritten; got [note, tag, product]"},
		{"  - expect: { place: \"c\\x61rt\" }", "it is written with escapes"},
		{"  - expect: { payable: ¥1.00 }", "none cannot stand there: expect.payable: got text \"none\", want money text such as ¥128.00"},
		{"  - confirm\n  - pay\n", ""},
	} {
		text := strings.Replace(walked(row.lines+"\n"), "steps: <= 2", "steps: <= 3", 1)
		_, c := rewritten(t, []string{"native"}, text)
		why := ""
		if len(c.Left) > 0 {
			why = c.Left[0].Why
		}
		if len(c.Files) > 0 || why != row.why {
			t.Errorf("%s: %d files; left since %q, want %q", row.lines, len(c.Files), why, row.why)
		}
	}
}

func TestRunsThatDoNotAgreeAreLeft(t *testing.T) {
	// The case fills in what was expected, so the row is to be changed and not the line.
	table := "story: x\ncases:\n  - { name: one, want: ¥1.00 }\n  - { name: two, want: ¥128.00 }\nsteps:\n  - open-note: oily-skin-empties\n" +
		"  - tap-tag: lip-tint\n  - expect: { price: \"${want}\" }\n"
	_, c := rewritten(t, []string{"native"}, table)
	if len(c.Files) > 0 || len(c.Left) != 1 || c.Left[0].Why != `it reads ${want}; change the row of case "one" in line 3 to ¥128.00` {
		t.Errorf("%+v", c)
	}
	// Of two rows one misses what both expect.
	rows := "story: x\ncases: [{ n: 1 }, { n: 2 }]\nsteps:\n  - reach: { product: lip-tint }\n  - add-to-cart\n  - choose: { shade: rose-03 }\n" +
		"  - set-quantity: ${n}\n  - expect: { taps: TAPS }\n"
	for _, row := range []struct{ taps, becomes, why string }{
		{"4", "", "1 of 2 runs missed it, the others got something else"},
		{"3", "", "its runs do not agree on what they got"},
		{"<= 4", "<= 5", ""}, // the other row still holds
		{"<= 3", "", "its runs do not agree on what they got"},
	} {
		text := strings.Replace(rows, "TAPS", row.taps, 1)
		_, c := rewritten(t, []string{"native"}, text)
		why, becomes := "", ""
		if len(c.Left) > 0 {
			why = c.Left[0].Why
		}
		if len(c.Files) > 0 {
			becomes = c.Files[0].Edits[0].Becomes
		}
		if why != row.why || becomes != row.becomes {
			t.Errorf("taps: %s: becomes %q, left since %q", row.taps, becomes, why)
		}
	}
}

func TestARewriteIsShownBeforeItIsWritten(t *testing.T) {
	_, c := rewritten(t, []string{"native"}, walked("  - expect: { place: cart, taps: 2, price: not ¥128.00 }\n  - expect: { feed-has: my-review }\n  - pay\n"))
	var b bytes.Buffer
	if err := c.Print(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "rewrite.txt", b.Bytes())
	if c.Edits() != 2 {
		t.Errorf("%d edits", c.Edits())
	}
}

func TestARewriteIsWrittenWhole(t *testing.T) {
	h, dir := open(t), t.TempDir()
	file := filepath.Join(dir, "story.yaml")
	text := walked("  - expect: { place: cart }\n")
	if err := os.WriteFile(file, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	w := NewRewrite()
	h.play(t, []string{"native"}, 1, []sample{{file, text}}, w)
	c := w.Changes(h.read)
	if err := c.Write(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(data, c.Files[0].After) || bytes.Equal(data, []byte(text)) {
		t.Errorf("%v\n%s", err, data)
	}
	if info, _ := os.Stat(file); runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("its permissions are %v", info.Mode())
	}
	var changed ErrChanged
	if err := c.Write(); !errors.As(err, &changed) {
		t.Errorf("a file that is not what was played: %v", err)
	}
	if s := h.play(t, []string{"native"}, 1, []sample{{file, string(data)}}); s.Failed > 0 {
		t.Error("the story still misses something")
	}
}

func TestBuiltInStoriesAndThoseOfOthersAreNotWritten(t *testing.T) {
	h, w := open(t), NewRewrite()
	h.play(t, []string{"native"}, 1, []sample{{"builtin:x.yaml", walked("  - expect: { place: cart }\n")}}, w)
	other := &story.Result{File: "builtin:x.yaml", Failures: []story.Failure{{File: "sub.yaml", Line: 3, Column: 3, Message: "expect.place: x"}}}
	if err := w.Run(&Job{Source: story.Source{File: "builtin:x.yaml"}}, other); err != nil {
		t.Fatal(err)
	}
	c := w.Changes(h.read)
	if len(c.Files) > 0 || len(c.Left) != 3 || c.Left[0].Why != "a built-in story cannot be written" ||
		c.Left[2].Why != "it stands in a file that was not asked for; run that file with --update" {
		t.Errorf("%+v", c)
	}
}

func TestAPlayThatWasCutShortRewritesNothing(t *testing.T) {
	w, _ := rewritten(t, []string{"native"}, walked("  - expect: { place: cart }\n"))
	if err := w.End(&Summary{Skipped: 1, Stopped: true}); err != nil {
		t.Fatal(err)
	}
	if c := w.Changes(open(t).read); len(c.Files) > 0 || len(c.Left) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestAFileThatWouldBeNoStoryIsNotWritten(t *testing.T) {
	h, w := open(t), NewRewrite()
	h.play(t, []string{"native"}, 1, []sample{{"x.yaml", walked("  - expect: { place: cart }\n")}}, w)
	calls := 0
	c := w.Changes(func(src story.Source) (*story.Story, error) {
		if calls++; calls > 2 { // one for each value, then the whole
			return nil, errors.New("no")
		}
		return h.read(src)
	})
	if len(c.Files) > 0 || len(c.Left) != 2 || c.Left[0].Why != "the story would not be one any more: no" {
		t.Errorf("%+v", c)
	}
}

// A story holds alone and misses something where another one runs it: to write what it got there would break it alone.
func TestWhatAStoryMissesOnlyWhereAnotherRunsItIsLeft(t *testing.T) {
	part := &Job{Source: story.Source{File: "part.yaml", Data: []byte("story: part\nsteps:\n  - expect: { taps: 0 }\n")}}
	main := &Job{Source: story.Source{File: "main.yaml", Data: []byte("story: main\nsteps:\n  - open-note: oily-skin-empties\n  - run: part\n")}}
	missed := []story.Failure{{File: "part.yaml", Line: 3, Column: 15, Want: "0", Got: "1", Message: "expect.taps: got 1, want 0"}}
	for _, row := range []struct {
		own  *story.Result
		why  string
		file int
	}{
		{&story.Result{File: "part.yaml", Passed: true}, "a story that runs this one missed it, and this one alone did not", 0},
		{&story.Result{File: "part.yaml", Failures: missed}, "", 1},
	} {
		w := NewRewrite()
		if err := errors.Join(w.Run(part, row.own), w.Run(main, &story.Result{File: "main.yaml", Case: "one", Failures: missed})); err != nil {
			t.Fatal(err)
		}
		c, why := w.Changes(open(t).read), ""
		if len(c.Left) > 0 {
			why = c.Left[0].Why
		}
		if len(c.Files) != row.file || why != row.why {
			t.Errorf("%d files, left since %q", len(c.Files), why)
		}
	}
}
