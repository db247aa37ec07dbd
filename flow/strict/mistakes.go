package strict

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// walk goes through the tokens of a file before anything is built from them. It
// looks for what the house does not read, and for the slips that YAML either
// takes for something else or reports far from where they are.
type walk struct {
	src   *source
	open  []opener
	prev  *token.Token // the last that was no comment, nil at the start
	block bool         // the next string is the content of a block

	isContent bool // the token at hand is the content of a block
	colon     int  // line of the last colon outside brackets
}

// opener is a bracket that is not closed yet.
type opener struct {
	tk     *token.Token
	indent int // column of the first sign on its line
}

// mistake finds the first mistake that the tokens show.
func mistake(src *source, tokens token.Tokens) *Error {
	w := walk{src: src}
	for _, tk := range tokens {
		if tk.Position == nil {
			continue
		}
		if e := w.token(tk); e != nil {
			return e
		}
		if tk.Type != token.CommentType && !w.isContent {
			w.prev = tk
		}
	}
	switch {
	case w.block:
		return w.empty()
	case len(w.open) > 0:
		return w.unclosed()
	}
	return nil
}

func (w *walk) token(tk *token.Token) *Error {
	w.isContent = w.block && tk.Type == token.StringType
	if w.isContent {
		w.block = false
		if strings.TrimSpace(tk.Value) == "" {
			return w.empty()
		}
		return nil
	}
	if e := w.outside(tk); e != nil {
		return e
	}
	switch tk.Type {
	case token.InvalidType:
		return w.invalid(tk)
	case token.CommentType:
		if w.prev != nil && w.onLineOf(w.prev, tk) && tk.Value != "" && tk.Value[0] != ' ' {
			return w.fail(tk, "# after a space begins a comment and %s would be lost; quote the text, or write # and a space for a comment",
				quote("#"+strings.TrimSpace(tk.Value)))
		}
		return nil
	case token.LiteralType, token.FoldedType:
		return w.header(tk)
	case token.MappingStartType, token.SequenceStartType:
		return w.opens(tk)
	case token.MappingEndType, token.SequenceEndType:
		return w.closes(tk)
	case token.CollectEntryType:
		if w.prev != nil && (w.prev.Type == token.CollectEntryType || isOpening(w.prev)) {
			return w.fail(tk, "nothing before this comma")
		}
	case token.SequenceEntryType:
		return w.dash(tk)
	case token.MappingValueType:
		return w.value(tk)
	case token.SingleQuoteType, token.DoubleQuoteType:
		return w.quoted(tk)
	default:
		if isPlainToken(tk) {
			return w.plain(tk)
		}
	}
	return nil
}

// outside refuses the parts of YAML that the house does not read.
func (w *walk) outside(tk *token.Token) *Error {
	switch tk.Type {
	case token.TagType:
		if strings.HasPrefix(tk.Value, "!=") {
			return w.fail(tk, `!= begins a YAML tag here; write "not" and the value, or quote it: "!= 3"`)
		}
		return w.fail(tk, "! begins a YAML tag, which is not read here; quote the text")
	case token.AnchorType:
		return w.fail(tk, "& begins a YAML anchor, which is not read here; quote the text")
	case token.AliasType:
		if (w.prev == nil || !w.onLineOf(w.prev, tk)) && strings.HasPrefix(w.src.from(w.src.clamp(tk.Position.Line, tk.Position.Column)), "* ") {
			return w.fail(tk, bulleted, '*')
		}
		return w.fail(tk, "* begins a YAML alias, which is not read here; quote the text")
	case token.MergeKeyType:
		return w.fail(tk, "<< merges maps in YAML, which is not read here; write the keys out")
	case token.MappingKeyType:
		return w.fail(tk, "? begins a YAML key of several parts, which is not read here; quote the text")
	case token.DocumentHeaderType, token.DocumentEndType:
		return w.fail(tk, "%s separates YAML documents; a file holds one, so delete this line", strings.TrimSpace(tk.Value))
	case token.DirectiveType:
		if tk.Position.Column == 1 {
			return w.fail(tk, "%% begins a YAML directive, which is not read here")
		}
		return w.fail(tk, "%% cannot begin a text; quote it")
	}
	return nil
}

// invalid explains what the tokenizer itself gave up on.
func (w *walk) invalid(tk *token.Token) *Error {
	rest := w.src.from(w.src.clamp(tk.Position.Line, tk.Position.Column))
	line, _, _ := strings.Cut(rest, "\n")
	switch {
	case strings.HasPrefix(line, ">"):
		return w.comparison(tk, line)
	case strings.HasPrefix(line, "|"):
		return w.fail(tk, "| begins a block of lines and stands alone; quote the text")
	case strings.HasPrefix(line, "!"):
		return w.fail(tk, "! begins a YAML tag, which is not read here; quote the text")
	case strings.HasPrefix(line, "@"), strings.HasPrefix(line, "`"):
		return w.fail(tk, "%s cannot begin a text; quote it", line[:1])
	case strings.HasPrefix(line, `"`) && !closesOnLine(line), strings.HasPrefix(line, "'"):
		return w.fail(tk, "this quote is not closed on its line")
	case strings.HasPrefix(strings.TrimSpace(tk.Origin), `"`):
		return w.fail(tk, `a backslash in double quotes begins an escape; write \\ for the sign itself`)
	}
	return w.fail(tk, unreadable)
}

