"""An event loop for one call, as long as a test needs it."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from shared.runtime import clients

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
