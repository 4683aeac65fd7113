"""Event loops: for one call, or as long as a test needs one."""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from shared.runtime import clients, messages, rpc
from shared.store import commits, gets

Result = TypeVar("Result")


def run(call: Coroutine[Any, Any, Result]) -> Result:
    """What comes of it, with a Gemini client that is made under the test's own settings."""

    async def and_close() -> Result:
        try:
            return await call
        finally:
            if clients.gemini.made():
                await (await clients.gemini()).aio.aclose()

    clients.gemini.forget()
    return asyncio.run(and_close())


@contextmanager
def looping() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop in a thread of its own, as one worker has it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    _forget()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        _forget()


def on(loop: asyncio.AbstractEventLoop, call: Coroutine[Any, Any, Result]) -> Result:
    """What comes of it, for a thread that is not the loop's."""
    return asyncio.run_coroutine_threadsafe(call, loop).result(60)


def _forget() -> None:
    """What a process keeps for its lifetime and belongs to one loop and its environment."""
    made = (commits._send, gets._send, gets._send_all, messages._send, rpc.credentials)
    for each in (*made, clients.async_firestore_client):
        each.forget()
