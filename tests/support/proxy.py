"""A TCP proxy: the network between two processes, which can be cut, slow, and lie."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass
class Cut:
    """Ends a connection at the bytes that hold `needle`, `times` times.

    `answer` is what the client gets instead; else `kept` bytes of what it would have got. With
    `stall` nothing ends: the bytes go on after so many seconds.
    """

    needle: bytes
    toward_client: bool = False
    answer: bytes = b""
    kept: int = 0
    times: int = 1
    stall: float = 0


class Proxy:
    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._cuts: list[Cut] = []

    def start(self, target: str) -> None:
        host, port = target.split(":")
        self._target = (host, int(port))
        self._listen()

    def cut(self, cut: Cut) -> None:
        self._cuts.append(cut)

    @contextlib.contextmanager
    def down(self) -> Iterator[None]:
        """Refuse every connection, and cut those that are open."""
        self.stop()
        try:
            yield
        finally:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self._listen()

    def stop(self) -> None:
        # Closing alone would leave the accepting thread, and so the socket, alive.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in list(self._open):
            _end(end)

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                try:
                    server = socket.create_connection(self._target, timeout=10)
                except OSError:
                    _end(client)
                    continue
                server.settimeout(None)
                for toward_client in (False, True):
                    threading.Thread(
                        target=self._pump, args=(client, server, toward_client), daemon=True
                    ).start()

    def _pump(self, client: socket.socket, server: socket.socket, toward_client: bool) -> None:  # noqa: FBT001
        source, sink = (server, client) if toward_client else (client, server)
        self._open.add(source)
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                cut = self._cut_at(data, toward_client)
                if cut and cut.stall:
                    time.sleep(cut.stall)
                elif cut:
                    client.sendall(cut.answer or data[: cut.kept])
                    _end(client)
                    _end(server)
                    break
                sink.sendall(data)
        _end(sink)
        self._open.discard(source)
        source.close()

    def _cut_at(self, data: bytes, toward_client: bool) -> Cut | None:  # noqa: FBT001
        for cut in self._cuts:
            if cut.times and cut.toward_client == toward_client and cut.needle in data:
                cut.times -= 1
                return cut
        return None


def _end(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
