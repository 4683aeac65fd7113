"""The whole local stack: started in order, described in `stack.json`, kept alive, ended."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import requests

from infra.functions import functions
from infra.local import programs, provision
from infra.local.addresses import Addresses
from infra.local.processes import Died, Processes
from infra.local.ways import Ways

_PATIENCE_SECONDS = 180  # the emulators' first start may download them
_SWEEP_SECONDS = 60  # as Cloud Scheduler does


class Stack:
    """Everything of `make run`, listening at `at` and keeping its files in `state`."""

    def __init__(self, at: Addresses, state: Path, *, reloading: bool = False) -> None:
        self._ways = Ways(at, state) if reloading else None
        self._at = replace(at, ways=self._ways.hosts()) if self._ways else at
        self._state, self._reloading = state, reloading
        self._file = state / "stack.json"
        self._file.unlink(missing_ok=True)
        self._processes = Processes(state)
        self._stopped = threading.Event()

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Started, provisioned and answering; ended with everything below it on the way out."""
        try:
            self._start()
            yield self
        finally:
            self._stopped.set()
            self._file.unlink(missing_ok=True)
            self._processes.stop()

    def watch(self) -> None:
        """Keep the functions alive and the sweep going. Raises Died when an emulator ends."""
        threading.Thread(target=self._sweep, daemon=True).start()
        while True:
            turned = self._ways is not None and self._ways.check()
            if self._processes.check() or turned:
                self._describe()
            time.sleep(0.1)

    def _start(self) -> None:
        services = programs.services(self._at, self._state)
        for name, (command, environment) in services.items():
            self._processes.start(name, command, environment)
        parts = {
            "auth": "/",
            "firestore": "/",
            "pubsub": "/",
            "storage": "/",
            "inbox": "/api/healthz",
        }
        self._await(parts | ({"gemini": "/"} if "gemini" in services else {}))

        provision.documents(self._at)
        provision.topics(self._at)
        provision.organizer(self._at)
        for row in functions():
            command, environment = programs.function(row, self._at)
            self._processes.start(row.name, command, environment, respawned=True)
        command, environment = programs.site(self._at, reloading=self._reloading)
        self._processes.start("site", command, environment)
        self._await(dict.fromkeys((row.name for row in functions()), "/robots.txt") | {"site": "/"})

        provision.subscriptions(self._at)
        self._describe()

    def _await(self, paths: dict[str, str]) -> None:
        """Wait until each answers anything at all, and say so."""
        start = time.monotonic()
        waiting = dict(paths)
        while waiting:
            for name, path in list(waiting.items()):
                if _answers(self._at.url(name) + path):
                    say(f"{name} answers at {self._at.url(name)}")
                    del waiting[name]
            self._processes.check(is_up=False)
            if time.monotonic() - start > _PATIENCE_SECONDS:
                logs = self._state / "logs"
                raise Died(
                    f"No answer from {', '.join(waiting)} in {_PATIENCE_SECONDS} s: see {logs}"
                )
            time.sleep(0.1)

    def _describe(self) -> None:
        """Written whole: whoever reads it never sees half."""
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(self._description(), indent=2) + "\n")
        part.replace(self._file)

    def _description(self) -> dict[str, Any]:
        at = self._at
        urls = ("site", *(row.name for row in functions()), "auth", "storage", "inbox")
        return {
            "project": provision.PROJECT,
            **{name: at.url(name) for name in urls},
            **{name: at.host(name) for name in ("firestore", "pubsub", "smtp")},
            "gemini": programs.gemini_url(at) or "https://generativelanguage.googleapis.com",
            "bucket": programs.BUCKET,
            "organizer": provision.ORGANIZER,
            "pids": self._processes.pids(),
        } | ({"ways": self._ways.turned} if self._ways else {})

    def _sweep(self) -> None:
        while not self._stopped.wait(_SWEEP_SECONDS):
            try:
                requests.post(self._at.url("sweep"), timeout=_SWEEP_SECONDS)
            except requests.RequestException:
                continue  # its own log says why; the next minute is another chance


def say(line: str) -> None:
    print(line, flush=True)


def _answers(url: str) -> bool:
    try:
        requests.get(url, timeout=2, headers={"Accept": "*/*"})
    except requests.RequestException:
        return False
    return True


def offset() -> int:
    """PORT_OFFSET. Raises SystemExit when it is no number that leaves every port valid."""
    given = os.environ.get("PORT_OFFSET") or "0"
    if not (given.isdecimal() and int(given) <= 55_000):
        raise SystemExit(f"PORT_OFFSET is {given!r}: give a number from 0 to 55000")
    return int(given)
