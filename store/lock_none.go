//go:build !(darwin || linux || freebsd || netbsd || openbsd || dragonfly)

package store

import (
	"os"
	"time"
)

// locksFirst says that a file can be locked before bbolt does it. Here bbolt would then wait for us.
const locksFirst = false

func lock(*os.File, bool, time.Duration) error { return nil }

// unlock has nothing to do where closing a file gives up its lock.
func unlock(*os.File) {}

// faulted knows nothing here: what the process said has to do.
func faulted(*os.ProcessState) bool { return false }
