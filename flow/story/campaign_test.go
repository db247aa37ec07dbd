package story

import (
	"testing"
	"time"

	"tagtap/flow/shop"
)

func TestACampaignDayIsWhenASessionBegins(t *testing.T) {
	c := small()
	c.Promotions = append(c.Promotions, shop.Promotion{ID: "autumn", Shop: "harrow", Kind: shop.PromotionSpend, Over: 20000, Off: 3000,
		Window: shop.Window{From: hour(22), Until: hour(72)}})
	c.Bundles = append(c.Bundles, shop.Bundle{ID: "lunch", Shop: "harrow", Window: shop.Window{From: hour(11), Until: hour(13)}})
	for _, d := range []struct{ day, begins string }{
		{"double-11", "2026-11-11 20:00"},
		{"618", "2026-06-18 20:00"},
		{"double-12", "2026-12-12 20:00"},
		{"hat-flash", "2026-11-11 20:00"}, // from eight in the evening on
		{"autumn", "2026-11-12 20:00"},    // begins at ten
		{"lunch", "2026-11-11 11:00"},     // over before the evening
	} {
		src := "story: x\ngiven: {campaign-day: " + d.day + "}\nsteps: [back]\n"
		s, err := Parse("t.yaml", []byte(src))
		if err == nil {
			err = s.Check(Set{Catalogue: c, Flows: set().Flows, Shoppers: set().Shoppers})
		}
		if err != nil {
			t.Fatal(err)
		}
		if at := begins(s, s.Cases[0].given(), c); at.Time().Format("2006-01-02 15:04") != d.begins {
			t.Errorf("%s: begins at %s", d.day, at.Time().Format(time.DateTime))
		}
	}
}

// The price of a hat holds from eight to ten in the evening, on that day alone.
func TestACampaignDayHasItsPrices(t *testing.T) {
	const walk = "steps:\n  - open-note: winter\n  - tap-tag: hat\n  - expect: {unit-price: "
	for day, price := range map[string]string{"hat-flash": "¥80.00", "618": "¥100.00"} {
		src := "story: x\ngiven: {campaign-day: " + day + "}\n" + walk + price + "}\n"
		if r := play(t, src, native(), returning()); !r.Passed {
			t.Errorf("%s: %+v", day, r.Failures)
		}
	}
}

func TestMistakesInACampaignDay(t *testing.T) {
	for _, m := range []struct{ head, want string }{
		{"given: {campaign-day: double-1}", `t.yaml:2:23: given.campaign-day: there is no campaign day "double-1" (did you mean "double-11"?)`},
		{"given: {campaign-day: easter}", `t.yaml:2:23: given.campaign-day: there is no campaign day "easter" (allowed: 618, double-11, double-12)`},
		{"given: {campaign-day: harrow-500}", `t.yaml:2:23: given.campaign-day: harrow-500 has no beginning; say when the session begins by start: 2026-11-11 20:00`},
		{"given: {campaign-day: [618]}", `t.yaml:2:23: given.campaign-day: got a list of 1, want a day such as double-11, or a promotion of the catalogue`},
		{"start: 2026-11-11 20:00\ngiven: {campaign-day: 618}", `t.yaml:3:23: given.campaign-day: the story has a start, which says when it begins; want one of the two`},
	} {
		s, err := Parse("t.yaml", []byte("story: x\n"+m.head+"\nsteps: [back]\n"))
		if err == nil {
			err = s.Check(set())
		}
		if err == nil || err.Error() != m.want {
			t.Errorf("got %v\nwant %s", err, m.want)
		}
	}
}
