package store

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"
)

// ErrLocked says that another program has the file open.
type ErrLocked struct{ Path string }

func (e ErrLocked) Error() string { return "another storefront has this file open: " + e.Path }

// Hint says what to do.
func (e ErrLocked) Hint() string {
	return "close it, or use another file with --db FILE; a suspended one comes back with fg"
}

// ErrDamaged says that the file, or a record in it, is not as it was written.
type ErrDamaged struct{ Path, What string }

func (e ErrDamaged) Error() string { return fmt.Sprintf("store %s is damaged: %s", e.Path, e.What) }

// Hint says what to do.
func (e ErrDamaged) Hint() string {
	return "`tagtap db restore FILE` goes on with a backup or a snapshot, `tagtap db reset` starts anew; the damaged file is kept beside it"
}

// ErrNewer says that a later tagtap, or a later bbolt, wrote the file.
type ErrNewer struct{ Path, What string }

func (e ErrNewer) Error() string {
	return fmt.Sprintf("store %s is newer than this program: %s", e.Path, e.What)
}

// Hint says what to do.
func (e ErrNewer) Hint() string { return "use the newer tagtap, or another file with --db FILE" }

// ErrForeign says that the file is not a store, or that of another catalogue.
type ErrForeign struct{ Path, What string }

func (e ErrForeign) Error() string {
	return fmt.Sprintf("cannot use %s as a store: %s", e.Path, e.What)
}

// Hint says what to do.
func (e ErrForeign) Hint() string { return "use another file with --db FILE" }

// ErrDenied says that the system does not let the program use the file.
type ErrDenied struct {
	Path string
	Err  error
}

func (e ErrDenied) Error() string {
	return fmt.Sprintf("no permission for store %s: %v", e.Path, e.Err)
}

// Unwrap returns what the system said.
func (e ErrDenied) Unwrap() error { return e.Err }

// Hint says what to do.
func (e ErrDenied) Hint() string { return "make it writable, or use another file with --db FILE" }

// ErrFull says that the disk has no room for the file to grow. Everything saved before is there.
type ErrFull struct {
	Path string
	Err  error
}

func (e ErrFull) Error() string {
	return fmt.Sprintf("disk full: store %s cannot grow: %v", e.Path, e.Err)
}

// Unwrap returns what the system said.
func (e ErrFull) Unwrap() error { return e.Err }

// Hint says what to do.
func (e ErrFull) Hint() string {
	return "make room on the disk, then try again; what was saved is safe"
}

// ErrMoved says that the file was removed or replaced while it was open. What was written goes nowhere from here on.
type ErrMoved struct{ Path string }

func (e ErrMoved) Error() string {
	return "store " + e.Path + " was moved or removed while it was open"
}

// Hint says what to do.
func (e ErrMoved) Hint() string { return "put it back, or quit and start again" }

// errNoJourney is for callers that append to a stream that Stream never returned: their mistake, so no sentinel.
var errNoJourney = errors.New("no such journey")

// grown are the errors of bbolt that lost their cause when they were wrapped as text.
var grown = []string{"file resize error", "file sync error", "mmap allocate error"}

// outside turns an error of bbolt or of the system into the one that callers branch on.
func outside(path string, err error) error {
	denied, full := ErrDenied{}, ErrFull{}
	switch {
	case err == nil:
		return nil
	case errors.As(err, &denied), errors.As(err, &full):
		return err // it was told apart further down
	case errors.Is(err, berrors.ErrTimeout):
		return ErrLocked{path}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG),
		errors.Is(err, berrors.ErrMaxSizeReached):
		return ErrFull{path, err}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ErrDenied{path, err}
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return ErrDamaged{path, err.Error()}
	}
	for _, start := range grown {
		if strings.HasPrefix(err.Error(), start) {
			return ErrFull{path, err}
		}
	}
	return err
}
