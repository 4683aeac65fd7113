"""Publishes, changes, takes down and purges an event of its own, every five minutes."""
