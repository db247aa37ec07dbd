package tui

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"tagtap/flow"
	"tagtap/ui/tui/backstage"
	"tagtap/ui/tui/help"
	"tagtap/ui/tui/journeys"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/meter"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/terms"
)

// global are the keys that do the same everywhere. Those with an action are offered where the place offers it.
var global = []screen.Binding{
	{Keys: []string{"esc"}, Label: "key.back", Action: flow.Action{Verb: flow.Back}},
	{Keys: []string{"c"}, Label: "key.cart", Action: flow.Action{Verb: flow.OpenCart}},
	{Keys: []string{"x"}, Label: "key.backstage", Local: "backstage"},
	{Keys: []string{"."}, Label: "key.skip", Local: "skip"},
	{Keys: []string{"m"}, Label: "key.meter", Local: "meter"},
	{Keys: []string{"g"}, Label: "key.coach", Local: "coach"},
	{Keys: []string{"E"}, Label: "key.events", Local: "events"},
	{Keys: []string{meter.RecordKey}, Label: "key.record", Local: "record"},
	{Keys: []string{"["}, Label: "key.rewind", Local: "rewind"},
	{Keys: []string{"]"}, Label: "key.replay", Local: "replay"},
	{Keys: []string{"B"}, Label: "key.bookmark", Local: "bookmark"},
	{Keys: []string{"{", "}"}, Label: "key.marks", Local: "marks", Keyed: true, Name: "{ }"},
	{Keys: []string{"W"}, Label: "key.summary", Local: "summary"},
	{Keys: []string{"S"}, Label: "key.shopper", Local: "shopper"},
	{Keys: []string{"D"}, Label: "key.dashboard", Local: "dashboard"},
	{Keys: []string{"L"}, Label: "key.language", Local: "language"},
	{Keys: []string{"t"}, Label: "key.theme", Local: "theme"},
	{Keys: []string{"K"}, Label: "key.terms", Local: "terms"},
	{Keys: []string{"?"}, Label: "key.help", Local: "help"},
	{Keys: []string{"q"}, Label: "key.quit", Local: "quit"},
}

// input hands a key, click, wheel or paste to the current screen, or does what the global keys do.
func (a *App) input(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "ctrl+c" {
		return tea.Quit
	}
	if a.busy {
		a.hold(msg)
		return nil
	}
	if !a.letter(msg) {
		a.prepare() // what can be tapped is known once the screen is drawn; keys typed ahead come before that
	}
	a.frame.stale = true
	if !a.notice.sticky {
		a.notice = notice{}
	}
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		a.presses++
		return a.click(msg)
	case tea.MouseWheelMsg:
		return a.hand(screen.Wheel{Rows: wheelRows(msg)})
	case tea.KeyPressMsg:
		a.presses++
		return a.press(msg)
	}
	return a.hand(msg)
}

// letter says whether a key only adds to the text that is being typed: a paste without brackets is thousands of them.
func (a *App) letter(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	return ok && key.Text != "" && a.failed.Verb == flow.None && typing(a.current())
}

// maxHeld bounds what is typed ahead: more than a paste without brackets types while a tap is saved.
const maxHeld = 4096

// hold keeps keys for the screen to come. Clicks belong to the old picture and are dropped.
func (a *App) hold(msg tea.Msg) {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if len(a.held) < maxHeld {
			a.held = append(a.held, msg)
		}
	}
}

// wheelStep is how many rows a notch of the wheel scrolls.
const wheelStep = 3

func wheelRows(msg tea.MouseWheelMsg) int {
	switch msg.Button {
	case tea.MouseWheelUp:
		return -wheelStep
	case tea.MouseWheelDown:
		return wheelStep
	}
	return 0
}

// hand gives a message to the current screen and sends the action that it means.
func (a *App) hand(msg tea.Msg) tea.Cmd {
	next, action, cmd := a.current().Update(msg)
	a.stack.replace(next)
	if c, ok := next.(screen.Closing); ok && c.Closed() {
		a.stack.pop()
		return cmd
	}
	if id := journeys.Chosen(next); id != "" {
		return a.change(id)
	}
	if action.Verb == flow.None {
		return cmd
	}
	a.stack.pop()
	return tea.Batch(cmd, a.do(action))
}

// pending sends what a screen still has to send: the second of two actions that one tap meant.
func (a *App) pending() tea.Cmd {
	p, ok := a.current().(screen.Pending)
	if !ok {
		return nil
	}
	next, action := p.Pending()
	a.stack.replace(next)
	if action.Verb == flow.None {
		return nil
	}
	return a.do(action)
}

func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	if a.failed.Verb != flow.None && msg.String() == "r" {
		return a.do(a.failed)
	}
	if typing(a.current()) {
		return a.hand(msg)
	}
	for _, b := range a.current().Bindings() {
		if key.Matches(msg, b.Key()) {
			return a.hand(msg)
		}
	}
	for _, b := range a.everywhere() {
		if key.Matches(msg, b.Key()) {
			return a.global(b, msg.String())
		}
	}
	return a.hand(msg)
}

// typing says whether the screen has a text field that takes all printable keys.
func typing(s screen.Screen) bool {
	p, ok := s.(*screen.Page)
	if !ok {
		return false
	}
	t, ok := p.View().(screen.Typist)
	return ok && t.Typing()
}

