"""The worker that emails an organizer the confirmation of a published event."""
