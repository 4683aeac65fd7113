"""Entry point of `email`: Pub/Sub message → claim → render → send → record."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from functions.email import confirmation
from shared.edge import worker

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM")


@functions_framework.aio.http
async def email(request: Request) -> Response:
    return await worker.work(
        request,
        "confirmation",
        confirmation.LEASE,
        do=confirmation.send,
        give_up=confirmation.give_up,
    )
