//go:build unix

package cli

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// job is the program as the shell sees it: what can be stopped and sent on.
type job struct {
	out  io.Writer
	file string // of the store, which stays open
	send func(tea.Msg)
	ch   chan os.Signal
	woke chan struct{}

	mu      sync.Mutex
	stopped bool
}

// inJob makes the program one that the shell can stop and send on; call the function that it returns at the end. A stop that
// others sent is not caught (Go cannot give SIGTSTP its own effect back once it was): behind it the terminal is set anew,
// since the shell had it.
func inJob(out io.Writer, file string, send func(tea.Msg)) (suspend func() tea.Cmd, end func()) {
	j := &job{out: out, file: file, send: send, ch: make(chan os.Signal, 4), woke: make(chan struct{}, 1)}
	signal.Notify(j.ch, syscall.SIGCONT)
	done := make(chan struct{})
	go j.listen(done)
	return func() tea.Cmd { return leave(j.stop) }, func() {
		signal.Stop(j.ch)
		close(done)
	}
}

func (j *job) listen(done <-chan struct{}) {
	for {
		select {
		case <-done:
			return
		case <-j.ch:
			if !j.isStopped() {
				go j.send(retake{})
				continue
			}
			select {
			case j.woke <- struct{}{}:
			default:
			}
		}
	}
}

func (j *job) isStopped() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.stopped
}

func (j *job) set(stopped bool) {
	j.mu.Lock()
	j.stopped = stopped
	j.mu.Unlock()
}

// Where nobody could send it on (no shell with job control above it), the system does not stop a program. It goes on by
// itself after unstopped; a program that was stopped and goes on hears of that within heard.
const (
	unstopped = 200 * time.Millisecond
	heard     = 100 * time.Millisecond
)

// stop stops the whole job, as the terminal would, until it is sent on.
func (j *job) stop() error {
	select {
	case <-j.woke: // of an earlier stop
	default:
	}
	_, _ = fmt.Fprintf(j.out, "tagtap: suspended, go on with `fg`; meanwhile it keeps %s open, and time goes on in it\n", clean(j.file))
	j.set(true)
	defer j.set(false)
	if err := syscall.Kill(0, syscall.SIGTSTP); err != nil {
		return err
	}
	select {
	case <-j.woke:
		return nil
	case <-time.After(unstopped):
	}
	select {
	case <-j.woke:
	case <-time.After(heard):
	}
	return nil
}
