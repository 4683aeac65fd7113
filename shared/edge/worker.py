"""What both workers share: delivery → claim → work → acknowledged, or refused with a reason.

Returning acknowledges the message; raising refuses it, and Pub/Sub delivers it again.
"""

from collections.abc import Callable
from datetime import timedelta

from cloudevents.http import CloudEvent
from werkzeug.exceptions import BadRequest, ServiceUnavailable

from shared.event.model import WorkName
from shared.runtime import log, messages
from shared.runtime.failures import Permanent, Retryable
from shared.store import leases
from shared.store.leases import Claim

MAX_ATTEMPTS = 5


def work(
    delivery: CloudEvent,
    name: WorkName,
    lease: timedelta,
    do: Callable[[Claim], None],
    give_up: Callable[[Claim, str], None],
) -> None:
    """Do one event's work under a lease, and acknowledge only what is durable (I8).

    `do` records its own success. Permanent failures go to `give_up`, and so does any failure of
    the last attempt, even one that killed the worker.
    """
    claim = _claim(delivery, name, lease)
    if claim is None:
        return log.info("work_already_done", work=name)
    try:
        if (reason := _attempt(claim, do)) is not None:
            give_up(claim, reason)
    except leases.Lost:
        log.warning("lease_lost", work=name)  # its present holder finishes the work
    except Exception as error:  # noqa: BLE001  # refused, not swallowed
        reason = _logged_reason(claim, error)
        leases.release(claim, reason)
        raise ServiceUnavailable(reason) from None
    return None


def _claim(delivery: CloudEvent, name: WorkName, lease: timedelta) -> Claim | None:
    try:
        message = messages.received(delivery.data)
    except (ValueError, KeyError, TypeError) as error:
        log.error("message_refused", cause=type(error).__name__)
        raise BadRequest("not a message of schema version 1") from None
    try:
        return leases.claim(message.event_id, name, lease)
    except Retryable as error:
        log.info("work_busy", work=name, reason=str(error))
        raise ServiceUnavailable(str(error)) from None


def _attempt(claim: Claim, do: Callable[[Claim], None]) -> str | None:
    """Do the work. Returns None when it is done, or why another attempt would be useless."""
    if claim.attempts > MAX_ATTEMPTS:  # the last one was killed: it was counted, but left no reason
        return claim.event.work(claim.work).error or "the worker died in every attempt"
    try:
        do(claim)
    except leases.Lost:
        raise
    except Permanent as error:
        return str(error)
    except Exception as error:
        if claim.attempts < MAX_ATTEMPTS:
            raise
        return _logged_reason(claim, error)
    return None


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
