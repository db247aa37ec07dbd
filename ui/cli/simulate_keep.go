package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"tagtap/flow"
	"tagtap/flow/sim"
	"tagtap/store"
)

// simulatedInto runs a plan and writes its journeys into a store. What an interrupted run has written are whole journeys.
func (sh *shell) simulatedInto(ctx context.Context, p *sim.Plan, path string) (result *sim.Result, err error) {
	w, err := sh.world()
	if err != nil {
		return nil, err
	}
	db, err := sh.openStore(ctx, w, path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	k := keeper{ctx: ctx, into: db}
	p.Origin.Run = p.Set.Name + "/" + runID(p, nil) // whoever reads the records finds the assumptions
	runs := map[string]string{}
	for _, f := range p.Flows {
		runs[f.Name] = runID(p, f)
	}
	p.Name = func(f *flow.Flow, shopper uint64) string { return fmt.Sprintf("sim-%s-%d", runs[f.Name], shopper+1) }
	p.Keep = k.keep
	if result, err = sim.Run(ctx, *p); err == nil {
		err = k.flush()
	}
	if walked := (store.ErrWalked{}); errors.As(err, &walked) {
		return nil, usage("the same shoppers do not walk twice, also where a run was interrupted: take another --seed, or another store with --db",
			"the store has these journeys already: %v", walked)
	}
	if err != nil && k.kept > 0 {
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s into %s before that, and stay; to walk on take another --seed, or another --db\n",
			plural(k.kept, "whole journey was written", "whole journeys were written"), clean(path))
	}
	return result, err
}

// importer is what a simulation needs of a store.
type importer interface {
	Import(ctx context.Context, journeys []store.Journey) error
}

// keeper writes journeys, some thousands a transaction.
type keeper struct {
	ctx     context.Context
	into    importer
	waiting []store.Journey
	kept    int
}

// mostWaiting is how many journeys are written at once: their records are in memory until then.
const mostWaiting = 4096

func (k *keeper) keep(_ *flow.Flow, journeys []sim.Journey) error {
	for _, j := range journeys {
		k.waiting = append(k.waiting, store.Journey{Shopper: j.Key, Records: j.Records})
	}
	if len(k.waiting) < mostWaiting {
		return nil
	}
	return k.flush()
}

func (k *keeper) flush() error {
	if len(k.waiting) == 0 {
		return nil
	}
	if err := k.into.Import(k.ctx, k.waiting); err != nil {
		return err
	}
	k.kept += len(k.waiting)
	k.waiting = k.waiting[:0]
	return nil
}

// runID names what the journeys of a plan have in common, under one flow or, with nil, under all: the same plan walks the same
// journeys again.
func runID(p *sim.Plan, f *flow.Flow) string {
	what := fmt.Appendf(nil, "%s %v %d %s", p.Set.Name, p.Theta, p.Seed, p.Catalogue.Digest)
	for _, of := range p.Flows {
		if f == nil || f == of {
			what = fmt.Appendf(what, " %s %s", of.Name, of.Digest())
		}
	}
	sum := sha256.Sum256(what)
	return hex.EncodeToString(sum[:4])
}
