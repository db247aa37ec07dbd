package plot

import (
	"slices"

	"tagtap/fixtures/words"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// Page is a report as it is drawn. Every number on it is one of the report's.
type Page struct {
	Report   *measure.Report
	Query    *measure.Query // what it was asked for
	Market   *measure.Market
	Lang     words.Lang
	Next     []string // commands that lead on
	Filtered bool     // the store holds more than what was asked for
	Only     []string // ids of Sections; nil for all
}

// The sections of a report, in the order in which one column has them.
const (
	SectionFunnel    = "funnel"
	SectionDiagnosis = "diagnosis"
	SectionBy        = "breakdown"
	SectionWeekly    = "weekly"
	SectionMoney     = "money"
	SectionCarriers  = "carriers"
	SectionMetrics   = "metrics"
	SectionBetween   = "between"
	SectionLeavers   = "leavers"
	SectionSources   = "sources"
	SectionProducts  = "products"
	SectionPlaces    = "places"
	SectionGaining   = "categories"
	SectionCadence   = "cadence"
	SectionEffort    = "effort"
)

// section draws a part of the page; one that has nothing to say draws nothing.
type section struct {
	id     string
	narrow bool // it stands in the right column, or beside another one
	draw   func(*sheet)
}

var sections = []section{
	{SectionFunnel, false, (*sheet).funnel},
	{SectionDiagnosis, false, (*sheet).diagnosis},
	{SectionWeekly, true, (*sheet).weekly},
	{SectionMoney, true, (*sheet).money},
	{SectionBy, false, (*sheet).breakdown},
	{SectionMetrics, false, (*sheet).metrics},
	{SectionBetween, false, (*sheet).between},
	{SectionLeavers, false, (*sheet).leavers},
	{SectionPlaces, false, (*sheet).places},
	{SectionCarriers, true, (*sheet).carriers},
	{SectionEffort, true, (*sheet).effort},
	{SectionSources, false, (*sheet).sources},
	{SectionProducts, false, (*sheet).products},
	{SectionGaining, true, (*sheet).gaining},
	{SectionCadence, true, (*sheet).cadence},
}

// Sections lists the ids of all sections.
func Sections() []string {
	ids := make([]string, len(sections))
	for i := range sections {
		ids[i] = sections[i].id
	}
	return ids
}

// Sizes of the page, in cells.
const (
	LeastWidth  = 40
	mostWidth   = 150 // longer rows lead the eye astray
	twoColumns  = 120 // from here on the page has two
	sideWidth   = 35
	columnGap   = 5
	pairWidth   = 66 // from here on two narrow sections stand side by side
	pairGap     = 4
	aloneWidth  = 46 // of a narrow section that stands alone
	scratchRows = 160
)

// Draw lays the report out on a page w cells wide, at least LeastWidth, and as tall as it needs to be.
func (p *Page) Draw(w int) *look.Canvas {
	w = max(w, LeastWidth)
	margin := 3
	if w < 72 {
		margin = 2
	}
	room := min(w, mostWidth) - 2*margin
	parts := []*part{p.part(room, (*sheet).head)}
	if p.Report.Sessions == 0 {
		parts = append(parts, p.part(room, (*sheet).nothing))
	} else if w >= twoColumns {
		parts = append(parts, p.spread(room))
	} else {
		parts = append(parts, p.column(room)...)
	}
	parts = append(parts, p.part(room, (*sheet).next))
	body := stack(parts, room)
	page := look.NewCanvas(w, body.h+2, look.Back)
	page.Blit(margin, 1, body.c, cell.Rect{W: body.c.W(), H: body.h})
	return page
}

// part is a piece of the page that is drawn: the first h rows of its canvas.
type part struct {
	c *look.Canvas
	h int
}

func (p *Page) part(w int, draw func(*sheet)) *part {
	s := &sheet{Page: p, c: look.NewCanvas(w, scratchRows, look.Back), w: w}
	draw(s)
	return &part{s.c, min(s.y, scratchRows)}
}

func (p *Page) wants(id string) bool { return p.Only == nil || slices.Contains(p.Only, id) }

// spread has the funnel, the diagnosis and the tables on the left, what is narrow on the right. A breakdown has the whole width,
// with what comes before it in the list above, and the rest below.
func (p *Page) spread(room int) *part {
	by := slices.IndexFunc(sections, func(s section) bool { return s.id == SectionBy })
	if p.Report.By == measure.ByNone || !p.wants(SectionBy) {
		return p.abreast(sections, room)
	}
	return stack([]*part{p.abreast(sections[:by], room), p.part(room, sections[by].draw), p.abreast(sections[by+1:], room)}, room)
}

func (p *Page) abreast(of []section, room int) *part {
	side := max(sideWidth, min(room*3/10, 42))
	wide := room - columnGap - side
	var left, right []*part
	for i := range of {
		switch s := &of[i]; {
		case !p.wants(s.id):
		case s.narrow:
			right = append(right, p.part(side, s.draw))
		default:
			left = append(left, p.part(wide, s.draw))
		}
	}
	if drawn(left) == 0 || drawn(right) == 0 {
		return stack(append(left, right...), room)
	}
	return beside(stack(left, wide), stack(right, side), wide+columnGap, room)
}

func drawn(parts []*part) int {
	n := 0
	for _, part := range parts {
		n += part.h
	}
	return n
}

// column has everything below each other; narrow sections that follow one another stand side by side where there is room.
func (p *Page) column(room int) []*part {
	var parts []*part
	var waiting *part
	half := (room - pairGap) / 2
	for i := range sections {
		s := &sections[i]
		if !p.wants(s.id) {
			continue
		}
		if !s.narrow || room < pairWidth {
			if waiting != nil {
				parts, waiting = append(parts, waiting), nil
			}
			w := room
			if s.narrow {
				w = min(room, aloneWidth)
			}
			parts = append(parts, p.part(w, s.draw))
			continue
		}
		one := p.part(half, s.draw)
		switch {
		case one.h == 0:
		case waiting == nil:
			waiting = one
		default:
			parts = append(parts, beside(waiting, one, half+pairGap, room))
			waiting = nil
		}
	}
	if waiting != nil {
		parts = append(parts, waiting)
	}
	return parts
}

// stack puts parts below each other, with a blank row between those that have any.
func stack(parts []*part, w int) *part {
	h := 0
	for _, part := range parts {
		if part.h > 0 {
			h += part.h + 1
		}
	}
	h = max(0, h-1)
	all := &part{look.NewCanvas(w, h, look.Back), h}
	y := 0
	for _, part := range parts {
		if part.h > 0 {
			all.c.Blit(0, y, part.c, cell.Rect{W: part.c.W(), H: part.h})
			y += part.h + 1
		}
	}
	return all
}

// beside puts one part at the right of another.
func beside(a, b *part, x, w int) *part {
	h := max(a.h, b.h)
	all := &part{look.NewCanvas(w, h, look.Back), h}
	all.c.Blit(0, 0, a.c, cell.Rect{W: a.c.W(), H: a.h})
	all.c.Blit(x, 0, b.c, cell.Rect{W: b.c.W(), H: b.h})
	return all
}

// note returns a note of the catalogue, or one that a shopper published; nil where it is neither.
func (p *Page) note(id string) *shop.Note {
	if n := p.Market.Catalogue.Note(shop.NoteID(id)); n != nil {
		return n
	}
	for i := range p.Market.Notes {
		if p.Market.Notes[i].ID == shop.NoteID(id) {
			return &p.Market.Notes[i]
		}
	}
	return nil
}
