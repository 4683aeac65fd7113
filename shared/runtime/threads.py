"""Threads for what blocks or computes, a fixed number of each kind, off the event loop."""

import asyncio
import functools
import itertools
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from queue import PriorityQueue
from typing import Any, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


class Threads:
    """At most `most` of its calls run at a time; the others wait for their turn.

    A call that is no longer awaited still runs to its end, and keeps its thread until then: the
    bound holds whatever times out.
    """

    def __init__(self, name: str, most: int) -> None:
        self._pool = ThreadPoolExecutor(most, name)
        self._order = itertools.count()
        self._waiting: PriorityQueue[tuple[datetime, int, Callable[[], Any], Future[Any]]] = (
            PriorityQueue()
        )

    async def run(
        self,
        function: Callable[Parameters, Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Call `function` in a thread, with this request's trace for its log."""
        return await self.run_by(datetime.now(UTC), function, *args, **kwargs)

    async def run_by(
        self,
        latest: datetime,
        function: Callable[Parameters, Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`run` for what is not wanted at once: whatever is wanted before `latest` goes first."""
        call = functools.partial(copy_context().run, function, *args, **kwargs)
        result: Future[Result] = Future()
        self._waiting.put((latest, next(self._order), call, result))
        self._pool.submit(self._call_next)
        return await asyncio.wrap_future(result)

    def _call_next(self) -> None:
        """The most urgent of the calls that wait, which need not be the one it was submitted for:
        there are as many of the one as of the other.
        """
        _, _, call, result = self._waiting.get_nowait()
        if not result.set_running_or_notify_cancel():
            return
        try:
            result.set_result(call())
        except BaseException as error:  # noqa: BLE001  # raised where it is awaited
            result.set_exception(error)
