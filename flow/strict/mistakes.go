package strict

import "github.com/goccy/go-yaml/token"

// mistake finds the first usual mistake in the parts of a file, before the
// parser builds anything from them.
func mistake(src *source, tokens token.Tokens) *Error { return nil }
