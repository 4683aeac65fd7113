"""The port of every program. PORT_OFFSET moves them all, so that stacks can run side by side."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

import psutil

PORTS = {
    "site": 8080,
    "publish": 8091,
    "upload": 8092,
    "page": 8093,
    "image": 8094,
    "email": 8095,
    "sweep": 8096,
    "change": 8097,
    "preview": 8098,
    "canary": 8099,
    "auth": 9099,
    "firestore": 8085,
    "firestore_websocket": 9150,
    "pubsub": 8086,
    "storage": 8087,
    "smtp": 1025,
    "inbox": 1080,
    "gemini": 8088,
    "analytics": 8089,
    "app_check": 8090,
    "hub": 4400,
    "logging": 4500,
}


@dataclass(frozen=True)
class Addresses:
    """Every port, moved by `offset`."""

    offset: int = 0
    ways: Mapping[str, str] = field(default_factory=dict)
    """Under `make dev`: where functions reach an emulator, so that relays can stand between."""

    def port(self, name: str) -> int:
        return PORTS[name] + self.offset

    def host(self, name: str) -> str:
        return f"127.0.0.1:{self.port(name)}"

    def url(self, name: str) -> str:
        return f"http://{self.host(name)}"

    def via(self, name: str) -> str:
        """The address for the functions: VIA_NAME, a proxy that injects faults, or the host."""
        return os.environ.get(f"VIA_{name.upper()}") or self.ways.get(name) or self.host(name)

    def conflicts(self) -> list[str]:
        """A line for every port that another program uses, with its name where that is known."""
        return [
            f"port {self.port(name)} ({name}) is in use{_by_whom(self.port(name))}"
            for name in PORTS
            if not _is_free(self.port(name))
        ]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _by_whom(port: int) -> str:
    try:
        sockets = psutil.net_connections("tcp")
        listening = {
            c.laddr.port: c.pid for c in sockets if c.laddr and c.status == psutil.CONN_LISTEN
        }
        pid = listening.get(port)
        return f" by {psutil.Process(pid).name()} (pid {pid})" if pid else ""
    except psutil.Error:  # macOS answers only root
        return ""
