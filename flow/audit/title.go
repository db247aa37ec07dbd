package audit

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// The parts of a title, in the order that is recommended.
const (
	partBrand   = "brand"
	partSeries  = "series"
	partFeature = "feature"
	partSpec    = "specification"
)

// titleSeed holds the display title against brand + series + key feature + specification. The Chinese one is taken apart; of the
// English one, which is a gloss, the brand alone is asked for.
func titleSeed(d *desk, p *shop.Product) []hit {
	if d.o.Profile != ProfileSeed || p.Title.ZH.IsZero() {
		return nil
	}
	brands := d.brands(p)
	var hits []hit
	if missing := lacking(p.Title.ZH.String(), brands); len(missing) > 0 {
		hits = append(hits, hit{field: "title.zh", saw: strings.Join(missing, ", ")})
	}
	if en := text.Fold(p.Title.EN.String()); en != "" && !anyOf(en, brands) && hasLatin(brands) {
		hits = append(hits, hit{field: "title.en", saw: partBrand})
	}
	return hits
}

// leastWord is how long the first word of a Latin name is at least that stands for the whole of it.
const leastWord = 4

// brands returns what titles may call a product's brand: its names, the first word of a Latin one, and the characters of its seal.
func (d *desk) brands(p *shop.Product) []string {
	all := slices.Clone(d.names[p.Shop])
	for _, name := range d.names[p.Shop] {
		if first, _, more := strings.Cut(name, " "); more && len(first) >= leastWord {
			all = append(all, first)
		}
	}
	if s := d.c.Shop(p.Shop); s != nil {
		if seal := text.Fold(s.Seal.ZH.String()); len([]rune(seal)) > 1 && !holds(plainWords, seal) {
			all = append(all, seal)
		}
	}
	return all
}

// lacking returns the parts that a Chinese title lacks. The brand is one of its names, where any is known. The series is a word that ends in 系列, or
// a set that is a series of its own (礼盒, 盒, 套装). The specification is a number with or without its unit, or whatever follows
// the key feature behind a blank: a cut, a size, a finish.
func lacking(title string, brands []string) []string {
	folded := text.Fold(title)
	var missing []string
	if len(brands) > 0 && !anyOf(folded, brands) {
		missing = append(missing, partBrand)
	}
	for _, b := range brands {
		folded = strings.ReplaceAll(folded, b, " ")
	}
	series, rest := false, []string{}
	for _, piece := range strings.Fields(folded) {
		if !series {
			if before, after, ok := cutSeries(piece); ok {
				series = true
				rest = append(rest, strings.Fields(before+" "+after)...)
				continue
			}
		}
		rest = append(rest, piece)
	}
	if !series {
		missing = append(missing, partSeries)
	}
	named := 0
	for _, piece := range rest {
		if hasHan(piece) && !strings.HasPrefix(piece, "【") {
			named++
		}
	}
	if named == 0 {
		missing = append(missing, partFeature)
	}
	if !numbered(strings.Join(rest, " ")) && named < 2 {
		missing = append(missing, partSpec)
	}
	return missing
}

// cutSeries finds the name of a series in a piece of a title and returns what stands behind it.
func cutSeries(piece string) (before, after string, ok bool) {
	if before, after, ok := strings.Cut(piece, "系列"); ok && before != "" {
		return "", after, true
	}
	for _, set := range []string{"礼盒", "套装", "盒"} {
		if strings.HasSuffix(piece, set) && piece != set {
			return "", "", true
		}
	}
	return "", "", false
}

func anyOf(folded string, all []string) bool {
	for _, name := range all {
		if names(folded, name) {
			return true
		}
	}
	return false
}

func hasLatin(all []string) bool {
	for _, name := range all {
		if !hasHan(name) {
			return true
		}
	}
	return false
}

// mostTitle is the most characters of a title, in runes.
const mostTitle = 60

// On the platform the brand has a field of its own, so that the title is the product's name without it.

func titleBrand(d *desk, p *shop.Product) []hit {
	if d.o.Profile != ProfilePlatform {
		return nil
	}
	folded := text.Fold(p.Title.ZH.String())
	for _, b := range d.names[p.Shop] {
		if names(folded, b) {
			return []hit{{field: "title.zh", saw: b}}
		}
	}
	return nil
}

func titleLength(d *desk, p *shop.Product) []hit {
	n := p.Title.ZH.Len()
	if d.o.Profile != ProfilePlatform || n <= mostTitle {
		return nil
	}
	return []hit{{field: "title.zh", saw: strconv.Itoa(n)}}
}

// titleName asks for a Chinese word beside brand and series.
func titleName(d *desk, p *shop.Product) []hit {
	if d.o.Profile != ProfilePlatform || p.Title.ZH.IsZero() || !holds(lacking(p.Title.ZH.String(), d.brands(p)), partFeature) {
		return nil
	}
	return []hit{{field: "title.zh"}}
}
