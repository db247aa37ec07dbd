// Package stage plays stories before an audience: one or two storefronts at a pace that people can follow, with the script, the
// meter and captions beside them. It is a model like any other: all that happens follows from messages, and time is a number
// that a driver moves on, so that a film of it is made without waiting.
package stage

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow/session"
	"tagtap/flow/story"
	"tagtap/ui/tui"
	"tagtap/ui/tui/look"
)

// Config is what a stage plays. The stage sets the hooks of Story; without a Journal each run has a memory of its own.
type Config struct {
	Runs  []story.Run
	Story story.Config
	App   tui.Config // Session is set by the stage

	// Trial returns the journal of a rehearsal where Story has a journal that lasts: what is rehearsed is not kept.
	Trial func() (session.Journal, error)
	// Fresh returns the id under which a run's journey is free in the journal.
	Fresh func(ctx context.Context, id string) (string, error)
	// GoOn opens the session with which a person goes on where a run stands, and what lies around it.
	GoOn func(ctx context.Context, r story.Run, j session.Journal) (*session.Session, tui.Around, error)
	// Then hands the storefront to the person when the last run is over.
	Then bool
}

// Sizes: below the least there is only a sentence, and beside each other two storefronts need a wide terminal.
const (
	leastCols, leastRows = 36, 16
	pairCols, pairRows   = 140, 30
)

// Stage is the root. Run it with tea.NewProgram.
type Stage struct {
	ctx    context.Context
	config Config
	lang   words.Lang
	look   tui.Look
	cols   int
	rows   int

	actors  []*actor
	at      int // of the actors, where they play one after another
	chosen  int // of two side by side, who is taken over
	clock   time.Duration
	paused  bool
	speed   int // index into speeds
	byTime  bool
	meter   bool
	help    bool
	took    *tui.App // the storefront that a person has taken over
	walked  *session.Session
	end     time.Duration // when the last run ended
	err     error
	history []snapshot
	markers []string

	timer int // of the one tick; older ones are stale
	since time.Duration
	paper *look.Canvas
	text  string
	stale bool
	hits  []hit
}

// New makes the root.
func New(ctx context.Context, c Config) *Stage {
	s := &Stage{ctx: ctx, config: c, lang: c.App.Lang, look: c.App.Look, speed: usualSpeed, meter: true, stale: true}
	if s.config.Story.Walks == nil {
		s.config.Story.Walks = newWalks()
	}
	for i := range c.Runs {
		s.actors = append(s.actors, &actor{run: c.Runs[i], line: -1})
	}
	return s
}

// Init implements tea.Model.
func (s *Stage) Init() tea.Cmd { return tea.RequestBackgroundColor }

// tick says that the time of something has come.
type tick int

// Update implements tea.Model.
func (s *Stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s.took != nil {
		_, cmd := s.took.Update(msg)
		return s, cmd
	}
	before, cmd := s.tempo(), tea.Cmd(nil)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		cmd = s.Resize(msg.Width, msg.Height)
	case tea.ColorProfileMsg:
		if s.look.Profile != msg.Profile {
			s.look.Profile = msg.Profile
			s.redress()
		}
	case tea.BackgroundColorMsg:
		s.follow(msg)
	case tea.KeyPressMsg:
		cmd = s.press(msg)
	case tea.MouseClickMsg:
		cmd = s.click(msg)
	case tick:
		if int(msg) != s.timer {
			return s, nil
		}
		if cmd = s.Advance(s.since); s.tempo() == before {
			cmd = tea.Batch(cmd, s.wait())
		}
	default:
		return s, nil
	}
	s.stale = true
	if s.tempo() != before {
		cmd = tea.Batch(cmd, s.wait())
	}
	return s, cmd
}

// tempo is all that the timer depends on.
type tempo struct {
	in     time.Duration
	more   bool
	speed  int
	paused bool
	clock  time.Duration
}

