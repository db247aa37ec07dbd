package cli

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	bolt "go.etcd.io/bbolt"
)

var update = flag.Bool("update", false, "write what the scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tagtap-hurt": hurt,
		"tagtap": func() {
			os.Exit(Main(os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Environ: os.Environ()}))
		},
	})
}

// teaCorner is a small catalogue folder in good order; every script finds a copy of it.
const teaCorner = root + "/fixtures/testdata/catalogue"

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", filepath.Join(e.WorkDir, "person"))
			e.Setenv("XDG_DATA_HOME", "")
			e.Setenv("TAGTAP_DB", "")
			e.Setenv("LANG", "C.UTF-8")
			return os.CopyFS(filepath.Join(e.WorkDir, "tea"), os.DirFS(teaCorner))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"cut": cut, "torn": torn, "old": old, "newer": newer, "flip": flip, "same": same, "insert": insert,
		},
		Condition: func(name string) (bool, error) {
			if name != "person" { // whom the system refuses something
				return false, fmt.Errorf("there is no condition %q", name)
			}
			return runtime.GOOS != "windows" && os.Geteuid() != 0, nil
		},
	})
}

// cut leaves the first bytes of a file: cut FILE BYTES.
func cut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

// old makes a store of the first schema, as the program of that time wrote it: old FILE.
func old(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Open(root + "/store/testdata/schema-1.db.gz")
	ts.Check(err)
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	ts.Check(err)
	data, err := io.ReadAll(z)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// torn damages the older of the two meta pages of a store: torn FILE.
func torn(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	size := int(binary.NativeEndian.Uint32(data[24:]))
	at := 16
	if binary.NativeEndian.Uint64(data[at+48:]) > binary.NativeEndian.Uint64(data[size+at+48:]) {
		at += size
	}
	data[at+60] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// newer makes a store that a later program wrote: newer FILE.
func newer(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Check(db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket([]byte("meta")).Put([]byte("schema"), binary.BigEndian.AppendUint32(nil, 99))
	}))
	ts.Check(db.Close())
}

// flip changes a byte of the last record of a store, where bbolt itself would not notice: flip FILE.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	db, err := bolt.Open(ts.MkAbs(args[0]), 0o600, nil)
	ts.Check(err)
	ts.Check(db.Update(func(tx *bolt.Tx) error {
		journal := tx.Bucket([]byte("journal"))
		key, value := journal.Cursor().Last()
		value = bytes.Clone(value)
		value[len(value)-1] ^= 1
		return journal.Put(bytes.Clone(key), value)
	}))
	ts.Check(db.Close())
}

// same demands that two files hold the same bytes: same FILE FILE.
func same(ts *testscript.TestScript, not bool, args []string) {
	if equal := ts.ReadFile(args[0]) == ts.ReadFile(args[1]); equal == not {
		ts.Fatalf("%s and %s: equal is %t", args[0], args[1], equal)
	}
}

// insert puts a character behind the first of a word: insert FILE WORD U+202E.
func insert(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseUint(strings.TrimPrefix(args[2], "U+"), 16, 32)
	ts.Check(err)
	data := strings.Replace(ts.ReadFile(args[0]), args[1], args[1]+string(rune(n)), 1)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data), 0o666))
}
