package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layout says who may import whom, directly, in files that are no tests. Do not change it to fix a build: a new arrow is a
// decision about the house. A package without a row is refused, and so is a row without a package.
//
//	package | our packages | modules of others
//
// "place" stands for each package of a place, sheet or panel. ui/tui/post is what a note and a video have in common.
const layout = `
.                 | ui/cli |
ui/cli            | fixtures fixtures/words flow flow/* store ui/page ui/export ui/suite ui/tui ui/tui/pilot ui/tui/stage ui/tui/cell ui/tui/look ui/tui/plot | cobra pflag bubbletea lipgloss colorprofile x/term parquet
ui/tui            | fixtures/words flow flow/session flow/shop flow/text flow/measure flow/story flow/lesson ui/tui/screen ui/tui/look ui/tui/cell place | bubbletea bubbles/key colorprofile
ui/tui/pilot      | fixtures/words flow flow/session flow/shop flow/text flow/measure flow/story ui/tui ui/tui/screen ui/tui/look ui/tui/cell | bubbletea
ui/tui/stage      | fixtures/words flow flow/session flow/shop flow/text flow/measure flow/story ui/tui ui/tui/pilot ui/tui/screen ui/tui/look ui/tui/cell | bubbletea bubbles/key
place             | fixtures/words flow flow/session flow/shop flow/text flow/measure ui/tui/screen ui/tui/look ui/tui/cell ui/tui/post ui/tui/plot | bubbletea bubbles/key
ui/tui/post       | fixtures/words flow flow/session flow/shop flow/text ui/tui/screen ui/tui/look ui/tui/cell | bubbletea bubbles/key
ui/tui/screen     | fixtures/words flow flow/session flow/shop flow/text flow/measure ui/tui/look ui/tui/cell | bubbletea bubbles/key
ui/tui/look       | fixtures/words flow flow/session flow/shop flow/text flow/measure ui/tui/cell | lipgloss colorprofile go-colorful
ui/tui/plot       | fixtures/words flow flow/shop flow/text flow/measure ui/tui/look ui/tui/cell |
ui/tui/cell       | | x/ansi displaywidth uax29
ui/tui/tuitest    | fixtures fixtures/words flow flow/session flow/shop flow/text ui/tui place ui/tui/screen ui/tui/look ui/tui/cell | bubbletea colorprofile x/vt ultraviolet
ui/tui/apptest    | fixtures fixtures/words flow flow/session flow/shop ui/tui ui/tui/tuitest ui/tui/screen ui/tui/look ui/tui/cell | bubbletea colorprofile x/vt ultraviolet
store             | flow flow/shop flow/text flow/measure | bbolt cbor
store/storetest   | flow flow/session flow/shop store |
fixtures          | flow flow/shop flow/text flow/strict flow/measure flow/audit flow/story flow/lesson flow/sim | cbor
fixtures/words    | flow/text |
fixtures/compile  | fixtures |
fixtures/draw     | |
flow              | flow/shop flow/text flow/strict |
flow/shop         | flow/text |
flow/text         | | x/text x/ansi
flow/strict       | flow/text | goccy
flow/measure      | flow flow/shop flow/text flow/strict |
flow/session      | flow flow/shop flow/text flow/measure |
flow/story        | flow flow/shop flow/text flow/strict flow/session flow/measure |
flow/sim          | flow flow/shop flow/text flow/strict flow/session flow/measure |
flow/audit        | flow flow/shop flow/text flow/strict flow/measure |
ui/export         | flow flow/shop flow/text flow/measure | parquet
ui/suite          | flow flow/session flow/shop flow/text flow/measure flow/story flow/strict |
ui/page           | fixtures/words flow flow/shop flow/text flow/measure flow/audit |
`

