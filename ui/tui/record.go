package tui

import (
	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/flow/text"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/meter"
	"tagtap/ui/tui/screen"
)

// Saved says where a story was written to.
type Saved struct {
	Path    string // of the file
	Command string // that plays it
}

// recording is the walk as the story that it becomes, while that is shown.
type recording struct {
	session string      // whose beginning is known
	began   flow.Shared // what all shoppers saw then
	story   *story.Recorder
	of      string // the session of the story
	records int    // that were read
	shown   meter.Record
}

// opens takes note of how a session began. Nothing may be under way in it.
func (r *recording) opens(s *session.Session, name string) {
	if r.session != name && s != nil {
		r.session, r.began = name, s.Began()
	}
}

// records puts the story in the place of the trace and back, and where no panel has it, over the page.
func (a *App) records() {
	a.story.opens(a.walk, a.shown.Session)
	switch {
	case !a.panelled():
		a.stack.push(meter.NewRecordSheet(a.shown, &a.story.shown))
	case a.recorded():
		a.show.below = nil
	default:
		a.show.below = &a.story.shown
	}
}

// recorded says whether the story is in sight.
func (a *App) recorded() bool {
	_, shows := a.show.below.(*meter.Record)
	return shows && a.panelled() || meter.ShowsRecord(a.current())
}

// writing is the key that writes the story while it is in sight.
var writing = screen.Binding{Keys: []string{"ctrl+s"}, Label: "key.write", Local: "write"}

// everywhere are the keys of everywhere, and before them the one that writes the story.
func (a *App) everywhere() []screen.Binding {
	if !a.writes() {
		return global
	}
	return append([]screen.Binding{writing}, global...)
}

// writes says whether the story that is in sight can be written: what is past is a part of it.
func (a *App) writes() bool { return a.around.Save != nil && a.around.back == 0 && a.recorded() }

// record lets the story in sight follow the walk. Each record is read once; after a look back, and in another session, it
// begins again.
func (a *App) record() {
	if !a.recorded() {
		return
	}
	r, s := &a.story, &a.shown
	if r.story == nil || r.of != s.Session || r.records > len(s.Records) {
		w := *s.World
		w.Shared = r.began
		r.story, r.of, r.records = story.NewRecorder(text.Clean("Session "+s.Session, text.Line), &w), s.Session, -1
	}
	if r.shown.Key = ""; a.writes() {
		r.shown.Key = screen.KeyName(writing.Shown())
	}
	if r.records == len(s.Records) {
		return
	}
	r.records = len(s.Records)
	r.story.Follow(s.Records)
	r.shown = panelOf(r.story, r.shown)
}

// kinds are what the lines of a story are on the panel.
var kinds = [...]meter.LineKind{
	story.PrintedGap: meter.LineGap, story.PrintedTap: meter.LineTap, story.PrintedExpect: meter.LineExpect, story.PrintedMark: meter.LineMark,
}

// dash is what stands before a step.
const dash = "  - "

// panelOf puts a story on the panel, in the room of what stood there before.
func panelOf(from *story.Recorder, was meter.Record) meter.Record {
	head, steps, m := from.Head(), from.Steps(), from.Meter()
	now := meter.Record{
		Head: was.Head[:0], Lines: was.Lines[:0], Count: len(head) + len(steps), Key: was.Key,
		Taps: m.Taps, Steps: m.Steps, Fields: m.Fields,
	}
	for i := range head {
		now.Head = append(now.Head, head[i].Text)
	}
	for i := range steps {
		line := meter.RecordLine{Text: steps[i].Text, Kind: kinds[steps[i].Kind]}
		if len(line.Text) > len(dash) {
			line.Text = line.Text[len(dash):]
		}
		now.Lines = append(now.Lines, line)
	}
	return now
}

// saved is the answer of writing a story.
type saved struct {
	Saved
	err error
}

// write writes the story to a file.
func (a *App) write() tea.Cmd {
	if a.story.story.Done() == 0 {
		a.notice = notice{text: words.Say(a.lang, "meter.trace-empty"), kind: look.Caution}
		return nil
	}
	save, name := a.around.Save, a.shown.Session
	a.busy = true
	return func() tea.Msg {
		file, err := save(a.ctx, name)
		return saved{file, err}
	}
}

// wrote says where the story is.
func (a *App) wrote(msg saved) tea.Cmd {
	a.busy, a.frame.stale = false, true
	a.notice = notice{text: words.Say(a.lang, "meter.written", "path", msg.Path) + "\n" + msg.Command, kind: look.Plainly}
	if msg.err != nil {
		a.notice = notice{text: words.Say(a.lang, "meter.unwritten", "error", plain(msg.err)), kind: look.Bad}
	}
	return a.release()
}
