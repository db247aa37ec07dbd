package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// errSignal is the wish of the outside that the program ends.
type errSignal struct{ sig os.Signal }

func (e errSignal) Error() string {
	if e.sig == os.Interrupt {
		return "interrupted"
	}
	return "terminated"
}

func (e errSignal) code() int {
	if e.sig == os.Interrupt {
		return exitInterrupt
	}
	return exitTerminated
}

// signals turns the first interrupt or termination into a cancelled context. A second one kills the program, as it would
// without us.
type signals struct {
	mu     sync.Mutex
	got    error
	cancel context.CancelFunc
	ch     chan os.Signal
	done   chan struct{}
}

func catch(parent context.Context) (context.Context, *signals) {
	ctx, cancel := context.WithCancel(parent)
	s := &signals{cancel: cancel, ch: make(chan os.Signal, 1), done: make(chan struct{})}
	signal.Notify(s.ch, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP) // the last: its terminal was closed
	go func() {
		select {
		case sig := <-s.ch:
			signal.Stop(s.ch)
			s.mu.Lock()
			s.got = errSignal{sig}
			s.mu.Unlock()
			cancel()
		case <-s.done:
		}
	}()
	return ctx, s
}

// cause returns the signal that came, as an error, or nil.
func (s *signals) cause() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}

func (s *signals) stop() {
	signal.Stop(s.ch)
	close(s.done)
	s.cancel()
}

// signalled returns the signal within an error.
func signalled(err error) (errSignal, bool) {
	var e errSignal
	return e, errors.As(err, &e)
}
