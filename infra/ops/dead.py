"""The dead-letter topic: what is in it, told again."""

import binascii
from base64 import b64encode
from collections import Counter

from google.api_core import exceptions as google
from google.pubsub_v1 import PubsubMessage, ReceivedMessage

from shared.runtime import messages
from shared.runtime.clients import publisher, subscriber
from shared.runtime.settings import settings

SUBSCRIPTION = "event-published-dead"
_AT_ONCE = 100
_OURS = ("event_type", "schema_version", "traceparent")


def replay(*, discard: bool) -> Counter[str]:
    """Publish every dead letter again and take it out: `replayed`, `discarded` and `left`.

    Told again it is a new message, harmless where the work is done by now. What is no message of
    ours stays where it is, unless told to `discard` it.
    """
    counts = Counter(replayed=0, discarded=0, left=0)
    subscription = f"projects/{settings().project}/subscriptions/{SUBSCRIPTION}"
    left: dict[str, str] = {}  # by message ID, lest what comes again meanwhile be counted again
    while found := [one for one in _pulled(subscription) if one.message.message_id not in left]:
        done = [one for one in found if _again(one.message, counts, discard)]
        if done:
            ids = [one.ack_id for one in done]
            subscriber().acknowledge(subscription=subscription, ack_ids=ids)
        left |= {one.message.message_id: one.ack_id for one in found if one not in done}
    if left:  # at once for the next who looks
        subscriber().modify_ack_deadline(
            subscription=subscription, ack_ids=list(left.values()), ack_deadline_seconds=0
        )
    return counts


def _pulled(subscription: str) -> list[ReceivedMessage]:
    try:
        answer = subscriber().pull(
            request={"subscription": subscription, "max_messages": _AT_ONCE},
            timeout=5,
            retry=None,
        )
    except google.DeadlineExceeded:  # the emulator's way to say that there is none
        return []
    return list(answer.received_messages)


def _again(message: PubsubMessage, counts: Counter[str], discard: bool) -> bool:  # noqa: FBT001
    if not _is_ours(message):
        counts["discarded" if discard else "left"] += 1
        print(f"no message of ours: {message.message_id} ({len(message.data)} bytes)")
        return discard
    attributes = {name: message.attributes[name] for name in _OURS if name in message.attributes}
    again = {"data": message.data, "attributes": attributes}
    topic = f"projects/{settings().project}/topics/{settings().topic}"
    publisher().publish(request={"topic": topic, "messages": [again]}, timeout=5)
    counts["replayed"] += 1
    return True


def _is_ours(message: PubsubMessage) -> bool:
    data = b64encode(message.data).decode()
    wire = {"message": {"data": data, "attributes": dict(message.attributes)}}
    try:
        messages.received(wire)
    except (ValueError, KeyError, binascii.Error):
        return False
    return True
