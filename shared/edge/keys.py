"""Google's public keys by ID: fetched off the event loop, cached as long as their answer allows."""

import asyncio
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from shared.edge.problems import Unavailable
from shared.runtime import log
from shared.runtime.threads import Threads

_FETCH_SECONDS = 10
_REFETCH_SECONDS = 60
"""How soon an unknown key ID is looked for again: anyone can make one up."""
_LEAST_SECONDS = 1
"""How long any answer, and a failure too, is shared by everybody who waits for it."""
_MAX_AGE = re.compile(r"\bmax-age=(\d+)")
_fetching = Threads("keys", most=2)

Parse = Callable[[Any], Mapping[str, Any]]


class Keys:
    """The keys at `url`, which `parse` makes of its JSON: key ID → whatever verifies with it."""

    def __init__(self, url: str, parse: Parse, clock: Callable[[], float] = time.monotonic) -> None:
        self._url, self._parse, self._clock = url, parse, clock
        self._keys: Mapping[str, Any] = {}
        self._fetched = self._failed = float("-inf")
        self._fresh_until = float("-inf")
        self._lock = asyncio.Lock()

    async def get(self, key_id: str) -> Any:
        """The key, or None if Google has none of that ID. Raises Unavailable if nobody can say."""
        if not self._is_known(key_id):
            async with self._lock:
                if not self._is_known(key_id):
                    await self._fetch()
        return self._keys.get(key_id)

    def _is_known(self, key_id: str) -> bool:
        """Whether the cache answers: with the key, or because it was filled a moment ago."""
        now = self._clock()
        return now < self._fresh_until and (
            key_id in self._keys or now < self._fetched + _REFETCH_SECONDS
        )

    async def _fetch(self) -> None:
        now = self._clock()
        if now < self._failed + _LEAST_SECONDS:
            raise Unavailable("The keys that verify tokens cannot be fetched.")
        try:
            found, age = await _fetching.run(_fetched, self._url)
            self._keys = self._parse(found)
        except Exception as error:  # noqa: BLE001  # of requests, of JSON, of a broken certificate
            self._failed = self._clock()
            log.error("keys_unreachable", cause=type(error.__cause__ or error).__name__)
            raise Unavailable("The keys that verify tokens cannot be fetched.") from None
        self._fetched, self._fresh_until = now, now + max(age, _LEAST_SECONDS)


def _fetched(url: str) -> tuple[Any, int]:
    """The JSON at `url`, and for how many seconds it stays good."""
    from google.auth.transport.requests import Request

    answer = Request()(url, timeout=_FETCH_SECONDS)
    if answer.status != 200:
        raise ValueError(f"status {answer.status}")
    return json.loads(answer.data), lifetime(answer.headers)


def lifetime(headers: Mapping[str, str]) -> int:
    """Seconds: `max-age` less the `Age` that it already has, after waiting in caches."""
    most = _MAX_AGE.search(headers.get("cache-control", ""))
    age = headers.get("age", "")
    return max(0, int(most[1]) - (int(age) if age.isdecimal() else 0)) if most else 0
