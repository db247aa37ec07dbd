package screen

import "tagtap/ui/tui/cell"

// Glossed returns the text of a key and, where the language wants one and both fit into w cells, its English beside it: for
// buttons.
func (f Frame) Glossed(key string, w int) string {
	label := f.Say(key)
	if gloss := f.Gloss(key); gloss != "" && cell.Width(label)+1+cell.Width(gloss) <= w {
		return label + " " + gloss
	}
	return label
}

// Ticked returns a text behind a tick; without one where the theme would write an x, which reads as a failure.
func (f Frame) Ticked(text string) string {
	const tick = "✓"
	if f.Theme.Glyph(tick) != tick {
		return text
	}
	return tick + " " + text
}
