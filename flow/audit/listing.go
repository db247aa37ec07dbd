package audit

import (
	"strconv"
	"strings"

	"tagtap/flow/shop"
)

// axisUnlabelled finds axes whose name is missing in a language: the sheet would ask to choose, and not what.
func axisUnlabelled(_ *desk, p *shop.Product) []hit {
	var hits []hit
	for i := range p.Axes {
		a := &p.Axes[i]
		at := "axes/" + a.ID + "/name"
		if a.Name.ZH.IsZero() {
			hits = append(hits, hit{field: at + ".zh"})
		}
		if a.Name.EN.IsZero() {
			hits = append(hits, hit{field: at + ".en"})
		}
	}
	return hits
}

// valuesAlike finds values of one axis that read alike, but for blanks, case, width and punctuation, in either language.
func valuesAlike(_ *desk, p *shop.Product) []hit {
	var hits []hit
	for i := range p.Axes {
		values := p.Axes[i].Values
		for j := range values {
			for k := range j {
				if alike(values[j].Name, values[k].Name) {
					at := "axes/" + p.Axes[i].ID + "/" + values[j].ID + "/name"
					hits = append(hits, hit{field: at, saw: values[k].ID + ", " + values[j].ID})
					break
				}
			}
		}
	}
	return hits
}

func alike(a, b shop.Words) bool {
	zh, en := letters(a.ZH.String()), letters(a.EN.String())
	return zh != "" && zh == letters(b.ZH.String()) || en != "" && en == letters(b.EN.String())
}

// skuUnreachable finds SKUs that no choice leads to: one of several without a value of an axis, or with the values of another.
func skuUnreachable(_ *desk, p *shop.Product) []hit {
	if len(p.Variants) < 2 {
		return nil
	}
	var hits []hit
	seen := map[string]bool{}
	for i := range p.Variants {
		v := &p.Variants[i]
		key := strings.Join(v.Values, "\n")
		lacks := len(p.Axes) == 0 || len(v.Values) != len(p.Axes) || holds(v.Values, "")
		if lacks || seen[key] {
			hits = append(hits, hit{field: "skus/" + string(v.SKU), fix: "axes"})
		}
		seen[key] = true
	}
	return hits
}

// The data know no sizes of buttons, so small targets cannot be measured here; what is known is how much there is to choose from.
const (
	mostAxes   = 2
	mostValues = 12
)

func manyAxes(_ *desk, p *shop.Product) []hit {
	if len(p.Axes) <= mostAxes {
		return nil
	}
	return []hit{{field: "axes", saw: strconv.Itoa(len(p.Axes))}}
}

func manyValues(_ *desk, p *shop.Product) []hit {
	var hits []hit
	for i := range p.Axes {
		if n := len(p.Axes[i].Values); n > mostValues {
			hits = append(hits, hit{field: "axes/" + p.Axes[i].ID + "/values", saw: strconv.Itoa(n)})
		}
	}
	return hits
}

// needsGuide says whether a product needs a size guide: what is worn, unless it comes in one size whose measures are among the
// specs.
func (d *desk) needsGuide(p *shop.Product) bool {
	if d.kindOf(p)&worn == 0 {
		return false
	}
	if sized(p) {
		return true
	}
	for i := range p.Specs {
		if measured(p.Specs[i].Name) {
			return false
		}
	}
	return true
}

func sizeGuide(d *desk, p *shop.Product) []hit {
	if p.Guide != nil && len(p.Guide.Rows) > 1 || !d.needsGuide(p) {
		return nil
	}
	return []hit{{field: "size-guide"}}
}

func ingredients(d *desk, p *shop.Product) []hit {
	if d.kindOf(p)&labelled == 0 || says(p.Ingredients.ZH) || says(p.Ingredients.EN) {
		return nil
	}
	return []hit{{field: "ingredients"}}
}

func specs(_ *desk, p *shop.Product) []hit {
	if len(p.Specs) > 0 {
		return nil
	}
	return []hit{{field: "specs"}}
}

func has(p *shop.Product, kind string) bool {
	for i := range p.Pictures {
		if p.Pictures[i].Kind == kind {
			return true
		}
	}
	return false
}

// slots returns the kinds of pictures that a product lacks.
func slots(p *shop.Product, kinds ...string) []hit {
	var hits []hit
	for _, kind := range kinds {
		if !has(p, kind) {
			hits = append(hits, hit{field: "pictures", fix: "pictures: kind " + kind, saw: kind})
		}
	}
	return hits
}

func cover(_ *desk, p *shop.Product) []hit { return slots(p, "cover") }

func shots(_ *desk, p *shop.Product) []hit { return slots(p, "detail", "in-use") }

func video(_ *desk, p *shop.Product) []hit { return slots(p, "video") }

func altOfProduct(_ *desk, p *shop.Product) []hit { return alts(p.Pictures) }

// alts finds pictures that say nothing to who does not see them.
func alts(pictures []shop.Shot) []hit {
	var hits []hit
	for i := range pictures {
		alt := &pictures[i].Alt
		at := "pictures/" + pictures[i].Picture + "/alt"
		if !speaks(alt.ZH, leastAlt) {
			hits = append(hits, hit{field: at + ".zh"})
		}
		if !speaks(alt.EN, leastAlt) {
			hits = append(hits, hit{field: at + ".en"})
		}
	}
	return hits
}

// description finds which of a shopper's three questions the page leaves open: which problem, how to use it, what to expect.
func description(_ *desk, p *shop.Product) []hit {
	var hits []hit
	for _, q := range []struct {
		field  string
		answer shop.Words
	}{{"problem", p.Problem}, {"use", p.Use}, {"result", p.Result}} {
		if !says(q.answer.ZH) && !says(q.answer.EN) {
			hits = append(hits, hit{field: q.field})
		}
	}
	return hits
}

func returns(_ *desk, p *shop.Product) []hit {
	if says(p.Returns.ZH) || says(p.Returns.EN) {
		return nil
	}
	return []hit{{field: "returns"}}
}

// The services of the bar that speak of returns.
const sevenDays = "seven-days"

// returnsHidden finds goods that may go back within seven days, and whose service bar does not say so.
func returnsHidden(d *desk, p *shop.Product) []hit {
	if c := d.c.Category(p.Category); c == nil || !c.SevenDays || holds(p.Services, sevenDays) {
		return nil
	}
	return []hit{{field: "services", fix: "services: " + sevenDays}}
}

// noProof finds products of which nobody has told anything: no review, and no note but the brand's own.
func noProof(d *desk, p *shop.Product) []hit {
	if len(d.c.ReviewsOf(p.ID)) > 0 {
		return nil
	}
	for _, n := range d.c.NotesOn(p.ID) {
		if d.author(n) == nil {
			return nil
		}
	}
	return []hit{{fix: "notes"}}
}
