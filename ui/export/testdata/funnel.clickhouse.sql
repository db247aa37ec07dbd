-- ordered, closed, within 30m of the first step, each session once
-- Made by `tagtap export --sql clickhouse`, for the file that `tagtap export --as parquet --out events.parquet` writes.
SELECT
  flow,
  arrayJoin(range(1, 8)) AS step,
  arrayElement(['note', 'tag', 'product', 'cart', 'checkout', 'confirmation', 'review'], step) AS stage,
  countIf(depth >= step) AS sessions
FROM (
  SELECT flow, journey, session_id, windowFunnel(1800000000)(toUInt64(ts_us),
    stage = 'note',
    stage = 'tag',
    stage = 'product',
    stage = 'cart',
    stage = 'checkout',
    stage = 'confirmation',
    stage = 'review') AS depth
  FROM file('events.parquet', 'Parquet')
  WHERE branched_from = '' AND source <> 'prelude'
  GROUP BY flow, journey, session_id
)
GROUP BY flow, step, stage
ORDER BY flow, step;
