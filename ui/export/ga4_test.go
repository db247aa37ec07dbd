package export_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tagtap/flow/measure"
	"tagtap/ui/export"
)

// required are the parameters that GA4 asks of each event (Google Analytics 4, "Recommended events"), those among them that it
// wants for meaningful revenue; the currency goes with the value.
var required = map[string]string{
	"select_content": "", "select_item": "items", "view_item": "items currency value", "add_to_cart": "items currency value",
	"remove_from_cart": "items currency value", "view_cart": "items currency value", "begin_checkout": "items currency value",
	"add_shipping_info": "items currency value", "add_payment_info": "items currency value",
	"purchase": "transaction_id currency value items", "refund": "transaction_id currency value", "view_promotion": "",
	"select_promotion": "", "share": "",
}

type standard struct {
	Name   string                     `json:"name"`
	Params map[string]json.RawMessage `json:"params"`
}

type item struct {
	ID       string      `json:"item_id"`
	Price    json.Number `json:"price"`
	Quantity int64       `json:"quantity"`
}

func TestEveryGA4EventHasItsRequiredParameters(t *testing.T) {
	set := builtIn(t)
	seen := map[string]int{}
	for _, r := range rowsOf(set.Catalogue, everything()...) {
		var line struct {
			Event string    `json:"event"`
			GA4   *standard `json:"ga4"`
		}
		if err := json.Unmarshal(ndjson([]export.Row{r}), &line); err != nil {
			t.Fatal(err)
		}
		if line.GA4 == nil {
			if measure.Standard(line.Event) && line.Event != "view_item_list" {
				t.Errorf("%s of %s goes out without its GA4 event", line.Event, r.Session)
			}
			continue
		}
		want, known := required[line.GA4.Name]
		if !known || !measure.Standard(line.GA4.Name) || line.GA4.Name != r.GA4 {
			t.Errorf("%s is no GA4 event, or not that of its row, %s", line.GA4.Name, r.GA4)
		}
		for _, param := range strings.Fields(want) {
			if len(line.GA4.Params[param]) == 0 || string(line.GA4.Params[param]) == `""` {
				t.Errorf("%s of %s has no %s", line.GA4.Name, r.Session, param)
			}
		}
		if err := sums(line.GA4, &r); err != nil {
			t.Errorf("%s of %s: %v", line.GA4.Name, r.Session, err)
		}
		seen[line.GA4.Name]++
	}
	for name := range required {
		if seen[name] == 0 {
			t.Errorf("no story makes a %s", name)
		}
	}
}

// sums says whether value = sum of price × quantity, in fen, without shipping and tax.
func sums(e *standard, r *export.Row) error {
	if len(e.Params["value"]) == 0 {
		return nil
	}
	value, err := fenOf(string(e.Params["value"]))
	if err != nil || value != r.Value || string(e.Params["currency"]) != `"CNY"` {
		return fmt.Errorf("value %s %s of %d fen: %v", e.Params["currency"], e.Params["value"], r.Value, err)
	}
	if e.Name == "refund" {
		return nil // what came back, not what was bought
	}
	var items []item
	if err := json.Unmarshal(e.Params["items"], &items); err != nil {
		return err
	}
	var sum int64
	for _, it := range items {
		price, err := fenOf(it.Price.String())
		if err != nil || it.ID == "" || it.Quantity < 1 {
			return fmt.Errorf("item %+v: %v", it, err)
		}
		sum += price * it.Quantity
	}
	if sum != value {
		return fmt.Errorf("items come to %d fen, the value is %d", sum, value)
	}
	return nil
}

func fenOf(yuan string) (int64, error) {
	var whole, part int64
	if _, err := fmt.Sscanf(yuan, "%d.%02d", &whole, &part); err != nil {
		return 0, fmt.Errorf("%s is no amount: %w", yuan, err)
	}
	if len(yuan) < 4 || yuan[len(yuan)-3] != '.' {
		return 0, fmt.Errorf("%s has not two decimals", yuan)
	}
	return whole*100 + part, nil
}
