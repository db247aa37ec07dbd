package sim

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// Meet walks the shoppers of a plan through its first flow with endless patience, and returns what those with a cart met.
func Meet(ctx context.Context, p Plan) (*Met, error) {
	p.Name, p.Keep = nil, nil
	c, err := newCrowd(&p)
	if err != nil {
		return nil, err
	}
	parts := make([]Met, (p.Shoppers+batch-1)/batch)
	errs := make([]error, len(parts))
	var wait sync.WaitGroup
	next := make(chan int)
	workers := p.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	for range workers {
		wait.Go(func() {
			for i := range next {
				errs[i] = parts[i].walk(ctx, c, &p, i*batch, min((i+1)*batch, p.Shoppers))
			}
		})
	}
	for i := range parts {
		next <- i
	}
	close(next)
	wait.Wait()
	m := &Met{}
	for i := range parts {
		if errs[i] != nil {
			return nil, fmt.Errorf("meet: %w", errs[i])
		}
		m.add(&parts[i])
	}
	return m, nil
}

func (m *Met) walk(ctx context.Context, c *crowd, p *Plan, from, to int) error {
	w := walker{ctx: ctx, crowd: c, flow: p.Flows[0]}
	var steps []Exposure
	w.watch = func(step Exposure) { steps = append(steps, step) }
	for n := from; n < to; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		steps = nil
		if err := w.walk(uint64(n), nil, 0); err != nil {
			return err
		}
		m.Shoppers++
		if len(w.shown.State.Cart) == 0 && !w.outcome().Cart {
			continue
		}
		m.Carts++
		if w.window {
			m.Window++
			continue
		}
		for i := range steps {
			steps[i] = steps[i].felt(w.persona)
		}
		m.exposed = append(m.exposed, w.exposed.felt(w.persona))
		m.steps = append(m.steps, steps)
		m.went = append(m.went, w.reason == Done)
		if w.reason == Done {
			m.Paid++
		}
	}
	return nil
}

func (m *Met) add(b *Met) {
	m.Shoppers += b.Shoppers
	m.Carts += b.Carts
	m.Window += b.Window
	m.Paid += b.Paid
	m.exposed = append(m.exposed, b.exposed...)
	m.steps = append(m.steps, b.steps...)
	m.went = append(m.went, b.went...)
}

// felt is an exposure as it weighs on a persona.
func (x *Exposure) felt(p *Persona) Exposure {
	var felt Exposure
	for c := range x {
		felt[c] = x[c] * p.Objects[c] / p.Patience
	}
	return felt
}
