"""Child processes: started with a log each, watched, and ended to the last descendant."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_MARK = "PUBLISH_EVENT_STACK"
_GRACE_SECONDS = 10


@dataclass
class Child:
    """A program of the stack; a respawned one is started again when it dies."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    respawned: bool = False
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the stack alone, which then ends each child in order.
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.log.parent,  # firebase-tools leaves its debug logs where it runs
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


class Died(Exception):
    """A program that the stack cannot do without has ended."""


class Processes:
    """All children of one stack, marked in their environment so that none can hide."""

    def __init__(self, state: Path) -> None:
        self._mark = str(state)
        self._logs = state / "logs"
        self._logs.mkdir(parents=True, exist_ok=True)
        self._children: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        respawned: bool = False,
    ) -> None:
        log = self._logs / f"{name}.log"
        log.unlink(missing_ok=True)
        child = Child(name, command, {**environment, _MARK: self._mark}, log, respawned)
        child.start()
        self._children.append(child)

    def pids(self) -> dict[str, int]:
        return {child.name: child.process.pid for child in self._children if child.respawned}

    def check(self, *, is_up: bool = True) -> bool:
        """Start again what may be; True if anything was. Raises Died for anything else.

        What dies before the stack `is_up` would die again: its last words are worth more.
        """
        dead = [child for child in self._children if child.process.poll() is not None]
        for child in dead:
            if not (child.respawned and is_up):
                words = f"Its last words ({child.log}):\n{_tail(child.log)}"
                raise Died(f"{child.name} ended unexpectedly. {words}")
            child.signal(signal.SIGKILL)  # a worker that outlives its master would hold the port
            child.start()
        return bool(dead)

    def stop(self) -> None:
        """End everything: asked first, then made to. Returns when nothing is left."""
        # The functions first: what they are in the middle of needs the others to be finished.
        for functions in (True, False):
            wave = [child for child in self._children if child.respawned == functions]
            for child in wave:
                child.signal(signal.SIGTERM)
            self._wait(wave)
        for process in self._alive():
            process.kill()
        for child in self._children:
            child.process.wait()

    def _wait(self, wave: list[Child]) -> None:
        deadline = time.monotonic() + _GRACE_SECONDS
        while time.monotonic() < deadline:
            if all(child.process.poll() is not None for child in wave):
                return
            time.sleep(0.05)

    def _alive(self) -> Iterator[psutil.Process]:
        """Also the Java below firebase-tools, which has sessions of its own."""
        for process in psutil.process_iter():
            try:
                if process.environ().get(_MARK) == self._mark:
                    yield process
            except (psutil.Error, OSError):
                continue  # gone, or somebody else's


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join("  " + line for line in log.read_text(errors="replace").splitlines()[-lines:])
