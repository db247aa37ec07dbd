package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version prints what was built, and by what.
func (sh *shell) version() error {
	_, err := fmt.Fprintln(sh.Out, versionLine())
	return written(err)
}

func versionLine() string {
	return fmt.Sprintf("tagtap %s (%s, %s/%s)", appVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// appVersion is what was built: a version, "devel" for what was built by hand.
func appVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}

// written wraps an error of writing results.
func written(err error) error {
	if err != nil {
		return fmt.Errorf("write results: %w", err)
	}
	return nil
}
