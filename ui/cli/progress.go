package cli

import (
	"fmt"
	"time"

	"tagtap/ui/tui/plot"
)

// progress says on a terminal how far long work is, and leaves nothing behind.
type progress struct {
	sh   *shell // nil where nobody looks
	what string
	of   int64
	last time.Time
	seen bool
}

// progressEvery is how often it says so; what takes less says nothing.
const progressEvery = 200 * time.Millisecond

func (sh *shell) progress(what string, of int) *progress {
	p := &progress{what: what, of: int64(of), last: sh.now()}
	if _, ok := file(sh.Err); ok {
		p.sh = sh
	}
	return p
}

func (p *progress) at(n int) { p.reached(int64(n), p.of) }

// reached is at where the whole is not known before.
func (p *progress) reached(n, of int64) {
	if p.sh == nil {
		return
	}
	if now := p.sh.now(); now.Sub(p.last) >= progressEvery {
		p.last, p.seen = now, true
		_, _ = fmt.Fprintf(p.sh.Err, "\r%s: %s of %s", p.what, plot.Count(n), plot.Count(of))
	}
}

func (p *progress) end() {
	if p.seen {
		p.seen = false
		_, _ = fmt.Fprint(p.sh.Err, "\r\x1b[K")
	}
}
