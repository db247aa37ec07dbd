package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tagtap/store"
)

// Linux has /dev/full, and a folder that is closed to root as well.

// The shop goes on where the file cannot be written, and says so once, at the end.
func TestAFullDiskUnderTheEventsStopsNoShopper(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shop.db")
	walked := false
	err := mirrorWalk(t, ticking(), path, "/dev/full", func(k *walker) error {
		_, err := tapped(k, "returning", openNote, tapTint)
		walked = err == nil
		return err
	})
	if !walked || err == nil || strings.Count(err.Error(), "write events") != 1 || exitCode(err) != exitOutside {
		t.Errorf("walked is %t: %v", walked, err)
	}
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if all, err := db.Sessions(context.Background(), 0); err != nil || len(all) != 1 || all[0].Records < 3 {
		t.Errorf("%+v, %v", all, err)
	}
}

// sealed is a folder in which nobody may write.
func sealed(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if os.Geteuid() > 0 {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	return "/proc"
}

func TestAFolderThatCannotBeWrittenIsNoMistakeOfWhoCalls(t *testing.T) {
	db := filepath.Join(t.TempDir(), "shop.db")
	if code, _, errs := call(t, nil, "run", "loop", "--db", db); code != exitDone {
		t.Fatal(errs)
	}
	dir := sealed(t)
	for flag, args := range map[string][]string{
		"--out": {"export", "--as", "csv", "--out"}, "--html": {"report", "--html"},
	} {
		path := filepath.Join(dir, "asked-for.x")
		code, out, errs := call(t, nil, append(args, path, "--db", db)...)
		if code != exitOutside || out != "" || !strings.HasPrefix(errs, "tagtap: "+flag+": write "+path+": ") || strings.Count(errs, "asked-for") != 1 {
			t.Errorf("%s: code %d, %q, %q", flag, code, out, errs)
		}
		code, out, errs = call(t, nil, append(args, filepath.Join(dir, "no-folder", "x"), "--db", db)...)
		if code != exitUsage || out != "" || !strings.Contains(errs, "no-folder") {
			t.Errorf("%s into no folder: code %d, %q, %q", flag, code, out, errs)
		}
	}
}
