package suite

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/flow/shop"
	"tagtap/flow/story"
)

// document is the report as its readers know it. Encoded by encoding/json it is what the appending encoder has to print.
type document struct {
	Schema  int        `json:"schema"`
	Passed  int        `json:"passed"`
	Failed  int        `json:"failed"`
	Stories []inReport `json:"stories"`
}

type inReport struct {
	Name          string         `json:"name"`
	Title         string         `json:"title"`
	File          string         `json:"file"`
	Case          string         `json:"case"`
	Flow          string         `json:"flow"`
	Shopper       string         `json:"shopper"`
	Seed          uint64         `json:"seed"`
	Passed        bool           `json:"passed"`
	Failures      []failure      `json:"failures"`
	Places        []string       `json:"places"`
	Stages        []string       `json:"stages"`
	Taps          int            `json:"taps"`
	Steps         int            `json:"steps"`
	Fields        int            `json:"fields"`
	Keys          int            `json:"keys"`
	Refused       int            `json:"refused"`
	Backtracks    int            `json:"backtracks"`
	CheckoutSteps int            `json:"checkout_steps"`
	Seconds       measure.Tenths `json:"seconds"`
	Fewest        *int           `json:"fewest"`
	Detour        *int           `json:"detour"`
	Surprises     []surprise     `json:"surprises"`
	Orders        []order        `json:"orders"`
	Events        []event        `json:"events"`
	Skipped       []skip         `json:"skipped,omitempty"`
}

type skip struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Name   string `json:"name"`
	Why    string `json:"why"`
}

type failure struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Want    string `json:"want"`
	Got     string `json:"got"`
	Message string `json:"message"`
}

type surprise struct {
	Line   string   `json:"line"`
	Amount shop.Fen `json:"amount_fen"`
	Place  string   `json:"place"`
}

type order struct {
	ID               string      `json:"id"`
	Status           string      `json:"status"`
	Shop             string      `json:"shop"`
	Lines            []orderLine `json:"lines"`
	Items            shop.Fen    `json:"items_fen"`
	MerchantDiscount shop.Fen    `json:"merchant_discount_fen"`
	PlatformDiscount shop.Fen    `json:"platform_discount_fen"`
	Shipping         shop.Fen    `json:"shipping_fen"`
	Fee              shop.Fen    `json:"fee_fen"`
	Tax              shop.Fen    `json:"tax_fen"`
	Paid             shop.Fen    `json:"paid_fen"`
	Refunded         shop.Fen    `json:"refunded_fen"`
	Payment          string      `json:"payment"`
	Quote            []quoteLine `json:"quote"`
}

type orderLine struct {
	SKU      string   `json:"sku"`
	Quantity int32    `json:"quantity"`
	Price    shop.Fen `json:"price_fen"`
}

type quoteLine struct {
	Name   string   `json:"name"`
	Amount shop.Fen `json:"amount_fen"`
	Funder string   `json:"funder"`
	Why    string   `json:"why"`
	Shares []share  `json:"shares"`
}

type share struct {
	SKU    string   `json:"sku"`
	Amount shop.Fen `json:"amount_fen"`
}

type event struct {
	Seq    uint64 `json:"seq"`
	At     string `json:"at"`
	Event  string `json:"event"`
	Action string `json:"action"`
	Place  string `json:"place"`
}

