package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/store"
	"tagtap/ui/export"
)

// exporting is what the flags of the command say.
type exporting struct {
	as     choice
	sql    choice
	out    string
	bom    bool
	since  dayFlag
	until  dayFlag
	source choice
}

// walkers are the sources of sessions.
var walkers = []string{"person", "story", "sim"}

func (sh *shell) exportCommand() *cobra.Command {
	x := exporting{
		as: choice{allowed: export.Formats()}, sql: choice{allowed: export.Engines()}, source: choice{allowed: walkers},
	}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "write what was walked for other programs",
		Long: `Writes what the store holds as rows, one for each fact that the reports count, journey by journey in their order. Beside our
own name of an event stands that of GA4's e-commerce events, where it has one, with its parameters: an object in NDJSON, the
columns value_fen, currency, transaction_id, payment_type and items elsewhere. A value is price × quantity without shipping
and tax; with shipping_fen, tax_fen and fee_fen, the platform's, that of a purchase comes to what was paid. Amounts that
end in _fen are hundredths of a yuan. A transaction_id is the journey and the number of the order, which another journey
may have as well.

The rows of a journey rise strictly in ts_us, microseconds since 1970. An abandoned session ends with a row "abandon": the
stage in abandon_stage (1 product, 2 cart, 3 checkout), the likely cause as its reason, the one that the report counts.
Sessions that branched off have a branched_from; the reports leave them out. CSV is RFC 4180; a text that a spreadsheet
would take for a formula gets an apostrophe before it.

--flow, --shopper, --source, --since and --until choose sessions; days are those of China, and a session is of the day on
which it began. A file of --out appears when it is whole, in place of an older one. Parquet wants one; the others go to
stdout without it.

--sql prints the funnel of the reports as a query over events.parquet.`,
		Example: `tagtap export --as ndjson | jq .event
tagtap export --as csv --bom --out walks.csv --since 2026-11-01
tagtap export --as parquet --out events.parquet
tagtap export --sql duckdb | duckdb`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.export(cmd.Context(), &x) },
	}
	f := cmd.Flags()
	f.Var(&x.as, "as", "`ndjson|csv|parquet` the format")
	f.Var(&x.sql, "sql", "`duckdb|clickhouse` print the query of the funnel for that engine instead")
	f.Var((*pathFlag)(&x.out), "out", "`FILE` write there; - is stdout")
	f.BoolVar(&x.bom, "bom", false, "begin CSV with the mark of UTF-8, for spreadsheets")
	f.Var(&x.since, "since", "`DAY` sessions that began on this day or later, as in 2026-11-11")
	f.Var(&x.until, "until", "`DAY` sessions that began on this day or earlier")
	f.Var(&x.source, "source", "`person|story|sim` sessions of this source")
	for _, c := range []struct {
		name string
		of   *choice
	}{{"as", &x.as}, {"sql", &x.sql}, {"source", &x.source}} {
		_ = cmd.RegisterFlagCompletionFunc(c.name, cobra.FixedCompletions(c.of.allowed, cobra.ShellCompDirectiveNoFileComp))
	}
	return cmd
}

// dayFlag is a day in China time.
type dayFlag struct {
	day   time.Time
	given bool
}

func (d *dayFlag) String() string {
	if !d.given {
		return ""
	}
	return d.day.Format(time.DateOnly)
}

// Type implements pflag.Value.
func (d *dayFlag) Type() string { return "" }

// Set implements pflag.Value.
func (d *dayFlag) Set(s string) error {
	day, err := time.ParseInLocation(time.DateOnly, s, shop.China)
	if err != nil {
		return fmt.Errorf("got %s, want a day as in 2026-11-11", quote(s))
	}
	d.day, d.given = day, true
	return nil
}

