package page_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"flag"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/page"
)

var update = flag.Bool("update", false, "write the goldens anew")

// pages, if given, is a folder into which the pages of the tests are written, to be looked at in a browser.
var pages = flag.String("pages", "", "folder to write the pages into")

// parsed is what a strict reader finds in a page.
type parsed struct {
	lines []string // of text, a block a line
	style string
	ids   []string
	refs  []string // href
	names map[string]int
}

// blocks begin a line of their own in the text of a page.
var blocks = map[string]bool{"p": true, "h1": true, "h2": true, "h3": true, "tr": true, "li": true, "dt": true, "title": true, "desc": true, "caption": true, "nav": true, "svg": true}

// parse reads a page as XML and fails where it is not well-formed.
func parse(t *testing.T, doc string) *parsed {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(doc))
	p := &parsed{names: map[string]int{}}
	var open []string
	var line strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(line.String()), " "); s != "" {
			p.lines = append(p.lines, s)
		}
		line.Reset()
	}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			flush()
			return p
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			p.element(t, &token)
			open = append(open, token.Name.Local)
			if blocks[token.Name.Local] {
				flush()
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			if blocks[token.Name.Local] {
				flush()
			}
		case xml.CharData:
			if len(open) > 0 && open[len(open)-1] == "style" {
				p.style += string(token)
			} else {
				line.WriteString(string(token) + " ")
			}
		case xml.Comment, xml.ProcInst:
			t.Errorf("a %T in the page", token)
		}
	}
}

func (p *parsed) element(t *testing.T, e *xml.StartElement) {
	t.Helper()
	p.names[e.Name.Local]++
	for _, a := range e.Attr {
		switch name := a.Name.Local; {
		case name == "id":
			p.ids = append(p.ids, a.Value)
		case name == "href":
			p.refs = append(p.refs, a.Value)
		case name == "aria-labelledby":
			for _, id := range strings.Fields(a.Value) {
				p.refs = append(p.refs, "#"+id)
			}
		case slices.Contains([]string{"src", "srcset", "action", "data", "poster", "background", "style", "xmlns", "http-equiv"}, name), strings.HasPrefix(name, "on"):
			t.Errorf("<%s %s=%q>", e.Name.Local, name, a.Value)
		}
	}
}

// alone checks that a page needs nothing but itself (invariants 1 and 3).
func (p *parsed) alone(t *testing.T) {
	t.Helper()
	for _, name := range []string{"script", "link", "iframe", "object", "embed", "form", "base", "img", "foreignObject", "use", "a:href"} {
		if p.names[name] > 0 {
			t.Errorf("there is a <%s>", name)
		}
	}
	for _, ref := range p.refs {
		if id, ok := strings.CutPrefix(ref, "#"); ok {
			if !slices.Contains(p.ids, id) {
				t.Errorf("nothing has the id %q", id)
			}
		} else if !strings.HasPrefix(ref, "data:image/png;base64,") {
			t.Errorf("it refers to %q", ref)
		}
	}
	for _, bad := range []string{"url(", "@import", "http", "//", "expression", "\\"} {
		if strings.Contains(p.style, bad) {
			t.Errorf("its style has %q", bad)
		}
	}
	ids := slices.Sorted(slices.Values(p.ids))
	if once := slices.Compact(slices.Clone(ids)); len(once) != len(ids) {
		t.Errorf("an id is there twice: %v", ids)
	}
}

