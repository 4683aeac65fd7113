"""POST /api/events/publish: a draft becomes a live event, once."""
