// Package video draws a video note 视频笔记: a player over what every post has. It has no clock: how far the video has
// played follows from the time that it is shown.
package video

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
)

// New makes the screen of a video note.
func New(s session.Shown, at flow.Spot) screen.Screen {
	v := view{post: post.New(shop.NoteID(at.Subject))}
	start := screen.BackID
	if tagged := v.post.Products(s); len(tagged) > 0 {
		start = post.CardID(tagged[0].ID)
	}
	return screen.NewPage(v, s, start)
}

// view is a video note.
type view struct{ post post.Post }

// tagID is the target of the card over the picture.
const tagID = "tag"

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) { v.post.Page(b, v.player) }

// played returns the second that is shown and the length of the video; both 0 for a note without one.
func (v view) played(s session.Shown, n *shop.Note) (at, seconds int) {
	if n == nil || n.Video == nil {
		return 0, 0
	}
	if s.State.Video.Note == n.ID {
		at = s.State.Video.At(s.Now)
	}
	return min(at, n.Video.Seconds), n.Video.Seconds
}

// Moves implements screen.Moving: once a second while the player is in sight, until the end.
func (v view) Moves(s session.Shown, first, h int) time.Duration {
	n := s.World.Note(v.post.ID)
	at, seconds := v.played(s, n)
	if n == nil || s.State.Video.Note != n.ID || at >= seconds || first > post.HeroRows(h) {
		return 0
	}
	into := s.Now.Sub(s.State.Video.Since)
	if into < 0 {
		return time.Second - into
	}
	return time.Second - into%time.Second
}

// shown returns the product whose card lies over the picture, nil for none.
func (v view) shown(s session.Shown) *shop.Product {
	if s.State.Video.Note != v.post.ID || s.State.Video.Shown == "" {
		return nil
	}
	return s.World.Catalogue.Product(s.State.Video.Shown)
}

// Keys implements screen.View.
func (v view) Keys(s session.Shown) []screen.Binding {
	keys := v.post.Keys(s)
	if p := v.shown(s); p != nil && !v.post.Typing() {
		tag := screen.Binding{Keys: []string{"o"}, Label: "note.tag", Action: flow.Action{Verb: flow.TapTag, ID: string(p.ID)}}
		keys = append([]screen.Binding{tag}, keys...)
	}
	return keys
}

// Do implements screen.Reactor.
func (v view) Do(local string, s session.Shown) (screen.View, flow.Action) {
	next, a, _ := v.post.Do(local, s)
	v.post = next
	return v, a
}

// Typing implements screen.Typist.
func (v view) Typing() bool { return v.post.Typing() }

// Held implements screen.Holder.
func (v view) Held() string { return post.FieldID }

// Type implements screen.Typist.
func (v view) Type(msg tea.Msg, _ session.Shown) (screen.View, flow.Action, bool) {
	next, a, done := v.post.Type(msg)
	v.post = next
	return v, a, done
}
