"""Cloud Scheduler, with minutes of half a second."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.support.stack import Stack


@contextmanager
def sweeping(stack: Stack) -> Iterator[None]:
    stopped = threading.Event()

    def tick() -> None:
        while not stopped.wait(0.5):
            requests.post(stack["sweep"], timeout=60)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()
