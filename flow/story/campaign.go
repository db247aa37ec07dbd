package story

import (
	"slices"
	"time"

	"tagtap/flow/shop"
	"tagtap/flow/strict"
	"tagtap/flow/text"
)

const givenCampaign = "campaign-day"

// campaigns are the days of the year on which all platforms sell.
var campaigns = []struct {
	name  string
	month time.Month
	day   int
}{
	{"618", time.June, 18},
	{"double-11", time.November, 11},
	{"double-12", time.December, 12},
}

// begins returns when a case of a story begins: at the story's own start; else in the evening of the campaign day that it is
// given; else in the evening of the catalogue's today.
func begins(s *Story, given *strict.Node, c *shop.Catalogue) shop.Instant {
	if s.Start != 0 {
		return s.Start
	}
	if given != nil {
		if n, ok := given.Get(givenCampaign); ok {
			if at, err := campaignDay(n, c); err == nil {
				return at
			}
		}
	}
	if today := c.Today.Time(); today.Equal(midnight(today)) {
		return c.Today.Add(evening)
	}
	return c.Today
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, shop.China)
}

// campaignDay reads a day with a name, of the year of the catalogue's today; or what of the catalogue begins at a time: then it is
// the first evening on which that holds, or its beginning where it holds on no evening.
func campaignDay(n *strict.Node, c *shop.Catalogue) (shop.Instant, error) {
	name, err := n.Text()
	if err != nil {
		return 0, n.Errorf("got %s, want a day such as double-11, or a promotion of the catalogue", n.Got())
	}
	known := make([]string, 0, len(campaigns))
	for _, day := range campaigns {
		if known = append(known, day.name); day.name == name {
			return shop.At(time.Date(c.Today.Time().Year(), day.month, day.day, 0, 0, 0, 0, shop.China)).Add(evening), nil
		}
	}
	windows := windowsOf(c)
	i := slices.IndexFunc(windows, func(w timed) bool { return w.id == name })
	if i < 0 {
		e := n.Errorf("there is no campaign day %q", name)
		e.Allowed = slices.Clone(known)
		for _, w := range windows {
			known = append(known, w.id)
		}
		e.Near, _ = text.Nearest(name, known)
		return 0, e
	}
	w := windows[i].window
	if w.From == 0 {
		return 0, n.Errorf("%s has no beginning; say when the session begins by start: 2026-11-11 20:00", name)
	}
	for at := shop.At(midnight(w.From.Time())).Add(evening); w.Until == 0 || at < w.Until; at = at.Add(day) {
		if w.Holds(at) {
			return at, nil
		}
	}
	return w.From, nil
}

// timed is what of a catalogue holds for a time.
type timed struct {
	id     string
	window shop.Window
}

// windowsOf lists what of a catalogue holds for a time: promotions, bundles, coupons, and prices of SKUs.
func windowsOf(c *shop.Catalogue) []timed {
	var all []timed
	add := func(id string, w shop.Window) {
		if w != (shop.Window{}) {
			all = append(all, timed{id, w})
		}
	}
	for i := range c.Promotions {
		add(c.Promotions[i].ID, c.Promotions[i].Window)
	}
	for i := range c.Bundles {
		add(c.Bundles[i].ID, c.Bundles[i].Window)
	}
	for i := range c.Coupons {
		add(c.Coupons[i].ID, c.Coupons[i].Window)
	}
	for i := range c.Products {
		for j := range c.Products[i].Variants {
			for _, o := range c.Products[i].Variants[j].Offers {
				add(o.ID, o.Window)
			}
		}
	}
	return all
}
