package tui

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/story"
	"tagtap/flow/text"
	"tagtap/ui/tui/meter"
	"tagtap/ui/tui/screen"
)

// saving lets stories be saved, and returns the sessions that were.
func saving(a *App, err error) *[]string {
	var ids []string
	a.around.Save = func(_ context.Context, session string) (Saved, error) {
		ids = append(ids, session)
		return Saved{Path: "walk.yaml", Command: "tagtap run walk.yaml"}, err
	}
	return &ids
}

func save(a *App) {
	_, cmd := a.Update(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
	settle(a, cmd)
}

// plainly is the whole screen.
func plainly(a *App) string {
	c, _ := a.Canvas()
	return c.Plain()
}

func TestTheRecordIsInThePlaceOfTheTrace(t *testing.T) {
	title, trace, stream := words.Say(words.EN, "meter.record"), words.Say(words.EN, "meter.trace"), words.Say(words.EN, "meter.stream")
	for _, c := range []struct {
		cols, rows int
		before     []string
		dialogs    int
	}{
		{140, 45, nil, 0}, {100, 32, nil, 0}, {80, 24, nil, 0}, {60, 30, nil, 1}, {140, 45, []string{"m"}, 1},
	} {
		a := bought(t, words.EN, c.cols, c.rows)
		pressed(a, c.before...)
		pressed(a, "R")
		for _, want := range []string{title, "taps ≤11", "steps ≤10", "fields ≤0", "place-order", "▌ happen: {payment: approved}", "expect: {place: confirmation"} {
			if plain := plainly(a); !strings.Contains(plain, want) || len(a.stack.dialogs) != c.dialogs {
				t.Errorf("%dx%d %v: %d dialogs, no %q in\n%s", c.cols, c.rows, c.before, len(a.stack.dialogs), want, plain)
			}
		}
		if c.dialogs == 0 {
			if pressed(a, "E"); !strings.Contains(plainly(a), stream) || strings.Contains(plainly(a), title+" ") {
				t.Errorf("%dx%d: the stream does not take its place:\n%s", c.cols, c.rows, plainly(a))
			}
			pressed(a, "R")
		}
		pressed(a, "R")
		if a.show.below != nil || len(a.stack.dialogs) != 0 || len(c.before) == 0 && c.dialogs == 0 && !strings.Contains(plainly(a), trace) {
			t.Errorf("%dx%d: its key does not close it:\n%s", c.cols, c.rows, plainly(a))
		}
	}
}

// What the panel shows after each tap, bookmark, look back and way back is the story of what is shown.
func TestTheRecordFollowsTheWalk(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.Update(tea.WindowSizeMsg{Width: 140, Height: 60})
	pressed(a, "R")
	if plain := plainly(a); !strings.Contains(plain, words.Say(words.EN, "meter.trace-empty")) {
		t.Errorf("nothing was done, and it says\n%s", plain)
	}
	same := func(when string) {
		t.Helper()
		plainly(a)
		w := *a.shown.World
		w.Shared = a.walk.Began()
		whole := story.NewRecorder(text.Clean("Session "+a.shown.Session, text.Line), &w)
		whole.Follow(a.shown.Records)
		want := panelOf(whole, meter.Record{Key: a.story.shown.Key})
		if got := a.story.shown; fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s: got\n%v\nwant\n%v", when, got, want)
		}
	}
	for _, tap := range toSheet {
		a.tap(t, tap)
		same(tap.String())
	}
	pressed(a, "B")
	same("a bookmark")
	if plain := plainly(a); !strings.Contains(plain, "● checkpoint: mark-1") {
		t.Errorf("no checkpoint in\n%s", plain)
	}
	was := a.shown.Session
	pressed(a, "[", "[")
	same("two steps back")
	pressed(a, "]")
	same("one step on")
	pressed(a, "[", "a")
	if a.shown.Session == was {
		t.Fatal("no branch")
	}
	same("a branch")
	if got := strings.Join(a.story.shown.Head, "\n"); !strings.Contains(got, "trail: [feed, {note: oily-skin-empties}, {product: lip-tint}]") {
		t.Errorf("a branch does not begin where it branched off:\n%s", got)
	}
}

