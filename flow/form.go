package flow

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// String writes the action in its one text form: the item of a story without its dash. ParseAction reads it back.
func (a Action) String() string {
	return string(a.Append(nil))
}

// Append writes the text form behind buf.
func (a Action) Append(buf []byte) []byte {
	spec := a.Verb.Spec()
	if spec.World && a.Verb != Wait {
		return a.appendHappening(buf)
	}
	buf = append(buf, spec.Name...)
	switch spec.Arg {
	case ArgNone:
		return buf
	case ArgMaybe:
		if a.ID == "" {
			return buf
		}
		buf = append(buf, ": "...)
		return append(buf, strict.FlowString(a.ID)...)
	case ArgID:
		buf = append(buf, ": "...)
		return append(buf, strict.FlowString(a.ID)...)
	case ArgPair:
		return appendPair(buf, a.ID, a.Value)
	case ArgField:
		return appendPair(buf, a.ID, a.Words.String())
	case ArgText:
		buf = append(buf, ": "...)
		return append(buf, strict.FlowString(a.Words.String())...)
	case ArgNumber:
		buf = append(buf, ": "...)
		return strconv.AppendInt(buf, int64(a.N), 10)
	case ArgSeconds:
		buf = append(buf, ": "...)
		return append(buf, (time.Duration(a.N) * time.Second).String()...)
	}
	return buf
}

func appendPair(buf []byte, key, value string) []byte {
	buf = append(buf, ": {"...)
	buf = append(buf, strict.FlowString(key)...)
	buf = append(buf, ": "...)
	buf = append(buf, strict.FlowString(value)...)
	return append(buf, '}')
}

func (a Action) appendHappening(buf []byte) []byte {
	buf = append(buf, "happen: {"...)
	buf = append(buf, a.Verb.String()...)
	buf = append(buf, ": "...)
	if a.Verb == AnswerPayment {
		buf = append(buf, a.Value...)
		if a.N != 0 {
			buf = append(buf, ", attempt: "...)
			buf = strconv.AppendInt(buf, int64(a.N), 10)
		}
	} else {
		buf = append(buf, strict.FlowString(a.ID)...)
	}
	return append(buf, '}')
}

// ParseAction reads one action or happening from an item of a story: a bare verb, or a map of one verb with its argument.
// Its errors are strict.Error with positions and, for a misspelt verb, a suggestion.
func ParseAction(n *strict.Node) (Action, error) {
	if n.Kind() == strict.Scalar {
		name, err := n.Text()
		if err != nil {
			return Action{}, err
		}
		return parse(n, name, nil)
	}
	key, value, err := n.Single("command")
	if err != nil {
		return Action{}, err
	}
	name, err := key.Text()
	if err != nil {
		return Action{}, err
	}
	if name == "happen" && value != nil {
		return parseHappening(value)
	}
	return parse(key, name, value)
}

// ActionNames lists what a story may write as an action or happening, in the order of the table.
func ActionNames() []string {
	var names []string
	for _, v := range Verbs() {
		if !v.Spec().World || v == Wait {
			names = append(names, v.String())
		}
	}
	return append(names, "happen")
}

// VerbOf returns the verb of a name that a story may write.
func VerbOf(name string) (Verb, bool) {
	for _, v := range Verbs() {
		if specs[v].Name == name && (!specs[v].World || v == Wait) {
			return v, true
		}
	}
	return None, false
}

func parse(at *strict.Node, name string, arg *strict.Node) (Action, error) {
	v, ok := VerbOf(name)
	if !ok {
		return Action{}, at.Errorf("unknown command %q%s", name, suggest(name, ActionNames()))
	}
	spec := v.Spec()
	a := Action{Verb: v}
	if arg == nil {
		if spec.Arg == ArgNone || spec.Arg == ArgMaybe {
			return a, nil
		}
		return a, at.Errorf("%s needs %s: %s", name, article(spec.Of), spec.Example(name))
	}
	switch spec.Arg {
	case ArgNone:
		return a, arg.Errorf("takes nothing, got %s", arg.Got())
	case ArgID, ArgMaybe:
		id, err := arg.Text()
		if err != nil {
			return a, arg.Errorf("got %s, want %s: %s", arg.Got(), article(spec.Of), spec.Example(name))
		}
		a.ID = id
		return a, checkID(arg, id)
	case ArgPair, ArgField:
		return parsePair(a, name, arg)
	case ArgText:
		var err error
		a.Words, err = arg.Title(text.Remark)
		return a, err
	case ArgNumber:
		n, err := arg.Int(1, maxStars)
		a.N = int32(n)
		return a, err
	case ArgSeconds:
		return parseSeconds(a, arg)
	}
	return a, nil
}

func parsePair(a Action, name string, arg *strict.Node) (Action, error) {
	spec := a.Verb.Spec()
	key, value, err := arg.Single(spec.Of)
	if err != nil {
		return a, err
	}
	if value == nil {
		return a, arg.Errorf("got %s, want %s: %s", arg.Got(), article(spec.Of), spec.Example(name))
	}
	if a.ID, err = key.Text(); err != nil {
		return a, err
	}
	if err := checkID(key, a.ID); err != nil {
		return a, err
	}
	if spec.Arg == ArgField {
		a.Words, err = value.Title(fieldLimit(a.ID))
		return a, err
	}
	if a.Value, err = value.Text(); err != nil {
		return a, value.Errorf("got %s, want %s: %s", value.Got(), article(spec.Of), spec.Example(name))
	}
	return a, checkID(value, a.Value)
}