// inOrder copies a result field by field.
func inOrder(r *story.Result) inReport {
	d := inReport{
		r.Name, r.Title, r.File, r.Case, r.Flow, r.Shopper, r.Seed, r.Passed, []failure{}, append([]string{}, r.Places...), append([]string{}, r.Stages...),
		r.Taps, r.Steps, r.Fields, r.Keys, r.Refused, r.Backtracks, r.CheckoutSteps, r.Seconds, r.Fewest, r.Detour, []surprise{}, []order{}, []event{}, nil,
	}
	for _, f := range r.Failures {
		d.Failures = append(d.Failures, failure{f.File, f.Line, f.Column, f.Want, f.Got, f.Message})
	}
	for _, s := range r.Surprises {
		d.Surprises = append(d.Surprises, surprise(s))
	}
	for _, o := range r.Orders {
		to := order{
			o.ID, o.Status, o.Shop, []orderLine{}, o.Items, o.MerchantDiscount, o.PlatformDiscount, o.Shipping, o.Fee, o.Tax, o.Paid, o.Refunded,
			o.Payment, []quoteLine{},
		}
		for _, l := range o.Lines {
			to.Lines = append(to.Lines, orderLine(l))
		}
		for _, l := range o.Quote {
			line := quoteLine{l.Name, l.Amount, l.Funder, l.Why, []share{}}
			for _, s := range l.Shares {
				line.Shares = append(line.Shares, share(s))
			}
			to.Quote = append(to.Quote, line)
		}
		d.Orders = append(d.Orders, to)
	}
	for _, s := range r.Skipped {
		d.Skipped = append(d.Skipped, skip{s.File, s.Line, s.Column, s.Name, s.Reason()})
	}
	for _, e := range r.Events {
		d.Events = append(d.Events, event{e.Seq, e.At.String(), e.Name, e.Action.String(), e.Place.String()})
	}
	return d
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// results keeps results.
type results struct{ all []*story.Result }

func (*results) Begin(int) error { return nil }

func (k *results) Run(_ *Job, r *story.Result) error {
	k.all = append(k.all, r)
	return nil
}

func (*results) End(*Summary) error { return nil }

func TestTheReportIsWhatTheStandardEncoderPrints(t *testing.T) {
	w := newWorld(t)
	for _, file := range w.Stories {
		j := &Job{Source: story.Source{File: file.File, Data: file.Data}, Flows: []*flow.Flow{w.Flow("native")}, Shoppers: []*flow.Shopper{w.Shopper("returning")}}
		s, err := w.plan.Read(j.Source)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Flows) > 0 {
			j.Flows = []*flow.Flow{w.Flow(s.Flows[0])}
		}
		if len(s.Shoppers) > 0 {
			j.Shoppers = []*flow.Shopper{w.Shopper(s.Shoppers[0])}
		}
		if _, err := w.plan.Add(j, s); err != nil {
			t.Fatal(err)
		}
	}
	w.add(t, "missed.yaml", strings.ReplaceAll(tabled, "A table", `<Quotes> "\" & tabs`), 1, "native")
	var out bytes.Buffer
	all := &results{}
	s, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, all, NewJSON(&out))
	if err != nil || s.Failed == 0 {
		t.Fatal(s, err)
	}
	doc := document{Schema: 1, Passed: s.Passed, Failed: s.Failed, Stories: []inReport{}}
	for _, r := range all.all {
		want := encoded(t, inOrder(r))
		if got := r.AppendJSON(nil); !bytes.Equal(got, bytes.TrimSuffix(want, []byte("\n"))) {
			t.Errorf("%s\ngot\n%s\nwant\n%s", r.Name, got, want)
		}
		doc.Stories = append(doc.Stories, inOrder(r))
	}
	want := encoded(t, doc)
	if !bytes.Equal(out.Bytes(), want) || !bytes.Equal(story.MarshalReport(all.all), want) {
		t.Error("the report of all runs is another one")
	}
}

func TestTextsAreEscapedAsTheStandardEncoderDoes(t *testing.T) {
	every := make([]byte, 0x100)
	for i := range every {
		every[i] = byte(i)
	}
	for _, s := range []string{
		"", "plain", `"\/`, "\x00\x01\b\f\n\r\t\x1f\x7f", "<a>&</a>", "很好用 🙂", "\u2028\u2029", "\xff\xc0\xaf\xed\xa0\x80", "\xe4\xbd", "�", string(every),
	} {
		r := story.Result{Name: s, Failures: []story.Failure{{Got: s}}, Events: []story.Event{{}}}
		if got, want := r.AppendJSON(nil), bytes.TrimSuffix(encoded(t, inOrder(&r)), []byte("\n")); !bytes.Equal(got, want) {
			t.Errorf("%q\ngot  %s\nwant %s", s, got, want)
		}
	}
}

func TestAReportIsWholeOrNotAtAll(t *testing.T) {
	w := newWorld(t)
	w.add(t, "b.yaml", opens, 20, "native")
	var out bytes.Buffer
	n := 0
	_, err := Play(t.Context(), &w.plan, Options{Worker: w.worker}, NewJSON(&out), reporter{run: func() error {
		if n++; n == 10 {
			return errFull
		}
		return nil
	}})
	if err == nil || out.Len() > 0 {
		t.Errorf("%v: %d bytes", err, out.Len())
	}
}

func TestASpoolKeepsMuchInAFileAndLeavesNoneBehind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	var s Spool
	part := bytes.Repeat([]byte("0123456789"), 100_000)
	var want, got bytes.Buffer
	for range 15 {
		want.Write(part)
		if _, err := s.Write(part); err != nil {
			t.Fatal(err)
		}
	}
	if s.file == nil || s.Len() != int64(want.Len()) || cap(s.held) > 3*mostHeld {
		t.Errorf("%d bytes, room for %d in memory", s.Len(), cap(s.held))
	}
	name := s.file.Name()
	if n, err := s.WriteTo(&got); err != nil || n != int64(want.Len()) || !bytes.Equal(got.Bytes(), want.Bytes()) {
		t.Errorf("%d bytes, %v", n, err)
	}
	if err := s.Close(); err != nil || s.Close() != nil {
		t.Error(err)
	}
	if _, err := os.Stat(name); err == nil {
		t.Errorf("%s is still there", name)
	}
}
