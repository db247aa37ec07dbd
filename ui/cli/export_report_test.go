package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// walkedStore is a store in which simulated shoppers and stories walked.
func walkedStore(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.db")
	for _, args := range [][]string{
		{"simulate", "--flow", "native", "--shoppers", "3000", "--db", path},
		{"run", "loop", "--db", path}, {"run", "fees-first-seen-at-checkout", "--db", path},
	} {
		if code, _, errs := call(t, nil, args...); code != exitDone {
			t.Fatalf("%v: code %d: %s", args, code, errs)
		}
	}
	return path
}

// sums are amounts of a report, or of rows.
type sums struct {
	GMV      int64 `json:"gmv_fen"`
	Shipping int64 `json:"shipping_fen"`
	Tax      int64 `json:"tax_fen"`
	Fee      int64 `json:"platform_fee_fen"`
}

// reported is what a report says: its sums, and how many sessions were abandoned by stage and cause.
func reported(t *testing.T, env []string) (sums, map[string]int) {
	t.Helper()
	var report struct {
		Money  sums
		Stages []struct {
			Stage  int
			Causes []struct {
				Cause    string
				Sessions int
			}
		} `json:"diagnosis"`
	}
	code, out, errs := call(t, env, "report", "--json")
	if err := json.Unmarshal([]byte(out), &report); code != exitDone || err != nil {
		t.Fatal(err, errs)
	}
	causes := map[string]int{}
	for _, s := range report.Stages {
		for _, c := range s.Causes {
			causes[fmt.Sprint(s.Stage, " ", c.Cause)] = c.Sessions
		}
	}
	return report.Money, causes
}

// An analyst who counts the rows comes to what the report says of the same store.
func TestTheRowsOfAnExportCountWhatTheReportDoes(t *testing.T) {
	env := []string{"TAGTAP_DB=" + walkedStore(t)}
	money, causes := reported(t, env)
	if causes["1 trust"]+causes["1 slow-promise"] == 0 || causes["1 other"] == 0 || money.Fee == 0 {
		t.Fatalf("no listing says why, or no fee was paid: %v, %+v", causes, money)
	}
	code, out, errs := call(t, env, "export", "--as", "ndjson")
	if code != exitDone {
		t.Fatal(errs)
	}
	var rows sums
	abandoned, transactions := map[string]int{}, map[string]bool{}
	for line := range strings.Lines(out) {
		var row struct {
			Event, Reason string
			Lost          int    `json:"abandon_stage"`
			Branched      string `json:"branched_from"`
			Value         int64  `json:"value_fen"`
			Shipping      int64  `json:"shipping_fen"`
			Tax           int64  `json:"tax_fen"`
			Fee           int64  `json:"fee_fen"`
			Transaction   string `json:"transaction_id"`
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		switch {
		case row.Branched != "":
		case row.Event == "abandon":
			abandoned[fmt.Sprint(row.Lost, " ", row.Reason)]++
		case row.Event == "purchase":
			if transactions[row.Transaction] {
				t.Errorf("two purchases are %s", row.Transaction)
			}
			transactions[row.Transaction] = true
			rows.GMV += row.Value + row.Shipping + row.Tax + row.Fee
			rows.Shipping, rows.Tax, rows.Fee = rows.Shipping+row.Shipping, rows.Tax+row.Tax, rows.Fee+row.Fee
		}
	}
	if !maps.Equal(abandoned, causes) {
		t.Errorf("the rows count %v, the report %v", abandoned, causes)
	}
	if rows != money || len(transactions) < 10 {
		t.Errorf("%d purchases come to %+v, the report to %+v", len(transactions), rows, money)
	}
}

// The file of before is replaced at the end, and what cannot be written until then is told by the name that was asked for.
func TestAnErrorOfTheDiskNamesTheFileThatWasAskedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "walks.csv")
	for _, err := range []error{
		&os.PathError{Op: "write", Path: path + ".3959726484", Err: os.ErrPermission},
		&os.LinkError{Op: "rename", Old: path + ".3959726484", New: path, Err: os.ErrPermission},
	} {
		if got := ofFile(err, path); got.Error() != "write "+path+": permission denied" {
			t.Errorf("got %v", got)
		}
	}
	if ofFile(nil, path) != nil {
		t.Error("no error became one")
	}
	if runtime.GOOS == "linux" {
		sh := &shell{}
		err := sh.exportTo("/dev/full", func(out io.Writer) error { _, err := io.WriteString(out, "x"); return err })
		if err == nil || exitCode(err) != exitOutside {
			t.Errorf("a full disk: %v", err)
		}
	}
}
