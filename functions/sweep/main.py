"""Entry point of `sweep`: query overdue work → re-publish the message of each event."""

import asyncio
import time
from collections.abc import Iterable
from datetime import timedelta

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import http
from shared.event.model import WORKS, Event
from shared.event.published import EventPublished
from shared.runtime import log, messages
from shared.store import reading

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", loads=("google.pubsub_v1",))

_GRACE = timedelta(minutes=1)
_MAX_EVENTS = 200
_MAX_SECONDS = 45  # while Pub/Sub is down each message takes 3: leave the rest to the next sweep


@functions_framework.aio.http
@http.endpoint("POST")
async def sweep(request: Request) -> Response:  # noqa: ARG001  # Cloud Scheduler sends no data
    return http.json_response(await asyncio.to_thread(_sweep))


def _sweep() -> dict[str, int]:
    """Re-publish the message of every event whose cover or confirmation is overdue by a minute."""
    overdue = {work: list(reading.overdue(work, _GRACE, _MAX_EVENTS)) for work in WORKS}
    due = {event.event_id: event for events in overdue.values() for event in events}
    emitted = _republish(due.values())
    counts = {work: len(events) for work, events in overdue.items()} | {
        "emitted": emitted,
        "left": len(due) - emitted,
    }
    lateness = round(reading.lateness(overdue))
    log.info("sweep_complete", counts=counts, oldest_due_seconds=lateness)
    return counts


def _republish(events: Iterable[Event]) -> int:
    """Publish each event's message until time runs out. Returns how many Pub/Sub accepted."""
    deadline = time.monotonic() + _MAX_SECONDS
    emitted = 0
    for event in events:
        if time.monotonic() > deadline:
            break
        if messages.emit_blocking(EventPublished.of(event), event.trace):
            emitted += 1
    return emitted
