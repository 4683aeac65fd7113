"""The open loop by which latencies are measured, against a server that stalls."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.performance.load import request
from tests.performance.pacing import Answer, Request, paced

RATE = 100.0
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_what_waits_for_a_server_that_stalls_counts_from_when_it_was_due() -> None:
    released, moment, heard = threading.Event(), [], list[Answer]()

    def requests(port: int) -> Iterator[Request]:
        for number in range(4):
            if number == 3:  # due after three that wait for one connection
                moment.append(time.time())
                released.set()
            yield Request("any", port, request("GET", "/", {}))

    with _stalling(released) as port:
        paced(requests(port), RATE, lambda _, answer: heard.append(answer), connections=1)

    assert [answer.status for answer in heard] == [200] * 4
    late = [answer.due - heard[0].due for answer in heard]
    assert late == pytest.approx([0, 0.01, 0.02, 0.03], abs=1e-6)
    assert all(answer.due + answer.seconds >= moment[0] for answer in heard)


def test_a_connection_that_ends_without_an_answer_is_an_error() -> None:
    heard: list[Answer] = []

    with socket.create_server(("127.0.0.1", 0)) as server:

        def hang_up() -> None:
            connection, _ = server.accept()
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        port = server.getsockname()[1]
        once = [Request("any", port, request("GET", "/", {}))]
        paced(once, RATE, lambda _, answer: heard.append(answer))
        thread.join()

    assert [answer.status for answer in heard] == [0]


@contextmanager
def _stalling(released: threading.Event) -> Iterator[int]:
    """A server that answers nothing before `released`, and then everything on one connection."""

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            while connection.recv(65_536):
                released.wait(30)
                connection.sendall(OK)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield int(server.getsockname()[1])
        thread.join()
