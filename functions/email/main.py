"""Entry point: message → claim → render → send → sent."""

from datetime import timedelta

import functions_framework
from cloudevents.http import CloudEvent

from functions.email import confirmation
from shared import log, worker
from shared.settings import settings

settings("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM")
log.setup()

_LEASE = timedelta(seconds=60)  # longer than a whole SMTP conversation


@functions_framework.cloud_event
def email(delivery: CloudEvent) -> None:
    worker.work(
        delivery, "confirmation", _LEASE, do=confirmation.send, give_up=confirmation.give_up
    )
