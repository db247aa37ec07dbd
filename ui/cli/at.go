package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/text"
)

// beginning is where the storefront opens: a place, or a checkpoint of a story; the zero one is where the shopper is.
type beginning struct {
	place      flow.Place
	run        story.Run
	checkpoint string
}

// beginning reads what --at says. A story is looked up and checked before anything opens.
func (sh *shell) beginning(w *world) (beginning, error) {
	if sh.at == "" {
		return beginning{}, nil
	}
	name, checkpoint, isStory := cutLast(sh.at, ":")
	if !isStory {
		if place, ok := flow.PlaceOf(sh.at); ok {
			return beginning{place: place}, nil
		}
		e := errUsage{what: fmt.Sprintf("--at: there is no place %s", quote(sh.at)), hint: "want a place, one of " +
			strings.Join(placeNames(), ", ") + ", or STORY:CHECKPOINT"}
		if near, ok := text.Nearest(sh.at, placeNames()); ok {
			e.what += fmt.Sprintf(" (did you mean %q?)", near)
		}
		return beginning{}, e
	}
	p, err := sh.plan(w, []string{name}, &running{repeat: count{value: 1}})
	if err != nil {
		return beginning{}, err
	}
	run, err := p.First()
	if err != nil {
		return beginning{}, err
	}
	s := run.Story
	for _, known := range s.Checkpoints() {
		if known == checkpoint {
			return beginning{run: run, checkpoint: checkpoint}, nil
		}
	}
	return beginning{}, asUsage(story.ErrNoCheckpoint{Story: s.Name, Name: checkpoint, Known: s.Checkpoints()})
}

func placeNames() []string {
	var names []string
	for _, p := range flow.Places() {
		names = append(names, p.String())
	}
	return names
}

// cutLast cuts at the last separator: a story may be a file with a drive before it.
func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// asUsage makes a mistake in what was asked for of an error that has a hint.
func asUsage(err error) error {
	e := errUsage{what: err.Error()}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		e.hint = hinted.Hint()
	}
	return e
}

// begin opens the session of the storefront. One that begins elsewhere has a journey of its own: what leads there is walked
// in it, tap by tap, so that everything that is shown was done. That is a session too, a prelude, which reports leave out.
func (k *walker) begin(ctx context.Context, at beginning, who *flow.Shopper) (*session.Session, error) {
	if k.sh.at == "" {
		return k.walk(ctx, who, who.ID)
	}
	id, err := freeJourney(ctx, k.journal, who.ID+"@"+k.sh.at)
	if err != nil {
		return nil, err
	}
	if at.checkpoint != "" {
		at.run.ID = id
		k.flow, who = at.run.Flow, at.run.Shopper
		_, err = story.PlayTo(ctx, at.run, story.Config{
			Catalogue: k.w.Catalogue, Journal: k.journal, Origin: k.origin(), Source: measure.SourcePrelude,
		}, at.checkpoint)
	} else {
		var s *session.Session
		if s, err = session.Open(ctx, session.Config{
			World:   flow.World{Catalogue: k.w.Catalogue, Flow: k.flow, Shopper: who},
			Journal: k.journal, Journey: id, ID: id, Source: measure.SourcePrelude, Start: start(k.w.Catalogue), Origin: k.origin(),
		}); err == nil {
			err = story.WalkTo(ctx, s, &flow.Walks{}, at.place)
		}
	}
	if missed := (story.ErrNotReached{}); errors.As(err, &missed) {
		return nil, asUsage(missed)
	}
	if err != nil {
		return nil, err
	}
	return k.walk(ctx, who, id)
}
