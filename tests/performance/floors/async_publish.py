"""The least that a publish can cost on an event loop: the two RPCs, their bytes prepared."""

import os
from pathlib import Path
from typing import Any

import functions_framework.aio
import grpc
from starlette.requests import Request
from starlette.responses import Response

_PLACEHOLDER = os.environ["PLACEHOLDER"].encode()
_COMMIT = Path(os.environ["COMMIT"]).read_bytes()
_MESSAGE = Path(os.environ["MESSAGE"]).read_bytes()
_ANSWER = Path(os.environ["ANSWER"]).read_bytes()
_stubs: list[Any] = []


def _made() -> list[Any]:
    """Once there is a loop, which a channel belongs to."""
    if not _stubs:
        _stubs.append(
            grpc.aio.insecure_channel(os.environ["FIRESTORE_EMULATOR_HOST"]).unary_unary(
                "/google.firestore.v1.Firestore/Commit"
            )
        )
        _stubs.append(
            grpc.aio.insecure_channel(os.environ["PUBSUB_EMULATOR_HOST"]).unary_unary(
                "/google.pubsub.v1.Publisher/Publish"
            )
        )
    return _stubs


@functions_framework.aio.http
async def publish(request: Request) -> Response:
    key = request.headers["Idempotency-Key"].encode()
    owner = (("authorization", "Bearer owner"),)
    commit, send = _made()
    await commit(_COMMIT.replace(_PLACEHOLDER, key), timeout=5, metadata=owner)
    await send(_MESSAGE.replace(_PLACEHOLDER, key), timeout=3)
    return Response(_ANSWER.replace(_PLACEHOLDER, key), media_type="application/json")
