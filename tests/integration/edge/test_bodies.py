"""Bodies over a real connection: bounded before anybody is trusted, answered while they arrive."""

import contextlib
import http.client
import json
import shutil
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.support.server import Server, serving, token

MEBIBYTE = 1024 * 1024
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    log = tmp_path_factory.mktemp("servers") / "log"
    with contextlib.ExitStack() as running:
        names = ("publish", "upload", "page")
        yield {name: running.enter_context(serving(name, log)) for name in names}


def _head(method: str, **headers: str) -> bytes:
    lines = [f"{method} / HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


@pytest.fixture(scope="module", autouse=True)
def stopped(servers: dict[str, Server]) -> Iterator[socket.socket]:
    """A body that stops arriving before this file's tests begin: the limit is ten seconds."""
    with socket.create_connection(("127.0.0.1", servers["publish"].port), timeout=30) as slow:
        slow.sendall(_head("POST", Content_Length="100", **_publishing()) + b"{")
        yield slow


def _bearer() -> dict[str, str]:
    return {"Authorization": f"Bearer {token()}"}


def _publishing() -> dict[str, str]:
    kind = {"Content_Type": "application/json", "Idempotency_Key": str(uuid.uuid4())}
    return _bearer() | kind


def _received(connection: socket.socket) -> bytes:
    """All there is until the server closes."""
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while part := connection.recv(65_536):
            data += part
    return data


@needs_linux
@pytest.mark.parametrize("name", ["publish", "upload", "page"])
@pytest.mark.parametrize("method", ["POST", "PUT", "GET"])
def test_200_mebibytes_from_a_stranger_cost_no_memory(
    servers: dict[str, Server], name: str, method: str
) -> None:
    server = servers[name]
    requests.post(server.url, data=b"{}", timeout=10)
    idle = server.peak_bytes()

    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(_head(method, Content_Length=str(200 * MEBIBYTE)))
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                connection.sendall(bytes(MEBIBYTE))

    assert server.peak_bytes() - idle < 10 * MEBIBYTE


@pytest.mark.parametrize("name", ["publish", "upload", "page"])
def test_the_silent_are_answered_at_once_and_hold_nothing_up(
    servers: dict[str, Server], name: str
) -> None:
    server, begun = servers[name], time.monotonic()
    silent = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(8)]
    try:
        for connection in silent:
            connection.sendall(_head("POST", Content_Length="100000"))
        starts = [connection.recv(1) for connection in silent]
        assert starts == [b"H"] * 8
        assert requests.options(server.url, timeout=5).status_code < 500
        answers = [_received(connection) for connection in silent]
        assert {answer.split()[1] for answer in answers} <= {b"401", b"405"}
        assert time.monotonic() - begun < 9  # a body has ten seconds: nobody waited for theirs
    finally:
        for connection in silent:
            connection.close()