func TestTheRecordIsSaved(t *testing.T) {
	for _, size := range [][2]int{{140, 45}, {60, 30}} {
		a := bought(t, words.EN, size[0], size[1])
		if save(a); strings.Contains(plainly(a), "Saved") {
			t.Errorf("%v: saved without the panel", size)
		}
		ids := saving(a, nil)
		pressed(a, "R")
		if plain := plainly(a); !strings.Contains(plain, "ctrl+s") {
			t.Errorf("%v: no hint in\n%s", size, plain)
		}
		save(a)
		if plain := plainly(a); len(*ids) != 1 || (*ids)[0] != a.shown.Session || !strings.Contains(plain, "Saved to walk.yaml") || !strings.Contains(plain, "tagtap run walk.yaml") {
			t.Errorf("%v: %v, and it says\n%s", size, *ids, plain)
		}
		saving(a, errors.New("disk\nfull"))
		if save(a); !strings.Contains(plainly(a), "Not saved: disk full") {
			t.Errorf("%v: it does not say why:\n%s", size, plainly(a))
		}
		if a.busy || a.Unsaved() != nil {
			t.Errorf("%v: the walk itself is held up", size)
		}
	}
}

// The past is a part of the story, and nothing is no story.
func TestTheRecordIsNotSavedWhereItIsNone(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.Update(tea.WindowSizeMsg{Width: 140, Height: 45})
	ids := saving(a, nil)
	pressed(a, "R")
	if save(a); len(*ids) != 0 || !strings.Contains(plainly(a), words.Say(words.EN, "meter.trace-empty")) {
		t.Errorf("saved %v", *ids)
	}
	a.tap(t, toSheet...)
	pressed(a, "[")
	if save(a); len(*ids) != 0 || strings.Contains(plainly(a), "ctrl+s") {
		t.Errorf("saved %v while looking back:\n%s", *ids, plainly(a))
	}
	pressed(a, "]")
	if save(a); len(*ids) != 1 {
		t.Errorf("saved %v", *ids)
	}
	pressed(a, "R")
	if save(a); len(*ids) != 1 {
		t.Errorf("saved %v with the panel closed", *ids)
	}
}

// A form's own ctrl+s comes first: no hint promises anything else there.
func TestAFormKeepsItsKeyToSave(t *testing.T) {
	a := open(t, truecolour, words.EN)
	a.Update(tea.WindowSizeMsg{Width: 140, Height: 45})
	saving(a, nil)
	pressed(a, "R")
	met := map[bool]int{}
	has := func(all []screen.Binding) bool {
		return slices.ContainsFunc(all, func(b screen.Binding) bool { return b.Has("ctrl+s") })
	}
	for _, stop := range tour {
		a.tap(t, stop.walk...)
		own := has(a.current().Bindings())
		if met[own]++; own == has(a.globals()) {
			t.Errorf("%s: of its own is %t, and of everywhere as well", stop.place, own)
		}
	}
	if met[true] == 0 || met[false] == 0 {
		t.Errorf("pages with and without a ctrl+s of their own: %v", met)
	}
}

// A tap with the panel open, in a session of 2,000 records, against one without it.
func BenchmarkRecordPanel(b *testing.B) {
	for _, on := range []bool{false, true} {
		b.Run(fmt.Sprintf("open=%t", on), func(b *testing.B) {
			a := bought(b, words.EN, 140, 45)
			random := rand.New(rand.NewPCG(1, 1))
			ctx := context.Background()
			wander := func() {
				shown := a.walk.Shown()
				offers := flow.Offers(shown.World, shown.Now, shown.State)
				if _, err := a.walk.Tap(ctx, offers[random.IntN(len(offers))].Representatives()[0], 0); err != nil {
					b.Fatal(err)
				}
			}
			for len(a.walk.Shown().Records) < 2000 {
				wander()
			}
			if on {
				pressed(a, "R")
			}
			a.arrive(tapped{shown: a.walk.Shown().Snapshot()})
			a.Canvas()
			for b.Loop() {
				b.StopTimer()
				wander()
				a.arrive(tapped{shown: a.walk.Shown().Snapshot()})
				b.StartTimer()
				a.Canvas()
			}
		})
	}
}
