package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	web "tagtap/ui/page"
	"tagtap/ui/tui"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// film is a session as it was recorded, to be drawn again tap by tap. The world's Shared is what all shoppers see now.
type film struct {
	title   string
	world   flow.World
	records []flow.Record // the one that opened it first
}

// reel is a journal that holds a film up to a place. A session that adds to it is told once that the journey went on elsewhere,
// so that it reads what is there now; what it adds is not kept.
type reel struct {
	film  *film
	shown int
	moved bool
}

// Stream implements session.Journal.
func (r *reel) Stream(context.Context, string) (uint32, error) { return r.film.records[0].Stream, nil }

// Load implements session.Journal.
func (r *reel) Load(context.Context, uint32) ([]flow.Record, error) {
	return slices.Clone(r.film.records[:r.shown]), nil
}

// Shared implements session.Journal.
func (r *reel) Shared(context.Context) (flow.Shared, error) { return r.film.world.Shared, nil }

// Append implements session.Journal.
func (r *reel) Append(context.Context, uint32, uint64, []flow.Record, *flow.Shared) error {
	if r.moved {
		r.moved = false
		return flow.ErrStale
	}
	return nil
}

// The size of the storefront in which a frame is drawn: one phone and nothing beside it. The lines below the phone are those of
// the terminal.
const (
	filmCols = 48
	filmRows = 46
	filmFoot = 2
)

// The colours where the storefront sets none.
const (
	filmInk   = 0x17181a
	filmPaper = 0xffffff
)

// projector draws films.
type projector struct {
	sh       *shell
	pictures *look.Pictures
	price    *measure.Operators
}

func (sh *shell) projector(w *world, price *measure.Operators) *projector {
	return &projector{sh: sh, pictures: look.NewPictures(w.Picture), price: price}
}

// strip draws a film: how it began, the screen after each tap, and after what happened by itself and led elsewhere. Frames
// beyond those that a page shows are there without a screen, to be counted.
func (p *projector) strip(ctx context.Context, f *film) (*web.Walk, error) {
	if len(f.records) == 0 || f.records[0].Event.Begin == nil {
		return nil, fmt.Errorf("draw session: %w", session.ErrNoJourney)
	}
	begin := f.records[0].Event.Begin
	r := &reel{film: f}
	s, err := session.Open(ctx, session.Config{
		World: f.world, Journal: r, ID: begin.Session, Source: begin.Source, Start: f.records[0].At, Given: &begin.State,
	})
	if err != nil {
		return nil, fmt.Errorf("draw session: %w", err)
	}
	v := &web.Walk{Title: f.title, Flow: begin.Flow, Shopper: begin.Shopper}
	shown := s.Shown()
	known := 0 // surprises
	for from, to := 0, 0; from < len(f.records); from = to {
		to = f.next(from)
		did, before := &f.records[from].Event, shown.State.Place()
		draws := len(v.Frames) < web.MostFrames
		if draws || to == len(f.records) {
			if shown, err = r.wind(ctx, s, to); err != nil {
				return nil, fmt.Errorf("draw session: %w", err)
			}
		}
		switch {
		case !draws && did.Kind == flow.Tapped:
			v.Frames = append(v.Frames, web.Frame{Verb: did.Action.Verb})
		case draws && (from == 0 || did.Kind == flow.Tapped || did.Kind == flow.Happened && shown.State.Place() != before):
			frame := p.frame(ctx, s, &shown)
			if begin.Source == "person" && typed(frame.Place) {
				for i := range frame.Screen {
					frame.Screen[i] = []web.Run{{Text: " ", Cells: filmCols, FG: filmInk, BG: filmPaper}}
				}
			}
			if from > 0 {
				frame.Verb, frame.Action, frame.Refused = did.Action.Verb, caption(&did.Action), did.Refusal.Refused()
			}
			frame.Surprise, known = len(shown.Meter.Surprises) > known, len(shown.Meter.Surprises)
			v.Frames = append(v.Frames, frame)
		}
	}
	v.Taps, v.Millis = shown.Meter.Taps, p.price.Millis(shown.Meter.Count())
	return v, nil
}

// next returns where the next thing that was done begins.
func (f *film) next(from int) int {
	for i := from + 1; i < len(f.records); i++ {
		switch f.records[i].Event.Kind {
		case flow.Tapped, flow.Happened, flow.Marked:
			return i
		}
	}
	return len(f.records)
}

// wind lets a session read the film up to a place. The bookmark is what it would add, and changes nothing.
func (r *reel) wind(ctx context.Context, s *session.Session, to int) (session.Shown, error) {
	r.shown, r.moved = to, true
	return s.Mark(ctx)
}

// frame draws the screen of now.
func (p *projector) frame(ctx context.Context, s *session.Session, shown *session.Shown) web.Frame {
	app := tui.New(ctx, tui.Config{
		Session: s, Pictures: p.pictures, Lang: p.sh.screenLanguage(),
		Look: tui.Look{Mode: look.Light, Profile: colorprofile.TrueColor},
	})
	app.Update(tea.WindowSizeMsg{Width: filmCols, Height: filmRows})
	rows := web.Screen(app.View().Content, cell.Width, filmInk, filmPaper)
	return web.Frame{
		Place: shown.State.Place(), Millis: p.price.Millis(shown.Meter.Count()),
		Screen: rows[:max(0, min(len(rows), filmRows)-filmFoot)],
	}
}

// typed says whether a place shows what was typed there: of a person it is not drawn, as pages are handed on.
func typed(p flow.Place) bool {
	return p == flow.Address || p == flow.Identity || p == flow.External || p == flow.Payment
}

// caption is the text form of an action, without what was typed: it may be somebody's, and pages are handed on.
func caption(a *flow.Action) string {
	if a.Verb == flow.Type {
		return strings.TrimSpace(a.Verb.String() + " " + a.ID)
	}
	return a.String()
}
