"""Cloud Storage out of reach: how soon that is noticed, and as what."""

import gc
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from shared.pixels.encoded import Encoded
from shared.runtime.clients import storage_client
from shared.runtime.failures import Permanent, Retryable
from shared.runtime.settings import settings
from shared.store import media

_PICTURE = Encoded(b"bytes", "image/webp", 1, 1)
CALLS: dict[str, Callable[[], object]] = {
    "store_upload": lambda: media.store_upload("u", b"photo", "image/png"),
    "load_upload": lambda: media.load_upload("uploads/u/1"),
    "store_pictures": lambda: media.store_pictures("e", [_PICTURE] * 5),
    "load_picture": lambda: media.load_picture(media.picture_url("e", _PICTURE), {"e"}),
    "retire_pictures": lambda: media.retire_pictures("e", [], datetime.now(UTC)),
    "object_names": lambda: media.object_names("e", "uploads/u/1"),
    "remove": lambda: media.remove(["uploads/u/1"]),
}


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    status = 503

    def do_GET(self) -> None:  # http.server's name
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing: it would be all that a failing test shows."""

    def do_POST(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        self.do_GET()


@contextmanager
def _refusing() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
    yield port


@contextmanager
def _silent() -> Iterator[int]:
    """Takes connections, and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@contextmanager
def _answering(status: int) -> Iterator[int]:
    handler = type("Handler", (_Answers,), {"status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same deadlines, a tenth as long: what is measured is that they hold."""
    for name in ("_CONNECT_SECONDS", "_READ_SECONDS", "_RETRY_SECONDS"):
        monkeypatch.setattr(media, name, getattr(media, name) / 10)


@contextmanager
def _storage_at(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("BUCKET", "b")
    settings.cache_clear()
    storage_client.forget()
    yield
    client: Any = storage_client()
    client.close()
    storage_client.forget()
    with warnings.catch_warnings():
        # The library leaves the connections of refusals open until they are collected.
        warnings.simplefilter("ignore", ResourceWarning)
        del client
        gc.collect()


@pytest.mark.usefixtures("site", "quick")
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("outage", ["refusing", "silent", "503", "429", "403"])
def test_an_outage_is_retryable_and_noticed_within_the_time_of_a_call(
    monkeypatch: pytest.MonkeyPatch, call: str, outage: str
) -> None:
    down = {"refusing": _refusing(), "silent": _silent()}
    with down.get(outage) or _answering(int(outage)) as port, _storage_at(port, monkeypatch):
        begin = time.monotonic()
        with pytest.raises(Retryable, match="Cloud Storage cannot be used"):
            CALLS[call]()

    assert time.monotonic() - begin < media.CALL_SECONDS  # a tenth, and a busy machine


@pytest.mark.usefixtures("site", "quick")
def test_a_photo_that_is_not_there_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with _answering(404) as port, _storage_at(port, monkeypatch):
        with pytest.raises(Permanent, match="not found"):
            media.load_upload("uploads/u/1")
        assert media.remove(["uploads/u/1"]) == 0


def test_an_upload_is_answered_within_20_seconds() -> None:
    assert media.CALL_SECONDS <= 12
