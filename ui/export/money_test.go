package export_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tagtap/fixtures"
	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/ui/export"
)

// feeStory pays a bill with shipping, a fee of the platform and tax.
const feeStory = `story: A fee is paid
flow: [native]
shopper: [returning]
steps:
  - open-note: where-the-seal-is
  - tap-tag: bottle-teat
  - add-to-cart
  - choose: { flow: 0-3m, pack: "2" }
  - confirm
  - open-cart
  - checkout
  - reach: confirmation
  - expect: { order: paid, shipping: ¥10.00, fee: ¥1.00, tax: ¥8.10, paid: ¥98.10 }
`

// paid are the journeys of all stories, and of the one with a fee.
func paid(t *testing.T, set *fixtures.Set) [][]flow.Record {
	t.Helper()
	with := *set
	with.Stories = []fixtures.StoryFile{{Name: "fee", File: "fee.yaml", Data: []byte(feeStory)}}
	more, err := played(&with, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range more {
		for j := range more[i] {
			more[i][j].Stream = uint32(len(everything()) + 1 + i)
		}
	}
	return append(slices.Clone(everything()), more...)
}

// captured are the amounts that were taken for the orders of a journey, read off its records alone.
func captured(records []flow.Record) map[string]int64 {
	sums := map[string]int64{}
	for i := range records {
		switch e := &records[i].Event; e.Kind {
		case flow.Begun:
			for k := range e.Begin.State.Orders {
				o := &e.Begin.State.Orders[k]
				sums[string(o.ID)] = int64(o.Captured)
			}
		case flow.DepositPaid, flow.OrderPaid:
			sums[string(e.OrderID)] += int64(e.Amount)
		}
	}
	return sums
}

// What was paid can be traced: the columns of a purchase come to what was captured, and so do the sums of the report.
func TestTheColumnsOfAPurchaseComeToWhatWasCaptured(t *testing.T) {
	set := builtIn(t)
	ledger := measure.Ledger{}
	var gmv, fees int64
	presales, crossBorder := 0, 0
	for _, records := range paid(t, set) {
		want := captured(records)
		deposit := map[string]bool{}
		for _, r := range rowsOf(set.Catalogue, records) {
			if r.Event == "deposit_paid" {
				deposit[r.Transaction] = true
			}
			if r.Event != "purchase" {
				continue
			}
			_, order, _ := strings.Cut(r.Transaction, "-")
			sum := r.Value + r.Shipping + r.Tax + r.Fee
			if sum != want[order] || sum == 0 {
				t.Errorf("%s, %s: %d + %d + %d + %d fen are not the %d captured", r.Session, r.Transaction, r.Value, r.Shipping, r.Tax, r.Fee, want[order])
			}
			gmv, fees = gmv+sum, fees+r.Fee
			if deposit[r.Transaction] {
				presales++
			}
			if r.Tax > 0 {
				crossBorder++
			}
		}
		c := measure.NewCounter(ledger)
		for i := range records {
			c.Read(&records[i])
		}
		v := c.Rest()
		v.Post(ledger, 1)
	}
	if fees == 0 || presales == 0 || crossBorder == 0 {
		t.Errorf("the stories pay %d fen of fees, %d presales and %d taxes, want some of each", fees, presales, crossBorder)
	}
	m := measure.NewReport(ledger, &measure.Query{Rule: measure.Usual(), Branches: true}, &measure.Market{Catalogue: set.Catalogue}).Money
	if int64(m.GMV) != gmv || int64(m.Fee) != fees {
		t.Errorf("the report has a GMV of %d and fees of %d fen, the rows %d and %d", m.GMV, m.Fee, gmv, fees)
	}
}

// The numbers of orders begin anew with each store that journeys come from; a transaction is one order all the same.
func TestATransactionIsOneOrderOfOneJourney(t *testing.T) {
	set := builtIn(t)
	bought, refunded := map[string]bool{}, 0
	for _, r := range rowsOf(set.Catalogue, everything()...) {
		if r.Transaction != "" && !strings.HasPrefix(r.Transaction, fmt.Sprintf("%d-P", r.Journey)) {
			t.Errorf("journey %d: transaction %q", r.Journey, r.Transaction)
		}
		switch r.Event {
		case "purchase":
			if bought[r.Transaction] {
				t.Errorf("%s was bought twice", r.Transaction)
			}
			bought[r.Transaction] = true
			line := string(ndjson([]export.Row{r}))
			if !strings.Contains(line, `"params":{"currency":"CNY"`) || strings.Count(line, `"transaction_id":"`+r.Transaction+`"`) != 2 {
				t.Errorf("GA4 is told of another transaction: %s", line)
			}
		case "refund":
			if bought[r.Transaction] {
				refunded++
			}
		}
	}
	if len(bought) < 20 || refunded == 0 {
		t.Errorf("%d orders were bought and %d refunds are of one of them", len(bought), refunded)
	}
}

// Without a catalogue the listing is not known, so the records alone say why.
func TestTheListingSaysWhyWhereItIsKnown(t *testing.T) {
	set := builtIn(t)
	listing, other := 0, 0
	for _, records := range everything() {
		c := measure.NewCounter(measure.Ledger{})
		var with, without []string
		ended := func(v *measure.Visit) {
			if v.Outcome().Stage() > 0 {
				with, without = append(with, v.CauseIn(set.Catalogue).String()), append(without, v.Cause().String())
			}
		}
		c.Ended = ended
		for i := range records {
			c.Read(&records[i])
		}
		v := c.Rest()
		ended(&v)
		if got := reasons(rowsOf(set.Catalogue, records)); fmt.Sprint(got) != fmt.Sprint(with) {
			t.Errorf("%s: got %v, want %v", v.Session, got, with)
		}
		if got := reasons(rowsOf(nil, records)); fmt.Sprint(got) != fmt.Sprint(without) {
			t.Errorf("%s without a catalogue: got %v, want %v", v.Session, got, without)
		}
		for i := range with {
			if with[i] != without[i] {
				listing++
			} else if with[i] == "other" {
				other++
			}
		}
	}
	if listing == 0 || other == 0 {
		t.Errorf("the listing says why of %d sessions and leaves %d, want some of each", listing, other)
	}
}

func reasons(rows []export.Row) []string {
	var all []string
	for i := range rows {
		if rows[i].Event == export.Abandoned {
			all = append(all, rows[i].Reason)
		}
	}
	return all
}
