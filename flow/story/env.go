package story

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// binding is a word of an env and the text that it stands for.
type binding struct{ name, value string }

// scope is what ${name} stands for in the steps of a story: a column of the row, else a word of the env.
type scope struct {
	row  *caseRow // nil for none; a story that is run by another sees no column
	env  []binding
	from origin
}

// origin says where values come from that were put into a line, for messages.
type origin struct {
	row *caseRow   // nil for none
	run strict.Pos // of the line that runs the story; the zero one in a story that no line runs
}

func (o origin) where() string {
	switch {
	case o.run.Line > 0:
		return fmt.Sprintf(" (with the values of %s)", o.run)
	case o.row != nil:
		return o.row.where()
	}
	return ""
}

func (s *scope) value(name string) (string, bool) {
	if s.row != nil {
		if value, ok := s.row.value(name); ok {
			return value, true
		}
	}
	for i := range s.env {
		if s.env[i].name == name {
			return s.env[i].value, true
		}
	}
	return "", false
}

// varies says whether a column of the table stands anywhere in a part of a story.
func (s *scope) varies(n *strict.Node) bool {
	return s.row != nil && holds(n, func(text string) bool {
		column := false
		_, _ = put(text, func(name string) (string, error) {
			_, is := s.row.value(name)
			column = column || is
			return "", nil
		})
		return column
	})
}

// holed says whether ${ stands anywhere in a part of a story.
func holed(n *strict.Node) bool { return holds(n, func(string) bool { return true }) }

// holds says whether a text with ${ in it is anywhere in a part of a story, and is one of those.
func holds(n *strict.Node, is func(string) bool) bool {
	switch n.Kind() {
	case strict.Scalar:
		s, _ := n.Text()
		return strings.Contains(s, "${") && is(s)
	case strict.List:
		items, _ := n.List()
		return slices.ContainsFunc(items, func(item *strict.Node) bool { return holds(item, is) })
	}
	pairs, _ := n.Map()
	return slices.ContainsFunc(pairs, func(pair strict.Pair) bool { return holds(pair.Key, is) || holds(pair.Value, is) })
}

// filled is a part of a story with the values of the scope in it, nil where there is a mistake, which is noted.
func (p *parser) filled(n *strict.Node) *strict.Node {
	if !holed(n) {
		return n
	}
	filled, err := n.Fill(p.fill)
	p.add(n.Pos(), err)
	return filled
}

// mostFilled bounds what values may make of a file, in bytes.
const mostFilled = 4 << 20

// fill puts values into a text.
func (p *parser) fill(part *strict.Node) (string, error) {
	s, err := part.Text()
	if err != nil || !strings.Contains(s, "${") {
		return s, err
	}
	s, err = put(s, func(name string) (string, error) {
		if value, ok := p.names.value(name); ok {
			return value, nil
		}
		return "", p.names.missing(part, name)
	})
	if errors.Is(err, errOpen) {
		err = part.Errorf("%s", err)
	}
	if err != nil {
		return "", err
	}
	if p.size += len(s); p.size > mostFilled {
		return "", part.Errorf("the values make the story too long, want at most %d bytes", mostFilled)
	}
	return s, nil
}

const errOpen = plainError("${ without its }; write $${ for the two signs themselves")

type plainError string

func (e plainError) Error() string { return string(e) }

// put puts values into a text: ${name}, and $${ for the two signs themselves.
func put(s string, value func(string) (string, error)) (string, error) {
	var b strings.Builder
	for s != "" && b.Len() <= mostFilled {
		i := strings.Index(s, "${")
		if i < 0 {
			b.WriteString(s)
			break
		}
		if i > 0 && s[i-1] == '$' {
			b.WriteString(s[:i-1] + "${")
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		name, rest, ok := strings.Cut(s[i+2:], "}")
		if !ok {
			return "", errOpen
		}
		text, err := value(strings.TrimSpace(name))
		if err != nil {
			return "", err
		}
		b.WriteString(text)
		s = rest
	}
	return b.String(), nil
}

// missing says that nothing of that name can be put in, and what there is.
func (s *scope) missing(part *strict.Node, name string) error {
	var known []string
	what := ""
	if s.row != nil {
		known, what = append(known, s.row.columns...), "column"
	}
	for i := range s.env {
		known = append(known, s.env[i].name)
	}
	switch {
	case what != "" && len(s.env) > 0:
		what = "column or env"
	case len(s.env) > 0:
		what = "env"
	case s.from.run.Line > 0:
		return part.Errorf("there is no %q to put in; this story has no env, and one that is run by another sees nothing else", name)
	case what == "":
		return part.Errorf("there is no column %q; the story has no cases and no env", name)
	}
	e := part.Errorf("there is no %s %q", what, name)
	e.Near, _ = text.Nearest(name, known)
	e.Allowed = known
	return e
}

// Value is a word of a story's env and the text that it stands for.
type Value struct{ Name, Text string }

// mostEnv bounds the words of an env.
const mostEnv = 100

// env reads the words of an env and their texts.
func (p *parser) env(r *strict.Reader) []binding {
	var env []binding
	for _, pair := range r.Pairs("env") {
		name, _ := pair.Key.Text()
		if !isWord(name) {
			p.problems.Add(pair.Key.Pos(), pair.Key.Errorf("got %s, want a word of letters, digits and hyphens", pair.Key.Got()))
			continue
		}
		value, err := pair.Value.Text()
		p.problems.Add(pair.Value.Pos(), err)
		env = append(env, binding{name, value})
	}
	if len(env) > mostEnv {
		r.Failf("env", "got %d words, want at most %d", len(env), mostEnv)
	}
	return env
}

// ErrEnv says that a value that comes before those of a story's env cannot.
type ErrEnv struct {
	Story, Name string
	Known       []string // the words of the story's env
	Why         string   // "" where the story's env has no such word
}

func (e ErrEnv) Error() string {
	name := text.Clean(e.Name, text.Name).String()
	if e.Why != "" {
		return fmt.Sprintf("the env %q of the story %s: %s", name, e.Story, e.Why)
	}
	s := fmt.Sprintf("the story %s has no env %q", e.Story, name)
	if near, ok := text.Nearest(e.Name, e.Known); ok {
		s += fmt.Sprintf(" (did you mean %q?)", near)
	}
	return s
}

// Hint says what there is.
func (e ErrEnv) Hint() string {
	if len(e.Known) == 0 {
		return "its head has no env; write one there: env: {wallet: alipay}"
	}
	return "there are: " + strings.Join(e.Known, ", ")
}

// over puts values from outside before those of an env.
func over(env []binding, values map[string]string, story string) ([]binding, error) {
	known := make([]string, len(env))
	for i := range env {
		known[i] = env[i].name
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		i := slices.Index(known, name)
		if i < 0 {
			return env, ErrEnv{Story: story, Name: name, Known: known}
		}
		t, err := text.Check(values[name], text.Stored)
		if err != nil {
			return env, ErrEnv{Story: story, Name: name, Known: known, Why: err.Error()}
		}
		env[i].value = t.String()
	}
	return env, nil
}
