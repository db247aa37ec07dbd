package stage

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// drawn hands what is drawn to an emulated terminal, with the line ends that a program without a tty leaves out.
type drawn struct {
	to   *vt.SafeEmulator
	wake chan struct{}
}

func (d *drawn) Write(p []byte) (int, error) {
	if _, err := d.to.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	select {
	case d.wake <- struct{}{}:
	default:
	}
	return len(p), nil
}

// A real program in an emulated terminal plays by its own timer, and a key of the person ends it.
func TestAProgramPlaysByItself(t *testing.T) {
	s := open(t, asked{text: "story: 打开一篇\nsteps:\n  - open-note: oily-skin-empties\n  - expect: { place: note }\n"}, 0, 0)
	s.SetSpeed("4")
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	out := &drawn{to: vt.NewSafeEmulator(100, 32), wake: make(chan struct{}, 1)}
	go func() { // it answers what it is asked, and somebody has to read that
		buf := make([]byte, 4096)
		for {
			if _, err := out.to.Read(buf); err != nil {
				return
			}
		}
	}()
	prog := tea.NewProgram(s, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(out), tea.WithWindowSize(100, 32),
		tea.WithColorProfile(colorprofile.TrueColor), tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignals())
	done := make(chan error, 1)
	go func() {
		_, err := prog.Run()
		done <- err
	}()
	for !strings.Contains(out.to.String(), "没有绕路") {
		select {
		case <-out.wake:
		case err := <-done:
			t.Fatalf("it ended (%v):\n%s", err, out.to.String())
		}
	}
	prog.Send(tea.KeyPressMsg{Code: 'q', Text: "q"})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if r := s.Results(); len(r) != 1 || !r[0].Passed || r[0].Taps != 1 {
		t.Errorf("results %+v", r)
	}
}
