"""Around every request: its trace, and what becomes of a body that nobody reads."""

import asyncio
import functools
import time
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from shared.runtime import log

Handler = Callable[[Request], Awaitable[Response]]

# A body that nobody will read is still received, so that a client that is sending gets to read the
# answer: within Cloud Run's own limit of a request, for so long, and while it keeps coming.
_DRAIN_BYTES = 32 * 1024 * 1024
_DRAIN_SECONDS = 10
_DRAIN_SILENCE_SECONDS = 2


def traced(handler: Handler) -> Handler:
    """Begin the request's trace, log its start and its end, and leave no body unread.

    An unread body would hold up the connection.
    """

    @functools.wraps(handler)
    async def serve(request: Request) -> Response:
        started = time.monotonic()
        log.begin(request.headers.get("traceparent"))
        log.info("request_started", method=request.method, path=request.scope["path"])
        response = await handler(request)
        log.info(
            "request_finished",
            status=response.status_code,
            seconds=round(time.monotonic() - started, 4),
        )
        return _Closing(response) if _is_unread(request) else response

    return serve


async def next_part(receive: Receive) -> tuple[bytes, bool]:
    """Some of a body, and whether more follows. Raises ClientDisconnect."""
    message: Message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


def _is_unread(request: Request) -> bool:
    headers = request.headers
    has_body = headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in headers
    return has_body and not getattr(request.state, "body_was_read", False)


class _Closing(Response):
    """An answer to a request whose body was not read: sent at once, and then the connection closes.

    Closing it at once would make the kernel reset the connection, because of what came in and was
    not read; and a client that is still sending would lose the answer.
    """

    def __init__(self, answer: Response) -> None:
        answer.headers["Connection"] = "close"
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_all_but_the_end(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["more_body"] = True
            await send(message)

        await self.answer(scope, receive, send_all_but_the_end)
        await _drain(receive)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _drain(receive: Receive) -> None:
    length, more = 0, True
    try:
        async with asyncio.timeout(_DRAIN_SECONDS):
            while more and length < _DRAIN_BYTES:
                async with asyncio.timeout(_DRAIN_SILENCE_SECONDS):
                    part, more = await next_part(receive)
                length += len(part)
    except (TimeoutError, ClientDisconnect):
        pass
