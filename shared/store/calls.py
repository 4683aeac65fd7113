"""Firestore's own methods on the event loop, without the high-level client."""

import os
from typing import Any

from google.api_core.gapic_v1 import routing_header
from google.cloud.firestore_v1.services.firestore.transports import FirestoreGrpcAsyncIOTransport

from shared.runtime import rpc
from shared.runtime.settings import settings
from shared.store.documents import ASYNC_RETRY, SECONDS


def database() -> str:
    return f"projects/{settings().project}/databases/(default)"


async def call(method: str, answer: Any, *more: tuple[str, str]) -> rpc.Call:
    """`Commit` or another method, for as long as the instance lives; `more` is its metadata."""
    metadata: rpc.Metadata = (routing_header.to_grpc_metadata({"database": database()}), *more)
    if "FIRESTORE_EMULATOR_HOST" in os.environ:
        metadata += (("authorization", "Bearer owner"),)
    channel = await rpc.channel(FirestoreGrpcAsyncIOTransport, "FIRESTORE_EMULATOR_HOST")
    stub = rpc.stub(channel, f"/google.firestore.v1.Firestore/{method}", answer)
    return rpc.unary(stub, retry=ASYNC_RETRY, seconds=SECONDS, metadata=metadata)
