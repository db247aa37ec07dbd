//go:build darwin || linux || freebsd || netbsd || openbsd || dragonfly

package store

import (
	"os"
	"syscall"
)

// unlock gives up bbolt's lock on a file that stays mapped: closing it alone would not, while the map refers to it.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
