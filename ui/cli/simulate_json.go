package cli

import (
	"fmt"
	"math"

	"tagtap/flow/sim"
)

type simulationDoc struct {
	Schema      int            `json:"schema"`
	Simulated   bool           `json:"simulated"`
	Assumptions assumptionsRow `json:"assumptions"`
	Catalogue   string         `json:"catalogue"`
	Seed        uint64         `json:"seed"`
	Shoppers    int            `json:"shoppers"`
	Flows       []simulatedRow `json:"flows"`
	Comparisons []versusRow    `json:"comparisons"`
	Digest      string         `json:"digest"` // of every outcome in its order
}

type assumptionsRow struct {
	Name     string       `json:"name"`
	Title    string       `json:"title"`
	Vintage  string       `json:"vintage"`
	Theta    float64      `json:"theta"`
	Baseline string       `json:"baseline"`
	Sources  []sourceRow  `json:"sources"`
	Personas []personaRow `json:"personas"`
}

type sourceRow struct {
	Source  string `json:"source"`
	What    string `json:"what"`
	Vintage string `json:"vintage"`
	Mark    string `json:"mark"`
}

type personaRow struct {
	Persona  string  `json:"persona"`
	Shopper  string  `json:"shopper"`
	Share    float64 `json:"share"` // relative to the others
	Patience float64 `json:"patience"`
	LimitFen *int64  `json:"price_limit_fen"`
	Pays     string  `json:"pays"`
	Source   string  `json:"source"`
}

// simulatedRow are the figures of a flow. What has no denominator is null.
type simulatedRow struct {
	Flow        string      `json:"flow"`
	Sessions    int         `json:"sessions"`
	Notes       int         `json:"notes"`
	Products    int         `json:"product_views"`
	Carts       int         `json:"add_to_carts"`
	Checkouts   int         `json:"checkouts"`
	Paid        int         `json:"paid"`
	Outside     int         `json:"paid_outside"`
	CartsPaid   int         `json:"carts_paid"`
	Abandonment *float64    `json:"cart_abandonment"`
	Conversion  float64     `json:"conversion"`
	Seconds     *float64    `json:"seconds_per_order"`
	Taps        *float64    `json:"taps_per_order"`
	TakingsFen  int64       `json:"takings_fen"`
	Exits       []exitRow   `json:"exits"`
	Personas    []boughtRow `json:"personas"`
}

type exitRow struct {
	Reason   string  `json:"reason"`
	Sessions int     `json:"sessions"`
	Share    float64 `json:"share"`
}

type boughtRow struct {
	Persona  string `json:"persona"`
	Sessions int    `json:"sessions"`
	Bought   int    `json:"bought"`
}

// versusRow compares a flow with the first. Differences are shares of the shoppers, not percent.
type versusRow struct {
	Flow       string    `json:"flow"`
	Against    string    `json:"against"`
	Won        int       `json:"won"`
	Lost       int       `json:"lost"`
	Both       int       `json:"both"`
	Difference float64   `json:"difference"`
	Error      float64   `json:"monte_carlo_error"`
	Range      *rangeRow `json:"range"`
	WonFrom    []exitRow `json:"won_from"`
	LostTo     []exitRow `json:"lost_to"`
}

type rangeRow struct {
	Shoppers int         `json:"shoppers"`
	Low      float64     `json:"low"`
	High     float64     `json:"high"`
	Choices  []choiceRow `json:"choices"`
}

type choiceRow struct {
	Parameters string  `json:"parameters"`
	Difference float64 `json:"difference"`
}

func simulationJSON(p *sim.Plan, r *sim.Result) *simulationDoc {
	doc := &simulationDoc{
		Schema: 1, Simulated: true, Catalogue: p.Catalogue.ID, Seed: p.Seed, Shoppers: r.Shoppers, Assumptions: assumptionsJSON(p),
		Comparisons: []versusRow{}, Digest: fmt.Sprintf("%016x", r.Digest),
	}
	for i := range r.Figures {
		doc.Flows = append(doc.Flows, figuresJSON(p, &r.Figures[i]))
	}
	for i := range r.Pairs {
		pair := &r.Pairs[i]
		points, sd := pair.Difference(r.Shoppers)
		doc.Comparisons = append(doc.Comparisons, versusRow{
			Flow: r.Figures[i+1].Flow, Against: r.Figures[0].Flow, Won: pair.Won, Lost: pair.Lost, Both: pair.Both,
			Difference: rounded(points), Error: rounded(sd), Range: rangeJSON(r, i+1),
			WonFrom: exitRows(pair.WonFrom[:], pair.Won), LostTo: exitRows(pair.LostTo[:], pair.Lost),
		})
	}
	return doc
}

func assumptionsJSON(p *sim.Plan) assumptionsRow {
	a := assumptionsRow{
		Name: p.Set.Name, Title: p.Set.Title.EN.String(), Vintage: p.Set.Vintage, Theta: p.Theta, Baseline: p.Set.Baseline,
	}
	for _, s := range p.Set.Sources {
		a.Sources = append(a.Sources, sourceRow{s.ID, s.What, s.Vintage, s.Mark})
	}
	for i := range p.Set.Personas {
		of := &p.Set.Personas[i]
		row := personaRow{
			Persona: of.ID, Shopper: of.Shopper, Share: of.Share, Patience: of.Patience, Pays: string(of.Pays), Source: of.Source,
		}
		if of.Limit > 0 {
			fen := int64(of.Limit)
			row.LimitFen = &fen
		}
		a.Personas = append(a.Personas, row)
	}
	return a
}

func figuresJSON(p *sim.Plan, f *sim.Figures) simulatedRow {
	row := simulatedRow{
		Flow: f.Flow, Sessions: f.Sessions, Notes: f.Notes, Products: f.Products, Carts: f.Carts, Checkouts: f.Checkouts, Paid: f.Paid,
		Outside: f.Outside, CartsPaid: f.CartsPaid, Conversion: rounded(f.Conversion()), TakingsFen: int64(f.Takings),
		Exits: exitRows(f.Reasons[:], f.Sessions),
	}
	if left, ok := f.Abandonment(); ok {
		left = rounded(left)
		row.Abandonment = &left
	}
	if n := f.Bought(); n > 0 {
		seconds, taps := rounded(float64(f.Millis)/1000/float64(n)), rounded(float64(f.Taps)/float64(n))
		row.Seconds, row.Taps = &seconds, &taps
	}
	for i, g := range f.Personas {
		row.Personas = append(row.Personas, boughtRow{p.Set.Personas[i].ID, g.Sessions, g.Bought})
	}
	return row
}

// exitRows lists the reasons that came up, with their share of all.
func exitRows(counts []int, of int) []exitRow {
	rows := []exitRow{}
	for i, n := range counts {
		if n > 0 {
			rows = append(rows, exitRow{sim.Reason(i).String(), n, rounded(float64(n) / float64(of))})
		}
	}
	return rows
}

func rangeJSON(r *sim.Result, i int) *rangeRow {
	low, high, ok := r.Range(i)
	if !ok {
		return nil
	}
	row := &rangeRow{Shoppers: r.Shoppers, Low: rounded(low.Points), High: rounded(high.Points)}
	for _, one := range r.Differences(i) {
		row.Choices = append(row.Choices, choiceRow{one.What, rounded(one.Points)})
	}
	return row
}

// rounded cuts a number to what is worth printing.
func rounded(x float64) float64 {
	const digits = 1e6
	return math.Round(x*digits) / digits
}
