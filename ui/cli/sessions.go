package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/store"
)

func (sh *shell) sessionsCommand() *cobra.Command {
	asJSON, limit := false, 0
	cmd := &cobra.Command{
		Use:   "sessions",
		Short: "list what was walked",
		Long: `Lists the sessions that the store holds, the newest first: the id, when it began, who walked under which flow, whether a
person or a story did, its taps, steps and predicted seconds, the stages that it reached, and the session from which it
branched off. A prelude led to where --at opened the storefront. "replay" prints one as a story.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.sessions(cmd.Context(), limit, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	cmd.Flags().IntVar(&limit, "limit", 0, "`N` list the newest N (all)")
	return cmd
}

// readStore opens the store to look at it. It has to be there.
func (sh *shell) readStore(o store.Options) (*store.DB, error) {
	path, err := sh.storePath()
	if err != nil {
		return nil, err
	}
	o.ReadOnly = true
	db, err := store.Open(path, o)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoStore{path}
	}
	return db, err
}

func (sh *shell) sessions(ctx context.Context, limit int, asJSON bool) (err error) {
	if limit < 0 {
		return usage("leave it out for all", "--limit: got %d, want a whole number from 0", limit)
	}
	db, err := sh.readStore(store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	sh.warn(db)
	all, err := db.Sessions(ctx, limit)
	if err != nil {
		return err
	}
	rows := make([]sessionRow, 0, len(all))
	for i := range all {
		row, err := rowOfSession(ctx, db, &all[i])
		if err != nil {
			return err
		}
		rows = append(rows, row)
	}
	if asJSON {
		return sh.printJSON(struct {
			Schema   int          `json:"schema"`
			Sessions []sessionRow `json:"sessions"`
		}{1, rows})
	}
	var table [][]string
	for i := range rows {
		table = append(table, rows[i].cells(&all[i]))
	}
	return writeTable(sh.Out, table, 5, 6, 7)
}

// sessionRow is a session in JSON. Times are simulated.
type sessionRow struct {
	ID      string         `json:"id"`
	Began   string         `json:"began"`
	Last    string         `json:"last"`
	Shopper string         `json:"shopper"`
	Flow    string         `json:"flow"`
	Source  string         `json:"source"`
	Journey uint32         `json:"journey"`
	Taps    int            `json:"taps"`
	Steps   int            `json:"steps"`
	Fields  int            `json:"fields"`
	Refused int            `json:"refused"`
	Seconds measure.Tenths `json:"seconds"` // predicted
	Orders  int            `json:"orders"`
	Stages  []string       `json:"stages"` // reached, in loop order
	From    *branchRow     `json:"branched_from"`
}

type branchRow struct {
	Session string `json:"session"`
	Seq     uint64 `json:"seq"`
}

func rowOfSession(ctx context.Context, db *store.DB, s *store.Session) (sessionRow, error) {
	m, err := sumsOf(ctx, db, s)
	if err != nil {
		return sessionRow{}, err
	}
	row := sessionRow{
		ID: s.ID, Began: s.Began.String(), Last: s.Last.String(), Shopper: s.Shopper, Flow: s.Flow, Source: s.Source, Journey: s.Stream,
		Taps: m.Taps, Steps: m.Steps, Fields: m.Fields, Refused: m.Refused, Seconds: measure.InTenths(m.Millis), Orders: m.Orders, Stages: []string{},
	}
	for _, stage := range flow.Stages() {
		if m.Stages.Has(stage) {
			row.Stages = append(row.Stages, stage.String())
		}
	}
	if s.From != "" {
		row.From = &branchRow{s.From, s.FromSeq}
	}
	return row, nil
}

// sumsOf returns what a session came to: as the store keeps it, or of an older store as its records say.
func sumsOf(ctx context.Context, db *store.DB, s *store.Session) (measure.Sums, error) {
	if v, kept, err := db.Visit(ctx, *s); kept || err != nil {
		return v.Summary, err
	}
	records, err := db.SessionRecords(ctx, *s)
	if err != nil {
		return measure.Sums{}, err
	}
	var m measure.Meter
	for i := range records {
		m.Add(i, &records[i])
	}
	return measure.Sums{
		Taps: m.Taps, Steps: m.Steps, Fields: m.Fields, Refused: m.Refused, Millis: m.Millis, Orders: m.Orders, Stages: m.Stages,
	}, nil
}

func (r *sessionRow) cells(s *store.Session) []string {
	stages := "no stage"
	if len(r.Stages) > 0 {
		stages = strings.Join(r.Stages, " ")
	}
	from := ""
	if r.From != nil {
		from = "from " + r.From.Session + ", record " + strconv.FormatUint(r.From.Seq, 10)
	}
	return []string{
		clean(r.ID), s.Began.Time().Format(time.DateTime), clean(r.Shopper), clean(r.Flow), clean(r.Source),
		counted(r.Taps, "tap", "taps"), counted(r.Steps, "step", "steps"), fmt.Sprintf("%s s", r.Seconds), stages, clean(from),
	}
}
