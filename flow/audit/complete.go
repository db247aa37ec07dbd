package audit

import (
	"slices"

	"tagtap/flow/shop"
)

// Parts lists what a product's page consists of, in its order. The size guide counts for what is worn, the ingredients for what
// goes on the skin or into the mouth.
func Parts() []string { return slices.Clone(partIDs[:]) }

var partIDs = [...]string{
	"cover", "detail", "in-use", "video", "alt", "price", "axes", "size-guide", "ingredients", "specs",
	"problem", "use", "result", "returns", "services", "shop", "delivery", "proof",
}

// completeness returns how many of the parts that the page needs are there, in percent, rounded down. All parts count the same.
func (d *desk) completeness(p *shop.Product) Listing {
	l := Listing{Product: p.ID, Brand: p.Shop, Missing: []string{}}
	s := d.c.Shop(p.Shop)
	kind := d.kindOf(p)
	priced := len(p.Variants) > 0 && !slices.ContainsFunc(p.Variants, func(v shop.Variant) bool { return v.Price <= 0 })
	parts := [len(partIDs)]struct{ needless, there bool }{
		{there: has(p, "cover")},
		{there: has(p, "detail")},
		{there: has(p, "in-use")},
		{there: has(p, "video")},
		{there: len(p.Pictures) > 0 && len(alts(p.Pictures)) == 0},
		{there: priced},
		{there: len(axisUnlabelled(d, p))+len(skuUnreachable(d, p)) == 0},
		{there: p.Guide != nil && len(p.Guide.Rows) > 1, needless: kind&worn == 0 || !d.needsGuide(p)},
		{there: says(p.Ingredients.ZH) || says(p.Ingredients.EN), needless: kind&labelled == 0},
		{there: len(p.Specs) > 0},
		{there: says(p.Problem.ZH) || says(p.Problem.EN)},
		{there: says(p.Use.ZH) || says(p.Use.EN)},
		{there: says(p.Result.ZH) || says(p.Result.EN)},
		{there: says(p.Returns.ZH) || says(p.Returns.EN)},
		{there: len(p.Services) > 0},
		{there: s != nil && !s.Name.ZH.IsZero()},
		{there: s != nil && !s.From.ZH.IsZero() && s.Days[1] > 0},
		{there: len(noProof(d, p)) == 0},
	}
	needed, there := 0, 0
	for i, part := range parts {
		switch {
		case part.needless:
		case part.there:
			needed, there = needed+1, there+1
		default:
			needed++
			l.Missing = append(l.Missing, partIDs[i])
		}
	}
	l.Complete = there * full / needed
	return l
}
