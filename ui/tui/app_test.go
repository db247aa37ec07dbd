package tui

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// open makes a root over a memory journal whose clock stands still.
func open(t testing.TB, l Look, lang words.Lang) *App {
	t.Helper()
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	walk, err := session.Open(ctx, session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper("returning")},
		Journal: &session.Memory{}, Journey: "returning", ID: "test", Source: "person", Start: set.Catalogue.Today,
		Clock: func() time.Time { return time.Unix(0, 0) },
	})
	if err != nil {
		t.Fatal(err)
	}
	a := New(ctx, Config{Session: walk, Pictures: look.NewPictures(set.Picture), Lang: lang, Look: l})
	a.ticking = true // with a clock that stands still a video never comes to its end
	return a
}

var truecolour = Look{Mode: look.Dark, Profile: colorprofile.TrueColor}

// settle runs a command and what follows from it, except timers.
func settle(a *App, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, due:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(a, c)
		}
	default:
		_, next := a.Update(msg)
		settle(a, next)
	}
}

// tap does an action as a screen would, and shows what it led to.
func (a *App) tap(t testing.TB, actions ...flow.Action) {
	t.Helper()
	for _, action := range actions {
		if orders := a.shown.State.Orders; action.ID == "" && action.Verb.Spec().Of == "order" {
			action.ID = string(orders[len(orders)-1].ID)
		}
		tap := func() (session.Shown, error) { return a.walk.Tap(a.ctx, action, 1) }
		if action.Happening() {
			tap = func() (session.Shown, error) { return a.walk.Happen(a.ctx, action) }
		}
		shown, err := tap()
		if err != nil || shown.Refused.Refused() {
			t.Fatalf("%s: %v %v", action, shown.Refused, err)
		}
		a.arrive(tapped{shown: shown.Snapshot(), action: action})
	}
}

// tour stops at every place of the loop.
var tour = []struct {
	place flow.Place
	walk  []flow.Action
}{
	{flow.Feed, nil},
	{flow.Note, []flow.Action{{Verb: flow.OpenNote, ID: "oily-skin-empties"}}},
	{flow.Product, []flow.Action{{Verb: flow.TapTag, ID: "lip-tint"}}},
	{flow.SKU, []flow.Action{{Verb: flow.AddToCart}, {Verb: flow.Choose, ID: "shade", Value: "rose-03"}}},
	{flow.Cart, []flow.Action{{Verb: flow.Confirm}, {Verb: flow.OpenCart}}},
	{flow.Checkout, []flow.Action{{Verb: flow.OpenCheckout}}},
	{flow.Address, []flow.Action{{Verb: flow.ChooseAddress}}},
	{flow.Payment, []flow.Action{{Verb: flow.Back}, {Verb: flow.PlaceOrder}}},
	{flow.Confirmation, []flow.Action{{Verb: flow.Pay}, {Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}}},
	{flow.Review, []flow.Action{{Verb: flow.OpenReview}, {Verb: flow.Rate, N: 5}}},
	{flow.Orders, []flow.Action{{Verb: flow.Back}, {Verb: flow.OpenOrders}}},
	{flow.Tracking, []flow.Action{{Verb: flow.ClearOrder}, {Verb: flow.PackOrder}, {Verb: flow.ShipParcel}, {Verb: flow.TrackOrder}}},
	{flow.AfterSale, []flow.Action{{Verb: flow.AskAfterSale}}},
	{flow.Coupons, []flow.Action{
		{Verb: flow.Back}, {Verb: flow.Home}, {Verb: flow.OpenNote, ID: "cream-three-sizes"}, {Verb: flow.TapTag, ID: "barrier-cream"},
		{Verb: flow.OpenCoupons},
	}},
	{flow.Identity, []flow.Action{
		{Verb: flow.Back}, {Verb: flow.BuyNow}, {Verb: flow.Choose, ID: "size", Value: "50"}, {Verb: flow.Choose, ID: "texture", Value: "light"},
		{Verb: flow.Confirm}, {Verb: flow.ChooseIdentity},
	}},
	{flow.Video, []flow.Action{{Verb: flow.Back}, {Verb: flow.Back}, {Verb: flow.Back}, {Verb: flow.Back}, {Verb: flow.OpenNote, ID: "candle-first-hours"}, {Verb: flow.ShowTag, ID: "candle"}}},
	{flow.External, []flow.Action{{Verb: flow.Back}, {Verb: flow.OpenNote, ID: "diffuser-launch"}, {Verb: flow.TapTag, ID: "reed-diffuser"}}},
}

func TestTheTourStopsAtEveryPlace(t *testing.T) {
	for _, p := range flow.Places() {
		found := false
		for _, stop := range tour {
			found = found || stop.place == p
		}
		if !found || makers[p] == nil {
			t.Errorf("%s has no stop or no row in the registry", p)
		}
	}
}

// Every place fits exactly, to the cell, at every size, in both languages.
func TestEveryPlaceFitsAtEverySize(t *testing.T) {
	across, down := 11, 7
	switch os.Getenv("TAGTAP_LONG") {
	case "":
	case "all":
		across, down = 1, 1
	default:
		across, down = 5, 3
	}
	for _, lang := range []words.Lang{words.ZH, words.EN} {
		a := open(t, truecolour, lang)
		for _, stop := range tour {
			a.tap(t, stop.walk...)
			if got := a.shown.State.Place(); got != stop.place {
				t.Fatalf("the tour is at %s, want %s", got, stop.place)
			}
			for cols := 36; cols <= 200; cols += across {
				for rows := 16; rows <= 60; rows += down {
					fits(t, a, cols, rows, stop.place)
				}
			}
			for _, size := range [][2]int{{1, 1}, {10, 3}, {35, 40}, {36, 16}, {60, 30}, {80, 24}, {100, 32}, {140, 45}, {200, 60}, {240, 70}} {
				fits(t, a, size[0], size[1], stop.place)
			}
		}
	}
}

