package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/store"
	"tagtap/ui/suite"
)

// phoneScreen is the size of the screen that is told with what was missed: one on which the storefront shows the phone alone.
var phoneScreen = screenSize{54, 30}

// options says how a plan is played: in memory, or into the store of --db. What it returns as done closes the store.
func (sh *shell) options(ctx context.Context, w *world, p *planned, a *running, operators *measure.Operators) (o suite.Options, done func() error, err error) {
	o = suite.Options{Jobs: a.jobs.value, FailFast: a.failFast, Twice: a.repeat.value > 1 && sh.db == ""}
	done = func() error { return nil }
	var db *store.DB
	if sh.db != "" {
		if db, err = sh.openStore(ctx, w, sh.db); err != nil {
			return o, done, err
		}
		done, o.Jobs = db.Close, 1
		sh.warn(db)
	}
	walks, all := &flow.Walks{}, p.digest()
	count := story.Counting(slices.Concat(p.thresholds, a.reports.thresholds.bounds))
	o.Worker = func() func(*story.Run) (story.Config, error) {
		c := story.Config{Catalogue: w.Catalogue, Walks: walks, Operators: operators, Count: count}
		if a.screen.given() {
			c.Hands = sh.screenHands(w, a.screen)
		} else if !a.asJSON { // nobody would see it
			c.Picture = sh.pictureOf(w, phoneScreen)
		}
		if db == nil {
			return func(*story.Run) (story.Config, error) { return c, nil }
		}
		return func(r *story.Run) (story.Config, error) {
			own := c
			own.Journal, own.Origin = db, session.Origin{Run: all, Digest: r.Flow.Digest(), App: appVersion()}
			var err error
			r.ID, err = freeJourney(ctx, db, r.ID)
			return own, err
		}
	}
	return o, done, nil
}

// digest names what is played at once: the same runs have the same name.
func (p *planned) digest() string {
	h := sha256.New()
	for _, j := range p.Jobs() {
		_, _ = fmt.Fprintf(h, "%q %q %d %d %d", j.Name, j.Case, j.Seed, j.Repeat, j.Cases())
		for _, f := range j.Flows {
			_, _ = fmt.Fprintf(h, " %q", f.Name)
		}
		for _, s := range j.Shoppers {
			_, _ = fmt.Fprintf(h, " %q", s.ID)
		}
		_, _ = io.WriteString(h, "\n")
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// freeJourney returns the key of a journey that has no record yet: id, else id-2, id-3, …
func freeJourney(ctx context.Context, j session.Journal, id string) (string, error) {
	key := id
	for n := 2; ; n++ {
		stream, err := j.Stream(ctx, key)
		if err != nil {
			return "", err
		}
		records, err := j.Load(ctx, stream)
		if err != nil {
			return "", err
		}
		if len(records) == 0 {
			return key, nil
		}
		key = fmt.Sprintf("%s-%d", id, n)
	}
}

// brokenRun writes the report of a rule that was broken while a run was played.
func (sh *shell) brokenRun(err error) error {
	var broken suite.ErrPanic
	if !errors.As(err, &broken) {
		return err
	}
	path, noPath := sh.storePath()
	if noPath != nil {
		path = ""
	}
	return sh.brokenAt(&crash{what: broken.Error(), stack: broken.Stack}, path)
}

// command is what plays one run again, to be pasted into a shell.
func (p *planned) command(sh *shell, a *running, j *suite.Job, r *story.Result) string {
	name := r.File
	switch {
	case name == suite.Stdin:
		name = "-"
	case isBuiltIn(name):
		name = r.Name
	case strings.HasPrefix(name, "-"):
		name = "./" + name
	}
	words := []string{"tagtap", "run", name, "--flow", p.typed("flow", r.Flow), "--shopper", p.typed("shopper", r.Shopper),
		"--seed", fmt.Sprint(r.Seed)}
	if r.Case != "" {
		words = append(words, "--case", r.Case)
	}
	if a.screen.given() {
		words = append(words, "--screen", a.screen.String())
	}
	if sh.catalog != "" {
		words = append(words, "--catalog", sh.catalog)
	}
	for _, env := range a.env.typed {
		words = append(words, "--env", env)
	}
	for i, word := range words {
		words[i] = quoted(word)
	}
	return strings.Join(words, " ")
}

// typed returns what names a flow or shopper on the command line.
func (p *planned) typed(kind, name string) string {
	if file, ok := p.flags[kind+" "+name]; ok {
		return file
	}
	return name
}

// quoted makes a word one for a shell, in one line (POSIX.1-2024, Shell Command Language, 2.2.2 and 2.2.4).
func quoted(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=@%+,", r) || r > 0x7F
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	var b strings.Builder
	b.WriteString("$'")
	for _, c := range []byte(s) {
		switch {
		case c == '\'' || c == '\\':
			b.Write([]byte{'\\', c})
		case c < ' ' || c >= 0x7F:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + "'"
}
