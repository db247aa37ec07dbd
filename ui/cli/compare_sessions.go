package cli

import (
	"context"
	"errors"

	"tagtap/flow/measure"
	"tagtap/flow/text"
	"tagtap/store"
)

// compareSessions sets sessions of the store side by side.
func (sh *shell) compareSessions(ctx context.Context, args []string, c *comparing) (err error) {
	const hint = "as in: tagtap compare --session ID --session ID; `tagtap sessions` lists what is there"
	switch {
	case len(args) > 0 || c.story != "" || c.oneCase != "":
		return usage(hint, "--session compares what was walked; it takes no flow and no story")
	case len(c.sessions) < 2:
		return usage(hint, "--session needs two sessions, got 1")
	}
	from, to, badPoint := c.points()
	operators, badOperators := operatorsOf(c.operators)
	if err := several(badPoint, badOperators); err != nil {
		return err
	}
	db, err := sh.readStore(store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	doc := &comparison{from: from, to: to, operators: operators}
	walks := make([]measure.Walk, len(c.sessions))
	for i, id := range c.sessions {
		s, err := sh.sessionOf(ctx, db, id)
		if err != nil {
			return err
		}
		for _, before := range doc.sides {
			if before.session == s.ID {
				return usage("name another one", "session %s is here twice", quote(id))
			}
		}
		records, err := db.SessionRecords(ctx, s)
		if err != nil {
			return err
		}
		walks[i], _ = measure.LayOut(records, from, to, operators)
		walks[i].Name = s.ID
		doc.sides = append(doc.sides, side{flow: s.Flow, shopper: s.Shopper, session: s.ID})
	}
	doc.Comparison = measure.Compare(walks)
	if c.html != "" {
		return sh.sessionsPage(ctx, doc, c)
	}
	return sh.printComparison(doc, c.json)
}

// sessionOf finds a session, or says what was probably meant.
func (sh *shell) sessionOf(ctx context.Context, db *store.DB, id string) (store.Session, error) {
	s, err := db.Journey(ctx, id)
	var none store.ErrNoSession
	if !errors.As(err, &none) {
		return s, err
	}
	e := errUsage{what: "there is no session " + quote(id), hint: none.Hint()}
	all, err := db.Sessions(ctx, 0)
	if err != nil {
		return s, err
	}
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].ID
	}
	if near, ok := text.Nearest(id, names); ok {
		e.what += " (did you mean " + quote(near) + "?)"
	}
	return s, e
}
