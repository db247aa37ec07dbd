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
	switch e.sig {
	case os.Interrupt:
		return "interrupted"
	case syscall.SIGHUP:
		return "its terminal is gone"
	case syscall.SIGPIPE:
		return "nobody reads the results any more"
	}
	return "terminated"
}

// code returns the exit code: that of a termination for a terminal that is gone as well, since then both come, in any order.
func (e errSignal) code() int {
	switch e.sig {
	case os.Interrupt:
		return exitInterrupt
	case syscall.SIGPIPE:
		return exitUnread
	}
	return exitTerminated
}

// quiet says that there is nobody to tell.
func (e errSignal) quiet() bool { return e.sig == syscall.SIGPIPE }

// signals turns the first signal to end into a cancelled context. A second one kills the program, as it would without us.
type signals struct {
	mu     sync.Mutex
	got    error
	cancel context.CancelFunc
	ch     chan os.Signal
	unread chan os.Signal // never stopped, so that a store is closed before the program ends of a pipe that nobody reads
	done   chan struct{}
}

func catch(parent context.Context) (context.Context, *signals) {
	ctx, cancel := context.WithCancel(parent)
	s := &signals{cancel: cancel, ch: make(chan os.Signal, 1), unread: make(chan os.Signal, 1), done: make(chan struct{})}
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(sig) { // as nohup has it: then it was asked for, and stays
			signal.Notify(s.ch, sig)
		}
	}
	signal.Notify(s.unread, syscall.SIGPIPE)
	go func() {
		var sig os.Signal
		select {
		case sig = <-s.ch:
			signal.Stop(s.ch)
		case sig = <-s.unread:
		case <-s.done:
			return
		}
		s.mu.Lock()
		s.got = errSignal{sig}
		s.mu.Unlock()
		cancel()
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
	signal.Stop(s.unread)
	close(s.done)
	s.cancel()
}

// ended returns the signal that an error follows from, else the error. What was written where nobody reads comes as an error
// before the signal does.
func (s *signals) ended(err error) error {
	if err == nil || is[errBroken](err) {
		return err
	}
	if errors.Is(err, syscall.EPIPE) {
		return errSignal{syscall.SIGPIPE}
	}
	if cause := s.cause(); cause != nil {
		return cause
	}
	return err
}

// signalled returns the signal within an error.
func signalled(err error) (errSignal, bool) {
	var e errSignal
	return e, errors.As(err, &e)
}
