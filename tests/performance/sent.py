"""Deliveries, as they go over the wire."""

from tests.performance.load import request
from tests.support.sent import envelope


def push(name: str, event_id: str) -> bytes:
    """A delivery of an event's message by the push subscription `name`."""
    return request("POST", "/", {"Content-Type": "application/json"}, envelope(name, event_id))
