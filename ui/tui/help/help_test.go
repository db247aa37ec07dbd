package help

import (
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// keys are those of a page, one of them refused, and some of everywhere.
var keys = []screen.Binding{
	{Keys: []string{"enter"}, Label: "key.tap", Local: "enter"},
	{Keys: []string{"a"}, Label: "verb.add-to-cart", Action: flow.Action{Verb: flow.AddToCart}},
	{Keys: []string{"1", "2", "3", "4", "5"}, Label: "verb.rate", Name: "1-5", Local: "rate-", Keyed: true},
	{Keys: []string{"p"}, Label: "verb.place-order", Refusal: flow.Refusal{Code: flow.AddressNeeded}},
	{Keys: []string{"esc"}, Label: "key.back", Action: flow.Action{Verb: flow.Back}},
	{Keys: []string{"K"}, Label: "key.terms", Local: "terms"},
	{Keys: []string{"q"}, Label: "key.quit", Local: "quit"},
}

func made() screen.Screen { return New(session.Shown{}, keys) }

func draw(h int, l words.Lang) string {
	return made().Draw(tuitest.Frame(48, h, l, tuitest.Dark())).Canvas.Plain()
}

func TestEveryBindingHasARow(t *testing.T) {
	plain := draw(40, words.EN)
	here, everywhere, _ := strings.Cut(plain, words.Say(words.EN, "help.everywhere"))
	for _, want := range []string{"↵", "Add to cart", "1-5", "Place order", words.Say(words.EN, "refusal.address-needed")} {
		if !strings.Contains(here, want) {
			t.Errorf("on this page: no %q in\n%s", want, plain)
		}
	}
	for _, want := range []string{"↑↓←→", "esc", "Go back one level", "Explain the terms here", "Quit"} {
		if !strings.Contains(everywhere, want) {
			t.Errorf("everywhere: no %q in\n%s", want, plain)
		}
	}
}

// The keys of everywhere are explained by more than the word of their hint.
func TestTheKeysOfEverywhereHaveLongerWords(t *testing.T) {
	for _, name := range strings.Fields(`back cart backstage skip meter coach rewind replay bookmark marks summary shopper language
		theme terms help quit`) {
		b := screen.Binding{Keys: []string{"["}, Label: "key." + name, Local: name}
		for _, l := range []words.Lang{words.ZH, words.EN} {
			f := tuitest.Frame(60, 40, l, tuitest.Dark())
			plain := New(session.Shown{}, []screen.Binding{b}).Draw(f).Canvas.Plain()
			if long := words.Say(l, "help."+name); !strings.Contains(plain, "[") || !strings.Contains(plain, long) {
				t.Errorf("%s %s: no %q in\n%s", name, l, long, plain)
			}
		}
	}
}

func TestItScrollsAndCloses(t *testing.T) {
	f := tuitest.Frame(48, 14, words.ZH, tuitest.Dark())
	s, a := tuitest.Press(made(), f, "end")
	if plain := s.Draw(f).Canvas.Plain(); !strings.Contains(plain, words.Say(words.ZH, "help.typing")) || a.Verb != flow.None {
		t.Errorf("the end is not in sight:\n%s", plain)
	}
	for _, key := range []string{"?", "enter"} {
		if s, a := tuitest.Press(made(), f, key); !s.(screen.Closing).Closed() || a.Verb != flow.None {
			t.Errorf("%s does not close it: %v", key, a)
		}
	}
	if s, _ := tuitest.Click(made(), f, screen.Close); !s.(screen.Closing).Closed() {
		t.Error("a click on the cross does not close it")
	}
}

func TestGolden(t *testing.T) {
	tuitest.Golden(t, "help-48x27", draw(27, words.ZH))
}

func TestFits(t *testing.T) { tuitest.Fits(t, made) }
