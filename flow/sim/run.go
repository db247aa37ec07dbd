package sim

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
)

// Plan is what is to be simulated.
type Plan struct {
	Catalogue *shop.Catalogue
	Flows     []*flow.Flow // the first is what the others are compared with
	Shopper   func(id string) *flow.Shopper
	Set       *Assumptions
	Theta     float64 // variance of the frailty, one of Thetas
	Shoppers  int     // how many; each walks every flow
	Seed      uint64
	Start     shop.Instant
	Workers   int            // 0 for as many as there are processors; the result is the same for any number
	Origin    session.Origin // kept with each journey; the digest is the flow's

	Ranges   bool                                         // work out how differences depend on the parameters
	Name     func(f *flow.Flow, shopper uint64) string    // key of a journey and its session; needed with Keep
	Keep     func(f *flow.Flow, journeys []Journey) error // is handed all journeys in order, a batch a call, by one goroutine
	Progress func(walked int)                             // is told how many shoppers have walked, by the same goroutine
}

// Journey is one walk with its records.
type Journey struct {
	Key     string
	Records []flow.Record
}

// batch is how many shoppers a worker walks at a time.
const batch = 512

// MostShoppers bounds a run.
const MostShoppers = 100_000_000

// ErrPlan says that a plan makes no sense.
var ErrPlan = errors.New("impossible plan")

// Run lets the shoppers of a plan walk. Where ctx is done it stops and returns its error; what was kept so far are whole
// batches.
func Run(ctx context.Context, p Plan) (*Result, error) {
	if p.Shoppers < 1 || p.Shoppers > MostShoppers || len(p.Flows) == 0 || p.Catalogue == nil || p.Set == nil || p.Shopper == nil ||
		p.Keep != nil && p.Name == nil {
		return nil, fmt.Errorf("simulate %d shoppers: %w", p.Shoppers, ErrPlan)
	}
	betas, err := p.Set.Betas(p.Theta)
	if err != nil {
		return nil, err
	}
	c, err := newCrowd(&p)
	if err != nil {
		return nil, err
	}
	r := newResult(&p)
	job := &job{plan: &p, crowd: c, betas: betas}
	if p.Ranges {
		if job.variants, err = variantsOf(p.Set, p.Theta); err != nil {
			return nil, err
		}
		r.variants(job.variants, len(p.Flows))
	}
	if err := job.run(ctx, r); err != nil {
		return nil, fmt.Errorf("simulate: %w", err)
	}
	return r, nil
}

// job is a run that is under way.
type job struct {
	plan     *Plan
	crowd    *crowd
	betas    Exposure
	variants []variant
}

// part is a batch of shoppers while it is walked.
type part struct {
	from, to int
	result   *Result
	journeys [][]Journey // by flow
	err      error
	done     chan struct{}
}

// run hands batches to workers and takes them back in their order.
func (j *job) run(ctx context.Context, r *Result) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := j.plan.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	todo := make(chan *part)
	queue := make(chan *part, 2*workers)
	for range workers {
		go func() {
			for p := range todo {
				p.err = j.walk(ctx, p)
				close(p.done)
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(todo)
		for from := 0; from < j.plan.Shoppers; from += batch {
			p := &part{from: from, to: min(from+batch, j.plan.Shoppers), done: make(chan struct{})}
			select {
			case queue <- p:
			case <-ctx.Done():
				return
			}
			select {
			case todo <- p:
			case <-ctx.Done():
				p.err = ctx.Err()
				close(p.done)
				return
			}
		}
	}()
	for p := range queue {
		<-p.done
		if p.err != nil {
			return p.err
		}
		if err := j.take(r, p); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// take adds a batch to the result.
func (j *job) take(r *Result, p *part) error {
	if j.plan.Keep != nil {
		for i, f := range j.plan.Flows {
			if err := j.plan.Keep(f, p.journeys[i]); err != nil {
				return err
			}
		}
	}
	r.add(p.result)
	if j.plan.Progress != nil {
		j.plan.Progress(p.to)
	}
	return nil
}

// walk walks the shoppers of a batch through all flows.
func (j *job) walk(ctx context.Context, p *part) error {
	p.result = newResult(j.plan)
	if j.variants != nil {
		p.result.variants(j.variants, len(j.plan.Flows))
	}
	p.journeys = make([][]Journey, len(j.plan.Flows))
	walkers := make([]walker, len(j.plan.Flows))
	for i, f := range j.plan.Flows {
		walkers[i] = walker{ctx: ctx, crowd: j.crowd, flow: f, origin: j.plan.Origin}
		walkers[i].origin.Digest = f.Digest()
	}
	outcomes := make([]Outcome, len(j.plan.Flows))
	for n := p.from; n < p.to; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range walkers {
			w := &walkers[i]
			if err := w.walk(uint64(n), &j.betas, j.plan.Theta); err != nil {
				return fmt.Errorf("shopper %d under %s: %w", n, w.flow.Name, err)
			}
			outcomes[i] = w.outcome()
			if j.plan.Keep != nil {
				p.journeys[i] = append(p.journeys[i], Journey{Key: j.plan.Name(w.flow, uint64(n)), Records: slices.Clone(w.shown.Records)})
			}
		}
		p.result.count(outcomes)
		if j.variants != nil {
			if err := j.vary(uint64(n), walkers, p.result); err != nil {
				return err
			}
		}
	}
	return nil
}