func (s *Stage) tempo() tempo {
	in, more := s.Next()
	return tempo{in, more, s.speed, s.paused, s.clock}
}

// follow takes the terminal's background where the theme was left to it.
func (s *Stage) follow(msg tea.BackgroundColorMsg) {
	mode := look.Dark
	if !msg.IsDark() {
		mode = look.Light
	}
	if s.look.Auto && s.look.Mode != mode {
		s.look.Mode = mode
		s.redress()
	}
}

// wait sets the one timer to the next thing that happens.
func (s *Stage) wait() tea.Cmd {
	in, more := s.Next()
	s.timer++
	if !more || s.paused || s.took != nil {
		return nil
	}
	n := s.timer
	s.since = in
	return tea.Tick(scaled(in, speeds[s.speed].Of)+time.Millisecond, func(time.Time) tea.Msg { return tick(n) })
}

// Resize gives the terminal another size, and raises the curtain at the first one.
func (s *Stage) Resize(cols, rows int) tea.Cmd {
	s.cols, s.rows = tui.ClampSize(cols, rows)
	s.stale = true
	if err := s.enter(); err != nil {
		return s.fail(err)
	}
	for _, a := range s.actors {
		if z := s.sizeOf(a); a.pilot != nil && z != a.size {
			a.size = z
			a.pilot.Resize(max(z.cols, leastCols), max(z.rows, leastRows))
			a.retarget()
		}
	}
	return nil
}

// enter starts the actors whose turn it is.
func (s *Stage) enter() error {
	for _, a := range s.onStage() {
		if !a.began {
			if err := s.start(a); err != nil {
				return err
			}
		}
	}
	return nil
}

// fail ends the program: the outside world failed.
func (s *Stage) fail(err error) tea.Cmd {
	s.err = err
	return tea.Quit
}

// Paired says whether two runs stand beside each other.
func (s *Stage) paired() bool { return len(s.actors) == 2 && s.cols >= pairCols && s.rows >= pairRows }

// onStage are the actors that are seen.
func (s *Stage) onStage() []*actor {
	switch {
	case len(s.actors) == 0:
		return nil
	case s.paired():
		return s.actors
	}
	return s.actors[s.at : s.at+1]
}

// redress draws the storefronts in another language or other colours.
func (s *Stage) redress() {
	for _, a := range s.actors {
		if a.walk != nil {
			s.dress(a)
		}
	}
}

// relearn rehearses what is still to come in another language: what is expected of a screen is in one.
func (s *Stage) relearn() tea.Cmd {
	for _, a := range s.actors {
		if a.score == nil || a.over {
			continue
		}
		if err := s.rehearse(a); err != nil {
			return s.fail(err)
		}
	}
	return nil
}

// Close ends the plays. It must be called once.
func (s *Stage) Close() {
	for _, a := range s.actors {
		a.lower()
	}
}

// Unsaved returns why the stage ended early, or why the last tap of the person was not saved.
func (s *Stage) Unsaved() error {
	if s.took != nil {
		return s.took.Unsaved()
	}
	return nil
}

// Err is what of the outside world failed.
func (s *Stage) Err() error { return s.err }

// Results are those of the runs that came to their end, up to the first that did not.
func (s *Stage) Results() []*story.Result {
	var all []*story.Result
	for _, a := range s.actors {
		if a.result == nil {
			break
		}
		all = append(all, a.result)
	}
	return all
}

// Missed says whether any run that was shown has missed something.
func (s *Stage) Missed() bool {
	for _, a := range s.actors {
		if a.missed() > 0 {
			return true
		}
	}
	return false
}

// Session returns the session that a person went on with, nil where nobody did.
func (s *Stage) Session() *session.Session { return s.walked }

// Markers returns the checkpoints and stages that were reached since it was called last.
func (s *Stage) Markers() []string {
	names := s.markers
	s.markers = nil
	return names
}
