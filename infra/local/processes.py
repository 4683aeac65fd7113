"""Child processes: each with its log, watched, and stopped with all their descendants."""

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
    """A program of the stack. With `restart` it is started again when it exits."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    restart: bool = False
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches only the stack, which then stops each child in order.
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


class ProcessExited(Exception):
    """A program that cannot be restarted has exited."""


class Processes:
    """All processes of one stack. A variable in their environment marks them and descendants."""

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
        restart: bool = False,
    ) -> None:
        log = self._logs / f"{name}.log"
        log.unlink(missing_ok=True)
        child = Child(name, command, {**environment, _MARK: self._mark}, log, restart)
        child.start()
        self._children.append(child)

    def pids(self) -> dict[str, int]:
        return {child.name: child.process.pid for child in self._children if child.restart}

    def check(self, *, is_up: bool = True) -> bool:
        """Restart what has exited; True if something was. Raises ProcessExited for other programs.

        Before the stack `is_up` nothing is restarted: it would exit again, and its log says why.
        """
        exited = [child for child in self._children if child.process.poll() is not None]
        for child in exited:
            if not (child.restart and is_up):
                end = f"The end of {child.log}:\n{_tail(child.log)}"
                raise ProcessExited(f"{child.name} exited unexpectedly. {end}")
            child.signal(signal.SIGKILL)  # a surviving worker would keep the port
            child.start()
        return bool(exited)

    def stop(self) -> None:
        """SIGTERM, then SIGKILL after ten seconds. Returns when no process is left."""
        # The functions first: to finish their requests they need the emulators.
        for functions in (True, False):
            wave = [child for child in self._children if child.restart == functions]
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
        """All marked processes, also the Java that firebase-tools starts in sessions of its own."""
        for process in psutil.process_iter():
            try:
                if process.environ().get(_MARK) == self._mark:
                    yield process
            except (psutil.Error, OSError):
                continue  # it has exited, or belongs to another user


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join("  " + line for line in log.read_text(errors="replace").splitlines()[-lines:])
