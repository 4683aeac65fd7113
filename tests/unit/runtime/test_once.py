"""Clients of Google's: one of each, however many threads ask first."""

import threading
from concurrent.futures import ThreadPoolExecutor

from shared.runtime.once import once


def test_threads_that_ask_at_once_get_one_client() -> None:
    together, made = threading.Barrier(8), []

    @once
    def client() -> object:
        made.append(threading.Event().wait(0.05))  # as long as an import takes
        return object()

    def ask(_: int) -> object:
        together.wait()
        return client()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(ask, range(8)))

    assert len(found) == len(made) == 1
