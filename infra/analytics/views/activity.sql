-- What became of events but the canary's: covers, mails and changes, by the functions' log lines.
SELECT
  JSON_VALUE(json_payload, '$.message') AS happened,
  JSON_VALUE(json_payload, '$.event_id') AS event_id,
  CAST(JSON_VALUE(json_payload, '$.revision') AS INT64) AS revision,
  JSON_VALUE(json_payload, '$.source') AS source,
  JSON_VALUE(json_payload, '$.status') AS status,
  JSON_VALUE_ARRAY(json_payload, '$.changed') AS changed,
  CAST(JSON_VALUE(json_payload, '$.seconds') AS FLOAT64) AS seconds
FROM `PROJECT.publish_event_logs._AllLogs`
WHERE
  JSON_VALUE(json_payload, '$.message') IN ('cover_ready', 'confirmation_sent', 'change_complete')
  AND NOT STARTS_WITH(JSON_VALUE(json_payload, '$.event_id'), '00000000-')
  AND IFNULL(JSON_VALUE(json_payload, '$.replayed'), 'false') = 'false'
