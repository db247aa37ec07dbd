//go:build !unix

package cli

import (
	"io"

	tea "charm.land/bubbletea/v2"
)

// inJob does nothing: the system does not suspend programs.
func inJob(io.Writer, string, func(tea.Msg)) (suspend func() tea.Cmd, end func()) {
	return nil, func() {}
}
