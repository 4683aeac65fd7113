-- Every published event once, as it was published; without the canary's.
SELECT
  event_id,
  ANY_VALUE(owner) AS owner,
  ANY_VALUE(visibility) AS visibility,
  ANY_VALUE(has_upload) AS has_upload,
  MIN(published_at) AS published_at
FROM `PROJECT.publish_event.event_published`
WHERE IFNULL(revision, 0) = 0 AND NOT STARTS_WITH(event_id, '00000000-')
GROUP BY event_id