func (a *App) global(b screen.Binding, key string) tea.Cmd {
	if b.Action.Verb == flow.Back && a.stack.pop() {
		return nil
	}
	if b.Action.Verb != flow.None {
		if flow.Refuse(a.shown.World, a.shown.Now, a.shown.State, b.Action).Code == flow.NotHere {
			return nil
		}
		return a.do(b.Action)
	}
	switch b.Local {
	case "rewind":
		return a.rewind(a.around.back + 1)
	case "replay":
		return a.rewind(max(0, a.around.back-1))
	case "marks":
		return a.jump(map[string]int{"{": -1, "}": 1}[key])
	case "bookmark":
		return a.bookmark()
	case "summary":
		return a.recall(true)
	case "shopper":
		a.shoppers()
	case "meter":
		a.show.meter = !a.show.meter
	case "coach":
		a.show.coach = !a.show.coach
	case "events":
		a.events()
	case "record":
		a.records()
	case "write":
		return a.write()
	case "dashboard":
		return a.merchant()
	case "language":
		a.lang = a.lang.Next()
	case "theme":
		a.look = a.look.toggled()
	case "skip":
		a.around.back = 0
		return a.call(flow.Action{}, a.walk.Skip)
	case "help":
		a.stack.push(help.New(a.shown, append(a.current().Bindings(), a.globals()...)))
	case "backstage":
		a.stack.push(backstage.New(a.shown))
	case "terms":
		a.stack.push(terms.New(a.shown))
	case "quit":
		return tea.Quit
	}
	return nil
}

// events puts the event stream in the place of the trace and back, and where no panel has it, over the page.
func (a *App) events() {
	_, shows := a.show.below.(*meter.Stream)
	switch {
	case !a.panelled():
		a.stack.push(meter.NewSheet(a.shown))
	case shows:
		a.show.below = nil
	default:
		a.show.below = &meter.Stream{}
	}
}

// panelled says whether the meter has a panel beside the phone.
func (a *App) panelled() bool { return a.show.meter && look.LayoutFor(a.cols, a.rows).Meter.W > 0 }

// typed are the keys that mean something while a field is typed into; all others are letters.
var typed = []screen.Binding{
	{Keys: []string{"tab"}, Label: "key.next"},
	{Keys: []string{"esc"}, Label: "key.done"},
}

// bindings are the keys of the current screen.
func (a *App) bindings() []screen.Binding {
	own := a.current().Bindings()
	if !typing(a.current()) {
		return own
	}
	keys := slices.Clone(typed)
	for _, b := range own {
		if b.Has("ctrl+s") {
			b.Keys = []string{"ctrl+s"}
			keys = append(keys, b)
		}
	}
	return keys
}

// globals are the global keys that do something here.
func (a *App) globals() []screen.Binding { return a.globalsOver(a.current()) }

// globalsOver are those that do something while a screen is in front.
func (a *App) globalsOver(front screen.Screen) []screen.Binding {
	var here []screen.Binding
	if typing(front) {
		return nil
	}
	own := front.Bindings()
	for _, b := range a.everywhere() {
		if slices.ContainsFunc(own, func(o screen.Binding) bool { return o.Has(b.Keys[0]) }) {
			continue
		}
		if b.Action.Verb != flow.None {
			r := flow.Refuse(a.shown.World, a.shown.Now, a.shown.State, b.Action)
			if r.Code == flow.NotHere {
				continue
			}
		}
		here = append(here, b)
	}
	return here
}

// click finds what was hit in the picture that was shown.
func (a *App) click(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft {
		return nil
	}
	for i := len(a.frame.hits) - 1; i >= 0; i-- {
		hit := a.frame.hits[i]
		if !hit.Rect.Contains(msg.X, msg.Y) {
			continue
		}
		if hit.key != "" {
			return a.hint(hit.key)
		}
		return a.hand(screen.Click{Target: hit.Target})
	}
	return nil
}

// hint does what the key of a clicked hint does.
func (a *App) hint(key string) tea.Cmd {
	switch key {
	case "enter":
		return a.press(tea.KeyPressMsg{Code: tea.KeyEnter})
	case "esc":
		return a.press(tea.KeyPressMsg{Code: tea.KeyEscape})
	case "tab":
		return a.press(tea.KeyPressMsg{Code: tea.KeyTab})
	case "ctrl+s":
		return a.press(tea.KeyPressMsg{Code: 's', Mod: tea.ModCtrl})
	case "ctrl+c":
		return tea.Quit
	}
	if r := []rune(key); len(r) == 1 {
		return a.press(tea.KeyPressMsg{Code: r[0], Text: key})
	}
	return nil
}

// resume looks for what fell due while the program was suspended; its timers may have stood still with the machine.
func (a *App) resume() tea.Cmd {
	a.frame.stale = true
	if a.busy || a.around.back > 0 {
		return nil // the answer, or the way back, sets the timer
	}
	return a.call(flow.Action{}, a.walk.Catch)
}

// waitDue sets the one timer to the next thing that happens by itself.
func (a *App) waitDue() tea.Cmd {
	in, ok := a.walk.Due()
	if !ok || a.driven.on {
		return nil
	}
	a.timer++
	n := a.timer
	return tea.Tick(in+time.Millisecond, func(time.Time) tea.Msg { return due(n) })
}
