package screen

import (
	"strconv"
	"time"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
)

// Gloss returns the English beside a Chinese heading, "" where the language wants none.
func (f Frame) Gloss(key string) string {
	if f.Lang != words.Both {
		return ""
	}
	return words.Gloss(key)
}

// Words returns what the catalogue says in the frame's language.
func (f Frame) Words(w shop.Words) string { return f.Pick(w.ZH, w.EN) }

// oldDays is the age in days from which a date is shown.
const oldDays = 30

// Ago says how long ago a moment was, seen from now; from a month on it is a date.
func (f Frame) Ago(now, then shop.Instant) string {
	d := now.Sub(then)
	switch {
	case d < time.Minute:
		return f.Say("time.now")
	case d < time.Hour:
		return f.Say("time.minutes-ago", "n", strconv.Itoa(int(d/time.Minute)))
	case d < 24*time.Hour:
		return f.Say("time.hours-ago", "n", strconv.Itoa(int(d/time.Hour)))
	case d < oldDays*24*time.Hour:
		return f.Say("time.days-ago", "n", strconv.Itoa(int(d/(24*time.Hour))))
	}
	return f.Date(then)
}

// Date writes month and day in China time.
func (f Frame) Date(at shop.Instant) string {
	t := at.Time()
	month := f.Say("time.month." + strconv.Itoa(int(t.Month())))
	return f.Say("time.date", "m", month, "d", strconv.Itoa(t.Day()))
}

// Refusal says why an action is turned down, and what to do next.
func (f Frame) Refusal(r flow.Refusal) string {
	if !r.Refused() {
		return ""
	}
	args := make([]string, 0, 2*len(r.Args))
	for _, d := range r.Args {
		if d.Name != "" {
			args = append(args, d.Name, d.Value)
		}
	}
	return f.Say("refusal."+string(r.Code), args...)
}

// Refused says why the last action was turned down, with the names of what it is about; "" where it was not.
func (f Frame) Refused(s session.Shown) string {
	r := s.Refused
	for i := range r.Args {
		p := s.World.Catalogue.Product(s.State.Sheet.Product)
		if r.Args[i].Name != "axis" || p == nil {
			continue
		}
		if axis := p.Axis(r.Args[i].Value); axis != nil {
			r.Args[i].Value = f.Words(axis.Name)
		}
	}
	return f.Refusal(r)
}

// Author is who posted a note, as it is shown.
type Author struct {
	Name, Seal string
	Kind       string // brand, kol, koc, shopper
	Colour     look.RGB
	Followers  int
	About      string
}

// shopperSeal is the colour behind the seal of somebody who reviewed.
const shopperSeal = 0x8A7F6D

// AuthorOf returns who posted a note. What a shopper published carries the shopper's name.
func (f Frame) AuthorOf(w *flow.World, n *shop.Note) Author {
	if a := w.Catalogue.Author(n.Author); a != nil {
		return Author{f.Words(a.Name), f.Words(a.Seal), a.Kind, Colour(a.Colour), a.Followers, f.Words(a.About)}
	}
	name := f.Say("note.shopper")
	if string(n.Author) == w.Shopper.ID {
		name = w.Shopper.Name.String()
	}
	return Author{Name: name, Seal: name, Kind: "shopper", Colour: Colour(shopperSeal)}
}

// Colour takes 0xRRGGBB apart.
func Colour(v uint32) look.RGB { return look.RGB{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)} }
