package flow

import (
	"cmp"
	"slices"

	"tagtap/flow/shop"
)

// Mark is what one shopper did to a note.
type Mark struct {
	Note   shop.NoteID `cbor:"1,keyasint"`
	Liked  bool        `cbor:"2,keyasint,omitempty"`
	Saved  bool        `cbor:"3,keyasint,omitempty"`
	Asked  bool        `cbor:"4,keyasint,omitempty"` // for a link
	Shared bool        `cbor:"5,keyasint,omitempty"`
}

// Post is what shoppers did to a note beside what the catalogue counts.
type Post struct {
	Note     shop.NoteID    `cbor:"1,keyasint"`
	Likes    int32          `cbor:"2,keyasint,omitempty"`
	Saves    int32          `cbor:"3,keyasint,omitempty"`
	Asks     int32          `cbor:"4,keyasint,omitempty"`
	Shares   int32          `cbor:"5,keyasint,omitempty"`
	Comments []shop.Comment `cbor:"6,keyasint,omitempty"` // newest last
}

// Mark returns what the shopper did to a note.
func (s *State) Mark(id shop.NoteID) Mark {
	for i := range s.Marks {
		if s.Marks[i].Note == id {
			return s.Marks[i]
		}
	}
	return Mark{Note: id}
}

// Follows says whether the shopper follows an author.
func (s *State) Follows(id shop.AuthorID) bool { return slices.Contains(s.Following, id) }

// Post returns what shoppers did to a note.
func (s *Shared) Post(id shop.NoteID) Post {
	if i, ok := s.post(id); ok {
		return s.Posts[i]
	}
	return Post{Note: id}
}

func (s *Shared) post(id shop.NoteID) (int, bool) {
	return slices.BinarySearchFunc(s.Posts, id, func(p Post, id shop.NoteID) int { return cmp.Compare(p.Note, id) })
}

// tally adds to a note's counts.
func (s Shared) tally(add *Post) Shared {
	s.Posts = slices.Clone(s.Posts)
	i, ok := s.post(add.Note)
	if !ok {
		s.Posts = slices.Insert(s.Posts, i, Post{Note: add.Note})
	}
	p := &s.Posts[i]
	p.Likes += add.Likes
	p.Saves += add.Saves
	p.Asks += add.Asks
	p.Shares += add.Shares
	p.Comments = append(slices.Clip(p.Comments), add.Comments...)
	return s
}

func marked(all []Mark, m Mark) []Mark {
	for i := range all {
		if all[i].Note == m.Note {
			all = slices.Clone(all)
			all[i] = m
			return all
		}
	}
	return append(slices.Clip(all), m)
}
