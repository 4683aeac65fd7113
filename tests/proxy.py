"""A TCP proxy that can be taken down and brought up again: the network between two processes."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Proxy:
    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()

    def start(self, target: str) -> None:
        host, port = target.split(":")
        self._target = (host, int(port))
        self._listen()

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
            _cut(end)

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                try:
                    far = socket.create_connection(self._target, timeout=10)
                except OSError:
                    _cut(near)
                    continue
                far.settimeout(None)
                for source, sink in ((near, far), (far, near)):
                    self._open.add(source)
                    threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                sink.sendall(data)
        _cut(sink)
        self._open.discard(source)
        source.close()


def _cut(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
