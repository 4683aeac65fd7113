"""Entry point of `image`: Pub/Sub message → claim → picture → Cloud Storage → record."""

import functions_framework
from cloudevents.http import CloudEvent

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from functions.image import cover
from shared.edge import worker

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "BUCKET", loads=("google.cloud.storage",))


@functions_framework.cloud_event
def image(delivery: CloudEvent) -> None:
    worker.work(delivery, "cover", cover.LEASE, do=cover.make, give_up=cover.give_up)
