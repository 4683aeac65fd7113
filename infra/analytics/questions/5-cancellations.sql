-- Of the events of each day, how many were cancelled, postponed or taken down later?
SELECT
  DATE(published.published_at) AS day,
  COUNT(DISTINCT published.event_id) AS events,
  COUNT(DISTINCT IF(activity.status = 'cancelled', published.event_id, NULL)) AS cancelled,
  COUNT(DISTINCT IF(activity.status = 'postponed', published.event_id, NULL)) AS postponed,
  COUNT(DISTINCT IF(activity.status = 'taken down', published.event_id, NULL)) AS taken_down
FROM publish_event.published AS published
LEFT JOIN publish_event.activity AS activity
  ON published.event_id = activity.event_id AND activity.happened = 'change_complete'
GROUP BY day
ORDER BY day DESC
LIMIT 30
