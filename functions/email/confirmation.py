"""The confirmation of one event, sent once."""

from datetime import UTC, datetime, timedelta

from functions.email import mailer
from functions.email.letter import letter
from shared import events, log
from shared.events import Claim
from shared.settings import settings

LEASE = timedelta(seconds=60)  # longer than the longest conversation that the mailer has


def send(claim: Claim) -> None:
    """Send and record. A death between the two sends it twice, under one Message-ID (I6)."""
    organizer = claim.event.organizer
    if not (organizer.email and organizer.email_verified):
        events.finish(claim, {"state": "skipped", "error": None})
        return log.info("confirmation_skipped", reason="address not verified")
    message = letter(claim.event, settings().public_url, settings().mail_from)
    mailer.send(message, settings().smtp_url.get_secret_value())
    sent = {"state": "sent", "sent_at": datetime.now(UTC), "message_id": message["Message-ID"]}
    events.finish(claim, sent | {"error": None})
    return log.info("confirmation_sent", attempts=claim.attempts)


def give_up(claim: Claim, error: str) -> None:
    events.finish(claim, {"state": "failed", "error": error})
    log.error("confirmation_failed", reason=error)