func TestAPageStandsByItself(t *testing.T) {
	for lang := words.ZH; lang <= words.Both; lang++ {
		t.Run(lang.String(), func(t *testing.T) {
			doc := written(t, sample(t, lang))
			if *pages != "" {
				if err := os.WriteFile(filepath.Join(*pages, "sample-"+lang.String()+".html"), []byte(doc), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			parse(t, doc).alone(t)
			if strings.Contains(doc, "http:") || strings.Contains(doc, "https:") {
				t.Error("it has an address in it")
			}
			if i := strings.IndexAny(doc, "‹›"); i >= 0 {
				t.Errorf("a word is missing: …%s", doc[max(0, i-80):min(len(doc), i+80)])
			}
			if strings.Contains(doc, "ZgotmplZ") || strings.Contains(doc, "<no value>") || strings.Contains(doc, "NaN") {
				t.Error("a value is not fit for its place")
			}
			if n := len(doc); n > 120_000 {
				t.Errorf("it takes %d bytes", n)
			}
			if again := written(t, sample(t, lang)); again != doc {
				t.Error("written again it differs")
			}
			if want := `<html lang="` + map[bool]string{true: "en", false: "zh-CN"}[lang == words.EN] + `">`; !strings.Contains(doc, want) {
				t.Errorf("it lacks %s", want)
			}
		})
	}
}

func TestTheTextOfAPage(t *testing.T) {
	for lang := words.ZH; lang <= words.EN; lang++ {
		got := strings.Join(parse(t, written(t, sample(t, lang))).lines, "\n") + "\n"
		file := filepath.Join("testdata", "text-"+lang.String()+".txt")
		if *update {
			if err := os.MkdirAll("testdata", 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the text differs; -update writes it anew\n%s", file, firstDifference(got, string(want)))
		}
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return "got  " + a[i] + "\nwant " + strings.Join(b[min(i, len(b)):min(i+1, len(b))], "")
		}
	}
	return "want more"
}

func TestTheKeyFiguresStandInThePage(t *testing.T) {
	doc := strings.Join(parse(t, written(t, sample(t, words.EN))).lines, "\n")
	for _, want := range []string{
		"1,500", "1,284", "412", "398", "143", "96", "41", "12", "42.7%", "−55", "32.1%", // funnel
		"31", "56.4%", "flow: fees-first-shown: product", "−47", "−253", "19.2%", "1,040", "62", "43", // diagnosis
		"¥21,317.95", "¥20,317.95", "¥519.95", "¥24,614", "−13.4%", "¥700.10", "¥494.93", "¥1,515.15", // money
		"10.3%", "41 / 398", "7.9%", "71.3%", "4.9%", "n/a", "September 2025", "aim below 70.2%", // metrics
		"¥9,123.45", "¥8,123.45", "37.5%", "+7", "−5", "8.7", "42.3", "37.4", "93.3%", "baymard-2025-09", "7 of 19", // the rest
		"10.5", "40.9", "3.9 times", "15.3 s", "¥2,176.00", "score 87 of 100", "product/candle/returns, product/latte/returns",
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("it lacks %q", want)
		}
	}
}

// hostile is what nobody should name a thing.
const hostile = `"><script>alert(1)</script><!-- ]]> {{.}} &amp; ' onload=x javascript:y` + "\u202e\u2066\u200f\x1b[31m\x00\ufeff"

// hostileData has such a name wherever one comes from outside.
func hostileData(t *testing.T) page.Data {
	d := sample(t, words.ZH)
	d.Title, d.Assumptions, d.Rule, d.Report.Rule = hostile, hostile, nil, hostile
	r := d.Report
	r.Flows[0].Key, r.Made[1].Key, r.Funnel[3].Stage, r.Funnel[3].Next[1].Verb = hostile, hostile, hostile, hostile
	r.Stages[0].Causes[0].Cause, r.Stages[0].Causes[0].Fix = hostile, hostile
	r.Metrics[1].ID, r.Metrics[1].Verdict, r.Metrics[1].Benchmark.Origin, r.Metrics[1].Benchmark.Year = hostile, hostile, hostile, hostile
	r.Weeks[1].Start, r.Weeks[1].Campaign = hostile, []string{hostile}
	r.Carriers[0].ID, r.Sources[0].ID, r.Sources[0].Author, r.Sources[0].Kind, r.Sources[0].Link = hostile, hostile, hostile, hostile, hostile
	r.Products[0].ID, r.Gaining[0].ID, r.Cadence[0].Shop, r.Places[0].Place, r.Groups[0].Key = hostile, hostile, hostile, hostile, hostile
	d.Market = &measure.Market{Catalogue: &shop.Catalogue{}}
	d.Compare.Names[0], d.Compare.Story, d.Compare.Operators = hostile, hostile, hostile
	d.Rates.Groups[0], d.Rates.Rows[0].Metric = hostile, hostile
	d.Audit.Findings[0] = audit.Finding{Rule: hostile, Row: hostile, Where: hostile, Fix: hostile, Saw: hostile}
	d.Walk.Title, d.Walk.Flow, d.Walk.Frames[1].Action = hostile, hostile, "tap "+hostile
	d.Walk.Frames[1].Screen = [][]page.Run{{{Text: hostile, Cells: 100, FG: 0xffffffff}}}
	return d
}

func TestHostileNamesAreText(t *testing.T) {
	doc := written(t, hostileData(t))
	p := parse(t, doc)
	p.alone(t)
	for _, bad := range []string{"<script", "<!--", "\u202e", "\u2066", "\u200f", "\x1b", "\x00", "\ufeff", "]]>"} {
		if strings.Contains(doc, bad) {
			t.Errorf("it holds %q", bad)
		}
	}
	want := strings.Join(strings.Fields(text.Clean(hostile, text.Limit{}).String()), " ")
	if n := strings.Count(strings.Join(p.lines, "\n"), want); n < 25 {
		t.Errorf("the name is read %d times, want it wherever it was given", n)
	}
}

func TestPartsMayBeLeftOut(t *testing.T) {
	full := sample(t, words.EN)
	empty := measure.NewReport(measure.Ledger{}, &measure.Query{Rule: measure.Usual()}, full.Market)
	for name, c := range map[string]struct {
		data       page.Data
		want, lack string
	}{
		"nothing was walked":     {page.Data{Lang: words.EN, Report: empty}, "Nothing yet", "Diagnosis"},
		"a report alone":         {page.Data{Lang: words.EN, Report: sampleReport()}, "ordered, closed, within 30m", "Comparison"},
		"a comparison alone":     {page.Data{Lang: words.EN, Compare: full.Compare}, "Flows compared", "Diagnosis"},
		"an audit alone":         {page.Data{Lang: words.EN, Audit: full.Audit}, "score 87", "Diagnosis"},
		"an audit with nothing":  {page.Data{Lang: words.EN, Audit: &audit.Result{Score: 100}}, "nothing found", "Diagnosis"},
		"groups alone":           {page.Data{Lang: words.EN, Rates: full.Rates}, "+5.2 to +33.4 points The first is higher. p 0.031", "Diagnosis"},
		"a walk alone":           {page.Data{Lang: words.EN, Walk: full.Walk}, "12 taps", "Diagnosis"},
		"a report of one person": {page.Data{Lang: words.EN, Report: &measure.Report{Sessions: 1, Made: []measure.Share{{Key: "person", Sessions: 1}}}}, "1 by a person", "simulated shoppers"},
		"walks of nothing":       {page.Data{Lang: words.EN, Compare: &page.Compare{Comparison: measure.Compare(make([]measure.Walk, 2))}}, "did not walk", "times as fast"},
		"a screen of nothing":    {page.Data{Lang: words.EN, Walk: &page.Walk{Frames: []page.Frame{{}}}}, "the beginning", "surprise"},
	} {
		t.Run(name, func(t *testing.T) {
			p := parse(t, written(t, c.data))
			p.alone(t)
			got := strings.Join(p.lines, "\n")
			if !strings.Contains(got, c.want) || strings.Contains(got, c.lack) {
				t.Errorf("want %q and not %q in\n%s", c.want, c.lack, got)
			}
		})
	}
	if err := page.Write(io.Discard, page.Data{}); !errors.Is(err, page.ErrNothing) {
		t.Errorf("a page of nothing: %v", err)
	}
}

type broken struct{}

var errBroken = errors.New("disk full")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestAFailureToWriteIsToldOf(t *testing.T) {
	if err := page.Write(broken{}, sample(t, words.ZH)); !errors.Is(err, errBroken) {
		t.Errorf("got %v", err)
	}
}

func TestOneStepAloneIsRed(t *testing.T) {
	doc := written(t, page.Data{Report: sampleReport()})
	if n := strings.Count(doc, `class="bar worst"`); n != 1 {
		t.Errorf("%d red bars", n)
	}
	if n := strings.Count(doc, `class="stage worst"`); n != 1 {
		t.Errorf("%d red stages", n)
	}
}

// The paper of a screen holds backgrounds and blocks, the ink its words where they stand.
func TestAScreenIsPaperAndInk(t *testing.T) {
	doc := written(t, page.Data{Walk: &page.Walk{Frames: sampleWalk().Frames[:1]}})
	_, rest, _ := strings.Cut(doc, `href="data:image/png;base64,`)
	coded, _, _ := strings.Cut(rest, `"`)
	data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(coded, "&#43;", "+"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds().Size(); got != (image.Point{X: 2 * 12, Y: 2 * 2}) {
		t.Fatalf("the paper has %v pixels", got)
	}
	at := func(x, y int) uint32 {
		r, g, b, _ := img.At(x, y).RGBA()
		return r>>8<<16 | g>>8<<8 | b>>8
	}
	for _, c := range []struct {
		x, y int
		want uint32
	}{{0, 0, 0xffffff}, {12, 0, 0x010203}, {12, 1, 0x040506}, {14, 0, 0x040506}, {14, 1, 0x010203}, {23, 3, 0xffffff}} {
		if got := at(c.x, c.y); got != c.want {
			t.Errorf("pixel %d,%d is %06x, want %06x", c.x, c.y, got, c.want)
		}
	}
	for _, want := range []string{
		`<g fill="#ff2442" class="b"><text x="0" y="15" textLength="10">¥</text></g>`, `<text x="20" y="15" textLength="30">128</text>`,
		`<text x="0" y="35" textLength="40">规格</text>`, `<text x="50" y="35" textLength="20">选</text>`, `<text x="80" y="35" textLength="40">色号</text>`,
	} {
		if !strings.Contains(doc, want) {
			t.Errorf("it lacks %s", want)
		}
	}
}

func TestALongWalkKeepsThePageSmall(t *testing.T) {
	rows := make([][]page.Run, 44)
	for y := range rows {
		for x := range 48 {
			rows[y] = append(rows[y], page.Run{Text: "▀", Cells: 1, FG: uint32(x * y * 977), BG: uint32(x*31 + y*4099)})
		}
	}
	w := &page.Walk{}
	for range 200 {
		w.Frames = append(w.Frames, page.Frame{Verb: flow.Back, Place: flow.Feed, Screen: rows})
	}
	doc := written(t, page.Data{Walk: w})
	if n := strings.Count(doc, "<li><svg"); n != 48 {
		t.Errorf("%d pictures", n)
	}
	if len(doc) > 2<<20 {
		t.Errorf("48 pictures take %d bytes", len(doc))
	}
}

func FuzzScreen(f *testing.F) {
	for _, seed := range []string{"", "a\nb", "\x1b[1mx\x1b[0m", "\x1b[38;2;1;2;3m▀", "\x1b[38;2;1", "\x1b]8;;x\x1b\\y", "\x1b[48;5;3m", "\x1b", "\x1b[\xff", hostile} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		rows := page.Screen(sent, width, 0, 0xffffff)
		doc := written(t, page.Data{Walk: &page.Walk{Frames: []page.Frame{{Screen: rows}}}})
		parse(t, doc).alone(t)
	})
}
