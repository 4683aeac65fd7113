"""Entry point: overdue work → its event's message, published again."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from shared.edge import http
from shared.event.model import WORKS
from shared.event.published import EventPublished
from shared.runtime import log, messages
from shared.runtime.failures import GOOGLE_ERRORS
from shared.store import reading
from shared.store.reading import Overdue

# A sweep that finds nothing needs no Pub/Sub.
ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", loads=("google.cloud.firestore",))

_GRACE = timedelta(minutes=1)
_SECONDS_EACH = 45.0  # for covers, then for confirmations: what is left waits for the next sweep
_BATCH = 500  # messages; Pub/Sub takes 1,000 in a request


@dataclass
class Swept:
    """What a sweep found of one kind of work, and what became of its events' messages."""

    oldest: datetime | None = None
    found: int = 0
    unreadable: int = 0
    emitted: int = 0
    left: int = 0


@functions_framework.aio.http
@http.endpoint("POST")
async def sweep(request: Request) -> Response:  # noqa: ARG001  # the scheduler's request says nothing
    return http.json_response(await asyncio.to_thread(_swept))


def _swept() -> dict[str, int]:
    """Publish again the message of every event whose cover or confirmation is overdue."""
    now, emitted = datetime.now(UTC), set[str]()
    swept = {work: _sweep(reading.overdue(work, _GRACE, now), emitted) for work in WORKS}
    counts = {work: each.found for work, each in swept.items()} | {
        name: sum(getattr(each, name) for each in swept.values())
        for name in ("emitted", "left", "unreadable")
    }
    oldest = min((each.oldest for each in swept.values() if each.oldest), default=now)
    lateness = round((now - oldest).total_seconds())
    log.info("sweep_complete", counts=counts, oldest_due_seconds=lateness)
    return counts


def _sweep(overdue: Iterator[Overdue], emitted: set[str]) -> Swept:
    """Publish in batches until nothing is left or the time is up; `emitted` collects event IDs."""
    deadline = time.monotonic() + _SECONDS_EACH
    swept = Swept()
    while batch := _next(overdue):
        swept.oldest = swept.oldest or batch[0].due
        swept.found += len(batch)
        events = [each.event for each in batch if each.event]
        swept.unreadable += len(batch) - len(events)
        new = [event for event in events if event.event_id not in emitted]
        if time.monotonic() > deadline:
            swept.left += len(new)
            break
        taken = messages.emit_all([(EventPublished.of(event), event.trace) for event in new])
        emitted.update(taken)
        swept.emitted += len(taken)
        swept.left += len(new) - len(taken)
    return swept


def _next(overdue: Iterator[Overdue]) -> list[Overdue]:
    """A batch; none when Firestore breaks off, which must not keep the other kind from its turn."""
    try:
        return list(islice(overdue, _BATCH))
    except GOOGLE_ERRORS as error:
        log.error("unavailable", cause=type(error).__name__)
        return []
