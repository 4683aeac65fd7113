"""A timeout in which the event loop's own lateness does not count."""

import asyncio
import threading

import pytest

from shared.runtime.patience import within


async def kept_from_running(times: int) -> str:
    """An answer in so many parts, before each of which the loop stands still."""
    for _ in range(times):
        threading.Event().wait(0.03)
        await asyncio.sleep(0)
    return "answer"


def test_an_answer_is_read_however_late_the_loop_is() -> None:
    assert asyncio.run(within(5, kept_from_running(3), step=0.01)) == "answer"


def test_what_does_not_come_is_ended() -> None:
    ended: list[bool] = []

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append(True)
            raise

    with pytest.raises(TimeoutError):
        asyncio.run(within(2, hang(), step=0.01))

    assert ended == [True]


def test_what_a_call_raises_is_raised() -> None:
    async def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(within(2, fail()))


def test_who_is_ended_while_waiting_ends_the_call() -> None:
    ended: list[str] = []

    async def hang() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("call")

    async def give_up() -> None:
        waiting = asyncio.create_task(within(100, hang()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(give_up())

    assert ended == ["call"]
