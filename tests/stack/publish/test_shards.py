"""Events are spread over every shard, whose indexes take 500 writes a second each."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from tests.support.factories import draft
from tests.support.production import Production, production
from tests.support.stack import Stack

SHARDS = 16


def test_a_burst_of_events_fills_all_of_them_evenly(stack: Stack) -> None:
    with production(stack) as served:
        keys, token = [str(uuid.uuid4()) for _ in range(160)], served.issuer.token()

        def publish(key: str) -> int:
            return served.publish(token, draft(), key).status_code

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(publish, keys)) == {200}
        shards = [_shard(stack, served, key) for key in keys]

    assert set(shards) == set(range(SHARDS))
    assert max(shards.count(shard) for shard in range(SHARDS)) < 30  # of 10 on average


def _shard(stack: Stack, served: Production, key: str) -> int:
    found = stack.other(served.project).document(f"events/{key}").get(["shard"]).to_dict() or {}
    return int(found["shard"])
