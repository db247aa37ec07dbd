package tracking

import (
	"strconv"
	"strings"
	"time"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// box is a parcel as the page names it: what is in it, and where it is.
type box struct {
	skus  []shop.SKU
	where string
	role  look.Role
}

// boxes lists the parcels, those that have not left yet too; nothing where the order travels in one.
func (p *page) boxes() []box {
	o := p.o
	first := 0 // items of the first product: what a seller in parts sends first
	for first < len(o.Quote.Items) && o.Quote.Items[first].Product == o.Quote.Items[0].Product {
		first++
	}
	parts := o.InParts && first < len(o.Quote.Items)
	if !parts && len(o.Parcels) < 2 || !o.Status.Bought() {
		return nil
	}
	var all []box
	for i := range o.Parcels {
		parcel := &o.Parcels[i]
		b := box{where: p.Say("scan." + flow.ScanShipped), role: look.Ink2}
		switch {
		case parcel.Signed != 0:
			b.where, b.role = p.Say("scan."+flow.ScanSigned), look.Success
		case parcel.Moves > 1:
			b.where = p.Say("scan." + flow.ScanTransit)
		case parcel.Moves == 1:
			b.where = p.Say("scan." + flow.ScanPickedUp)
		}
		for _, piece := range parcel.Pieces {
			b.skus = append(b.skus, piece.SKU)
		}
		all = append(all, b)
	}
	if !parts {
		return all
	}
	for n := len(all); n < 2; n++ {
		b := box{where: p.Say("track.parcel-next"), role: look.Muted}
		from, to := 0, first
		if n == 1 {
			from, to = first, len(o.Quote.Items)
		}
		for _, item := range o.Quote.Items[from:to] {
			b.skus = append(b.skus, item.SKU)
		}
		all = append(all, b)
	}
	return all
}

// contents names what is in a parcel.
func (p *page) contents(skus []shop.SKU) string {
	name := ""
	for _, sku := range skus {
		for i := range p.o.Quote.Items {
			if item := &p.o.Quote.Items[i]; item.SKU == sku && name == "" {
				name = p.Words(item.Title)
			}
		}
	}
	if len(skus) > 1 {
		return p.Say("orders.and-more", "title", name, "n", strconv.Itoa(len(skus)))
	}
	return name
}

// logistics draws who carries it from where, the parcels, and the timeline, the newest line first.
func (p *page) logistics(y int) int {
	title, fact := p.Say("track.logistics"), p.Words(p.o.Carrier)
	room := p.room() - cell.Width(title) - 2
	if from := p.Words(p.o.From); from != "" {
		if whole := screen.Dotted(fact, p.Say("track.from", "place", from)); cell.Width(whole) <= room {
			fact = whole
		}
	}
	look.Heading(p.c.Canvas, margin, y, p.room(), title, p.Gloss("track.logistics"), cell.Truncate(fact, room))
	y++
	boxes := p.boxes()
	for i, b := range boxes {
		name := p.Say("track.parcel-of", "n", strconv.Itoa(i+1), "of", strconv.Itoa(len(boxes)))
		look.Row{
			Label: name, LabelW: cell.Width(name) + 2, Value: p.contents(b.skus), ValueRole: look.Ink2, Fact: b.where, FactRole: b.role,
		}.Draw(p.c.Canvas, p.Theme, margin, y, p.room())
		y++
	}
	if len(boxes) > 0 {
		y++
	}
	column := 0 // of what is said beside the lines; those with a long name have their own
	for i := range p.o.Track {
		if w := cell.Width(p.scanName(&p.o.Track[i])); w <= longName {
			column = max(column, w)
		}
	}
	for i := len(p.o.Track) - 1; i >= 0; i-- {
		p.scan(y, &p.o.Track[i], column, i == len(p.o.Track)-1, len(boxes) > 0)
		y++
	}
	return y
}

// longName is the width up to which names of the timeline stand in one column.
const longName = 14

func (p *page) scanName(s *flow.Scan) string {
	if p.o.Status == flow.Cancelled && s.Code == flow.ScanClosed {
		return p.Say("status." + p.o.Status.String()) // never paid: one word for it on the page
	}
	return p.Say("scan." + s.Code)
}

// beside is what the timeline says of a line beside its name.
func (p *page) beside(s *flow.Scan, parts bool) string {
	said := ""
	switch s.Code {
	case flow.ScanPaid:
		said = look.Money(int64(p.o.Quote.Payable), true)
	case flow.ScanDeposit:
		if p.o.Presale != nil {
			said = look.Money(int64(p.o.Presale.Deposit), true)
		}
	case flow.ScanDeclared:
		said = p.Say("track.fact.declared")
	case flow.ScanPassed:
		said = p.Say("track.fact.passed")
	case flow.ScanWarehouse:
		said = p.Say("track.fact.warehouse")
	case flow.ScanShipped:
		taken := int((s.At.Sub(p.o.PaidAt) + time.Hour - 1) / time.Hour)
		said = p.Say("track.fact.shipped", "taken", strconv.Itoa(taken), "promised", strconv.Itoa(p.o.ShipHours))
	}
	if s.Parcel > 0 && parts {
		return screen.Dotted(p.Say("track.parcel", "n", strconv.Itoa(s.Parcel)), said)
	}
	return said
}

// scan draws a line of the timeline.
func (p *page) scan(y int, s *flow.Scan, column int, newest, parts bool) {
	mark, dot := "●", look.Style{FG: look.Muted}
	st := look.Style{FG: look.Ink2}
	if newest {
		mark, dot.FG = "◉", look.Success
		st = look.Style{FG: look.Ink, Attr: look.Bold}
	}
	if newest && (p.o.Status == flow.Closed || p.o.Status == flow.Cancelled) {
		dot.FG = look.Muted
	}
	switch s.Code {
	case flow.ScanLate, flow.ScanDelayed, flow.ScanQueried:
		dot.FG, st.FG = look.Warn, look.Warn
	}
	p.c.Text(margin, y, p.Theme.Glyph(mark), dot)
	end := p.c.TextRight(p.W-margin, y, p.Stamp(s.At), look.Style{FG: look.Muted}) - 1
	x := margin + look.TickWidth
	x += max(p.c.Text(x, y, cell.Truncate(p.scanName(s), end-x), st), column) + 2
	said := p.beside(s, parts)
	if x+cell.Width(said) > end {
		said, _, _ = strings.Cut(said, " · ")
	}
	if x+cell.Width(said) <= end {
		p.c.Text(x, y, said, look.Style{FG: look.Muted})
	}
}

// receiver draws who gets it and where, masked.
func (p *page) receiver(y int) int {
	a := &p.o.Address
	look.Heading(p.c.Canvas, margin, y, p.room(), p.Say("track.receiver"), p.Gloss("track.receiver"), "")
	who := shop.MaskName(a.Name) + "  " + shop.MaskPhone(a.Phone)
	p.c.Text(margin, y+1, cell.Truncate(who, p.room()), look.Style{FG: look.Ink})
	y += 2
	y += p.c.Lines(margin, y, screen.Spaced(p.room(), a.Masked()), look.Style{FG: look.Ink2})
	if who := &p.o.Identity; !who.Number.IsZero() {
		label := p.Say("track.declared")
		look.Row{
			Label: label, LabelW: cell.Width(label) + 2, Value: shop.MaskName(who.Name) + "  " + shop.MaskNumber(who.Number), ValueRole: look.Ink2,
		}.Draw(p.c.Canvas, p.Theme, margin, y, p.room())
		y++
	}
	return y
}
