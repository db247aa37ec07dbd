package tui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/ui/tui/backstage"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/journeys"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/summary"
)

// Around is what lies around one walk: the walks before it, and the journeys of other shoppers in the same store. Without
// its functions the keys that need them do nothing.
type Around struct {
	Shoppers []*flow.Shopper
	// Switch goes on with the journey of another shopper, and returns its session.
	Switch func(ctx context.Context, shopper string) (*session.Session, error)
	// Past returns the walks of the store before the session, newest first.
	Past func(ctx context.Context, session string) ([]measure.Summary, error)
	// Report counts what the store holds, for the merchant's dashboard.
	Report func(ctx context.Context) (*measure.Report, error)
	// Save writes a session as a story to a file.
	Save func(ctx context.Context, session string) (Saved, error)
}

// around is what the root remembers of it.
type around struct {
	Around
	back int // steps that are looked back
	past []measure.Summary
	card bool // the walk has ended: its card is beside the phone
	asks int  // times that the dashboard was opened
	own  []string
}

// Sessions returns the ids of the sessions that were walked here, in their order: a branch, a rest and another shopper begin
// sessions of their own.
func (a *App) Sessions() []string {
	if own := a.around.own; len(own) > 0 && own[len(own)-1] == a.shown.Session {
		return own
	}
	return append(a.around.own[:len(a.around.own):len(a.around.own)], a.shown.Session)
}

// rewind shows the session so many steps ago. Nothing moves until something is tapped there.
func (a *App) rewind(back int) tea.Cmd {
	shown := a.walk.Look(back)
	a.around.back = shown.Rewind.Back
	a.shown = shown.Snapshot()
	a.stack.show(a.shown)
	a.frame.stale = true
	if a.around.back > 0 {
		return a.reckon()
	}
	return tea.Batch(a.reckon(), a.waitDue())
}

// jump goes to the bookmark before or behind what is shown; beyond the last one lies the present.
func (a *App) jump(by int) tea.Cmd {
	r := a.shown.Rewind
	at, to := r.Steps-r.Back, -1
	for _, mark := range r.Marks {
		if by < 0 && mark < at || by > 0 && mark > at && to < 0 {
			to = mark
		}
	}
	if to < 0 {
		if by < 0 {
			return nil
		}
		to = r.Steps
	}
	return a.rewind(r.Steps - to)
}

// bookmark puts a bookmark behind the last step.
func (a *App) bookmark() tea.Cmd {
	if a.around.back > 0 {
		return nil
	}
	n := len(a.shown.Rewind.Marks) + 1
	a.notice = notice{text: words.Say(a.lang, "rewind.marked", "n", strconv.Itoa(n)), kind: look.Good}
	return a.call(flow.Action{}, a.walk.Mark)
}

// tell says what the world did since what was shown before, where the page stayed the same: the last of it.
func (a *App) tell(before session.Shown) {
	if before.Session != a.shown.Session {
		return
	}
	for i := len(a.shown.Records) - 1; i >= len(before.Records); i-- {
		e := &a.shown.Records[i].Event
		if v := e.Action.Verb; e.Kind != flow.Happened || e.Refusal.Refused() || v == flow.ShowTag || v == flow.HideTag {
			continue
		}
		f := screen.Frame{Lang: a.lang}
		if text := backstage.Told(f, a.shown.World, before.State, e.Action); text != "" {
			a.notice = notice{text: text, kind: look.Good}
			return
		}
	}
}

// looking draws what is shown of the past where the banner stands, or the meter's line on a phone alone.
func (a *App) looking(c *look.Canvas, l look.Layout, f screen.Frame) {
	r := a.shown.Rewind
	if !r.Looking() {
		return
	}
	at := l.Banner
	if at.W == 0 {
		at = l.MeterLine
	}
	text := f.Say("rewind.looking", "n", strconv.Itoa(r.Steps-r.Back), "of", strconv.Itoa(r.Steps))
	if more := "  " + f.Say("rewind.branch"); cell.Width(text+more) <= at.W {
		text += more
	}
	c.Fill(at, look.Back)
	c.Text(at.X, at.Y, cell.Truncate(text, at.W), look.Style{FG: look.Warn, Attr: look.Bold})
}

// told are the walks before this one, for the card.
type told struct {
	past []measure.Summary
	open bool // as a dialog
}

// recall reads the walks before this one.
func (a *App) recall(open bool) tea.Cmd {
	past, name := a.around.Past, a.shown.Session
	if past == nil {
		return func() tea.Msg { return told{open: open} }
	}
	return func() tea.Msg {
		all, err := past(a.ctx, name)
		if err != nil {
			all = nil // the card says that there is nothing to compare with
		}
		return told{all, open}
	}
}

func (a *App) compare(msg told) {
	a.around.past = msg.past
	a.frame.stale = true
	if msg.open {
		a.stack.push(summary.New(a.shown, msg.past))
	}
}

// ended shows the card of a walk that has just come to its end, and takes it away with the next tap.
func (a *App) ended(before session.Shown, asked bool) tea.Cmd {
	if before.Session != a.shown.Session {
		a.around.own = append(a.around.own, before.Session)
	}
	over := func(s session.Shown) bool { return s.Meter.Stages.Has(flow.StageReview) }
	if before.Session != a.shown.Session || !over(a.shown) || over(before) {
		a.around.card = a.around.card && !asked
		return nil
	}
	a.around.card = true
	a.notice = notice{text: words.Say(a.lang, "summary.ready"), kind: look.Good}
	return a.recall(false)
}

// switched is the session of another shopper.
type switched struct {
	walk *session.Session
	err  error
}

// shoppers opens the list of the shoppers.
func (a *App) shoppers() {
	if a.around.Switch != nil {
		a.stack.push(journeys.New(a.shown, a.around.Shoppers))
	}
}

// change goes on with the journey of the shopper who was chosen.
func (a *App) change(id string) tea.Cmd {
	a.stack.pop()
	if id == a.shown.World.Shopper.ID {
		return nil
	}
	a.busy = true
	return func() tea.Msg {
		walk, err := a.around.Switch(a.ctx, id)
		return switched{walk, err}
	}
}

func (a *App) changed(msg switched) tea.Cmd {
	a.busy, a.frame.stale = false, true
	if msg.err != nil {
		a.notice = notice{text: words.Say(a.lang, "app.not-saved", "error", plain(msg.err)), kind: look.Bad}
		return nil
	}
	a.around.own = a.Sessions()
	a.walk = msg.walk
	a.around.back, a.around.card = 0, false
	a.held = nil
	a.shown = a.walk.Shown().Snapshot()
	a.story.opens(a.walk, a.shown.Session)
	a.stack = stack{}
	a.stack.show(a.shown)
	return tea.Batch(a.waitDue(), a.reckon())
}
