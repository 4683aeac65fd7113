"""Entry point: what has been due for over a minute is told again."""

from datetime import timedelta
from typing import get_args

import functions_framework
from flask import Request, Response

from shared import events, http, log, messages
from shared.settings import settings

settings("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL")
log.setup()

_GRACE = timedelta(minutes=1)
_MOST = 200


@functions_framework.http
@http.endpoint("POST")
def sweep(request: Request) -> Response:  # noqa: ARG001  # the scheduler's request says nothing
    found = {name: list(events.overdue(name, _GRACE, _MOST)) for name in get_args(events.WorkName)}
    due = {event.event_id: event for overdue in found.values() for event in overdue}
    emitted = sum(messages.emit(events.message(event), event.trace) for event in due.values())
    counts = {name: len(overdue) for name, overdue in found.items()} | {
        "emitted": emitted,
        "failed": len(due) - emitted,
    }
    log.info("sweep_complete", counts=counts, oldest_due_seconds=round(events.lateness(found)))
    return http.json_response(counts)
