"""The local stack: started, provisioned, described in `stack.json`, watched, stopped."""

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
from infra.local.app_check import AppCheck
from infra.local.processes import Processes, ProcessExited
from infra.local.ways import Ways

_START_TIMEOUT_SECONDS = 180  # the emulators' first start may download them
_SWEEP_SECONDS = 60  # as Cloud Scheduler does


class Stack:
    """All programs of `make run`, with the ports of `at` and their files in `state`."""

    def __init__(self, at: Addresses, state: Path, *, hot_reload: bool = False) -> None:
        self._ways = Ways(at, state) if hot_reload else None
        self._at = replace(at, ways=self._ways.hosts()) if self._ways else at
        self._state, self._hot_reload = state, hot_reload
        self._file = state / "stack.json"
        self._file.unlink(missing_ok=True)
        self._processes = Processes(state)
        self._stopped = threading.Event()

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Started, provisioned and answering; all processes are stopped on exit."""
        try:
            self._start()
            yield self
        finally:
            self._stopped.set()
            self._file.unlink(missing_ok=True)
            self._processes.stop()

    def watch(self) -> None:
        """Restart functions and call the sweep. Raises ProcessExited when an emulator exits."""
        threading.Thread(target=self._call_sweep, daemon=True).start()
        while True:
            turned = self._ways is not None and self._ways.check()
            if self._processes.check() or turned:
                self._describe()
            time.sleep(0.1)

    def _start(self) -> None:
        """All at once: until it is asked, no function asks an emulator for anything."""
        AppCheck(self._at.port("app_check"))
        services = programs.services(self._at, self._state)
        for name, (command, environment) in services.items():
            self._processes.start(name, command, environment)
        for row in functions():  # which load while the emulators do
            command, environment = programs.function(row, self._at)
            self._processes.start(row.name, command, environment, restart=True)
        command, environment = programs.site(self._at, hot_reload=self._hot_reload)
        self._processes.start("site", command, environment)
        paths = {
            "auth": "/",
            "firestore": "/",
            "pubsub": "/",
            "storage": "/",
            "inbox": "/api/healthz",
            "analytics": "/healthz",
        }
        self._await(paths | ({"gemini": "/"} if "gemini" in services else {}))

        provision.warm_up_firestore(self._at)
        provision.topics(self._at)
        provision.organizer(self._at)
        self._await(dict.fromkeys((row.name for row in functions()), "/robots.txt") | {"site": "/"})

        provision.subscriptions(self._at)
        self._describe()

    def _await(self, paths: dict[str, str]) -> None:
        """Wait for any HTTP response from each, and report it."""
        start = time.monotonic()
        waiting = dict(paths)
        while waiting:
            for name, path in list(waiting.items()):
                if _answers(self._at.url(name) + path):
                    report(f"{name} answers at {self._at.url(name)}")
                    del waiting[name]
            self._processes.check(is_up=False)
            if time.monotonic() - start > _START_TIMEOUT_SECONDS:
                logs = self._state / "logs"
                raise ProcessExited(
                    f"No answer from {', '.join(waiting)} in {_START_TIMEOUT_SECONDS} s: see {logs}"
                )
            time.sleep(0.1)

    def _describe(self) -> None:
        """Replaced atomically: no reader sees half of it."""
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(self._description(), indent=2) + "\n")
        part.replace(self._file)

    def _description(self) -> dict[str, Any]:
        at = self._at
        others = ("auth", "storage", "inbox", "analytics", "app_check")
        urls = ("site", *(row.name for row in functions()), *others)
        return {
            "project": provision.PROJECT,
            **{name: at.url(name) for name in urls},
            **{name: at.host(name) for name in ("firestore", "pubsub", "smtp")},
            "gemini": programs.gemini_url(at) or "https://generativelanguage.googleapis.com",
            "bucket": programs.BUCKET,
            "organizer": provision.ORGANIZER,
            "pids": self._processes.pids(),
        } | ({"ways": self._ways.turned} if self._ways else {})

    def _call_sweep(self) -> None:
        while not self._stopped.wait(_SWEEP_SECONDS):
            try:
                requests.post(self._at.url("sweep"), timeout=_SWEEP_SECONDS)
            except requests.RequestException:
                continue  # the sweep's log says why; the next minute tries again


def report(line: str) -> None:
    print(line, flush=True)


def _answers(url: str) -> bool:
    try:
        requests.get(url, timeout=2, headers={"Accept": "*/*"})
    except requests.RequestException:
        return False
    return True


def offset() -> int:
    """PORT_OFFSET. Raises SystemExit unless it is a number that leaves every port valid."""
    given = os.environ.get("PORT_OFFSET") or "0"
    if not (given.isdecimal() and int(given) <= 55_000):
        raise SystemExit(f"PORT_OFFSET is {given!r}: it must be a number from 0 to 55000")
    return int(given)
