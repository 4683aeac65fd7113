"""An HTTP server of a test's own, that answers in a Google API's wire form and remembers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Server:
    """Answers its list of (status, body) one after the other, the last one for ever."""

    url: str
    answers: list[tuple[int, object]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    aside: str = ""
    """What a client asks for its own sake has this in its path: it is answered, and forgotten."""
    together: threading.Barrier | None = None
    """Where requests wait for one another, none of them being answered before the others are in."""

    def answer(self, *answers: tuple[int, object]) -> None:
        self.answers[:], self.asked[:] = list(answers), []

    def next(self) -> tuple[int, bytes]:
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return status, body if isinstance(body, bytes) else json.dumps(body).encode()


@contextmanager
def answering() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            is_json = data and "json" in self.headers.get("Content-Type", "")
            headers = {name.lower(): value for name, value in self.headers.items()}
            if server.aside and server.aside in self.path:
                status, body = 200, b"{}"
            else:
                server.asked.append(
                    Asked(self.path, headers, json.loads(data) if is_json else data)
                )
                if server.together:
                    server.together.wait(timeout=10)
                status, body = server.next()
            self.send_response(status)
            for name, value in (server.headers | {"Content-Length": str(len(body))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815  # http.server's names
        do_DELETE = do_GET  # noqa: N815
        do_PATCH = do_GET  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # http.server's name
            """Nothing on the terminal."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{http.server_port}")
    thread = threading.Thread(target=http.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
