"""Dead letters, published again on the topic that they came from."""

import binascii
from base64 import b64encode
from collections import Counter

from google.api_core import exceptions as google
from google.pubsub_v1 import PubsubMessage, ReceivedMessage

from infra.topics import DEAD_LETTERS
from shared.runtime import messages
from shared.runtime.clients import publisher, subscriber
from shared.runtime.settings import settings

_MAX_PULLED = 100
_ATTRIBUTES = ("event_type", "schema_version", "traceparent")


def replay(*, discard: bool) -> Counter[str]:
    """Re-publish and acknowledge every dead letter; counts `replayed`, `discarded` and `left`.

    A worker ignores a message whose work is done, so a replay is harmless. A message of unknown
    format is left in the subscription, or acknowledged with `discard`.
    """
    counts = Counter(replayed=0, discarded=0, left=0)
    subscription = f"projects/{settings().project}/subscriptions/{DEAD_LETTERS}"
    left: dict[str, str] = {}  # acknowledgement ID by message ID: a redelivery is not counted twice
    while received := [one for one in _pulled(subscription) if one.message.message_id not in left]:
        handled = [one for one in received if _handle(one.message, counts, discard)]
        if handled:
            ids = [one.ack_id for one in handled]
            subscriber().acknowledge(subscription=subscription, ack_ids=ids)
        left |= {one.message.message_id: one.ack_id for one in received if one not in handled}
    if left:  # available to the next reader at once, not only after the deadline
        subscriber().modify_ack_deadline(
            subscription=subscription, ack_ids=list(left.values()), ack_deadline_seconds=0
        )
    return counts


def _pulled(subscription: str) -> list[ReceivedMessage]:
    try:
        response = subscriber().pull(
            request={"subscription": subscription, "max_messages": _MAX_PULLED},
            timeout=5,
            retry=None,
        )
    except google.DeadlineExceeded:  # how the emulator answers when there are no messages
        return []
    return list(response.received_messages)


def _handle(message: PubsubMessage, counts: Counter[str], discard: bool) -> bool:  # noqa: FBT001
    """True if the message can be acknowledged."""
    if not _has_known_format(message):
        counts["discarded" if discard else "left"] += 1
        print(f"unknown format: {message.message_id} ({len(message.data)} bytes)")
        return discard
    attributes = {
        name: message.attributes[name] for name in _ATTRIBUTES if name in message.attributes
    }
    topic = f"projects/{settings().project}/topics/{settings().topic}"
    copy = {"data": message.data, "attributes": attributes}
    publisher().publish(request={"topic": topic, "messages": [copy]}, timeout=5)
    counts["replayed"] += 1
    return True


def _has_known_format(message: PubsubMessage) -> bool:
    data = b64encode(message.data).decode()
    wire = {"message": {"data": data, "attributes": dict(message.attributes)}}
    try:
        messages.received(wire)
    except (ValueError, KeyError, binascii.Error):
        return False
    return True