// header looks at the first line of a block. A comparison looks like one.
func (w *walk) header(tk *token.Token) *Error {
	sign, keep := tk.Value[:1], tk.Value[1:]
	switch {
	case sign == ">" && keep != "" && keep != "-" && keep != "+":
		return w.comparison(tk, tk.Value)
	case keep != "" && keep != "-" && keep != "+":
		return w.fail(tk, "| begins a block of lines and stands alone")
	case len(w.open) > 0:
		return w.fail(tk, "%s begins a block of lines, which cannot stand in brackets; quote the text", sign)
	}
	w.block = true
	return nil
}

// empty refuses a block without a line. The tokenizer mistakes what follows one.
func (w *walk) empty() *Error {
	return w.fail(w.prev, `no line belongs to this block; write "" for an empty text`)
}

func (w *walk) comparison(tk *token.Token, written string) *Error {
	written, _, _ = strings.Cut(written, "}")
	written, _, _ = strings.Cut(written, ",")
	return w.fail(tk, `> begins a block of lines in YAML; quote a comparison: "%s", or write "9 or more" or 3..9`,
		text40(strings.TrimSpace(written)))
}

func (w *walk) opens(tk *token.Token) *Error {
	if p := w.prev; p != nil && tk.Type == token.MappingStartType && len(w.open) > 0 &&
		isPlainToken(p) && strings.HasSuffix(p.Value, "$") && strings.HasPrefix(tk.Origin, "{") {
		name, _, _ := strings.Cut(w.src.from(w.src.clamp(tk.Position.Line, tk.Position.Column+1)), "}")
		return w.fail(p, `${…} inside brackets needs quotes: "${%s}"`, text40(strings.TrimSpace(name)))
	}
	if len(w.open) == maxDepth {
		return w.fail(tk, "more than %d open brackets", maxDepth)
	}
	if p := w.prev; p != nil && isScalarToken(p) && w.onLineOf(p, tk) {
		return w.fail(tk, "%s after a text; a comma or a quote is missing", tk.Value)
	}
	row := w.src.row(tk.Position.Line)
	w.open = append(w.open, opener{tk, len(row) - len(strings.TrimLeft(row, " ")) + 1})
	return nil
}

func (w *walk) closes(tk *token.Token) *Error {
	if len(w.open) == 0 {
		return w.fail(tk, "%s closes nothing; quote the text", tk.Value)
	}
	last := w.open[len(w.open)-1].tk
	if (last.Type == token.MappingStartType) != (tk.Type == token.MappingEndType) {
		return w.fail(tk, "%s closes %s of %d:%d; they do not match", tk.Value, last.Value, last.Position.Line, last.Position.Column)
	}
	w.open = w.open[:len(w.open)-1]
	return nil
}

// unclosed reports the innermost bracket that is open.
func (w *walk) unclosed() *Error {
	last := w.open[len(w.open)-1].tk
	hint := ""
	if strings.Contains(w.src.from(w.src.clamp(last.Position.Line, last.Position.Column)), " #") {
		hint = "; what follows # is a comment"
	}
	return w.fail(last, "this %s is never closed%s", last.Value, hint)
}

func (w *walk) dash(tk *token.Token) *Error {
	switch {
	case len(w.open) > 0 && !w.onLineOf(w.prev, tk) && tk.Position.Column <= w.open[len(w.open)-1].indent:
		return w.unclosed()
	case len(w.open) > 0:
		return w.fail(tk, "a dash inside brackets; separate the items with commas")
	case w.prev != nil && w.prev.Type == token.MappingValueType && w.onLineOf(w.prev, tk):
		return w.fail(tk, "a list begins on the next line, or stands in brackets: [a, b]")
	}
	return nil
}

// value looks at the colon between a key and its value.
func (w *walk) value(tk *token.Token) *Error {
	at := tk.Position
	switch {
	case w.prev == nil || !isScalarToken(w.prev) || !w.onLineOf(w.prev, tk):
		return w.fail(tk, "a colon without a key before it")
	case len(w.prev.Value) > maxKey:
		return w.fail(w.prev, "a key of %d bytes, want at most %d", len(w.prev.Value), maxKey)
	case len(w.open) == 0 && w.colon == at.Line:
		return w.fail(tk, `a second ": " on this line; quote the text that holds it`)
	case len(w.open) == 0:
		w.colon = at.Line
	case isPlainToken(w.prev) && tk.Next != nil:
		next := tk.Next
		if next.Position.Line == at.Line && next.Position.Column == at.Column+1 &&
			next.Type != token.CollectEntryType && next.Type != token.MappingEndType {
			return w.fail(tk, "no space after the colon; put one there, or quote a text that holds a colon")
		}
	}
	return nil
}

// blanks are what YAML takes for space around a text; a no-break space is a character like others.
const blanks = " \t\r\n"

