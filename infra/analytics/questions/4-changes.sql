-- What do organizers change after they have published?
SELECT
  field,
  COUNT(*) AS changes,
  COUNT(DISTINCT event_id) AS events
FROM publish_event.activity
CROSS JOIN UNNEST(changed) AS field
WHERE happened = 'change_complete'
GROUP BY field
ORDER BY changes DESC
