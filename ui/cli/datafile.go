package cli

import (
	"path/filepath"
	"runtime"
)

// storePath returns the file of the store: that of --db, else of TAGTAP_DB, else the one in the data folder of the
// person: XDG_DATA_HOME or the custom of the system (XDG Base Directory Specification; Apple's and Microsoft's guides).
func (sh *shell) storePath() (string, error) {
	if sh.db != "" {
		return sh.db, nil
	}
	if path := sh.env("TAGTAP_DB"); path != "" {
		return path, nil
	}
	dir := dataFolder(runtime.GOOS, sh.env)
	if dir == "" {
		return "", usage("name one with --db FILE or TAGTAP_DB", "there is no folder for the store: HOME is not set")
	}
	return filepath.Join(dir, "tagtap", "tagtap.db"), nil
}

// dataFolder returns the folder for the data of programs, "" where the environment names none. A relative one is not
// taken, as the specification demands.
func dataFolder(system string, env func(string) string) string {
	absolute := func(path string) bool {
		return filepath.IsAbs(path) || len(path) > 0 && path[0] == '/'
	}
	if dir := env("XDG_DATA_HOME"); absolute(dir) {
		return dir
	}
	home := env("HOME")
	switch system {
	case "windows":
		return env("LocalAppData")
	case "darwin":
		if absolute(home) {
			return filepath.Join(home, "Library", "Application Support")
		}
	default:
		if absolute(home) {
			return filepath.Join(home, ".local", "share")
		}
	}
	return ""
}
