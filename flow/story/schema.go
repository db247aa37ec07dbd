package story

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/strict"
)

// Schema writes what a story may hold as JSON Schema, draft 7, for editors, from the tables that the parser reads. Names of
// flows and shoppers and ids of the catalogue are those of the set; without a catalogue any will do. Say explains a verb in a
// few words; nil leaves that out.
func Schema(set Set, say func(flow.Verb) string) []byte {
	return newSchema(set, say).file().Schema("A tagtap story")
}

// schema makes the shapes of a story's parts.
type schema struct {
	set  Set
	say  func(flow.Verb) string
	step *strict.Shape
}

func newSchema(set Set, say func(flow.Verb) string) *schema {
	if say == nil {
		say = func(flow.Verb) string { return "" }
	}
	s := &schema{set: set, say: say, step: &strict.Shape{Name: "step", Doc: "a line: one command"}}
	s.step.Either = []*strict.Shape{s.bare(), s.command()}
	return s
}

// file is the whole story.
func (s *schema) file() *strict.Shape {
	return strict.Keyed(s.keys("head", headKeys)...)
}

// keys makes keys of the rows of a table.
func (s *schema) keys(table string, rows []Row) []strict.Key {
	keys := make([]strict.Key, len(rows))
	for i, row := range rows {
		keys[i] = strict.Key{
			Name: row.Name, Must: table == "head" && (row.Name == "story" || row.Name == keySteps),
			Doc: row.Doc, Example: row.Example, Shape: s.shape(table, row),
		}
	}
	return keys
}

// shape is what follows the colon of a row: what is said here, else what its form says.
func (s *schema) shape(table string, row Row) *strict.Shape {
	switch table + "." + row.Name {
	case "head.cases":
		table := strict.ListOf(&strict.Shape{Of: strict.Map, Names: word(), Values: strict.Text()})
		table.Some = true
		return table
	case "head.budget":
		return filled(&strict.Shape{Of: strict.Map, Keys: s.keys("budget", budgetKeys), Filled: true})
	case "head.given":
		return filled(strict.Keyed(s.keys("given", givenKeys)...))
	case "head.thresholds":
		return s.thresholds()
	case "head.steps":
		return filled(&strict.Shape{Of: strict.List, Items: s.step, Some: true})
	case "lines." + lineExpect:
		return &strict.Shape{Name: "expectation", Of: strict.Map, Keys: s.keys("expect", Keys()), Filled: true}
	case "lines." + lineOnlyWhen:
		return s.onlyWhen()
	case "lines." + lineWriteReview:
		return s.writeReview()
	case "lines." + lineFill:
		return &strict.Shape{Of: strict.Map, Keys: fieldKeys(), Filled: true}
	case "head.tags":
		return strict.SomeOf(word())
	case "lines." + lineSetQuantity:
		pieces := strict.Whole(1, mostPieces)
		return strict.Either(pieces, &strict.Shape{Of: strict.Map, Names: s.id("sku"), Values: pieces, Single: true})
	case "lines." + lineChoose:
		return &strict.Shape{Of: strict.Map, Names: s.id("axis"), Values: s.id("value"), Filled: true}
	}
	if table == "given" {
		if shape := s.given(row.Name); shape != nil {
			return shape
		}
	}
	shape, _ := s.form(row)
	return shape
}

// filled lets values of the table of cases, or of env, stand in a shape.
func filled(shape *strict.Shape) *strict.Shape {
	own := *shape
	own.Holes = true
	return &own
}

// bare are the commands that need nothing.
func (s *schema) bare() *strict.Shape {
	var names []string
	for _, v := range flow.Verbs() {
		if spec := v.Spec(); !spec.World && (spec.Arg == flow.ArgNone || spec.Arg == flow.ArgMaybe) {
			names = append(names, spec.Name)
		}
	}
	return strict.OneOf(names...)
}

// command is a map of one command.
func (s *schema) command() *strict.Shape {
	keys := s.keys("lines", ownLines)
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if spec.World && v != flow.Wait || spec.Arg == flow.ArgNone || own(spec.Name) {
			continue
		}
		example := spec.Example(spec.Name)
		keys = append(keys, strict.Key{Name: spec.Name, Doc: s.say(v), Example: example, Shape: s.argument(spec)})
	}
	keys = append(keys, strict.Key{
		Name: "happen", Doc: "what the outside world does; never a tap", Example: "happen: {payment: declined}", Shape: s.happen(),
	})
	return &strict.Shape{Of: strict.Map, Keys: keys, Single: true}
}

// argument is what a verb takes.
func (s *schema) argument(spec flow.Spec) *strict.Shape {
	switch spec.Arg {
	case flow.ArgID, flow.ArgMaybe:
		return s.id(spec.Of)
	case flow.ArgPair:
		return &strict.Shape{Of: strict.Map, Names: s.id("axis"), Values: s.id("value"), Single: true}
	case flow.ArgField:
		return &strict.Shape{Of: strict.Map, Keys: fieldKeys(), Single: true}
	case flow.ArgNumber:
		return strict.Whole(1, mostStars)
	case flow.ArgSeconds:
		return strict.Matching(`([0-9]+[dhms])+`)
	case flow.ArgOutcome:
		return strict.OneOf(flow.Outcomes()...)
	}
	return strict.Text()
}

