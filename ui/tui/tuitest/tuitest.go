// Package tuitest is how the tests of the places see a screen: a session that walked somewhere, a frame of any size, keys,
// clicks, golden files.
package tuitest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

var update = flag.Bool("update", false, "write the golden files")

// Open begins a session of the built-in set; flow and shopper name what walks.
func Open(t testing.TB, flowName, shopper string, change ...func(*flow.World)) *session.Session {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	w := flow.World{Catalogue: set.Catalogue, Flow: set.Flow(flowName), Shopper: set.Shopper(shopper)}
	for _, c := range change {
		c(&w)
	}
	s, err := session.Open(context.Background(), session.Config{
		World: w, Journal: &session.Memory{}, Journey: shopper, ID: "test", Source: "story", Start: w.Catalogue.Today,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Walk taps the actions, none of which may be refused, and returns what is then shown.
func Walk(t testing.TB, s *session.Session, actions ...flow.Action) session.Shown {
	t.Helper()
	for _, a := range actions {
		do := func() (session.Shown, error) { return s.Tap(context.Background(), a, 0) }
		if a.Happening() {
			do = func() (session.Shown, error) { return s.Happen(context.Background(), a) }
		}
		shown, err := do()
		if err != nil {
			t.Fatal(err)
		}
		if shown.Refused.Refused() {
			t.Fatalf("%s was refused: %s", a, shown.Refused.Code)
		}
	}
	return s.Shown().Snapshot()
}

// Buy walks from a note to the cart with a SKU in it.
func Buy(c *shop.Catalogue, note shop.NoteID, sku shop.SKU) []flow.Action {
	v, p := c.Variant(sku)
	walk := []flow.Action{
		{Verb: flow.OpenNote, ID: string(note)}, {Verb: flow.TapTag, ID: string(p.ID)}, {Verb: flow.AddToCart},
	}
	for i, value := range v.Values {
		if len(p.Axes[i].Values) > 1 {
			walk = append(walk, flow.Action{Verb: flow.Choose, ID: p.Axes[i].ID, Value: value})
		}
	}
	return append(walk, flow.Action{Verb: flow.Confirm}, flow.Action{Verb: flow.Back}, flow.Action{Verb: flow.Back})
}

// Dark is a theme with all colours, Plain one without.
func Dark() look.Theme { return look.NewTheme(look.Dark, colorprofile.TrueColor, false) }

// Plain is a theme without colour.
func Plain() look.Theme { return look.NewTheme(look.Dark, colorprofile.ASCII, false) }

// Frame is a page of so many cells.
func Frame(w, h int, l words.Lang, t look.Theme) screen.Frame {
	return screen.Frame{
		W: w, H: h, Theme: t, Lang: l, Pictures: look.NewPictures(picture),
		Layout: look.Layout{Class: look.Phone, Page: cell.Rect{W: w, H: h}},
	}
}

func picture(name string) ([]byte, error) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		return nil, err
	}
	return set.Picture(name)
}

// Fits draws the screen on pages from 36x14 to 60x60 of every width and height, in every language, and looks for what breaks.
func Fits(t *testing.T, made func() screen.Screen) {
	t.Helper()
	images := look.NewPictures(nil)
	for i, l := range []words.Lang{words.ZH, words.EN, words.Both} {
		for w := 36; w <= 60; w++ {
			for h := 14 + (w+i)%3; h <= 60; h += 3 {
				f := Frame(w, h, l, Plain())
				f.Pictures = images
				pic := made().Draw(f)
				if pic.Canvas.W() != w || pic.Canvas.H() > h {
					t.Fatalf("%dx%d %s: drawn on %dx%d", w, h, l, pic.Canvas.W(), pic.Canvas.H())
				}
				if plain := pic.Canvas.Plain(); strings.ContainsAny(plain, "{}") || missing(plain) {
					t.Fatalf("%dx%d %s: a word is missing:\n%s", w, h, l, plain)
				}
				for _, hit := range pic.Hits {
					if r := hit.Rect; r.X < 0 || r.Y < 0 || r.Right() > w || r.Bottom() > pic.Canvas.H() {
						t.Fatalf("%dx%d %s: %s is off the page: %v", w, h, l, hit.Target, r)
					}
				}
			}
		}
	}
}

// missing says whether words.Say did not know a key: it then writes it in brackets.
func missing(plain string) bool { return unknown.MatchString(plain) }

var unknown = regexp.MustCompile(`‹[a-z]+\.[a-z0-9.-]*›`)

// Golden compares with testdata/name.txt; -update writes it.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	got = strings.TrimRight(got, "\n") + "\n"
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("differs from %s:\n%s", file, got)
	}
}

// named are the keys that are no single character.
var named = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "home": {Code: tea.KeyHome},
	"end": {Code: tea.KeyEnd}, "esc": {Code: tea.KeyEscape}, "space": {Code: tea.KeySpace, Text: " "},
	"pgdown": {Code: tea.KeyPgDown}, "pgup": {Code: tea.KeyPgUp},
}

// Key is the message of a key as bindings name it: "a", "enter", "ctrl+u".
func Key(name string) tea.KeyPressMsg {
	if k, ok := named[name]; ok {
		return k
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// Press draws the screen, presses the keys one after another, drawing between them, and returns the last action.
func Press(s screen.Screen, f screen.Frame, keys ...string) (screen.Screen, flow.Action) {
	var a flow.Action
	s.Draw(f)
	for _, k := range keys {
		s, a, _ = s.Update(Key(k))
		s.Draw(f)
	}
	return s, a
}

// Click clicks on the middle of what is on top at a target's rectangle, as the root would.
func Click(s screen.Screen, f screen.Frame, target string) (screen.Screen, flow.Action) {
	pic := s.Draw(f)
	for _, hit := range pic.Hits {
		if hit.Target != target {
			continue
		}
		x, y := hit.Rect.X+hit.Rect.W/2, hit.Rect.Y+hit.Rect.H/2
		for i := len(pic.Hits) - 1; i >= 0; i-- {
			if pic.Hits[i].Rect.Contains(x, y) {
				next, a, _ := s.Update(screen.Click{Target: pic.Hits[i].Target})
				return next, a
			}
		}
	}
	return s, flow.Action{}
}
