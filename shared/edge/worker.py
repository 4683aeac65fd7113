"""What both workers share: delivery → claim → work → acknowledged, or refused with a reason.

Returning acknowledges the message; raising refuses it, and Pub/Sub delivers it again.
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from cloudevents.http import CloudEvent
from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable

from shared.event.model import WorkName
from shared.event.retries import MAX_LOST_WORKERS, is_over, next_due
from shared.runtime import log, messages
from shared.runtime.failures import GOOGLE_ERRORS, Permanent, Retryable
from shared.store import leases
from shared.store.leases import Claim


def work(
    delivery: CloudEvent,
    name: WorkName,
    lease: timedelta,
    do: Callable[[Claim], None],
    give_up: Callable[[Claim, str], None],
) -> None:
    """Do one event's work under a lease, and acknowledge only what is durable (I8).

    `do` records its own success. A permanent failure goes to `give_up`. After any other failure
    the work is tried again by time (`shared.event.retries`), until that is over.
    """
    with _logged(name):
        _work(delivery, name, lease, do, give_up)


@contextlib.contextmanager
def _logged(name: WorkName) -> Iterator[None]:
    """Log a delivery's start and end, as `serving.traced` logs a request's."""
    started, status = time.monotonic(), 500
    log.begin(None)
    log.info("request_started", work=name)
    try:
        yield
        status = 200
    except HTTPException as refused:
        status = refused.code or status
        raise
    finally:
        seconds = round(time.monotonic() - started, 4)
        log.info("request_finished", work=name, status=status, seconds=seconds)


def _work(
    delivery: CloudEvent,
    name: WorkName,
    lease: timedelta,
    do: Callable[[Claim], None],
    give_up: Callable[[Claim, str], None],
) -> None:
    claim = _claim(delivery, name, lease)
    if claim is None:
        return
    try:
        reason = _attempt(claim, do)
        if reason is not None:
            give_up(claim, reason)
    except leases.Lost:
        log.warning("lease_lost", work=name)  # its present holder finishes the work
    except leases.Unrecorded as error:
        # Done, but nobody knows: a retry by time would do it again and again.
        raise ServiceUnavailable(str(error)) from None
    except Exception as error:  # noqa: BLE001  # recorded, and tried again
        _postpone(claim, _logged_reason(claim, error))


def _claim(delivery: CloudEvent, name: WorkName, lease: timedelta) -> Claim | None:
    try:
        message = messages.received(delivery.data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log.error("message_refused", cause=type(error).__name__)
        raise BadRequest("not a message of schema version 1") from None
    try:
        claim = leases.claim(message.event_id, name, lease)
    except leases.NotDue as error:
        log.info("work_not_due", work=name, reason=str(error))
        return None
    except Retryable as error:
        log.info("work_busy", work=name, reason=str(error))
        raise ServiceUnavailable(str(error)) from None
    except GOOGLE_ERRORS as error:
        log.error("unavailable", work=name, cause=type(error).__name__)
        raise ServiceUnavailable("Firestore cannot be reached") from None
    if claim is None:
        log.info("work_already_done", work=name)
    return claim


def _attempt(claim: Claim, do: Callable[[Claim], None]) -> str | None:
    """Do the work. Returns why there is no use in trying again, or None when it is done."""
    if claim.lost_workers >= MAX_LOST_WORKERS:
        return claim.event.work(claim.work).error or "the worker died in every attempt"
    try:
        do(claim)
    except (leases.Lost, leases.Unrecorded):
        raise
    except Permanent as error:
        return str(error)
    except Exception as error:
        if is_over(claim.work, claim.first_due, datetime.now(UTC)):
            return _logged_reason(claim, error)
        raise
    return None


def _postpone(claim: Claim, reason: str) -> None:
    chance = random.random()  # noqa: S311  # jitter
    due = next_due(claim.work, claim.attempts, claim.first_due, datetime.now(UTC), chance)
    try:
        leases.postpone(claim, due, reason)
    except (leases.Lost, Retryable, *GOOGLE_ERRORS) as failure:
        log.warning("lease_not_released", cause=type(failure).__name__)
        raise ServiceUnavailable(reason) from None  # the message comes until the lease has run out
    if claim.attempts == 1:
        # The first retry does not wait for a sweep: it is due before Pub/Sub delivers again.
        raise ServiceUnavailable(reason)


def _logged_reason(claim: Claim, error: Exception) -> str:
    is_known = isinstance(error, Retryable)
    reason = str(error) if is_known else type(error).__name__
    log.warning(
        "attempt_failed",
        work=claim.work,
        attempt=claim.attempts,
        reason=reason,
        exc_info=not is_known,
    )
    return reason
