"""Firestore's answers to browsers, compressed as Google's are and the emulator's are not."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

_OF_A_CONNECTION = {"connection", "content-encoding", "content-length", "transfer-encoding"}


@contextmanager
def compressing(host: str) -> Iterator[str]:
    """The host and port of a server that asks `host` whatever it is asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = {name: value for name, value in self.headers.items() if name.lower() != "host"}
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = requests.request(
                self.command, f"http://{host}{self.path}", headers=asked, data=body, timeout=30
            )
            data = gzip.compress(answer.content) if answer.content else b""
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in _OF_A_CONNECTION:
                    self.send_header(name, value)
            if data:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_OPTIONS = do_GET  # noqa: N815  # http.server's names

        def log_message(self, *_: object) -> None:
            """Nothing: the report is the bench's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
