"""What both workers share: delivery → claim → work → acknowledged, or refused with a reason.

A status of success acknowledges the message; any other refuses it, and Pub/Sub delivers it again.
"""

import json
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from shared.edge import http
from shared.edge.problems import MalformedRequest, MethodNotAllowed, Problem, Unavailable
from shared.edge.serving import traced
from shared.event.model import WorkName
from shared.event.published import EventPublished
from shared.event.retries import MAX_LOST_WORKERS, is_over, next_due
from shared.runtime import log, messages
from shared.runtime.failures import GOOGLE_ERRORS, Died, Permanent, Retryable
from shared.store import leases
from shared.store.leases import Claim

Work = Callable[[Claim], Awaitable[None]]
GiveUp = Callable[[Claim, str], Awaitable[None]]

_BODY_LIMIT, _BODY_SECONDS = 64 * 1024, 10  # a message is under a kilobyte


async def work(
    request: Request, name: WorkName, lease: timedelta, do: Work, give_up: GiveUp
) -> Response:
    """Do one event's work under a lease, and acknowledge only what is durable (I8).

    `do` records its own success. A permanent failure goes to `give_up`. After any other failure
    the work is tried again by time (`shared.event.retries`), until that is over.
    """

    async def delivered(request: Request) -> Response:
        try:
            await _work(await _message(request), name, lease, do, give_up)
        except Problem as problem:
            return problem.response()
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody
        return Response()

    return await traced(delivered)(request)


async def _message(request: Request) -> EventPublished:
    """The message of a push: https://cloud.google.com/pubsub/docs/push."""
    if request.method != "POST":
        raise MethodNotAllowed("POST")
    body = await http.body(request, limit=_BODY_LIMIT, seconds=_BODY_SECONDS)
    try:
        return messages.received(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        log.error("message_refused", cause=type(error).__name__)
        raise MalformedRequest("This is not a message of schema version 1.") from None


async def _work(
    message: EventPublished, name: WorkName, lease: timedelta, do: Work, give_up: GiveUp
) -> None:
    claim = await _claim(message.event_id, name, lease)
    if claim is None:
        return
    try:
        reason = await _attempt(claim, do)
        if reason is not None:
            await give_up(claim, reason)
    except leases.Lost:
        log.warning("lease_lost", work=name)  # its present holder finishes the work
    except leases.Unrecorded as error:
        # Done, but nobody knows: a retry by time would do it again and again.
        raise Unavailable(str(error)) from None
    except Exception as error:  # noqa: BLE001  # recorded, and tried again
        lost_workers = claim.lost_workers + 1 if isinstance(error, Died) else 0
        await _postpone(claim, _logged_reason(claim, error), lost_workers)


async def _claim(event_id: str, name: WorkName, lease: timedelta) -> Claim | None:
    try:
        claim = await leases.claim(event_id, name, lease)
    except leases.NotDue as error:
        log.info("work_not_due", work=name, reason=str(error))
        return None
    except Retryable as error:
        log.info("work_busy", work=name, reason=str(error))
        raise Unavailable(str(error)) from None
    except GOOGLE_ERRORS as error:
        log.error("unavailable", work=name, cause=type(error).__name__)
        raise Unavailable("Firestore cannot be reached.") from None
    if claim is None:
        log.info("work_already_done", work=name)
    return claim


async def _attempt(claim: Claim, do: Work) -> str | None:
    """Do the work. Returns why there is no use in trying again, or None when it is done."""
    if claim.lost_workers >= MAX_LOST_WORKERS:
        return claim.event.work(claim.work).error or "the worker died in every attempt"
    try:
        await do(claim)
    except (leases.Lost, leases.Unrecorded):
        raise
    except Permanent as error:
        return str(error)
    except Exception as error:
        if is_over(claim.work, claim.first_due, datetime.now(UTC)):
            return _logged_reason(claim, error)
        raise
    return None


async def _postpone(claim: Claim, reason: str, lost_workers: int) -> None:
    chance = random.random()  # noqa: S311  # jitter
    due = next_due(claim.work, claim.attempts, claim.first_due, datetime.now(UTC), chance)
    try:
        await leases.postpone(claim, due, reason, lost_workers=lost_workers)
    except (leases.Lost, Retryable, *GOOGLE_ERRORS) as failure:
        log.warning("lease_not_released", cause=type(failure).__name__)
        raise Unavailable(reason) from None  # the message comes until the lease has run out
    if claim.attempts == 1:
        # The first retry does not wait for a sweep: it is due before Pub/Sub delivers again.
        raise Unavailable(reason)


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
