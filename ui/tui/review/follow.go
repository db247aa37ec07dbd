package review

import (
	"slices"

	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// hint is the placeholder of the text box.
func (p *page) hint() string {
	if p.draft.Follow {
		return "review.follow.hint"
	}
	return "review.text.hint"
}

// written returns the review that a follow-up is of, nil where nobody has it.
func (p *page) written() *shop.Review {
	o, _ := p.bought()
	if o == nil {
		return nil
	}
	i := slices.Index(o.Reviewed, p.draft.SKU)
	if i < 0 || i >= len(o.Reviews) {
		return nil
	}
	all := p.Shown.World.Shared.Reviews
	for j := range all {
		if all[j].ID == o.Reviews[i] {
			return &all[j]
		}
	}
	return nil
}

// first draws the review that was written: its stars, its day and its words. It stays as it is.
func (p *page) first(y int) int {
	r := p.written()
	if r == nil {
		return y - 1
	}
	look.Heading(p.c.Canvas, margin, y, p.room(), p.Say("review.follow.first"), p.Gloss("review.follow.first"), p.Date(r.At))
	y++
	look.Stars(p.c.Canvas, margin, y, r.Stars)
	words := look.Style{FG: look.Ink2}
	said := p.Words(r.Text)
	if said == "" {
		said, words.FG = p.Say("review.follow.wordless"), look.Muted
	}
	y++
	return y + p.c.Lines(margin, y, cell.Clamp(said, p.room(), 4), words)
}
