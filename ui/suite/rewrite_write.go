package suite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
)

// Print shows what is to be written, a line before and after each change, and what is left, with the reason.
func (c *Changes) Print(w io.Writer) error {
	var b bytes.Buffer
	for i := range c.Files {
		f := &c.Files[i]
		fmt.Fprintf(&b, "--- %s\n+++ %s\n", oneLine(f.File), oneLine(f.File))
		before, after := bytes.Split(f.Before, []byte("\n")), bytes.Split(f.After, []byte("\n"))
		for k := range f.Edits {
			line := f.Edits[k].Line
			if k > 0 && line == f.Edits[k-1].Line {
				continue
			}
			fmt.Fprintf(&b, "@@ line %d @@\n-%s\n+%s\n", line, shown(before, line), shown(after, line))
		}
	}
	for i := range c.Left {
		l := &c.Left[i]
		fmt.Fprintf(&b, "%s:%d:%d: %s\n  left: %s\n", oneLine(l.File), l.Line, l.Column, oneLine(l.Message), oneLine(l.Why))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// shown returns a line of a file, from 1.
func shown(lines [][]byte, n int) string {
	if n < 1 || n > len(lines) {
		return ""
	}
	return oneLine(string(bytes.TrimRight(lines[n-1], "\r")))
}

// Edits returns how many values are replaced.
func (c *Changes) Edits() int {
	n := 0
	for i := range c.Files {
		n += len(c.Files[i].Edits)
	}
	return n
}

// ErrChanged says that a file is not what was played any more.
type ErrChanged struct{ File string }

func (e ErrChanged) Error() string {
	return oneLine(e.File) + " has changed since it was played; nothing was written"
}

// Write writes the files, each whole or not at all. Where one is not what was played any more, none is written, and the error
// is ErrChanged.
func (c *Changes) Write() error {
	for i := range c.Files {
		data, err := os.ReadFile(c.Files[i].File)
		if err != nil {
			return err
		}
		if !bytes.Equal(data, c.Files[i].Before) {
			return ErrChanged{c.Files[i].File}
		}
	}
	var errs []error
	for i := range c.Files {
		errs = append(errs, WriteFile(c.Files[i].File, c.Files[i].After))
	}
	return errors.Join(errs...)
}
