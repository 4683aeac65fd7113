-- How many seconds pass from a publish to its final cover?
SELECT
  DATE(published.published_at) AS day,
  COUNT(*) AS covers,
  ROUND(APPROX_QUANTILES(activity.seconds, 100)[OFFSET(50)], 1) AS median,
  ROUND(APPROX_QUANTILES(activity.seconds, 100)[OFFSET(95)], 1) AS p95
FROM publish_event.activity AS activity
INNER JOIN publish_event.published AS published ON activity.event_id = published.event_id
WHERE activity.happened = 'cover_ready' AND activity.revision = 0
GROUP BY day
ORDER BY day DESC
LIMIT 30
