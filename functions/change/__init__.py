"""PUT and DELETE /api/events/{event_id}: a published event's next revision, once."""
