-- Where do covers come from?
SELECT
  source,
  COUNT(DISTINCT event_id) AS events
FROM publish_event.activity
WHERE happened = 'cover_ready'
GROUP BY source
ORDER BY events DESC
