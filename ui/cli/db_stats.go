package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tagtap/store"
)

func (sh *shell) statsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "count what the store holds",
		Long:  `Counts journeys, sessions, records, orders and money, and says what room they take and which snapshots there are.`,
		Args:  none,
		RunE:  func(cmd *cobra.Command, _ []string) error { return sh.storeStats(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON document")
	return cmd
}

func (sh *shell) storeStats(ctx context.Context, asJSON bool) (err error) {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	db, err := store.Open(path, store.Options{ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) {
		return errNoStore{path}
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	stats, err := db.Stats(ctx)
	if err != nil {
		return err
	}
	snapshots, err := store.Snapshots(path)
	if err != nil {
		return err
	}
	if asJSON {
		return sh.printStatsJSON(db, &stats, snapshots)
	}
	sh.warn(db)
	return sh.printStats(path, &stats, snapshots)
}

func (sh *shell) printStats(path string, s *store.Stats, snapshots []store.Snapshot) error {
	ended := "yes"
	if !s.Clean {
		ended = "no: it is checked before the next storefront opens it"
	}
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	rows := [][]string{
		{"store", clean(path)},
		{"catalogue", clean(s.Catalogue)},
		{"schema", number(int64(s.Schema))},
		{"created", time.UnixMilli(s.Created).UTC().Format(time.RFC3339)},
		{"ended in order", ended},
		{"journeys", number(int64(s.Journeys))},
		{"sessions", number(s.Sessions)},
		{"records", number(s.Records)},
		{"orders", number(s.Orders)},
		{"captured", s.Captured.String()},
		{"refunded", s.Refunded.String()},
		{"bytes", number(s.Bytes)},
		{"pages", fmt.Sprintf("%d of %d bytes, and %d free", s.Pages, s.PageSize, s.FreePages)},
	}
	for _, b := range s.Buckets {
		rows = append(rows, []string{"bucket " + b.Name, fmt.Sprintf("%s, %s", plural(int(b.Keys), "key", "keys"), plural(int(b.Bytes), "byte", "bytes"))})
	}
	rows = append(rows, []string{"snapshots", number(int64(len(snapshots)))})
	for _, one := range snapshots {
		rows = append(rows, []string{"snapshot " + one.Taken.Format(time.DateTime), fmt.Sprintf("%s, %s", clean(one.Path), plural(int(one.Bytes), "byte", "bytes"))})
	}
	return writeTable(sh.Out, rows)
}

func (sh *shell) printStatsJSON(db *store.DB, s *store.Stats, snapshots []store.Snapshot) error {
	type bucket struct {
		Name  string `json:"name"`
		Keys  int64  `json:"keys"`
		Bytes int64  `json:"bytes"`
	}
	type snapshot struct {
		File  string `json:"file"`
		Taken string `json:"taken"`
		Bytes int64  `json:"bytes"`
	}
	doc := struct {
		Schema    int             `json:"schema"`
		Store     string          `json:"store"`
		Version   uint32          `json:"store_schema"`
		Catalogue string          `json:"catalogue"`
		Created   string          `json:"created"`
		Clean     bool            `json:"ended_in_order"`
		Journeys  int             `json:"journeys"`
		Sessions  int64           `json:"sessions"`
		Records   int64           `json:"records"`
		Orders    int64           `json:"orders"`
		Captured  int64           `json:"captured_fen"`
		Refunded  int64           `json:"refunded_fen"`
		Bytes     int64           `json:"bytes"`
		PageBytes int64           `json:"page_bytes"`
		Pages     int64           `json:"pages"`
		FreePages int64           `json:"free_pages"`
		Buckets   []bucket        `json:"buckets"`
		Snapshots []snapshot      `json:"snapshots"`
		Warnings  []store.Warning `json:"warnings"`
	}{
		1, db.Path(), s.Schema, s.Catalogue, time.UnixMilli(s.Created).UTC().Format(time.RFC3339), s.Clean, s.Journeys, s.Sessions,
		s.Records, s.Orders, int64(s.Captured), int64(s.Refunded), s.Bytes, s.PageSize, s.Pages, s.FreePages,
		[]bucket{}, []snapshot{}, append([]store.Warning{}, db.Warnings()...),
	}
	for _, b := range s.Buckets {
		doc.Buckets = append(doc.Buckets, bucket(b))
	}
	for _, one := range snapshots {
		doc.Snapshots = append(doc.Snapshots, snapshot{one.Path, one.Taken.Format(time.RFC3339), one.Bytes})
	}
	return sh.printJSON(doc)
}

func (sh *shell) compactCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "give back the room that the store does not use",
		Long: `Copies the store without the room that it does not use to a new file, checks that one, and lets it take the old one's
place. Where anything goes wrong the store stays as it was.`,
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error { return sh.compactStore(cmd.Context()) },
	}
}

func (sh *shell) compactStore(ctx context.Context) error {
	path, err := sh.storePath()
	if err != nil {
		return err
	}
	if err := sh.soundAfterAll(ctx, path); err != nil {
		return err
	}
	before, after, err := store.Compact(path, sh.now(), func(temp string) error {
		_, err := sh.sound(ctx, temp)
		if damaged := (store.ErrDamaged{}); errors.As(err, &damaged) { // it was copied with what it holds
			return store.ErrDamaged{Path: path, What: damaged.What}
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return errNoStore{path}
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.Out, "%s: %d bytes before, %d after\n", clean(path), before, after)
	return written(err)
}
