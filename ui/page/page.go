// Package page writes a report as one HTML file that stands by itself: for a mail, a phone, a printer.
//
// The invariants:
//
//  1. the file refers to nothing outside of itself: no address, no font, no script;
//  2. whatever is written from outside (names, titles, ids, cells of a screen) is cleaned and escaped, in HTML and in SVG;
//  3. the file is well-formed as XML, and every id in it is there once;
//  4. the same data give the same bytes: there is no clock in here, and no map is walked without an order.
//
// A chart is SVG or a bar in a table, and its figures stand in a table beside it. Nothing is shown by colour alone.
package page

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"

	"tagtap/fixtures/words"
	"tagtap/flow/audit"
	"tagtap/flow/measure"
)

// Data is what a page shows. All parts are optional, but one of Report, Compare, Rates, Audit and Walk is there.
type Data struct {
	Lang        words.Lang
	Title       string // of the page; "" for the usual one
	Report      *measure.Report
	Rule        *measure.Rule   // of the report, to say it in the page's language; nil leaves the report's own line
	Market      *measure.Market // where names and titles come from; nil leaves ids
	Assumptions string          // of simulated sessions where the report does not know them, "" where nobody does
	Compare     *Compare
	Rates       *Rates
	Audit       *audit.Result
	Walk        *Walk
}

// Compare are walks of one story side by side.
type Compare struct {
	measure.Comparison
	Names     []string // of the walks: the flows', or the sessions'
	Fewest    []int    // taps of each walk's shortest way, -1 where it is not known; nil for none
	Skipped   []int    // lines of the story that each flow has no use for; nil for none
	Story     string
	Shopper   string
	Stretch   string // what part of the walks is counted, as in "note → confirmation"; "" for all of them
	Operators string // the preset behind the seconds
}

// ErrNothing says that the data hold nothing to show.
var ErrNothing = errors.New("nothing to write a page of")

//go:embed page.css
var style string

//go:embed *.tmpl
var templates embed.FS

// Write writes the page. Nothing is written where it cannot be made whole.
func Write(w io.Writer, d Data) error {
	if d.Report == nil && d.Compare == nil && d.Rates == nil && d.Audit == nil && d.Walk == nil {
		return fmt.Errorf("write page: %w", ErrNothing)
	}
	t := teller{lang: d.Lang, market: d.Market}
	tmpl, err := template.New("page").Funcs(template.FuncMap{"say": t.say, "label": t.label}).ParseFS(templates, "*.tmpl")
	if err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	var b bytes.Buffer
	if err := tmpl.ExecuteTemplate(&b, "page", t.view(&d)); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write page: %w", err)
	}
	return nil
}

// view is the whole page as its template sees it: words and figures, nothing to decide.
type view struct {
	Lang     string
	Both     bool // Chinese with an English gloss
	Title    string
	Style    template.CSS
	Kicker   string
	Facts    []pair
	Band     string // about simulated shoppers
	Lead     string
	Figures  []pair
	Empty    bool
	Contents []link
	Funnel   *funnelView
	Weeks    *weeksView
	Sides    []pair // beside the weeks
	Stages   []stageView
	Outcomes *stripView
	Surprise string
	Reading  string // of add-to-cart and conversion together
	Advice   string
	Compare  *compareView
	Rates    *ratesView
	Walk     *walkView
	Sales    *salesView
	Places   *placesView
	Groups   *table
	GroupsBy string
	Audit    *auditView
	Terms    []string
	Foot     string
}

type link struct {
	ID    string
	Label label
}

// pair is a label with its value, and what is to be known of it.
type pair struct {
	Label label
	Value string
	Note  string
	Class string
}

func (t *teller) view(d *Data) *view {
	v := &view{Lang: "zh-CN", Style: template.CSS(style), Title: clean(d.Title)}
	v.Both, v.Foot = d.Lang == words.Both, t.join(t.say("sales.foot"), t.say("sales.foot.selfstands"))
	if d.Lang == words.EN {
		v.Lang = "en"
	}
	if v.Title == "" {
		v.Title = t.say(usualTitle(d))
	}
	if d.Report != nil {
		t.report(v, d)
	}
	if d.Compare != nil {
		v.Compare = t.comparison(d.Compare)
		if d.Report != nil && d.Compare.Story != "" {
			v.Compare.Note = t.join(t.say("page.compare.played"), v.Compare.Note)
		}
		v.link("compare", t.label("page.compare"))
	}
	if d.Rates != nil {
		v.Rates = t.rates(d.Rates)
		v.link("rates", t.label("page.rates"))
	}
	if d.Walk != nil && len(d.Walk.Frames) > 0 {
		v.Walk = t.walk(d.Walk)
		v.link("walk", t.label("page.walk"))
	}
	if v.reported() {
		t.rest(v, d)
	}
	if d.Audit != nil {
		v.Audit = t.audit(d.Audit)
		v.link("audit", t.label("sales.audit"))
	}
	if v.Terms = t.terms(v); len(v.Terms) > 0 {
		v.link("terms", t.label("sales.terms"))
	}
	return v
}

// reported says whether there is a report of anything.
func (v *view) reported() bool { return v.Funnel != nil }

func (v *view) link(id string, l label) { v.Contents = append(v.Contents, link{id, l}) }

func usualTitle(d *Data) string {
	switch {
	case d.Report != nil:
		return "page.title"
	case d.Compare != nil, d.Rates != nil:
		return "page.title.compare"
	case d.Audit != nil:
		return "page.title.audit"
	}
	return "page.walk"
}

// terms are the definitions of what the page shows.
func (t *teller) terms(v *view) []string {
	var ids []string
	if v.reported() {
		ids = append(ids, "session", "funnel", "worst", "range", "cause", "uv", "gmv", "touch", "left", "checkout")
	}
	var lines []string
	if v.reported() || v.Compare != nil || v.Walk != nil {
		ids = append(ids, "seconds")
	}
	if !v.reported() && v.Rates != nil {
		ids = append(ids, "range")
	}
	for _, id := range ids {
		lines = append(lines, t.say("sales.term."+id))
	}
	if v.reported() {
		lines = append(lines, t.say("page.friction.is", "formula", t.say("page.friction.means")), t.say("page.maze.is"))
	}
	return lines
}
