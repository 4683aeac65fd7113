"""A time limit for a conversation over a socket, from the look-up of the host to the last word."""

import contextlib
import queue
import socket
import threading
import time
from types import TracebackType
from typing import Any, Self

Address = tuple[int, int, int, Any]
"""Family, type and protocol of a socket, and the address that it connects to."""


class Deadline:
    """Ends the connection that was made under it when the time is up, whoever waits on it.

    A socket's own timeout is for each step: a server that sends a byte now and then never ends.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        # A duplicate: TLS takes the connection's own file descriptor away from it.
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._hang_up)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        if self._socket:
            self._socket.close()

    def connect(self, host: str, port: int, timeout: float) -> socket.socket:
        """A connection to the first of the host's addresses that answers.

        All of them together may take half of the time that is left, each an equal part of it.
        `timeout` is for every later step. Raises OSError.
        """
        now = time.monotonic()
        end = now + max(0.0, self._end - now) / 2
        addresses = _look_up(host, port, end - now)
        failure: OSError = OSError("the host has no address")
        for position, address in enumerate(addresses):
            share = (end - time.monotonic()) / (len(addresses) - position)
            try:
                connection = _connect(address, min(timeout, share))
            except OSError as error:
                failure = error
            else:
                self._socket = connection.dup()
                connection.settimeout(timeout)
                return connection
        raise failure

    def _hang_up(self) -> None:
        """From the timer's thread: a read that waits on the connection fails at once."""
        if self._socket:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


def _look_up(host: str, port: int, seconds: float) -> list[Address]:
    """The host's addresses. The resolver takes no time limit, so it is left behind in a thread."""
    answers: queue.SimpleQueue[list[Address] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([(family, kind, proto, where) for family, kind, proto, _, where in found])
        except OSError as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the host's address was not found in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _connect(address: Address, seconds: float) -> socket.socket:
    *how, where = address
    connection = socket.socket(*how)
    try:
        connection.settimeout(max(0.01, seconds))
        connection.connect(where)
    except BaseException:
        connection.close()
        raise
    return connection
