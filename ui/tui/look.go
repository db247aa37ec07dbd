package tui

import (
	"image/color"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/look"
)

// Look is what the theme is made of: asked for, or told by the terminal.
type Look struct {
	Mode    look.Mode
	Auto    bool // follow the terminal's background
	ASCII   bool
	Plain   bool // no colour, whatever the terminal can do
	Profile colorprofile.Profile
}

func (l Look) theme() look.Theme {
	profile := l.Profile
	if l.Plain && profile > colorprofile.ASCII {
		profile = colorprofile.ASCII
	}
	return look.NewTheme(l.Mode, profile, l.ASCII)
}

func (l Look) toggled() Look {
	l.Auto = false
	if l.Mode == look.Dark {
		l.Mode = look.Light
	} else {
		l.Mode = look.Dark
	}
	return l
}

func (l Look) back() color.Color {
	if t := l.theme(); t.Fills() {
		c := t.Colour(look.Back)
		return color.RGBA{R: c.R, G: c.G, B: c.B, A: 0xff}
	}
	return nil
}

// settings takes what the terminal tells about itself; all else goes to the screen.
func (a *App) settings(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		a.look.Profile = msg.Profile
	case tea.BackgroundColorMsg:
		if !a.look.Auto {
			return nil
		}
		a.look.Mode = look.Dark
		if !msg.IsDark() {
			a.look.Mode = look.Light
		}
	case ticked:
		a.move()
		return nil
	case told:
		a.compare(msg)
	case counted:
		a.put(msg)
	case switched:
		return a.changed(msg)
	case saved:
		return a.wrote(msg)
	default:
		return nil
	}
	a.frame.stale = true
	return nil
}
