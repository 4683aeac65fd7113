"""What the two workers share: message → claim → do it → acknowledge, or refuse and say why."""

from collections.abc import Callable
from datetime import timedelta

from cloudevents.http import CloudEvent
from werkzeug.exceptions import BadRequest, ServiceUnavailable

from shared import events, log, messages
from shared.events import Claim, WorkName
from shared.failures import Permanent, Retryable
from shared.models import Work

MOST_ATTEMPTS = 5


def work(
    delivery: CloudEvent,
    name: WorkName,
    lease: timedelta,
    do: Callable[[Claim], None],
    give_up: Callable[[Claim, str], None],
) -> None:
    """Do one event's work at most once at a time, and acknowledge only what is durable (I8).

    `do` records its own success. What it raises as Permanent, or anything at all at the last
    attempt, goes to `give_up`; so does work that attempt after attempt did not survive.
    Returning acknowledges; raising refuses, and the message returns.
    """
    claim = _claim(delivery, name, lease)
    if claim is None:
        return log.info(f"{name}_already_done")
    try:
        if (reason := _attempted(claim, do)) is not None:
            give_up(claim, reason)
    except events.Lost:
        log.warning(f"{name}_lost")  # whoever holds the lease now finishes
    except Exception as error:  # noqa: BLE001  # refused, not swallowed
        reason = _told(claim, error)
        events.release(claim, reason)
        raise ServiceUnavailable(reason) from None
    return None


def _claim(delivery: CloudEvent, name: WorkName, lease: timedelta) -> Claim | None:
    try:
        message = messages.received(delivery.data)
    except (ValueError, KeyError, TypeError) as error:
        log.error("message_refused", cause=type(error).__name__)
        raise BadRequest("not a message of schema version 1") from None
    try:
        return events.claim(message.event_id, name, lease)
    except Retryable as error:
        log.info(f"{name}_busy", reason=str(error))
        raise ServiceUnavailable(str(error)) from None


def _attempted(claim: Claim, do: Callable[[Claim], None]) -> str | None:
    """Do it; if there is no use in trying again, the reason why."""
    if claim.attempts > MOST_ATTEMPTS:  # the last one was killed: it left its count and no reason
        state: Work = getattr(claim.event, claim.work)
        return state.error or "every attempt died half-way"
    try:
        do(claim)
    except events.Lost:
        raise
    except Permanent as error:
        return str(error)
    except Exception as error:
        if claim.attempts < MOST_ATTEMPTS:
            raise
        return _told(claim, error)
    return None


def _told(claim: Claim, error: Exception) -> str:
    is_known = isinstance(error, Retryable)
    reason = str(error) if is_known else type(error).__name__
    log.warning(
        f"{claim.work}_failed", attempt=claim.attempts, reason=reason, exc_info=not is_known
    )
    return reason
