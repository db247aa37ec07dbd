package story

import (
	"strings"

	"tagtap/flow"
	"tagtap/flow/strict"
)

// limits are those of a story, with what is said where nothing follows a key of one.
func limits() strict.Limits {
	l := strict.Story
	l.Bare = nothingBehind
	return l
}

// nothingBehind says what should follow a key of a story that nothing follows; "" where it does not know.
func nothingBehind(way []string) string {
	key, above := way[len(way)-1], ""
	if len(way) > 1 {
		above = way[len(way)-2]
	}
	rows := headKeys
	switch above {
	case "":
	case lineExpect:
		rows = Keys()
	case "budget":
		rows = budgetKeys
	case "given":
		rows = givenKeys
	case "[]":
		return nothingBehindLine(key)
	default:
		return ""
	}
	for _, row := range rows {
		if row.Name == key {
			return wantExample(row.Example)
		}
	}
	return ""
}

func nothingBehindLine(name string) string {
	if example := exampleOf(name); example != "" {
		return wantExample(example)
	}
	if name == "happen" {
		return wantExample("happen: {payment: declined}")
	}
	v, ok := flow.VerbOf(name)
	if !ok {
		return ""
	}
	spec := v.Spec()
	switch {
	case spec.World && v != flow.Wait:
		return ""
	case spec.Arg == flow.ArgNone:
		return "takes nothing; leave the colon out"
	case spec.Arg == flow.ArgMaybe:
		return "nothing follows; leave the colon out, or write " + spec.Example(name)
	}
	return wantExample(spec.Example(name))
}

func wantExample(example string) string {
	return "nothing follows; want it as in " + strings.TrimSpace(example)
}
