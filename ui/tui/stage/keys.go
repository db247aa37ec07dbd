package stage

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagtap/ui/tui/screen"
)

// keys are what an audience can press, in the order of use.
var keys = []screen.Binding{
	{Keys: []string{"space"}, Label: "watch.key.pause", Local: "pause"},
	{Keys: []string{"]", "right"}, Label: "watch.key.step", Local: "step"},
	{Keys: []string{"[", "left"}, Label: "watch.key.back", Local: "back"},
	{Keys: []string{"0", "1", "2", "4"}, Label: "watch.key.speed", Local: "speed", Name: "0 1 2 4"},
	{Keys: []string{"enter", "i"}, Label: "watch.key.take", Local: "take"},
	{Keys: []string{"tab"}, Label: "watch.key.choose", Local: "choose"},
	{Keys: []string{"y"}, Label: "watch.key.sync", Local: "sync"},
	{Keys: []string{"r"}, Label: "watch.key.again", Local: "again"},
	{Keys: []string{"?"}, Label: "key.help", Local: "help"},
	{Keys: []string{"m"}, Label: "key.meter", Local: "meter"},
	{Keys: []string{"L"}, Label: "key.language", Local: "language"},
	{Keys: []string{"t"}, Label: "key.theme", Local: "theme"},
}

// hit is a hint that can be clicked on.
type hit struct {
	rect  screen.Hit
	local string
	key   string
}

// offered are the keys that do something now.
func (s *Stage) offered() []screen.Binding {
	var here []screen.Binding
	for _, b := range keys {
		switch b.Local {
		case "choose":
			if !s.paired() || s.config.GoOn == nil {
				continue
			}
		case "sync":
			if !s.paired() {
				continue
			}
		case "back":
			if s.config.Story.Journal != nil || len(s.history) == 0 {
				continue
			}
		case "again":
			if s.config.Story.Journal != nil {
				continue
			}
		case "take":
			if s.config.GoOn == nil {
				continue
			}
		case "pause":
			if _, more := s.Next(); !more {
				continue
			}
			if s.paused {
				b.Label = "watch.key.play"
			}
		case "step":
			if _, more := s.Next(); !more {
				continue
			}
		}
		here = append(here, b)
	}
	return here
}

func (s *Stage) press(msg tea.KeyPressMsg) tea.Cmd {
	name := msg.String()
	switch {
	case name == "q" || name == "ctrl+c":
		return tea.Quit
	case s.help:
		s.help = false // whatever is pressed closes the list
		if name == "?" || name == "esc" {
			return nil
		}
	}
	for _, b := range s.offered() {
		if key.Matches(msg, b.Key()) {
			return s.do(b.Local, name)
		}
	}
	return nil
}

func (s *Stage) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft {
		return nil
	}
	for _, h := range s.hits {
		if h.rect.Rect.Contains(msg.X, msg.Y) {
			return s.do(h.local, h.key)
		}
	}
	return nil
}

// do does what a key stands for.
func (s *Stage) do(local, name string) tea.Cmd {
	switch local {
	case "pause":
		s.paused = !s.paused
	case "step":
		return s.step()
	case "back":
		return s.back()
	case "speed":
		for i := range speeds {
			if speeds[i].Key == name {
				s.speed = i
			}
		}
	case "take":
		return s.take()
	case "choose":
		s.chosen = 1 - s.chosen
	case "sync":
		s.byTime = !s.byTime
	case "again":
		return s.again()
	case "help":
		s.help = true
	case "meter":
		s.meter = !s.meter
	case "language":
		s.lang = s.lang.Next()
		s.redress()
		return s.relearn()
	case "theme":
		s.look = s.look.Toggled()
		s.redress()
	case "quit":
		return tea.Quit
	}
	return nil
}

// number prints a count.
func number(n int) string { return strconv.Itoa(n) }
