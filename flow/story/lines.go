package story

import (
	"fmt"
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// Row is a row of one of the language's tables: the story's own lines, what `expect` may ask, the keys of the head. The
// parser, the help and the editors' schema all come from them.
type Row struct {
	Name    string
	Form    string // what follows the colon
	Example string
	Doc     string
}

// Names of the story's own lines.
const (
	lineExpect      = "expect"
	lineReach       = "reach"
	lineCheckpoint  = "checkpoint"
	lineRewind      = "rewind"
	lineChoose      = "choose"
	lineSetQuantity = "set-quantity"
	lineFill        = "fill"
	lineWriteReview = "write-review"
	lineRequest     = "request"
	lineRun         = "run"
	lineOnlyWhen    = "only-when"
	lineSay         = "say"
	lineAt          = "at"
	lineWait        = "wait" // a verb of the engine, which takes seconds alone
)

var ownLines = []Row{
	{lineExpect, "{key: value, …}", "expect: {place: product, price: ¥128.00}",
		"compares what is there now; a miss is noted and the story goes on"},
	{lineReach, "place, {note: id} or {product: id}", "reach: checkout",
		"walks the fewest taps to a place, a note or a product; review means written and published"},
	{lineCheckpoint, "name", "checkpoint: cart",
		"remembers the counters, for taps: {since: cart, is: <= 9}"},
	{lineRewind, "checkpoint, or number of steps", "rewind: 2",
		"goes back there, in the session since the last rewind, and on another way: counters begin anew, what was bought or done to notes stays"},
	{lineChoose, "{axis: value, …}", "choose: {shade: rose-03, finish: matte}",
		"chooses in the SKU sheet, one tap an axis"},
	{lineSetQuantity, "number, or {sku: number} in the cart", "set-quantity: 3",
		"taps plus or minus until the quantity is this"},
	{lineFill, "{field: text, …}", "fill: {name: 林小满, phone: 13800005678}",
		"types into the form that is open: an address, an identity, a wallet, a waybill, a page outside; one tap a field"},
	{lineWriteReview, "{stars: 5, text: …, title: …, tags: [..], publish: true}", "write-review: {stars: 5, text: 很好用, publish: true}",
		"opens the review if it is not open, rates, adds tags, types, publishes or not, and submits"},
	{lineRequest, "{order: …, type: …, lines: {sku: number, …}, reason: …, for: sku}", "request: {type: return-refund, lines: {lip-tint-03: 1}, reason: wrong-size}",
		"asks for after-sale: opens the form of the order in view, else of the newest, chooses what it does not have yet, and submits"},
	{lineAt, "day and time, or time of day", "at: 2026-11-11 22:00",
		"lets time pass until then, as wait does; a time of day is the next one; time never goes back"},
	{lineOnlyWhen, "{flow: …, shopper: …, what expect may ask: …, do: [line, …]}", "only-when: {flow: [stepwise, guest-form], do: [next-step]}",
		"plays its lines where all of that holds, else passes them over in silence"},
	{lineRun, "story, or {story: …, env: {word: text, …}}", "run: {story: to-the-cart, env: {product: scarf}}",
		"plays the steps of another story here; what the line says comes before that story's own env"},
	{lineSay, "text", "say: Now the wallet says no.",
		"a caption for those who watch; it changes nothing"},
}

// Lines returns the table of the story's own lines; all other lines are the verbs of flow.Verbs.
func Lines() []Row { return append([]Row(nil), ownLines...) }

// lineNames lists everything that a step may begin with.
func lineNames() []string {
	var names []string
	for _, row := range ownLines {
		names = append(names, row.Name)
	}
	for _, name := range flow.ActionNames() {
		if name != lineChoose {
			names = append(names, name)
		}
	}
	return names
}

// line is one parsed item of the steps. At most one of its parts says what it does; one without any is the head of the lines
// that follow, those of a story that is run.
type line struct {
	pos     strict.Pos
	name    string
	text    string        // as the file has it
	depth   int           // how many lines it stands inside of
	put     *scope        // whose values stand in it, nil for none
	actions []flow.Action // a plain verb, choose, fill
	amount  *amount       // set-quantity
	review  *review       // write-review
	asking  *asking       // request
	goal    *goal         // reach
	expect  *expectation
	back    *lookBack  // rewind
	mark    string     // checkpoint
	when    *condition // only-when
	until   *until     // at
	say     text.Text
	refs    []ref  // ids to look up before anything runs
	from    origin // of values that stand in it
	alias   bool   // an id of it is resolved when it is played
}

// item reads one item of the steps and what stands in it: the lines of an only-when, and of a story that is run. It returns
// nothing where there is a mistake, which is noted.
func (p *parser) item(n *strict.Node) []*line {
	key, value, err := n.Single("step")
	if err != nil {
		p.add(n.Pos(), err)
		return nil
	}
	name, err := key.Text()
	if err != nil {
		p.add(key.Pos(), err)
		return nil
	}
	before := p.count
	l := &line{pos: key.Pos(), name: name, text: n.Row(), from: p.from, depth: p.depth, put: p.filling}
	if p.bracketed || name != lineOnlyWhen && goesOn(l.text) {
		l.text = inline(n)
	}
	lines := []*line{l}
	if p.made++; p.made > mostLines {
		p.tooMany(n)
		return nil
	}
	if own(name) && value == nil {
		p.add(key.Pos(), key.Errorf("%s needs something: %s", name, exampleOf(name)))
		return nil
	}
	switch name {
	case lineExpect:
		l.expect = p.expect(l, value)
	case lineReach:
		l.goal = p.reach(l, value)
	case lineCheckpoint:
		l.mark = p.checkpoint(value)
	case lineRewind:
		l.back = p.rewind(value)
	case lineChoose:
		p.choose(l, value)
	case lineSetQuantity:
		l.amount = p.setQuantity(l, value)
	case lineFill:
		p.fillForm(l, value)
	case lineWriteReview:
		l.review = p.writeReview(l, value)
	case lineRequest:
		l.asking = p.request(l, value)
	case lineAt:
		l.until = p.until(value)
	case lineSay:
		l.say = p.caption(value)
	case lineOnlyWhen:
		lines = append(lines, p.onlyWhen(l, value)...)
	case lineWait:
		if value == nil {
			p.add(key.Pos(), key.Errorf("wait needs a time: wait: 61s"))
			return nil
		}
		p.wait(l, value)
	case lineRun:
		lines = append(lines, p.run(l, value)...)
	default:
		p.verb(l, n, key, value)
	}
	if p.count > before {
		return nil
	}
	return lines
}

// tooMany says that the stories make too many lines together.
func (p *parser) tooMany(n *strict.Node) {
	p.add(n.Pos(), strict.Error{Pos: n.Pos(), What: fmt.Sprintf("the stories make more than %d lines together", mostLines)})
	p.count = max(p.count, mostErrors)
}

// caption reads what is said to those who watch.
func (p *parser) caption(n *strict.Node) text.Text {
	t, err := n.Title(text.Remark)
	if err == nil && strings.TrimSpace(t.String()) == "" {
		err = n.Errorf("got %s, want something to read", n.Got())
	}
	p.add(n.Pos(), err)
	return t
}

// aside says whether a line neither looks at the walk nor goes on with it. What the next line is to an attempt or to a refusal is
// then what comes behind it.
func (l *line) aside() bool {
	return l.name == lineSay || l.name == lineRun || l.when != nil && !l.when.looks()
}

// acts says whether a line does something that can be refused.
func (l *line) acts() bool {
	return len(l.actions) > 0 || l.amount != nil || l.review != nil || l.asking != nil || l.goal != nil || l.until != nil
}

// told is the line for those who follow a run: without its comment, and with the values that were put into it.
func (l *line) told() Line {
	s := l.text
	if l.put != nil {
		s, _ = put(s, func(name string) (string, error) {
			value, ok := l.put.value(name)
			if !ok {
				value = "${" + name + "}"
			}
			return value, nil
		})
	}
	return Line{Pos: l.pos, Text: bare(s), Name: l.name, Depth: l.depth, Say: l.say, Mark: l.mark}
}

// goesOn says whether what a row of the file begins is on the rows below.
func goesOn(row string) bool {
	row = strings.TrimRight(bare(row), " ")
	return row != "" && strings.ContainsRune(":{[,", rune(row[len(row)-1]))
}

// inline writes an item that stands in brackets or on several rows, with what follows it, as a line of its own.
func inline(n *strict.Node) string {
	key, value, err := n.Single("step")
	if err != nil || value == nil {
		s, _ := n.Text()
		return s
	}
	name, _ := key.Text()
	return name + ": " + inRow(value)
}

// inRow writes a part of a story in one row.
func inRow(n *strict.Node) string {
	var parts []string
	switch n.Kind() {
	case strict.List:
		items, _ := n.List()
		for _, item := range items {
			parts = append(parts, inRow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case strict.Map:
		pairs, _ := n.Map()
		for _, pair := range pairs {
			parts = append(parts, inRow(pair.Key)+": "+inRow(pair.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	s, _ := n.Text()
	return strict.FlowString(s)
}

// bare is a row of a file without the comment at its end.
func bare(s string) string {
	var quote byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote == '"' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && (i == 0 || strings.IndexByte(" {[,", s[i-1]) >= 0):
			quote = c
		case c == '#' && i > 0 && s[i-1] == ' ':
			return strings.TrimRight(s[:i], " ")
		}
	}
	return s
}

func own(name string) bool { return exampleOf(name) != "" }

func exampleOf(name string) string {
	for _, row := range ownLines {
		if row.Name == name {
			return row.Example
		}
	}
	return ""
}

// verb reads an action or happening of the engine's own table.
func (p *parser) verb(l *line, n, key, value *strict.Node) {
	if _, known := flow.VerbOf(l.name); !known && l.name != "happen" {
		e := strict.Unknown(key, "command", lineNames())
		e.Allowed = nil
		if first, rest, ok := strings.Cut(l.name, " "); ok && value == nil && contains(lineNames(), first) {
			e = key.Errorf("a colon is missing after %s, want \"%s: %s\"", first, first, strings.TrimSpace(rest))
		}
		p.add(key.Pos(), e)
		return
	}
	if l.name == "happen" && value == nil {
		p.add(key.Pos(), key.Errorf("happen needs what happens: happen: {payment: declined}"))
		return
	}
	a, err := flow.ParseAction(n)
	if err != nil {
		p.add(key.Pos(), err)
		return
	}
	l.actions = []flow.Action{a}
	if value == nil || a.ID == "" {
		return
	}
	pairs, _ := value.Map()
	switch {
	case a.Verb == flow.Type && !isField(a.ID):
		p.add(key.Pos(), unknownField(pairs[0].Key, a.ID, formFields()))
	case len(pairs) > 0:
		l.refer(kindOf(a), a.ID, pairs[0].Value) // happen: {sold-out: sku}
	default:
		l.refer(kindOf(a), a.ID, value)
	}
}

// kindOf names what the id of an action is; "" for what is not looked up before a walk.
func kindOf(a flow.Action) string {
	switch a.Verb.Spec().Arg {
	case flow.ArgID, flow.ArgMaybe:
		return a.Verb.Spec().Of
	}
	return ""
}

func (l *line) refer(kind, id string, n *strict.Node) {
	if kind == "" {
		return
	}
	l.refs = append(l.refs, ref{kind: kind, id: id, node: n})
	l.alias = l.alias || isAlias(kind, id)
}

func contains(all []string, one string) bool {
	for _, s := range all {
		if s == one {
			return true
		}
	}
	return false
}
