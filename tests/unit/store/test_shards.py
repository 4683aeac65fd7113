"""Events are spread over every shard, whose indexes take 500 writes a second each."""

import random
import uuid
from collections import Counter

import pytest

from shared.store.documents import SHARDS
from shared.store.publishing import shard

_RANDOM = random.Random(7)
KEYS = {
    "random UUIDs": [
        str(uuid.UUID(int=_RANDOM.getrandbits(128), version=4)) for _ in range(16_000)
    ],
    "UUIDs of one second": [
        str(uuid.UUID(int=(0x0192F4A3 << 96) + (n << 64) + _RANDOM.getrandbits(60)))
        for n in range(16_000)
    ],
    "a counter": [f"event-{n:08}" for n in range(16_000)],
}


@pytest.mark.parametrize("kind", KEYS)
def test_every_shard_gets_its_part_whatever_keys_look_like(kind: str) -> None:
    counts = Counter(map(shard, KEYS[kind]))

    assert set(counts) == set(range(SHARDS))
    assert min(counts.values()) > 850  # of 1,000
    assert max(counts.values()) < 1150