@pytest.mark.parametrize("coding", ["", "chunked"])
def test_a_photo_that_is_too_large_is_413_for_http_client(
    servers: dict[str, Server], coding: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", servers["upload"].port, timeout=30)
    data = bytes(11 * MEBIBYTE)
    sent = iter([data[:MEBIBYTE]] * 11) if coding else data
    headers = _bearer() | {"Content-Type": "image/jpeg"}

    connection.request("POST", "/", sent, headers, encode_chunked=bool(coding))
    answer = connection.getresponse()

    assert answer.status == 413
    assert json.loads(answer.read())["type"] == "urn:publish-event:problem:too-large"
    connection.close()


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
@pytest.mark.parametrize("expect", ["Expect:", "Expect: 100-continue"])
def test_a_photo_that_is_too_large_is_413_for_curl(
    servers: dict[str, Server], tmp_path: Path, expect: str
) -> None:
    photo = tmp_path / "photo"
    photo.write_bytes(bytes(11 * MEBIBYTE))
    command = ["curl", "-sS", "-w", "%{http_code}", "-o", "/dev/null", "--data-binary", f"@{photo}"]
    for header in (f"Authorization: Bearer {token()}", "Content-Type: image/jpeg", expect):
        command += ["-H", header]

    said = subprocess.run(
        [*command, servers["upload"].url], capture_output=True, text=True, check=True, timeout=30
    )

    assert said.stdout == "413"


def test_who_expects_100_continue_is_told_to_go_on_or_refused_first(
    servers: dict[str, Server],
) -> None:
    with socket.create_connection(("127.0.0.1", servers["publish"].port), timeout=10) as allowed:
        head = {"Content_Length": "2", "Expect": "100-continue", "Connection": "close"}
        allowed.sendall(_head("POST", **head, **_publishing()))
        assert allowed.recv(65_536).startswith(b"HTTP/1.1 100")
        allowed.sendall(b"{}")
        assert _received(allowed).startswith(b"HTTP/1.1 400")

    with socket.create_connection(("127.0.0.1", servers["publish"].port), timeout=10) as refused:
        refused.sendall(_head("POST", **head))
        assert _received(refused).startswith(b"HTTP/1.1 401")


def test_requests_in_one_go_are_answered_one_after_another(servers: dict[str, Server]) -> None:
    first = _head("POST", Content_Length="2", **_publishing()) + b"{}"
    last = _head("DELETE", Connection="close")

    with socket.create_connection(("127.0.0.1", servers["publish"].port), timeout=10) as pipe:
        pipe.sendall(first + first + last)
        answers = _received(pipe)

    statuses = [part.split()[0] for part in answers.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [b"400", b"400", b"405"]


def test_a_client_that_hangs_up_takes_nobody_with_it(servers: dict[str, Server]) -> None:
    server = servers["publish"]
    for sent in (b"", b"{", b'{"title":'):
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            connection.sendall(_head("POST", Content_Length="1000", **_publishing()) + sent)

    answer = requests.post(server.url, data=b"{}", headers=_wire(_publishing()), timeout=5)

    assert answer.status_code == 400


def test_an_answer_to_a_body_that_was_read_keeps_the_connection(
    servers: dict[str, Server],
) -> None:
    answer = requests.post(
        servers["publish"].url, data=b"{}", headers=_wire(_publishing()), timeout=5
    )

    assert (answer.status_code, answer.headers.get("Connection")) == (400, None)


def _wire(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def test_a_long_token_is_looked_at(servers: dict[str, Server]) -> None:
    """As long as the server takes: Firebase adds photo addresses and custom claims."""
    padded = {**_publishing(), "Authorization": f"Bearer {token()}{'x' * 7000}"}

    answer = requests.post(servers["publish"].url, data=b"{}", headers=_wire(padded), timeout=5)

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        ("{}".encode("utf-16"), "not UTF-8"),
        ('{"title": "x"}'.encode("utf-16-le"), "not JSON"),
        ("{}".encode("utf-8-sig"), "byte order mark"),
        (b'{"title": "\xff"}', "not UTF-8"),
        (json.dumps(dict.fromkeys(map(str, range(1001)))).encode(), "1,000 members"),
    ],
)
def test_a_body_in_another_encoding_is_no_json(
    servers: dict[str, Server], data: bytes, detail: str
) -> None:
    answer = requests.post(
        servers["publish"].url, data=data, headers=_wire(_publishing()), timeout=5
    )

    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:publish-event:problem:malformed-request"
    assert detail in answer.json()["detail"]


@pytest.mark.parametrize("tickets", [[1] * 20_000, [{"x": 1}] * 50])
def test_mistakes_without_end_are_not_all_listed(
    servers: dict[str, Server], tickets: list[object]
) -> None:
    answer = requests.post(
        servers["publish"].url,
        json={"tickets": tickets},
        headers=_wire(_publishing()),
        timeout=5,
    )

    assert answer.status_code == 400
    assert len(answer.json()["errors"]) <= 100
    assert len(answer.content) < 20_000


def test_a_body_that_stops_arriving_is_408(stopped: socket.socket) -> None:
    answer = _received(stopped)

    assert answer.startswith(b"HTTP/1.1 408")
    assert b"urn:publish-event:problem:request-timeout" in answer
