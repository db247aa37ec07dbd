package audit_test

import (
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/shop"
)

// change is a case: what is done to the clean catalogue and flow, and the findings that it leads to, as "where | fix | saw".
type change struct {
	name    string
	rule    string
	profile audit.Profile
	do      func(*shop.Catalogue, *flow.Flow)
	want    []string // of that rule; none: it does not fire
}

func TestTheCleanCatalogueHasNoFindings(t *testing.T) {
	for _, profile := range []audit.Profile{"", audit.ProfileSeed} {
		r := run(clean(), native(), audit.Options{Profile: profile})
		if len(r.Findings) > 0 || r.Score != 100 {
			t.Errorf("profile %q: score %d, findings %v", profile, r.Score, r.Findings)
		}
		for _, l := range r.Listings {
			if l.Complete != 100 || len(l.Missing) > 0 {
				t.Errorf("profile %q: %v is not complete", profile, l)
			}
		}
	}
}

func TestEveryRuleFiresWhereItMust(t *testing.T) {
	fired := map[string]bool{}
	for _, c := range slices.Concat(ofShops, ofListings, ofPrices, ofTitles, ofNotes, ofFlows) {
		t.Run(c.rule+": "+c.name, func(t *testing.T) {
			cat, f := clean(), native()
			c.do(cat, f)
			r := run(cat, f, audit.Options{Profile: c.profile})
			var got []string
			for _, one := range r.Findings {
				if one.Rule == c.rule {
					got = append(got, one.Where+" | "+one.Fix+" | "+one.Saw)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q\nof all %v", got, c.want, r.Findings)
			}
		})
		fired[c.rule] = fired[c.rule] || len(c.want) > 0
	}
	for _, r := range audit.Rules() {
		if !fired[r.ID] {
			t.Errorf("no case in which %s fires", r.ID)
		}
	}
}

func TestRulesAreWellFormed(t *testing.T) {
	row := regexp.MustCompile(`^(A(0[1-9]|[1-3]\d|4[0-5])|B([0-2]\d|30))$`)
	seen := map[string]bool{}
	for _, r := range audit.Rules() {
		if !row.MatchString(r.Row) {
			t.Errorf("%s: row %q is none of the checklist", r.ID, r.Row)
		}
		if seen[r.ID] {
			t.Errorf("%s is here twice", r.ID)
		}
		seen[r.ID] = true
		if looks := r.Looks(); !slices.Contains([]string{"shop", "product", "note", "flow"}, looks) {
			t.Errorf("%s looks at %q", r.ID, looks)
		}
	}
}

// Invariant 1.
func TestAnAuditIsTheSameEachTime(t *testing.T) {
	broken := func() (*shop.Catalogue, *flow.Flow) {
		c, f := clean(), native()
		for _, k := range slices.Concat(ofNotes, ofPrices, ofFlows) {
			if k.profile == "" && len(k.want) > 0 {
				k.do(c, f)
			}
		}
		return c, f
	}
	c1, f1 := broken()
	c2, f2 := broken()
	a, b := run(c1, f1, audit.Options{}), run(c2, f2, audit.Options{})
	if !reflect.DeepEqual(a, b) {
		t.Error("two audits of the same catalogue differ")
	}
	if len(a.Findings) < 20 {
		t.Errorf("only %d findings in a catalogue that is broken in many places", len(a.Findings))
	}
}

// A shop, two products, 26 notes and a flow are 31 subjects with 100 points each, of which every finding takes its weight.
func TestTheScoreIsTheAverageOfAllSubjects(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*shop.Catalogue, *flow.Flow)
		lost int
	}{
		{"nothing", func(*shop.Catalogue, *flow.Flow) {}, 0},
		{"a note of severity note", func(c *shop.Catalogue, _ *flow.Flow) { c.Notes[0].Link = shop.LinkAd }, 2},
		{"a warning", func(c *shop.Catalogue, _ *flow.Flow) { c.Shops[0].Verified = false }, 10},
		{"an error", func(c *shop.Catalogue, _ *flow.Flow) { c.Shops[0].ShipHours = 49 }, 40},
		{"no subject falls below 0", func(c *shop.Catalogue, _ *flow.Flow) {
			c.Products[0] = shop.Product{ID: "jumper", Shop: "aldra"}
			c.Bundles = nil
		}, 100},
	} {
		cat, f := clean(), native()
		c.do(cat, f)
		r := run(cat, f, audit.Options{})
		subjects := len(cat.Shops) + len(cat.Products) + len(cat.Notes) + 1
		if want := (100*subjects - c.lost) / subjects; r.Score != want {
			t.Errorf("%s: got %d, want %d of %v", c.name, r.Score, want, r.Findings)
		}
	}
	empty := &shop.Catalogue{}
	empty.Index()
	if r := audit.Run(empty, nil, audit.Options{}); r.Score != 100 || r.Findings == nil || r.Listings == nil {
		t.Errorf("an empty catalogue: got %+v", r)
	}
}

