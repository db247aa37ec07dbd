package flow

import (
	"slices"
	"strings"
	"time"

	"tagtap/flow/shop"
)

// Player is the video that plays: since when, and the product whose card lies over the picture now.
type Player struct {
	Note  shop.NoteID    `cbor:"1,keyasint,omitempty"`
	Since shop.Instant   `cbor:"2,keyasint,omitempty"`
	Shown shop.ProductID `cbor:"3,keyasint,omitempty"`
	Cards int            `cbor:"4,keyasint,omitempty"` // that came or passed so far
}

// At returns how many whole seconds of the video have played.
func (p Player) At(now shop.Instant) int { return max(0, int(now.Sub(p.Since)/time.Second)) }

// A video note 视频笔记: the card below can always be tapped, the one over the picture while its product is shown.
var videoRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if n := w.Note(shop.NoteID(s.Spot().Subject)); n != nil {
			for _, id := range n.Tags {
				add(Action{Verb: TapTag, ID: string(id)})
				add(Action{Verb: TapCard, ID: string(id)})
			}
			offerPost(w, s, n, add)
		}
		add(Action{Verb: OpenCart})
		add(Action{Verb: Back})
	},
	check: func(w *World, s *State, a Action) Refusal {
		r := noteRoom.check(w, s, a)
		if a.Verb == TapTag && !r.Refused() && s.Video.Shown != shop.ProductID(a.ID) {
			return refuse(TagNotShown, "product", a.ID)
		}
		return r
	},
	act: noteRoom.act,
}

// play starts a video from its beginning.
func (t *turn) play(n *shop.Note) {
	t.emit(Event{Kind: VideoSet, Beside: &Beside{Video: &Player{Note: n.ID, Since: t.now}}})
}

// resume is coming back to a video. It played on, and what passed meanwhile is not shown.
func (t *turn) resume(from Place) {
	if from == Video || t.state.Place() != Video {
		return
	}
	n, v := t.w.Note(t.state.Video.Note), t.state.Video
	if n == nil || n.Video == nil {
		return
	}
	passed := func(i int) bool { return v.Since.Add(time.Duration(n.Video.Cards[i].To)*time.Second) <= t.now }
	if shown := v.Cards - 1; v.Shown != "" && shown >= 0 && shown < len(n.Video.Cards) && passed(shown) {
		v.Shown = ""
	}
	for v.Shown == "" && v.Cards < len(n.Video.Cards) && passed(v.Cards) {
		v.Cards++
	}
	if v != t.state.Video {
		t.emit(Event{Kind: VideoSet, Beside: &Beside{Video: &v}})
	}
}

// card returns the card that comes over the picture next or lies there, and whether it is shown.
func card(w *World, s *State) (c shop.Card, shown, ok bool) {
	if s.Place() != Video {
		return c, false, false
	}
	n := w.Note(s.Video.Note)
	if n == nil || n.Video == nil {
		return c, false, false
	}
	if s.Video.Shown != "" && s.Video.Cards > 0 && s.Video.Cards <= len(n.Video.Cards) {
		return n.Video.Cards[s.Video.Cards-1], true, true
	}
	if s.Video.Cards < len(n.Video.Cards) {
		return n.Video.Cards[s.Video.Cards], false, true
	}
	return c, false, false
}

// comingOver returns when the next card comes or goes.
func comingOver(w *World, s *State) (shop.Instant, Action, bool) {
	c, shown, ok := card(w, s)
	switch {
	case !ok:
		return 0, Action{}, false
	case shown:
		return s.Video.Since.Add(time.Duration(c.To) * time.Second), Action{Verb: HideTag, ID: string(c.Product)}, true
	}
	return s.Video.Since.Add(time.Duration(c.From) * time.Second), Action{Verb: ShowTag, ID: string(c.Product)}, true
}

func checkOverlay(w *World, s *State, a Action) Refusal {
	c, shown, ok := card(w, s)
	if !ok || string(c.Product) != a.ID || shown != (a.Verb == HideTag) {
		return refuse(NoSuch, "product", a.ID)
	}
	return Refusal{}
}

func (t *turn) overlay(a Action) {
	t.stay(a)
	v := t.state.Video
	v.Shown = ""
	if a.Verb == ShowTag {
		v.Shown = shop.ProductID(a.ID)
		v.Cards++
	}
	t.emit(Event{Kind: VideoSet, Beside: &Beside{Video: &v}})
}

