"""`EventPublished`, onto the topic and off it."""

from base64 import b64decode
from collections.abc import Sequence
from typing import Any

from google.api_core import exceptions as google
from google.api_core.gapic_v1 import routing_header
from google.api_core.retry import AsyncRetry, Retry, if_exception_type

from shared.event.published import SCHEMA_VERSION, EventPublished
from shared.runtime import log, rpc
from shared.runtime.clients import publisher
from shared.runtime.failures import GOOGLE_ERRORS
from shared.runtime.once import async_once
from shared.runtime.protos import PublishRequest, PublishResponse
from shared.runtime.settings import settings

_SECONDS = 3
_TRANSIENT = if_exception_type(google.ServiceUnavailable)


async def emit(message: EventPublished, traceparent: str) -> bool:
    """Publish the message: one RPC, at most three seconds. False, and an error in the log, if not.

    A failure never reaches the caller: the event is committed, and the sweep emits it later.
    """
    request = PublishRequest(topic=_topic(), messages=[_wire(message, traceparent)])
    try:
        send = await _send()
        await send(request)
    except GOOGLE_ERRORS as error:
        return bool(_not_emitted([(message, traceparent)], error))
    return bool(_emitted([(message, traceparent)]))


def emit_all(messages: Sequence[tuple[EventPublished, str]]) -> list[str]:
    """Publish messages, each with its traceparent, in one RPC. Returns the event IDs that went.

    A batch that is refused is halved until what cannot be sent stands alone, so that it holds up
    nothing else; when Pub/Sub cannot be reached, nothing is tried again.
    """
    if not messages:
        return []
    try:
        publisher().publish(
            request={"topic": _topic(), "messages": [_wire(*each) for each in messages]},
            timeout=_SECONDS,
            retry=Retry(_TRANSIENT, initial=0.1, timeout=_SECONDS),
        )
    except google.InvalidArgument as error:
        if len(messages) > 1:
            half = len(messages) // 2
            return emit_all(messages[:half]) + emit_all(messages[half:])
        return _not_emitted(messages, error)
    except GOOGLE_ERRORS as error:
        return _not_emitted(messages, error)
    return _emitted(messages)


def _emitted(messages: Sequence[tuple[EventPublished, str]]) -> list[str]:
    for message, _ in messages:
        log.info("event_published", event_id=message.event_id, slug=message.slug)
    return [message.event_id for message, _ in messages]


def _not_emitted(messages: Sequence[tuple[EventPublished, str]], error: Exception) -> list[str]:
    for message, _ in messages:
        log.error("event_not_emitted", event_id=message.event_id, cause=type(error).__name__)
    return []


def _topic() -> str:
    return f"projects/{settings().project}/topics/{settings().topic}"


def _wire(message: EventPublished, traceparent: str) -> dict[str, Any]:
    attributes = {
        "event_type": "event_published",
        "schema_version": SCHEMA_VERSION,
        "traceparent": traceparent,
    }
    return {"data": message.model_dump_json().encode(), "attributes": attributes}


@async_once
async def _send() -> rpc.Call:
    channel = await rpc.channel("pubsub.googleapis.com", "PUBSUB_EMULATOR_HOST")
    return rpc.timed(
        rpc.stub(channel, "/google.pubsub.v1.Publisher/Publish", PublishResponse),
        retry=AsyncRetry(_TRANSIENT, initial=0.1, timeout=_SECONDS),
        seconds=_SECONDS,
        metadata=(routing_header.to_grpc_metadata({"topic": _topic()}),),
    )


def received(data: Any) -> EventPublished:
    """The message inside a CloudEvent's `data`; the log goes on with its trace.

    Raises ValueError for any other message: refused at every delivery, it ends in the dead-letter
    topic.
    """
    message = data["message"] if isinstance(data, dict) and "message" in data else {}
    attributes = message.get("attributes") or {}
    log.begin(attributes.get("traceparent"))
    if (version := attributes.get("schema_version")) != SCHEMA_VERSION:
        raise ValueError(f"schema_version is {version!r}, not {SCHEMA_VERSION!r}")
    published = EventPublished.model_validate_json(b64decode(message["data"], validate=True))
    log.add(event_id=published.event_id)
    return published
