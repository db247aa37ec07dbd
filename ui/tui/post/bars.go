package post

import (
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// head draws who posted: the seal, the name with a badge, followers and what they say of themselves; at the right end what
// a shopper can do to the author and the post.
func (p Post) head(b *screen.Board, head screen.Part, n *shop.Note) {
	a := b.AuthorOf(b.Shown.World, n)
	const sealX = 4
	look.Seal(head.Canvas, b.Theme, sealX, 0, a.Seal, a.Colour)
	x := sealX + look.SealW + 1
	end, below := p.follow(b, head, n)-1, p.share(b, head, n)-1
	about := a.About
	if a.Followers > 0 {
		about = screen.Dotted(b.Say("note.fans", "n", b.Count(a.Followers)), a.About)
	}
	badge := b.Say("note." + a.Kind)
	room := end - x
	verified := verified(b.Shown.World, n)
	if verified {
		room -= 4
	}
	beside := cell.Width(a.Name)+cell.Width(badge)+3 <= room
	if beside {
		room -= cell.Width(badge) + 3
	} else {
		about = screen.Dotted(badge, about)
	}
	at := x + head.Text(x, 0, cell.Truncate(a.Name, room), look.Style{FG: look.Ink, Attr: look.Bold}) + 1
	if verified {
		at += look.Badge(head.Canvas, b.Theme, at, 0, "V", look.VerifiedMark) + 1
	}
	if beside {
		look.Badge(head.Canvas, b.Theme, at, 0, badge, look.InfoBadge)
	}
	head.Text(x, 1, cell.Truncate(about, below-x), look.Style{FG: look.Muted})
	b.Back(head, 0)
}

// verified says whether the post is by the account of a brand that was verified.
func verified(w *flow.World, n *shop.Note) bool {
	if a := w.Catalogue.Author(n.Author); a != nil && a.Kind == "brand" {
		s := w.Catalogue.Shop(a.Shop)
		return s != nil && s.Verified
	}
	return false
}

// follow draws the chip that follows the author, and returns where it starts.
func (p Post) follow(b *screen.Board, head screen.Part, n *shop.Note) int {
	end := b.W - margin
	if b.Shown.World.Catalogue.Author(n.Author) == nil {
		return end
	}
	act := following(b.Shown.State, n)
	label, st := b.Say("note.follow"), look.Style{FG: look.Accent, BG: look.Soft, Attr: look.Bold}
	if act.Verb == flow.Unfollow {
		label, st = b.Say("note.following"), look.Style{FG: look.Muted, BG: look.Raised2}
	}
	left, right := " ", " "
	if !b.Theme.Fills() {
		left, right = "[", "]"
	}
	if b.Focused(FollowID, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	label = left + label + right
	x := end - cell.Width(label)
	head.Text(x, 0, label, st)
	head.Target(screen.Target{
		ID: FollowID, Rect: cell.Rect{X: x, W: end - x, H: 1}, Action: act, Label: "verb." + act.Verb.String(),
	})
	return x
}

func following(s *flow.State, n *shop.Note) flow.Action {
	if s.Follows(n.Author) {
		return flow.Action{Verb: flow.Unfollow, ID: string(n.Author)}
	}
	return flow.Action{Verb: flow.Follow, ID: string(n.Author)}
}

func (p Post) share(b *screen.Board, head screen.Part, n *shop.Note) int {
	label := b.Say("note.share")
	if b.Shown.State.Mark(n.ID).Shared {
		label = b.Say("note.shared")
	}
	st := look.Style{FG: look.Muted}
	if b.Focused(ShareID, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	end := b.W - margin - 1
	x := head.TextRight(end, 1, label, st)
	head.Target(screen.Target{
		ID: ShareID, Rect: cell.Rect{X: x - 1, Y: 1, W: end - x + 2, H: 1}, Action: flow.Action{Verb: flow.ShareNote}, Label: "verb.share",
	})
	return x
}

// item is one thing of the bar.
type item struct {
	id    string
	name  string
	count string
	on    bool
	act   flow.Action
	label string // key of what enter does
}

// foot draws how the note is received, what of it the shopper did, and the cart. Counts give way to words first, then the
// cart, which has its key.
func (p Post) foot(b *screen.Board, foot screen.Part, n *shop.Note) {
	foot.Rule(0, 0, b.W, look.Line)
	items := p.items(b, n)
	room := b.W - 2
	for i := len(items) - 2; i >= 0 && width(items) > room; i-- {
		items[i].count = ""
	}
	if width(items) > room {
		items = items[:len(items)-1]
	}
	gap := 0
	if len(items) > 1 {
		gap = min(3, max(0, room-width(items))/(len(items)-1))
	}
	x := 1
	for i := range items {
		it := &items[i]
		w := cell.Width(it.text())
		if it.id == CartID {
			x = b.W - 1 - w
		}
		st := look.Style{FG: look.Muted}
		switch {
		case b.Focused(it.id, false):
			st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
		case it.on:
			st = look.Style{FG: look.Accent, Attr: look.Bold}
		case it.id == CartID:
			st.FG = look.Ink
		}
		foot.Text(x, 1, it.text(), st)
		if it.act.Verb != flow.None {
			foot.Target(screen.Target{ID: it.id, Rect: cell.Rect{X: x, Y: 1, W: w, H: 1}, Action: it.act, Label: it.label})
		}
		x += w + gap
	}
}

// text is the item with its count and a blank on both sides.
func (i *item) text() string {
	s := " " + i.name
	if i.count != "" {
		s += " " + i.count
	}
	return s + " "
}

// width is what items take that stand side by side.
func width(items []item) int {
	w := 0
	for i := range items {
		w += cell.Width(items[i].text())
	}
	return w
}

func (p Post) items(b *screen.Board, n *shop.Note) []item {
	m, got := b.Shown.State.Mark(n.ID), ReceivedBy(b.Shown.World, n)
	items := make([]item, 0, 4)
	add := func(id string, on bool, off, yes string, count int, does, undoes flow.Verb) {
		it := item{id: id, name: off, count: b.Count(count), on: on, act: flow.Action{Verb: does}}
		if on {
			it.name, it.act.Verb = yes, undoes
		}
		it.label = "verb." + it.act.Verb.String()
		items = append(items, it)
	}
	add(LikeID, m.Liked, b.Theme.Glyph("♡"), b.Say("note.liked"), got.Likes, flow.Like, flow.Unlike)
	add(SaveID, m.Saved, b.Theme.Glyph("☆"), b.Say("note.saved"), got.Saves, flow.SaveNote, flow.UnsaveNote)
	add(AskID, m.Asked, b.Say("note.ask"), b.Say("note.asked"), got.Asks, flow.AskLink, flow.None)
	if b.Shown.World.Flow.Cart {
		cart := item{id: CartID, name: b.Say("feed.cart"), act: flow.Action{Verb: flow.OpenCart}, label: "key.cart"}
		if pieces := len(b.Shown.State.Cart); pieces > 0 {
			cart.count = strconv.Itoa(pieces)
		}
		items = append(items, cart)
	}
	return items
}
