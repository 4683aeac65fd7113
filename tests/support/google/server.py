"""A Google of the tests' own, which gcloud, bq and firebase talk to over HTTP.

It stores, lists, filters and patches as Google does, answers 404, 409 and 403, checks every body
against Google's own messages, and can be told to fail. It knows only what a deployment uses.
"""

import copy
import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Json = dict[str, Any]
PROJECT, NUMBER = "p-test", "123456789012"


class Refused(Exception):
    """An answer that is not 2xx."""

    def __init__(self, code: int, status: str, message: str) -> None:
        super().__init__(message)
        self.code, self.status, self.message = code, status, message

    def body(self) -> Json:
        """As newer APIs say it, and, in `errors`, as BigQuery does."""
        reasons = {"NOT_FOUND": "notFound", "ALREADY_EXISTS": "duplicate"}
        reason = {"reason": reasons.get(self.status, "invalid"), "message": self.message}
        error = {"code": self.code, "status": self.status, "message": self.message}
        return error | {"errors": [reason | {"domain": "global"}]}


def not_found(what: str) -> Refused:
    return Refused(404, "NOT_FOUND", f"Resource not found: {what}")


def invalid(message: str) -> Refused:
    return Refused(400, "INVALID_ARGUMENT", message)


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]

    @property
    def changes(self) -> bool:
        """Whether it may change the store."""
        asks = (":testIamPermissions", ":getIamPolicy", ":batchGet", ":test", "/fields")
        return self.method not in ("GET", "HEAD") and not self.path.endswith(asks)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


Fault = Callable[[Request], Refused | None]


@dataclass
class Google:
    """Everything that the project holds, by path without API version."""

    store: dict[str, Json] = field(default_factory=dict)
    policies: dict[str, Json] = field(default_factory=dict)
    operations: dict[str, Json] = field(default_factory=dict)
    images: dict[str, Json] = field(default_factory=dict)
    journal: list[Request] = field(default_factory=list)
    fault: Fault = lambda _: None
    """Asked before each request that changes something: what it returns is the answer."""
    lost: Fault = lambda _: None
    """Asked after such a request was carried out: its own answer is lost."""
    counters: dict[str, int] = field(default_factory=dict)
    address: str = ""

    def number(self, kind: str) -> int:
        self.counters[kind] = self.counters.get(kind, 0) + 1
        return self.counters[kind]

    def find(self, path: str) -> Json:
        if path not in self.store:
            raise not_found(path)
        return self.store[path]

    def under(self, collection: str) -> list[Json]:
        """The resources directly in a collection, in order of creation."""
        prefix = collection + "/"
        return [
            value
            for path, value in self.store.items()
            if path.startswith(prefix) and "/" not in path[len(prefix) :]
        ]

    def changes(self) -> list[Request]:
        return [request for request in self.journal if request.changes]

    def snapshot(self) -> Json:
        """What is stored, without what every write changes."""
        policies = {
            path: {
                (binding["role"], member)
                for binding in policy.get("bindings", [])
                for member in binding["members"]
            }
            for path, policy in self.policies.items()
        }
        return {"store": copy.deepcopy(self.store), "policies": policies}


@contextmanager
def serving(google: Google, answer: Callable[[Google, Request], Any]) -> Iterator[Google]:
    """Serve on a port of this machine. `answer` returns JSON, or raises Refused."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _serve(self) -> None:
            request = self._request()
            with lock:
                code, body = self._answered(request)
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(code)
            if code == 308:  # the part of an upload that has arrived
                self.send_header("Range", body["error"]["message"])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            for name, value in google_headers(request, google).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def _request(self) -> Request:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            url = urlsplit(self.path)
            return Request(
                self.command,
                unquote(url.path),
                {name: values[0] for name, values in parse_qs(url.query).items()},
                _body(raw, self.headers.get("Content-Type", "")),
                {name.lower(): value for name, value in self.headers.items()},
            )

        def _answered(self, request: Request) -> tuple[int, Any]:
            google.journal.append(request)
            try:
                if request.changes and (refused := google.fault(request)):
                    raise refused
                body = answer(google, request)
                if request.changes and (refused := google.lost(request)):
                    raise refused
            except Refused as refused:
                return refused.code, {"error": refused.body()}
            except Exception as error:  # noqa: BLE001  # the tool's user must see it
                # Not 5xx, which gcloud would try again for half a minute.
                return 400, {"error": {"code": 400, "message": f"{request}: {error!r}"}}
            return 200, body

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _serve  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    google.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield google
    finally:
        server.shutdown()
        server.server_close()


def google_headers(request: Request, google: Google) -> dict[str, str]:
    """A resumable upload goes on at the address that its start is answered with."""
    if request.query.get("uploadType") == "resumable" and "upload_id" not in request.query:
        return {"Location": f"{google.address}{request.path}?uploadType=resumable&upload_id=1"}
    return {}


def _body(raw: bytes, content_type: str) -> Any:
    """JSON; of a multipart upload its first part, which is JSON; else the length."""
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    if content_type.startswith("multipart/"):
        raw = raw.split(b"\n--")[0].partition(b"\n\n")[2] or raw.split(b"\r\n\r\n")[1]
        raw = raw.split(b"\r\n--")[0]
    try:
        return json.loads(raw) if raw else None
    except ValueError:
        return {"bytes": len(raw)}
