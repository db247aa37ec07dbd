package cli

import (
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// apart refuses files of --events and --record that are the store, each other, or not what is written there. It looks before
// anything is opened: the store may not be there yet.
func (sh *shell) apart() error {
	if sh.events == "" && sh.record == "" {
		return nil
	}
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	var events, record error
	switch {
	case sameName(sh.events, path):
		events = usage("name another file", "--events is the store itself")
	case sh.events != "":
		events = takesEvents(sh.events)
	}
	switch {
	case sameName(sh.record, path):
		record = usage("name another file", "--record is the store itself")
	case sameName(sh.record, sh.events):
		record = usage("name two files", "--record and --events are the same file")
	}
	return several(events, record)
}

// sameName says whether two names are of one file, be it there or not.
func sameName(a, b string) bool {
	if a == "" || b == "" {
		return false
	}
	return sameFile(a, b) || placed(a) == placed(b)
}

// placed is the whole name of a file, through the links of its folder.
func placed(path string) string {
	if all, err := filepath.Abs(path); err == nil {
		path = all
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// takesEvents refuses a file that holds something else than events: rows behind it would ruin it.
func takesEvents(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usage("want a file that can be written", "--events: %v", err)
	case info.IsDir():
		return usage("want a file", "--events: %s is a folder", quote(path))
	case !info.Mode().IsRegular() || info.Size() == 0: // a pipe or a device is not looked into
		return nil
	}
	head, err := headOf(path)
	switch hint := "name a new file, or one that --events wrote"; {
	case err != nil:
		return notRead(path, err)
	case isStoreHead(head):
		return usage(hint, "--events: %s is a store", quote(path))
	case head[0] != '{':
		return usage(hint, "--events: %s holds something else than events", quote(path))
	}
	return nil
}

// headOf returns the first bytes of a file that is not empty.
func headOf(path string) (head []byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	head = make([]byte, 20)
	n, err := io.ReadFull(f, head)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// isStoreHead knows a store of bbolt by the number behind the head of its first page.
func isStoreHead(head []byte) bool {
	const magic = 0xED0CDAED
	return len(head) >= 20 && binary.NativeEndian.Uint32(head[16:]) == magic
}
