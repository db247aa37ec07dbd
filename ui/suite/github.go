package suite

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tagtap/flow/story"
)

// GitHub writes what runs missed as commands of GitHub Actions, which shows them beside the lines of the story files (GitHub
// documentation, "Workflow commands for GitHub Actions"). It shows ten errors of a step at most, so each line of a story is
// told once, and at the end how many more there were.
type GitHub struct {
	w    io.Writer
	root string // of the checkout: files below it are told from there on
	seen map[story.Failure]bool
	told int
	more int
}

// mostTold is how many errors of one step GitHub shows.
const mostTold = 10

// NewGitHub returns a reporter that writes to w: to stderr, so that results on stdout stay what they are. The workspace is the
// folder of the checkout, GITHUB_WORKSPACE; it may be empty.
func NewGitHub(w io.Writer, workspace string) *GitHub {
	return &GitHub{w: w, root: workspace, seen: map[story.Failure]bool{}}
}

// Begin does nothing.
func (g *GitHub) Begin(int) error { return nil }

// Run writes the failures of a run.
func (g *GitHub) Run(_ *Job, r *story.Result) error {
	for i := range r.Failures {
		f := &r.Failures[i]
		at := story.Failure{File: f.File, Line: f.Line, Column: f.Column}
		if g.seen[at] || g.told == mostTold {
			g.more++
			continue
		}
		g.seen[at] = true
		title := r.Name + " (" + nameOf(r) + ")"
		if err := g.tell(at, title, f.Message+"\nwant  "+f.Want+"\ngot   "+f.Got); err != nil {
			return err
		}
	}
	return nil
}

// End says how many failures were not told.
func (g *GitHub) End(*Summary) error {
	if g.more == 0 {
		return nil
	}
	_, err := fmt.Fprintf(g.w, "::notice title=tagtap::%d more missed, see the log\n", g.more)
	return err
}

// Thresholds writes those that were missed.
func (g *GitHub) Thresholds(verdicts []story.Verdict) error {
	for i := range verdicts {
		v := &verdicts[i]
		if v.Passed {
			continue
		}
		at := story.Failure{File: v.Pos.File, Line: v.Pos.Line, Column: v.Pos.Column}
		if err := g.tell(at, "threshold", v.Metric+": "+v.Expression+", got "+v.Got); err != nil {
			return err
		}
	}
	return nil
}

// Baseline writes what takes more than a baseline holds.
func (g *GitHub) Baseline(file string, grown []Change) error {
	for i := range grown {
		at := story.Failure{File: file, Line: grown[i].Line, Column: 1}
		if err := g.tell(at, "baseline", grown[i].String()+"\n"+strings.TrimRight(grown[i].Diff, "\n")); err != nil {
			return err
		}
	}
	return nil
}

func (g *GitHub) tell(at story.Failure, title, message string) error {
	var b strings.Builder
	b.WriteString("::error ")
	if file, ok := g.file(at.File); ok {
		fmt.Fprintf(&b, "file=%s,line=%d,col=%d,", property(file), max(1, at.Line), max(1, at.Column))
	} else if at.File != "" {
		message = fmt.Sprintf("%s:%d:%d: %s", at.File, at.Line, at.Column, message)
	}
	fmt.Fprintf(&b, "title=%s::%s\n", property(title), data(message))
	g.told++
	_, err := io.WriteString(g.w, b.String())
	return err
}

// file returns the path of a file from the checkout on; false where it is no file of it.
func (g *GitHub) file(name string) (string, bool) {
	if name == "" || name == Stdin || strings.HasPrefix(name, "builtin:") {
		return "", false
	}
	if whole, err := filepath.Abs(name); err == nil && g.root != "" { // a step may work in a folder of the checkout
		if below, err := filepath.Rel(g.root, whole); err == nil && filepath.IsLocal(below) {
			name = below
		}
	}
	return filepath.ToSlash(name), true
}

// data escapes a message, property what stands before it (the toolkit of GitHub Actions, @actions/core, command).
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(unprintable(s))
}

func property(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(s))
}

// oneLine makes a name fit to stand in a line of its own: a file may be called as it likes.
func oneLine(s string) string {
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(unprintable(s))
}

// unprintable replaces what terminals obey; lines stay lines.
func unprintable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}
