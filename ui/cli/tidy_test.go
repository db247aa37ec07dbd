package cli

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Sizes from which somebody has to say why. A tripwire, not a law: what reads well in one piece stays in one piece.
const (
	mostFileLines = 400
	mostFuncLines = 70
	mostRootLines = 200 // of ui/tui/app.go: the root does not grow into everything
)

// grown lists what is larger, with the reason: a file, or file:function.
var grown = map[string]string{}

func TestNothingGrowsUnnoticed(t *testing.T) {
	over := map[string]string{}
	sources(t, func(name string, data []byte, fset *token.FileSet, file *ast.File) {
		most := mostFileLines
		if name == "ui/tui/app.go" {
			most = mostRootLines
		}
		if lines := bytes.Count(data, []byte("\n")); lines > most {
			over[name] = fmt.Sprintf("%d lines, want at most %d", lines, most)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if lines := fset.Position(f.End()).Line - fset.Position(f.Pos()).Line + 1; lines > mostFuncLines {
				over[name+":"+f.Name.Name] = fmt.Sprintf("%d lines, want at most %d", lines, mostFuncLines)
			}
		}
	})
	for what, size := range over {
		if grown[what] == "" {
			t.Errorf("%s: %s; split it, or give the reason in the list", what, size)
		}
	}
	for what := range grown {
		if over[what] == "" {
			t.Errorf("%s stands in the list of what has grown and is not that large any more", what)
		}
	}
}

// floats are those that are no money, with the reason.
var floats = map[string]string{
	"store/append.go:0.9": "how full bbolt leaves the pages of records that are only appended",
}

func TestMoneyIsNeverAFloat(t *testing.T) {
	sources(t, func(name string, _ []byte, fset *token.FileSet, file *ast.File) {
		if pkg := path.Dir(name); pkg != "flow/shop" && pkg != "store" || strings.HasSuffix(name, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "float32" || n.Name == "float64" {
					t.Errorf("%s: %s", fset.Position(n.Pos()), n.Name)
				}
			case *ast.BasicLit:
				if n.Kind == token.FLOAT && floats[name+":"+n.Value] == "" {
					t.Errorf("%s: %s", fset.Position(n.Pos()), n.Value)
				}
			}
			return true
		})
	})
}

func TestOnlyTheCommandLineAsksTheClock(t *testing.T) {
	clock := []string{"Now", "Since", "Until"}
	waits := []string{"After", "AfterFunc", "Sleep", "Tick", "NewTimer", "NewTicker"}
	sources(t, func(name string, _ []byte, fset *token.FileSet, file *ast.File) {
		pkg := path.Dir(name)
		if strings.HasSuffix(name, "_test.go") || pkg == "ui/cli" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := sel.X.(*ast.Ident)
			if ok && x.Name == "time" && (slices.Contains(clock, sel.Sel.Name) || below(pkg, "flow") && slices.Contains(waits, sel.Sel.Name)) {
				t.Errorf("%s: time.%s; a clock is handed in", fset.Position(n.Pos()), sel.Sel.Name)
			}
			return true
		})
	})
}

func TestPackagesAreNamedAfterWhatTheyHold(t *testing.T) {
	empty := []string{"manager", "helper", "helpers", "util", "utils", "common", "base", "service", "services", "misc", "shared", "lib"}
	sources(t, func(name string, _ []byte, _ *token.FileSet, file *ast.File) {
		for _, part := range append(strings.Split(path.Dir(name), "/"), file.Name.Name) {
			if slices.Contains(empty, part) {
				t.Errorf("%s: a package named %s could hold anything", name, part)
			}
		}
	})
}

// TestTheEngineTakesNoAny keeps facts typed: what is any in an event cannot be replayed.
func TestTheEngineTakesNoAny(t *testing.T) {
	sources(t, func(name string, _ []byte, fset *token.FileSet, file *ast.File) {
		if path.Dir(name) != "flow" || strings.HasSuffix(name, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Ident:
				if n.Name == "any" {
					t.Errorf("%s: any", fset.Position(n.Pos()))
				}
			case *ast.InterfaceType:
				if n.Methods.NumFields() == 0 {
					t.Errorf("%s: an empty interface", fset.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

func TestNoInitRunsBeforeMain(t *testing.T) {
	sources(t, func(name string, _ []byte, fset *token.FileSet, file *ast.File) {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: init", fset.Position(f.Pos()))
			}
		}
	})
}

// strangers are words of the places where people work, which mean nothing to who reads the project. They are put together
// here, so that this file does not hold them.
func strangers() []*regexp.Regexp {
	var all []*regexp.Regexp
	for _, folder := range []string{"home", "work", "root", "Users", "mnt", "workspace"} {
		all = append(all, regexp.MustCompile(`(^|[\s"'=(\x60:])/`+folder+`/[A-Za-z0-9._-]`))
	}
	all = append(all,
		regexp.MustCompile(`(?i)[a-z]:\\`+`users\\`),
		regexp.MustCompile(`(?i)\bprox`+`y\.[a-z]`),
		regexp.MustCompile(`(?i)\b(index|registry|mirror|artifactory|nexus)\.[a-z0-9-]+\.(internal|local|corp)\b`),
		regexp.MustCompile(`\.\./`+`shared\b`),
	)
	for _, name := range []string{"DOMAIN", "PRODUCT", "MEASURE", "RELIABILITY", "TERMINAL", "SCREENS", "PRICES", "STYLE"} {
		all = append(all, regexp.MustCompile(`\b`+name+`\.md\b`))
	}
	return all
}

func TestNothingPointsOutOfTheProject(t *testing.T) {
	patterns := strangers()
	files(t, func(name string, data []byte) {
		if bytes.IndexByte(data, 0) >= 0 || name == "go.sum" {
			return
		}
		n := 0
		for line := range bytes.Lines(data) {
			n++
			for _, p := range patterns {
				if found := p.Find(line); found != nil {
					t.Errorf("%s:%d: %q is of no use to who reads the project", name, n, bytes.TrimSpace(found))
				}
			}
		}
	})
}
