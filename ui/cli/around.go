package cli

import (
	"context"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/store"
	"tagtap/ui/tui"
)

// walker opens the sessions of one storefront: one for each shopper whose journey it goes on with.
type walker struct {
	sh   *shell
	w    *world
	flow *flow.Flow
	db   *store.DB

	journal session.Journal // db, or what mirrors it
	run     string          // all sessions of one storefront
	stories stories         // that were written
}

// walk opens a session of a shopper's journey.
func (k *walker) walk(ctx context.Context, who *flow.Shopper, journey string) (*session.Session, error) {
	return session.Open(ctx, session.Config{
		World:   flow.World{Catalogue: k.w.Catalogue, Flow: k.flow, Shopper: who},
		Journal: k.journal, Journey: journey, ID: k.sh.newSession(), Source: "person", Start: start(k.w.Catalogue), Clock: k.sh.now,
		Origin: k.origin(),
	})
}

// origin is kept with the sessions of one storefront.
func (k *walker) origin() session.Origin {
	return session.Origin{Run: k.run, Seed: k.sh.seed.value, Digest: k.flow.Digest(), App: appVersion()}
}

// around is what the storefront shows beside the walk.
func (k *walker) around() tui.Around {
	return tui.Around{
		Shoppers: k.w.Shoppers,
		Switch: func(ctx context.Context, id string) (*session.Session, error) {
			who, err := k.w.shopperOf(id)
			if err != nil {
				return nil, err
			}
			return k.walk(ctx, who, who.ID)
		},
		Past: k.past, Report: k.report, Save: k.save,
	}
}

// report counts what the store holds now, for the merchant's dashboard.
func (k *walker) report(ctx context.Context) (*measure.Report, error) {
	tallies, err := k.db.Tallies(ctx)
	if err != nil {
		return nil, err
	}
	shared, err := k.db.Shared(ctx)
	if err != nil {
		return nil, err
	}
	return measure.NewReport(tallies, &measure.Query{Rule: measure.Usual()}, &measure.Market{Catalogue: k.w.Catalogue, Notes: shared.Notes}), nil
}

// mostPast is how many earlier walks the card compares with at most.
const mostPast = 6

// past returns the walks before a session, newest first. One in which nothing was tapped is none.
func (k *walker) past(ctx context.Context, current string) ([]measure.Summary, error) {
	all, err := k.db.Sessions(ctx, 0)
	if err != nil {
		return nil, err
	}
	var past []measure.Summary
	for i := range all {
		if all[i].ID == current {
			past = nil // all before it, also where it is not the newest
			continue
		}
		if len(past) == mostPast {
			break
		}
		records, err := k.db.SessionRecords(ctx, all[i])
		if err != nil {
			return nil, err
		}
		if s := measure.Summarize(records); s.Taps > 0 {
			past = append(past, s)
		}
	}
	return past, nil
}
