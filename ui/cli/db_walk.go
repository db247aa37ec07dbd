package cli

import (
	"context"
	"errors"

	"tagtap/flow"
	"tagtap/flow/session"
)

// openTries is how often a session is opened on a journey that goes on elsewhere meanwhile.
const openTries = 3

// openWalk opens a session. A journey that grew between the look at it and the record that opens the session is looked at
// again.
func openWalk(ctx context.Context, c session.Config) (*session.Session, error) {
	for try := 1; ; try++ {
		walk, err := session.Open(ctx, c)
		if err == nil || try == openTries || !errors.Is(err, flow.ErrStale) {
			return walk, err
		}
	}
}
