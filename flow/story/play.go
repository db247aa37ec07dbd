package story

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"time"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// Run is a story under one flow, with one shopper, in one case.
type Run struct {
	Story   *Story
	Flow    *flow.Flow
	Shopper *flow.Shopper
	Case    *Case
	Seed    uint64
	ID      string // of the session and of its journey: a hash of story, flow, shopper, case and seed
}

// Runs lists the runs of a story: flow by flow, within a flow shopper by shopper, within a shopper case by case.
func Runs(s *Story, flows []*flow.Flow, shoppers []*flow.Shopper, seed uint64) []Run {
	runs := make([]Run, 0, len(flows)*len(shoppers)*len(s.Cases))
	for _, f := range flows {
		for _, who := range shoppers {
			for i := range s.Cases {
				r := Run{Story: s, Flow: f, Shopper: who, Case: &s.Cases[i], Seed: seed}
				r.ID = r.hash()
				runs = append(runs, r)
			}
		}
	}
	return runs
}

// hash makes the session's id: 16 hex digits.
func (r *Run) hash() string {
	var buf []byte
	for _, part := range []string{r.Story.Name, r.Flow.Name, r.Shopper.ID, r.Case.Name} {
		buf = binary.AppendUvarint(buf, uint64(len(part)))
		buf = append(buf, part...)
	}
	buf = binary.BigEndian.AppendUint64(buf, r.Seed)
	sum := sha256.Sum256(buf)
	return hex.EncodeToString(sum[:8])
}

// Config is what a run is played on. Without a Journal a run has a memory of its own; in one that lasts its id must not be
// taken; with a Session it is played through that one, which is the caller's. Runs that share Walks find a walk once. Watch,
// if given, sees every action and happening after it was done. Operators, if given, price the seconds of the result; the
// clock and what the story expects always keep the preset Proposed.
//
// Line, if given, is called before each line that is played. Hands, if given, makes who taps in place of the session. Picture,
// if given, draws what is shown where the story misses something and has no hands.
type Config struct {
	Catalogue *shop.Catalogue
	Journal   session.Journal
	Session   *session.Session
	Walks     *flow.Walks
	Watch     func(session.Shown)
	Operators *measure.Operators
	Origin    session.Origin // of the session; its seed is the run's
	Source    string         // of the session; "" is story
	Line      func(Line)
	Hands     func(*session.Session) Hands
	Picture   func(session.Shown) string
	Room      []flow.Record // for the session's records, as session.Config has it
	Count     bool          // work out what thresholds may ask beside the figures: outcome, cause, time a place
}

// evening is the hour at which journeys begin on a catalogue's today.
const evening = 20 * time.Hour

// Play walks a run and returns what came of it. The story must have passed Check. An error means that the outside world
// failed, or that ctx was done; what the story missed is in the result.
func Play(ctx context.Context, r Run, c Config) (*Result, error) {
	p, err := open(ctx, r, c)
	if err == nil {
		err = p.play(r.Case.script(), r.Case.budget())
	}
	if err != nil {
		return nil, fmt.Errorf("play %s: %w", r.Story.Name, err)
	}
	result := p.result()
	if c.Operators != nil {
		result.Seconds = c.Operators.Seconds(p.scene.shown.Meter.Count())
	}
	if c.Count {
		p.count(result, c.Operators)
	}
	return result, nil
}

func open(ctx context.Context, r Run, c Config) (*player, error) {
	if c.Walks == nil {
		c.Walks = &flow.Walks{}
	}
	s := c.Session
	if s == nil {
		var err error
		if s, err = opened(ctx, r, c); err != nil {
			return nil, err
		}
	} else if r.Case.of.given != nil {
		return nil, ErrFurnished
	}
	p := &player{ctx: ctx, run: r, walks: c.Walks, watch: c.Watch, session: s, lacks: lacks, cue: c.Line, picture: c.Picture}
	p.scene.shown = s.Shown()
	if c.Hands != nil {
		p.hands = c.Hands(s)
		p.scene.screen = p.hands.Readable
	}
	p.first = *p.scene.shown.State
	return p, nil
}

// opened opens the session of a run.
func opened(ctx context.Context, r Run, c Config) (*session.Session, error) {
	own := c.Journal == nil
	if own {
		c.Journal = &tape{}
	}
	given := r.Case.given()
	config := session.Config{
		World:   flow.World{Catalogue: c.Catalogue, Flow: r.Flow, Shopper: r.Shopper},
		Journal: c.Journal, Journey: r.ID, ID: r.ID, Source: cmp.Or(c.Source, "story"), Start: begins(r.Story, given, c.Catalogue),
		Origin: c.Origin, Room: c.Room,
	}
	config.Origin.Seed = r.Seed
	if r.Story.Still {
		config.Clock = func() time.Time { return time.Time{} }
	}
	if given != nil {
		if err := furnish(ctx, &config, given, own); err != nil {
			return nil, err
		}
	}
	s, err := session.Open(ctx, config)
	if err != nil {
		return nil, err
	}
	if s.Shown().Resumed {
		return nil, fmt.Errorf("journey %s is taken; a run is a journey of its own", r.ID)
	}
	return s, nil
}
