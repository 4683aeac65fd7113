"""Processes for what computes: each call in one, and what becomes of it when that dies."""

import asyncio
import operator
import os
import signal
from collections.abc import Iterator
from fractions import Fraction

import pytest

from shared.runtime import processes
from shared.runtime.failures import Died
from shared.runtime.processes import Processes


@pytest.fixture
def one() -> Iterator[Processes]:
    """One process, of Python's own functions."""
    found = Processes("one", most=1, loads="math")
    yield found
    found.close()


def test_a_process_of_its_own_makes_one_call_after_another(one: Processes) -> None:
    async def calls() -> set[int]:
        return set(await asyncio.gather(*(one.run(os.getpid) for _ in range(3))))

    (pid,) = asyncio.run(calls())

    assert pid != os.getpid()


def test_what_a_call_raises_is_raised_here_and_the_process_goes_on(one: Processes) -> None:
    async def calls() -> tuple[int, int]:
        before = await one.run(os.getpid)
        with pytest.raises(ZeroDivisionError):
            await one.run(operator.truediv, 1, 0)
        return before, await one.run(os.getpid)

    before, after = asyncio.run(calls())

    assert before == after


def test_what_a_call_raises_says_where_it_was_raised(one: Processes) -> None:
    with pytest.raises(ValueError, match="Invalid literal") as raised:
        asyncio.run(one.run(Fraction, "a half"))

    assert "fractions.py" in "".join(raised.value.__notes__)


def test_a_call_that_ends_its_process_fails_alone_and_may_be_tried_again(one: Processes) -> None:
    async def calls() -> tuple[int, int]:
        before = await one.run(os.getpid)
        with pytest.raises(Died):
            await one.run(os.abort)
        return before, await one.run(os.getpid)

    before, after = asyncio.run(calls())

    assert before != after


def test_a_process_that_has_died_meanwhile_costs_no_call(one: Processes) -> None:
    async def calls() -> tuple[int, int]:
        before = await one.run(os.getpid)
        (idle,) = one._idle
        idle._process.kill()
        idle._process.wait()
        return before, await one.run(os.getpid)

    before, after = asyncio.run(calls())

    assert before != after


def test_what_does_not_end_is_ended(one: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_PATIENCE_SECONDS", 0.2)
    endless = pytest.raises(Died, match="did not end")

    with endless:
        asyncio.run(one.run(signal.pause))


def test_it_outlives_signals_that_its_parent_must_be_able_to_finish_after(one: Processes) -> None:
    async def calls() -> tuple[int, int]:
        before = await one.run(os.getpid)
        for each in (signal.SIGINT, signal.SIGTERM):
            os.kill(before, each)
        return before, await one.run(os.getpid)

    before, after = asyncio.run(calls())

    assert before == after


def test_it_has_no_secrets(one: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "secret")

    assert asyncio.run(one.run(os.getenv, "GEMINI_API_KEY")) is None


def test_the_first_process_is_started_ahead_and_once(one: Processes) -> None:
    one.start()
    (started,) = one._idle
    one.start()

    pid = asyncio.run(one.run(os.getpid))

    assert pid == started._process.pid
    assert one._take() is started
    one.start()  # while it is busy
    assert one._idle == []
    one._release(started)


def test_a_process_ends_by_itself_when_its_parent_is_gone(one: Processes) -> None:
    asyncio.run(one.run(os.getpid))
    (child,) = one._idle

    child._pipe.close()  # as the system does for a parent that was killed

    assert child._process.wait(timeout=30) == 0
