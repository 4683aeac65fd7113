"""Leases: who works on what, until when, and who may record it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from google.api_core import exceptions as google
from google.cloud.firestore import DELETE_FIELD

from shared import log
from shared.clients import firestore_client
from shared.events import documents
from shared.events.documents import DEADLINE
from shared.events.reading import WorkName
from shared.failures import Retryable
from shared.models import Event


class Busy(Retryable):
    """Somebody else holds a live lease on this work."""


class Lost(Exception):
    """The lease ran out and somebody else took the work, or the event was purged."""


@dataclass(frozen=True)
class Claim:
    """A lease on one event's work, until `due`."""

    event: Event
    work: WorkName
    attempts: int
    due: datetime
    update_time: Any


def claim(event_id: str, work: WorkName, lease: timedelta) -> Claim | None:
    """Take the work for `lease`, counting the attempt. None when there is nothing left to do.

    Raises Busy while somebody else's lease lives: the message must come again, since the holder
    may die.
    """
    mine: datetime | None = None
    for _ in range(10):
        found = documents.event(event_id).get(**DEADLINE)
        if not found.exists:
            return None
        event, now = documents.as_event(found), datetime.now(UTC)
        state = getattr(event, work)
        if state.due is None or event.unpublished_at:
            return None
        if mine and state.due == mine:  # it was written after all: only the answer was lost
            return Claim(event, work, state.attempts, mine, found.update_time)
        if state.due > now:
            raise Busy(f"{work} is claimed until {state.due:%H:%M:%S}")
        mine, attempts = now + lease, state.attempts + 1
        try:
            written = documents.event(event_id).update(
                {f"{work}.due": mine, f"{work}.attempts": attempts},
                firestore_client().write_option(last_update_time=found.update_time),
                **DEADLINE,
            )
        except (google.FailedPrecondition, google.NotFound):
            continue  # the twin wrote its own part, or a rival was faster: look again
        return Claim(event, work, attempts, mine, written.update_time)
    raise Busy(f"{work} is contended")


def record(claim: Claim, changes: dict[str, Any], page: dict[str, Any] | None = None) -> Claim:
    """Write `changes` to the claimed work, and `page` to the public page, in one commit.

    Raises Lost when the claim no longer holds; then nothing is written.
    """
    update_time = claim.update_time
    for _ in range(10):
        batch = documents.batch()
        batch.update(
            documents.event(claim.event.event_id),
            {f"{claim.work}.{field}": value for field, value in changes.items()},
            firestore_client().write_option(last_update_time=update_time),
        )
        if page:
            batch.update(documents.page(claim.event.slug), page)
        try:
            written = batch.commit(**DEADLINE)
            return replace(claim, update_time=written[0].update_time)
        except (google.FailedPrecondition, google.NotFound):
            update_time = _still_held(claim)
    raise Busy(f"{claim.work} is contended")


def _still_held(claim: Claim) -> Any:
    """The event's present update time, which the twin may have moved. Raises Lost."""
    found = documents.event(claim.event.event_id).get(**DEADLINE)
    if not found.exists or getattr(documents.as_event(found), claim.work).due != claim.due:
        raise Lost(f"{claim.work} of {claim.event.event_id}")
    return found.update_time


def finish(claim: Claim, changes: dict[str, Any], page: dict[str, Any] | None = None) -> None:
    """Record the last `changes` and take the work off every queue. Raises Lost."""
    record(claim, changes | {"due": DELETE_FIELD}, page)


def release(claim: Claim, error: str) -> None:
    """Give the work back at once, so that the redelivery need not wait for the lease to end."""
    try:
        record(claim, {"due": datetime.now(UTC), "error": error})
    except (Lost, Retryable, google.GoogleAPICallError) as failure:
        log.warning("lease_not_released", cause=type(failure).__name__)
