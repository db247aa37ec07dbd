package cli

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// pictureEvery is the time between two pictures while keys, notches of the wheel or sizes come faster than a terminal is
// drawn to (60 times a second). The first of them is drawn at once, the last one never later than this.
const pictureEvery = time.Second / 60

// pace leaves out the pictures that nobody would see: a paste without brackets is a key for each of its letters, and a
// window that is dragged a size for each of its steps.
type pace struct {
	now  func() time.Time // nil draws each
	at   time.Time        // when the last picture was made
	last tea.View
	owed bool // something changed since
	set  bool // pictureDue is under way
}

// pictureDue says that the picture that is owed is to be drawn.
type pictureDue struct{}

func (p *pace) come() { p.owed, p.set = false, false }

func (p *pace) drew(v tea.View) {
	if p.now != nil {
		p.last, p.at = v, p.now()
	}
}

// after decides whether what came is drawn at once, and sees to it that it is drawn at all. What is no input always is.
func (p *pace) after(msg tea.Msg, cmd tea.Cmd) tea.Cmd {
	p.owed = false
	if p.now == nil || p.at.IsZero() {
		return cmd
	}
	switch msg.(type) {
	case tea.KeyPressMsg, tea.MouseWheelMsg, tea.WindowSizeMsg:
	default:
		return cmd
	}
	left := pictureEvery - p.now().Sub(p.at)
	if left <= 0 || left > pictureEvery { // or the clock was set back
		return cmd
	}
	p.owed = true
	if p.set {
		return cmd
	}
	p.set = true
	return tea.Batch(cmd, tea.Tick(left, func(time.Time) tea.Msg { return pictureDue{} }))
}
