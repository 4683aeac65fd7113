"""Entry point: message → claim → pixels → Cloud Storage → ready."""

from datetime import timedelta

import functions_framework
from cloudevents.http import CloudEvent

from functions.image import cover
from shared import log, worker
from shared.settings import settings

settings("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "BUCKET")
log.setup()

# Longer than the longest attempt: 20 s of Gemini twice, storage, pixels.
_LEASE = timedelta(seconds=90)


@functions_framework.cloud_event
def image(delivery: CloudEvent) -> None:
    worker.work(delivery, "cover", _LEASE, do=cover.make, give_up=cover.settle_for_composed)
