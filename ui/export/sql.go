package export

import (
	"fmt"
	"strings"
	"time"

	"tagtap/flow/measure"
)

// Engines lists the engines for which SQL writes a query.
func Engines() []string { return []string{"duckdb", "clickhouse"} }

// SQL returns the funnel as a query for an engine: over the Parquet file events.parquet it counts what the reports count under
// the usual rule, sessions by the deepest step of the loop within half an hour of its first, per flow, those that branched off
// and preludes left out. Both engines give the same table: flow, step, stage, sessions. It returns "" for an engine that it does not know.
//
// Times rise by a microsecond where two facts were recorded at the same time, which moves the end of the window by as much.
func SQL(engine string) string {
	rule := measure.Usual()
	var ids []string
	for _, s := range rule.Steps {
		ids = append(ids, s.String())
	}
	head := fmt.Sprintf("-- %s\n-- Made by `tagtap export --sql %s`, for the file that `tagtap export --as parquet --out events.parquet` writes.\n",
		rule, engine)
	switch engine {
	case "duckdb":
		return head + duckDB(ids, rule.Window)
	case "clickhouse":
		return head + clickHouse(ids, rule.Window)
	}
	return ""
}

// duckDB joins each attempt with the earliest event of the next step that still lies in its window. An attempt is a session's
// event of the first step; the deepest attempt of a session counts.
func duckDB(ids []string, window time.Duration) string {
	var b strings.Builder
	b.WriteString(`WITH ev AS (
  SELECT flow, journey, session_id, stage, ts_us
  FROM read_parquet('events.parquet')
  WHERE coalesce(branched_from, '') = '' AND source <> '` + measure.SourcePrelude + `' -- CSV has no empty texts
),
`)
	fmt.Fprintf(&b, "s1 AS (\n  SELECT flow, journey, session_id, ts_us AS began, ts_us AS met\n  FROM ev\n  WHERE stage = '%s'\n)", ids[0])
	for i, id := range ids[1:] {
		fmt.Fprintf(&b, `,
s%d AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s%d a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = '%s' AND e.ts_us > a.met AND e.ts_us <= a.began + %d
  GROUP BY ALL
)`, i+2, i+1, id, window.Microseconds())
	}
	b.WriteString(",\ndepths AS (\n  SELECT flow, journey, session_id, max(step) AS depth FROM (\n    SELECT flow, journey, session_id, 0 AS step FROM ev\n")
	for i := range ids {
		fmt.Fprintf(&b, "    UNION ALL SELECT flow, journey, session_id, %d FROM s%d\n", i+1, i+1)
	}
	b.WriteString("  ) GROUP BY ALL\n)\nSELECT flow, step, stage, count(*) FILTER (WHERE depth >= step) AS sessions\nFROM depths, (VALUES ")
	for i, id := range ids {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "(%d, '%s')", i+1, id)
	}
	b.WriteString(") AS loop(step, stage)\nGROUP BY ALL\nORDER BY flow, step;\n")
	return b.String()
}

// clickHouse leaves the matching to windowFunnel, whose default mode has the same rules.
func clickHouse(ids []string, window time.Duration) string {
	var b strings.Builder
	quoted := "'" + strings.Join(ids, "', '") + "'"
	fmt.Fprintf(&b, `SELECT
  flow,
  arrayJoin(range(1, %d)) AS step,
  arrayElement([%s], step) AS stage,
  countIf(depth >= step) AS sessions
FROM (
  SELECT flow, journey, session_id, windowFunnel(%d)(toUInt64(ts_us),
`, len(ids)+1, quoted, window.Microseconds())
	for i, id := range ids {
		comma := ","
		if i == len(ids)-1 {
			comma = ") AS depth"
		}
		fmt.Fprintf(&b, "    stage = '%s'%s\n", id, comma)
	}
	b.WriteString(`  FROM file('events.parquet', 'Parquet')
  WHERE branched_from = '' AND source <> '` + measure.SourcePrelude + `'
  GROUP BY flow, journey, session_id
)
GROUP BY flow, step, stage
ORDER BY flow, step;
`)
	return b.String()
}
