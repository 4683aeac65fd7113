"""Entry point: message → claim → render → send → sent."""

import functions_framework
from cloudevents.http import CloudEvent

from functions.email import confirmation
from shared import log, worker
from shared.settings import settings

settings("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM")
log.setup()


@functions_framework.cloud_event
def email(delivery: CloudEvent) -> None:
    worker.work(
        delivery,
        "confirmation",
        confirmation.LEASE,
        do=confirmation.send,
        give_up=confirmation.give_up,
    )
