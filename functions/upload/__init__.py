"""POST /api/covers: a photo, stored before the event exists."""
