package suite

import (
	"fmt"
	"io"
	"os"
)

// mostHeld is how many bytes a spool keeps in memory, and how many it writes to its file at a time.
const mostHeld = 4 << 20

// Spool keeps what is to be written later: in memory, and beyond some megabytes in a file that loses its name at once, where
// the system lets it, so that nothing is left of a program that is killed. The zero Spool is ready.
type Spool struct {
	held  []byte
	file  *os.File
	named bool // the file could not be removed while it is open
	size  int64
}

// Write implements io.Writer.
func (s *Spool) Write(p []byte) (int, error) {
	s.held = append(s.held, p...)
	return len(p), s.full()
}

// Append lets make append to what is held.
func (s *Spool) Append(make func([]byte) []byte) error {
	s.held = make(s.held)
	return s.full()
}

// Len returns how many bytes were written.
func (s *Spool) Len() int64 { return s.size + int64(len(s.held)) }

func (s *Spool) full() (err error) {
	if len(s.held) < mostHeld {
		return nil
	}
	if s.file == nil {
		if s.file, err = os.CreateTemp("", "tagtap-*"); err != nil {
			return fmt.Errorf("keep a report: %w", err)
		}
		s.named = os.Remove(s.file.Name()) != nil
	}
	n, err := s.file.Write(s.held)
	s.size += int64(n)
	if err != nil {
		return fmt.Errorf("keep a report: %w", err)
	}
	s.held = s.held[:0]
	return nil
}

// WriteTo implements io.WriterTo. It is called once, when all was written.
func (s *Spool) WriteTo(w io.Writer) (int64, error) {
	var all int64
	if s.file != nil {
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return 0, fmt.Errorf("read a report: %w", err)
		}
		n, err := io.Copy(w, s.file)
		if all += n; err != nil {
			return all, err
		}
	}
	n, err := w.Write(s.held)
	return all + int64(n), err
}

// Close lets go of what was written.
func (s *Spool) Close() error {
	s.held, s.size = nil, 0
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	if err := f.Close(); err != nil || !s.named {
		return err
	}
	return os.Remove(f.Name())
}
