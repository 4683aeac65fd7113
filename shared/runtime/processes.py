"""Processes for what computes in Python: in a thread it would take the interpreter from the event
loop, and every packet of every answer would wait for it.
"""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from multiprocessing import Pipe
from typing import Any, ParamSpec, TypeVar

from shared.runtime.failures import Died
from shared.runtime.threads import Threads

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_PATIENCE_SECONDS = 60
"""For one call: then it is taken for endless, and its process is ended."""
_VARIABLES = ("PATH", "LD_LIBRARY_PATH")


class Processes:
    """Like `Threads`, but each call is made in one of at most `most` child processes.

    Function, arguments and result go there and back by pickle, so the function is a module's own.
    `loads` is the module that a process imports before its first call. A call that ends its process
    fails alone; the next one gets another process.
    """

    def __init__(self, name: str, most: int, loads: str) -> None:
        self._threads = Threads(name, most)
        self._loads = loads
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        self._has_started = False
        atexit.register(self.close)

    def start(self) -> None:
        """Let the first process load, if none has been started, while something else is awaited.

        Not before a fork: processes belong to the one that started them.
        """
        if not self._has_started:
            self._release(self._take())

    async def run(
        self,
        function: Callable[Parameters, Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Call `function` in a process. Raises what it raises, and Died."""
        call = self._call(function)
        return await self._threads.run(call, *args, **kwargs)

    async def run_by(
        self,
        latest: datetime,
        function: Callable[Parameters, Result],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """`run` for what is not wanted at once: whatever is wanted before `latest` goes first."""
        call = self._call(function)
        return await self._threads.run_by(latest, call, *args, **kwargs)

    def close(self) -> None:
        """End the processes that are idle; the next call starts another."""
        with self._lock:
            ended, self._idle = self._idle, []
            self._has_started = False
        for child in ended:
            child.end()

    def _call(self, function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
        def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
            child = self._take()
            try:
                is_result, answer = child.call(function, args, kwargs)
            except BaseException:
                child.end()
                raise
            self._release(child)
            if not is_result:
                raise answer
            result: Result = answer
            return result

        return call

    def _take(self) -> "_Child":
        with self._lock:
            self._has_started = True
            while self._idle:
                if (child := self._idle.pop()).is_alive():
                    return child
                child.end()  # somebody has killed it, the system if it was short of memory
        return _Child(self._loads)

    def _release(self, child: "_Child") -> None:
        with self._lock:
            self._idle.append(child)


class _Child:
    """A process that runs `shared.runtime.child`. It ends when its pipe does, so with its parent.

    Of the environment it has what Python needs, and none of the secrets.
    """

    def __init__(self, loads: str) -> None:
        self._pipe, theirs = Pipe()
        environment = {
            name: value
            for name, value in os.environ.items()
            if name in _VARIABLES or name.startswith("PYTHON")
        }
        environment["PYTHONPATH"] = os.pathsep.join(sys.path)
        descriptor = theirs.fileno()
        command = [sys.executable, "-m", "shared.runtime.child", str(descriptor), loads]
        with theirs:
            self._process = subprocess.Popen(command, env=environment, pass_fds=[descriptor])

    def call(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[bool, Any]:
        """Whether it returned, and what; else what it raised. Raises Died."""
        try:
            self._pipe.send((function, args, kwargs))
            if not self._pipe.poll(_PATIENCE_SECONDS):
                raise Died("what a process computed did not end")
            answer: tuple[bool, Any] = self._pipe.recv()
        except (EOFError, OSError):
            raise Died("the process died while it computed") from None
        return answer

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.wait()
