"""Threads for what blocks: how many, whose turn, and what becomes of those that nobody awaits."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.runtime import log
from shared.runtime.threads import Threads

NOW = datetime.now(UTC)


def test_what_is_wanted_first_goes_first_and_else_who_came_first() -> None:
    done: list[str] = []

    async def burst() -> None:
        threads, busy = Threads("one", most=1), threading.Event()
        waiting: list[asyncio.Task[Any]] = [asyncio.create_task(threads.run(busy.wait))]
        for name, seconds in (("late", 9), ("first", 1), ("second", 1), ("last", 10)):
            latest = NOW + timedelta(seconds=seconds)
            waiting.append(asyncio.create_task(threads.run_by(latest, done.append, name)))
            await asyncio.sleep(0)
        waiting.append(asyncio.create_task(threads.run_by(NOW, done.append, "at once")))
        await asyncio.sleep(0)
        busy.set()
        await asyncio.gather(*waiting)

    asyncio.run(burst())

    assert done == ["at once", "first", "second", "late", "last"]


def test_no_more_run_at_a_time_than_there_are_threads() -> None:
    running: list[int] = []
    most: list[int] = []

    def work() -> None:
        running.append(1)
        most.append(len(running))
        threading.Event().wait(0.01)
        running.pop()

    async def burst() -> None:
        threads = Threads("two", most=2)
        await asyncio.gather(*(threads.run(work) for _ in range(12)))

    asyncio.run(burst())

    assert (len(most), max(most)) == (12, 2)


def test_what_a_call_raises_is_raised_where_it_is_awaited_and_the_next_one_runs() -> None:
    async def burst() -> int:
        threads = Threads("one", most=1)
        with pytest.raises(ZeroDivisionError):
            await threads.run(lambda: 1 // 0)
        return await threads.run(lambda: 1)

    assert asyncio.run(burst()) == 1


def test_a_call_that_is_given_up_before_its_turn_is_not_made() -> None:
    done: list[str] = []

    async def burst() -> None:
        threads, busy = Threads("one", most=1), threading.Event()
        first = asyncio.create_task(threads.run(busy.wait))
        given_up = asyncio.create_task(threads.run(done.append, "given up"))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.sleep(0)
        busy.set()
        await first
        await threads.run(done.append, "next")

    asyncio.run(burst())

    assert done == ["next"]


def test_a_call_logs_into_the_trace_of_who_made_it(site: str) -> None:
    async def request() -> tuple[str, str]:
        span = log.begin(None)
        return span, await Threads("one", most=1).run(log.traceparent)

    span, found = asyncio.run(request())

    assert found == span
