"""`EventPublished`, onto the topic and off it."""

from base64 import b64decode
from typing import Any

from google.api_core import exceptions as google
from google.api_core.retry import Retry, if_exception_type

from shared.event.published import SCHEMA_VERSION, EventPublished
from shared.runtime import log
from shared.runtime.clients import publisher
from shared.runtime.settings import settings

_DEADLINE_SECONDS = 3
_RETRY = Retry(if_exception_type(google.ServiceUnavailable), initial=0.1, timeout=_DEADLINE_SECONDS)


def emit(message: EventPublished, traceparent: str) -> bool:
    """Put the message on the topic: one RPC, at most three seconds. False if that failed."""
    attributes = {
        "event_type": "event_published",
        "schema_version": SCHEMA_VERSION,
        "traceparent": traceparent,
    }
    try:
        publisher().publish(
            request={
                "topic": f"projects/{settings().project}/topics/{settings().topic}",
                "messages": [
                    {"data": message.model_dump_json().encode(), "attributes": attributes}
                ],
            },
            timeout=_DEADLINE_SECONDS,
            retry=_RETRY,
        )
    except google.GoogleAPICallError as error:
        log.error("event_not_emitted", event_id=message.event_id, cause=type(error).__name__)
        return False
    log.info("event_published", event_id=message.event_id, slug=message.slug)
    return True


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
