package story_test

import (
	"bytes"
	"fmt"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow/story"
)

// BenchmarkLoad1000 reads and looks up a thousand story files, variations of the built-in ones. The house allows half a second.
func BenchmarkLoad1000(b *testing.B) {
	set, err := fixtures.BuiltIn()
	if err != nil {
		b.Fatal(err)
	}
	const files = 1000
	sources := make([]story.Source, files)
	size := 0
	for i := range sources {
		file := set.Stories[i%len(set.Stories)]
		data := bytes.Replace(file.Data, []byte("story: "), fmt.Appendf(nil, "story: %d ", i), 1)
		sources[i] = story.Source{File: fmt.Sprintf("builtin:%s-%d.yaml", file.Name, i), Data: data}
		size += len(data)
	}
	where := story.Set{Catalogue: set.Catalogue, Flows: set.Flows, Shoppers: set.Shoppers}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		reading := set.Reading()
		for _, source := range sources {
			s, err := reading.Parse(source.File, source.Data)
			if err == nil {
				err = s.Check(where)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