func (w *walk) quoted(tk *token.Token) *Error {
	if strings.Contains(strings.Trim(tk.Origin, blanks), "\n") {
		return w.fail(tk, "this quote is not closed on its line; a text of several lines is a block, | or >")
	}
	return w.scalar(tk)
}

// plain looks at a text without quotes.
func (w *walk) plain(tk *token.Token) *Error {
	key := tk.Next != nil && tk.Next.Type == token.MappingValueType
	first := w.prev == nil || !w.onLineOf(w.prev, tk) || w.prev.Type == token.SequenceEntryType
	if first && len(w.open) == 0 {
		if e := w.dashless(tk, key); e != nil {
			return e
		}
		if e := w.colonless(tk, key); e != nil {
			return e
		}
	}
	if strings.Contains(strings.Trim(tk.Origin, blanks), "\n") {
		switch valued := w.prev != nil && w.prev.Type == token.MappingValueType; {
		case key && valued:
			at := tk.Next.Position.Line
			row := w.src.row(at)
			e := w.src.errorf(at, len(row)-len(strings.TrimLeft(row, " "))+1,
				"indented below a key that has a value already; align it with that key")
			return &e
		case key:
			return w.fail(tk, "a line without a colon; a key is followed by a colon and a space")
		}
		return w.fail(tk, "this text goes on in the next line; quote it on one line, or write a block, | or >")
	}
	if sign := strings.IndexAny(tk.Value, "：，"); key && len(w.open) > 0 && sign >= 0 {
		r, _ := utf8.DecodeRuneInString(tk.Value[sign:])
		return w.fail(tk, `full-width %c in %s, want ": " and ", "; quote it if it is a text`, r, quote(tk.Value))
	}
	if len(w.open) > 0 && strings.ContainsAny(tk.Value, "[]{}") {
		return w.fail(tk, "a bracket in the text %s inside brackets; quote it if it belongs to the text", quote(tk.Value))
	}
	if len(w.open) > 0 && (strings.Contains(tk.Value, ": ") || strings.HasSuffix(tk.Value, ":")) {
		return w.fail(tk, "a comma is missing in %s; quote it if it is one text", quote(tk.Value))
	}
	if tk.Value != "" && strings.ContainsAny(tk.Value[:1], ",]}%") {
		return w.fail(tk, "%s cannot begin a text; quote it", tk.Value[:1])
	}
	return w.scalar(tk)
}

// scalar looks at what is before a text.
func (w *walk) scalar(tk *token.Token) *Error {
	p := w.prev
	if p == nil {
		return nil
	}
	if n := len(w.open); n > 0 && !w.onLineOf(p, tk) && tk.Position.Column <= w.open[n-1].indent {
		return w.unclosed()
	}
	if !isScalarToken(p) && p.Type != token.MappingEndType && p.Type != token.SequenceEndType {
		return nil
	}
	switch same := w.onLineOf(p, tk); {
	case same && isScalarToken(p):
		return w.fail(tk, `text after a closing quote; write \" inside "…" and '' inside '…'`)
	case same && len(w.open) == 0:
		return w.fail(tk, "text after a closing bracket")
	case len(w.open) > 0:
		return w.fail(tk, "a comma is missing before this")
	case tk.Next == nil || tk.Next.Type != token.MappingValueType:
		return w.fail(tk, "a line without a colon or a dash; a key is followed by a colon and a space")
	}
	return nil
}

// onLineOf reports whether b is on the line on which a ends. Texts do not span
// lines where this is asked; blocks end before what follows them.
func (w *walk) onLineOf(a, b *token.Token) bool { return a.Position.Line == b.Position.Line }

func (w *walk) fail(tk *token.Token, format string, args ...any) *Error {
	return &Error{
		Pos:  w.src.clamp(tk.Position.Line, tk.Position.Column),
		What: fmt.Sprintf(format, args...),
	}
}

func isOpening(tk *token.Token) bool {
	return tk.Type == token.MappingStartType || tk.Type == token.SequenceStartType
}

// isPlainToken reports whether tk is a scalar without quotes; the tokenizer
// tells numbers and other words from texts, we do not.
func isPlainToken(tk *token.Token) bool {
	switch tk.Type {
	case token.StringType, token.IntegerType, token.BinaryIntegerType, token.OctetIntegerType,
		token.HexIntegerType, token.FloatType, token.InfinityType, token.NanType,
		token.BoolType, token.NullType:
		return true
	}
	return false
}

func isScalarToken(tk *token.Token) bool {
	return isPlainToken(tk) || tk.Type == token.SingleQuoteType || tk.Type == token.DoubleQuoteType
}

// closesOnLine reports whether the quote that begins line is closed in it.
func closesOnLine(line string) bool {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == '\\' && line[0] == '"':
			i++
		case line[i] == line[0] && line[0] == '\'' && i+1 < len(line) && line[i+1] == '\'':
			i++
		case line[i] == line[0]:
			return true
		}
	}
	return false
}

// text40 is text from a file for a message that sets its own quotes.
func text40(s string) string {
	q := quote(s)
	return q[1 : len(q)-1]
}
