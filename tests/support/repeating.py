"""Something done again and again in a thread beside a test or a measurement."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def repeated(do: Callable[[], object], *, every: float) -> Iterator[None]:
    """`every`: seconds between the end of one and the start of the next. The first waits, too."""
    done = threading.Event()

    def repeat() -> None:
        while not done.wait(every):
            do()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