func (sh *shell) export(ctx context.Context, x *exporting) error {
	if err := sh.exportable(x); err != nil {
		return err
	}
	if x.sql.value != "" {
		return sh.exportTo(x.out, func(out io.Writer) error {
			_, err := io.WriteString(out, export.SQL(x.sql.value))
			return err
		})
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	wants, err := sh.wanted(w, x)
	if err != nil {
		return err
	}
	return sh.exportStore(ctx, w, x, wants)
}

// exportable refuses flags that do not go together.
func (sh *shell) exportable(x *exporting) error {
	as, chosen := x.as.value, x.since.given || x.until.given || x.source.value != ""
	switch {
	case as == "" && x.sql.value == "":
		return usage("want --as "+strings.Join(x.as.allowed, ", ")+", or --sql "+strings.Join(x.sql.allowed, ", "), "export is not told what to write")
	case as != "" && x.sql.value != "":
		return usage("leave one of them out", "--as writes rows, --sql prints a query")
	case as == "" && (chosen || x.bom):
		return usage("add a WHERE to the query", "--since, --until, --source and --bom are for rows, and --sql prints a query")
	case x.bom && as != string(export.AsCSV):
		return usage("leave it out", "--bom is for CSV, and this is %s", as)
	case x.since.given && x.until.given && x.until.day.Before(x.since.day):
		return usage("want --until on that day or later", "--until %s is before --since %s", &x.until, &x.since)
	}
	if _, seen := file(sh.Out); as == string(export.AsParquet) && (x.out == "" || x.out == "-" && seen) {
		return usage("name a file: --out events.parquet", "Parquet is not for reading on a screen")
	}
	return nil
}

// wanted returns which sessions are exported, nil for all.
func (sh *shell) wanted(w *world, x *exporting) (func(*flow.Begin, shop.Instant) bool, error) {
	flows, noFlow := each(sh.flows, w.flowOf)
	shoppers, noShopper := each(sh.shoppers, w.shopperOf)
	if err := several(noFlow, noShopper); err != nil {
		return nil, err
	}
	if len(flows)+len(shoppers) == 0 && !x.since.given && !x.until.given && x.source.value == "" {
		return nil, nil
	}
	end := x.until.day.AddDate(0, 0, 1)
	return func(b *flow.Begin, at shop.Instant) bool {
		return (len(flows) == 0 || slices.ContainsFunc(flows, func(f *flow.Flow) bool { return f.Name == b.Flow })) &&
			(len(shoppers) == 0 || slices.ContainsFunc(shoppers, func(s *flow.Shopper) bool { return s.ID == b.Shopper })) &&
			(x.source.value == "" || x.source.value == b.Source) &&
			(!x.since.given || at >= shop.At(x.since.day)) && (!x.until.given || at < shop.At(end))
	}, nil
}

func (sh *shell) exportStore(ctx context.Context, w *world, x *exporting, wants func(*flow.Begin, shop.Instant) bool) (err error) {
	goods := w.Catalogue
	db, err := sh.readStore(store.Options{Catalogue: goods.ID, Digest: goods.Digest})
	if foreign := (store.ErrForeign{}); errors.As(err, &foreign) {
		if db, err = sh.readStore(store.Options{}); err == nil {
			_, _ = fmt.Fprintf(sh.Err, "tagtap: %s: %s\nhint: without its catalogue (--catalog DIR) no list prices are known, and GA4 events that need one are left out\n",
				clean(foreign.Path), clean(foreign.What))
			goods = nil
		}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	if sameFile(x.out, db.Path()) {
		return usage("name another file", "--out is the store itself")
	}
	if x.as.value != string(export.AsParquet) {
		defer sh.collectSeldom(300)()
	}
	rows := int64(0)
	err = sh.exportTo(x.out, func(out io.Writer) error {
		lanes := runtime.GOMAXPROCS(0)
		wr, err := export.NewWriter(out, export.Options{
			Format: export.Format(x.as.value), BOM: x.bom, Goods: goods, Wants: wants,
		}, lanes)
		if err != nil {
			return err
		}
		bar := sh.progress("exporting", 0)
		err = db.Scan(ctx, store.Scan{Workers: lanes, Progress: bar.reached}, func(lane int) func(*flow.Record) error {
			return wr.Lane(lane).Read
		})
		bar.end()
		if err == nil {
			rows, err = wr.Close()
		}
		return err
	})
	if err != nil {
		return err
	}
	switch {
	case rows == 0 && wants != nil:
		_, _ = fmt.Fprintln(sh.Err, "tagtap: no session is like that, so there is nothing to export")
	case rows == 0:
		_, _ = fmt.Fprintln(sh.Err, "tagtap: nothing was walked yet, so there is nothing to export")
	}
	if x.out != "" && x.out != "-" {
		_, err = fmt.Fprintf(sh.Out, "%s written to %s\n", plural(int(rows), "row was", "rows were"), clean(x.out))
	}
	return written(err)
}

// sameFile says whether two names are of one file that is there.
func sameFile(a, b string) bool {
	if a == "" {
		return false
	}
	one, err := os.Stat(a)
	other, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(one, other)
}

// exportTo writes to what --out names.
func (sh *shell) exportTo(path string, write func(io.Writer) error) error {
	return sh.writeTo("--out", path, write)
}

// writeTo writes to stdout, or to a file that takes its place when it is whole. Flag is what named it.
func (sh *shell) writeTo(flag, path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return written(write(sh.Out))
	}
	asked := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	failed := func(err error) error { return fmt.Errorf("%s: %w", flag, ofFile(err, asked)) }
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return usage("want a file", "%s: %s is a folder", flag, quote(path))
	case err == nil && !info.Mode().IsRegular(): // a pipe or a device, which nothing may take the place of
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return failed(err)
		}
		return written(errors.Join(write(f), f.Close()))
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return failed(err)
	}
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return usage("make it, or name a file elsewhere", "%s: there is no folder %s", flag, quote(dir))
	}
	f, err := os.CreateTemp(dir, ".tagtap-*")
	if err != nil {
		return failed(err)
	}
	err = write(&replacement{f, asked})
	if err == nil {
		err = ofFile(cmp.Or(f.Chmod(0o644), f.Sync()), asked)
	}
	if err = errors.Join(err, ofFile(f.Close(), asked)); err == nil {
		err = ofFile(os.Rename(f.Name(), path), asked)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // what is not whole is not left
		return written(err)
	}
	return nil
}

// replacement is a file that is written under a name of which nobody knows, in place of the one that was asked for.
type replacement struct {
	file  *os.File
	asked string
}

func (r *replacement) Write(p []byte) (int, error) {
	n, err := r.file.Write(p)
	return n, ofFile(err, r.asked)
}

// ofFile makes an error of the disk one about the file that was asked for, whatever name was used.
func ofFile(err error, asked string) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return &fs.PathError{Op: "write", Path: asked, Err: path.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: "write", Path: asked, Err: link.Err}
	}
	return err
}
