"""Entry point of `image`: Pub/Sub message → claim → picture → Cloud Storage → record."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from functions.image import cover, turns
from shared.edge import worker

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "BUCKET", loads=("google.cloud.storage",))


@functions_framework.aio.http
async def image(request: Request) -> Response:
    turns.pixels.start()  # while the event is claimed
    return await worker.work(request, "cover", cover.LEASE, do=cover.make, give_up=cover.give_up)
