"""Entry point: what has been due for over a minute is told again."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta

import functions_framework
from flask import Request, Response

from shared import events, http, log, messages
from shared.models import Event
from shared.settings import settings

settings("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL")
log.setup()

_GRACE = timedelta(minutes=1)
_MOST = 200
_SECONDS = 45  # with Pub/Sub down each message costs three: what is left over is due next minute


@functions_framework.http
@http.endpoint("POST")
def sweep(request: Request) -> Response:  # noqa: ARG001  # the scheduler's request says nothing
    found = {name: list(events.overdue(name, _GRACE, _MOST)) for name in events.WORKS}
    due = {event.event_id: event for overdue in found.values() for event in overdue}
    emitted = sum(_told(due.values()))
    counts = {name: len(overdue) for name, overdue in found.items()} | {
        "emitted": emitted,
        "left": len(due) - emitted,
    }
    log.info("sweep_complete", counts=counts, oldest_due_seconds=round(events.lateness(found)))
    return http.json_response(counts)


def _told(due: Iterable[Event]) -> Iterator[bool]:
    """Whether each was told, as far as the time goes."""
    end = time.monotonic() + _SECONDS
    for event in due:
        if time.monotonic() > end:
            return
        yield messages.emit(events.message(event), event.trace)
