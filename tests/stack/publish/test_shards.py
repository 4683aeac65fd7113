"""A published event is in the shard of its key; how those spread is tested in tests/unit/store."""

import uuid

from shared.store.publishing import shard
from tests.support.factories import draft
from tests.support.stack import Person, Stack


def test_events_are_stored_with_the_shards_of_their_keys(stack: Stack, organizer: Person) -> None:
    one = str(uuid.uuid4())
    fresh = iter(lambda: str(uuid.uuid4()), "")
    another = next(key for key in fresh if shard(key) != shard(one))

    for key in (one, another):
        assert stack.publish(organizer, draft(), key).status_code == 200
        assert stack.event(key)["shard"] == shard(key)