func fits(t *testing.T, a *App, cols, rows int, p flow.Place) {
	t.Helper()
	a.cols, a.rows = cols, rows
	c, out := a.Canvas()
	lines := strings.Split(c.Plain(), "\n")
	if len(lines) != rows {
		t.Fatalf("%s at %dx%d: %d rows", p, cols, rows, len(lines))
	}
	for y, line := range lines {
		if w := cell.Width(line); w > cols {
			t.Fatalf("%s at %dx%d: row %d is %d cells wide", p, cols, rows, y, w)
		}
		if i := strings.Index(line, "‹"); i >= 0 && strings.Contains(line[i:], ".") && strings.Contains(line[i:], "›") && strings.Count(line[i:], " ") == 0 {
			t.Fatalf("%s at %dx%d: a word is missing: %s", p, cols, rows, line)
		}
	}
	screen := cell.Rect{W: cols, H: rows}
	for _, h := range out.hits {
		if h.Rect.W > 0 && h.Rect.Intersect(screen) != h.Rect {
			t.Fatalf("%s at %dx%d: %s can be clicked outside the screen: %+v", p, cols, rows, h.Target, h.Rect)
		}
	}
	if at := out.cursor; at != nil && !screen.Contains(at.X, at.Y) {
		t.Fatalf("%s at %dx%d: cursor at %+v", p, cols, rows, *at)
	}
}

func TestAnUnchangedViewIsNotDrawnAgain(t *testing.T) {
	a := open(t, truecolour, words.ZH)
	a.Update(tea.WindowSizeMsg{Width: 140, Height: 45})
	before := a.View().Content
	made := 0
	for _, msg := range []tea.Msg{struct{}{}, due(-1), tea.FocusMsg{}, tea.MouseReleaseMsg{}} {
		a.Update(msg)
		if a.frame.stale {
			made++
		}
	}
	if made != 0 || a.View().Content != before {
		t.Fatalf("the screen was drawn %d times for nothing", made)
	}
}

// While a call is under way keys are held and go to the screen that it leads to; clicks belong to the old picture.
func TestKeysAreHeldAndClicksDroppedWhileACallRuns(t *testing.T) {
	a := open(t, truecolour, words.ZH)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 32})
	a.View()
	_, call := a.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	a.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	a.Update(tea.MouseClickMsg{X: 30, Y: 10, Button: tea.MouseLeft})
	if len(a.held) != 1 || !a.busy {
		t.Fatalf("%d keys are held, want the enter alone", len(a.held))
	}
	settle(a, call)
	if got := a.shown.State.Place(); got != flow.Product {
		t.Fatalf("the held enter led to %s, want product", got)
	}
	if taps := a.shown.Meter.Taps; taps != 2 {
		t.Fatalf("got %d taps, want 2", taps)
	}
}

func TestARefusalClearsWhatWasTypedAhead(t *testing.T) {
	a := open(t, truecolour, words.ZH)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 32})
	a.tap(t, tour[1].walk...)
	a.tap(t, tour[2].walk...)
	a.tap(t, flow.Action{Verb: flow.AddToCart})
	call := a.do(flow.Action{Verb: flow.Confirm})
	a.Update(tea.KeyPressMsg{Code: 'c', Text: "c"})
	settle(a, call)
	if a.shown.State.Place() != flow.SKU || a.notice.text == "" || len(a.held) != 0 {
		t.Fatalf("at %s, notice %q, %d held", a.shown.State.Place(), a.notice.text, len(a.held))
	}
	if strings.Contains(a.notice.text, "shade") {
		t.Fatalf("the notice names an id: %s", a.notice.text)
	}
}

func TestWhatWasAddedIsSaidOnceOnTheProduct(t *testing.T) {
	a := open(t, truecolour, words.ZH)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 32})
	for _, stop := range tour[:4] {
		a.tap(t, stop.walk...)
	}
	a.tap(t, flow.Action{Verb: flow.Confirm})
	if want := words.Say(words.ZH, "sku.added"); a.notice.text != want || a.notice.kind != look.Good {
		t.Fatalf("notice %q of kind %v, want %q", a.notice.text, a.notice.kind, want)
	}
	a.tap(t, flow.Action{Verb: flow.OpenCart})
	if a.notice.text != "" {
		t.Fatalf("in the cart it still says %q", a.notice.text)
	}
}

func TestWhileTypingOnlyKeysThatAreNoLettersAreHinted(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 32})
	for _, stop := range tour[:10] {
		a.tap(t, stop.walk...)
	}
	a.Update(tea.KeyPressMsg{Code: 'i', Text: "i"})
	if !typing(a.current()) {
		t.Fatal("i types nothing")
	}
	for _, b := range append(a.bindings(), a.globals()...) {
		if len(b.Keys) != 1 || len(b.Keys[0]) == 1 {
			t.Errorf("%v is a letter here", b.Keys)
		}
	}
	if c, _ := a.Canvas(); !strings.Contains(c.Plain(), "ctrl+c quit") {
		t.Error("the way out is not hinted")
	}
}

func BenchmarkDraw140x45(b *testing.B) {
	a := open(b, truecolour, words.ZH)
	a.Update(tea.WindowSizeMsg{Width: 140, Height: 45})
	for _, stop := range tour[:3] {
		a.tap(b, stop.walk...)
		b.Run(stop.place.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a.frame.stale = true
				a.picture()
			}
		})
	}
}
