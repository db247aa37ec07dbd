package story

import (
	"slices"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/strict"
)

func TestEveryFormCanBeRead(t *testing.T) {
	s := newSchema(Set{}, nil)
	for table, rows := range map[string][]Row{"head": Head(), "lines": Lines(), "expect": Keys(), "budget": Budget(), "given": Given()} {
		for _, row := range rows {
			if shape := s.shape(table, row); shape == nil {
				_, err := s.form(row)
				t.Errorf("%s: editors are told nothing of %s: %v", table, row.Name, err)
			}
		}
	}
}

func TestAFormThatCannotBeReadIsSaidSo(t *testing.T) {
	s := newSchema(Set{}, nil)
	for _, form := range []string{"gizmo", "[gizmo, …]", "{sku: gizmo, …}", "place, gizmo", "[place", "{place}", "place gizmo", "{place: place"} {
		if shape, err := s.form(Row{Name: "x", Form: form}); err == nil || shape != nil {
			t.Errorf("%q: %v, %v", form, shape, err)
		}
	}
}

// everything holds each map that a Reader takes the keys of. Most of it is wrong, which does not matter.
const everything = `
story: x
given:
  cart: { lip-tint-03: {} }
  sheet: {}
  checkout: {}
  addresses: [{}]
  form: {}
  identities: [{}]
  identity-form: {}
  orders:
    - { lines: { lip-tint-03: 1 }, to: {}, identity: {}, items: { lip-tint-03: { tax: {} } }, quote: [{}], presale: {}, parcels: [{}], track: [{}] }
  requests: [{ money: {} }]
  request-form: {}
  paying: {}
  attempts: [{}]
  draft: {}
  coupons: [{}]
  wallet-form: {}
  notes: [{}]
  video: {}
  visit: {}
  seen: [{}]
steps:
  - expect: { taps: { since: a, is: 1 } }
  - write-review: {}
  - request: {}
  - run: {}
`

// Editors and parser know the same keys. What only one of them knows is an error that nobody sees, or one that is none.
func TestEditorsKnowTheKeysThatTheParserAsksFor(t *testing.T) {
	file := newSchema(Set{}, nil).file()
	asked := map[string][]string{} // by the keys that editors know
	strict.Story.Asked = func(_ string, way []string, key string) {
		shape := file.At(way)
		if shape == nil {
			t.Errorf("the parser asks for %q below %s, and editors know no map there", key, strings.Join(way, "."))
			return
		}
		if of := keysOf(shape); !slices.Contains(asked[of], key) {
			asked[of] = append(asked[of], key)
		}
		if shape.Key(key) == nil {
			t.Errorf("the parser asks for %q below %s, of which editors know nothing", key, strings.Join(way, "."))
		}
	}
	defer func() { strict.Story.Asked = nil }()
	for _, src := range []string{everything, "story: x\nsteps: [pay]\n"} {
		s, err := Parse("t.yaml", []byte(src))
		if err == nil {
			_ = s.Check(Set{Catalogue: small()})
		}
	}
	root, err := strict.Parse("t.yaml", []byte(everything), strict.Story)
	if err != nil {
		t.Fatal(err)
	}
	given, _ := root.Get("given")
	catalogue := small()
	w := &flow.World{Catalogue: catalogue, Flow: &flow.Flow{}, Shopper: &flow.Shopper{}}
	_, _ = give(given, w, catalogue.Today)
	for _, shape := range file.Read() {
		for _, key := range shape.Keys {
			if !slices.Contains(asked[keysOf(shape)], key.Name) {
				t.Errorf("editors are told of %q, for which the parser never asks (beside %s)", key.Name, keysOf(shape))
			}
		}
	}
}

func keysOf(s *strict.Shape) string {
	var names []string
	for _, key := range s.Keys {
		names = append(names, key.Name)
	}
	return strings.Join(names, " ")
}
