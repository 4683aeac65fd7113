"""Google's RPCs on the event loop: protobuf's own messages over Google's own channels.

The generated clients wrap every message in a class of their own, put an interceptor around every
call, and look up retry, deadline and routing each time. Here the same public parts are put together
once for the calls that publishing, changing, pages and workers make (docs/performance.md).
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any

import google.auth
import grpc
from google.api_core import grpc_helpers_async
from google.api_core.gapic_v1.client_info import ClientInfo
from google.api_core.retry import AsyncRetry

from shared.runtime.once import async_once

Call = Callable[[Any], Awaitable[Any]]
Metadata = tuple[tuple[str, str], ...]

_SCOPES = ("https://www.googleapis.com/auth/cloud-platform",)
_KEEPALIVE = (("grpc.keepalive_time_ms", 30_000),)
"""As Firestore's high-level client sets it: an idle connection that died is noticed."""


@async_once
async def credentials() -> Any:
    """Application Default Credentials. Finding them can ask the metadata server: off the loop."""
    found, _ = await asyncio.to_thread(google.auth.default)
    return found


async def channel(host: str, emulator: str) -> grpc.aio.Channel:
    """A channel to an API's host, or to the emulator that variable `emulator` names."""
    if emulated := os.environ.get(emulator):
        return grpc.aio.insecure_channel(emulated)
    made: grpc.aio.Channel = grpc_helpers_async.create_channel(
        f"{host}:443",
        credentials=await credentials(),
        default_scopes=_SCOPES,
        default_host=host,
        options=_KEEPALIVE,
    )
    return made


def stub(channel: grpc.aio.Channel, method: str, answer: Any) -> Any:
    """A method that takes its request message; `answer` is the class of the response's."""
    return grpc_helpers_async.wrap_errors(
        channel.unary_unary(
            method,
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=answer.FromString,
        )
    )


def listing(channel: grpc.aio.Channel, method: str, answer: Any) -> Any:
    """As `stub`, for a method that answers with a stream: its messages as a list."""
    stream = grpc_helpers_async.wrap_errors(
        channel.unary_stream(
            method,
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=answer.FromString,
        )
    )

    async def call(request: Any, **how: Any) -> list[Any]:
        return [each async for each in await stream(request, **how)]

    return call


def timed(stub: Any, *, retry: AsyncRetry, seconds: float, metadata: Metadata) -> Call:
    """A stub as a function of its request alone.

    It takes `seconds` at most, retries included, and raises google.api_core's exceptions.
    """
    sent = (*metadata, ClientInfo().to_grpc_metadata())

    async def call(request: Any) -> Any:
        end = time.monotonic() + seconds

        def attempt() -> Awaitable[Any]:
            awaited: Awaitable[Any] = stub(request, timeout=end - time.monotonic(), metadata=sent)
            return awaited

        return await retry(attempt)()

    return call
