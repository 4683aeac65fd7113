"""The job of this worker: confirm an event, and each change that guests would notice, once."""

from datetime import UTC, datetime, timedelta

from functions.email import mailer, news
from functions.email.message import Mail, confirmation_message
from functions.email.news import News
from shared.event.model import Event, Facts
from shared.runtime import log
from shared.runtime.settings import settings
from shared.runtime.threads import Threads
from shared.store import leases
from shared.store.leases import Claim

LEASE = timedelta(seconds=60)  # longer than mailer.send can take
_sending = Threads("sending", most=8)  # a conversation with a mail server blocks


async def send(claim: Claim) -> None:
    """Send the confirmation, then record it and what it said; skip it when the address is not
    verified, or the last one said all of it.

    A worker that dies in between leads to a second copy, with the same Message-ID (I6). Raises
    Retryable, Permanent, leases.Lost or leases.Unrecorded.
    """
    event, organizer = claim.event, claim.event.organizer
    if not (organizer.email and organizer.email_verified):
        await leases.finish(claim, {"state": "skipped", "error": None})
        return log.info("confirmation_skipped", reason="address not verified", seconds=claim.age())
    latest = news.of(event)
    if not latest.is_worth_a_mail:
        await leases.finish(claim, {"state": "sent", "error": None})
        return log.info("confirmation_not_needed", revision=event.revision)
    message = await _sending.run(_sent, event, latest)
    sent = {"state": "sent", "sent_at": datetime.now(UTC), "message_id": message.message_id}
    announced = Facts.model_validate(event.model_dump()).model_dump()
    await leases.finish_done(claim, sent | {"error": None, "announced": announced})
    return log.info(
        "confirmation_sent",
        attempts=claim.attempts,
        revision=claim.revision,
        seconds=claim.age(),
    )


def _sent(event: Event, latest: News) -> Mail:
    message = confirmation_message(event, latest, settings().public_url, settings().mail_from)
    mailer.send(message, settings().smtp_url.get_secret_value())
    return message


async def give_up(claim: Claim, error: str) -> None:
    """Record that no confirmation will be sent, and why."""
    await leases.finish(claim, {"state": "failed", "error": error})
    log.error("confirmation_failed", reason=error)
