package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tagtap/flow/strict"
	"tagtap/store"
)

// call runs the program within the test.
func call(t *testing.T, environ []string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = Main(args, Streams{In: strings.NewReader(""), Out: &o, Err: &e, Environ: environ})
	return code, o.String(), e.String()
}

func TestTheGravestOfSeveralErrorsGivesTheCode(t *testing.T) {
	broken, disk := errBroken{what: "x"}, errors.New("disk")
	use, input := usage("", "x"), errInput{strict.Errors{{What: "x"}}}
	for _, row := range []struct {
		err  error
		want int
	}{
		{nil, exitDone},
		{errMissed, exitMissed},
		{use, exitUsage},
		{input, exitUsage},
		{disk, exitOutside},
		{store.ErrLocked{Path: "x"}, exitOutside},
		{fmt.Errorf("open: %w", store.ErrFull{Path: "x"}), exitOutside},
		{broken, exitBroken},
		{errors.Join(errMissed, use), exitUsage},
		{errors.Join(use, disk), exitOutside},
		{errors.Join(errMissed, disk), exitOutside},
		{errors.Join(disk, broken), exitBroken},
		{errors.Join(use, usage("", "y")), exitUsage},
		{several(use, input), exitUsage},
		{several(use, disk, input), exitOutside},
		{errors.Join(input, disk), exitOutside},
		{several(nil, nil), exitDone},
		{errSignal{os.Interrupt}, exitInterrupt},
		{context.Canceled, exitOutside},
	} {
		if got := exitCode(row.err); got != row.want {
			t.Errorf("%v: %d, want %d", row.err, got, row.want)
		}
	}
}

func TestTheStoreIsWhereTheSystemKeepsData(t *testing.T) {
	for _, row := range []struct {
		system string
		env    map[string]string
		want   string
	}{
		{"linux", map[string]string{"HOME": "/who"}, "/who/.local/share"},
		{"linux", map[string]string{"HOME": "/who", "XDG_DATA_HOME": "/data"}, "/data"},
		{"linux", map[string]string{"HOME": "/who", "XDG_DATA_HOME": "data"}, "/who/.local/share"},
		{"freebsd", map[string]string{"HOME": "/who"}, "/who/.local/share"},
		{"darwin", map[string]string{"HOME": "/who"}, "/who/Library/Application Support"},
		{"darwin", map[string]string{"HOME": "/who", "XDG_DATA_HOME": "/data"}, "/data"},
		{"windows", map[string]string{"LocalAppData": `C:\Local`}, `C:\Local`},
		{"linux", nil, ""},
		{"linux", map[string]string{"HOME": "who"}, ""},
	} {
		got := dataFolder(row.system, func(name string) string { return row.env[name] })
		if filepath.ToSlash(got) != filepath.ToSlash(row.want) {
			t.Errorf("%s %v: %s, want %s", row.system, row.env, got, row.want)
		}
	}
	sh := &shell{Streams: Streams{Environ: []string{"TAGTAP_DB=ours.db", "HOME=/who"}}}
	if got, err := sh.storePath(); got != "ours.db" || err != nil {
		t.Errorf("TAGTAP_DB: %s, %v", got, err)
	}
	sh.db = "asked.db"
	if got, err := sh.storePath(); got != "asked.db" || err != nil {
		t.Errorf("--db: %s, %v", got, err)
	}
	homeless := &shell{}
	if _, err := homeless.storePath(); !is[errUsage](err) && runtime.GOOS != "windows" {
		t.Errorf("without a home: %v", err)
	}
}

// faulty panics when results are written to it.
type faulty struct{}

func (faulty) Write([]byte) (int, error) { panic("a rule that did not hold") }

func TestABrokenRuleIsReportedBesideTheStore(t *testing.T) {
	dir := t.TempDir()
	var errs bytes.Buffer
	code := Main([]string{"flows"}, Streams{
		In: strings.NewReader(""), Out: faulty{}, Err: &errs, Environ: []string{"TAGTAP_DB=" + filepath.Join(dir, "shop.db")},
	})
	reports, _ := filepath.Glob(filepath.Join(dir, "tagtap-report-*.txt"))
	if code != exitBroken || len(reports) != 1 {
		t.Fatalf("code %d, reports %v:\n%s", code, reports, errs.String())
	}
	want := "tagtap: a rule of the program is broken: a rule that did not hold\nhint: please send the report, " + reports[0]
	if !strings.HasPrefix(errs.String(), want) {
		t.Errorf("got\n%s\nwant\n%s", errs.String(), want)
	}
	report, err := os.ReadFile(reports[0])
	if err != nil || !bytes.Contains(report, []byte("a rule that did not hold")) || !bytes.Contains(report, []byte("faulty.Write")) {
		t.Errorf("the report, %v:\n%s", err, report)
	}
}