func TestABrandIsAuditedAlone(t *testing.T) {
	c := clean()
	c.Shops[0].Verified, c.Shops[1].Verified = false, false
	c.Products[0].Specs, c.Products[1].Specs = nil, nil
	r := run(c, native(), audit.Options{Brand: "norvik"})
	var where []string
	for _, f := range r.Findings {
		where = append(where, f.Where)
		if f.Brand != "norvik" {
			t.Errorf("%v is of brand %q", f, f.Brand)
		}
	}
	if want := []string{"shop/norvik/verified", "product/cream/specs"}; !slices.Equal(where, want) {
		t.Errorf("got %q, want %q", where, want)
	}
	if len(r.Listings) != 1 || r.Listings[0].Product != "cream" {
		t.Errorf("listings: got %v", r.Listings)
	}
}

func TestCompletenessCountsTheParts(t *testing.T) {
	for _, c := range []struct {
		name    string
		do      func(*shop.Product)
		want    int
		missing []string
	}{
		{"all", func(*shop.Product) {}, 100, []string{}},
		{"one of 17 parts", func(p *shop.Product) { p.Specs = nil }, 94, []string{"specs"}},
		{"guide and video", func(p *shop.Product) { p.Guide, p.Pictures = nil, p.Pictures[:3] }, 88, []string{"video", "size-guide"}},
		{"no pictures", func(p *shop.Product) { p.Pictures = nil }, 70, []string{"cover", "detail", "in-use", "video", "alt"}},
	} {
		cat := clean()
		c.do(&cat.Products[0])
		r := run(cat, native(), audit.Options{})
		if l := r.Listings[0]; l.Complete != c.want || !slices.Equal(l.Missing, c.missing) {
			t.Errorf("%s: got %d %q, want %d %q", c.name, l.Complete, l.Missing, c.want, c.missing)
		}
	}
}

func TestSeveritiesHaveAnOrder(t *testing.T) {
	c := clean()
	c.Shops[0].Verified = false
	r := run(c, native(), audit.Options{})
	for level, want := range map[audit.Severity]bool{audit.Note: true, audit.Warning: true, audit.Error: false} {
		if r.Reaches(level) != want {
			t.Errorf("%s: got %v", level, !want)
		}
	}
	if e, w, n := r.Count(); e != 0 || w != 1 || n != 0 {
		t.Errorf("got %d errors, %d warnings, %d notes, want one warning", e, w, n)
	}
	for _, id := range audit.Severities() {
		if s, ok := audit.ParseSeverity(id); !ok || s.String() != id {
			t.Errorf("%s: got %s, %v", id, s, ok)
		}
	}
	if _, ok := audit.ParseSeverity("grave"); ok {
		t.Error("grave is a severity")
	}
}

func TestFindingsInJSON(t *testing.T) {
	c := clean()
	c.Shops[0].Verified = false
	r := run(c, native(), audit.Options{Brand: "aldra"})
	got, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"score":99,"findings":[{"rule":"unverified","row":"A19","severity":"warning","where":"shop/aldra/verified","fix":"verified: yes","saw":""}],` +
		`"listings":[{"product":"jumper","brand":"aldra","complete":100,"missing":[]}]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
