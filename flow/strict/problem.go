package strict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tagtap/flow/text"
)

// Pos is a place in a file: line and column from 1, the column in runes. The
// zero Pos is no place.
type Pos struct {
	File         string
	Line, Column int
}

// String returns "file:line:column". The file's name is cleaned, for it comes
// from outside as well.
func (p Pos) String() string {
	return fmt.Sprintf("%s:%d:%d", text.Clean(p.File, text.Stored), p.Line, p.Column)
}

// Error is one mistake in a file.
type Error struct {
	Pos     Pos
	What    string   // what is wrong, in lower case
	Near    string   // what was probably meant, "" if nothing comes close
	Allowed []string // what may stand here, if that is a short list
}

// Error returns one line: the place, what is wrong, and what was meant or what
// is allowed.
func (e Error) Error() string {
	s := e.Pos.String() + ": " + e.What
	switch {
	case e.Near != "":
		s += fmt.Sprintf(" (did you mean %q?)", e.Near)
	case len(e.Allowed) > 0:
		s += " (allowed: " + strings.Join(e.Allowed, ", ") + ")"
	}
	return s
}

// Errors are the mistakes of one file or several, by file in the order met,
// then by position. It is never empty where it is an error.
type Errors []Error

// mostShown is how many mistakes Errors prints; one slip in a large table would
// otherwise bury what matters.
const mostShown = 20

// Error returns a line for each mistake, at most twenty, then how many more
// there are.
func (e Errors) Error() string {
	lines := make([]string, 0, min(len(e), mostShown)+1)
	for i, one := range e {
		if i == mostShown {
			lines = append(lines, fmt.Sprintf("and %d more", len(e)-mostShown))
			break
		}
		lines = append(lines, one.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives errors.As each [Error].
func (e Errors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}

// Problems collects the mistakes of a file while it is read. The zero value is
// ready.
type Problems struct{ found Errors }

// Add notes an error: an [Error] or [Errors] with their positions, any other
// under the position at.
func (p *Problems) Add(at Pos, err error) {
	switch e := err.(type) {
	case nil:
	case Error:
		p.found = append(p.found, e)
	case Errors:
		p.found = append(p.found, e...)
	default:
		p.found = append(p.found, Error{Pos: at, What: err.Error()})
	}
}

// Err returns what was collected as [Errors], or nil if there is nothing.
func (p *Problems) Err() error {
	if len(p.found) == 0 {
		return nil
	}
	order := map[string]int{}
	for _, e := range p.found {
		if _, ok := order[e.Pos.File]; !ok {
			order[e.Pos.File] = len(order)
		}
	}
	sorted := slices.Clone(p.found)
	slices.SortStableFunc(sorted, func(a, b Error) int {
		return cmp.Or(
			cmp.Compare(order[a.Pos.File], order[b.Pos.File]),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
		)
	})
	return sorted
}

// quote shows text from a file inside a message: escaped, and not endless.
func quote(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}
