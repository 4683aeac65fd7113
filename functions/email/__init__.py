"""A published event's organizer gets one confirmation."""
