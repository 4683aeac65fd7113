"""Firestore's own methods on the event loop, without the high-level client."""

import os
from collections.abc import Callable
from typing import Any

from google.api_core.gapic_v1 import routing_header

from shared.runtime import rpc
from shared.runtime.settings import settings
from shared.store.documents import ASYNC_RETRY, SECONDS


def database() -> str:
    return f"projects/{settings().project}/databases/(default)"


def name(path: str) -> str:
    """A document's name, of its path: `events/ID`."""
    return f"{database()}/documents/{path}"


async def call(
    method: str,
    answer: Any,
    *more: tuple[str, str],
    kind: Callable[..., Any] = rpc.stub,
) -> rpc.Call:
    """`Commit` or another method, for as long as the instance lives; `more` is its metadata.

    `kind` is `rpc.listing` for a method that answers with a stream.
    """
    metadata: rpc.Metadata = (routing_header.to_grpc_metadata({"database": database()}), *more)
    if "FIRESTORE_EMULATOR_HOST" in os.environ:
        metadata += (("authorization", "Bearer owner"),)
    channel = await rpc.channel("firestore.googleapis.com", "FIRESTORE_EMULATOR_HOST")
    stub = kind(channel, f"/google.firestore.v1.Firestore/{method}", answer)
    return rpc.timed(stub, retry=ASYNC_RETRY, seconds=SECONDS, metadata=metadata)