// happen is a map of one happening; the answer to a payment may name the attempt.
func (s *schema) happen() *strict.Shape {
	var one, payment []strict.Key
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		key := strict.Key{Name: spec.Name, Doc: s.say(v), Shape: s.argument(spec)}
		switch {
		case !spec.World || v == flow.Wait:
		case spec.Arg == flow.ArgOutcome:
			key.Must = true
			payment = append(payment, key, strict.Key{Name: "attempt", Doc: "which one, 1 for the first", Shape: strict.Whole(1, 1000)})
		default:
			one = append(one, key)
		}
	}
	return strict.Either(
		&strict.Shape{Of: strict.Map, Keys: payment},
		&strict.Shape{Of: strict.Map, Keys: one, Single: true},
	)
}

func fieldKeys() []strict.Key {
	var keys []strict.Key
	for _, field := range formFields() {
		keys = append(keys, strict.Key{Name: field, Shape: strict.Text()})
	}
	return keys
}

func (s *schema) onlyWhen() *strict.Shape {
	some := func(kind string) *strict.Shape { return strict.SomeOf(s.id(kind)) }
	keys := []strict.Key{
		{Name: "flow", Doc: "under one of these flows", Shape: some("flow")},
		{Name: "shopper", Doc: "by one of these shoppers", Shape: some("shopper")},
		{Name: keyDo, Must: true, Doc: "the lines that are played then", Shape: &strict.Shape{Of: strict.List, Items: s.step, Some: true}},
	}
	for _, key := range s.keys("expect", Keys()) {
		if slices.Contains(whenKeys(), key.Name) {
			keys = append(keys, key)
		}
	}
	return &strict.Shape{Name: "only-when", Of: strict.Map, Keys: keys, Filled: true}
}

func (s *schema) writeReview() *strict.Shape {
	return strict.Keyed(
		strict.Key{Name: "stars", Must: true, Doc: "1 to 5", Shape: strict.Whole(1, mostStars)},
		strict.Key{Name: "text", Shape: strict.Text()},
		strict.Key{Name: "title", Doc: "of the note that it becomes", Shape: strict.Text()},
		strict.Key{Name: "tags", Doc: "impressions", Shape: strict.SomeOf(s.id("impression"))},
		strict.Key{Name: "publish", Doc: "whether it becomes a note", Shape: strict.OneOf("true", "false")},
	)
}

// thresholds are bounds on many runs, by metric; some metrics name a place or a cause in brackets.
func (s *schema) thresholds() *strict.Shape {
	bound := strict.Matching(`\s*(avg|min|med|max|p\([0-9.]+\)|count|rate|value)\s*(<=?|>=?|={2,3}|!=)\s*-?[0-9]+(\.[0-9]+)?\s*`)
	bounds := strict.SomeOf(bound).As("bounds", "an aggregation, a comparison and a number, or a list of such bounds")
	var keys []strict.Key
	for _, row := range metrics {
		switch row.Name {
		case metricSecondsOn + "(PLACE)":
			for _, place := range flow.Places() {
				keys = append(keys, strict.Key{Name: metricSecondsOn + "(" + place.String() + ")", Doc: row.Doc, Shape: bounds})
			}
		case metricAbandon + "(WHY)":
			for _, why := range slices.Concat(causes()[1:], pages) {
				keys = append(keys, strict.Key{Name: metricAbandon + "(" + why + ")", Doc: row.Doc, Shape: bounds})
			}
		default:
			keys = append(keys, strict.Key{Name: row.Name, Doc: row.Doc, Example: row.Example, Shape: bounds})
		}
	}
	return &strict.Shape{Of: strict.Map, Keys: keys, Filled: true}
}

// id is the id of a thing of a kind: one that the set has, or a name that stands for what a walk makes.
func (s *schema) id(kind string) *strict.Shape {
	loose := newID()
	var words []string
	switch {
	case kind == "flow" || kind == "shopper", s.set.Catalogue != nil:
		r := ref{kind: kind}
		words, _ = r.known(s.set)
	case kind == "payment", kind == "type", kind == "platform", kind == "tab", kind == "side", kind == "reason":
		words = flow.Known(nil, kind)
	}
	if kind == "order" || kind == "request" || kind == "axis" || kind == "value" || len(words) == 0 {
		return loose.As(kind, article(kind))
	}
	shape := strict.OneOf(words...)
	switch kind {
	case "address", "identity": // a story may be given others
		shape = strict.Either(shape, loose)
	case "note":
		shape = strict.Either(shape, strict.Matching(myReview+`(-[0-9]+)?|N[0-9]+`))
	case "coupon":
		shape = strict.Either(shape, strict.Matching(`coupon-[0-9]+|C[0-9]+`))
	}
	return shape.As(kind, article(kind))
}

func article(kind string) string {
	if kind == "order" || kind == "request" {
		return "the id of the " + kind + ", last-" + kind + ", " + kind + "-1, …"
	}
	return "the id of the " + kind
}

// word is a word that a story makes up.
func word() *strict.Shape {
	return &strict.Shape{Name: "word", Doc: "letters, digits and hyphens", Of: strict.Scalar, Pattern: `[A-Za-z0-9._-]{1,40}`, Number: true}
}

func outcomes() *strict.Shape { return strict.OneOf(measure.Outcomes()...) }
