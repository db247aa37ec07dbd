package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tagtap/flow/text"
)

// tagFlag is a flag that chooses stories by their tags.
type tagFlag struct{ rules []tagRule }

// tagRule is one --tag: a story has one of any, if there are some, and none of none.
type tagRule struct{ any, none []string }

func (t *tagFlag) String() string { return "" }

// Type implements pflag.Value.
func (t *tagFlag) Type() string { return "" }

// Set implements pflag.Value.
func (t *tagFlag) Set(s string) error {
	var r tagRule
	for _, word := range strings.Split(s, ",") {
		word = strings.TrimSpace(word)
		tag, not := strings.CutPrefix(word, "!")
		if !not {
			tag, not = strings.CutPrefix(word, "not ")
		}
		switch tag = strings.TrimSpace(tag); {
		case tag == "":
			return fmt.Errorf("got %s, want tags such as smoke,checkout or !slow", quote(s))
		case not:
			r.none = append(r.none, tag)
		default:
			r.any = append(r.any, tag)
		}
	}
	t.rules = append(t.rules, r)
	return nil
}

// has says whether a story with these tags is chosen.
func (t *tagFlag) has(tags []string) bool {
	in := func(tag string) bool { return slices.Contains(tags, tag) }
	for _, r := range t.rules {
		if len(r.any) > 0 && !slices.ContainsFunc(r.any, in) || slices.ContainsFunc(r.none, in) {
			return false
		}
	}
	return true
}

// unknown reports the wanted tags that no story has: a typo would quietly leave a suite out.
func (t *tagFlag) unknown(known []string) error {
	var all []error
	for _, r := range t.rules {
		for _, tag := range r.any {
			if !slices.Contains(known, tag) {
				all = append(all, unknown("tag", tag, known))
			}
		}
		for _, tag := range r.none { // stories need not have what is left out, unless it is meant for what they have
			if _, near := text.Nearest(tag, known); near && !slices.Contains(known, tag) {
				all = append(all, unknown("tag", tag, known))
			}
		}
	}
	return several(all...)
}

// times is a count of which there is at least one.
type times struct{ *count }

// Set implements pflag.Value.
func (t times) Set(s string) error {
	if n, err := strconv.Atoi(s); err != nil || n < 1 || n > t.most {
		return fmt.Errorf("got %s, want a whole number, 1 to %d", quote(s), t.most)
	}
	return t.count.Set(s)
}

// envFlag is a flag that gives values to words of the stories' env.
type envFlag struct {
	values map[string]string
	typed  []string
}

func (e *envFlag) String() string { return "" }

// Type implements pflag.Value.
func (e *envFlag) Type() string { return "" }

// Set implements pflag.Value.
func (e *envFlag) Set(s string) error {
	name, value, ok := strings.Cut(s, "=")
	if !ok || name == "" {
		return fmt.Errorf("got %s, want NAME=TEXT as in wallet=alipay", quote(s))
	}
	if e.values == nil {
		e.values = map[string]string{}
	}
	e.values[name] = value
	e.typed = append(e.typed, s)
	return nil
}
