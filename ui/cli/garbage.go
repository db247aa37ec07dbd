package cli

import "runtime/debug"

// collectSeldom lets garbage pile up to so much of what is kept, in per cent, where little is kept and much passes: the heap
// stays small all the same. Who set GOGC has decided that. The result takes it back.
func (sh *shell) collectSeldom(percent int) func() {
	if sh.env("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(percent)
	return func() { debug.SetGCPercent(before) }
}