// modules are the short names of the table.
var modules = map[string]string{
	"cobra": "github.com/spf13/cobra", "pflag": "github.com/spf13/pflag", "bubbletea": "charm.land/bubbletea/v2",
	"bubbles/key": "charm.land/bubbles/v2/key", "lipgloss": "charm.land/lipgloss/v2", "colorprofile": "github.com/charmbracelet/colorprofile",
	"x/term": "github.com/charmbracelet/x/term", "x/ansi": "github.com/charmbracelet/x/ansi", "x/vt": "github.com/charmbracelet/x/vt",
	"ultraviolet": "github.com/charmbracelet/ultraviolet", "go-colorful": "github.com/lucasb-eyer/go-colorful",
	"displaywidth": "github.com/clipperhouse/displaywidth", "uax29": "github.com/clipperhouse/uax29/v2/graphemes",
	"bbolt": "go.etcd.io/bbolt", "cbor": "github.com/fxamacker/cbor/v2", "x/text": "golang.org/x/text",
	"goccy": "github.com/goccy/go-yaml", "parquet": "github.com/parquet-go/parquet-go",
}

// nevers give the reasons of what the table leaves out, for the message.
var nevers = []struct{ from, to, why string }{
	{"flow", "store", "a journey is decided without a disk, so that it can be replayed, searched and compared"},
	{"flow", "ui", "the engine knows no screen: a person, a story and a simulated shopper are the same to it"},
	{"flow", "fixtures", "the engine is handed its catalogue; what is built in is one of many"},
	{"store", "ui", "the store knows no screen"},
	{"store", "flow/session", "the session declares the journal that it needs, the store only satisfies it"},
	{"fixtures/words", "", "words turn codes into text and know nothing of what the codes mean"},
	{"fixtures", "ui", "what is rehearsed is data; how it looks is not"},
	{"fixtures", "store", "a catalogue is read from a folder, never from somebody's store"},
	{"ui/tui", "store", "the storefront sees a session; where its records go is the command line's business"},
	{"ui/tui", "fixtures", "catalogue and pictures reach the storefront as values, so that it draws any of them"},
	{"place", "place", "two places that know each other grow into one; what they share belongs to look or screen"},
	{".", "", "the command line is the only wiring"},
}

const root = "../.."

