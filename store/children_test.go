package store_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// What the test binary is told when it is to be another process: what to do, and with which file.
const (
	childTask = "TAGTAP_STORE_CHILD"
	childPath = "TAGTAP_STORE_PATH"
)

// TestMain is the children as well: a storefront that is killed, a check in a process of its own, a reader of damaged files.
func TestMain(m *testing.M) {
	path := os.Getenv(childPath)
	switch task, how, _ := strings.Cut(os.Getenv(childTask), " "); task {
	case "":
		code := m.Run()
		removeBenchStores()
		os.Exit(code)
	case "tap":
		tapUntilKilled(path)
	case "swap":
		swapUntilKilled(path)
	case "check":
		checkedAlone(how, path)
	case "read":
		readAll(path)
		os.Exit(0)
	case "explore":
		readStates(path)
		os.Exit(0)
	}
	os.Exit(1)
}

// child returns the test binary as another process.
func child(t *testing.T, task, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), childTask+"="+task, childPath+"="+path, "GOTRACEBACK=none")
	return cmd
}

// long chooses between what a usual run does and a long one.
func long(usual, more int) int {
	if os.Getenv("TAGTAP_LONG") != "" {
		return more
	}
	if raced {
		return max(1, usual/5)
	}
	return usual
}
