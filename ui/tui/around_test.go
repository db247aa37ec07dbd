package tui

import (
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
)

// press sends keys one after the other and waits for what they lead to.
func (a *App) keys(names ...string) {
	for _, name := range names {
		msg := tea.KeyPressMsg{}
		switch name {
		case "enter":
			msg.Code = tea.KeyEnter
		case "esc":
			msg.Code = tea.KeyEscape
		case "down":
			msg.Code = tea.KeyDown
		default:
			msg.Code, msg.Text = []rune(name)[0], name
		}
		_, cmd := a.Update(msg)
		settle(a, cmd)
	}
}

func (a *App) sees(t *testing.T, want ...string) {
	t.Helper()
	c, _ := a.Canvas()
	for _, w := range want {
		if !strings.Contains(c.Plain(), w) {
			t.Fatalf("no %q on\n%s", w, c.Plain())
		}
	}
}

// toSheet leads from the feed to the SKU sheet with a shade chosen.
var toSheet = []flow.Action{
	{Verb: flow.OpenNote, ID: "oily-skin-empties"}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.BuyNow},
	{Verb: flow.Choose, ID: "shade", Value: "rose-03"},
}

func TestLookingBackMovesNothing(t *testing.T) {
	for _, size := range [][2]int{{60, 30}, {80, 24}, {100, 32}, {140, 45}} {
		a := open(t, truecolour, words.ZH)
		a.cols, a.rows = size[0], size[1]
		a.tap(t, toSheet...)
		now, taps := a.walk.Shown().State.Seq, a.shown.Meter.Taps
		a.keys("[", "[")
		if a.shown.State.Place() != flow.Product || a.shown.Meter.Taps != taps-2 {
			t.Fatalf("two back is %s after %d taps", a.shown.State.Place(), a.shown.Meter.Taps)
		}
		a.sees(t, words.Say(words.ZH, "rewind.looking", "n", "2", "of", "4"))
		a.keys("]", "]", "]")
		if a.shown.State.Place() != flow.SKU || a.shown.Meter.Taps != taps || a.walk.Shown().State.Seq != now {
			t.Fatalf("the present is %s after %d taps, record %d of %d", a.shown.State.Place(), a.shown.Meter.Taps, a.walk.Shown().State.Seq, now)
		}
	}
}

func TestATapInThePastBranchesOff(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.cols, a.rows = 140, 45
	a.tap(t, toSheet...)
	was := a.shown.Session
	a.keys("[", "[", "a")
	if a.shown.Session == was || a.shown.State.Place() != flow.SKU || a.shown.State.Sheet.Intent != flow.IntentCart {
		t.Fatalf("session %s at %s for %q", a.shown.Session, a.shown.State.Place(), a.shown.State.Sheet.Intent)
	}
	begin := a.shown.Records[0].Event.Begin
	if begin.From.Session != was || a.shown.Meter.Taps != 1 || a.shown.Rewind.Looking() {
		t.Fatalf("branched from %+v with %d taps, looking %v", begin.From, a.shown.Meter.Taps, a.shown.Rewind)
	}
}

func TestBookmarksAreJumpedTo(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.cols, a.rows = 100, 32
	a.tap(t, toSheet[:2]...)
	a.keys("B")
	a.sees(t, words.Say(words.EN, "rewind.marked", "n", "1"))
	a.tap(t, toSheet[2:]...)
	a.keys("{")
	if a.shown.State.Place() != flow.Product {
		t.Fatalf("the bookmark is at %s", a.shown.State.Place())
	}
	a.keys("}")
	if a.shown.Rewind.Looking() || a.shown.State.Place() != flow.SKU {
		t.Fatalf("behind the last bookmark is %s", a.shown.State.Place())
	}
}

// beside makes a root that has earlier walks to compare with, and other shoppers.
func beside(t *testing.T) *App {
	t.Helper()
	a := open(t, truecolour, words.EN)
	set, err := fixtures.BuiltIn()
	if err != nil {
		t.Fatal(err)
	}
	journal := &session.Memory{}
	a.around.Around = Around{
		Shoppers: set.Shoppers,
		Switch: func(ctx context.Context, id string) (*session.Session, error) {
			return session.Open(ctx, session.Config{
				World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow("native"), Shopper: set.Shopper(id)},
				Journal: journal, Journey: id, ID: "other", Source: "person", Start: set.Catalogue.Today,
				Clock: func() time.Time { return time.Unix(0, 0) },
			})
		},
		Past: func(context.Context, string) ([]measure.Summary, error) {
			return []measure.Summary{{Flow: "stepwise", Taps: 31, Steps: 22, Seconds: 801}}, nil
		},
	}
	return a
}

func TestTheCardComparesWithTheWalksBefore(t *testing.T) {
	a := beside(t)
	a.cols, a.rows = 140, 45
	a.tap(t, toSheet...)
	a.keys("W")
	a.sees(t, "stepwise", "31", "80.1", "−27")
	a.keys("esc")
	if c, _ := a.Canvas(); strings.Contains(c.Plain(), "80.1") {
		t.Error("the card stays")
	}
}

func TestTheCardStandsBesideThePhoneAtTheEndOfALoop(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {100, 32}, {140, 45}} {
		a := beside(t)
		a.cols, a.rows = size[0], size[1]
		for _, stop := range tour {
			if a.tap(t, stop.walk...); stop.place == flow.Review {
				break
			}
		}
		a.tap(t, flow.Typing("text", "good"), flow.Action{Verb: flow.SubmitReview})
		settle(a, a.recall(false))
		a.sees(t, "31", "80.1")
		a.tap(t, flow.Action{Verb: flow.OpenOrders})
		if c, _ := a.Canvas(); strings.Contains(c.Plain(), "80.1") {
			t.Errorf("%v: the card stays beside the next walk", size)
		}
	}
}

func TestAnotherShopperHasAJourneyOfTheirOwn(t *testing.T) {
	a := beside(t)
	a.cols, a.rows = 100, 32
	a.tap(t, toSheet...)
	a.keys("S")
	a.sees(t, words.Say(words.EN, "journeys.title"))
	a.picture()
	for _, h := range a.frame.hits {
		if h.Target == "shopper:new" {
			_, cmd := a.Update(tea.MouseClickMsg{X: h.Rect.X + 1, Y: h.Rect.Y, Button: tea.MouseLeft})
			settle(a, cmd)
			break
		}
	}
	if got := a.shown.World.Shopper.ID; got != "new" || a.shown.State.Place() != flow.Feed || len(a.stack.dialogs) != 0 {
		t.Fatalf("%s at %s with %d dialogs", got, a.shown.State.Place(), len(a.stack.dialogs))
	}
}
