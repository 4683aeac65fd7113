"""The least that a publish can cost: the two RPCs, their bytes prepared."""

import os
from pathlib import Path

import functions_framework
import grpc
from flask import Request, Response

_PLACEHOLDER = os.environ["PLACEHOLDER"].encode()
_COMMIT = Path(os.environ["COMMIT"]).read_bytes()
_MESSAGE = Path(os.environ["MESSAGE"]).read_bytes()
_ANSWER = Path(os.environ["ANSWER"]).read_bytes()
_commit = grpc.insecure_channel(os.environ["FIRESTORE_EMULATOR_HOST"]).unary_unary(
    "/google.firestore.v1.Firestore/Commit"
)
_publish = grpc.insecure_channel(os.environ["PUBSUB_EMULATOR_HOST"]).unary_unary(
    "/google.pubsub.v1.Publisher/Publish"
)


@functions_framework.http
def publish(request: Request) -> Response:
    key = request.headers["Idempotency-Key"].encode()
    owner = (("authorization", "Bearer owner"),)
    _commit(_COMMIT.replace(_PLACEHOLDER, key), timeout=5, metadata=owner)
    _publish(_MESSAGE.replace(_PLACEHOLDER, key), timeout=3)
    return Response(_ANSWER.replace(_PLACEHOLDER, key), content_type="application/json")
