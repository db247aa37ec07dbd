package cli

import (
	"io"

	tea "charm.land/bubbletea/v2"
)

// retake asks for the terminal to be set and drawn anew.
type retake struct{}

// aside is a stretch in which the terminal is not the program's: it is as it was found, and is taken up again at the end.
//
// The store stays open and locked meanwhile, and simulated time goes on: a program that is put aside is a phone in the
// pocket, where offers run out and parcels arrive. Time stands still only while the store is closed.
type aside struct{ do func() error }

// Run implements tea.ExecCommand.
func (a aside) Run() error { return a.do() }

// SetStdin implements tea.ExecCommand.
func (aside) SetStdin(io.Reader) {}

// SetStdout implements tea.ExecCommand.
func (aside) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (aside) SetStderr(io.Writer) {}

// leave makes the command of a stretch aside. Behind it what is due is looked for: the pause may have been long.
func leave(do func() error) tea.Cmd {
	return tea.Exec(aside{do}, func(error) tea.Msg { return tea.ResumeMsg{} })
}
