// Package text is the door for text from outside: what a shopper types or
// pastes, and what a catalogue, a flow or a story file brings along.
//
// A terminal obeys its text. An escape sequence in a nickname sets the window
// title or the clipboard, a direction mark turns a price around, a carriage
// return hides the half of a line, and forty accents on one letter climb over
// the row above. So no such string is ever drawn: a [Text] exists only behind
// this door, and what is behind it
//
//  1. is valid UTF-8 in normalisation form C;
//  2. holds no control, format, private-use, surrogate or noncharacter code
//     point, no invisible filler, no line break but LF (and LF only where its
//     limit allows lines);
//  3. has at most four combining marks on one base, and none without a base;
//  4. is as wide by its graphemes as by the sum of its code points, cluster by
//     cluster, so both kinds of terminal show it alike;
//  5. keeps its limit;
//  6. stays the same when it passes the door again.
//
// There are two ways in. [Clean] is for people at a keyboard: it repairs.
// [Check] is for files: it refuses and says where, because an author wants to
// know. There is no third way, and no clock, disk or terminal in here.
//
// The two widths are those of the module that the renderer itself measures
// with. That module widens ambiguous characters when RUNEWIDTH_EASTASIAN is set
// in the environment; both widths follow it alike.
package text

import "unicode/utf8"

// Text is outside text that has passed the door. Only this package makes one
// that is not empty. Texts compare with ==; the zero value is the empty text.
type Text struct{ s string }

// String returns the text as it may be drawn.
func (t Text) String() string { return t.s }

// Len returns the length in runes.
func (t Text) Len() int { return utf8.RuneCountInString(t.s) }

// IsZero reports whether the text is empty.
func (t Text) IsZero() bool { return t.s == "" }

// Limit says how much text a field takes.
type Limit struct {
	Runes int  // most runes; 0 means no limit of its own
	Bytes int  // most bytes of UTF-8; 0 means no limit of its own
	Lines bool // LF may separate lines; otherwise the text is one line
}

// The limits of the shop's fields. The runes of a note are those that the
// platform's publishing tools state: a title of 20, a body of 1,000; an item's
// description takes 500. The others are the house's own.
var (
	Code   = Limit{Runes: 24, Bytes: 96}                    // a coupon or class code, a postcode
	Title  = Limit{Runes: 20, Bytes: 80}                    // the title of a note
	Name   = Limit{Runes: 40, Bytes: 160}                   // a person, a brand, a shop, an option of a product
	Item   = Limit{Runes: 60, Bytes: 240}                   // the title of a product
	Line   = Limit{Runes: 120, Bytes: 480}                  // one line: a search, an address, a story's title
	Remark = Limit{Runes: 200, Bytes: 800, Lines: true}     // a comment, a remark to the seller
	Review = Limit{Runes: 500, Bytes: 2000, Lines: true}    // a review, an item's description
	Body   = Limit{Runes: 1000, Bytes: 4000, Lines: true}   // the body of a note
	Stored = Limit{Runes: 4000, Bytes: 16_000, Lines: true} // whatever comes back from the store; the widest
)

// MarshalText writes the text as it is.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// UnmarshalText takes text back. What was stored is not trusted: it is cleaned
// again, under [Stored].
func (t *Text) UnmarshalText(b []byte) error {
	*t = Clean(string(b), Stored)
	return nil
}

// MarshalBinary writes the bytes of MarshalText. Encoders that prefer binary
// forms, CBOR among them, would otherwise see a struct without fields and
// silently lose the text.
func (t Text) MarshalBinary() ([]byte, error) { return t.MarshalText() }

// UnmarshalBinary is UnmarshalText.
func (t *Text) UnmarshalBinary(b []byte) error { return t.UnmarshalText(b) }
