package post

import (
	"slices"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func TestReceivedNeverFallsBelowZero(t *testing.T) {
	w := flow.World{Shared: flow.Shared{Posts: []flow.Post{{Note: "n", Likes: -3, Saves: 2, Comments: []shop.Comment{{}}}}}}
	n := &shop.Note{ID: "n", Likes: 1, Saves: 1, Asks: 1, Total: 1, Comments: []shop.Comment{{}, {}}}
	if got, want := ReceivedBy(&w, n), (Received{Likes: 0, Saves: 3, Asks: 1, Comments: 3}); got != want {
		t.Errorf("%v, want %v", got, want)
	}
}

// The letters of a post are none of those that do the same on every page.
func TestKeysAreFree(t *testing.T) {
	s := tuitest.Open(t, "native", "returning").Shown().Snapshot()
	taken := strings.Split("esc c x . m g L t K ? q r [ ] B S = { } h j k l enter tab space", " ")
	seen := map[string]bool{}
	for _, b := range New(flow.FeedNote(s.World, 0).ID).Keys(s) {
		for _, key := range b.Keys {
			if slices.Contains(taken, key) || seen[key] {
				t.Errorf("%s stands twice", key)
			}
			seen[key] = true
			if !words.Has(b.Label) {
				t.Errorf("%s: no text for %s", key, b.Label)
			}
		}
	}
	if len(seen) < 8 {
		t.Errorf("%d keys", len(seen))
	}
}

// The platforms are a chip each, on as many rows as they need, and all are on the page.
func TestPlatformsFit(t *testing.T) {
	for _, lang := range []words.Lang{words.ZH, words.EN, words.Both} {
		for w := 36; w <= 60; w++ {
			v := folded{open: true}
			pic := screen.NewPage(v, tuitest.Open(t, "native", "returning").Shown(), LeaveID).Draw(tuitest.Frame(w, 14, lang, tuitest.Plain()))
			var rows []cell.Rect
			for _, hit := range pic.Hits {
				if strings.HasPrefix(hit.Target, PlatformID("")) {
					rows = append(rows, hit.Rect)
				}
			}
			if len(rows) != len(flow.Platforms()) {
				t.Fatalf("%d %s: %d platforms\n%s", w, lang, len(rows), pic.Canvas.Plain())
			}
			for _, r := range rows {
				if r.Right() > w-margin {
					t.Errorf("%d %s: a platform at %v", w, lang, r)
				}
			}
		}
	}
}

type folded struct{ open bool }

func (f folded) Paint(b *screen.Board) {
	_, body, _ := b.Split(0, 0)
	b.End(Elsewhere(b, body, f.open, margin, 0, b.W-2*margin))
}
func (folded) Keys(session.Shown) []screen.Binding { return nil }
