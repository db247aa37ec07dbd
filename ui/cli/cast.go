package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"tagtap/flow/story"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/stage"
)

// twoScreens is the size of a film of two storefronts beside each other, where none is asked for.
var twoScreens = screenSize{160, 45}

// cast writes a film of runs to a file, as asciicast, without waiting and without a terminal. It misses what the runs miss.
func (sh *shell) cast(ctx context.Context, w *world, runs []story.Run, file string, o watchOptions) error {
	speed, badSpeed := speedOf(o.speed)
	if err := several(badSpeed, castTo(file, o.yes)); err != nil {
		return err
	}
	c, db, err := sh.staged(ctx, w, runs, o)
	if err != nil {
		return err
	}
	c.Then, c.GoOn = false, nil
	c.App.Look.Auto = false
	if c.App.Look.Profile = colorprofile.TrueColor; c.App.Look.Mode != look.Light {
		c.App.Look.Mode = look.Dark
	}
	st := stage.New(ctx, c)
	size := o.screen
	if !size.given() {
		size = usualScreen
		if len(runs) == 2 {
			size = twoScreens
		}
	}
	err = sh.writeTo("--cast", file, func(to io.Writer) error {
		return unplayed(st.Record(to, stage.Film{Cols: size.cols, Rows: size.rows, Title: titleOf(runs), Speed: speed}))
	})
	st.Close()
	if db != nil {
		err = errors.Join(err, db.Close())
	}
	if results := st.Results(); err == nil && o.told != nil && file != "-" {
		err = written(o.told(results))
	}
	if err == nil && st.Missed() {
		return errMissed
	}
	return err
}

// castTo leaves a file alone that is there.
func castTo(file string, yes bool) error {
	info, err := os.Stat(file)
	if yes || file == "-" || err != nil || !info.Mode().IsRegular() {
		return nil
	}
	return usage("name another file, or give --yes", "--cast: %s is there already", quote(file))
}

// titleOf names what is played.
func titleOf(runs []story.Run) string {
	var stories, flows []string
	for i := range runs {
		if name := runs[i].Story.Name; !slices.Contains(stories, name) {
			stories = append(stories, name)
		}
		if name := runs[i].Flow.Name; !slices.Contains(flows, name) {
			flows = append(flows, name)
		}
	}
	return "tagtap run " + strings.Join(stories, " ") + " --flow " + strings.Join(flows, " --flow ")
}
