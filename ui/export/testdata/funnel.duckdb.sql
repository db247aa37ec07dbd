-- ordered, closed, within 30m of the first step, each session once
-- Made by `tagtap export --sql duckdb`, for the file that `tagtap export --as parquet --out events.parquet` writes.
WITH ev AS (
  SELECT flow, journey, session_id, stage, ts_us
  FROM read_parquet('events.parquet')
  WHERE coalesce(branched_from, '') = '' AND source <> 'prelude' -- CSV has no empty texts
),
s1 AS (
  SELECT flow, journey, session_id, ts_us AS began, ts_us AS met
  FROM ev
  WHERE stage = 'note'
),
s2 AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s1 a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = 'tag' AND e.ts_us > a.met AND e.ts_us <= a.began + 1800000000
  GROUP BY ALL
),
s3 AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s2 a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = 'product' AND e.ts_us > a.met AND e.ts_us <= a.began + 1800000000
  GROUP BY ALL
),
s4 AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s3 a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = 'cart' AND e.ts_us > a.met AND e.ts_us <= a.began + 1800000000
  GROUP BY ALL
),
s5 AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s4 a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = 'checkout' AND e.ts_us > a.met AND e.ts_us <= a.began + 1800000000
  GROUP BY ALL
),
s6 AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s5 a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = 'confirmation' AND e.ts_us > a.met AND e.ts_us <= a.began + 1800000000
  GROUP BY ALL
),
s7 AS (
  SELECT a.flow, a.journey, a.session_id, a.began, min(e.ts_us) AS met
  FROM s6 a JOIN ev e USING (flow, journey, session_id)
  WHERE e.stage = 'review' AND e.ts_us > a.met AND e.ts_us <= a.began + 1800000000
  GROUP BY ALL
),
depths AS (
  SELECT flow, journey, session_id, max(step) AS depth FROM (
    SELECT flow, journey, session_id, 0 AS step FROM ev
    UNION ALL SELECT flow, journey, session_id, 1 FROM s1
    UNION ALL SELECT flow, journey, session_id, 2 FROM s2
    UNION ALL SELECT flow, journey, session_id, 3 FROM s3
    UNION ALL SELECT flow, journey, session_id, 4 FROM s4
    UNION ALL SELECT flow, journey, session_id, 5 FROM s5
    UNION ALL SELECT flow, journey, session_id, 6 FROM s6
    UNION ALL SELECT flow, journey, session_id, 7 FROM s7
  ) GROUP BY ALL
)
SELECT flow, step, stage, count(*) FILTER (WHERE depth >= step) AS sessions
FROM depths, (VALUES (1, 'note'), (2, 'tag'), (3, 'product'), (4, 'cart'), (5, 'checkout'), (6, 'confirmation'), (7, 'review')) AS loop(step, stage)
GROUP BY ALL
ORDER BY flow, step;
