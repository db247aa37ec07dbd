package measure

import (
	"testing"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// abc builds a trace of the published vectors: A, B, C are note, tag and product, X is none of them; one fact a second.
func abc(marks ...any) []Fact {
	var facts []Fact
	for i := 0; i < len(marks); i += 2 {
		f := Fact{At: shop.Instant(marks[i+1].(int)) * 1000, Event: "x"}
		switch marks[i] {
		case "A":
			f.Stage = stage(flow.StageNote)
		case "B":
			f.Stage = stage(flow.StageTag)
		case "C":
			f.Stage = stage(flow.StageProduct)
		}
		facts = append(facts, f)
	}
	return facts
}
