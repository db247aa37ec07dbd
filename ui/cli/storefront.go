package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/charmbracelet/colorprofile"

	"tagtap/flow"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// storyLoop is walked where there is no terminal.
const storyLoop = "loop"

// open opens the storefront, or walks the loop where nobody could see it.
func (sh *shell) open(ctx context.Context) error {
	if why := sh.noScreen(); why != "" {
		if sh.at != "" || sh.record != "" || sh.events != "" {
			return sh.unseen(why)
		}
		_, _ = fmt.Fprintf(sh.Err, "tagtap: %s, so the story %q is walked instead of opening the storefront\n", clean(why), storyLoop)
		memory := *sh
		memory.db = "" // only `run` writes without a person
		return memory.run(ctx, []string{storyLoop}, &running{repeat: count{value: 1}})
	}
	if err := several(only("flow", sh.flows), only("shopper", sh.shoppers), sh.apart()); err != nil {
		return err
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	flows, noFlow := w.flowsOf(sh.flows)
	shoppers, noShopper := w.shoppersOf(sh.shoppers)
	if err := several(noFlow, noShopper); err != nil {
		return err
	}
	at, noPlace := sh.beginning(w)
	if err := several(noPlace, sh.recordTo()); err != nil {
		return err
	}
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	db, err := sh.openOrMend(ctx, w, path)
	if err != nil {
		return err
	}
	journal, events, err := sh.mirrored(db, w.Catalogue)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	err = sh.storefront(ctx, &walker{sh: sh, w: w, flow: flows[0], db: db, journal: journal, run: sh.newSession(), stories: stories{empty: sh.record}}, shoppers[0], at)
	return errors.Join(err, events.close(), db.Close())
}

// unseen refuses what only a person could do, and first what is wrong with it.
func (sh *shell) unseen(why string) error {
	w, err := sh.world()
	if err != nil {
		return err
	}
	_, noPlace := sh.beginning(w)
	if err := several(noPlace, sh.apart()); err != nil {
		return err
	}
	return usage("`tagtap run` plays stories without a screen", "--at, --record and --events are for the storefront, and %s", why)
}

// storefront lets a person walk until they quit.
func (sh *shell) storefront(ctx context.Context, k *walker, who *flow.Shopper, at beginning) error {
	walk, err := k.begin(ctx, at, who)
	if err != nil {
		return err
	}
	app := tui.New(ctx, tui.Config{
		Session: walk, Pictures: look.NewPictures(k.w.Picture), Lang: sh.screenLanguage(), Look: sh.look(),
		Warning: sh.warnings(inWords(k.db.Warnings(), sh.language())), Around: k.around(),
	})
	err = sh.show(ctx, app, k.db)
	// Also a walk that was interrupted is written.
	return errors.Join(err, k.recorded(context.WithoutCancel(ctx), app.Sessions()))
}

// newSession returns an id: the milliseconds of real time, in base 36, so ids sort by their age.
func (sh *shell) newSession() string { return strconv.FormatInt(sh.now().UnixMilli(), 36) }

// look returns what the terminal can show and what was asked for.
func (sh *shell) look() tui.Look {
	l := tui.Look{Mode: look.Dark, Profile: colorprofile.Detect(sh.Out, sh.Environ), Plain: sh.env("NO_COLOR") != "", ASCII: sh.narrowed()}
	switch sh.theme.value {
	case "auto":
		l.Auto = true
	case "light":
		l.Mode = look.Light
	case "plain":
		l.Plain = true
	case "ascii":
		l.ASCII = true
	}
	return l
}
