"""Pub/Sub's names and limits that the deployment, the local stack and the operator share."""

TOPIC = "event-published"
DEAD_LETTERS = "event-published-dead"
"""The dead-letter topic, and the name of its only subscription."""
MAX_DELIVERY_ATTEMPTS = 10
"""After these Pub/Sub moves a message to the dead letters."""
