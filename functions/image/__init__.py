"""The worker that makes the cover of a published event."""
