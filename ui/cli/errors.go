package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tagtap/flow/strict"
	"tagtap/flow/text"
	"tagtap/store"
)

// errUsage is a mistake in how the program was called. Nothing ran.
type errUsage struct {
	what string
	hint string
}

func (e errUsage) Error() string { return e.what }

// Hint says what to do.
func (e errUsage) Hint() string { return e.hint }

// usage makes an errUsage.
func usage(hint, format string, args ...any) error {
	return errUsage{what: fmt.Sprintf(format, args...), hint: hint}
}

// unknown says that there is no thing of that name, what was probably meant, and what there is.
func unknown(kind, name string, known []string) error {
	known = distinct(known)
	e := errUsage{what: fmt.Sprintf("there is no %s %s", kind, quote(name))}
	if near, ok := nearest(name, known); ok {
		e.what += fmt.Sprintf(" (did you mean %q?)", near)
	}
	switch n := len(known); {
	case n > mostNamed:
		e.hint = fmt.Sprintf("there are %d; tagtap %s lists them", n, plurals[kind])
	case n > 0:
		e.hint = "there are: " + strings.Join(known, ", ")
	}
	return e
}

// distinct leaves out what is there already, and what has no name.
func distinct(names []string) []string {
	var all []string
	for _, name := range names {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// nearest is text.Nearest, but the one name that has more words behind the word is meant before all that have slips: who types
// baymard-2025 means baymard-2025-09, not baymard-2016.
func nearest(word string, names []string) (string, bool) {
	found := ""
	for _, name := range names {
		if !strings.HasPrefix(name, word+"-") {
			continue
		}
		if found != "" {
			return text.Nearest(word, names)
		}
		found = name
	}
	if found != "" {
		return found, true
	}
	return text.Nearest(word, names)
}

// mostNamed is how many names a hint spells out. Where there are more, a command lists them.
const mostNamed = 20

var plurals = map[string]string{"story": "stories", "flow": "flows", "shopper": "shoppers"}

// mostQuoted is how much of what was typed a message repeats, in runes.
const mostQuoted = 60

func quote(s string) string {
	if r := []rune(s); len(r) > mostQuoted {
		s = string(r[:mostQuoted]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// errInput is a mistake in files that were handed in. Nothing ran.
type errInput struct{ err error }

func (e errInput) Error() string { return e.err.Error() }

func (e errInput) Unwrap() error { return e.err }

// errMissed says that everything was done and something was not as expected; what it is was printed as a result.
var errMissed = errors.New("missed")

// errThreshold is errMissed of a threshold over many runs.
var errThreshold = errors.New("threshold missed")

// exitCode returns the code of an error; of several at once the gravest.
func exitCode(err error) int {
	if err == nil {
		return exitDone
	}
	if s, ok := signalled(err); ok {
		return s.code()
	}
	for _, kind := range []struct {
		is   bool
		code int
	}{
		{is[errBroken](err), exitBroken},
		{outside(err), exitOutside},
		{is[errUsage](err) || is[errInput](err), exitUsage},
		{errors.Is(err, errMissed), exitMissed},
		{errors.Is(err, errThreshold), exitThreshold},
	} {
		if kind.is {
			return kind.code
		}
	}
	return exitOutside
}

func is[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

// outside says whether an error, or one of several joined ones, is none of ours: then the outside world failed.
func outside(err error) bool {
	if many, ok := err.(interface{ Unwrap() []error }); ok { // joined, not wrapped
		return slices.ContainsFunc(many.Unwrap(), outside)
	}
	return !is[errUsage](err) && !is[errInput](err) && !is[errBroken](err) && !errors.Is(err, errMissed) && !errors.Is(err, errThreshold)
}

// report says on stderr what went wrong and what to do, and returns the exit code.
func (sh *shell) report(err error) int {
	code := exitCode(err)
	if sig, ok := signalled(err); err == nil || ok && sig.quiet() || code == exitMissed || code == exitThreshold {
		return code
	}
	var each errSeveral
	if errors.As(err, &each) {
		for _, one := range each {
			sh.report(one)
		}
		return code
	}
	var input errInput
	var mistakes strict.Errors
	if errors.As(err, &input) && errors.As(input.err, &mistakes) {
		_, _ = fmt.Fprintln(sh.Err, mistakes)
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s in the input, nothing ran\n", plural(len(mistakes), "mistake", "mistakes"))
		return code
	}
	_, _ = fmt.Fprintf(sh.Err, "tagtap: %s\n", clean(err.Error()))
	var hinted interface{ Hint() string }
	var damaged store.ErrDamaged
	if errors.As(err, &damaged) {
		_, _ = fmt.Fprintf(sh.Err, "hint: %s\n", clean(sh.wayOut(damaged.Path)))
	} else if errors.As(err, &hinted) && hinted.Hint() != "" {
		_, _ = fmt.Fprintf(sh.Err, "hint: %s\n", clean(hinted.Hint()))
	}
	return code
}

// clean makes text from outside fit to be written to a terminal.
func clean(s string) string { return text.Clean(s, text.Limit{Lines: true}).String() }

// plural counts things.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// errSeveral are errors that do not follow from one another. Each is reported with its own hint.
type errSeveral []error

func (e errSeveral) Error() string { return errors.Join(e...).Error() }

func (e errSeveral) Unwrap() []error { return e }

// several makes one error of those that are there. The mistakes in files come last, as one list.
func several(errs ...error) error {
	var all errSeveral
	var mistakes []error
	for _, err := range flat(errs) {
		if is[errInput](err) {
			mistakes = append(mistakes, err)
		} else {
			all = append(all, err)
		}
	}
	if err := inputs(mistakes); err != nil {
		all = append(all, err)
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// flat leaves out what is nil and takes apart what was put together.
func flat(errs []error) []error {
	var all []error
	for _, err := range errs {
		var some errSeveral
		switch {
		case err == nil:
		case errors.As(err, &some):
			all = append(all, flat(some)...)
		default:
			all = append(all, err)
		}
	}
	return all
}

// inputs joins the mistakes of several files.
func inputs(mistakes []error) error {
	var all strict.Errors
	for _, err := range mistakes {
		var some strict.Errors
		if !errors.As(err, &some) {
			return err
		}
		all = append(all, some...)
	}
	if len(all) == 0 {
		return nil
	}
	return errInput{all}
}
