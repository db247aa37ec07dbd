package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// create makes a new store: beside its place first, whole and synced, then by one link or rename. Where another
// storefront was faster, its file stays and ours goes.
func create(path string, o Options) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temp, err := tempBeside(path)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(temp) }()
	if err := fill(temp, o); err != nil {
		return err
	}
	if err := settle(temp, path); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// tempBeside returns the name of a new empty file in the same folder, so on the same disk.
func tempBeside(path string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return "", err
	}
	return f.Name(), f.Close()
}

// tempAge is how old a temporary file is when nobody can be writing it any more.
const tempAge = time.Hour

// removeTemps takes away what programs left that were killed while they copied a store. It does no harm where it fails.
func removeTemps(path string, now time.Time) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), "."+filepath.Base(path)+".new-") {
			continue
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > tempAge {
			_ = os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
}

func fill(temp string, o Options) error {
	b, err := bolt.Open(temp, 0o600, &bolt.Options{Timeout: lockWait, NoSync: o.NoSync, MaxSize: o.maxSize})
	if err != nil {
		return err
	}
	err = b.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets {
			if _, err := tx.CreateBucket(name); err != nil {
				return err
			}
		}
		meta := tx.Bucket(bucketMeta)
		facts := []struct{ key, value []byte }{
			{keyProgram, program},
			{keySchema, binary.BigEndian.AppendUint32(nil, Schema)},
			{keyCatalogue, []byte(o.Catalogue)},
			{keyDigest, []byte(o.Digest)},
			{keyCreated, binary.BigEndian.AppendUint64(nil, uint64(o.Now.UnixMilli()))},
			{keyClean, yes},
		}
		for _, fact := range facts {
			if len(fact.value) == 0 {
				continue
			}
			if err := meta.Put(fact.key, fact.value); err != nil {
				return err
			}
		}
		return putLast(tx)
	})
	if err = errors.Join(err, b.Close()); err != nil || o.NoSync {
		return err
	}
	return syncFile(temp)
}

// settle gives a finished file its name; where something has that name already it returns fs.ErrExist.
func settle(temp, path string) error {
	switch err := os.Link(temp, path); {
	case errors.Is(err, fs.ErrExist):
		return err
	case err != nil: // a file system without links
		if err := os.Rename(temp, path); err != nil {
			return err
		}
	}
	return syncDir(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes a new name last. Windows keeps names without it, and cannot do it.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	return nil
}
