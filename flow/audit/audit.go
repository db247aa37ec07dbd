// Package audit looks at what a catalogue and its flows lack before anybody shops: the checklist of the two guides on
// Xiaohongshu shops that the program grew from, as a table of rules. It decides from data alone: ids, amounts, labels, exact
// names and listed words. It guesses nothing from the sense of a text.
//
// The invariants:
//
//  1. the same catalogue, flows and options give the same result, in the same order;
//  2. a finding names its rule, the row of the checklist, where it is, and the field of the listing or the knob of the flow to change;
//  3. there are no words here: codes and ids only, which others put into Chinese and English.
//
// There is no clock, disk or search in here: the shortest walks, which promises are measured by, are handed in.
package audit

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Severity says how bad a finding is.
type Severity uint8

// The severities, the mildest first. A note is advice; a warning is what the checklist says costs sales; an error is what the
// law or the platform forbids, or what leaves the shopper without something that the purchase needs.
const (
	Note Severity = iota
	Warning
	Error
)

var severityIDs = [...]string{Note: "note", Warning: "warning", Error: "error"}

// String returns note, warning or error.
func (s Severity) String() string { return severityIDs[s] }

// MarshalText writes the id.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity reads note, warning or error.
func ParseSeverity(id string) (Severity, bool) {
	i := slices.Index(severityIDs[:], id)
	return Severity(max(i, 0)), i >= 0
}

// Severities lists the ids, the mildest first.
func Severities() []string { return slices.Clone(severityIDs[:]) }

// Profile says which format a product's title is held against.
type Profile string

// The profiles. ProfileSeed wants brand, series, key feature and specification in the display title. ProfilePlatform wants the
// product's name without the brand, in at most 60 characters; that rule is known from a third party's publishing tool only, which
// quotes the platform, so it is unconfirmed.
const (
	ProfileSeed     Profile = "seed"
	ProfilePlatform Profile = "platform"
)

// Profiles lists the ids.
func Profiles() []string { return []string{string(ProfileSeed), string(ProfilePlatform)} }

// Options say what is looked at.
type Options struct {
	Brand   shop.ShopID // this shop alone, with its listings and notes; "" for all
	Profile Profile     // of titles; "" is ProfileSeed
	// Paths returns the shortest walks of a flow, as flow.Paths finds them. Without it no promise of taps is measured.
	Paths func(*flow.Flow) []flow.Path
}

// Finding is one thing that is missing or wrong.
type Finding struct {
	Rule     string      `json:"rule"`
	Row      string      `json:"row"` // of the checklist: A30
	Severity Severity    `json:"severity"`
	Where    string      `json:"where"` // kind/id, then the field: product/candle/title.zh, flow/native
	Fix      string      `json:"fix"`   // the field or knob to change, with its value where only one is right: fees-first-shown: product
	Saw      string      `json:"saw"`   // what is there: a word, a count, an amount, ids; "" where nothing is
	Brand    shop.ShopID `json:"-"`     // whose it is, "" for a flow and for a note of no brand
}

// Listing is how complete a product's page is.
type Listing struct {
	Product  shop.ProductID `json:"product"`
	Brand    shop.ShopID    `json:"brand"`
	Complete int            `json:"complete"` // 0 to 100
	Missing  []string       `json:"missing"`  // parts, in the order of Parts; never nil
}

// Result is what an audit found. Findings are in the order of the catalogue: shop by shop with its products and notes, then the
// notes of no brand, then the flows; within one of these in the order of Rules.
type Result struct {
	Score    int       `json:"score"`
	Findings []Finding `json:"findings"` // never nil
	Listings []Listing `json:"listings"` // never nil
}

// The weights of the score: what one finding takes off the hundred points of what it was found at.
const (
	full          = 100
	weightError   = 40
	weightWarning = 10
	weightNote    = 2
)

var weights = [...]int{Note: weightNote, Warning: weightWarning, Error: weightError}

// Run audits a catalogue after Index, and flows.
//
// The score is 0 to 100: every shop, product, note and flow that was looked at has 100 points and loses 40 for each error, 10 for
// each warning and 2 for each note, down to 0; the score is the average, rounded down. Where there is nothing to look at it is 100.
func Run(c *shop.Catalogue, flows []*flow.Flow, o Options) Result {
	d := newDesk(c, o)
	for i := range c.Shops {
		if s := &c.Shops[i]; o.Brand == "" || o.Brand == s.ID {
			d.brand(s)
		}
	}
	if o.Brand == "" {
		for i := range c.Products {
			if p := &c.Products[i]; c.Shop(p.Shop) == nil {
				d.product(p, "")
			}
		}
		d.notes("")
	}
	for _, f := range flows {
		d.flow(f)
	}
	r := Result{Score: full, Findings: d.findings, Listings: d.listings}
	if d.subjects > 0 {
		r.Score = d.points / d.subjects
	}
	return r
}

// Count returns how many findings there are of each severity.
func (r *Result) Count() (errors, warnings, notes int) {
	for i := range r.Findings {
		switch r.Findings[i].Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		case Note:
			notes++
		}
	}
	return errors, warnings, notes
}

// Reaches says whether there is a finding of that severity or a graver one.
func (r *Result) Reaches(level Severity) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity >= level })
}
