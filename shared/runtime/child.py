"""The child's side of `shared.runtime.processes`: one call after another, from a pipe.

python -m shared.runtime.child DESCRIPTOR MODULE
"""

import signal
import sys
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any


def main() -> None:
    for each in (signal.SIGINT, signal.SIGTERM):  # to the whole group: the parent ends this
        signal.signal(each, signal.SIG_IGN)
    pipe = Connection(int(sys.argv[1]))
    import_module(sys.argv[2])
    while True:
        try:
            function, args, kwargs = pipe.recv()
            pipe.send(_answer(function, args, kwargs))
        except (EOFError, OSError):  # the parent has ended
            return


def _answer(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  # raised again where the call was made
        # A pickled exception has no traceback, and the caller's log would not say where it was.
        error.add_note("".join(traceback.format_tb(error.__traceback__)))
        return False, error


if __name__ == "__main__":
    main()
