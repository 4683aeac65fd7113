"""The operator's commands, each in a process of its own that is forked from one with their code.

Loading Google's clients takes four fifths of a command's CPU, and a run of the tests has fifty.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import cache

from infra.functions import ROOT
from infra.ops import __main__ as program

_turn = threading.Lock()


def ops(*arguments: str) -> str:
    """What `python -m infra.ops` prints. Raises CalledProcessError when it fails."""
    asked = {"arguments": arguments, "environment": dict(os.environ)}
    with _turn:
        loaded = _loaded()
        assert loaded.stdin
        assert loaded.stdout
        loaded.stdin.write(json.dumps(asked) + "\n")
        loaded.stdin.flush()
        code, said, errors = json.loads(loaded.stdout.readline())
    if code:
        raise subprocess.CalledProcessError(code, ["infra.ops", *arguments], said, errors)
    return str(said)


@cache
def _loaded() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.forked"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
    atexit.register(process.communicate)  # it ends with its input
    return process


def _serve() -> None:
    from infra.ops import commands  # noqa: F401, PLC0415

    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
            if not (child := os.fork()):
                os.dup2(said.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                os.environ.clear()
                os.environ.update(asked["environment"])
                sys.argv[1:] = asked["arguments"]
                sys.exit(program.main())
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            errors.seek(0)
            print(json.dumps((code, said.read().decode(), errors.read().decode())), flush=True)


if __name__ == "__main__":
    _serve()
