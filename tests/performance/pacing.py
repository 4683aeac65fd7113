"""An open loop: requests at a fixed rate, whatever becomes of those before.

A latency counts from when its request was due, also while that waits for a connection: a server
that stalls is not asked less meanwhile, and what waited is not left out.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from selectors import SelectSelector
from typing import NamedTuple

CONNECTIONS = 80
"""To each port: Cloud Run asks an instance of the page function for so many answers at once."""
_IDLE_SECONDS = 1.0  # gunicorn closes a connection after two
_PATIENCE_SECONDS = 60


class Request(NamedTuple):
    """What goes to which port; `kind` and `key` are for whoever hears the answer."""

    kind: str
    port: int
    data: bytes
    key: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`due` in seconds since the epoch; `status` is 0 when there was no answer."""

    due: float
    seconds: float
    status: int


Heard = Callable[[Request, Answer], None]


def paced(
    requests: Iterable[Request], rate: float, heard: Heard, *, connections: int = CONNECTIONS
) -> None:
    """Send `rate` of `requests` a second, each taken when it is due; returns after all answers."""
    # An epoll waits for whole milliseconds, which is longer than many an answer takes.
    loop = partial(asyncio.SelectorEventLoop, SelectSelector())
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(_paced(requests, rate, heard, connections))


async def _paced(requests: Iterable[Request], rate: float, heard: Heard, connections: int) -> None:
    ports: dict[int, _Port] = defaultdict(lambda: _Port(connections))
    start = time.time()
    async with asyncio.TaskGroup() as under_way:
        for number, each in enumerate(requests):
            due = start + number / rate
            await asyncio.sleep(max(0.0, due - time.time()))
            under_way.create_task(_asked(ports[each.port], each, due, heard))
    for port in ports.values():
        port.close()


async def _asked(port: "_Port", each: Request, due: float, heard: Heard) -> None:
    status = await port.ask(each)
    heard(each, Answer(due, time.time() - due, status))


class _Port:
    """Connections to one port, which are kept as a load balancer keeps them."""

    def __init__(self, connections: int) -> None:
        self._turns = asyncio.Semaphore(connections)
        self._idle: list[_Connection] = []

    async def ask(self, each: Request) -> int:
        async with self._turns:
            connection = None
            try:
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    connection = self._kept() or await _opened(each.port)
                    status = await connection.ask(each.data)
            except (OSError, TimeoutError):
                if connection:
                    connection.close()
                return 0
            self._idle.append(connection)
            return status

    def close(self) -> None:
        for connection in self._idle:
            connection.close()

    def _kept(self) -> "_Connection | None":
        while self._idle:
            if (connection := self._idle.pop()).is_usable:
                return connection
            connection.close()
        return None


async def _opened(port: int) -> "_Connection":
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(_Connection, "127.0.0.1", port)
    return connection


class _Connection(asyncio.Protocol):
    _transport: asyncio.Transport

    def __init__(self) -> None:
        self._answer: asyncio.Future[int] | None = None
        self._received = b""
        self._is_closing = False
        self._used = 0.0

    @property
    def is_usable(self) -> bool:
        return not self._is_closing and time.monotonic() < self._used + _IDLE_SECONDS

    def ask(self, data: bytes) -> asyncio.Future[int]:
        """The answer's status. Raises ConnectionError when the connection ends before it came."""
        self._received, self._answer = b"", asyncio.get_running_loop().create_future()
        self._transport.write(data)
        return self._answer

    def close(self) -> None:
        self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        head = head.lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if end and len(body) >= length and self._answer and not self._answer.done():
            self._used, self._is_closing = time.monotonic(), b"connection: close" in head
            self._answer.set_result(int(head.split(b" ", 2)[1]))

    def connection_lost(self, error: Exception | None) -> None:
        self._is_closing = True
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionResetError("no answer"))
