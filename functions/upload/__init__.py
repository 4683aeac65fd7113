"""POST /api/covers: a photo, kept before the event exists."""
