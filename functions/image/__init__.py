"""A published event gets its cover."""
