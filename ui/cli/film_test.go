package cli

import (
	"context"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/text"
	web "tagtap/ui/page"
)

// played plays a story and returns what can be drawn of it, with what its shopper saw last.
func played(t *testing.T, sh *shell, name string, flowName string) (*world, *film, session.Shown) {
	t.Helper()
	w, err := sh.world()
	if err != nil {
		t.Fatal(err)
	}
	files, err := w.storyFiles([]string{name}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := story.Parse(files[0].File, files[0].Data)
	if err != nil {
		t.Fatal(err)
	}
	var last session.Shown
	r := story.Runs(s, []*flow.Flow{w.Flow(flowName)}, []*flow.Shopper{w.Shopper(defaultShopper)}, 1)[0]
	if _, err := story.Play(t.Context(), r, story.Config{Catalogue: w.Catalogue, Watch: func(s session.Shown) { last = s }}); err != nil {
		t.Fatal(err)
	}
	return w, &film{title: name, world: *last.World, records: last.Records}, last
}

// Each tap of the walk has a frame, in its order, which shows the place that it led to, when, and what was then on the screen.
func TestAStripHasAFrameForEachTap(t *testing.T) {
	sh := &shell{}
	for _, name := range []string{"native", "stepwise"} {
		w, f, last := played(t, sh, storyLoop, name)
		v, err := sh.projector(w, &measure.Proposed).strip(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for i := range f.records {
			if e := &f.records[i].Event; e.Kind == flow.Tapped {
				want = append(want, e.Action.Verb.String())
			}
		}
		millis := int64(0)
		for i, frame := range v.Frames {
			switch {
			case i == 0 && (frame.Verb != flow.None || frame.Place != flow.Feed || frame.Millis != 0):
				t.Errorf("%s begins with %+v", name, frame.Action)
			case i > 0 && !(flow.Action{Verb: frame.Verb}).Happening():
				got = append(got, frame.Verb.String())
			}
			if frame.Millis < millis {
				t.Errorf("%s: frame %d is at %d ms, behind one at %d", name, i, frame.Millis, millis)
			}
			if millis = frame.Millis; len(frame.Screen) != filmRows-filmFoot {
				t.Errorf("%s: frame %d has %d rows", name, i, len(frame.Screen))
			}
		}
		if strings.Join(got, " ") != strings.Join(want, " ") || len(want) < 10 {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
		if v.Taps != last.Meter.Taps || v.Millis != last.Meter.Millis || millis != v.Millis {
			t.Errorf("%s: %d taps in %d ms, the last frame at %d; want %d in %d", name, v.Taps, v.Millis, millis, last.Meter.Taps, last.Meter.Millis)
		}
		if end := v.Frames[len(v.Frames)-1]; end.Place != last.State.Place() {
			t.Errorf("%s ends at %s, want %s", name, end.Place, last.State.Place())
		}
	}
}

// What is beyond the page's frames is counted and not drawn.
func TestALongStripIsCutAndCounted(t *testing.T) {
	sh := &shell{}
	w, f, _ := played(t, sh, storyLoop, "native")
	s, err := session.Open(t.Context(), session.Config{
		World: f.world, Journal: &session.Memory{}, Journey: "long", ID: "long", Source: "person", Start: start(w.Catalogue),
	})
	if err != nil {
		t.Fatal(err)
	}
	const taps = 2 * web.MostFrames
	var last session.Shown
	for i := range taps {
		a := flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}
		if i%2 == 1 {
			a = flow.Action{Verb: flow.Back}
		}
		if last, err = s.Tap(t.Context(), a, 0); err != nil || last.Refused.Refused() {
			t.Fatal(err, last.Refused)
		}
	}
	v, err := sh.projector(w, &measure.Proposed).strip(t.Context(), &film{world: f.world, records: last.Records})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Frames) != taps+1 || v.Taps != taps || v.Millis != last.Meter.Millis {
		t.Errorf("got %d frames, %d taps in %d ms; want %d taps in %d", len(v.Frames), v.Taps, v.Millis, taps, last.Meter.Millis)
	}
	if v.Frames[web.MostFrames-1].Screen == nil || v.Frames[web.MostFrames].Screen != nil {
		t.Error("another number of frames is drawn")
	}
}

func TestWhatWasTypedIsNotInACaption(t *testing.T) {
	a := flow.Action{Verb: flow.Type, ID: "name", Words: text.Clean("欧阳测试", text.Line)}
	if !strings.Contains(a.String(), "欧阳测试") {
		t.Fatalf("%s does not say what was typed", a)
	}
	if got := caption(&a); got != "type name" {
		t.Errorf("got %q", got)
	}
}

func TestAFilmOfNothingIsAnError(t *testing.T) {
	sh := &shell{}
	w, err := sh.world()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sh.projector(w, &measure.Proposed).strip(context.Background(), &film{}); err == nil {
		t.Error("it was drawn")
	}
}
