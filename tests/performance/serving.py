"""A handler as its container runs it, in a process of its own that can be weighed."""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from infra.functions import ROOT
from tests.performance import packages
from tests.performance.load import load

LOG = ROOT / ".local/bench.log"
_PATIENCE_SECONDS = 60
_LAST_LINES = 12

Launch = Callable[[int], AbstractContextManager[subprocess.Popen[bytes]]]
"""Executes a server that is to answer at a port, and ends it on the way out."""


@dataclass(frozen=True)
class Server:
    """A functions-framework, and the port where it answers; Python's has one worker beside it."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """User and system time of all its processes since they started."""
        times = [process.cpu_times() for process in self._processes()]
        return sum(time.user + time.system for time in times)

    def peak_bytes(self) -> int:
        """The most that the worker, and each process of its own, ever held; what they share with
        their master counts once for each.
        """
        (worker,) = self.process.children()
        return sum(map(_peak_bytes, [worker, *worker.children(recursive=True)]))

    def total_peak_bytes(self) -> int:
        """The most that each of its processes ever held, a master too."""
        return sum(map(_peak_bytes, self._processes()))

    def present_bytes(self) -> int:
        """What all its processes hold at the moment, what they share counted once."""
        return sum(process.memory_full_info().pss for process in self._processes())

    def threads(self) -> int:
        """Of the worker."""
        (worker,) = self.process.children()
        return int(worker.num_threads())

    def _processes(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]


def _peak_bytes(process: psutil.Process) -> int:
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def measured(server: Server, requests: Sequence[bytes], clients: int = 1) -> dict[str, float]:
    """What a load costs: `p50`, `p95` and `cpu` of a request in milliseconds, `rate` a second."""
    before = server.cpu_seconds()
    found = load(server.port, requests, clients)
    return {
        "p50": found.percentile(50) * 1e3,
        "p95": found.percentile(95) * 1e3,
        "rate": found.rate,
        "cpu": (server.cpu_seconds() - before) / len(requests) * 1e3,
    }


@contextmanager
def served(
    source: str,
    target: str,
    environment: Mapping[str, str],
    *,
    threads: int = 32,
    root: Path = ROOT,
) -> Iterator[Server]:
    """`source` is relative to `root`, a checkout; ready when its port takes connections."""

    def launch(port: int) -> AbstractContextManager[subprocess.Popen[bytes]]:
        return started(source, target, environment, port=port, threads=threads, root=root)

    with listening(launch) as server:
        yield server


@contextmanager
def listening(launch: Launch) -> Iterator[Server]:
    """Ready when its port takes connections."""
    port = free_port()
    with launch(port) as process:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not listens(port):
            check(process, deadline)
            time.sleep(0.01)
        yield Server(port, psutil.Process(process.pid))


@contextmanager
def started(
    source: str,
    target: str,
    environment: Mapping[str, str],
    *,
    port: int,
    threads: int,
    root: Path = ROOT,
) -> Iterator[subprocess.Popen[bytes]]:
    """functions-framework for Python, with its checkout's packages, just executed; ended on the way
    out.
    """
    command = [
        str(packages.scripts(root) / "functions-framework"),
        *("--source", str(root / source), "--target", target),
        *("--host", "127.0.0.1", "--port", str(port)),
    ]
    own = {"PYTHONPATH": str(root), "THREADS": str(threads)}
    with executed(command, own | dict(environment)) as process:
        yield process


@contextmanager
def executed(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that knows `environment` and the PATH; ended on the way out."""
    own = {"PATH": os.environ["PATH"]}
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen(command, env=own | dict(environment), stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def check(process: subprocess.Popen[bytes], deadline: float) -> None:
    """Raises SystemExit with its last words if it has ended, or the monotonic `deadline` passed."""
    ended = process.poll() is not None
    if ended or time.monotonic() > deadline:
        said = "".join(f"\n  {line}" for line in LOG.read_text().splitlines()[-_LAST_LINES:])
        how = "ended before it answered" if ended else "does not answer"
        raise SystemExit(f"{process.args!r} {how}:{said}")


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
