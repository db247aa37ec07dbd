package suite

import (
	"path/filepath"
	"testing"
)

// BenchmarkReports tells runs to all reporters of this package but JSON, as many as there are.
func BenchmarkReports(b *testing.B) {
	jobs, results := made()
	x, base, w := NewJUnit(filepath.Join(b.TempDir(), "junit.xml")), must(NewBaseline("base.yaml", nil)), NewRewrite()
	for b.Loop() {
		for _, r := range []Reporter{x, base, w} {
			if err := r.Run(jobs[0], results[0]); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := x.End(&Summary{}); err != nil {
		b.Fatal(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
