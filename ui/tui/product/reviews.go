package product

import (
	"slices"
	"strconv"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// positiveStars is the least number of stars of a positive review.
const positiveStars = 4

// written goes through all reviews of a product: those of this store's shoppers, the newest first, then the catalogue's.
func written(w *flow.World, id shop.ProductID) func(func(*shop.Review) bool) {
	return func(yield func(*shop.Review) bool) {
		for i := len(w.Shared.Reviews) - 1; i >= 0; i-- {
			if r := &w.Shared.Reviews[i]; r.Product == id && !yield(r) {
				return
			}
		}
		for _, r := range w.Catalogue.ReviewsOf(id) {
			if !yield(r) {
				return
			}
		}
	}
}

// positive counts the reviews with four and five stars, and all.
func positive(w *flow.World, id shop.ProductID) (good, all int) {
	for r := range written(w, id) {
		all++
		if r.Stars >= positiveStars {
			good++
		}
	}
	return good, all
}

// What the page shows of the reviews.
const (
	maxReviews = 4
	maxText    = 6 // rows of one
)

func reviews(c *column, p *shop.Product) {
	w := c.Shown.World
	good, all := positive(w, p.ID)
	if all == 0 {
		c.heading("product.reviews", c.Say("product.reviews"), "")
		c.text(0, c.Say("product.no-reviews"), 2, look.Style{FG: look.Muted})
		c.gap()
		return
	}
	c.heading("product.reviews", c.Say("product.reviews-count", "n", c.Count(all)),
		c.Say("product.positive-rate", "n", c.Percent(good, all)))
	distribution(c, p.ID, all)
	impressions(c, p)
	n := 0
	for r := range written(w, p.ID) {
		if n++; n > maxReviews {
			break
		}
		c.gap()
		review(c, p, r)
	}
	c.gap()
}

// distribution draws how the stars fall, five first.
func distribution(c *column, id shop.ProductID, all int) {
	var by [6]int
	for r := range written(c.Shown.World, id) {
		by[max(0, min(r.Stars, 5))]++
	}
	digits := len(strconv.Itoa(slices.Max(by[:])))
	end := c.x + c.w
	percentAt := end - digits - 2
	bar := percentAt - len("100%") - 1 - (c.x + 4)
	for stars := 5; stars >= 1; stars-- {
		canvas := c.part.Canvas
		canvas.Text(c.x, c.y, strconv.Itoa(stars), look.Style{FG: look.Muted})
		canvas.Text(c.x+1, c.y, c.Theme.Glyph("★"), look.Style{FG: look.Warn})
		look.ShareBar(canvas, c.x+4, c.y, bar, int64(by[stars]), int64(all), look.Ink2)
		percent := strconv.Itoa((by[stars]*100+all/2)/all) + "%"
		canvas.TextRight(percentAt, c.y, percent, look.Style{FG: look.Ink2})
		canvas.TextRight(end, c.y, strconv.Itoa(by[stars]), look.Style{FG: look.Muted})
		c.y++
	}
}

// impressions are the words that buyers picked, the most picked first.
func impressions(c *column, p *shop.Product) {
	type count struct {
		name string
		n    int
	}
	var counts []count
	for i := range p.Impressions {
		n := 0
		for r := range written(c.Shown.World, p.ID) {
			if slices.Contains(r.Tags, p.Impressions[i].ID) {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, count{c.Words(p.Impressions[i].Name), n})
		}
	}
	if len(counts) == 0 {
		return
	}
	slices.SortStableFunc(counts, func(a, b count) int { return b.n - a.n })
	c.gap()
	x := c.x
	for _, k := range counts {
		label := k.name + " " + strconv.Itoa(k.n)
		if x > c.x && x+cell.Width(label)+2 > c.x+c.w {
			x = c.x
			c.y++
		}
		label = cell.Truncate(label, c.w-2)
		x += c.part.Text(x, c.y, " "+label+" ", look.Style{FG: look.Ink2, BG: look.Raised}) + 1
	}
	c.y++
}

// Pictures beside reviews and notes.
const (
	thumbW = 8
	thumbH = 4
)

// review is one buyer's word, with what was added and answered.
func review(c *column, p *shop.Product, r *shop.Review) {
	w := c.Shown.World
	when := c.Date(r.At)
	if w.Catalogue.Today != 0 && r.At > w.Catalogue.Today {
		when = c.Ago(c.Shown.Now, r.At)
	}
	canvas, end := c.part.Canvas, c.x+c.w
	look.Stars(canvas, c.x, c.y, r.Stars)
	label := ""
	if v, of := w.Catalogue.Variant(r.SKU); v != nil && of == p {
		label = c.Words(p.Label(v))
	}
	room := c.w - 7 - cell.Width(when) - 2
	canvas.Text(c.x+7, c.y, cell.Truncate(screen.Dotted(c.Words(r.Who), label), room), look.Style{FG: look.Muted})
	canvas.TextRight(end, c.y, when, look.Style{FG: look.Muted})
	c.y++
	top, full := c.y, c.w
	picture := r.Picture != "" && c.w >= 4*thumbW
	if picture {
		c.w -= thumbW + 2
	}
	if !r.Text.ZH.IsZero() {
		c.text(0, c.Words(r.Text), maxText, look.Style{FG: look.Ink2})
	}
	if picture {
		c.w = full
		at := cell.Rect{X: end - thumbW, Y: top, W: thumbW, H: thumbH}
		if c.Sees(at.Y, at.H) {
			c.Pictures.Draw(canvas, c.Theme, at, look.Shot{Name: r.Picture, Alt: c.Say("product.with-picture")})
		}
		c.y = max(c.y, top+thumbH)
	}
	c.aside("product.follow-up", c.Words(r.Follow), look.Ink2)
	c.aside("product.reply", c.Words(r.Reply), look.Muted)
}

// aside is what was written below a review: its name, then the text beside it.
func (c *column) aside(key, text string, role look.Role) {
	if text == "" {
		return
	}
	name := c.Say(key)
	c.part.Text(c.x, c.y, name, look.Style{FG: role, Attr: look.Bold})
	c.text(cell.Width(name)+2, text, maxText, look.Style{FG: role})
}
