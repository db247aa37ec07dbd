package cli

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// screenPart is a screen of the README: the command that draws it stands in its marker, with the tape in single quotes as a
// shell takes it.
var screenPart = regexp.MustCompile(`(?s)(<!-- screen: tagtap ([^\n]*?--keys '([^'\n]*)')[^\n]*-->\n)(.*?)(<!-- end -->)`)

func TestREADMEShowsARealScreen(t *testing.T) {
	text := readReadme(t)
	parts := screenPart.FindAllStringSubmatch(text, -1)
	if len(parts) == 0 {
		t.Fatal("the README has no screen")
	}
	fresh := text
	for _, part := range parts {
		args := strings.Fields(strings.Replace(part[2], "'"+part[3]+"'", "", 1))
		var out, errs bytes.Buffer
		code := Main(append(args, part[3]), Streams{In: strings.NewReader(""), Out: &out, Err: &errs, Environ: []string{"HOME=" + t.TempDir(), "LANG=C.UTF-8"}})
		if code != 0 {
			t.Fatalf("tagtap %s: exit %d, %s", part[2], code, errs.String())
		}
		fresh = strings.Replace(fresh, part[0], part[1]+"```\n"+out.String()+"```\n"+part[5], 1)
	}
	if fresh == text {
		return
	}
	if !*update {
		t.Fatal("a screen of the README is stale: go test ./ui/cli -run README -update")
	}
	if err := os.WriteFile(readme, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}