func TestAReportGoesElsewhereWhereTheFolderIsMissing(t *testing.T) {
	sh := &shell{now: func() time.Time { return time.Date(2026, 11, 11, 20, 0, 0, 0, time.UTC) }}
	t.Setenv("TMPDIR", t.TempDir())
	var broken errBroken
	err := sh.brokenAt(&crash{what: "x", stack: []byte("stack")}, filepath.Join(t.TempDir(), "nowhere", "shop.db"))
	if !errors.As(err, &broken) || runtime.GOOS != "windows" && broken.report != filepath.Join(os.TempDir(), "tagtap-report-20261111-200000.txt") {
		t.Errorf("%+v", broken)
	}
}

// full is a pipe whose reader is gone.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no one reads") }

func TestResultsThatCannotBeWrittenAreAnError(t *testing.T) {
	for _, args := range [][]string{
		{"run", "loop"}, {"run", "loop", "--json"}, {"flows"}, {"stories"}, {"shoppers"}, {"words"}, {"--version"},
		{"help", "story"}, {"completion", "bash"}, {"catalog", "check", teaCorner},
	} {
		var errs bytes.Buffer
		code := Main(args, Streams{In: strings.NewReader(""), Out: full{}, Err: &errs})
		if code != exitOutside || !strings.Contains(errs.String(), "no one reads") {
			t.Errorf("%v: code %d: %s", args, code, errs.String())
		}
	}
}

func TestAMessageShowsNoControlCharacter(t *testing.T) {
	for _, args := range [][]string{
		{"run", "\x1b]0;title\a"}, {"\x1b[31mred"}, {"--flow", "\u202eevitan", "run", "loop"}, {"run", "loop", "--catalog", "\x1b[2J"},
		{"--\x1b[2J"}, {"run", "\x1b[2J.yaml"},
	} {
		code, out, errs := call(t, nil, args...)
		if code != exitUsage || out != "" || strings.ContainsAny(errs, "\x1b\a\u202e") || errs == "" {
			t.Errorf("%q: code %d, %q, %q", args, code, out, errs)
		}
	}
}

func TestAnEndlessNameIsCutInMessages(t *testing.T) {
	_, _, errs := call(t, nil, "run", strings.Repeat("x", 100_000))
	if len(errs) > 1000 {
		t.Errorf("%d bytes", len(errs))
	}
}

func TestTheSameProgramRunsTwiceWithoutMemory(t *testing.T) {
	call(t, nil, "run", "loop", "--flow", "express", "--seed", "9", "--lang", "zh")
	_, first, _ := call(t, nil, "run", "loop", "--json")
	_, second, _ := call(t, nil, "run", "loop", "--json")
	if first != second || !strings.Contains(first, `"flow":"native"`) || !strings.Contains(first, `"seed":1`) {
		t.Errorf("a flag of another call is remembered:\n%.200s\n%.200s", first, second)
	}
}

func TestASessionsIdIsShortAndSortsByAge(t *testing.T) {
	at := time.Date(2026, 11, 11, 12, 0, 0, 0, time.UTC)
	sh := &shell{now: func() time.Time { at = at.Add(time.Hour); return at }}
	first, second := sh.newSession(), sh.newSession()
	if len(first) != 8 || first >= second {
		t.Errorf("%s, %s", first, second)
	}
}

func TestAFrameSetsItsCaretBelowTheColumn(t *testing.T) {
	for _, row := range []struct {
		source string
		line   int
		column int
		want   string
	}{
		{"a\nbc: de\n", 2, 5, "    2 | bc: de\n      |     ^\n"},
		{"两件: x", 1, 5, "    1 | 两件: x\n      |       ^\n"},
		{"a\tb", 1, 3, "    1 | a b\n      |   ^\n"},
		{"a", 1, 9, "    1 | a\n      |  ^\n"},
		{"a", 3, 1, ""},
		{"", 0, 0, ""},
	} {
		var b bytes.Buffer
		printFrame(&b, false, []byte(row.source), row.line, row.column)
		if b.String() != row.want {
			t.Errorf("%q %d:%d\n%swant\n%s", row.source, row.line, row.column, b.String(), row.want)
		}
	}
}

func TestATableIsAlignedByCells(t *testing.T) {
	var b bytes.Buffer
	if err := writeTable(&b, [][]string{{"笔记", "5", "x"}, {"SKU", "12"}, {"", "", ""}}, 1); err != nil {
		t.Fatal(err)
	}
	if want := "笔记   5  x\nSKU   12\n\n"; b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}

func TestFileNamesCannotCommandTheTerminal(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("such names cannot be there")
	}
	dir := filepath.Join(t.TempDir(), "\x1b[31mdir")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	missed := filepath.Join(dir, "missed\x1b]0;title\x07.yaml")
	if err := os.WriteFile(missed, []byte("story: x\nsteps:\n  - expect: {place: cart}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "shop.db")
	for _, args := range [][]string{
		{"run", missed}, {"run", dir}, {"run", missed + "x"}, {"run", "loop", "--db", db}, {"db", "check", "--db", db},
		{"db", "reset", "--yes", "--db", db}, {"db", "reset", "--yes", "--db", db}, {"db", "check", "--db", db},
		{"catalog", "check", dir},
	} {
		_, out, errs := call(t, nil, args...)
		if strings.ContainsAny(out+errs, "\x1b\x07") {
			t.Errorf("%q:\n%q\n%q", args, out, errs)
		}
	}
}
