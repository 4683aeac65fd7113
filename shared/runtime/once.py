"""Made at the first call, once, while everybody else who calls waits."""

import asyncio
import functools
import threading
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class once(Generic[Made]):  # noqa: N801  # a decorator
    """`functools.cache` lets threads that meet at the first call each make their own.

    An instance starts under a burst. A client each would be a connection each; Firebase refuses a
    second app; and Gemini's client, collected as the loser, closes what its first request is on.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        functools.update_wrapper(self, make)
        self._make = functools.cache(make)
        self._lock = threading.Lock()

    def __call__(self) -> Made:
        with self._lock:
            return self._make()

    def made(self) -> bool:
        return bool(self._make.cache_info().currsize)

    def forget(self) -> None:
        self._make.cache_clear()


class async_once(Generic[Made]):  # noqa: N801  # a decorator
    """The same for an event loop: one task makes it, the others await it."""

    def __init__(self, make: Callable[[], Awaitable[Made]]) -> None:
        functools.update_wrapper(self, make)
        self._make = make
        self.forget()

    async def __call__(self) -> Made:
        if not self._made:
            async with self._lock:
                if not self._made:
                    self._made.append(await self._make())
        return self._made[0]

    def made(self) -> bool:
        return bool(self._made)

    def forget(self) -> None:
        self._made: list[Made] = []
        self._lock = asyncio.Lock()
