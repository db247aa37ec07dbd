package cli

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tagtap/flow/measure"
	"tagtap/store"
	web "tagtap/ui/page"
)

// group is some sessions of the store, and what they came to.
type groupOf struct {
	name  string // as it was written
	want  [][2]string
	visit []visited // the oldest first
}

// visited is what a session came to, as the report counts it.
type visited struct {
	who              string // as partners are found
	source           string
	saw, added, paid bool
}

// keysOfGroup are by what a group can be chosen.
var keysOfGroup = []string{"flow", "shopper", "source"}

// valueOf returns what a session has for a key.
func valueOf(s *store.Session, key string) string {
	switch key {
	case "flow":
		return s.Flow
	case "shopper":
		return s.Shopper
	}
	return s.Source
}

func (g *groupOf) has(s *store.Session) bool {
	for _, w := range g.want {
		if valueOf(s, w[0]) != w[1] {
			return false
		}
	}
	return true
}

// parseGroup reads flow=native,source=sim.
func parseGroup(s string) (*groupOf, error) {
	g := &groupOf{name: s}
	for _, part := range strings.Split(s, ",") {
		key, value, ok := strings.Cut(part, "=")
		switch {
		case !ok || value == "":
			return nil, usage("as in: --group flow=native,source=person", "--group: got %s, want KEY=VALUE", quote(part))
		case !slices.Contains(keysOfGroup, key):
			return nil, unknown("key for --group", key, keysOfGroup)
		case slices.ContainsFunc(g.want, func(w [2]string) bool { return w[0] == key }):
			return nil, usage("a session has one "+key, "--group: %s is here twice in %s", key, quote(s))
		}
		g.want = append(g.want, [2]string{key, value})
	}
	return g, nil
}

// compareGroups compares the rates of two groups of sessions.
func (sh *shell) compareGroups(ctx context.Context, args []string, c *comparing) (err error) {
	const hint = "as in: tagtap compare --group flow=native --group flow=express"
	switch {
	case len(args) > 0 || len(c.sessions) > 0 || c.story+c.oneCase+c.from+c.to+c.operators != "":
		return usage(hint, "--group compares rates; it takes no flow, story, session, point or operators")
	case len(c.groups) != 2:
		return usage(hint, "--group needs two groups, got %d", len(c.groups))
	}
	a, badA := parseGroup(c.groups[0])
	b, badB := parseGroup(c.groups[1])
	if err := several(badA, badB); err != nil {
		return err
	}
	db, err := sh.readStore(store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	if err := gather(ctx, db, a, b); err != nil {
		return err
	}
	r := ratesOf(a, b, c.paired)
	if c.html != "" {
		if err := sh.writeCompared(c, web.Data{Lang: sh.screenLanguage(), Rates: r.page()}); err != nil || !c.json {
			return err
		}
	}
	if c.json {
		return sh.printJSON(r)
	}
	return sh.printRates(r)
}

// gather reads the sessions of two groups.
func gather(ctx context.Context, db *store.DB, groups ...*groupOf) error {
	all, err := db.Sessions(ctx, 0)
	if err != nil {
		return err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if err := ctx.Err(); err != nil {
			return err
		}
		s, in := &all[i], (*groupOf)(nil)
		for _, g := range groups {
			if leftOut(s) || !g.has(s) {
				continue
			}
			if in != nil {
				return usage("choose groups that have none in common", "session %s is in both groups", s.ID)
			}
			in = g
		}
		if in == nil {
			continue
		}
		v, err := visitOf(ctx, db, s)
		if err != nil {
			return err
		}
		in.visit = append(in.visit, v)
	}
	for _, g := range groups {
		if len(g.visit) == 0 {
			return usage(valuesOf(all, g), "no session of the store has %s", g.name)
		}
	}
	return nil
}

// valuesOf lists what a group could have asked for.
func valuesOf(all []store.Session, g *groupOf) string {
	var parts []string
	for _, w := range g.want {
		var values []string
		for i := range all {
			if v := valueOf(&all[i], w[0]); !leftOut(&all[i]) && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
		slices.Sort(values)
		parts = append(parts, w[0]+" is one of "+strings.Join(values, ", "))
	}
	return strings.Join(parts, "; ")
}

// leftOut says whether reports leave a session out unless they are asked for it.
func leftOut(s *store.Session) bool { return s.From != "" || s.Source == measure.SourcePrelude }

// scratch is a book that nobody reads.
type scratch struct{ tally measure.Tally }

// Tally implements measure.Book.
func (s *scratch) Tally(measure.Week, measure.Dim, string) *measure.Tally { return &s.tally }

func visitOf(ctx context.Context, db *store.DB, s *store.Session) (visited, error) {
	records, err := db.SessionRecords(ctx, *s)
	if err != nil {
		return visited{}, err
	}
	counter := measure.NewCounter(&scratch{})
	for i := range records {
		counter.Read(&records[i])
	}
	has := func(f measure.Flags) bool { return counter.Visit.Flags&f != 0 }
	return visited{
		who: partner(s), source: s.Source, saw: has(measure.FlagSaw), added: has(measure.FlagAdded), paid: has(measure.FlagPaid),
	}, nil
}

// simulated is the source of sessions of shoppers who are none.
const simulated = "sim"

// partner is the shopper of a session. Simulated ones share a few profiles; which of them it is stands behind the run in the
// session's name, and the same number is the same shopper under every flow.
func partner(s *store.Session) string {
	if i := strings.LastIndexByte(s.ID, '-'); i >= 0 && s.Source == simulated {
		return s.Shopper + s.ID[i:]
	}
	return s.Shopper
}
