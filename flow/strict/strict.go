// Package strict reads the house's YAML: stories, flows, shoppers and
// catalogues. It is a small and strict part of YAML, so that a file means what
// it looks like:
//
//   - UTF-8, spaces only, one document;
//   - every scalar is text, whatever it looks like, and typed by who asks for
//     it: no, 0123, 12:30 and ¥68.00 are safe;
//   - a key is there once and has a value; no anchors, aliases, merge keys,
//     tags or directives;
//   - a text in quotes or without stays on its line; a long one is a block,
//     | or >;
//   - a comment after a value is "# " with a space, so a #topic is not eaten.
//
// Every part has a position, every mistake is an [Error] at file:line:column in
// our own words. The tokenizer behind it is shown nothing that the scan in front
// has not measured: the size, the depth, the number of parts.
package strict

import (
	"fmt"

	"github.com/goccy/go-yaml/lexer"
)

// Limits bounds a file.
type Limits struct {
	Bytes int // most bytes
	Parts int // most line breaks, colons, commas and brackets together

	// Asked is told of every key that a [Reader] asks for, of its file and of the way to its map: keys, and "[]" for the item
	// of a list. It is for tests, which hold what is asked for against what editors are told; nil for none.
	Asked func(file string, way []string, key string)

	// Bare says what is wrong where nothing follows the key at the end of a way; it returns "" where it knows nothing better
	// than that. Nil for none.
	Bare func(way []string) string
}

// The limits of the house's files.
var (
	Story     = Limits{Bytes: 1 << 20, Parts: 100_000}    // a story, a flow or a shopper
	Catalogue = Limits{Bytes: 16 << 20, Parts: 3_000_000} // a file of a catalogue
)

// Limits of every file.
const (
	maxDepth  = 32  // open brackets
	maxIndent = 64  // columns of indentation
	maxDashes = 8   // "- " in a row
	maxKey    = 100 // bytes of a key
	maxAngles = 32  // < in a row
	maxBlank  = 100 // empty lines in a row; the tokenizer behind copies a block for each
)

// Parse reads a file. The name is for positions only. The error is [Errors]; it
// does not hold all mistakes, since what is not YAML hides what comes after.
func Parse(file string, data []byte, l Limits) (*Node, error) {
	src, err := newSource(file, data, l)
	if err != nil {
		return nil, Errors{*err}
	}
	root, problems := parse(src)
	if e := problems.Err(); e != nil {
		return nil, e
	}
	return root, nil
}

func parse(src *source) (root *Node, problems *Problems) {
	problems = &Problems{}
	// The last belt: the tokenizer is not ours, and one file must not end the
	// program.
	defer func() {
		if recover() != nil {
			root = nil
			problems.Add(Pos{}, src.errorf(1, 1, "this file cannot be read as YAML"))
		}
	}()
	tokens := lexer.Tokenize(src.text)
	if e := mistake(src, tokens); e != nil {
		problems.Add(Pos{}, *e)
		return nil, problems
	}
	return newTree(src, problems, tokens).root(), problems
}

const unreadable = "this cannot be read as YAML; look at the indentation, colons and quotes around here"

// errorf returns an error at a place that is inside the file for certain.
func (s *source) errorf(line, column int, format string, args ...any) Error {
	return Error{Pos: s.clamp(line, column), What: fmt.Sprintf(format, args...)}
}
