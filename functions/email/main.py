"""Entry point of `email`: Pub/Sub message → claim → render → send → record."""

import functions_framework.aio
from starlette.requests import Request
from starlette.responses import Response

from shared.runtime.startup import ready  # isort: skip  # first: it stops the garbage collector
from functions.email import confirmation
from shared.edge import worker
from shared.runtime.threads import Threads
from shared.store.leases import Claim

ready("GOOGLE_CLOUD_PROJECT", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM")

_sending = Threads("sending", most=8)  # a conversation with a mail server blocks its thread


@functions_framework.aio.http
async def email(request: Request) -> Response:
    lease = confirmation.LEASE
    return await worker.work(request, "confirmation", lease, do=_send, give_up=_give_up)


async def _send(claim: Claim) -> None:
    await _sending.run(confirmation.send, claim)


async def _give_up(claim: Claim, error: str) -> None:
    await _sending.run(confirmation.give_up, claim, error)
