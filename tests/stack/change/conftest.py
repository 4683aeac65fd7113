"""A published event to change."""

import uuid

import grpc
import pytest

from tests.support.factories import draft
from tests.support.live import Live
from tests.support.stack import Person, Stack


@pytest.fixture
def live(stack: Stack, organizer: Person) -> Live:
    """Published, and no worker has heard of it."""
    key, body = str(uuid.uuid4()), draft()
    stack.pubsub_relay.fail("Publish", key, grpc.StatusCode.PERMISSION_DENIED)
    answer = stack.publish(organizer, body, key)
    assert answer.status_code == 200, answer.text
    return Live(stack, organizer, key, answer.json()["slug"], body)
