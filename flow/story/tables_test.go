package story

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// known is a name of the language, and a file in which it can be misspelt: %s stands for the name and what follows it.
type known struct {
	table, name, example, frame string
}

// allNames lists what the tables hold.
func allNames() []known {
	var all []known
	add := func(table, frame string, rows []Row) {
		for _, row := range rows {
			all = append(all, known{table, row.Name, row.Example, frame})
		}
	}
	const step = "story: x\nsteps:\n  - checkpoint: a\n  - pay\n  - back\n  - %s\n"
	add("head", "%s\nstory: x\nsteps: [pay]\n", headKeys)
	add("lines", step, ownLines)
	add("expect", "story: x\nsteps:\n  - expect: {%s}\n", Keys())
	add("budget", "story: x\nbudget: {%s}\nsteps: [pay]\n", budgetKeys)
	add("thresholds", "story: x\nthresholds: {%s}\nsteps: [pay]\n", metrics)
	add("given", "story: x\ngiven: {%s}\nsteps: [pay]\n", givenKeys)
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		example := spec.Example(spec.Name)
		switch {
		case spec.Name == lineChoose: // the story's own line stands for it
		case spec.World && v != flow.Wait:
			example = strings.TrimSuffix(strings.TrimPrefix(example, "happen: {"), "}")
			all = append(all, known{"happenings", spec.Name, example, "story: x\nsteps:\n  - happen: {%s}\n"})
		default:
			all = append(all, known{"verbs", spec.Name, example, step})
		}
	}
	return all
}

// All that knows the language has each of its names: the parser, the message about a slip, the help, the reference page, the
// schema and the printer. A name that one of them lacks fails here.
func TestOneTableFeedsAllThatKnowTheLanguage(t *testing.T) {
	page, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	help := Help()
	reading := Reading{Find: func(_, name string) (Source, error) {
		return Source{File: name, Data: []byte("story: x\nenv: { product: hat }\nsteps: [pay]\n")}, nil
	}}
	parse := func(src string) error {
		s, err := reading.Parse("t.yaml", []byte(src))
		if err == nil && strings.Contains(src, "given:") { // what is given is read in a world
			err = s.Check(set())
		}
		return err
	}
	shapes := schemaShapes()
	for _, k := range allNames() {
		of := k.table + " " + k.name
		if err := parse(frame(k, k.example)); err != nil && !strings.Contains(err.Error(), "there is no") {
			t.Errorf("%s: the parser does not take its own example: %v", of, err)
		}
		if near := suggested(parse(frame(k, misspelt(k)))); near != bareName(k.name) {
			t.Errorf("%s: misspelt, the message means %q", of, near)
		}
		if !strings.Contains(help, k.name) {
			t.Errorf("%s is not in the help", of)
		}
		if !strings.Contains(string(page), "`"+k.name) && !strings.Contains(string(page), "{ "+k.name+": ") {
			t.Errorf("%s is not on the reference page", of)
		}
		if !slices.Contains(shapes[k.table], k.name) {
			t.Errorf("%s is not in the schema", of)
		}
	}
}

func frame(k known, line string) string {
	src := fmt.Sprintf(k.frame, line)
	if k.table == "head" && (strings.HasPrefix(line, "story") || strings.HasPrefix(line, "steps")) {
		src = map[bool]string{true: line + "\nsteps: [pay]\n", false: "story: x\n" + line + "\n"}[strings.HasPrefix(line, "story")]
	}
	return src
}

// misspelt is the example with a slip in the name.
func misspelt(k known) string {
	name := bareName(k.name)
	return strings.Replace(k.example, name, name[:len(name)-1]+"q"+name[len(name)-1:], 1)
}

// bareName is a name without what stands in its brackets.
func bareName(name string) string {
	name, _, _ = strings.Cut(name, "(")
	return name
}

// suggested is what a message means by the slip.
func suggested(err error) string {
	var all strict.Errors
	if !errors.As(err, &all) {
		return ""
	}
	for _, e := range all {
		if e.Near != "" {
			return e.Near
		}
		if _, rest, ok := strings.Cut(e.What, `(did you mean "`); ok {
			near, _, _ := strings.Cut(rest, `"`)
			return near
		}
	}
	return ""
}

// schemaShapes lists the names that editors are offered, by table.
func schemaShapes() map[string][]string {
	names := map[string][]string{}
	s := newSchema(Set{}, nil)
	list := func(table string, shape *strict.Shape) {
		for _, key := range shape.Keys {
			names[table] = append(names[table], key.Name)
		}
	}
	file := s.file()
	list("head", file)
	for _, table := range []string{"budget", "given", "thresholds"} {
		list(table, file.Key(table).Shape)
	}
	names["thresholds"] = append(names["thresholds"], metricSecondsOn+"(PLACE)", metricAbandon+"(WHY)") // each of which is spelt out
	list("lines", s.command())
	list("verbs", s.command())
	names["verbs"] = append(names["verbs"], s.bare().Words...)
	list("expect", s.command().Key(lineExpect).Shape)
	for _, one := range s.happen().Either {
		list("happenings", one)
	}
	return names
}

// What is printed is what is parsed, for each verb with all that it may take.
func TestEveryVerbIsReadAsItIsPrinted(t *testing.T) {
	for _, v := range flow.Verbs() {
		a := flow.Action{Verb: v}
		switch v.Spec().Arg {
		case flow.ArgID, flow.ArgMaybe:
			a.ID = "lip-tint-03"
		case flow.ArgPair:
			a.ID, a.Value = "shade", "30"
		case flow.ArgField:
			a.ID, a.Words = "name", text.Clean("林: 小满, #1", text.Name)
		case flow.ArgNumber:
			a.N = 4
		case flow.ArgSeconds:
			a.N = 5400
		case flow.ArgOutcome:
			a.Value, a.N = flow.OutcomeDeclined, 2
		case flow.ArgText:
			a.Words = text.Clean(`"好的": {a, b}`, text.Remark)
		}
		for _, src := range []string{a.String(), inForm("- " + a.String())[2:]} { // as it is listed, as it stands in a story
			root, err := strict.Parse("t.yaml", []byte("- "+src+"\n"), strict.Story)
			if err != nil {
				t.Fatalf("%s: %v", src, err)
			}
			items, _ := root.List()
			if got, err := flow.ParseAction(items[0]); err != nil || got != a {
				t.Errorf("%s: got %+v, %v, want %+v", src, got, err, a)
			}
		}
	}
}
