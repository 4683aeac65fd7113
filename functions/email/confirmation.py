"""The confirmation of one event, sent once."""

from datetime import UTC, datetime, timedelta

from functions.email import mailer
from functions.email.message import confirmation_message
from shared.runtime import log
from shared.runtime.settings import settings
from shared.store import leases
from shared.store.leases import Claim

LEASE = timedelta(seconds=60)  # longer than the mailer can take


def send(claim: Claim) -> None:
    """Send, then record. A worker that dies in between sends a second copy, with the same
    Message-ID (I6).
    """
    organizer = claim.event.organizer
    if not (organizer.email and organizer.email_verified):
        leases.finish(claim, {"state": "skipped", "error": None})
        return log.info("confirmation_skipped", reason="address not verified")
    message = confirmation_message(claim.event, settings().public_url, settings().mail_from)
    mailer.send(message, settings().smtp_url.get_secret_value())
    sent = {"state": "sent", "sent_at": datetime.now(UTC), "message_id": message["Message-ID"]}
    leases.finish(claim, sent | {"error": None})
    return log.info("confirmation_sent", attempts=claim.attempts)


def give_up(claim: Claim, error: str) -> None:
    leases.finish(claim, {"state": "failed", "error": error})
    log.error("confirmation_failed", reason=error)
