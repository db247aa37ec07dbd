package tui

import "tagtap/ui/tui/look"

// Theme is the theme of a storefront of that look, for what is drawn around it.
func (l Look) Theme() look.Theme { return l.theme() }

// Toggled is the look that the key changes to: light for dark, dark for light.
func (l Look) Toggled() Look { return l.toggled() }
