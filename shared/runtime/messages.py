"""`EventPublished`, onto the topic and off it."""

from base64 import b64decode
from typing import Any

from google.api_core import exceptions as google
from google.api_core.gapic_v1 import routing_header
from google.api_core.retry import AsyncRetry, Retry, if_exception_type
from google.auth.exceptions import GoogleAuthError

from shared.event.published import SCHEMA_VERSION, EventPublished
from shared.runtime import log, rpc
from shared.runtime.clients import publisher
from shared.runtime.once import async_once
from shared.runtime.settings import settings

_SECONDS = 3
_TRANSIENT = if_exception_type(google.ServiceUnavailable)


async def emit(message: EventPublished, traceparent: str) -> bool:
    """Put the message on the topic: one RPC, at most three seconds. False if that failed."""
    try:
        send = await _send()
        await send(_request(message, traceparent))
    except (google.GoogleAPIError, GoogleAuthError) as error:
        return _failed(message, error)
    return _emitted(message)


def emit_blocking(message: EventPublished, traceparent: str) -> bool:
    """The same where no event loop runs: the sweep and the operator's commands."""
    retry = Retry(_TRANSIENT, initial=0.1, timeout=_SECONDS)
    request = _request(message, traceparent)
    try:
        publisher().publish(request, timeout=_SECONDS, retry=retry)
    except (google.GoogleAPIError, GoogleAuthError) as error:
        return _failed(message, error)
    return _emitted(message)


def _failed(message: EventPublished, error: Exception) -> bool:
    log.error("event_not_emitted", event_id=message.event_id, cause=type(error).__name__)
    return False


def _emitted(message: EventPublished) -> bool:
    log.info("event_published", event_id=message.event_id, slug=message.slug)
    return True


def _request(message: EventPublished, traceparent: str) -> Any:
    from google.pubsub_v1 import PublishRequest

    request: Any = PublishRequest.pb()(topic=_topic())
    attributes = {
        "event_type": "event_published",
        "schema_version": SCHEMA_VERSION,
        "traceparent": traceparent,
    }
    request.messages.add(data=message.model_dump_json().encode(), attributes=attributes)
    return request


def _topic() -> str:
    return f"projects/{settings().project}/topics/{settings().topic}"


@async_once
async def _send() -> rpc.Call:
    from google.pubsub_v1 import PublishResponse
    from google.pubsub_v1.services.publisher.transports import PublisherGrpcAsyncIOTransport

    channel = await rpc.channel(PublisherGrpcAsyncIOTransport, "PUBSUB_EMULATOR_HOST")
    return rpc.unary(
        rpc.stub(channel, "/google.pubsub.v1.Publisher/Publish", PublishResponse.pb()),
        retry=AsyncRetry(_TRANSIENT, initial=0.1, timeout=_SECONDS),
        seconds=_SECONDS,
        metadata=(routing_header.to_grpc_metadata({"topic": _topic()}),),
    )


def received(data: Any) -> EventPublished:
    """The message inside a CloudEvent's `data`; the log goes on with its trace.

    Raises ValueError for what is no message of ours: refused again and again, it ends in the
    dead-letter topic.
    """
    message = data["message"] if isinstance(data, dict) and "message" in data else {}
    attributes = message.get("attributes") or {}
    log.begin(attributes.get("traceparent"))
    if (version := attributes.get("schema_version")) != SCHEMA_VERSION:
        raise ValueError(f"schema_version is {version!r}, not {SCHEMA_VERSION!r}")
    published = EventPublished.model_validate_json(b64decode(message["data"], validate=True))
    log.add(event_id=published.event_id)
    return published
