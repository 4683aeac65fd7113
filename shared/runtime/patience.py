"""A timeout that does not take the event loop's own lateness for somebody else's."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def within(seconds: int, call: Coroutine[Any, Any, Result], step: float = 1) -> Result:
    """What comes of `call` within so many seconds, else TimeoutError.

    A loop that is kept from running leaves answers unread that came long ago, and a timer would
    end them in the moment when it may read them. So a second (`step`) that took longer counts once.
    """
    task = asyncio.create_task(call)
    try:
        for _ in range(seconds):
            done, _ = await asyncio.wait({task}, timeout=step)
            if done:
                return await task
        raise TimeoutError
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
