package audit

import (
	"slices"

	"tagtap/flow/shop"
)

// field is a Chinese text of a listing or a note under the name of its field.
type field struct{ name, text string }

// bilingual is a text under the name of its field.
type bilingual struct {
	name  string
	words shop.Words
	prose bool // a sentence; a label may do without Chinese, as XS and 50 ml do
}

// untranslated finds texts that are there in English alone, and prose whose Chinese has no Chinese character.
func untranslated(all []bilingual) []hit {
	var hits []hit
	for _, t := range all {
		missing := t.words.ZH.IsZero() && !t.words.EN.IsZero()
		if missing || t.prose && !t.words.ZH.IsZero() && !hasHan(t.words.ZH.String()) {
			hits = append(hits, hit{field: t.name + ".zh", saw: t.words.ZH.String()})
		}
	}
	return hits
}

// prose are the sentences of a listing.
func prose(p *shop.Product) []bilingual {
	return []bilingual{
		{"title", p.Title, true}, {"short", p.Short, true}, {"problem", p.Problem, true}, {"use", p.Use, true},
		{"result", p.Result, true}, {"returns", p.Returns, true}, {"ingredients", p.Ingredients, true},
	}
}

func chineseOfProduct(_ *desk, p *shop.Product) []hit {
	all := prose(p)
	for i := range p.Axes {
		a := &p.Axes[i]
		for j := range a.Values {
			all = append(all, bilingual{"axes/" + a.ID + "/" + a.Values[j].ID + "/name", a.Values[j].Name, false})
		}
	}
	for i := range p.Specs {
		s := &p.Specs[i]
		at := "specs/" + s.Name.EN.String()
		all = append(all, bilingual{at + "/name", s.Name, true}, bilingual{at + "/value", s.Value, false})
	}
	for i := range p.Variants {
		all = append(all, bilingual{"skus/" + string(p.Variants[i].SKU) + "/restock", p.Variants[i].Restock, true})
	}
	hits := untranslated(all)
	if p.Title.ZH.IsZero() && p.Title.EN.IsZero() {
		hits = slices.Insert(hits, 0, hit{field: "title.zh"})
	}
	return hits
}

func chineseOfNote(_ *desk, n *shop.Note) []hit {
	all := []bilingual{{"title", n.Title, true}, {"text", n.Text, true}}
	for i := range n.Hashtags {
		all = append(all, bilingual{"hashtags", n.Hashtags[i], false})
	}
	if n.Video != nil {
		for i := range n.Video.Captions {
			all = append(all, bilingual{"video/captions", n.Video.Captions[i].Text, true})
		}
	}
	hits := untranslated(all)
	if n.Title.ZH.IsZero() && n.Title.EN.IsZero() {
		hits = slices.Insert(hits, 0, hit{field: "title.zh"})
	}
	return hits
}

func altOfNote(_ *desk, n *shop.Note) []hit { return alts(n.Pictures) }
