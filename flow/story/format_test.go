package story_test

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/story"
	"tagtap/flow/strict"
)

// form is a story in its one form, which must be such that nothing changes a second time and that it means the same.
func form(t testing.TB, r story.Reading, name string, data []byte) string {
	t.Helper()
	formed, err := r.Format(name, data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Format(name, formed)
	if err != nil || !bytes.Equal(again, formed) {
		t.Fatalf("%s: %v: the form of the form is another one:\n%s\nof\n%s", name, err, again, formed)
	}
	before, err := strict.Parse(name, data, strict.Story)
	if err != nil {
		t.Fatal(err)
	}
	after, err := strict.Parse(name, formed, strict.Story)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := head(after), head(before); got != want {
		t.Fatalf("%s: means\n%s\nwant\n%s", name, got, want)
	}
	return string(formed)
}

// head writes what a story holds, whatever the order of its head.
func head(n *strict.Node) string {
	var parts []string
	pairs, _ := n.Map()
	for _, pair := range pairs {
		parts = append(parts, texts(pair.Key)+"="+texts(pair.Value))
	}
	slices.Sort(parts)
	return strings.Join(parts, "\n")
}

// texts writes what a part holds, whether it stood in quotes or not.
func texts(n *strict.Node) string {
	if s, err := n.Text(); err == nil {
		return "‹" + s + "›"
	}
	var parts []string
	items, _ := n.List()
	for _, item := range items {
		parts = append(parts, texts(item))
	}
	pairs, _ := n.Map()
	for _, pair := range pairs {
		parts = append(parts, texts(pair.Key)+"="+texts(pair.Value))
	}
	return n.Kind().String() + "(" + strings.Join(parts, " ") + ")"
}

func TestTheBuiltInStoriesStandInTheirOneForm(t *testing.T) {
	set := builtIn(t)
	for _, file := range set.Stories {
		if got := form(t, set.Reading(), file.File, file.Data); got != string(file.Data) {
			t.Errorf("%s is not in its one form; run tagtap fmt on it. Want\n%s", file.Name, got)
		}
	}
}

// slips are how people write the same otherwise.
var slips = []struct {
	name string
	make func(string) string
}{
	{"no space inside braces", func(s string) string {
		return lines(s, func(line string) string { return strings.NewReplacer("{ ", "{", " }", "}").Replace(line) })
	}},
	{"spaces everywhere", func(s string) string {
		return lines(s, func(line string) string {
			if !strings.Contains(line, "{ ") || strings.Contains(line, `"`) {
				return line
			}
			return strings.NewReplacer(": {", ":   {", ", ", " ,  ", "{ ", "{   ").Replace(line)
		})
	}},
	{"lists in the column of their key", func(s string) string {
		return regexp.MustCompile(`(?m)^  ( *- |    )`).ReplaceAllString(s, "$1")
	}},
	{"deeper lists", func(s string) string { return regexp.MustCompile(`(?m)^  `).ReplaceAllString(s, "      ") }},
	{"breaks and spaces at the end", func(s string) string { return "\uFEFF" + strings.ReplaceAll(s, "\n", "  \r\n") }},
	{"more empty lines", func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n\n\n") + "\n\n" }},
	{"single quotes", func(s string) string {
		return lines(s, func(line string) string { return regexp.MustCompile(`"([^"'\\]*)"`).ReplaceAllString(line, "'$1'") })
	}},
	{"a shuffled head", func(s string) string {
		head := regexp.MustCompile(`(?m)^story: .*\n`).FindString(s)
		at := strings.Index(s, "\nsteps:")
		return strings.Replace(s[:at+1], head, "", 1) + head + s[at+1:]
	}},
}

// lines changes the lines that are no comment.
func lines(s string, change func(string) string) string {
	all := strings.SplitAfter(s, "\n")
	for i, line := range all {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			code, comment, ok := strings.Cut(line, " # ")
			if all[i] = change(code); ok {
				all[i] += " # " + comment
			}
		}
	}
	return strings.Join(all, "")
}

func TestHoweverAStoryIsWrittenItHasTheSameForm(t *testing.T) {
	set := builtIn(t)
	r := set.Reading()
	for _, slip := range slips {
		t.Run(slip.name, func(t *testing.T) {
			changed := 0
			for _, file := range set.Stories {
				want := form(t, r, file.File, file.Data)
				src := slip.make(want)
				if src != want {
					changed++
				}
				if got := form(t, r, file.File, []byte(src)); got != want {
					t.Errorf("%s: got\n%s\nwant\n%s\nof\n%s", file.Name, got, want, src)
				}
			}
			if changed == 0 {
				t.Error("no story was changed")
			}
		})
	}
}

// What is played comes to the same, but for the lines at which it stands.
func TestAStoryInItsFormPlaysTheSame(t *testing.T) {
	set := builtIn(t)
	for _, name := range []string{"loop", "partial-return", "platform-lowers-the-price"} {
		file, _ := set.Story(name)
		src := slips[1].make(string(file.Data))
		var reports [2][]byte
		for i, data := range [][]byte{[]byte(src), []byte(form(t, set.Reading(), file.File, []byte(src)))} {
			s, err := story.Parse(file.File, data)
			if err != nil {
				t.Fatal(err)
			}
			var results []*story.Result
			for _, run := range story.Runs(s, []*flow.Flow{set.Flow("native")}, set.Shoppers[:1], 1) {
				r, err := story.Play(context.Background(), run, story.Config{Catalogue: set.Catalogue})
				if err != nil {
					t.Fatal(err)
				}
				results = append(results, r)
			}
			reports[i] = regexp.MustCompile(`"(line|column)":\d+`).ReplaceAll(story.MarshalReport(results), nil)
		}
		if !bytes.Equal(reports[0], reports[1]) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, reports[1], reports[0])
		}
	}
}

func TestAStoryWithMistakesHasNoForm(t *testing.T) {
	for _, src := range []string{"", "story: x\n", "story: x\nsteps: [tapp]\n", "story: x\nsteps:\n- expect: {taps: many}\n", "story: x\nsteps: [run: other]\n"} {
		_, want := story.Parse("t.yaml", []byte(src))
		formed, err := story.Reading{}.Format("t.yaml", []byte(src))
		if formed != nil || err == nil || err.Error() != want.Error() {
			t.Errorf("%q: %q, %v, want %v", src, formed, err, want)
		}
	}
}

// FuzzFormatStory holds that what parses has a form, that the form means the same, and that it is its own form.
func FuzzFormatStory(f *testing.F) {
	for i, file := range builtIn(f).Stories {
		if i%8 == 0 {
			f.Add(file.Data)
		}
	}
	f.Add([]byte("# a\nsteps: [pay, {open-note: x}] # b\nstory: 'a: b'\n# c\n"))
	f.Add([]byte("story: |\n  x\n\nsteps:\n- expect: { # a\n  taps: 1, keys: 2 }\n# b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := story.Parse("t.yaml", data); err != nil {
			if formed, err := (story.Reading{}).Format("t.yaml", data); err == nil || formed != nil {
				t.Fatalf("a form of what does not parse: %q", formed)
			}
			return
		}
		formed, err := story.Reading{}.Format("t.yaml", data)
		if err != nil {
			if len(data) < 1000 {
				t.Fatal(err)
			}
			return
		}
		form(t, story.Reading{}, "t.yaml", formed)
	})
}
