"""Ways from the functions to the emulators that can be turned while everything runs.

Under `make dev` a test run stands relays of its own in them, which count calls and fail them:
it writes `ways.json`, and takes it away at its end.
"""

import contextlib
import json
import socket
import threading
from pathlib import Path
from typing import Any

import psutil

from infra.local.addresses import Addresses

NAMES = ("firestore", "pubsub", "storage", "smtp")
FILE = "ways.json"


class Way:
    """What connects here is passed on to its target, as bytes."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self.host = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def turn(self, target: str) -> None:
        """Cut what is open, so that whoever connects again reaches the new target."""
        self._target = target
        for end in list(self._open):
            _end(end)

    def _accept(self) -> None:
        while True:
            client, _ = self._listener.accept()
            host, port = self._target.split(":")
            try:
                server = socket.create_connection((host, int(port)), timeout=10)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            for source, sink in ((client, server), (server, client)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        self._open.add(source)
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                sink.sendall(data)
        _end(sink)
        self._open.discard(source)
        source.close()


class Ways:
    """One for each emulator that functions talk to."""

    def __init__(self, at: Addresses, state: Path) -> None:
        self._file = state / FILE
        self._file.unlink(missing_ok=True)
        self._direct = {name: at.host(name) for name in NAMES}
        self._ways = {name: Way(target) for name, target in self._direct.items()}
        self.turned: dict[str, Any] = {}
        """What `ways.json` said when it was last looked at."""

    def hosts(self) -> dict[str, str]:
        return {name: way.host for name, way in self._ways.items()}

    def check(self) -> bool:
        """Turn them as the file says; True if that is news."""
        wanted = self._wanted()
        if wanted == self.turned:
            return False
        for name, way in self._ways.items():
            way.turn(wanted.get(name, self._direct[name]))
        self.turned = wanted
        return True

    def _wanted(self) -> dict[str, Any]:
        try:
            wanted: dict[str, Any] = json.loads(self._file.read_text())
        except FileNotFoundError:
            return {}
        if psutil.pid_exists(wanted["pid"]):
            return wanted
        self._file.unlink(missing_ok=True)  # a run that was killed leaves its relays nowhere
        return {}


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