// offerPost lists what a shopper may do to a note.
func offerPost(w *World, s *State, n *shop.Note, add func(Action)) {
	m := s.Mark(n.ID)
	add(Action{Verb: either(m.Liked, Unlike, Like)})
	add(Action{Verb: either(m.Saved, UnsaveNote, SaveNote)})
	if !m.Asked {
		add(Action{Verb: AskLink})
	}
	add(Action{Verb: WriteComment})
	add(Action{Verb: ShareNote})
	if w.Catalogue.Author(n.Author) != nil {
		add(Action{Verb: either(s.Follows(n.Author), Unfollow, Follow), ID: string(n.Author)})
	}
	for _, id := range related(w, n) {
		add(Action{Verb: OpenNote, ID: string(id)})
	}
	offerLeaving(add)
}

func either(yes bool, a, b Verb) Verb {
	if yes {
		return a
	}
	return b
}

// mostRelated bounds the notes that stand below another.
const mostRelated = 4

// Related lists the notes that stand below a note: those about the same products, in the order of the feed.
func Related(w *World, n *shop.Note) []shop.NoteID { return related(w, n) }

func related(w *World, n *shop.Note) []shop.NoteID {
	var ids []shop.NoteID
	for _, tag := range n.Tags {
		for _, other := range w.Catalogue.NotesOn(tag) {
			if len(ids) == mostRelated {
				return ids
			}
			if other.ID != n.ID && !slices.Contains(ids, other.ID) {
				ids = append(ids, other.ID)
			}
		}
	}
	return ids
}

// checkPost says whether a shopper may do this to the note; known is false for verbs that are none of them.
func checkPost(w *World, s *State, a Action) (r Refusal, known bool) {
	n := w.Note(shop.NoteID(s.Spot().Subject))
	if n == nil {
		return refuse(NotHere), a.Verb != LeaveFor
	}
	m := s.Mark(n.ID)
	here := func(ok bool) (Refusal, bool) {
		if ok {
			return Refusal{}, true
		}
		return refuse(NotHere), true
	}
	switch a.Verb {
	case Like, Unlike:
		return here(m.Liked == (a.Verb == Unlike))
	case SaveNote, UnsaveNote:
		return here(m.Saved == (a.Verb == UnsaveNote))
	case AskLink:
		return here(!m.Asked)
	case ShareNote:
		return Refusal{}, true
	case WriteComment:
		if strings.TrimSpace(a.Words.String()) == "" {
			return refuse(TextNeeded), true
		}
		return Refusal{}, true
	case Follow, Unfollow:
		if string(n.Author) != a.ID || w.Catalogue.Author(n.Author) == nil {
			return refuse(NoSuch, "author", a.ID), true
		}
		return here(s.Follows(n.Author) == (a.Verb == Unfollow))
	case OpenNote:
		if !slices.Contains(related(w, n), shop.NoteID(a.ID)) {
			return refuse(NoSuch, "note", a.ID), true
		}
		return Refusal{}, true
	}
	return Refusal{}, false
}

// post does what a shopper does to a note.
func (t *turn) post(a Action) {
	n := t.w.Note(shop.NoteID(t.state.Spot().Subject))
	m, add := t.state.Mark(n.ID), Post{Note: n.ID}
	t.stay(a)
	switch a.Verb {
	case Follow, Unfollow:
		t.emit(Event{Kind: Followed, Beside: &Beside{Author: n.Author}, Fresh: a.Verb == Follow})
		return
	case Like, Unlike:
		m.Liked, add.Likes = a.Verb == Like, 1
		if !m.Liked {
			add.Likes = -1
		}
	case SaveNote, UnsaveNote:
		m.Saved, add.Saves = a.Verb == SaveNote, 1
		if !m.Saved {
			add.Saves = -1
		}
	case AskLink:
		m.Asked, add.Asks = true, 1
	case ShareNote:
		m.Shared, add.Shares = true, 1
	case WriteComment:
		who := t.w.Shopper.Name
		add.Comments = []shop.Comment{{Who: shop.Words{ZH: who, EN: who}, Text: shop.Words{ZH: a.Words, EN: a.Words}}}
	}
	t.emit(Event{Kind: PostSet, Beside: &Beside{Post: &m, Tally: &add}})
}