// fieldLimit bounds what may be typed into a form field.
func fieldLimit(field string) text.Limit {
	switch field {
	case "name", "phone", "card", "code", "number", "waybill":
		return text.Name
	case "text":
		return text.Review
	case "title":
		return text.Title
	}
	return text.Line
}

// Typing makes the action of filling a field with what a person typed or pasted; the text is cleaned at this door, and blanks
// around it are no part of it.
func Typing(field, raw string) Action {
	limit := fieldLimit(field)
	switch field {
	case "phone", "number", "card", "code", "waybill":
		raw = strings.Map(narrow, raw)
	}
	words := text.Clean(raw, limit)
	return Action{Verb: Type, ID: field, Words: text.Clean(strings.TrimSpace(words.String()), limit)}
}

// narrow is the ASCII twin of a full-width character, as Chinese keyboards write digits and letters.
func narrow(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// FieldLimit returns how much text a form field takes.
func FieldLimit(field string) text.Limit { return fieldLimit(field) }

// maxWait bounds a story's wait: a year.
const maxWait = 366 * 24 * time.Hour

func parseSeconds(a Action, arg *strict.Node) (Action, error) {
	s, err := arg.Text()
	if err != nil {
		return a, err
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 || d > maxWait || d%time.Second != 0 {
		return a, arg.Errorf("got %q, want a time of whole seconds such as 61s, 30m or 2h", s)
	}
	a.N = int32(d / time.Second)
	return a, nil
}

func parseHappening(arg *strict.Node) (Action, error) {
	if arg == nil || arg.Kind() != strict.Map {
		return Action{}, errAt(arg, "needs what happens, such as {payment: declined}")
	}
	pairs, err := arg.Map()
	if err != nil {
		return Action{}, err
	}
	var a Action
	for i, pair := range pairs {
		key, err := pair.Key.Text()
		if err != nil {
			return a, err
		}
		if i > 0 {
			if a.Verb != AnswerPayment || key != "attempt" {
				return a, pair.Key.Errorf("one happening a line; %q does not belong to %s", key, a.Verb)
			}
			n, err := pair.Value.Int(1, 1000)
			if err != nil {
				return a, err
			}
			a.N = int32(n)
			continue
		}
		if a, err = happeningOf(key, pair); err != nil {
			return a, err
		}
	}
	if a.Verb == None {
		return a, arg.Errorf("needs what happens, such as {payment: declined}")
	}
	return a, nil
}

func happeningOf(key string, pair strict.Pair) (Action, error) {
	var names []string
	for _, v := range Verbs() {
		if !specs[v].World || v == Wait {
			continue
		}
		names = append(names, specs[v].Name)
		if specs[v].Name != key {
			continue
		}
		a := Action{Verb: v}
		if v == AnswerPayment {
			value, err := pair.Value.One(Outcomes()...)
			a.Value = value
			return a, err
		}
		id, err := pair.Value.Text()
		if err != nil {
			return a, err
		}
		a.ID = id
		return a, checkID(pair.Value, id)
	}
	return Action{}, pair.Key.Errorf("unknown happening %q%s", key, suggest(key, names))
}

// maxID bounds an id in bytes.
const maxID = 64

// checkID keeps what is no id out of actions: ids are printable ASCII words.
func checkID(at *strict.Node, id string) error {
	if id == "" || len(id) > maxID {
		return at.Errorf("got %s, want an id of 1 to %d characters", at.Got(), maxID)
	}
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.' {
			return at.Errorf("got %q, want an id of letters, digits and hyphens", id)
		}
	}
	return nil
}

func errAt(n *strict.Node, msg string) error {
	if n == nil {
		return fmt.Errorf("%s", msg)
	}
	return n.Errorf("%s", msg)
}

func suggest(word string, among []string) string {
	if near, ok := text.Nearest(word, among); ok {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

func article(of string) string {
	if of == "" {
		return "an argument"
	}
	if strings.ContainsRune("aeio", rune(of[0])) {
		return "an " + of
	}
	return "a " + of
}

// Example shows how the verb is written.
func (s Spec) Example(name string) string {
	if s.World && s.Arg == ArgID {
		return "happen: {" + name + ": " + exampleIDs[s.Of] + "}"
	}
	switch s.Arg {
	case ArgID, ArgMaybe:
		return name + ": " + exampleIDs[s.Of]
	case ArgPair:
		return name + ": {shade: rose-03}"
	case ArgField:
		return name + ": {name: 林小满}"
	case ArgNumber:
		return name + ": 5"
	case ArgSeconds:
		return name + ": 61s"
	case ArgText:
		return name + ": 求链接"
	case ArgOutcome:
		return "happen: {" + name + ": declined}"
	}
	return name
}

var exampleIDs = map[string]string{
	"note": "oily-skin-empties", "product": "lip-tint", "sku": "lip-tint-03", "shop": "okkari", "address": "home",
	"payment": string(Alipay), "order": "P1000012", "impression": "soft-colour",
	"author": "xiaoman", "platform": "tmall", "tab": "to-ship",
	"coupon": "sorry-5", "identity": "me", "side": SideFront, "type": string(ReturnRefund), "reason": "wrong-size",
	"request": "R1000031",
}