// files calls do for every file of the project that is kept, with its path from the root.
func files(t *testing.T, do func(name string, data []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, p)
		name = filepath.ToSlash(name)
		switch {
		case entry.IsDir() && (name == ".git" || path.Base(name) == "node_modules"):
			return fs.SkipDir
		case !entry.Type().IsRegular() || ignored(path.Base(name)):
			return nil
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		do(name, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ignored says whether a file is what a build or a profile leaves behind.
func ignored(base string) bool {
	return base == "tagtap" || base == "tagtap.exe" || strings.HasSuffix(base, ".test") || strings.HasSuffix(base, ".prof")
}

// sources calls do for every Go file, parsed.
func sources(t *testing.T, do func(name string, data []byte, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	files(t, func(name string, data []byte) {
		if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") {
			return
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		do(name, data, fset, file)
	})
}

type allowed struct{ ours, theirs []string }

func readLayout() map[string]allowed {
	rows := map[string]allowed{}
	for line := range strings.Lines(layout) {
		if cells := strings.Split(line, "|"); len(cells) == 3 {
			rows[strings.TrimSpace(cells[0])] = allowed{strings.Fields(cells[1]), strings.Fields(cells[2])}
		}
	}
	return rows
}

// rowOf returns the row that holds for a package: its own, else that of places for what lies below ui/tui.
func rowOf(rows map[string]allowed, pkg string) string {
	if _, own := rows[pkg]; !own && path.Dir(pkg) == "ui/tui" && !strings.Contains(path.Base(pkg), "_") {
		return "place"
	}
	return pkg
}

func TestTheTableOfImportsCatchesWhatItForbids(t *testing.T) {
	rows := readLayout()
	for _, row := range []struct{ from, to, why string }{
		{"flow", "tagtap/store", "without a disk"},
		{"flow/shop", "tagtap/ui/tui/look", "no screen"},
		{"flow/measure", "tagtap/flow/session", "the table of imports"},
		{"ui/tui/cart", "tagtap/ui/tui/checkout", "two places"},
		{"ui/tui/cart", "tagtap/store", "the command line's business"},
		{"ui/tui", "tagtap/fixtures", "as values"},
		{"fixtures/words", "tagtap/flow", "words turn codes into text"},
		{"store", "tagtap/flow/session", "declares the journal"},
		{".", "tagtap/store", "the only wiring"},
		{"flow", "go.etcd.io/bbolt", "not on the package's list"},
		{"store", "charm.land/bubbletea/v2", "not on the package's list"},
		{"ui/tui/cart", "tagtap/ui/tui/look", ""},
		{"store", "go.etcd.io/bbolt/errors", ""},
		{"ui/cli", "tagtap/flow/story", ""},
		{"flow", "strings", ""},
	} {
		got := forbidden(rows, row.from, row.to)
		if (got == "") != (row.why == "") || !strings.Contains(got, row.why) {
			t.Errorf("%s imports %s: %q, want %q", row.from, row.to, got, row.why)
		}
	}
}

func TestEveryPackageImportsOnlyWhatItMay(t *testing.T) {
	rows := readLayout()
	seen := map[string]bool{}
	sources(t, func(name string, _ []byte, fset *token.FileSet, file *ast.File) {
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		pkg := path.Dir(name)
		row := rowOf(rows, pkg)
		if _, known := rows[row]; !known {
			if !seen[pkg] {
				t.Errorf("package %s has no row in the table of imports: add one, with what it may import", pkg)
			}
			seen[pkg] = true
			return
		}
		seen[row] = true
		for _, spec := range file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			if why := forbidden(rows, pkg, target); why != "" {
				t.Errorf("%s: %s must not import %s: %s", fset.Position(spec.Pos()), pkg, target, why)
			}
		}
	})
	for pkg := range rows {
		if !seen[pkg] {
			t.Errorf("the table of imports has a row for %s, and there is no such package", pkg)
		}
	}
}

// forbidden returns why a package must not import a target, "" where it may.
func forbidden(rows map[string]allowed, pkg, target string) string {
	row := rowOf(rows, pkg)
	may := rows[row]
	if ours, ok := strings.CutPrefix(target, "tagtap/"); ok {
		to := rowOf(rows, ours)
		for _, a := range may.ours {
			if a == ours || a == to || strings.HasSuffix(a, "/*") && path.Dir(ours) == strings.TrimSuffix(a, "/*") {
				return ""
			}
		}
		for _, n := range nevers {
			if (below(row, n.from) || below(pkg, n.from)) && (below(ours, n.to) || below(to, n.to)) {
				return n.why
			}
		}
		return "the table of imports does not have it"
	}
	if first, _, _ := strings.Cut(target, "/"); !strings.Contains(first, ".") {
		return ""
	}
	for _, short := range may.theirs {
		if below(target, modules[short]) {
			return ""
		}
	}
	return "this module is not on the package's list"
}

// below says whether a path is top or lies below it; everything lies below "".
func below(p, top string) bool {
	return top == "" || p == top || strings.HasPrefix(p, top+"/")
}

// impure are the packages of the library that pure packages do without, with the reason.
var impure = map[string]string{
	"os": "no disk, no environment", "io/fs": "no disk", "os/exec": "no processes", "net": "no network", "net/http": "no network",
	"math/rand": "randomness is handed in", "math/rand/v2": "randomness is handed in", "crypto/rand": "randomness is handed in",
	"syscall": "no system", "log": "facts are events, not lines",
}

func TestThePureEngineTouchesNothingOutside(t *testing.T) {
	pure := []string{"flow", "flow/shop", "flow/text", "flow/strict", "flow/measure", "flow/audit"}
	sources(t, func(name string, _ []byte, fset *token.FileSet, file *ast.File) {
		pkg := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") || !below(pkg, "flow") {
			return
		}
		for _, spec := range file.Imports {
			target, _ := strconv.Unquote(spec.Path.Value)
			if why, bad := impure[target]; bad {
				t.Errorf("%s: %s imports %s: %s", fset.Position(spec.Pos()), pkg, target, why)
			}
			if target == "context" && slices.Contains(pure, pkg) {
				t.Errorf("%s: %s imports context: nothing in it takes long enough to be cancelled", fset.Position(spec.Pos()), pkg)
			}
		}
	})
}

func TestTheTopLevelHoldsNothingElse(t *testing.T) {
	want := []string{"LICENSE", "README.md", "fixtures", "flow", "go.mod", "go.sum", "main.go", "store", "ui"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, entry := range entries {
		if name := entry.Name(); !strings.HasPrefix(name, ".") && !ignored(name) {
			got = append(got, name)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the top level holds\n  %s\nwant\n  %s", strings.Join(got, " "), strings.Join(want, " "))
	}
}
