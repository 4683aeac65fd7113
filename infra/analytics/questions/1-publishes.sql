-- How many events were published on each day, by how many organizers?
SELECT
  DATE(published_at) AS day,
  COUNT(*) AS events,
  COUNT(DISTINCT owner) AS organizers,
  COUNTIF(visibility = 'unlisted') AS unlisted,
  COUNTIF(has_upload) AS with_a_photo
FROM publish_event.published
GROUP BY day
ORDER BY day DESC
LIMIT 30
