"""What a worker refuses is delivered ten times and then a dead letter, locally as deployed."""

import json
import uuid
from collections.abc import Sequence

from infra.topics import MAX_DELIVERY_ATTEMPTS, TOPIC
from tests.support.stack import Stack
from tests.support.waiting import wait

_WORKERS = ("email", "image")
_SECONDS = 60  # ten deliveries a second apart, on a machine that may be busy


def test_messages_refused_after_others_get_ten_deliveries_and_their_dead_letter(
    stack: Stack,
) -> None:
    at_once = [uuid.uuid4().hex for _ in range(3)]
    later = [uuid.uuid4().hex for _ in range(10)]

    _refuse(stack, at_once)
    _refuse(stack, later)


def _refuse(stack: Stack, names: Sequence[str]) -> None:
    """Publish messages that both workers refuse, and wait for every dead letter of theirs."""
    for name in names:
        stack.publish_message({"attributes": {"about": name}}, TOPIC)
    expected = {(name, worker): str(MAX_DELIVERY_ATTEMPTS) for name in names for worker in _WORKERS}
    found: dict[tuple[str, str], str] = {}

    def complete() -> bool:
        for letter in stack.dead_letters('"about"'):
            attributes = json.loads(letter)["attributes"]
            source = attributes["CloudPubSubDeadLetterSourceSubscription"]
            deliveries = attributes["CloudPubSubDeadLetterSourceDeliveryCount"]
            found[attributes["about"], source] = deliveries
        return expected.keys() <= found.keys()

    wait(complete, seconds=_SECONDS)
    assert expected == {of: found[of] for of in expected}
