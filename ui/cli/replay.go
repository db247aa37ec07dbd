package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/story"
	"tagtap/flow/text"
	"tagtap/store"
)

func (sh *shell) replayCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "replay SESSION",
		Short: "print a session as a story",
		Long: `Prints a session of the store as a story, which "run" plays with the same taps. SESSION is an id that "sessions" lists.
Where it went on with a journey, the story says under "given" what it began with. What fell due by itself is not written:
the story waits for it. At each bookmark and at the end it expects the place, the cart and the money that were there, and its
budget is what the walk took: taps, steps and fields. A session of a flow or shopper from a file wants that file: --flow FILE, --shopper FILE.`,
		Example: `tagtap replay mhq9x2c1 > again.yaml
tagtap run again.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("`tagtap sessions` lists what is there", "replay needs one session, got %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return sh.sessionNames(cmd.Context()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return sh.replay(cmd.Context(), args[0]) },
	}
}

// mostOffered is how many sessions the shell's completion offers.
const mostOffered = 50

func (sh *shell) sessionNames(ctx context.Context) []string {
	db, err := sh.readStore(store.Options{})
	if err != nil {
		return nil
	}
	all, _ := db.Sessions(ctx, mostOffered)
	_ = db.Close() // nothing was written
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].ID
	}
	return names
}

func (sh *shell) replay(ctx context.Context, id string) (err error) {
	w, err := sh.world()
	if err != nil {
		return err
	}
	_, noFlow := each(sh.flows, w.flowOf) // those of files join the set
	_, noShopper := each(sh.shoppers, w.shopperOf)
	if err := several(noFlow, noShopper); err != nil {
		return err
	}
	db, err := sh.readStore(store.Options{Catalogue: w.Catalogue.ID, Digest: w.Catalogue.Digest})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	r, err := sh.storyOf(ctx, w, db, id)
	if err != nil {
		return err
	}
	_, err = sh.Out.Write(r.Bytes())
	return written(err)
}

// storyOf writes a session of a store as a story.
func (sh *shell) storyOf(ctx context.Context, w *world, db *store.DB, id string) (*story.Recorder, error) {
	all, err := db.Sessions(ctx, 0)
	if err != nil {
		return nil, err
	}
	at := -1
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].ID == id {
			at = i
		}
	}
	if at < 0 {
		e := errUsage{what: "there is no session " + quote(id), hint: store.ErrNoSession{ID: id}.Hint()}
		if near, ok := text.Nearest(id, sh.sessionNames(ctx)); ok {
			e.what += fmt.Sprintf(" (did you mean %q?)", near)
		}
		return nil, e
	}
	world, err := w.worldOf(&all[at])
	if err != nil {
		return nil, err
	}
	// What all shoppers saw when it began is what every session before it left.
	for i := len(all) - 1; i > at; i-- {
		records, err := db.SessionRecords(ctx, all[i])
		if err != nil {
			return nil, err
		}
		for j := range records {
			world.Shared = flow.Share(world.Shared, records[j].Event)
		}
	}
	records, err := db.SessionRecords(ctx, all[at])
	if err != nil {
		return nil, err
	}
	r := story.NewRecorder(text.Clean("Session "+id, text.Line), world)
	r.Follow(records)
	return r, nil
}

// worldOf returns the world in which a session was walked.
func (w *world) worldOf(s *store.Session) (*flow.World, error) {
	world := &flow.World{Catalogue: w.Catalogue, Flow: w.Flow(s.Flow), Shopper: w.Shopper(s.Shopper)}
	var noFlow, noShopper error
	if world.Flow == nil {
		noFlow = usage("name its file: --flow FILE", "session %s was walked under the flow %s, which is not there", s.ID, quote(s.Flow))
	}
	if world.Shopper == nil {
		noShopper = usage("name its file: --shopper FILE", "session %s is of the shopper %s, who is not there", s.ID, quote(s.Shopper))
	}
	return world, several(noFlow, noShopper)
}
