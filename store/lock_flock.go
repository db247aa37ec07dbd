//go:build darwin || linux || freebsd || netbsd || openbsd || dragonfly

package store

import (
	"errors"
	"os"
	"syscall"
	"time"

	berrors "go.etcd.io/bbolt/errors"
)

// locksFirst says that a file can be locked before bbolt does it: a second lock of the same open file is no other one.
const locksFirst = true

// lockPause is the time between two tries.
const lockPause = 20 * time.Millisecond

// lock takes the lock that bbolt takes, so that the pages can be looked at before bbolt maps them.
func lock(f *os.File, alone bool, wait time.Duration) error {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return err
		case wait <= 0:
			return berrors.ErrTimeout
		}
		pause := min(wait, lockPause)
		time.Sleep(pause)
		wait -= pause
	}
}

// unlock gives up bbolt's lock on a file that stays mapped: closing it alone would not, while the map refers to it.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }

// faulted says whether a process died of a signal that its memory or its own code sends.
func faulted(state *os.ProcessState) bool {
	if state == nil {
		return false
	}
	status, ok := state.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() {
		return false
	}
	switch status.Signal() {
	case syscall.SIGSEGV, syscall.SIGBUS, syscall.SIGABRT, syscall.SIGILL, syscall.SIGFPE, syscall.SIGTRAP:
		return true
	}
	return false
}
